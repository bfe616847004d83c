"""What leaves the program by the side: the log at its most talkative, and what people are told when something fails."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot import logs
from tests.emulator import Emulator
from tests.journeys.program import Program, running

ANSWER = "mi respuesta secreta"
LEAKS = ("Traceback", "Error", "SELECT", "sqlite", "sqlalchemy", ".py", "/tmp", "no such table", "{", "None")


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A fresh Telegram."""
    async with Emulator() as emulator:
        yield emulator


@pytest_asyncio.fixture
async def repaso(emulator: Emulator, file: Path) -> AsyncIterator[Program]:
    """The program at work."""
    async with running(emulator, file) as program:
        yield program


async def breaks(repaso: Program, table: str) -> None:
    """The database loses a table."""
    await asyncio.wrap_future(repaso.desk.run(lambda db: db.exec_driver_sql(f"DROP TABLE {table}").close()))


@pytest.mark.usefixtures("restored_logging")
@pytest.mark.parametrize("log_format", ["console", "json"])
async def test_the_log_at_debug(emulator: Emulator, file: Path, capsys: pytest.CaptureFixture[str], log_format: str):
    """Through an answer, failures of Telegram, and a database that breaks: no token, and no word of anybody."""
    async with running(emulator, file) as repaso:
        logs.set_up("DEBUG", log_format, repaso.settings.secrets)
        chat = emulator.private(ana := emulator.person("Ana", language="es"))
        emulator.fail("sendMessage", status=500, times=1)
        await chat.says(ana, "/quiz sql")
        await chat.next_message()
        await chat.says(ana, ANSWER)
        await chat.next_message()
        await breaks(repaso, "answers")
        await chat.says(ana, "/quiz redes")
        await chat.next_message()
        await chat.says(ana, ANSWER)
        await chat.next_message()
        logging.getLogger("bot").error("a line of ours with %s", emulator.token)
    told = capsys.readouterr().err
    assert "Traceback" in told  # what failed is told
    assert emulator.token not in told
    assert ANSWER not in told


@pytest.mark.parametrize(("language", "sentence"), [("es", "Algo ha fallado"), ("en", "Something went wrong")])
async def test_what_people_are_told_when_something_breaks(
    emulator: Emulator, repaso: Program, language: str, sentence: str
):
    """One sentence, in their language, without a path, a statement or the name of an error."""
    chat = emulator.private(ana := emulator.person("Ana", language=language))
    await chat.says(ana, "/quiz sql")
    await chat.next_message()
    await breaks(repaso, "turns")
    for said in (ANSWER, "/reveal"):
        await chat.says(ana, said)
        text = (await chat.next_message()).text
        assert sentence in text
        assert not [leak for leak in LEAKS if leak in text]
