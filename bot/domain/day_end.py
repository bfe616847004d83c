"""What becomes of days that are over and were not credited (docs/streaks.md): paused, excused, frozen or missed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.excuses import Excuse
from bot.domain.streak import NO_DAYS, OPEN, DayState, Tally

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closed:
    """One day that is settled; an excused one says why."""

    day: date
    state: DayState
    reason: Excuse | None = None


Spare = Callable[[date], DayState | Excuse | None]
"""What keeps a day from being missed: PAUSED, an excuse, or None."""


def nothing_spares(day: date) -> None:
    """For who has no pause and no excuse."""


def closing(
    days: Mapping[date, DayState],
    *,
    closed_through: date | None,
    today: date,
    spare: Spare = nothing_spares,
    before: Tally = NO_DAYS,
) -> list[Closed]:
    """What to write for the open days after each run up to its first missed day, that one included, in order.

    Only days after `closed_through` (None: all) and before `today`. The open days behind a missed one need no row:
    without a state they are missed. Idempotent: with the result written, asking again gives nothing. A freeze is
    spent on a day only when there is a streak to keep, and when it was earned before the day ended.
    """
    known = {day: state for day, state in days.items() if day < today and state not in OPEN}
    after, found, written = closed_through or date.min, before, list[Closed]()
    for upto in (*sorted(known), today):
        while found.last is not None and found.unbroken and found.last + _DAY < upto:
            closed = _closed(found, spare) if found.last + _DAY > after else None
            found = found.after(found.last + _DAY, closed.state if closed else DayState.MISSED)
            written += [closed] if closed else []
        if upto < today and (found.last is None or found.last < upto):
            found = found.after(upto, known[upto])
    return written


def _closed(found: Tally, spare: Spare) -> Closed:
    """What becomes of the day after this tally."""
    if found.last is None:
        raise ValueError("there is no day after an empty tally")
    day = found.last + _DAY
    spared = spare(day)
    if spared:
        return closed_as(day, spared)
    return Closed(day, DayState.FROZEN if found.run and found.freezes else DayState.MISSED)


def closed_as(day: date, spared: DayState | Excuse) -> Closed:
    """A day that something spared: PAUSED, or excused with the reason."""
    return Closed(day, DayState.EXCUSED, spared) if isinstance(spared, Excuse) else Closed(day, spared)
