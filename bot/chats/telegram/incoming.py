"""A Telegram update → `Incoming`, or None when it is none of our business."""

import re
from dataclasses import dataclass
from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    MessageOriginUser,
    PollAnswer,
    Update,
    User,
)

from bot.chats.names import clean, file_name
from bot.chats.telegram.asides import after_message, after_press, alone
from bot.chats.telegram.naming import person, sender_of, voter_of
from bot.domain.conversation import (
    FORWARDED,
    Address,
    Attached,
    ChatKind,
    Command,
    Incoming,
    Left,
    Located,
    Moved,
    NotText,
    Place,
    Platform,
    Presence,
    Press,
    Sender,
    Text,
    Vote,
)
from bot.domain.uploads import ENDINGS

UPDATES = ("message", "channel_post", "callback_query", "my_chat_member", "poll_answer")
"""What we ask Telegram for. Edits are left out: the first version of an answer counts."""

_KINDS = {
    "private": ChatKind.PRIVATE,
    "group": ChatKind.GROUP,
    "supergroup": ChatKind.GROUP,
    "channel": ChatKind.CHANNEL,
}

# A name starts with a letter, so that the answer “/24” to a question about networks is an answer.
_COMMAND = re.compile(r"/([A-Za-z][A-Za-z0-9_]{0,63})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?\Z", re.DOTALL)

