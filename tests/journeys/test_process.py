"""`repaso run` as a process: it starts, sends, stops, and is killed in the middle of its work."""

import asyncio
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import __version__
from bot.app import PARTS
from bot.domain.conversation import Sender
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.lives import Life
from tests.journeys.processes import ended, environment, logged, serving, stopped
from tests.study.town import Town, opened

ANSWERS = 200


def stored(file: Path, query: str) -> list[tuple[object, ...]]:
    """The rows of an SQL query on a database that a process may be using."""
    with closing(sqlite3.connect(file, timeout=5)) as db:
        return db.execute(query).fetchall()


async def test_it_sends_a_question_at_its_minute_and_ends_when_told(
    emulator: Emulator, file: Path, tmp_path: Path, chat: PrivateChat, ana: Person
):
    """The schedule falls due while it runs; SIGTERM ends it with status 0, and every update is acknowledged."""
    async with serving(environment(file, emulator, LOG_FORMAT="json"), tmp_path) as process:
        await chat.says("/daily 09:00")
        assert (await chat.next_message(timeout=20)).text.startswith("A las 09:00. ")
        _settle(file, due=datetime.now(UTC) + timedelta(seconds=1))
        question = await chat.next_message(timeout=20)
        assert question.text.startswith("🌅 Pregunta de hoy · ")
        await emulator.all_acknowledged()
        status, log = await stopped(process)
    assert status == 0
    assert emulator.token not in log
    assert "Traceback" not in log
    assert stored(file, "SELECT state FROM deliveries") == [("sent",)]


async def test_the_health_page_watches_every_part(emulator: Emulator, file: Path, tmp_path: Path):
    """Telegram and the pusher, too."""
    with socket.create_server(("", 0)) as free:
        port = free.getsockname()[1]
    async with serving(environment(file, emulator, HTTP_PORT=str(port)), tmp_path) as process:
        await logged(process, "connected to Telegram")
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            async with session.get("/healthz") as page:
                health = await page.json()
            async with session.get("/metrics") as page:
                metrics = await page.text()
    assert health["healthy"]
    assert f'repaso_build_info{{version="{__version__}"}} 1.0' in metrics
    assert {f'repaso_part_age_seconds{{part="{part}"}}' in metrics for part in health["seconds_since"]} == {True}
    assert set(health["seconds_since"]) == {*PARTS, "telegram pusher", "telegram"}


@pytest.fixture
def typed(emulator: Emulator, file: Path) -> list[PrivateChat]:
    """Two hundred people have an open question, and all of their answers wait at Telegram."""
    people = [emulator.person(f"P{number}", language="es") for number in range(ANSWERS)]
    with opened(file, datetime.now(UTC)) as town:
        for person in people:
            assert _says(town, person, "/quiz sql").startswith("📝 SQL\n")
    _settle(file)
    return [emulator.private(person, started=True) for person in people]


def _says(town: Town, person: Person, text: str) -> str:
    """What the bot says to it, before there is a process."""
    sender = Sender(person.id, person.name, "es")
    room = town.private(sender)
    room.says(sender, text)
    return room.last.text


def _settle(file: Path, due: datetime | None = None) -> None:
    """All replies until now were shown; and every schedule falls due at `due`."""
    with closing(sqlite3.connect(file, timeout=5)) as db, db:
        db.execute("UPDATE handled SET shown = 1")
        if due:
            db.execute("UPDATE schedules SET next_due_at = ?", [due.replace(tzinfo=None).isoformat(sep=" ")])


