"""Order within a chat, freedom between chats."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Lanes:
    """One lane for each chat that something is being sent to; who comes first goes first, and empty lanes vanish."""

    def __init__(self) -> None:
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    def __len__(self) -> int:
        """How many chats are being written to."""
        return len(self._locks)

    @asynccontextmanager
    async def lane(self, chat: int) -> AsyncIterator[None]:
        """Waits until everything that came before for this chat is done."""
        lock = self._locks.setdefault(chat, asyncio.Lock())
        self._waiting[chat] = self._waiting.get(chat, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._leave(chat)

    def _leave(self, chat: int) -> None:
        self._waiting[chat] -= 1
        if not self._waiting[chat]:
            del self._waiting[chat], self._locks[chat]
