"""The bot comes into a chat, and goes."""

from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import Address, ChatKind, Incoming, Presence, Reply, Say
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


def thread_gone(db: Connection, thread: Address, now: datetime) -> Say | None:
    """Nothing is sent to a thread any more that is gone; where questions were to come there, its chat hears of it."""
    chat = people.chat_at(db, thread)
    if chat is None or not chat.active:
        return None
    people.close_thread(db, chat.id, now)
    if schedules.schedule_of(db, chat.id) is None:
        return None
    schedules.drop_schedule(db, chat.id)
    return Say(Sentences(chat.language)(m.THREAD_GONE, name=chat.title), to=replace(thread, thread=0))