async def test_killed_again_and_again_while_two_hundred_answers_wait(
    emulator: Emulator, file: Path, tmp_path: Path, typed: list[PrivateChat], lives: Callable[..., Life]
):
    """Wherever kill -9 strikes, in the end every answer is stored exactly once, and everybody has their reply."""
    for chat in typed:
        await chat.says("filas y grupos")

    def replied() -> int:
        return sum(any(message.text.startswith("Has tocado 2 de 2") for message in chat.from_bot) for chat in typed)

    life = lives()
    for moment in (1, 60, 150):
        await life.begins()
        await emulator.until(lambda moment=moment: replied() >= moment, f"{moment} replies did not come", 40)
        await life.is_killed()
    await life.begins()
    await emulator.until(lambda: replied() == ANSWERS, "some replies did not come", 40)
    await emulator.all_acknowledged(timeout=20)
    assert await life.is_stopped() == 0
    assert stored(file, "SELECT COUNT(*), COUNT(DISTINCT learner_id) FROM answers") == [(ANSWERS, ANSWERS)]
    assert stored(file, "SELECT COUNT(*), COUNT(DISTINCT learner_id) FROM days") == [(ANSWERS, ANSWERS)]


async def test_killed_when_the_answers_are_acknowledged_and_nothing_is_sent_yet(
    emulator: Emulator, file: Path, tmp_path: Path, typed: list[PrivateChat], ana: Person, lives: Callable[..., Life]
):
    """Telegram will not deliver those answers again: the next start shows their replies, and sends Ana's question."""
    daily = emulator.private(ana, started=True)
    with opened(file, datetime.now(UTC)) as town:
        _says(town, ana, "/daily 09:00")
    _settle(file, due=datetime.now(UTC))
    emulator.fail("sendMessage", times=10_000, delay=60)
    for chat in typed:
        await chat.says("filas y grupos")
    life = lives()
    await life.begins()
    await emulator.all_acknowledged(timeout=40)
    reserved = "SELECT id FROM deliveries WHERE state = 'reserved'"
    await emulator.until(lambda: bool(stored(file, reserved)), "the slot is not reserved", 20)
    await life.is_killed()
    assert not any(chat.from_bot for chat in (*typed, daily))
    emulator.heal()
    await life.begins()
    await emulator.until(lambda: all(chat.from_bot for chat in (*typed, daily)), "something did not come", 40)
    assert await life.is_stopped() == 0
    assert [len(chat.from_bot) for chat in (*typed, daily)] == [1] * (ANSWERS + 1)
    assert daily.from_bot[0].text.startswith("🌅 Pregunta de hoy · ")
    assert stored(file, "SELECT COUNT(*) FROM handled WHERE NOT shown") == [(0,)]


async def test_without_a_token(file: Path, tmp_path: Path):
    """One sentence says where to get one, and the status is 2."""
    status, out, err = await ended("run", environment(file), tmp_path)
    assert (status, out) == (2, "")
    assert err == (
        "There is no TELEGRAM_BOT_TOKEN and no DISCORD_BOT_TOKEN: get one from @BotFather, or from Discord's "
        "developer portal, and put it into .env. Without one, `repaso chat` opens the bot in the terminal.\n"
    )


async def test_with_a_wrong_token(emulator: Emulator, file: Path, tmp_path: Path):
    """One sentence names the setting and not its value, and the status is 2."""
    token = "987654321:wrong-wrong-wrong-wrong-wrong"
    env = environment(file, emulator, TELEGRAM_BOT_TOKEN=token, LOG_LEVEL="ERROR")
    status, out, err = await ended("run", env, tmp_path)
    assert (status, out) == (2, "")
    assert err == f"{emulator.url} does not know TELEGRAM_BOT_TOKEN: copy it from @BotFather\n"


async def test_while_telegram_cannot_be_reached(emulator: Emulator, file: Path, tmp_path: Path, chat: PrivateChat):
    """It keeps trying, says so once, and works as soon as Telegram is there."""
    env = environment(file, emulator)
    await emulator.goes_down()
    async with serving(env, tmp_path) as process:
        log = await logged(process, "trying again until it works")
        await asyncio.sleep(1.5)
        assert process.returncode is None
        await emulator.comes_back()
        await chat.says("/streak")
        assert (await chat.next_message(timeout=20)).text.startswith("Todavía no tienes racha")
        status, rest = await stopped(process)
    assert status == 0
    assert (log + rest).count("trying again until it works") == 1
    assert "Traceback" not in log + rest
