"""One learner on two platforms: the codes that link two accounts, and what becomes of a day that both had."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.streak import OPEN, DayState

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What codes are made of: nothing that is mistaken for something else when it is read aloud or copied by hand."""
LENGTH = 8
LASTS = timedelta(minutes=10)
MOST_WRONG = 5
WRONG_WITHIN = timedelta(hours=1)
"""So many wrong codes within this time, and none is looked at any more until it is over."""

_BEST_FIRST = (
    DayState.CREDITED,
    DayState.REPAIRED,
    DayState.PAUSED,
    DayState.EXCUSED,
    DayState.FROZEN,
    DayState.MISSED,
)


def code_in(typed: str) -> str | None:
    """The code that somebody typed, whatever the case, spaces and dashes; None for what cannot be one."""
    found = "".join(typed.upper().replace("-", " ").split())
    return found if len(found) == LENGTH and set(found) <= set(LETTERS) else None


def grouped(code: str) -> str:
    """A code as it is shown: `7KQM-3XTW`."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def better(one: DayState | None, other: DayState | None) -> DayState | None:
    """What a day is that two accounts of one person had: once credited, however often it was earned.

    A freeze is spent only where nothing else kept the day; what is not over says nothing.
    """
    known = [state for state in (one, other) if state not in OPEN]
    return min(known, key=_BEST_FIRST.index, default=None)


@dataclass(frozen=True, slots=True)
class Clock:
    """By which zone somebody lives, whether they chose it on purpose, and since when they are known."""

    zone: str
    is_chosen: bool
    since: datetime


def zone_of_both(here: Clock, there: Clock) -> str:
    """The zone of a person with two accounts: what was chosen on purpose, here before there; else the older one's."""
    if here.is_chosen or there.is_chosen:
        return (here if here.is_chosen else there).zone
    return min(here, there, key=lambda one: one.since).zone
