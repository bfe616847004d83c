"""Several questions in a row, in private."""

from pathlib import Path

import pytest

from bot.domain import actions
from bot.domain.conversation import DeliveryId, Opened, Reply, Sender
from bot.domain.delivery import DeliveryState
from bot.store import deliveries
from bot.store.engine import Connection
from tests.store.builders import reserves
from tests.study.test_decks import NOTE, sends
from tests.study.test_situations import loads, without
from tests.study.town import Room, Town, a_database, opened, said

OTHER = "▶ Otra"


def looks(room: Room, who: Sender) -> None:
    """Brings the buttons for a grade: by looking at the answer, or where there is none by giving one."""
    if room.last.button("Ver respuesta"):
        room.presses(who, "Ver respuesta")
    else:
        room.says(who, "no lo sé")


def answers_all(room: Room, who: Sender, label: str = "✓ Sí") -> None:
    """Answers and grades the open question, whatever kind it is."""
    looks(room, who)
    room.presses(who, label)


def heading(room: Room) -> str:
    """The first line of the newest message."""
    return room.last.text.partition("\n")[0]


def test_three_in_a_row(town: Town, ana: Sender):
    """Each grade brings the next question, with its number; the message that was graded only offers to take it back."""
    room = town.private(ana)
    room.says(ana, "/quiz 3")
    assert heading(room).endswith("· 1/3")
    room.presses(ana, "Ver respuesta")
    feedback = room.last
    room.presses(ana, "✓ Sí")
    assert feedback.labels == [["↩ Deshacer"]]
    assert heading(room).endswith("· 2/3")
    answers_all(room, ana)
    assert heading(room).endswith("· 3/3")
    asked = town.ask("SELECT count(DISTINCT question_id) FROM deliveries")
    assert asked == [(3,)]


def test_the_end_of_a_round(town: Town, ana: Sender):
    """What was not known, with the day of its return and a look at it; the time; when the others come back."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "/quiz entrevista 3")
    titles = []
    for label in ("Aún no", "✓ Sí", "Saltar"):
        titles.append(room.last.text.split("\n")[1])
        town.later(minutes=2)
        answers_all(room, ana, label) if label != "Saltar" else room.presses(ana, label)
    assert room.last.text == (
        "🏁 Ronda terminada: te sabías 1 de 3, en 6 minutos.\n"
        "\n"
        "Para repasar:\n"
        f"1. {titles[0]} · martes 24\n"
        f"2. ⏭ {titles[2]}\n"
        "\n"
        "Las demás vuelven: miércoles 25 (1)."
    )
    assert room.last.labels == [["👁 1", "👁 2"], ["🔁 Repasar estas (2)"], [OTHER]]


def test_a_round_in_which_all_was_known(town: Town, ana: Sender):
    """It says so, and there is nothing to repeat."""
    room = town.private(ana)
    room.says(ana, "/quiz 2")
    town.later(seconds=40)
    answers_all(room, ana)
    answers_all(room, ana)
    assert room.last.text == (
        "🏁 Ronda terminada: te sabías las 2, ¡todas!, en 40 segundos.\n\nVuelven: miércoles 25 (2)."
    )
    assert room.last.labels == [[OTHER]]


def test_looking_at_what_was_missed(town: Town, ana: Sender):
    """The question, one's answer, the model answer, and the grade can be taken back."""
    room = town.private(ana)
    room.says(ana, "/quiz 2 capitales")
    assert (
        room.last.text == "De eso solo hay 1 pregunta: aquí va.\n\n📝 Capitales · 1/1\n¿Cuál es la capital de Francia?"
    )
    room.says(ana, "Lyon")
    room.presses(ana, "Aún no")
    room.presses(ana, "👁 1")
    assert room.last.text == "Capitales\n¿Cuál es la capital de Francia?\n\n✗ Era París. (Escribiste Lyon.)"
    assert room.last.labels == [["↩ Deshacer"]]


