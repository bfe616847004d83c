"""What a host sees from outside: the health page while something is wrong, and what is counted and timed."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest_asyncio

from bot import app, health
from bot.health import STALE
from bot.push import tick
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.program import Program
from tests.journeys.test_pushes import has_daily, madrid
from tests.metered import Meters


class Page:
    """The health page of a program whose clock the test moves."""

    def __init__(self, repaso: Program, port: int) -> None:
        self._repaso, self._url = repaso, f"http://127.0.0.1:{port}"

    async def status(self) -> int:
        """200 or 503, asked as a health check does."""
        async with aiohttp.ClientSession(self._url) as session, session.get("/healthz") as answer:
            return answer.status

    async def metrics(self) -> str:
        """All that is counted and timed."""
        async with aiohttp.ClientSession(self._url) as session, session.get("/metrics") as answer:
            return await answer.text()

    async def writes(self) -> None:
        """What the program does with its database every minute."""
        clock, pulse = self._repaso.clock, self._repaso.pulse
        job = app._ticking(self._repaso.desk, "database", lambda db: tick.beat(db, clock()), pulse, asyncio.Event())
        await job()


@pytest_asyncio.fixture
async def page(repaso: Program) -> AsyncIterator[Page]:
    """Its page."""
    runner = await health.serve(0, repaso.pulse)
    yield Page(repaso, next(address[1] for address in runner.addresses if len(address) == 2))
    await runner.cleanup()


async def passes(repaso: Program, page: Page) -> None:
    """So much time that whatever does not move is noticed, in steps in which whatever can moves."""
    repaso.clock.now += STALE / 2
    await page.writes()
    repaso.clock.now += STALE / 2


async def test_while_telegram_cannot_be_reached(repaso: Program, emulator: Emulator, page: Page, chat, ana):
    """503 after two minutes, 200 as soon as it answers again."""
    await page.writes()
    assert await page.status() == 200
    await emulator.goes_down()
    await passes(repaso, page)
    assert await page.status() == 503
    await page.writes()
    assert await page.status() == 503
    await emulator.comes_back()
    await chat.says(ana, "/help")
    await chat.next_message()
    assert await page.status() == 200


async def test_while_the_database_is_locked(repaso: Program, page: Page, file: Path, chat, ana):
    """Somebody else's program holds it."""
    await page.writes()
    await repaso.ask("PRAGMA busy_timeout=20")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await telegram_moves(repaso)
        await passes(repaso, page)
        await telegram_moves(repaso)
        assert await page.status() == 503
        other.execute("ROLLBACK")
    await page.writes()
    assert await page.status() == 200


async def test_while_the_database_hangs(repaso: Program, page: Page):
    """The page answers all the same."""
    await page.writes()
    released = threading.Event()
    hanging = repaso.desk.run(lambda db: released.wait(10))
    repaso.clock.now += STALE
    await telegram_moves(repaso)
    assert await page.status() == 503
    released.set()
    assert hanging.result(10)
    await page.writes()
    assert await page.status() == 200


async def telegram_moves(repaso: Program) -> None:
    """Telegram answers once more."""
    repaso.pulse.beat("telegram")


async def test_what_is_counted(repaso: Program, chat: PrivateChat, ana: Person):
    """A question that comes by itself, and its answer: updates, replies, sends, commits, and how late it was."""
    await has_daily(chat, ana, "09:00")
    repaso.clock.now = madrid(24, 9, 0) + timedelta(seconds=90)
    await all_shown(repaso)
    since = Meters()
    await repaso.pushes()
    question = await chat.next_message()
    await chat.says("no generaliza")
    await chat.next_message()
    await question.changes()
    await all_shown(repaso)
    assert since.of("repaso_updates_total") == {"telegram,text": 1}
    assert since.of("repaso_reply_seconds_count") == {"telegram": 1}
    assert since.of("repaso_sends_total") == {"telegram,push,sent": 1, "telegram,reply,sent": 2}
    assert since.of("repaso_push_lag_seconds_count") == {"telegram": 1}
    assert since.of("repaso_desk_batch_size_count")[""] == since.of("repaso_database_commit_seconds_count")[""]


async def all_shown(repaso: Program) -> None:
    """Waits until every reply is settled."""
    async with asyncio.timeout(10):
        while await repaso.ask("SELECT key FROM handled WHERE NOT shown"):
            await repaso.emulator.all_acknowledged()


async def test_what_is_late(repaso: Program, chat: PrivateChat, ana: Person, page: Page):
    """How many questions wait, and how long the oldest has been due."""
    await has_daily(chat, ana, "09:00 x2")
    repaso.clock.now = madrid(24, 9, 0)
    repaso.desk.run(lambda db: tick.take_up(db, {"telegram"}, repaso.clock())).result(10)
    repaso.clock.now += timedelta(minutes=7)
    assert await measured(repaso, page) == ["2.0", "420.0"]
    await repaso.pushes()
    assert await measured(repaso, page) == ["0.0", "0.0"]


async def measured(repaso: Program, page: Page) -> list[str]:
    repaso.desk.run(lambda db: tick.measure(db, ["telegram"], repaso.clock())).result(10)
    lines = dict(line.rsplit(" ", 1) for line in (await page.metrics()).splitlines() if not line.startswith("#"))
    return [lines[f'{name}{{platform="telegram"}}'] for name in ("repaso_pushes_waiting", "repaso_oldest_push_seconds")]
