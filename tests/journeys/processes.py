"""`repaso` as a process of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.emulator import Emulator
from tests.study.town import NOTES

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
_OURS = ("TELEGRAM_", "DISCORD_", "DATABASE_", "CONTENT_", "HTTP_PORT", "LOG_", "LANG", "LC_", "TIMEZONE", "ADMINS")


def is_setting(name: str) -> bool:
    """Whether a variable of the environment may be meant for Repaso."""
    return name.startswith(_OURS)


def environment(file: Path, emulator: Emulator | None = None, **more: str) -> dict[str, str]:
    """The settings of one installation, and none of those around us; nobody waits for thirty messages a second."""
    inherited = {name: value for name, value in os.environ.items() if not is_setting(name)}
    telegram = {"TELEGRAM_API_URL": emulator.url, "TELEGRAM_BOT_TOKEN": emulator.token} if emulator else {}
    ours = {"DATABASE_URL": f"sqlite:///{file}", "CONTENT_DIR": str(NOTES), "PYTHONPATH": str(ROOT)}
    ours |= {"TELEGRAM_PAID_BROADCAST": "1"}
    return inherited | ours | {"PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"} | telegram | more


async def begun(command: str, env: dict[str, str], folder: Path) -> Process:
    """Starts `repaso …` in a folder without a `.env`."""
    program = [sys.executable, "-m", "bot", *command.split()]
    return await asyncio.create_subprocess_exec(*program, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=env, cwd=folder)


async def ended(command: str, env: dict[str, str], folder: Path, typed: str = "") -> tuple[int, str, str]:
    """Runs `repaso …` to its end; gives its exit status, what it printed, and what it complained about."""
    process = await begun(command, env, folder)
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate(typed.encode())
    finally:
        await gone(process)
    return process.returncode or 0, out.decode(), err.decode()


@asynccontextmanager
async def serving(env: dict[str, str], folder: Path) -> AsyncIterator[Process]:
    """`repaso run`, killed at the end if it is still there."""
    process = await begun("run", env, folder)
    try:
        yield process
    finally:
        await gone(process)


async def gone(process: Process) -> None:
    """Kills it without warning, as a power cut does."""
    if process.returncode is None:
        process.send_signal(signal.SIGKILL)
    async with asyncio.timeout(PATIENCE):
        await process.communicate()


async def logged(process: Process, words: str) -> str:
    """Waits until a line of its log holds these words; gives the log until there."""
    assert process.stderr is not None
    log = ""
    async with asyncio.timeout(PATIENCE):
        while words not in log:
            line = await process.stderr.readline()
            assert line, f"it ended without saying {words!r}: {log}"
            log += line.decode()
    return log


async def stopped(process: Process) -> tuple[int, str]:
    """Asks it to end, as systemd and Docker do; gives the exit status and what it logged. Ten seconds are enough."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        _, err = await process.communicate()
    return process.returncode or 0, err.decode()
