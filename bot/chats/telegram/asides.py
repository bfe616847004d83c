"""What one member of a group sees alone: Telegram's ephemeral messages (Bot API 10.2 and 10.3).

python-telegram-bot 22.8 does not know them, so they are sent with `api_kwargs` and read from there. They have no
`message_id` but an `ephemeral_message_id`: we give them its negative, so that no message of the private chat, to which
what is done below them belongs, has the same number.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import CallbackQuery, Chat, MaybeInaccessibleMessage, Message, User
from telegram.constants import ChatType

from bot.domain.ladder import Rung

ALLOWED = timedelta(seconds=15)
"""How long after a press, or after a message that the member wrote for the bot alone, one may be sent."""
OVER = ("query is too old", "query_id_invalid", "timeout expired")
"""What Telegram says of a press that cannot be answered any more."""
_KEPT = re.compile(r"(-?\d+):(\d+):(\d+):(\d+):(\d+):(\d*)")


@dataclass(frozen=True, slots=True)
class Aside:
    """Whom to show something alone, and in which group. `until` is when what they did, the press `query` or the message
    `reply_to`, does not allow it any more.
    """

    chat: int
    thread: int
    user: int
    until: datetime
    reply_to: int = 0
    query: str = ""

    @property
    def kept(self) -> str:
        """All of it as a text, to be stored with the update."""
        until = f"{self.until.timestamp():.0f}"
        return f"{self.chat}:{self.thread}:{self.user}:{until}:{self.reply_to}:{self.query}"

    @classmethod
    def restored(cls, kept: str) -> "Aside | None":
        """What was stored; None where there is nothing."""
        if (found := _KEPT.fullmatch(kept)) is None:
            return None
        chat, thread, user, until, reply_to = (int(part) for part in found.groups()[:5])
        return cls(chat, thread, user, datetime.fromtimestamp(until, UTC), reply_to, found[6])

    def by(self, rung: Rung, now: datetime) -> "Aside | None":
        """How it is shown by a rung of the ladder; None where it is too late for that, or nothing was done for it."""
        if rung is Rung.ANYTIME:
            return replace(self, reply_to=0, query="")
        return self if (self.query or self.reply_to) and now < self.until else None

    @property
    def parameters(self) -> dict[str, Any]:
        """What is added to the call that sends something; values are whatever Telegram wants."""
        told: dict[str, Any] = {"receiver_user_id": self.user}
        told |= {"callback_query_id": self.query} if self.query else {}
        reply = {"reply_parameters": {"ephemeral_message_id": self.reply_to}} if self.reply_to else {}
        return {"ephemeral_message_parameters": told, **reply}


class SeenByAll(Exception):
    """Telegram has shown to everybody what was for one: it does not know such messages. `message` is to be deleted."""

    def __init__(self, message: int) -> None:
        super().__init__("Telegram shows it to everybody")
        self.message = message


def number_of(message: Message, aside: Aside | None) -> int:
    """The number of a message that was sent. Raises SeenByAll for one that was to be shown aside and was not."""
    if aside is None:
        return message.message_id
    if (number := alone(message)) is None:
        raise SeenByAll(message.message_id)
    return -number


def alone(message: MaybeInaccessibleMessage) -> int | None:
    """The number of a message that only one member sees; None for all others."""
    number = message.api_kwargs.get("ephemeral_message_id")
    return int(number) if number else None


def after_press(query: CallbackQuery, chat: Chat, thread: int, now: datetime) -> str:
    """How the presser can be answered alone; empty where Telegram has no such messages."""
    return _in_group(chat, thread, query.from_user, now, query=query.id)


def after_message(message: Message, thread: int) -> str:
    """How the writer can be answered alone: to what they wrote for the bot alone at once, else where it is an admin."""
    return _in_group(message.chat, thread, message.from_user, message.date, reply_to=alone(message) or 0)


def query_of(token: str) -> str:
    """The press that an update's token answers: it is that press alone, where nothing can be shown aside."""
    aside = Aside.restored(token)
    return aside.query if aside else token


def _in_group(chat: Chat, thread: int, user: User | None, at: datetime, **what: Any) -> str:
    if user is None or chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return ""
    return Aside(chat.id, thread, user.id, at + ALLOWED, **what).kept
