"""What a group hears first: what the bot does, how to answer, and who decides."""

from datetime import datetime, timedelta

from bot.domain.actions import Ask, Settings
from bot.domain.conversation import Button, Reply, Say
from bot.domain.learner import Chat
from bot.store import people
from bot.store.engine import Connection
from bot.texts import messages as m
from bot.texts.sentences import Sentences

NOT_AGAIN_FOR = timedelta(days=1)
"""A group that removes the bot and adds it again, perhaps to make it an admin, has just read the greeting."""


def group_greeting(say: Sentences) -> Say:
    """The greeting, with the first question and the hour below it."""
    rows = ((Button(say.text(m.FIRST_QUESTION), Ask()), Button(say.text(m.CHANGE_HOUR), Settings("hour"))),)
    return Say((*say(m.WELCOME_GROUP), *say(m.HOW_GROUPS_ANSWER), *say(m.WHO_CONFIGURES)), rows)


def added(db: Connection, chat: Chat, now: datetime) -> Reply:
    """The bot was added to a group: it is greeted, unless that was just done."""
    if chat.welcomed_at is not None and now - chat.welcomed_at < NOT_AGAIN_FOR:
        return Reply()
    people.change_chat(db, chat.id, welcomed_at=now)
    return Reply(says=(group_greeting(Sentences(chat.language)),))
