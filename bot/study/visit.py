"""One update while it is being handled: who, where, when, and what the bot says it with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from random import Random
from typing import Protocol

from bot.domain.allowances import USUAL, Allowance, Costly
from bot.domain.conversation import ChatKind, Incoming, Platform, Reply, Say
from bot.domain.learner import Chat, Learner
from bot.domain.question import Bank
from bot.domain.synonyms import Synonym
from bot.domain.uploads import UploadId
from bot.store.bank import Reach
from bot.store.engine import Connection
from bot.study.picking import reach_of
from bot.study.today import local_today
from bot.texts.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Defaults:
    """What new chats and learners start with: an IANA zone and a language."""

    zone: str
    language: str


Account = tuple[Platform, int]
"""An account on a platform, by its number there."""


class Loaded(Protocol):
    """What loading a bank did."""

    def count(self, what: str) -> int:
        """How many questions were added, changed, moved, returned or retired."""


class Load(Protocol):
    """Brings a learner's deck up to what its notes hold; how notes become rows is not the study's to know."""

    def __call__(self, db: Connection, bank: Bank, now: datetime, upload: UploadId, /) -> Loaded:
        """Inside the caller's transaction."""


def no_decks(db: Connection, bank: Bank, now: datetime, upload: UploadId, /) -> Loaded:
    """For a desk that nobody sends files to."""
    raise TypeError("this desk was made without a way to load decks")


class AddSynonym(Protocol):
    """Writes a synonym into the bank's own file; where that is, is not the study's to know."""

    def __call__(self, synonym: Synonym, asked: str, /) -> None:
        """`asked` is the question, for people who read the file. Raises NotKept when the file cannot be written."""


def no_file(synonym: Synonym, asked: str, /) -> None:
    """For a desk without such a file: the database alone knows."""


@dataclass(frozen=True, slots=True)
class Host:
    """What the one who hosts the bot decides: who looks after it, the file of synonyms, whether there are opinions,
    and how much of what costs there is for each learner.

    A learner's own deck was sent to the bot, and not to a language model: opinions on it are a decision of their own.
    """

    admins: Collection[Account] = frozenset()
    add_synonym: AddSynonym = no_file
    gives_opinions: bool = False
    gives_opinions_on_decks: bool = False
    allowances: Mapping[Costly, Allowance] = field(default_factory=lambda: USUAL)


NOBODY = Host()


@dataclass(frozen=True)
class Visit:
    """Everything an action needs. `now` is the moment of handling; `incoming.at` is when the learner did it.

    `before` collects what is said before the reply, whichever action it comes from.
    """

    db: Connection
    incoming: Incoming
    learner: Learner
    chat: Chat
    now: datetime
    rng: Random
    load: Load = no_decks
    host: Host = NOBODY
    before: list[Say] = field(default_factory=list)

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
    def reach(self) -> Reach:
        """Whose questions the chat gets."""
        return reach_of(self.chat, self.learner)

    def told(self, reply: Reply) -> Reply:
        """The reply with what is said before it."""
        return replace(reply, says=(*self.before, *reply.says)) if self.before else reply

    @property
    def today(self) -> date:
        """The learner's local day at the moment they did it."""
        return local_today(self.db, self.learner, self.incoming.at)[0]
