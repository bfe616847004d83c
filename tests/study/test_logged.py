"""What the log tells of updates in the core: their numbers, and never what was written."""

from bot.domain.conversation import Sender
from tests.logged import Log, loses
from tests.study.town import Town

WRITTEN = "pues filas y grupos, creo"
CORE = {"level": "DEBUG", "logger": "bot.study.handling"}


def test_an_answer(town: Town, ana: Sender, log: Log):
    """Which chat, which learner, which delivery, and how much came of it."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, WRITTEN)
    about = CORE | {"chat": 1001, "learner": 1, "delivery": 1}
    assert log.of("telegram:2") == [about | {"message": "the text is handled: 1 messages, 1 edits"}]
    assert WRITTEN not in log.text


def test_an_update_that_comes_twice(town: Town, ana: Sender, log: Log):
    """It says so."""
    town.private(ana).says(ana, "/quiz sql")
    town.again(town.handled[0])
    assert log.said("telegram:1") == [
        "the command is handled: 1 messages, 0 edits",
        "the command came again and is not done twice",
    ]


def test_an_update_that_fails(town: Town, ana: Sender, log: Log):
    """Who handed it over knows about whom it is, as far as the core came."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    loses(town.desk, "answers")
    failed = town.fails(room, ana, WRITTEN)
    assert str(failed) == "telegram:2 chat:1001 learner:1"
    assert WRITTEN not in log.text
