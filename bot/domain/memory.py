"""How well a learner remembers a question, and when it should come back: FSRS, by py-fsrs.

The algorithm: Jarrett Ye and others, “Free Spaced Repetition Scheduler”, version 6. There are no learning steps:
every grade gives a whole number of days, because questions come once a day. Everything here is deterministic.
`Parameters` are FSRS's 21 numbers; they are everybody's until a learner's own are fitted (`fitting.py`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache

import fsrs

_DAY = timedelta(days=1)
_NEXT_DAY_FROM = timedelta(hours=16)
_LEARNERS_AT_HAND = 1_000

Parameters = tuple[float, ...]
EVERYBODYS: Parameters = tuple(fsrs.Scheduler().parameters)


class Grade(IntEnum):
    """The learner's own verdict, with the numbers that FSRS uses."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Card:
    """One learner's memory of one question: stability in days, difficulty 1 to 10, moments in UTC."""

    stability: float
    difficulty: float
    due: datetime
    last_review: datetime

    @property
    def interval(self) -> int:
        """Whole days (≥ 1) from the last review to the next."""
        return max(1, round((self.due - self.last_review) / _DAY))


def review(card: Card | None, grade: Grade, now: datetime, parameters: Parameters = EVERYBODYS) -> Card:
    """The card after one graded pass; None is a question never graded.

    Raises ValueError for a naive moment, and for parameters that FSRS does not allow.
    """
    now = _utc(now)
    after, _log = _scheduler(parameters).review_card(_theirs(card, now), fsrs.Rating(int(grade)), now)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("py-fsrs returned a reviewed card without a memory")
    return Card(after.stability, after.difficulty, after.due, now)


def intervals(card: Card | None, now: datetime, parameters: Parameters = EVERYBODYS) -> dict[Grade, int]:
    """In how many days (≥ 1) the question would come back, for each grade: what the buttons say."""
    return {grade: max(1, (review(card, grade, now, parameters).due - _utc(now)).days) for grade in Grade}


def retrievability(card: Card, now: datetime, parameters: Parameters = EVERYBODYS) -> float:
    """The probability, 0 to 1, that the learner remembers the question now."""
    now = _utc(now)
    return _scheduler(parameters).get_card_retrievability(_theirs(card, now), now)


def relative_overdueness(card: Card, now: datetime) -> float:
    """How late a card is, in lengths of its own interval: 0 when it falls due, negative before.

    A card of 2 days that is 2 days late (1.0) has been forgotten more than one of 60 days that is 6 days late (0.1).
    """
    return (_utc(now) - card.due) / (card.interval * _DAY)


@lru_cache(_LEARNERS_AT_HAND)
def _scheduler(parameters: Parameters) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters, desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def _theirs(card: Card | None, now: datetime) -> fsrs.Card:
    """Our card as theirs. A `card_id` is given because without one py-fsrs sleeps for a millisecond."""
    if card is None:
        return fsrs.Card(card_id=0, due=now)
    last_review = now - timedelta(days=days_passed(card.last_review, now))
    return fsrs.Card(0, fsrs.State.Review, None, card.stability, card.difficulty, card.due, last_review)


def days_passed(since: datetime, now: datetime) -> int:
    """Days between two reviews, where 16 hours are already the next day.

    py-fsrs counts full 24 hours, so answering at 09:05 what was answered yesterday at 09:10 would be a second look
    on the same day and hardly lengthen the interval.
    """
    return max(0, (now - since + _DAY - _NEXT_DAY_FROM) // _DAY)


def tells_retention(before: Card | None, now: datetime) -> bool:
    """Whether a review shows what was remembered: the question was graded before, and on an earlier day."""
    return before is not None and days_passed(before.last_review, now) > 0


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("moments are aware")
    return moment.astimezone(UTC)
