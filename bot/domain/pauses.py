"""Days off that a learner chooses in advance (docs/streaks.md, “Pause”)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

MOST_DAYS = 30
IN_DAYS = 90
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """From one local day to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterable[date]:
        """Its days, in order."""
        return (self.first + number * _DAY for number in range((self.last - self.first).days + 1))


class Refused(Enum):
    """Why a pause cannot be taken."""

    BACKDATED = auto()
    ENDS_BEFORE_IT_STARTS = auto()
    TODAY_AFTER_A_MISSED_DAY = auto()
    TOO_LONG = auto()


def refused(wish: Pause, *, today: date, missed_yesterday: bool, others: Sequence[Pause]) -> Refused | None:
    """Why the wish cannot be had, or None. Days that another pause has already are not counted twice."""
    if wish.last < wish.first:
        return Refused.ENDS_BEFORE_IT_STARTS
    if wish.first < today:
        return Refused.BACKDATED
    if wish.first == today and missed_yesterday:
        return Refused.TODAY_AFTER_A_MISSED_DAY
    return None if _fits((*others, wish)) else Refused.TOO_LONG


def longest_from(first: date, others: Sequence[Pause]) -> Pause | None:
    """The longest pause that may begin on this day; None when the allowance is used up."""
    wishes = (Pause(first, first + number * _DAY) for number in range(MOST_DAYS - 1, -1, -1))
    return next((wish for wish in wishes if _fits((*others, wish))), None)


def ended_by_answer(pause: Pause, day: date) -> Pause | None:
    """What is left of a pause after an answer on this day; None when nothing is."""
    if day not in pause:
        return pause
    return replace(pause, last=day - _DAY) if day > pause.first else None


def _fits(pauses: Iterable[Pause]) -> bool:
    """Whether no ninety days hold more than thirty paused ones."""
    paused = sorted({day for pause in pauses for day in pause.days()})
    return all(later - day >= IN_DAYS * _DAY for day, later in zip(paused, paused[MOST_DAYS:], strict=False))
