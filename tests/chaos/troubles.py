"""What goes wrong. Each ends when it has done its worst, with the program alive or dead."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

from tests.chaos.run import Run, Trouble
from tests.emulator import Call
from tests.emulator.faults import Fault

CALLS = 60
"""How many calls of the program a life lasts at most that is to be cut off."""
UNEASY = 0.15
"""How many of the calls fail while Telegram is uneasy."""
WAYS: tuple[dict[str, object], ...] = (
    {"status": 429, "retry_after": 1},
    {"status": 500},
    {"status": 502},
    {"reset": True},
    {"answer_lost": True},
    {"delay": 1.0},
)


async def nothing(run: Run) -> None:
    """All is well."""


def kills(times: int) -> Trouble:
    """kill -9, at any moment of its life; born again at once."""
    return partial(_kills, times=times)


async def _kills(run: Run, times: int) -> None:
    for number in range(times):
        if not run.life.is_alive:
            await run.life.begins()
        await (_while_it_starts(run) if number % 5 == 4 else _while_it_works(run))
        await run.life.is_killed()
        run.excuses.crashed(run.file)


async def _while_it_starts(run: Run) -> None:
    await asyncio.sleep(run.rng.uniform(0.0, 0.5))


async def _while_it_works(run: Run) -> None:
    """Behind so many calls, however quick the machine is; or when the crowd is done."""
    calls = len(run.emulator.calls()) + run.rng.randint(1, CALLS)
    with suppress(AssertionError):
        await run.emulator.until(lambda: len(run.emulator.calls()) >= calls, "nothing happens", 10.0)
    await asyncio.sleep(run.rng.uniform(0.0, 0.02))


def telegram_is_uneasy(seconds: float) -> Trouble:
    """Of its answers some are 429, 500 or 502, some are late and some are lost; and updates come again."""
    return partial(_telegram_is_uneasy, seconds=seconds)


async def _telegram_is_uneasy(run: Run, seconds: float) -> None:
    def mood(call: Call) -> Fault | None:
        if run.rng.random() > UNEASY:
            return None
        return Fault(call.method, **run.rng.choice(WAYS))  # type: ignore[arg-type]  # as `Emulator.fail` takes them

    run.emulator.has_moods(mood)
    for _ in range(int(seconds * 10)):
        await asyncio.sleep(0.1)
        # One that was not delivered yet would overtake those before it, which Telegram never does.
        new = {one["update_id"] for one in run.emulator.unacknowledged()}
        if old := [number for number in run.emulator.updates.all if number not in new]:
            run.emulator.redeliver(run.rng.choice(old))


def disk_is_full(seconds: float) -> Trouble:
    """Not one more byte fits on it; later there is room again."""
    return partial(_disk_is_full, seconds=seconds)


async def _disk_is_full(run: Run, seconds: float) -> None:
    await run.until_share(0.2)
    run.life.may_write(max(one.stat().st_size for one in (run.file, _log_of(run.file)) if one.exists()))
    await asyncio.sleep(seconds)
    run.life.may_write(None)


def database_is_locked(*seconds: float) -> Trouble:
    """Another program writes, and takes its time; five seconds are what this one waits."""
    return partial(_database_is_locked, seconds=seconds)


async def _database_is_locked(run: Run, seconds: tuple[float, ...]) -> None:
    await run.until_share(0.1)
    for time in seconds:
        await asyncio.sleep(run.rng.uniform(0.2, 1.0))
        with locked(run.file):
            await asyncio.sleep(time)


async def database_is_read_only(run: Run) -> None:
    """After a crash nobody may write it: the program says so and ends; then it may again."""
    await run.until_share(0.2)
    await run.life.is_killed()
    run.excuses.crashed(run.file)
    _files_may(run.file, 0o400)
    await run.life.begins()
    assert await run.life.has_ended() == 2
    assert "The database cannot be " in run.life.log.splitlines()[-1], run.life.log[-2000:]
    _files_may(run.file, 0o600)


async def clock_jumps(run: Run) -> None:
    """The clock of its machine goes wrong, and is put right: hours ahead, and behind."""
    for hours in (2, -3, 1):
        await asyncio.sleep(run.rng.uniform(0.5, 1.5))
        await run.life.jumps(timedelta(hours=hours))


async def no_network_for_an_hour(run: Run) -> None:
    """Nobody is reached; people go on writing, and their questions of the day fall due."""
    await run.until_share(0.1)
    await run.emulator.goes_down()
    await asyncio.sleep(0.5)
    await run.time_passes(timedelta(hours=1))
    await asyncio.sleep(1.5)
    await run.emulator.comes_back()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Somebody else holds the database."""
    other = sqlite3.connect(file, timeout=30, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        other.close()


def _files_may(file: Path, mode: int) -> None:
    """The database and what SQLite has put beside it."""
    for one in file.parent.glob(f"{file.name}*"):
        one.chmod(mode)


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")
