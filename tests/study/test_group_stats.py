"""A group's numbers: what is hard and how much is done, and nothing of anybody's own."""

import pytest

from bot.domain.actions import GroupNumbers, Numbers
from bot.domain.conversation import Sender
from tests.study.town import Room, Town

PEOPLE = [Sender(2000 + number, name, "es") for number, name in enumerate(("Ana", "Luis", "Eva", "Pau", "Sol"))]
NOT_YET = "🧗 Las preguntas más difíciles salen cuando cuatro habéis valorado la misma; nunca cómo le fue a cada cual."
TOO_SMALL = "✍ A partir de tres participantes muestro cuántas respuestas hay cada día."


@pytest.fixture
def group(town: Town) -> Room:
    """A group in which Spanish is spoken."""
    return town.group("IA 2026")


def answered(town: Town, group: Room, people: list[Sender], forgot: int) -> None:
    """The group is asked; each answers and grades in private, the first `forgot` with “not yet”."""
    for who in people:
        town.private(who).says(who, "/start")
    group.says(people[0], "/quiz sql")
    question = group.last
    for number, who in enumerate(people):
        group.says(who, "no lo recuerdo bien", reply_to=question)
        town.private(who).presses(who, "Aún no" if number < forgot else "Sí")


def stats(group: Room, who: Sender = PEOPLE[0], text: str = "/stats") -> list[str]:
    group.says(who, text)
    return group.last.text.splitlines()


def test_a_group_of_eight_answers(town: Town, group: Room):
    """The day after: who takes part, the answers of each day, and the question that most forgot."""
    answered(town, group, PEOPLE, forgot=3)
    town.later(days=1)
    assert stats(group) == [
        "📊 Números · IA 2026",
        "👥 Participan 5.",
        "✍ 5 respuestas en 14 días:",
        "▁▁▁▁▁▁▁▁▁▁▁▁█▁",
        "XJVSDLMXJVSDLM",
        "🧗 Las preguntas más difíciles, sin notas de nadie:",
        "1. ¿Qué diferencia hay entre WHERE y HAVING?",
    ]
    assert group.last.labels == [["▶ Otra"]]


def test_grades_of_today_wait_until_tomorrow(town: Town, group: Room):
    """Who watches the list sees nothing change as somebody grades."""
    answered(town, group, PEOPLE, forgot=5)
    assert stats(group)[-1] == NOT_YET


@pytest.mark.parametrize(("people", "forgot"), [(3, 3), (4, 1), (5, 1)])
def test_too_few_to_say_what_was_hard(town: Town, group: Room, people: int, forgot: int):
    """Three graders are too few, and so is one who forgot."""
    answered(town, group, PEOPLE[:people], forgot)
    town.later(days=1)
    assert stats(group)[-1] == NOT_YET


@pytest.mark.parametrize("people", [1, 2])
def test_a_group_of_one_or_two(town: Town, group: Room, people: int):
    """Of two, each would know what the other did: no days and no questions."""
    answered(town, group, PEOPLE[:people], forgot=people)
    town.later(days=1)
    assert stats(group)[1:] == ["👥 Participa 1." if people == 1 else "👥 Participan 2.", TOO_SMALL, NOT_YET]


def test_what_is_done_in_private_is_not_the_groups(town: Town, group: Room):
    """Grades and answers of private questions do not count there, and the words of nobody are shown."""
    for who in PEOPLE:
        group.says(who, "/top")
        private = town.private(who)
        private.says(who, "/quiz sql")
        private.says(who, "mi respuesta secreta")
        private.presses(who, "Aún no")
    town.later(days=1)
    assert stats(group)[2:] == ["✍ 0 respuestas en 14 días:", "▁" * 14, "XJVSDLMXJVSDLM", NOT_YET]


def test_answers_given_in_private_to_the_groups_question_count(town: Town, group: Room):
    """They are answers to it all the same."""
    answered(town, group, PEOPLE[:3], forgot=0)
    private = town.private(PEOPLE[3])
    (ticket,) = town.ask("SELECT ticket FROM deliveries WHERE id = 1")[0]
    private.says(PEOPLE[3], f"/start q_1_{ticket}")
    private.says(PEOPLE[3], "no lo recuerdo bien")
    assert stats(group)[2] == "✍ 4 respuestas en 14 días:"


def test_retired_questions_stay_hidden(town: Town, group: Room):
    """Hard as they were."""
    answered(town, group, PEOPLE, forgot=5)
    town.later(days=1)
    with town.engine.begin() as db:
        db.exec_driver_sql("UPDATE questions SET retired_at = '2026-11-23 00:00:00'")
    assert stats(group)[-1] == NOT_YET


def test_asked_for_in_private(town: Town, group: Room):
    """The numbers of the one group, or a choice of several; a stranger's group is not to be had."""
    ana, luis = PEOPLE[:2]
    room = town.private(ana)
    assert stats(room, ana, "/stats group") == [
        "Aún no compartimos ningún grupo. Añádeme a uno, y allí /stats muestra sus números."
    ]
    group.says(ana, "/top")
    assert stats(room, ana, "/stats grupo")[:2] == ["📊 Números · IA 2026", "👥 Participa 1."]
    town.group("Otro", -200).says(ana, "/top")
    assert stats(room, ana, "/stats group") == ["📊 ¿Los números de qué grupo?"]
    room.presses(ana, "Otro")
    assert room.last.text.startswith("📊 Números · Otro")
    (number,) = town.ask("SELECT id FROM chats WHERE title = 'Otro'")[0]
    town.private(luis).says(luis, "/start")
    for forged in (GroupNumbers(number), GroupNumbers(999)):
        assert town.private(luis).forges(luis, forged).notice == "No conozco ese botón. ¿Seguimos con /quiz?"


def test_nobodys_own_numbers_are_shown_in_a_group(town: Town, group: Room):
    """Neither by the command with any words behind it, nor by a forged button."""
    answered(town, group, PEOPLE[:2], forgot=1)
    assert stats(group, text="/stats me")[0] == "📊 Números · IA 2026"
    for part in ("", "picture"):
        reply = group.forges(PEOPLE[0], Numbers(part))
        assert (reply.notice, reply.says) == ("No conozco ese botón. ¿Seguimos con /quiz?", ())
    group.says(PEOPLE[0], "/streak")
    assert group.last.button("Estadísticas") is None


def test_the_terminal_is_a_group_itself(town: Town, ana: Sender, luis: Sender):
    """All who use it share one chat."""
    room = town.terminal()
    room.says(ana, "/start")
    room.says(luis, "/stats group")
    assert room.last.text.splitlines()[1] == "👥 Participan 2."
