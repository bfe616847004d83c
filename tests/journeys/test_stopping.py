"""`repaso run` is told to stop while it has its hands full, and is started where it runs already."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.domain.conversation import Sender
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.lives import Life
from tests.journeys.processes import ended, environment
from tests.study.town import opened

ANSWERS = 60


@pytest.fixture
def typing(emulator: Emulator, file: Path) -> list[PrivateChat]:
    """Sixty people with an open question each."""
    people = [emulator.person(f"P{number}", language="es") for number in range(ANSWERS)]
    with opened(file, datetime.now(UTC)) as town:
        for person in people:
            who = Sender(person.id, person.name, "es")
            town.private(who).says(who, "/quiz sql")
    settled(file)
    return [emulator.private(person, started=True) for person in people]


def settled(file: Path, due: datetime | None = None) -> None:
    """All replies until now were shown; and every schedule falls due at `due`."""
    with closing(sqlite3.connect(file, timeout=5)) as db, db:
        db.execute("UPDATE handled SET shown = 1")
        if due:
            db.execute("UPDATE schedules SET next_due_at = ?", [due.replace(tzinfo=None).isoformat(sep=" ")])


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    """The rows of an SQL query."""
    with closing(sqlite3.connect(file, timeout=5)) as db:
        return db.execute(query).fetchall()


def replied(chats: list[PrivateChat]) -> int:
    """How many have their feedback."""
    return sum(any(one.text.startswith("Has tocado 2 de 2") for one in chat.from_bot) for chat in chats)


async def test_told_to_stop_under_load(
    emulator: Emulator, file: Path, tmp_path: Path, typing: list[PrivateChat], lives: Callable[..., Life]
):
    """What is in hand is finished, the rest waits at Telegram: the next start goes on, and nobody hears it twice."""
    for chat in typing:
        await chat.says("filas y grupos")
    life = lives()
    await life.begins()
    await emulator.until(lambda: replied(typing) >= 5, "nobody gets a reply", 30)
    assert await life.is_stopped() == 0
    assert rows(file, "SELECT COUNT(*) FROM handled WHERE NOT shown") == [(0,)]
    polls = len(emulator.calls("getUpdates"))
    await life.begins()
    await emulator.called("getUpdates", polls + 1, 30)
    await emulator.until(lambda: replied(typing) == ANSWERS, "some replies did not come", 30)
    assert await life.is_stopped() == 0
    assert [len(chat.from_bot) for chat in typing] == [1] * ANSWERS
    assert rows(file, "SELECT COUNT(*), COUNT(DISTINCT learner_id) FROM answers") == [(ANSWERS, ANSWERS)]
    assert "Traceback" not in life.log


@asynccontextmanager
async def a_model_that_never_answers() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """Its address, and whether it was asked."""
    asked = asyncio.Event()

    async def hang(request: web.Request) -> web.Response:
        asked.set()
        await asyncio.sleep(60)
        return web.Response()

    application = web.Application()
    application.router.add_post("/v1/chat/completions", hang)
    runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1", asked
    await runner.cleanup()


async def test_told_to_stop_while_telegram_and_a_language_model_hang(
    emulator: Emulator, file: Path, tmp_path: Path, chat: PrivateChat, ana: Person, lives: Callable[..., Life]
):
    """It ends within ten seconds; the next start shows the reply and sends the question, each once."""
    who = Sender(ana.id, ana.name, "es")
    with opened(file, datetime.now(UTC)) as town:
        town.private(who).says(who, "/daily 09:00")
        town.private(who).says(who, "/quiz sql")
    settled(file, due=datetime.now(UTC) + timedelta(seconds=1))
    emulator.private(ana, started=True)
    async with a_model_that_never_answers() as (url, asked):
        life = lives(LLM_BASE_URL=url, LLM_MODEL="m")
        emulator.fail("sendMessage", times=100, delay=60)
        await chat.says("filas y grupos")
        await life.begins()
        await asyncio.wait_for(asked.wait(), 30)
        reserved = "SELECT COUNT(*) FROM deliveries WHERE state = 'reserved' AND question_id IS NOT NULL"
        await emulator.until(lambda: rows(file, reserved) == [(1,)], "the question is not under way", 20)
        assert await life.is_stopped() == 0
    emulator.heal()
    await life.begins()
    await emulator.until(lambda: len(chat.from_bot) == 2, "something did not come", 20)
    assert await life.is_stopped() == 0
    assert sorted(message.text[:10] for message in chat.from_bot) == ["Has tocado", "🌅 Pregunta"]
    assert "Traceback" not in life.log


async def test_a_second_program_on_the_same_database(
    emulator: Emulator, file: Path, tmp_path: Path, chat: PrivateChat, lives: Callable[..., Life]
):
    """It ends with a sentence and status 2 before it touches anything; the first one goes on."""
    life = lives()
    await life.begins()
    await life.logs("connected to Telegram")
    polls = len(emulator.calls("getMe"))
    status, out, err = await ended("run", environment(file, emulator), tmp_path)
    assert (status, out) == (2, "")
    assert err == (
        "Another Repaso serves this database already: stop that one first, "
        "or give this one a DATABASE_URL of its own.\n"
    )
    assert len(emulator.calls("getMe")) == polls
    await chat.says("/streak")
    assert (await chat.next_message(timeout=20)).text.startswith("Todavía no tienes racha")
    assert await life.is_stopped() == 0


async def test_a_backup_under_load_and_the_way_back(
    emulator: Emulator,
    file: Path,
    tmp_path: Path,
    typing: list[PrivateChat],
    ana: Person,
    chat: PrivateChat,
    lives: Callable[..., Life],
):
    """The copy is whole, with every answer or none of it; put in place as the page on hosting says, it serves."""
    for one in typing:
        await one.says("filas y grupos")
    env = environment(file, emulator)
    life = lives()
    await life.begins()
    await emulator.until(lambda: replied(typing) >= 3, "nobody gets a reply", 30)
    copy = tmp_path / "backup.db"
    assert await ended(f"db backup {copy}", env, tmp_path) == (0, f"Copied to {copy}.\n", "")
    await emulator.until(lambda: replied(typing) == ANSWERS, "some replies did not come", 30)
    await life.is_killed()
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
    assert rows(copy, "PRAGMA foreign_key_check") == []
    counts = "SELECT (SELECT COUNT(*) FROM answers), (SELECT COUNT(*) FROM events), (SELECT COUNT(*) FROM days)"
    ((answers, events, days),) = rows(copy, counts)
    assert 3 <= answers == events == days <= ANSWERS
    for stale in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        stale.unlink(missing_ok=True)
    copy.rename(file)
    await life.begins()
    await chat.says("/quiz sql")
    question = await chat.next_message(timeout=20)
    await chat.press(ana, question, "👁 Ver respuesta")
    assert (await chat.next_message(timeout=20)).text.startswith("Respuesta modelo")
    assert await life.is_stopped() == 0