def test_repeating_what_was_missed(town: Town, ana: Sender):
    """It is a round of its own, with the same questions."""
    room = town.private(ana)
    room.says(ana, "/quiz 3")
    missed = room.last.text.split("\n")[1]
    answers_all(room, ana, "Aún no")
    answers_all(room, ana)
    answers_all(room, ana)
    room.presses(ana, "Repasar estas (1)")
    assert heading(room).endswith("· 1/1")
    assert room.last.text.split("\n")[1] == missed


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/quiz 0", "Una ronda tiene de 1 a 50 preguntas, y 0 no puede ser. Escríbelo así: /quiz 5."),
        ("/quiz sql -3", "Una ronda tiene de 1 a 50 preguntas, y -3 no puede ser. Escríbelo así: /quiz 5."),
        ("/exam 0", "Un examen tiene de 1 a 50 preguntas, y 0 no puede ser. Escríbelo así: /exam 10."),
        ("/quiz sql cinco", "No conozco el tema sql cinco. ¿Querías decir SQL?"),
        ("/quiz sqll 3", "No conozco el tema sqll 3. ¿Querías decir SQL?"),
        ("/quiz 3 xyzzy", "No conozco el tema 3 xyzzy. Los tienes todos en /topics."),
        ("/quiz 1", "📝 "),
        ("/quiz 1000", "De eso solo hay 8 preguntas: aquí van."),
        (f"/quiz {'9' * 4000}", "De eso solo hay 8 preguntas: aquí van."),
        ("/quiz machine learning 4", "De eso solo hay 1 pregunta: aquí va.\n\n📝 Machine learning · 1/1"),
        ("/quiz interview 8", "📝 "),
    ],
    ids=lambda value: value[:24],
)
def test_numbers_that_cannot_be_and_names_that_are_not(town: Town, ana: Sender, typed: str, expected: str):
    """A sentence that helps, or the nearest that makes sense; a topic is known by its name in each language."""
    assert said(town.private(ana).says(ana, typed))[0].startswith(expected)


def test_a_topic_that_ends_in_a_number(tmp_path: Path, ana: Sender):
    """“Python 3” is a topic, “Python 3 2” is two questions of it, and “Python 3 nuevo” is found by its beginning."""
    notes = tmp_path / "notes"
    notes.mkdir()
    parts = [f"### ¿Pregunta {n} de Python?\n\nRespuesta {n}.\n" for n in (1, 2, 3)]
    (notes / "a.md").write_text("---\nlang: es\nquestions: h3\n---\n\n## Python 3\n\n" + "\n".join(parts))
    with opened(a_database(tmp_path, notes)) as town:
        room = town.private(ana)
        room.says(ana, "/quiz Python 3")
        assert heading(room) == "📝 Python 3"
        room.says(ana, "/quiz Python 3 2")
        assert heading(room) == "📝 Python 3 · 1/2"
        room.says(ana, "/quiz 2 python")
        assert "📝 Python 3 · 1/2" in room.last.text


def test_a_round_that_is_left_for_another(town: Town, ana: Sender):
    """The new one says so; the buttons of the old one still take a grade, and do not go on with it."""
    room = town.private(ana)
    room.says(ana, "/quiz 3")
    room.presses(ana, "Ver respuesta")
    old = room.last
    room.says(ana, "/quiz 2")
    assert heading(room) == "Dejamos la ronda anterior en la 1 de 3."
    press = old.button("✓ Sí")
    assert press is not None
    reply = room.forges(ana, press, on=old)
    assert reply.notice.startswith("Vuelve el miércoles 25.")
    assert reply.says == ()
    assert old.labels == [["↩ Deshacer", "▶ Siguiente (1/2)"]]
    assert town.ask("SELECT state FROM rounds ORDER BY id") == [("left",), ("asking",)]


def test_other_commands_in_the_middle_of_a_round(town: Town, ana: Sender):
    """They leave it as it is: its question stays open; a single /quiz comes in between, and leads back."""
    room = town.private(ana)
    room.says(ana, "/quiz 3")
    room.says(ana, "/streak")
    room.says(ana, "/help")
    room.presses(ana, "Ver respuesta")
    room.presses(ana, "✓ Sí")
    assert heading(room).endswith("· 2/3")
    second = room.last.text
    room.says(ana, "/quiz")
    answers_all(room, ana)
    town.later(minutes=1)
    room.presses(ana, "▶ Siguiente (2/3)")
    assert room.last.text == second
    answers_all(room, ana)
    assert heading(room).endswith("· 3/3")


