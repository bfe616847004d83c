"""Updates on their way to the bot: kept until it asks for later ones."""

# ruff: noqa: ASYNC109 - a test reads best with the time beside what it waits for

import asyncio
from collections.abc import Callable
from itertools import chain, islice, takewhile
from typing import Any

from tests.emulator.errors import ApiError

_FIRST = 700_000_001
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

Update = dict[str, Any]


class Updates:
    """Telegram's queue for one bot. Offset N forgets everything before N; nothing else does."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self.all: dict[int, Update] = {}
        self._waiting: dict[int, Update] = {}
        self._again: list[Update] = []
        self._allowed: frozenset[str] | None = None
        self._next = _FIRST
        self._poller: asyncio.Future[None] | None = None

    def add(self, kind: str, content: Any) -> int | None:
        """Queues an update; None when the bot did not ask for this kind."""
        if kind in _ONLY_ON_REQUEST if self._allowed is None else kind not in self._allowed:
            return None
        number, self._next = self._next, self._next + 1
        self.all[number] = self._waiting[number] = {"update_id": number, kind: content}
        self._wake()
        return number

    def redeliver(self, number: int) -> None:
        """Delivers it once more, though it may be acknowledged: it happens when Telegram's servers switch over."""
        self._again.append(self.all[number])
        self._wake()

    def unacknowledged(self) -> list[Update]:
        """What would come again if the bot started now."""
        return list(self._waiting.values())

    async def poll(self, offset: int, limit: int, timeout: float, allowed: list[str] | None) -> list[Update]:
        """getUpdates. A second poller ends the first one's wait with a conflict."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(ApiError(409, _CONFLICT))
        if allowed is not None:
            self._allowed = frozenset(allowed) or None
        self._acknowledge(offset)
        if not self._ready(1) and timeout > 0:
            await self._wait(timeout)
        return self._ready(min(max(limit, 1), 100), take=True)

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            offset = sorted(self._waiting)[offset] if len(self._waiting) >= -offset else min(self._waiting, default=0)
        for number in list(takewhile(lambda number: number < offset, self._waiting)):  # they are in order
            del self._waiting[number]
        self._changed()

    def _ready(self, limit: int, *, take: bool = False) -> list[Update]:
        ready = list(islice(chain(self._again, self._waiting.values()), limit))
        if take:
            del self._again[:limit]
        return ready

    async def _wait(self, timeout: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await poller
        except TimeoutError:
            return

    def _wake(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
