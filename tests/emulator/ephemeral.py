"""Messages that one member of a group sees alone (Bot API 10.2 and 10.3): who may be sent one, and when.

A server that is told not to know them ignores what it does not know, as Telegram's do: everybody sees the message.
"""

# ruff: noqa: ASYNC109 - a test reads best with the time beside what it waits for

from collections.abc import Collection
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.emulator.errors import bad_request
from tests.emulator.people import PATIENCE, Json, Message, Person, Press

if TYPE_CHECKING:
    from tests.emulator.world import Chat

SECONDS = 15
LONGEST_EDIT = 1024
"""https://github.com/tdlib/telegram-bot-api/issues/881: less than for any other text."""
RUNS_IT = frozenset({"creator", "administrator"})


class Asides:
    """Those of one group. `lost`: Telegram says that it sent them, and nobody gets to see them."""

    _ids = count(29_000_001)

    def __init__(self, chat: "Chat") -> None:
        self._chat = chat
        self.messages: dict[int, Message] = {}
        self.lost = False
        self._seen: dict[int, int] = {}

    def add(self, author: Json, receiver: int, **what: Any) -> Message:
        """A new one, with an id of its own and no `message_id`."""
        telegram, number = self._chat.telegram, next(self._ids)
        message = Message(self._chat, 0, author, telegram.now(), ephemeral=number, receiver=receiver, **what)
        message.deleted = self.lost
        self.messages[number] = message
        return message

    def of(self, person: Person) -> list[Message]:
        """What the bot showed this member alone, in order."""
        me = self._chat.telegram.me["id"]
        shown = [one for one in self.messages.values() if one.author["id"] == me and one.receiver == person.id]
        return [one for one in shown if not one.deleted]

    async def next(self, person: Person, timeout: float = PATIENCE) -> Message:
        """The next message for this member that was not asked for yet."""
        seen = self._seen.get(person.id, 0)
        await self._chat.telegram.until(
            lambda: len(self.of(person)) > seen, f"{person.name} sees nothing in {self._chat.name()}", timeout
        )
        self._seen[person.id] = seen + 1
        return self.of(person)[seen]

    async def says(self, person: Person, text: str, *, reply_to: Message | None = None) -> Message:
        """A member writes what only the bot reads."""
        message = self.add(person.json(), self._chat.telegram.me["id"], text=text, reply_to=reply_to)
        self._chat.telegram.updates.add("message", message.json())
        return message


def check(chat: "Chat", told: Json, reply: Json | None, presses: dict[str, Press], now: float) -> None:
    """Raises what sendMessage answers when this member may not be told something alone now."""
    receiver = told.get("receiver_user_id")
    if chat.kind not in {"group", "supergroup"}:
        raise bad_request("ephemeral messages can be sent only to groups and supergroups")
    if receiver not in {person.id for person in chat.members}:
        raise bad_request("USER_NOT_PARTICIPANT")
    if chat.no_asides:
        raise bad_request("ephemeral messages are not supported in this chat")
    query, to = told.get("callback_query_id"), (reply or {}).get("ephemeral_message_id")
    if query is not None and not _is_fresh(presses.get(query), chat, receiver, now):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if to is not None and not _may_reply(chat.asides.messages.get(to), receiver, now):
        raise bad_request("message to be replied not found")
    if query is None and to is None and chat.bot_role not in RUNS_IT:
        raise bad_request("not enough rights to send ephemeral messages to the chat")


def check_length(text: str) -> None:
    """Raises what editEphemeralMessageText answers to a text that is too long."""
    if len(text.encode("utf-16-le")) // 2 > LONGEST_EDIT:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")


def to_change(chat: "Chat", receiver: int, number: int, bot: Collection[int]) -> Message:
    """The bot's own message with this number for this member. Raises when there is none."""
    message = chat.asides.messages.get(number)
    if message is None or message.receiver != receiver or message.author["id"] not in bot:
        raise bad_request("message to edit not found")
    return message


def _is_fresh(press: Press | None, chat: "Chat", receiver: object, now: float) -> bool:
    return press is not None and press.chat == chat.id and press.person == receiver and now - press.at <= SECONDS


def _may_reply(message: Message | None, receiver: object, now: float) -> bool:
    return message is not None and message.author["id"] == receiver and now - message.date <= SECONDS