# An animation comes as a document too, so it stands first.
_UNREADABLE = (
    "animation", "audio", "photo", "sticker", "story", "video", "video_note", "voice", "document",
    "contact", "dice", "game", "poll", "venue", "location", "paid_media", "checklist",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account, to tell what is meant for it."""

    id: int
    username: str


def incoming_from(update: Update, me: Me, now: datetime) -> Incoming | None:
    """What the update means. `now` (UTC) is when it was received: a press has no time of its own."""
    key = str(update.update_id)
    if update.message is not None:
        return _from_message(key, update.message, me)
    if update.callback_query is not None:
        return _from_press(key, update.callback_query, now)
    if update.my_chat_member is not None:
        return _from_presence(key, update.my_chat_member)
    if update.poll_answer is not None:
        return _from_vote(key, update.poll_answer, now)
    if update.channel_post is not None:
        return _from_message(key, update.channel_post, me)
    return None


def _from_message(key: str, message: Message, me: Me) -> Incoming | None:
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        return _from_migration(key, message)
    if message.left_chat_member is not None:
        return _from_leaving(key, message, message.left_chat_member)
    sender = None if message.via_bot else sender_of(message)
    what = _said(message, me) if sender else None
    if sender is None or what is None:
        return None
    place, number = _where(message, _thread(message), sender)
    token = after_message(message, _thread(message)) if sender.scores else ""
    return Incoming(key, place, sender, message.date, what, number, aside=bool(token), token=token)


def _from_migration(key: str, message: Message) -> Incoming:
    """Both service messages, in the old group and in the new one, say the same: old → new."""
    new = message.migrate_to_chat_id or message.chat.id
    old = message.migrate_from_chat_id or message.chat.id
    place = Place(Address(Platform.TELEGRAM, old), ChatKind.GROUP, clean(message.chat.title or ""))
    sender = sender_of(message) or Sender(message.chat.id, place.title, scores=False)
    return Incoming(key, place, sender, message.date, Moved(Address(Platform.TELEGRAM, new)))


def _from_leaving(key: str, message: Message, who: User) -> Incoming | None:
    """Somebody left, or was removed. That the bot was, it hears elsewhere; other bots never took part."""
    return None if who.is_bot else Incoming(key, _place(message.chat, 0), person(who), message.date, Left())


def _from_press(key: str, query: CallbackQuery, now: datetime) -> Incoming | None:
    message = query.message
    if message is None or query.data is None:
        return None
    sender, what = person(query.from_user), Press(query.data)
    # Of a message that is too old for the bot to read, Telegram gives the chat and the id only.
    thread = _thread(message) if isinstance(message, Message) else 0
    place, number = _where(message, thread, sender)
    aside = after_press(query, message.chat, thread, now)
    return Incoming(key, place, sender, now, what, number, aside=bool(aside), token=aside or query.id)


def _from_vote(key: str, answer: PollAnswer, now: datetime) -> Incoming | None:
    """A vote. Telegram does not say where; who votes as a chat (an anonymous admin, a channel) never scores."""
    sender = voter_of(answer)
    if sender is None:
        return None
    place = Place(Address(Platform.TELEGRAM, sender.account), ChatKind.PRIVATE)
    return Incoming(key, place, sender, now, Vote(answer.poll_id, tuple(answer.option_ids)))


def _from_presence(key: str, change: ChatMemberUpdated) -> Incoming | None:
    """The bot came, went, or got other rights."""
    was, here = _is_here(change.old_chat_member), _is_here(change.new_chat_member)
    if was == here and change.old_chat_member == change.new_chat_member:
        return None
    what = Presence(here, greets=was != here)
    return Incoming(key, _place(change.chat, 0), person(change.from_user), change.date, what)


def _said(message: Message, me: Me) -> Command | Text | NotText | Located | Attached | None:
    """A command always counts; anything else in a private chat, or as a reply to one of our messages in a group."""
    text = message.text
    if text is not None and (match := _COMMAND.match(text)):
        return _command(match, me, _ours(message, me))
    kind, reply_to = message.chat.type, _ours(message, me)
    kind = kind if message.message_id else Chat.PRIVATE
    if kind == Chat.CHANNEL or (kind != Chat.PRIVATE and reply_to is None):
        return None
    if _is_of_a_bot(message):
        return NotText(FORWARDED) if kind == Chat.PRIVATE else None
    if text is not None:
        return Text(text, reply_to, _codes_below(message.reply_to_message) if reply_to else ())
    if kind == Chat.PRIVATE and (notes := _notes(message)):
        return notes
    if kind == Chat.PRIVATE and message.location:
        return Located(message.location.latitude, message.location.longitude)
    what = _unreadable(message)
    return NotText(what, reply_to) if what else None


def _is_of_a_bot(message: Message) -> bool:
    """Whether it only passes on what a bot wrote, such as our own model answer."""
    origin = message.forward_origin
    return isinstance(origin, MessageOriginUser) and origin.sender_user.is_bot


def _command(match: re.Match[str], me: Me, reply_to: int | None) -> Command | None:
    name, bot, argument = match.groups()
    if bot and bot.lower() != me.username.lower():
        return None
    return Command(name.lower(), (argument or "").strip(), addressed=bool(bot), reply_to=reply_to)


def _ours(message: Message, me: Me) -> int | None:
    """The id of the message of ours that this one answers."""
    original = message.reply_to_message
    # In a topic, whatever is no reply “answers” the service message that opened it.
    if original is None or original.from_user is None or original.forum_topic_created is not None:
        return None
    return _number(original) if original.from_user.id == me.id else None


def _where(message: MaybeInaccessibleMessage, thread: int, sender: Sender) -> tuple[Place, int]:
    """Where it was said, and the message's number: what only one member sees is a matter of their private chat."""
    if message.message_id:
        return _place(message.chat, thread), message.message_id
    return Place(Address(Platform.TELEGRAM, sender.account), ChatKind.PRIVATE, is_open=False), _number(message)


def _number(message: MaybeInaccessibleMessage) -> int:
    """Negative for what only one member sees, which has no id of the chat's."""
    return message.message_id or -(alone(message) or 0)


def _codes_below(message: Message | None) -> tuple[str, ...]:
    """What the buttons of a message of ours carry."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    return tuple(button.callback_data for row in rows for button in row if isinstance(button.callback_data, str))


def _notes(message: Message) -> Attached | None:
    """The document, when its name says that it holds notes."""
    file = message.document
    name = file_name(file.file_name or "") if file else ""
    return Attached(name, file.file_id, file.file_size or 0) if file and name.endswith(ENDINGS) else None


def _unreadable(message: Message) -> str | None:
    return next((what for what in _UNREADABLE if getattr(message, what)), None)


def _place(chat: Chat, thread: int) -> Place:
    return Place(Address(Platform.TELEGRAM, chat.id, thread), _KINDS[chat.type], clean(chat.title or ""))


def _thread(message: Message) -> int:
    # Replies in ordinary groups carry a thread id too; only a forum's topics are places.
    return (message.message_thread_id or 0) if message.is_topic_message else 0


def _is_here(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in {ChatMember.LEFT, ChatMember.BANNED}
