"""Whether somebody runs a group: asked of Telegram, and remembered for a minute."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from bot.domain.conversation import ChatKind, Incoming

_log = logging.getLogger(__name__)

REMEMBERED_FOR = 60.0
PATIENCE = 5.0
_MOST = 10_000
_RUNS_IT = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})


class Admins:
    """Fills in `Sender.is_admin` where `needed` says that it matters."""

    def __init__(
        self, bot: Bot, needed: Callable[[Incoming], bool], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._bot = bot
        self._needed = needed
        self._monotonic = monotonic
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def checked(self, incomings: Sequence[Incoming]) -> list[Incoming]:
        """The same, in the same order, with those checked that need it; all are asked about at once."""
        return list(await asyncio.gather(*(self._checked(incoming) for incoming in incomings)))

    async def _checked(self, incoming: Incoming) -> Incoming:
        if incoming.place.kind is not ChatKind.GROUP or incoming.sender.is_admin or not incoming.sender.scores:
            return incoming
        if not self._matters(incoming):
            return incoming
        admin = await self._is_admin(incoming.place.address.chat, incoming.sender.account)
        return replace(incoming, sender=replace(incoming.sender, is_admin=admin))

    def _matters(self, incoming: Incoming) -> bool:
        try:
            return self._needed(incoming)
        except Exception:  # noqa: BLE001 - one strange update must not stop those behind it; unchecked is "no admin"
            _log.exception("cannot tell whether update %s needs an admin", incoming.key)
            return False

    async def _is_admin(self, chat: int, account: int) -> bool:
        known_until, admin = self._known.get((chat, account), (0.0, False))
        if self._monotonic() < known_until:
            return admin
        try:
            async with asyncio.timeout(PATIENCE):
                member = await self._bot.get_chat_member(chat, account)
        except (TelegramError, TimeoutError) as error:
            _log.warning("cannot ask who runs chat %s, so nobody does for now: %s", chat, error)
            return False
        return self._remember(chat, account, member.status in _RUNS_IT)

    def _remember(self, chat: int, account: int, admin: bool) -> bool:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[chat, account] = (self._monotonic() + REMEMBERED_FOR, admin)
        return admin
