"""One learner on Telegram and on Discord, over both real edges and one database."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.chats.discord_edge.server import Program, press
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.program import Clock
from tests.journeys.program import Program as OnTelegram
from tests.journeys.program import running as running_on_telegram


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A Telegram beside Discord."""
    async with Emulator() as emulator:
        yield emulator


@pytest_asyncio.fixture
async def telegram(program: Program, emulator: Emulator, tmp_path: Path) -> AsyncIterator[OnTelegram]:
    """The same installation on Telegram, at the same time of day."""
    async with running_on_telegram(emulator, tmp_path / "repaso.db", Clock(program.now())) as telegram:
        yield telegram


async def studies(chat: PrivateChat, ana: Person) -> None:
    """A question on Telegram, its answer, and a grade."""
    await chat.says(ana, "/quiz sql")
    await chat.next_message()
    await chat.says(ana, "rows and groups")
    await (await chat.press(ana, await chat.next_message(), "✓ Yes")).answered()


async def studies_on_discord(program: Program) -> None:
    """The same question in the direct messages of Discord."""
    await program.ana_user.slash("quiz", topic="SQL")
    await program.ana_user.send_dm("rows and groups")
    await press(program.ana_user, program.dm, "✓ Yes")


async def test_a_day_on_both_is_one_day(program: Program, telegram: OnTelegram, emulator: Emulator):
    """Answered on both, linked by a code, and answered on both again: one day, one memory, one member of a streak."""
    ana = emulator.person("Ana", language="en")
    chat = emulator.private(ana)
    await studies(chat, ana)
    await studies_on_discord(program)
    assert program.ask("SELECT count(*) FROM days WHERE state = 'credited'") == [(2,)]
    await chat.says(ana, "/link")
    code = re.search(r"/link (\S{9})", (await chat.next_message()).text)[1]  # type: ignore[index]
    await program.ana_user.slash("link", code=code)
    assert "Is Ana on Telegram you?" in program.dm.content.replace("*", "").replace("_", "")
    await press(program.ana_user, program.dm, "Yes, that is me")
    assert "with a streak of 1 day." in program.dm.content
    await studies_on_discord(program)
    await studies(chat, ana)
    assert program.ask("SELECT learner_id, state FROM days") == [(2, "credited")]
    assert program.ask("SELECT learner_id, count(*) FROM cards GROUP BY question_id") == [(2, 1)]
    assert program.ask("SELECT learner_id, answered, reviewed FROM counts") == [(2, 4, 4)]


async def test_parted_again(program: Program, telegram: OnTelegram, emulator: Emulator):
    """Each has its own answers and the day that they earned."""
    ana = emulator.person("Ana", language="en")
    chat = emulator.private(ana)
    await studies(chat, ana)
    await program.ana_user.slash("link")
    code = re.search(r"`/link (\S{9})`", program.dm.content)[1]  # type: ignore[index]
    await chat.says(ana, f"/link {code}")
    await (await chat.press(ana, await chat.next_message(), "Yes, that is me")).answered()
    await chat.says(ana, "/unlink")
    await (await chat.press(ana, await chat.next_message(), "Yes, part us")).answered()
    assert len(program.ask("SELECT id FROM learners")) == 2
    assert program.ask("SELECT learner_id FROM days") == program.ask("SELECT learner_id FROM answers")
    assert program.ask("SELECT a.platform FROM accounts a JOIN days d ON d.learner_id = a.learner_id") == [
        ("telegram",)
    ]
