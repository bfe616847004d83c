"""Milestones: 7, 30, 100 and 365 days in a row, each with a small picture, once."""

from bot.documents import Documents
from bot.domain.conversation import Document, Reply, Sender
from tests.study.test_days import answers_one
from tests.study.test_streak_stories import studies
from tests.study.town import Room, Town, plain


def told(reply: Reply) -> list[tuple[str, Document]]:
    """The pictures that come with a reply."""
    return [(plain(say.body), say.document) for say in reply.says if say.document]


def answers(town: Town, room: Room, who: Sender, topic: str = "sql") -> Reply:
    """Answers a question, and gives what comes of it."""
    room.says(who, f"/quiz {topic}")
    return room.says(who, "filas y grupos")


def test_a_week_in_a_row(town: Town, ana: Sender):
    """The picture comes before the feedback, whose buttons stay at the end; the second answer brings none."""
    studies(town, ana, 6)
    room = town.private(ana)
    reply = answers(town, room, ana)
    assert told(reply) == [
        (
            "🎉 ¡7 días seguidos! Así empieza un hábito. Comparte la imagen si quieres.",
            Document("milestone", 7, "es"),
        )
    ]
    assert reply.says[-1].buttons
    assert told(answers(town, room, ana)) == []


def test_a_month_in_english(town: Town, mary: Sender):
    """Thirty days; nothing on the days between."""
    for _ in range(29):
        answers(town, town.private(mary), mary)
        town.later(days=1)
    assert town.ask("SELECT days FROM milestones") == [(7,)]
    reply = answers(town, town.private(mary), mary)
    assert told(reply) == [
        ("🎉 30 days in a row! A whole month. Share the picture if you like.", Document("milestone", 30, "en"))
    ]


def test_a_grade_after_the_reveal_reaches_it_too(town: Town, ana: Sender):
    """Whatever earns the seventh day."""
    studies(town, ana, 6)
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.presses(ana, "Ver respuesta")
    assert [document.id for _, document in told(room.presses(ana, "✓ Sí"))] == [7]


def test_each_milestone_once(town: Town, ana: Sender):
    """Lost and reached again: the week was told."""
    studies(town, ana, 7)
    town.later(days=4)
    studies(town, ana, 6)
    assert told(answers(town, town.private(ana), ana)) == []


def test_a_repair_that_brings_it(town: Town, ana: Sender):
    """Six days, one missed, and the fourth answer of today makes seven."""
    studies(town, ana, 6)
    town.later(days=1)
    for _ in range(3):
        answers_one(town, ana)
    reply = answers(town, town.private(ana), ana)
    assert [document.id for _, document in told(reply)] == [7]


def test_in_a_group_only_the_learner_is_told(town: Town, ana: Sender):
    """The picture goes into the private chat, and nothing of it into the group."""
    studies(town, ana, 6)
    group = town.group("IA 2026")
    group.says(ana, "/quiz@RepasoBot sql")
    reply = group.says(ana, "filas y grupos", reply_to=group.last)
    assert [say.to for say in reply.says if say.document] == [town.private(ana).place.address]


def test_who_studies_in_a_group_alone_is_told_when_their_private_chat_opens(town: Town, ana: Sender):
    """Once: the group hears nothing, and the next time they come nothing waits."""
    group, seen = town.group("IA 2026"), []
    for _ in range(7):
        group.says(ana, "/quiz sql")
        seen += told(group.says(ana, "filas y grupos", reply_to=group.last))
        town.later(days=1)
    assert seen == []
    assert town.ask("SELECT days, waits FROM milestones") == [(7, 1)]
    assert [document.id for _, document in told(town.private(ana).says(ana, "/start"))] == [7]
    assert told(town.private(ana).says(ana, "/start")) == []


async def test_the_picture_is_a_file_where_there_is_somebody_to_share_it_with(town: Town):
    """Made beside the desk; the terminal draws with characters, and leaves it out."""
    made = Documents(town.desk, "", lambda: town.now)
    file = await made.file(Document("milestone", 100, "en"))
    assert (file.name, file.data[:8]) == ("repaso-100.png", b"\x89PNG\r\n\x1a\n")
    assert await made.drawn_or_file(Document("milestone", 100, "en")) is None