def test_a_round_for_which_nothing_is_hard_enough(town: Town, ana: Sender):
    """As for a single question, both ways out are offered."""
    room = town.private(ana)
    room.says(ana, "/quiz 1")
    with town.engine.begin() as db:
        db.exec_driver_sql("UPDATE chats SET difficulty = 'hard'")
        db.exec_driver_sql("UPDATE variants SET difficulty = 'easy'")
    room.says(ana, "/quiz 3")
    assert room.last.text.startswith("Nada de lo que has elegido tiene esta dificultad.")
    assert len(room.last.labels[0]) == 2


def test_a_text_while_the_feedback_waits_for_a_grade(town: Town, ana: Sender):
    """It is kept as said after looking; the round is offered, and goes on without the grade."""
    room = town.private(ana)
    room.says(ana, "/quiz 2")
    looks(room, ana)
    room.says(ana, "vale")
    assert room.last.text.startswith("Guardada. Ya habías visto la respuesta")
    room.presses(ana, "▶ Siguiente (2/2)")
    assert heading(room).endswith("· 2/2")
    looks(room, ana)
    room.says(ana, "vale")
    room.presses(ana, "▶ Ver el resultado")
    assert room.last.text.startswith("🏁 Ronda terminada: te sabías 0 de 2")


def test_hours_of_silence(town: Town, ana: Sender):
    """After twelve hours nothing offers the round any more, and its own question still goes on with it."""
    room = town.private(ana)
    room.says(ana, "/quiz 2")
    question = room.last
    room.says(ana, "/quiz sql")
    town.later(hours=13)
    room.says(ana, "filas")
    room.presses(ana, "✓ Sí")
    assert room.last.labels == [["↩ Deshacer", OTHER]]
    action = question.button("Ver respuesta")
    assert action is not None
    room.forges(ana, action, on=question)
    room.presses(ana, "✓ Sí")
    assert heading(room).endswith("· 2/2")


def test_a_night_in_between_is_no_time_of_study(town: Town, ana: Sender):
    """A pause counts as a quarter of an hour at most."""
    room = town.private(ana)
    room.says(ana, "/quiz 2")
    answers_all(room, ana)
    town.later(hours=11)
    answers_all(room, ana)
    assert room.last.text.startswith("🏁 Ronda terminada: te sabías las 2, ¡todas!, en 15 minutos.")


def test_a_restart_in_the_middle(file: Path, ana: Sender):
    """The round is rows: it goes on, with its numbers and its time."""
    with opened(file) as town:
        room = town.private(ana)
        room.says(ana, "/quiz 2")
        answers_all(room, ana)
        question = room.last
    with opened(file) as town:
        room = town.private(ana)
        room.shown.append(question)
        answers_all(room, ana)
        assert room.last.text.startswith("🏁 Ronda terminada: te sabías las 2")


def test_a_grade_pressed_twice_or_changed(town: Town, ana: Sender):
    """The next question comes once; an undone grade given anew does not bring it again."""
    room = town.private(ana)
    room.says(ana, "/quiz 3")
    room.presses(ana, "Ver respuesta")
    feedback = room.last
    grade = feedback.button("✓ Sí")
    assert grade is not None
    assert len(room.forges(ana, grade, on=feedback).says) == 1
    assert room.forges(ana, grade, on=feedback).says == ()
    undo = feedback.button("Deshacer")
    assert undo is not None
    room.forges(ana, undo, on=feedback)
    assert room.forges(ana, grade, on=feedback).says == ()
    assert feedback.labels == [["↩ Deshacer", "▶ Siguiente (2/3)"]]


def test_the_same_update_twice(town: Town, ana: Sender):
    """A grade that comes again after a crash changes nothing and says the same."""
    room = town.private(ana)
    room.says(ana, "/quiz 3")
    room.presses(ana, "Ver respuesta")
    reply = room.presses(ana, "✓ Sí")
    before = town.everything()
    assert town.again(town.handled[-1]) == reply
    assert town.everything() == before


def test_questions_that_leave_the_bank_meanwhile(town: Town, ana: Sender, tmp_path: Path):
    """What is still to come is left out, and the round is shorter; the open one can still be answered."""
    room = town.private(ana)
    room.says(ana, "/quiz 8")
    assert heading(room).endswith("· 1/8")
    first = town.ask("SELECT prompt FROM variants v JOIN steps s USING (question_id) WHERE place = 1")[0][0]
    gone = "overfit" if "overfitting" not in first else "having"
    loads(town, without(tmp_path / "notes", gone))
    answers_all(room, ana)
    assert heading(room).endswith("· 2/7")


