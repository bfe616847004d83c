"""Raw updates → Incomings, with what Telegram has to be asked about them first."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from telegram import Update

from bot.chats.telegram.admins import Admins
from bot.chats.telegram.headcount import Headcount
from bot.chats.telegram.incoming import Me, incoming_from
from bot.chats.telegram.polling import PollingBot, RawUpdate
from bot.domain.conversation import Incoming, Platform
from bot.seeing import trail
from bot.seeing.trail import Trail

_log = logging.getLogger(__name__)

_LARGEST = 2**63 - 1
"""What the database's numbers hold; Telegram's have at most 52 bits."""


@dataclass(frozen=True, slots=True)
class Received:
    """An Incoming, and the trail that it is followed by."""

    incoming: Incoming
    trail: Trail | None = field(default_factory=trail.current, compare=False)


class Receiver:
    """Reads updates. `needs_admin` says which Incomings of a group only its admins may send."""

    def __init__(
        self, bot: PollingBot, *, needs_admin: Callable[[Incoming], bool], clock: Callable[[], datetime]
    ) -> None:
        self._bot, self._clock = bot, clock
        self._admins = Admins(bot, needs_admin)
        self._headcount = Headcount(bot)

    async def received(self, updates: Sequence[RawUpdate]) -> list[Received]:
        """Those that are our business, in order; one that cannot be read is left out, and the log says so."""
        return await self._checked([one for raw in updates if (one := self._followed(raw))])

    def _followed(self, raw: RawUpdate) -> Received | None:
        with trail.following(Trail(f"{Platform.TELEGRAM}:{raw.get('update_id')}")):
            return self._read(raw)

    def _read(self, raw: RawUpdate) -> Received | None:
        try:
            update = Update.de_json(raw, self._bot)
            incoming = incoming_from(update, Me(self._bot.id, self._bot.username), self._clock())
            if incoming is None:
                return None
            _check(incoming)
        except Exception:  # noqa: BLE001 - whatever is wrong with one update, those behind it must get through
            _log.exception("update %s cannot be read and is left out", raw["update_id"])
            return None
        trail.note(chat=incoming.place.address.chat)
        return Received(incoming)

    async def _checked(self, received: Sequence[Received]) -> list[Received]:
        counted = await self._headcount.counted([one.incoming for one in received])
        checked = await self._admins.checked(counted)
        return [replace(one, incoming=incoming) for one, incoming in zip(received, checked, strict=True)]


def _check(incoming: Incoming) -> None:
    """Raises TypeError or ValueError for what Telegram never sends: the library takes any value in any field."""
    address = incoming.place.address
    for number in (address.chat, address.thread, incoming.sender.account, incoming.message):
        if type(number) is not int or abs(number) > _LARGEST:
            raise ValueError("a number is none of Telegram's")
    if not isinstance(incoming.at, datetime):
        raise TypeError("it has no moment")
