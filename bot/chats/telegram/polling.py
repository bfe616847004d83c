"""Asking Telegram for updates, and what to do while it does not answer."""

import logging
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.chats.seldom import Seldom
from bot.chats.telegram.incoming import UPDATES
from bot.chats.telegram.patience import AT_ONCE, seconds_of
from bot.chats.telegram.request import AiohttpRequest
from bot.domain.errors import RepasoError

RawUpdate = dict[str, Any]
"""An update as Telegram sent it: it has a number, `update_id`, and nothing else about it is sure yet."""

_log = logging.getLogger(__name__)

LONG_POLL = 30
MOST_AT_ONCE = 100


class PollingBot(ExtBot[None]):
    """A bot whose updates come unparsed, so that one that cannot be parsed does not take the others with it."""

    async def raw_updates(self, offset: int, *, wait: int = LONG_POLL, limit: int = MOST_AT_ONCE) -> list[RawUpdate]:
        """Updates from `offset` on; Telegram forgets all before it. Waits up to `wait` seconds for one.

        Raises TelegramError, also for an answer that holds no updates: a proxy may answer in Telegram's place.
        """
        data: dict[str, Any] = {"timeout": wait, "limit": limit, "allowed_updates": list(UPDATES)}
        if offset:
            data["offset"] = offset
        # `Bot.get_updates` parses them all or none; its wire is the same.
        updates = await self._post("getUpdates", data, read_timeout=wait + 15.0)
        if not isinstance(updates, list) or not all(map(_is_update, updates)):
            raise NetworkError("the answer holds no updates")
        return updates


def _is_update(raw: object) -> bool:
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


class WrongToken(RepasoError):
    """Telegram does not know the token."""


def bot_for(token: str, url: str) -> PollingBot:
    """The bot with this token at the Bot API of `url`. Raises WrongToken for an empty one."""
    request = AiohttpRequest(connections=2 * AT_ONCE)
    try:
        return PollingBot(
            token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=request,
            get_updates_request=request,
        )
    except InvalidToken:
        raise WrongToken("TELEGRAM_BOT_TOKEN is empty: copy it from @BotFather") from None


class Trouble:
    """How long to wait after a failed call, and a line in the log now and then: 1 s, 2 s, 4 s … 30 s."""

    def __init__(self) -> None:
        self._wait, self._seldom = 1.0, Seldom()

    def over(self) -> None:
        """A call succeeded."""
        self._wait = 1.0

    def after(self, error: TelegramError) -> float:
        """Seconds to wait."""
        self._log(error)
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        if isinstance(error, Conflict):
            return 5.0
        if isinstance(error, InvalidToken):
            return 30.0
        wait, self._wait = self._wait, min(self._wait * 2, 30.0)
        return wait

    def _log(self, error: TelegramError) -> None:
        sentence = _explained(error)
        if self._seldom.is_time(sentence):
            _log.warning("%s; trying again until it works%s", sentence, _how(error))


def _explained(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "another program polls Telegram with this TELEGRAM_BOT_TOKEN: only one of them gets each update"
    if isinstance(error, InvalidToken):
        return "Telegram does not accept TELEGRAM_BOT_TOKEN any more: was it revoked?"
    return "no updates from Telegram"


def _how(error: TelegramError) -> str:
    return "" if isinstance(error, Conflict | InvalidToken) else f" ({type(error).__name__}: {error})"