def test_a_bank_that_is_emptied_in_the_middle(town: Town, ana: Sender, tmp_path: Path):
    """The round ends with what there was."""
    room = town.private(ana)
    room.says(ana, "/quiz 3")
    empty = tmp_path / "notes"
    empty.mkdir()
    (empty / "a.md").write_text("# Nada\n")
    loads(town, empty)
    answers_all(room, ana)
    assert room.last.text.startswith("🏁 Ronda terminada: te sabías 1 de 1, en 0 segundos.")


def test_a_finished_round_weeks_later(town: Town, ana: Sender):
    """Its buttons answer: a grade is a grade, a look is a look, and “next” says that it is over."""
    room = town.private(ana)
    room.says(ana, "/quiz 2")
    answers_all(room, ana, "Aún no")
    answers_all(room, ana)
    town.later(days=40)
    assert room.forges(ana, actions.NextInRound(1)) == Reply(
        notice="Esa ronda ya terminó. ¿Empezamos otra con /quiz 5?"
    )
    room.presses(ana, "👁 1")
    assert room.last.labels == [["↩ Deshacer"]]
    room.presses(ana, "Repasar estas")
    assert heading(room).endswith("· 1/1")


@pytest.mark.parametrize(
    "action",
    [
        actions.NextInRound(1),
        actions.AskMissed(1),
        actions.NextInRound(999),
        actions.LookAt(1),
        actions.LookAt(999),
        actions.BeginRound("", 0, 0),
        actions.SetPolls(1),
    ],
    ids=repr,
)
def test_the_buttons_of_anothers_round(town: Town, ana: Sender, luis: Sender, action: actions.Action):
    """Luis presses what Ana's messages carry, in his own chat: one notice, and nothing changes."""
    town.private(ana).says(ana, "/quiz 3")
    room = town.private(luis)
    room.says(luis, "/help")
    before = town.ask("SELECT * FROM rounds"), town.ask("SELECT * FROM steps")
    assert room.forges(luis, action).notice == "No conozco ese botón. ¿Seguimos con /quiz?"
    assert (town.ask("SELECT * FROM rounds"), town.ask("SELECT * FROM steps")) == before


def test_two_learners_with_a_round_each_at_one_terminal(town: Town, ana: Sender, luis: Sender):
    """Nobody answers or grades in the other's round."""
    room = town.terminal()
    room.says(ana, "/quiz 2")
    question = room.last
    assert said(room.says(luis, "no sé")) == ["No hay ninguna pregunta abierta. ¿Te hago una?"]
    reveal = question.button("Ver respuesta")
    assert reveal is not None
    assert room.forges(luis, reveal, on=question).notice == "No conozco ese botón. ¿Seguimos con /quiz?"
    room.says(luis, "/quiz 2")
    assert town.ask("SELECT learner_id, state FROM rounds") == [(1, "asking"), (2, "asking")]


def test_a_round_asked_for_in_a_group(town: Town, ana: Sender):
    """It is a matter of two: a link leads to the private chat, which begins it."""
    group, private = town.group("IA"), town.private(ana)
    group.says(ana, "/quiz@repaso_bot entrevista 3")
    assert group.last.text == "Una ronda es cosa de dos: te la hago en privado."
    action = group.last.button("Empezar en privado")
    assert isinstance(action, actions.OpenPrivately)
    assert not action.may_stay  # nothing of a round is asked in the group
    private.says(ana, f"/start {action.payload}")
    assert heading(private).endswith("· 1/3")
    group.says(ana, "/exam@repaso_bot 2")
    action = group.last.button("Empezar en privado")
    assert isinstance(action, actions.OpenPrivately)
    private.says(ana, f"/start {action.payload}")
    assert "🎓 Examen de 2 preguntas" in private.last.text


def test_a_long_name_in_a_link(town: Town, ana: Sender):
    """The payload fits, and the number behind the name is kept."""
    group = town.group("IA")
    group.says(ana, "/quiz@repaso_bot machine learning" + " " * 80 + "4")
    action = group.last.button("Empezar en privado")
    assert isinstance(action, actions.OpenPrivately)
    assert len(action.payload) <= 64
    private = town.private(ana)
    private.says(ana, f"/start {action.payload}")
    assert private.last.text.startswith("De eso solo hay 1 pregunta: aquí va.\n\n📝 Machine learning · 1/1")


