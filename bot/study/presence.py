"""The bot comes into a chat, and goes."""

from datetime import datetime

from bot.domain.actions import Ask, Topics
from bot.domain.conversation import Button, ChatKind, Incoming, Reply, Say
from bot.store import people
from bot.store.engine import Connection
from bot.study.visit import Defaults
from bot.texts import messages as m
from bot.texts.catalog import language_of
from bot.texts.sentences import Sentences


def changed(db: Connection, incoming: Incoming, here: bool, defaults: Defaults, now: datetime) -> Reply:
    """Notes whether the bot may write to the chat; what is kept of it stays. A new group is greeted.

    A private chat that is not known stays so: somebody who has erased everything may block us afterwards.
    """
    if incoming.place.kind is ChatKind.PRIVATE and people.chat_at(db, incoming.place.address) is None:
        return Reply()
    spoken = language_of(incoming.sender.language, defaults.language)
    chat = people.chat_of(db, incoming.place, language=spoken, zone=defaults.zone)
    people.set_active(db, chat.address, now, active=here)
    if not here or chat.kind is ChatKind.PRIVATE:
        return Reply()
    say = Sentences(chat.language)
    buttons = (Button(say.text(m.FIRST_QUESTION), Ask()), Button(say.text(m.CHOOSE_TOPICS), Topics(0)))
    return Reply(says=(Say(say(m.WELCOME_GROUP), (buttons,)),))
