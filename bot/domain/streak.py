"""Days in a row: the rules of docs/streaks.md as functions of days, computed from the rows and never counted up.

A learner's day begins at their rollover (04:00 unless they chose another), so that midnight answers count for the
evening they belong to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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


OPEN = frozenset({None, DayState.PENDING})
"""What a day has that nothing has become of yet."""
_BREAKS = OPEN | {DayState.MISSED}

CREDITS_FOR_A_FREEZE = 7
MOST_FREEZES = 2


MILESTONES = (7, 30, 100, 365)
"""Streaks, in days, that are celebrated."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Credited days in a row, now and at best, whether today is one of them already, and freezes held (0 to 2).

    `repaired`: what was just done has made a missed day good.
    """

    current: int
    longest: int
    today_credited: bool
    freezes: int = 0
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What a history of days comes to, so that it need not be read again: one step a day, in order.

    `run` is the streak as of `last` (0 after a missed day), `credited` all credited days, `freezes` those held.
    """

    run: int = 0
    longest: int = 0
    credited: int = 0
    freezes: int = 0
    last: date | None = None
    unbroken: bool = False

    def after(self, day: date, state: DayState) -> "Tally":
        """With one more day, later than `last`; days left out between them are missed."""
        run = self.run if self.last == day - _DAY else 0
        if state in _BREAKS:
            return replace(self, run=0, last=day, unbroken=False)
        if state is DayState.CREDITED:
            return self._credited(day, run + 1)
        spent = state is DayState.FROZEN
        return replace(self, run=run, freezes=max(0, self.freezes - spent), last=day, unbroken=True)

    def _credited(self, day: date, run: int) -> "Tally":
        """Each seventh credited day earns a freeze; it is lost when two are held."""
        credited = self.credited + 1
        earned = credited % CREDITS_FOR_A_FREEZE == 0
        freezes = min(MOST_FREEZES, self.freezes + earned)
        return Tally(run, max(self.longest, run), credited, freezes, day, unbroken=True)


NO_DAYS = Tally()
"""Before the first day."""


def tally(days: Mapping[date, DayState], start: Tally = NO_DAYS) -> Tally:
    """Every day of `days` after those that `start` holds already, in order. Pending days come to nothing."""
    found = start
    for day in sorted(day for day, state in days.items() if state not in OPEN):
        if found.last is None or day > found.last:
            found = found.after(day, days[day])
    return found


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


def streak_on(today: date, days: Mapping[date, DayState], before: Tally = NO_DAYS) -> Streak:
    """The streak as of `today`: credited days back to the first missed one.

    Frozen, repaired, excused and paused days neither add nor break; a past day without a state is missed, as is a
    past day still pending; today pending (or without a state) takes nothing away; days after today do not count.
    `longest` is the best run. `days` may leave out what `before` holds.
    """
    found = tally({day: state for day, state in days.items() if day <= today}, before)
    alive = found.last == today or (found.last == today - _DAY and days.get(today) in OPEN)
    credited = days.get(today) is DayState.CREDITED
    return Streak(found.run if alive else 0, found.longest, credited, found.freezes)


def week(today: date, days: Mapping[date, DayState]) -> tuple[DayState | None, ...]:
    """Monday to Sunday of today's week: seven states, None for days to come and for days before the first known."""
    monday = today - today.weekday() * _DAY
    first = min(days, default=today)
    return tuple(_shown(monday + number * _DAY, today, days, first) for number in range(7))


def _shown(day: date, today: date, days: Mapping[date, DayState], first: date) -> DayState | None:
    state = days.get(day)
    if day == today:
        return state or DayState.PENDING
    if day < today and state in OPEN:
        return DayState.MISSED if day > first else None
    return state


LONGEST_RUN = 4
"""How often an answer may have one letter and nothing else."""


def earns_credit(text: str, question: str) -> bool:
    """Whether a typed answer counts for the day: a letter or digit at least, not the question sent back, and not one
    letter held down. “XXX” may be an answer, and so may 11111.
    """
    said = "".join(words(text))
    held_down = len(said) > LONGEST_RUN and said.isalpha() and len(set(said)) == 1
    return bool(said) and said != "".join(words(question)) and not held_down
