"""Notices that notes change, so that a running program asks the new questions without a restart."""

import logging
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any  # what waits for the end is watchfiles' own protocol

from watchfiles import Change, DefaultFilter, awatch

log = logging.getLogger(__name__)

QUIET_MS = 1_500
"""A vault that is being synchronised changes for a while: it is read when it has come to rest so long."""


class Notes(DefaultFilter):
    """Everything in a vault but hidden folders, where editors and Git write all the time."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change may concern the bank."""
        hidden = any(part.startswith(".") for part in Path(path).parts)
        return not hidden and super().__call__(change, path)


async def changes(paths: Sequence[Path], stop: Any) -> AsyncIterator[None]:
    """Yields after each burst of changes under the paths, until `stop` is set."""
    there = [path for path in paths if path.exists()]
    if not there:
        return
    async for _ in awatch(*there, watch_filter=Notes(), stop_event=stop, debounce=QUIET_MS, step=200):
        yield
