"""Button codes come back from strangers: whatever they hold, nobody else's study changes, and a notice answers."""

from datetime import timedelta

import pytest

from bot.domain import actions
from bot.domain.actions import Action
from bot.domain.conversation import Reply, Sender
from bot.domain.memory import Grade
from tests.study.town import Room, Town, said

UNKNOWN = "No conozco ese botón. ¿Seguimos con /quiz?"
NOT_YOURS = "Estos botones son de quien respondió."
LUIS, ANA = 1, 2
"""The numbers of the learners, in the order in which they come."""


@pytest.fixture
def luiss_question(town: Town, luis: Sender) -> int:
    """The open question in Luis's private chat."""
    town.private(luis).says(luis, "/quiz redes")
    return 1


@pytest.fixture
def anas_room(town: Town, luiss_question: int, ana: Sender) -> Room:
    """Ana's private chat, with an open question of several choices."""
    room = town.private(ana)
    room.says(ana, "/quiz metricas")
    return room


def studied(town: Town) -> list[object]:
    """What nobody may change for another."""
    tables = ("turns", "answers", "reviews", "cards", "events", "days", "deliveries", "members", "schedules")
    return [town.ask(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]


@pytest.mark.parametrize(
    "action",
    [
        actions.Hint(1),
        actions.Reveal(1),
        actions.Skip(1),
        actions.Choose(1, 1),
        actions.Tick(1, 1),
        actions.Check(1, 2),
        actions.GradeAs(1, ANA, Grade.EASY),
        actions.MoreGrades(1, ANA),
        actions.Undo(1, ANA),
        actions.SaidIt(1, ANA),
        actions.Hint(999_999),
        actions.Reveal(36**12 - 1),
        actions.Choose(999_999, 0),
    ],
    ids=repr,
)
def test_a_question_of_another_chat(town: Town, anas_room: Room, ana: Sender, action: Action):
    """Luis's question stays as it is, and Ana's message too."""
    before = studied(town)
    assert anas_room.forges(ana, action) == Reply(notice=UNKNOWN)
    assert studied(town) == before


@pytest.mark.parametrize(
    "action",
    [
        actions.Choose(2, 99),
        actions.Choose(2, 3),
        actions.Tick(2, 8),
        actions.Tick(2, 2**62),
        actions.Check(2, 9),
        actions.SetHour("9999", 0),
        actions.SetHour("9999", 1),
        actions.SetHour("", 0),
        actions.SetHour("ab-d", 1),
        actions.SetZone("Mars/Olympus", 0),
        actions.SetZone("Mars/Olympus", 1),
        actions.SetZone("../etc/passwd"[3:], 0),
        actions.SetLanguage("xx"),
        actions.ToggleTopic("0123456789", 0),
        actions.OpenPrivately("q_1"),
    ],
    ids=repr,
)
def test_a_value_that_no_button_has(town: Town, anas_room: Room, ana: Sender, action: Action):
    """Choices, hours, zones, languages and topics that are not there change nothing."""
    before = studied(town)
    assert anas_room.forges(ana, action) == Reply(notice=UNKNOWN)
    assert studied(town) == before


@pytest.mark.parametrize(
    "code", ["", "1", "x", "1zz:1", "2a:", "1c:1", "1g:1:1:9", "1h:-1", "1h:01", "1h:½", f"1a:{80 * 'x'}"]
)
def test_a_code_that_is_none(town: Town, anas_room: Room, ana: Sender, code: str):
    """Other versions, other programs, other numbers: one notice."""
    assert anas_room.forges(ana, code) == Reply(notice=UNKNOWN)


@pytest.mark.parametrize(
    "action",
    [
        actions.GradeAs(2, ANA, Grade.EASY),
        actions.MoreGrades(2, ANA),
        actions.Undo(2, ANA),
        actions.SaidIt(2, ANA),
    ],
    ids=repr,
)
def test_grading_what_one_has_not_answered(town: Town, anas_room: Room, ana: Sender, action: Action):
    """A hundred blind grades would be worth nothing: the question keeps its buttons and waits for an answer."""
    before = studied(town)
    assert anas_room.forges(ana, action) == Reply(notice=UNKNOWN)
    assert studied(town) == before


@pytest.mark.parametrize(
    "action",
    [
        actions.GradeAs(2, ANA, Grade.AGAIN),
        actions.MoreGrades(2, ANA),
        actions.Undo(2, ANA),
        actions.SaidIt(2, ANA),
    ],
    ids=repr,
)
def test_the_grade_buttons_of_somebody_else(town: Town, anas_room: Room, ana: Sender, luis: Sender, action: Action):
    """Luis presses Ana's buttons, in her chat or in his own: he is told whose they are."""
    anas_room.says(ana, "a, b")
    before = studied(town)
    assert town.private(luis).forges(luis, action) == Reply(notice=NOT_YOURS)
    assert studied(town) == before


@pytest.mark.parametrize(
    "action", [actions.GradeAs(1, ANA, Grade.EASY), actions.MoreGrades(1, ANA), actions.Undo(1, ANA)], ids=repr
)
def test_the_buttons_of_ones_feedback_in_a_group(town: Town, luis: Sender, ana: Sender, action: Action):
    """The message that all see keeps its buttons, also for somebody who has answered it."""
    group = town.group("IA")
    group.says(luis, "/quiz sql")
    question = group.last
    group.says(ana, "filas y grupos", reply_to=question)
    assert group.forges(ana, action, on=question) == Reply(notice=UNKNOWN)
    assert question.labels == [["✍ Responder en privado"], ["👁 Ver respuesta (solo tú)"]]


def test_boxes_ticked_in_a_group(town: Town, luis: Sender, ana: Sender):
    """One person's boxes are not for all to see."""
    group = town.group("IA")
    group.says(luis, "/quiz metricas")
    assert group.forges(ana, actions.Tick(1, 1)) == Reply(notice=UNKNOWN)
    assert group.last.edits == 0


def test_a_press_on_an_answered_question(town: Town, anas_room: Room, ana: Sender):
    """Every one of its old buttons says so, and the first answer counts."""
    old = anas_room.last.rows
    anas_room.presses(ana, "F1")
    anas_room.presses(ana, "Comprobar")
    notices = {anas_room.forges(ana, button.action).notice for row in old for button in row}
    assert notices == {
        "Esta ya la respondiste; cuenta tu primera respuesta.",
        "Esta pregunta ya la terminaste.",
    } | {"Marca antes al menos una opción."}
    assert town.ask("SELECT text, mark FROM answers") == [("F1", "partly")]


def test_grading_what_one_has_skipped(town: Town, anas_room: Room, ana: Sender):
    """A skip earns nothing, so no button makes it count."""
    anas_room.presses(ana, "Saltar")
    assert anas_room.forges(ana, actions.GradeAs(2, ANA, Grade.EASY)) == Reply(notice=UNKNOWN)
    assert town.ask("SELECT * FROM days") == []


def test_two_presses_on_a_grade_at_once(town: Town, anas_room: Room, ana: Sender):
    """The second says the same as the first, and the card moves once."""
    anas_room.says(ana, "a, b")
    action = anas_room.last.button("✓ Sí")
    assert action is not None
    first = anas_room.forges(ana, action)
    assert anas_room.forges(ana, action) == first
    assert len(town.ask("SELECT * FROM reviews")) == 1


def test_a_page_of_topics_far_behind_the_last(town: Town, anas_room: Room, ana: Sender):
    """The last page is shown."""
    anas_room.says(ana, "/topics")
    anas_room.forges(ana, actions.Topics(10**6))
    assert anas_room.last.text == "📚 Pregunto de todo. Pulsa un tema para quedarte solo con ese."


def test_a_question_from_a_topic_that_there_is_not(town: Town, anas_room: Room, ana: Sender):
    """A sentence, and no question from elsewhere."""
    anas_room.forges(ana, actions.Ask("0123456789"))
    assert anas_room.last.text == "Ninguno de los temas elegidos tiene preguntas ahora. Elige otros en /topics."


def test_a_deep_link_to_another_ones_private_question(town: Town, anas_room: Room, ana: Sender):
    """It opens nothing and says so, also with the question's own ticket: what is private is no group's."""
    (ticket,) = town.ask("SELECT ticket FROM deliveries WHERE id = 1")[0]
    for payload in ("q_1", "f_1", f"q_1_{ticket}", "q_999999999999999999999", "q_", "q_x", "f_²"):
        anas_room.says(ana, f"/start {payload}")
        assert anas_room.last.text.startswith("Ese enlace ya no abre nada.")
        assert "¡Hola, Ana! Cada día te pregunto algo de tus apuntes" in anas_room.last.text


def test_a_payload_that_no_link_of_ours_has(town: Town, anas_room: Room, ana: Sender):
    """It is treated as a plain /start."""
    anas_room.says(ana, "/start x_1")
    assert anas_room.last.text.startswith("¡Hola, Ana! Cada día te pregunto algo de tus apuntes")


@pytest.mark.parametrize(
    "guess", ["1", "1_", "1_AAAAAAAAAAAAAAAA", "1_AAAAAAAAAAAAAAAB\n", "2_{ticket}", "01_{ticket}x"]
)
@pytest.mark.parametrize("purpose", ["q", "f", "r"])
def test_a_guessed_link_to_a_groups_question(town: Town, luis: Sender, ana: Sender, guess: str, purpose: str):
    """Numbers can be guessed, tickets cannot: a stranger is told so, answers nothing there and joins no board."""
    group, stranger = town.group("IA"), town.private(ana)
    group.says(luis, "/quiz sql")
    (ticket,) = town.ask("SELECT ticket FROM deliveries WHERE id = 1")[0]
    stranger.says(ana, f"/start {purpose}_{guess.format(ticket=ticket)}")
    assert stranger.last.text.startswith("Ese enlace ya no abre nada.")
    stranger.says(ana, "filas y grupos")
    assert town.ask("SELECT COUNT(*) FROM answers") == [(0,)]
    assert town.ask("SELECT learner_id FROM members WHERE chat_id = 1") == [(1,)]


def test_a_link_without_a_ticket_opens_nothing(town: Town, luis: Sender, ana: Sender):
    """Deliveries of an older version have none: their links are answered like any other old one."""
    town.group("IA").says(luis, "/quiz sql")
    with town.engine.begin() as db:
        db.exec_driver_sql("UPDATE deliveries SET ticket = ''")
    for payload in ("q_1", "q_1_"):
        assert said(town.private(ana).says(ana, f"/start {payload}"))[0].startswith("Ese enlace ya no abre nada.")


def test_who_has_the_ticket_takes_part(town: Town, luis: Sender, ana: Sender):
    """Following the group's link puts Ana on the group's board once she has answered."""
    group = town.group("IA")
    group.says(luis, "/quiz sql")
    private = town.private(ana)
    private.follows(ana, "en privado", on=group.last)
    private.says(ana, "filas y grupos")
    assert group.last.text.endswith("\n\nHa respondido 1.")
    assert said(group.says(luis, "/top")) == ["🏆 Rachas · IA\n🥇 Ana 1 🔥"]


def test_a_choice_pressed_a_week_later(town: Town, anas_room: Room, ana: Sender):
    """Buttons do not die: the old message still takes the answer, for the day of the press."""
    town.now += timedelta(days=7)
    anas_room.presses(ana, "F1")
    anas_room.presses(ana, "PR-AUC")
    anas_room.presses(ana, "Comprobar")
    assert town.ask("SELECT text, mark FROM answers") == [("F1 · PR-AUC", "right")]
    assert town.ask("SELECT day FROM days") == [("2026-11-30",)]
