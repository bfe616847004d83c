"""Notices that notes change, so that a running program asks the new questions without a restart."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rhythm:
    """How patiently one watches."""

    quiet_ms: int = 1_500
    """A vault that is being synchronised changes for a while: it is read when it has come to rest so long."""
    look_ms: int = 5_000
    """How soon after the start one looks for what changed while the watch was being set up."""
    anyway_seconds: float = 300
    """How often one looks without being told: shares and mounted folders often tell nothing."""


USUAL = Rhythm()


class Notes(DefaultFilter):
    """Everything in a vault but hidden folders, where editors and Git write all the time."""

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__()
        self._roots = tuple(roots)

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change may concern the bank. The vault itself may well lie below a hidden folder."""
        inside = next((Path(path).relative_to(root) for root in self._roots if Path(path).is_relative_to(root)), None)
        if inside is None:
            return True
        return not any(part.startswith(".") for part in inside.parts) and super().__call__(change, str(inside))


Paths = Callable[[], Awaitable[Sequence[Path]]]
"""Says what is to be watched now: that may become something else."""


async def changes(paths: Paths, stop: asyncio.Event, rhythm: Rhythm = USUAL) -> AsyncIterator[None]:
    """Yields after each burst of changes under the paths, and now and then without any, until `stop` is set."""
    while not stop.is_set():
        watched = await paths()
        due = time.monotonic()
        async with aclosing(_ticks([path.resolve() for path in watched], stop, rhythm)) as ticks:
            async for told in ticks:
                if told or time.monotonic() >= due:
                    due = time.monotonic() + rhythm.anyway_seconds
                    yield
                if stop.is_set() or await paths() != watched:
                    break


async def _ticks(roots: Sequence[Path], stop: asyncio.Event, rhythm: Rhythm) -> AsyncGenerator[bool]:
    """Every few seconds whether the file system told of a change, until other folders stand where the roots were."""
    there = _folders(roots)
    try:
        async with aclosing(_told(list(there), stop, rhythm)) as news:
            async for told in news:
                yield told
                if _folders(roots) != there:
                    return
    except (OSError, RuntimeError) as error:  # too many watches, or a file system that has none
        log.warning("changes of the notes are noticed only every %s s: %s", rhythm.anyway_seconds, error)
    while not stop.is_set() and _folders(roots) == there:
        with suppress(TimeoutError):
            async with asyncio.timeout(rhythm.look_ms / 1000):
                await stop.wait()
        yield False


async def _told(roots: Sequence[Path], stop: asyncio.Event, rhythm: Rhythm) -> AsyncGenerator[bool]:
    if not roots:
        return
    watch = awatch(
        *roots,
        watch_filter=Notes(roots),
        stop_event=stop,
        debounce=rhythm.quiet_ms,
        step=200,
        rust_timeout=rhythm.look_ms,
        yield_on_timeout=True,
    )
    async for told in watch:
        yield bool(told)


def _folders(roots: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """Those of the roots that are there, each with what tells it from another one in its place."""
    found = {}
    for root in roots:
        with suppress(OSError):
            state = root.stat()
            found[root] = state.st_dev, state.st_ino
    return found
