"""Days that nobody could have studied on: why they neither add to a streak nor break it (docs/streaks.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

Span = tuple[datetime, datetime]
"""From an instant to a later one, aware."""


class Excuse(StrEnum):
    """The reason that is recorded with an excused day."""

    NOTHING_DUE = "nothing due"
    DAY_OFF = "day off"
    OUTAGE = "outage"
    REMOVED = "removed"
    TRAVEL = "travel"
    NO_SUCH_DAY = "no such day"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of one learner's day that is over.

    `on_calendar` is false where clocks jumped over the day: Samoa had no 30 December 2011. `day_off`: there is a
    schedule and it leaves this weekday out. `nothing_due`: a question was to come, and there was none to ask.
    `removed`: the bot could not write to the chat all day. `window` is when questions are pushed, `outages` when
    the bot was down.
    """

    on_calendar: bool = True
    day_off: bool = False
    nothing_due: bool = False
    removed: bool = False
    window: Span | None = None
    outages: Sequence[Span] = ()


def excuse_for(what: Circumstances) -> Excuse | None:
    """The first reason that holds, or None: then the day counts."""
    if not what.on_calendar:
        return Excuse.NO_SUCH_DAY
    if what.day_off:
        return Excuse.DAY_OFF
    if what.removed:
        return Excuse.REMOVED
    if what.window and _down(what.window, what.outages) * 2 > what.window[1] - what.window[0]:
        return Excuse.OUTAGE
    return Excuse.NOTHING_DUE if what.nothing_due else None


def _down(window: Span, outages: Sequence[Span]) -> timedelta:
    """How long the bot was down within the window; outages may overlap."""
    down, reached = timedelta(), window[0]
    for start, end in sorted(outages):
        start, end = max(start, reached), min(end, window[1])
        if start < end:
            down, reached = down + (end - start), end
    return down
