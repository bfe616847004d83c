"""One update while it is being handled: who, where, when, and what the bot says it with."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from random import Random

from bot.domain.conversation import ChatKind, Incoming
from bot.domain.learner import Chat, Learner
from bot.domain.streak import local_day
from bot.store.engine import Connection
from bot.texts.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Defaults:
    """What new chats and learners start with: an IANA zone and a language."""

    zone: str
    language: str


@dataclass(frozen=True)
class Visit:
    """Everything an action needs. `now` is the moment of handling; `incoming.at` is when the learner did it."""

    db: Connection
    incoming: Incoming
    learner: Learner
    chat: Chat
    now: datetime
    rng: Random

    @cached_property
    def say(self) -> Sentences:
        """The voice of this chat: in private the learner's language, in a group the group's."""
        return Sentences(self.learner.language if self.is_private else self.chat.language)

    @cached_property
    def say_privately(self) -> Sentences:
        """The voice for what only the learner reads."""
        return Sentences(self.learner.language)

    @property
    def is_private(self) -> bool:
        """Whether only this learner reads the chat."""
        return self.chat.kind is ChatKind.PRIVATE

    @property
    def today(self) -> date:
        """The learner's local day at the moment they did it; it never goes back behind a closed one."""
        return local_day(self.incoming.at, self.learner.zone, self.learner.rollover)
