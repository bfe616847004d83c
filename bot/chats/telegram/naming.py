"""Who somebody is, as far as Telegram says: a `Sender`, with a name that is safe to show to others."""

from telegram import Chat, Message, PollAnswer, User

from bot.chats.names import NAMELESS, clean
from bot.domain.conversation import Sender

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
LINKED_CHANNEL = 777000
"""The accounts that stand in for a group or a channel; see “Admins” in docs/platforms.md."""

STAND_INS = frozenset({ANONYMOUS_ADMIN, CHANNEL_BOT, LINKED_CHANNEL})


def sender_of(message: Message) -> Sender | None:
    """Who wrote it. None when another bot did."""
    user, speaks_for = message.from_user, message.sender_chat
    if user is None:
        return _chat_as_sender(speaks_for or message.chat, message.chat)
    if speaks_for is not None or user.id in STAND_INS:
        admin = speaks_for is not None and speaks_for.id == message.chat.id
        return Sender(user.id, _title(speaks_for) or name_of(user), user.language_code, is_admin=admin, scores=False)
    return None if user.is_bot else person(user)


def voter_of(answer: PollAnswer) -> Sender | None:
    """Who voted: a person, or a chat that somebody speaks for."""
    if answer.voter_chat is not None:
        return Sender(answer.voter_chat.id, _title(answer.voter_chat) or NAMELESS, scores=False)
    return person(answer.user) if answer.user else None


def person(user: User) -> Sender:
    """A person, who scores; whether they are an admin is asked later, when it matters."""
    return Sender(user.id, name_of(user), user.language_code)


def name_of(user: User) -> str:
    """The full name; the username when nothing of it can be seen; else `?`."""
    return clean(user.full_name) or clean(user.username or "") or NAMELESS


def _chat_as_sender(speaker: Chat, place: Chat) -> Sender:
    """Only admins post in a channel, and no one of them in particular."""
    return Sender(speaker.id, _title(speaker) or NAMELESS, is_admin=speaker.id == place.id, scores=False)


def _title(chat: Chat | None) -> str:
    return clean((chat.title or chat.full_name or "") if chat else "")
