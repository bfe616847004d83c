"""People, their messages and their presses."""

# ruff: noqa: ASYNC109 - a test reads best with the time beside what it waits for

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from tests.emulator.polls import Poll
from tests.emulator.updates import Updates

if TYPE_CHECKING:
    from tests.emulator.world import Chat, PrivateChat

PATIENCE = 5.0
"""Seconds that a test waits for the bot, unless it says otherwise."""

Json = dict[str, Any]


class Telegram(Protocol):
    """What a chat needs of the emulator."""

    me: Json
    updates: Updates
    privacy: bool
    files: dict[str, bytes]

    def now(self) -> int:
        """The moment, in seconds since 1970."""

    def changed(self) -> None:
        """Wakes those who wait."""

    async def until(self, happened: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
        """Waits; raises AssertionError with `what` when it did not happen."""

    def private(self, person: "Person") -> "PrivateChat":
        """The person's chat with the bot."""

    def opened(self, press: "Press") -> None:
        """Gives a press its id, and remembers it."""

    def moved(self, chat: "Chat") -> "Chat":
        """The supergroup that a group becomes."""


@dataclass(eq=False)
class Person:
    """Somebody with Telegram on their phone. `language` is None when their app does not say."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
    last_name: str | None = None

    def json(self) -> Json:
        """As Telegram describes them."""
        told = {"username": self.username, "language_code": self.language, "last_name": self.last_name}
        given = {name: value for name, value in told.items() if value is not None}
        return {"id": self.id, "is_bot": False, "first_name": self.name} | given


@dataclass(frozen=True)
class Button:
    """A button below a message: it carries `data`, or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(eq=False)
class Message:
    """A message as it looks now. `texts` is how it looked before, oldest first.

    One that only one member sees has no id but a number `ephemeral`, and a `receiver`.
    """

    chat: "Chat"
    id: int
    author: Json
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    reply_to: "Message | None" = None
    topic: int = 0
    content: Json = field(default_factory=dict)
    uploaded: bytes | None = None
    poll: Poll | None = None
    texts: list[str] = field(default_factory=list)
    edits: int = 0
    reactions: list[str] = field(default_factory=list)
    silent: bool = False
    deleted: bool = False
    ephemeral: int = 0
    receiver: int = 0
    _edits_seen: int = 0

    @property
    def rows(self) -> list[list[Button]]:
        """The buttons, as they stand."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(one["text"], one.get("callback_data"), one.get("url")) for one in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        """The buttons in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button.label for button in self.buttons]

    def button(self, which: str | int) -> Button:
        """By place, by label, or by a part of the label that only one button has."""
        if isinstance(which, int):
            return self.buttons[which]
        found = [one for one in self.buttons if one.label == which] or [
            one for one in self.buttons if which.casefold() in one.label.casefold()
        ]
        assert len(found) == 1, f"{len(found)} buttons say {which!r}: the message has {self.labels}"
        return found[0]

    async def changes(self, timeout: float = PATIENCE) -> "Message":
        """Waits for the next edit that was not waited for yet."""
        telegram = self.chat.telegram
        await telegram.until(lambda: self.edits > self._edits_seen, f"message {self.text!r} did not change", timeout)
        self._edits_seen += 1
        return self

    async def reacted(self, timeout: float = PATIENCE) -> list[str]:
        """Waits for the bot's reaction."""
        await self.chat.telegram.until(lambda: bool(self.reactions), f"no reaction to {self.text!r}", timeout)
        return self.reactions

    def json(self, *, with_reply: bool = True) -> Json:
        """As Telegram describes it."""
        told: Json = {"message_id": self.id, "date": self.date, "chat": self.chat.json(), "from": self.author}
        told |= self.content
        if self.ephemeral:
            told |= {"ephemeral_message_id": self.ephemeral, "receiver_user": {"id": self.receiver, "first_name": "?"}}
        if self.poll:
            told["poll"] = self.poll.json()
        if self.text:
            told |= (
                {"caption": self.text, "caption_entities": self.entities}
                if self.content
                else {"text": self.text, "entities": self.entities}
            )
        if self.markup:
            told["reply_markup"] = self.markup
        if self.topic:
            told |= {"message_thread_id": self.topic, "is_topic_message": True}
        if self.reply_to and with_reply:
            told["reply_to_message"] = self.reply_to.json(with_reply=False)
        return told


@dataclass(eq=False)
class Press:
    """A press on a button, and the bot's answer to it. `url` is what it opened."""

    telegram: Telegram
    id: str = ""
    person: int = 0
    chat: int = 0
    at: float = 0.0
    notice: str | None = None
    alert: bool = False
    url: str | None = None
    answers: int = 0

    async def answered(self, timeout: float = PATIENCE) -> "Press":
        """Waits until the button stops spinning."""
        await self.telegram.until(lambda: self.answers > 0, "the press was not answered", timeout)
        return self


def member_json(user: Json, role: str) -> Json:
    """A ChatMember, with the fields that its status must have."""
    member: Json = {"status": role, "user": user}
    if role == "creator":
        member |= {"is_anonymous": False}
    if role == "administrator":
        member |= {"is_anonymous": False, "can_be_edited": False} | dict.fromkeys(_RIGHTS, True)
    if role == "restricted":
        member |= {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
    if role == "kicked":
        member |= {"until_date": 0}
    return member


_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
    "can_edit_tag", "can_react_to_messages",
)  # fmt: skip
