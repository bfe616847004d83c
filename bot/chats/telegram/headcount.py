"""How many people a group has: asked of Telegram, and remembered for an hour.

Telegram counts bots, too, and names none of them but us: other bots of a group stay in the number.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import Bot
from telegram.error import TelegramError

from bot.domain.conversation import ChatKind, Incoming, Moved, Presence

_log = logging.getLogger(__name__)

REMEMBERED_FOR = 3600.0
PATIENCE = 2.0
OURSELVES = 1
_MOST = 10_000


class Headcount:
    """Fills in `Place.headcount` of groups, at most once an hour for each; empty when Telegram says nothing."""

    def __init__(self, bot: Bot, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._monotonic = monotonic
        self._asked: dict[int, float] = {}

    async def counted(self, incomings: Sequence[Incoming]) -> list[Incoming]:
        """The same, in the same order; the groups that are to be asked about are asked about at once."""
        chats = [chat for chat in dict.fromkeys(map(_group, incomings)) if chat and self._is_time(chat)]
        found = dict(zip(chats, await asyncio.gather(*map(self._count, chats)), strict=True))
        return [_with(incoming, found.get(incoming.place.address.chat)) for incoming in incomings]

    def _is_time(self, chat: int) -> bool:
        """Whether it is to be asked about now; then it counts as asked, so that a silent Telegram costs no more."""
        now = self._monotonic()
        if now < self._asked.get(chat, now):
            return False
        if len(self._asked) >= _MOST:
            self._asked.clear()
        self._asked[chat] = now + REMEMBERED_FOR
        return True

    async def _count(self, chat: int) -> int | None:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._bot.get_chat_member_count(chat) - OURSELVES
        except (TelegramError, TimeoutError) as error:
            _log.debug("cannot ask how many people chat %s has: %s", chat, error)
            return None


def _group(incoming: Incoming) -> int:
    """The group that it came from, if the bot is still there; 0 for any other."""
    if incoming.place.kind is not ChatKind.GROUP or isinstance(incoming.what, Presence | Moved):
        return 0
    return incoming.place.address.chat


def _with(incoming: Incoming, headcount: int | None) -> Incoming:
    if not headcount:
        return incoming
    return replace(incoming, place=replace(incoming.place, headcount=headcount))
