"""Days in a row: the rules of docs/streaks.md as functions of days, computed from the rows and never counted up.

A learner's day begins at their rollover (04:00 unless they chose another), so that midnight answers count for the
evening they belong to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.folding import words
from bot.domain.local_time import moment

ROLLOVER = time(4)
_DAY = timedelta(days=1)


class DayState(StrEnum):
    """What became of one local day."""

    CREDITED = "credited"
    FROZEN = "frozen"
    REPAIRED = "repaired"
    EXCUSED = "excused"
    PAUSED = "paused"
    PENDING = "pending"
    MISSED = "missed"


_OPEN = {None, DayState.PENDING}
_BREAKS = {None, DayState.PENDING, DayState.MISSED}


@dataclass(frozen=True, slots=True)
class Streak:
    """Credited days in a row, now and at best, and whether today is one of them already."""

    current: int
    longest: int
    today_credited: bool


def local_day(at: datetime, zone: str, rollover: time = ROLLOVER) -> date:
    """The learner's day that an instant (aware) belongs to: the date of (its wall clock in `zone` − rollover).

    Within one zone a later instant never has an earlier day, also where clocks go back across the rollover.
    """
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    day = (wall - timedelta(hours=rollover.hour, minutes=rollover.minute)).date()
    # The second pass of an hour that the clocks repeat: its day may have begun in the first pass.
    return day + _DAY if at >= day_ends_at(day, zone, rollover) else day


def day_ends_at(day: date, zone: str, rollover: time = ROLLOVER) -> datetime:
    """The instant (UTC) at which a learner's day ends and the next begins."""
    return moment(day + _DAY, rollover, zone)


def streak_on(today: date, days: Mapping[date, DayState]) -> Streak:
    """The streak as of `today`: credited days back to the first missed one.

    Frozen, repaired, excused and paused days neither add nor break; a past day without a state is missed, as is a
    past day still pending; today pending (or without a state) takes nothing away; days after today do not count.
    `longest` is the best run in `days`. One pass over the days in order.
    """
    run = longest = 0
    last: date | None = None
    for day in sorted(day for day in days if day < today or (day == today and days[day] not in _OPEN)):
        run = _run_after(run if last == day - _DAY else 0, days[day])
        longest, last = max(longest, run), day
    alive = last == today or (last == today - _DAY and days.get(today) in _OPEN)
    return Streak(run if alive else 0, longest, days.get(today) is DayState.CREDITED)


def _run_after(run: int, state: DayState) -> int:
    return 0 if state in _BREAKS else run + (state is DayState.CREDITED)


def closing(days: Mapping[date, DayState], *, closed_through: date | None, today: date) -> list[tuple[date, DayState]]:
    """The states to write for days that are over: MISSED for the first open day after each run, in order.

    Only days after `closed_through` (None: all) and before `today`. The open days behind a missed one need no row:
    without a state they are missed. Idempotent: with the result written, asking again gives nothing. Where the
    caller turns one into FROZEN or EXCUSED instead, asking again gives the day after it.
    """
    after = closed_through or date.min
    ends = (day + _DAY for day, state in days.items() if day < today and state not in _BREAKS)
    missed = sorted(day for day in ends if after < day < today and days.get(day) in _OPEN)
    return [(day, DayState.MISSED) for day in missed]


def week(today: date, days: Mapping[date, DayState]) -> tuple[DayState | None, ...]:
    """Monday to Sunday of today's week: seven states, None for days to come and for days before the first known."""
    monday = today - today.weekday() * _DAY
    first = min(days, default=today)
    return tuple(_shown(monday + number * _DAY, today, days, first) for number in range(7))


def _shown(day: date, today: date, days: Mapping[date, DayState], first: date) -> DayState | None:
    state = days.get(day)
    if day == today:
        return state or DayState.PENDING
    if day < today and state in _OPEN:
        return DayState.MISSED if day > first else None
    return state


def earns_credit(text: str, question: str) -> bool:
    """Whether a typed answer counts for the day: a letter or digit at least, and not the question sent back."""
    said = "".join(words(text))
    return bool(said) and said != "".join(words(question))
