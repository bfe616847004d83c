"""The trail that everything goes on: each line of the log says which update or delivery it is about."""

import asyncio
import logging
import threading
from collections.abc import Iterator

import pytest

from bot.seeing.trail import Trail, current, following, note
from bot.store.engine import Connection, Engine
from bot.study.desk import Desk
from bot.study.visit import Defaults
from tests.logged import Log
from tests.store.builders import MADRID, NOW

WAIT = 10
ours = logging.getLogger("bot.test")


@pytest.fixture
def desk(engine: Engine) -> Iterator[Desk]:
    """A desk at work."""
    with Desk(engine, Defaults(MADRID, "en"), clock=lambda: NOW) as desk:
        yield desk


def says_something(db: Connection) -> None:
    """Work that logs a line, and finds something out."""
    note(learner=3)
    ours.info("here")


def test_no_trail():
    """Nothing to note and nothing to tell."""
    note(learner=3)
    assert current() is None


def test_one_within_another():
    """The inner one counts until it ends."""
    with following(Trail("tick")):
        with following(Trail("delivery:7")):
            assert str(current()) == "delivery:7"
        assert str(current()) == "tick"
    assert current() is None


def test_how_it_reads():
    """By what it is found first, and nothing said twice."""
    assert str(Trail("telegram:918273", chat=-100, learner=3)) == "telegram:918273 chat:-100 learner:3"
    assert str(Trail("delivery:77", delivery=77, chat=5551)) == "delivery:77 chat:5551"


async def test_it_goes_along_into_tasks(log: Log):
    """Two at the same time do not get into each other's lines."""

    async def works() -> None:
        await asyncio.sleep(0)
        ours.info("at work")

    with following(Trail("telegram:1")):
        one = asyncio.create_task(works())
    with following(Trail("telegram:2")):
        two = asyncio.create_task(works())
    ours.info("beside")
    await asyncio.gather(one, two)
    assert [line.get("id") for line in log.lines] == [None, "telegram:1", "telegram:2"]


def test_it_goes_along_to_the_desk_and_back(desk: Desk, log: Log):
    """Work in one batch keeps each its own, and what the desk finds out is known to whoever handed it over."""
    trail = Trail("telegram:5", chat=5551)
    with following(trail):
        mine = desk.run(says_something)
    desk.run(says_something).result(WAIT)
    mine.result(WAIT)
    about = {"level": "INFO", "logger": "bot.test", "message": "here"}
    assert log.of("telegram:5") == [about | {"chat": 5551, "learner": 3}]
    assert [line.get("learner") for line in log.lines] == [3, None]
    assert str(trail) == "telegram:5 chat:5551 learner:3"


def test_who_waits_for_the_desk_hears_under_the_same_trail(desk: Desk, log: Log):
    """A line that is logged when the work is committed is about it, too."""
    handed_over = threading.Event()
    with following(Trail("telegram:6")):
        future = desk.run(lambda db: handed_over.wait(WAIT))
        future.add_done_callback(lambda _: ours.info("done"))
    handed_over.set()
    desk.run(lambda db: None).result(WAIT)
    assert log.said("telegram:6") == ["done"]
