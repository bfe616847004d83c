"""Saying something to one member of a group, by the first rung of the ladder that holds.

What the server does not know it ignores, and then everybody sees the message. So what is secret is only sent where a
message without a secret was seen to stay between the two; see `Aside.first` in bot/domain/conversation.py.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from telegram import Bot
from telegram.error import EndPointNotFound, TelegramError

from bot.chats.lanes import Lanes
from bot.chats.telegram.asides import OVER, Aside, SeenByAll
from bot.chats.telegram.patience import A_MOMENT, Patience
from bot.chats.telegram.posting import Poster
from bot.chats.telegram.spots import Spot
from bot.domain.conversation import Address, Body, Platform, Say
from bot.domain.ladder import Rung
from bot.domain.sending import File, Gone, MovedTo, Refused, Sent, TryLater

T = TypeVar("T")
_log = logging.getLogger(__name__)

Learned = Callable[[Address, Rung, bool], object]
"""Hears that a rung works in a group, or does not."""

_NOT_FOR_THIS_ONE = (*OVER, "user", "participant", "receiver", "too long", "too_long", "button", "reply")
"""What Telegram says when the next press, or another member, may have better luck."""
_JUST_NOW = timedelta(seconds=60)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_MOST_KEPT = 10_000
_UNKNOWN = 1
"""The number of a message that nobody was sent: changing it tells whether the server knows such messages."""


class Whispers:
    """Says things aside."""

    def __init__(
        self, bot: Bot, poster: Poster, patience: Patience, *, learned: Learned, clock: Callable[[], datetime]
    ) -> None:
        self._bot, self._poster, self._patience = bot, poster, patience
        self._learned, self._clock = learned, clock
        self._proving = Lanes()
        self._proven: dict[int, tuple[bool, datetime]] = {}

    async def said(
        self, says: Sequence[tuple[Say, File | None]], to: Aside, rungs: Sequence[Rung], first: Body
    ) -> list[Sent]:
        """Where all of it stands; empty when no rung holds now."""
        for rung in rungs:
            aside = to.by(rung, self._clock())
            if aside is None:
                continue
            try:
                return await self._by(rung, aside, says, first)
            except _Broken as broken:
                self._learned(Address(Platform.TELEGRAM, to.chat), rung, False)
                if broken.is_for_all:
                    self._learned(Address(Platform.TELEGRAM, to.chat), Rung.ANYTIME, False)
                    return []
            except (Gone, MovedTo, Refused, TryLater) as error:
                _log.info("nothing can be said to one member of chat %s now: %s", to.chat, error)
        return []

    async def _by(self, rung: Rung, aside: Aside, says: Sequence[tuple[Say, File | None]], first: Body) -> list[Sent]:
        """Raises _Broken, Gone, MovedTo, Refused or TryLater as long as nothing was said."""
        spot = partial(Spot, aside.chat, aside.thread, aside=aside)
        if first:
            await self._prove(rung, aside, Say(first))
        sent: list[Sent] = []
        for say, file in says:
            try:
                sent.append(await self._tried(aside, lambda: self._poster.say(say, spot(), file)))  # noqa: B023  # awaited at once
            except (_Broken, Gone, MovedTo, Refused, TryLater) as error:
                if not sent:
                    raise
                _log.warning("a part of what one member of chat %s was told is missing: %s", aside.chat, error)
        return sent

    async def _prove(self, rung: Rung, aside: Aside, first: Say) -> None:
        """Sends what is no secret. When a whole group presses at once it is sent to one, and the others wait for that.

        Raises _Broken, Gone, MovedTo, Refused or TryLater.
        """
        async with self._proving.lane(aside.chat):
            proven, at = self._proven.get(aside.chat, (True, _LONG_AGO))
            if self._clock() - at < _JUST_NOW:
                if not proven:
                    raise _Broken("it was tried just now", is_for_all=True)
                return
            try:
                await self._tried(aside, lambda: self._check(aside))
                spot = Spot(aside.chat, aside.thread, aside=aside)
                await self._tried(aside, lambda: self._poster.say(first, spot))
            except _Broken as broken:
                if broken.is_for_all:
                    self._keep(aside.chat, proven=False)
                raise
            self._keep(aside.chat, proven=True)
            self._learned(Address(Platform.TELEGRAM, aside.chat), rung, True)

    def _keep(self, chat: int, *, proven: bool) -> None:
        """The database keeps it, too; this is for those whose replies were on their way."""
        if len(self._proven) >= _MOST_KEPT:
            self._proven.clear()
        self._proven[chat] = (proven, self._clock())

    async def _check(self, aside: Aside) -> None:
        """Raises EndPointNotFound when the server has never heard of such messages."""
        where = {"chat_id": aside.chat, "receiver_user_id": aside.user, "ephemeral_message_id": _UNKNOWN, "text": "…"}
        try:
            await self._patience.tried(
                lambda: self._bot.do_api_request("editEphemeralMessageText", api_kwargs=where), obeying=A_MOMENT
            )
        except EndPointNotFound:
            raise
        except (TelegramError, TryLater) as error:
            _log.debug("it knows messages for one member: %s", error)

    async def _tried(self, aside: Aside, call: Callable[[], Awaitable[T]]) -> T:
        """Raises _Broken when it can never work like this."""
        try:
            return await call()
        except EndPointNotFound as error:
            raise _Broken(str(error), is_for_all=True) from error
        except SeenByAll as error:
            await self._take_back(aside.chat, error.message)
            raise _Broken(str(error), is_for_all=True) from error
        except Refused as error:
            if any(reason in str(error).lower() for reason in _NOT_FOR_THIS_ONE):
                raise
            raise _Broken(str(error)) from error

    async def _take_back(self, chat: int, message: int) -> None:
        """Nobody needs to see it; whatever it said, it was no secret unless the server has changed."""
        _log.warning("chat %s: Telegram's server shows everybody what is for one member; it is deleted", chat)
        try:
            await self._patience.tried(lambda: self._bot.delete_message(chat, message), obeying=A_MOMENT)
        except (TelegramError, TryLater) as error:
            _log.warning("message %s in chat %s could not be deleted: %s", message, chat, error)


class _Broken(Exception):
    """A rung does not hold there. `is_for_all`: the server has no such messages, by whichever rung."""

    def __init__(self, reason: str, *, is_for_all: bool = False) -> None:
        super().__init__(reason)
        self.is_for_all = is_for_all
