"""The bot comes into a chat, and goes."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.conversation import Address, ChatKind, Incoming, Presence, Reply, Say
from bot.domain.learner import Chat
from bot.store import group_rungs, people, schedules
from bot.store.engine import Connection
from bot.study import greeting
from bot.study.visit import Defaults
from bot.texts import messages as m
from bot.texts.catalog import language_of
from bot.texts.sentences import Sentences


def changed(db: Connection, incoming: Incoming, presence: Presence, defaults: Defaults, now: datetime) -> Reply:
    """Notes whether the bot may write to the chat; what is kept of it stays, but for what its rights allowed there. A
    new group is greeted.

    A private chat that is not known stays so: somebody who has erased everything may block us afterwards. So
    does one of many channels of a server.
    """
    here, greets = presence.here, presence.greets
    group_rungs.forget(db, incoming.place.address)
    stays_unknown = incoming.place.kind is ChatKind.PRIVATE or not greets
    if stays_unknown and people.chat_at(db, incoming.place.address) is None:
        return Reply()
    spoken = language_of(incoming.sender.language, defaults.language)
    chat = people.chat_of(db, incoming.place, language=spoken, zone=defaults.zone)
    people.set_active(db, chat.address, now, active=here)
    if not (here and greets) or chat.kind is not ChatKind.GROUP:
        return Reply()
    return greeting.added(db, chat, now)


def thread_gone(db: Connection, thread: Address, now: datetime, *, goes_on: bool = False) -> Say | None:
    """Nothing is sent to a thread any more that is gone; where questions were to come there, its chat hears of it.

    `goes_on`: they come to the chat itself from now on, with all that hangs on the thread, unless it has its own.
    """
    chat = people.chat_at(db, thread)
    if chat is None or not chat.active:
        return None
    if goes_on and people.move_thread(db, thread, now):
        return Say(Sentences(chat.language)(m.TOPIC_MOVED), to=replace(thread, thread=0), silent=True)
    people.close_thread(db, chat.id, now)
    if schedules.schedule_of(db, chat.id) is None:
        return None
    schedules.drop_schedule(db, chat.id)
    return Say(Sentences(chat.language)(m.THREAD_GONE, name=chat.title), to=replace(thread, thread=0))


def thread_shut(db: Connection, thread: Address, now: datetime) -> Say | None:
    """Nothing gets into a thread: its chat hears of it once, until something got in again."""
    chat = people.chat_at(db, thread)
    if chat is None or not chat.active or chat.shut_since:
        return None
    people.change_chat(db, chat.id, shut_since=now)
    return Say(Sentences(chat.language)(m.TOPIC_SHUT), to=replace(thread, thread=0), silent=True)


def thread_opened(db: Connection, chat: Chat) -> None:
    """Something got into a thread that was shut."""
    if chat.shut_since:
        people.change_chat(db, chat.id, shut_since=None)


def shut_for(chat: Chat, now: datetime, long: timedelta) -> bool:
    """Whether nothing has got into a thread for so long."""
    return chat.shut_since is not None and now - chat.shut_since >= long