def test_a_topic_that_was_nearly_named_in_a_group(town: Town, ana: Sender):
    """“Yes” leads to the round in private, with the number that was asked for."""
    group, private = town.group("IA"), town.private(ana)
    group.says(ana, "/quiz@repaso_bot machin lerning 4")
    assert group.last.text == "No conozco el tema machin lerning 4. ¿Querías decir Machine learning?"
    action = group.last.button("Sí")
    assert isinstance(action, actions.OpenPrivately)
    private.says(ana, f"/start {action.payload}")
    assert private.last.text.startswith("De eso solo hay 1 pregunta: aquí va.\n\n📝 Machine learning · 1/1")


@pytest.mark.parametrize("payload", ["r_", "r_!!", "x_a", "r_gICA", "x_²", "m_x"])
def test_a_link_that_was_made_up(town: Town, ana: Sender, payload: str):
    """It never fails: it is a plain /start, or a question."""
    assert town.private(ana).says(ana, f"/start {payload}").says


def test_the_daily_question_in_the_middle_of_a_round(town: Town, ana: Sender):
    """It is answered as it came, and its grade leads back to the round."""
    room = town.private(ana)
    room.says(ana, "/quiz 2")

    chat = town.ask("SELECT id FROM chats")[0][0]
    question = town.ask("SELECT question_id FROM variants WHERE topic = 'Capitales'")[0][0]
    town.later(seconds=5)

    def push(db: Connection) -> None:
        reserves(db, chat, day=town.now.date(), slot="09:00#1", due_at=town.now)
        deliveries.choose(db, DeliveryId(2), question)
        deliveries.close(db, DeliveryId(2), DeliveryState.SENT, town.now)

    town.desk.run(push).result(10)
    room.says(ana, "París")
    room.presses(ana, "✓ Sí")
    assert room.last.labels == [["↩ Deshacer", "▶ Siguiente (1/2)"]]


def test_a_deck_removed_in_the_middle_of_its_round(town: Town, ana: Sender):
    """Its questions are gone: the old buttons are unknown, a text leads back to the round, and the round ends."""
    room = town.private(ana)
    sends(room, ana, NOTE)
    room.says(ana, "/quiz rios 2")
    question = room.last
    assert heading(room) == "📝 Ríos · 1/2"
    deck = town.ask("SELECT id FROM uploads")[0][0]
    room.forges(ana, actions.RemoveDeck(deck, 1), on=room.shown[0])
    reveal = question.button("Ver respuesta")
    assert reveal is not None
    assert room.forges(ana, reveal, on=question).notice == "No conozco ese botón. ¿Seguimos con /quiz?"
    room.says(ana, "el Guadalquivir")
    room.presses(ana, "▶ Ver el resultado")
    assert room.last.text == "No queda ninguna pregunta de esta ronda: ya no están en los apuntes."
    assert town.ask("SELECT state FROM rounds") == [("done",)]


def test_the_terminal_opened_again_in_the_middle_of_a_round(town: Town, ana: Sender):
    """The open question comes again; where it is answered and not graded, the next one."""
    room = town.terminal()
    room.says(ana, "/quiz 3")
    first = room.last.text
    town.hears(room, ana, Opened(), at=None, message=90)
    assert room.last.text == first
    room.presses(ana, "Ver respuesta")
    town.hears(room, ana, Opened(), at=None, message=91)
    assert heading(room).endswith("· 2/3")


def test_a_question_beside_a_round_is_none_that_waits_in_it(town: Town, ana: Sender):
    """Of eight questions five are in the round: those asked beside it are the other three; then there is no other."""
    room = town.private(ana)
    room.says(ana, "/quiz 5")
    in_round = {number for (number,) in town.ask("SELECT question_id FROM steps")}
    beside = []
    for _ in range(3):
        room.says(ana, "/quiz")
        beside += town.ask("SELECT question_id FROM deliveries ORDER BY id DESC LIMIT 1")[0]
        answers_all(room, ana)
    assert len(set(beside)) == 3
    assert not in_round & set(beside)
    room.says(ana, "/quiz")
    assert town.ask("SELECT count(*) FROM deliveries") == [(5,)]
