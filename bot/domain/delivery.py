"""A question on its way to a chat, and what each learner has done with it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.conversation import DeliveryId
from bot.domain.grading import Mark
from bot.domain.learner import ChatId
from bot.domain.rounds import Step


class DeliveryState(StrEnum):
    """How far a delivery has come. Skipped ones came too late or to nobody; empty ones found nothing to ask."""

    RESERVED = "reserved"
    SENT = "sent"
    SKIPPED = "skipped"
    EMPTY = "empty"
    FAILED = "failed"


class EventKind(StrEnum):
    """What a learner did that can earn the day's credit."""

    ANSWER = "answer"
    CHOICE = "choice"
    GRADE = "grade"


ANSWERS = frozenset({EventKind.ANSWER, EventKind.CHOICE})
"""The events that count as an answer."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One question for one chat. `question` is the store's id.

    `origin` is the group's delivery when this one is a learner's private way to answer it; `step` is its place in a
    round. `ticket` is what a link into a private chat proves with that its reader saw the group's message.
    `publish_at` is when its group is shown the answer, as long as that is to come.
    """

    id: DeliveryId
    chat: ChatId
    question: int
    scheduled: bool
    origin: DeliveryId | None = None
    step: Step | None = None
    ticket: str = field(default="", compare=False, repr=False)
    publish_at: datetime | None = None

    @property
    def root(self) -> DeliveryId:
        """What a learner's turn, answer, review and credit belong to: one, wherever the question was answered."""
        return self.origin or self.id

    @property
    def holds_feedback(self) -> bool:
        """Whether it belongs to an exam that is still going on."""
        return self.step is not None and self.step.holds_feedback


@dataclass(frozen=True, slots=True)
class Turn:
    """How far one learner has come with one delivery."""

    answered_at: datetime | None = None
    revealed_at: datetime | None = None
    skipped_at: datetime | None = None
    graded: bool = False
    mark: Mark | None = None

    @property
    def is_open(self) -> bool:
        """Whether a typed text is still an answer to it."""
        return not (self.answered_at or self.revealed_at or self.skipped_at or self.graded)


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is reserved and waits for its sending; `question` is None until one was chosen."""

    id: DeliveryId
    chat: ChatId
    question: int | None
    due_at: datetime
    local_date: date
    ticket: str = field(default="", compare=False, repr=False)
