"""Notices that notes change, so that a running program asks the new questions without a restart."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any  # what waits for the end is watchfiles' own protocol

from watchfiles import Change, DefaultFilter, awatch

log = logging.getLogger(__name__)

QUIET_MS = 1_500
"""A vault that is being synchronised changes for a while: it is read when it has come to rest so long."""
LOOK_MS = 5_000
"""How soon after the start one looks for what changed while the watch was being set up."""
ANYWAY_SECONDS = 300
"""How often one looks without being told: shares, and folders that were put in another's place, tell nothing."""


class Notes(DefaultFilter):
    """Everything in a vault but hidden folders, where editors and Git write all the time."""

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__()
        self._roots = [*roots]

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change may concern the bank. The vault itself may well lie below a hidden folder."""
        inside = next((Path(path).relative_to(root) for root in self._roots if Path(path).is_relative_to(root)), None)
        if inside is None:
            return True
        return not any(part.startswith(".") for part in inside.parts) and super().__call__(change, f"{inside}")


async def changes(paths: Sequence[Path], stop: asyncio.Event) -> AsyncIterator[None]:
    """Yields after each burst of changes under the paths, and now and then without any, until `stop` is set."""
    roots = [path.resolve() for path in paths]
    while not stop.is_set():
        try:
            async for _ in _told(roots, stop):
                yield
        except (OSError, RuntimeError) as error:  # too many watches, or a file system that has none
            log.warning("changes of the notes are not noticed at once, but within minutes: %s", error)
        with suppress(TimeoutError):
            async with asyncio.timeout(ANYWAY_SECONDS):
                await stop.wait()
        if not stop.is_set():
            yield


async def _told(roots: Sequence[Path], stop: Any) -> AsyncIterator[None]:
    """What the file system tells; it ends when a root is gone or none is there."""
    due = 0.0
    while there := [root for root in roots if root.exists()]:
        watch = awatch(
            *there,
            watch_filter=Notes(there),
            stop_event=stop,
            debounce=QUIET_MS,
            step=200,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
        )
        async for told in watch:
            if told or time.monotonic() >= due:
                due = time.monotonic() + ANYWAY_SECONDS
                yield
            if not all(root.exists() for root in there):
                break
        if stop.is_set():
            return
