"""Updates as no platform sends them: each means something or is left out, and those behind it get through."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from telegram import User

from bot.chats.telegram.polling import PollingBot, _is_update, bot_for
from bot.chats.telegram.receiving import Received, Receiver

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def a_bot() -> PollingBot:
    """A bot that knows who it is, without having asked Telegram."""
    bot = bot_for("42:AAF", "http://127.0.0.1:1")
    bot._bot_user = User(42, "Repaso", is_bot=True, username="RepasoBot")
    return bot


_BOT = a_bot()


def updates(data: bytes) -> None:
    """A list of updates in JSON. Whatever is understood has a key, a place, a sender and a moment of their kinds."""
    try:
        stated: Any = json.loads(data)
    except (ValueError, RecursionError):
        return
    receiver = Receiver(_BOT, needs_admin=lambda incoming: False, clock=lambda: NOW)
    with _unlogged():
        for raw in filter(_is_update, stated if isinstance(stated, list) else [stated]):
            _check(receiver._read(raw))


def _check(received: Received | None) -> None:
    if received is not None:
        incoming = received.incoming
        assert incoming.key
        assert isinstance(incoming.sender.account, int)
        assert isinstance(incoming.place.address.chat, int)
        assert isinstance(incoming.message, int)
        assert incoming.at.tzinfo is not None


@contextmanager
def _unlogged() -> Iterator[None]:
    """Each update that is left out has a traceback in the log, which would be most of what the run says."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
