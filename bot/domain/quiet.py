"""Quiet hours: a part of each day in which the bot says nothing by itself. What falls into it waits until it ends."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.local_time import moment

LONGEST = timedelta(hours=18)
"""The six hours that are left are enough for all the questions of a day, one after another."""
DAY_MINUTES = 24 * 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one local time to another, which may be past midnight; 18 hours at most. Raises ValueError."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if not timedelta(0) < self.length <= LONGEST:
            raise ValueError(f"quiet hours last up to {LONGEST}: {self.start} to {self.end}")

    @property
    def length(self) -> timedelta:
        """How long they last by the clock; nothing when they would begin and end at the same time."""
        return timedelta(minutes=_minutes_between(self.start, self.end))

    def __contains__(self, clock: time) -> bool:
        """Whether a time of the day is within them; their end is not."""
        return _minutes_between(self.start, clock) < _minutes_between(self.start, self.end)

    @property
    def is_overnight(self) -> bool:
        """Whether they end on the day after the one on which they begin."""
        return self.end < self.start


def held_until(quiet: Quiet | None, zone: str, at: datetime) -> datetime:
    """The first instant (UTC) from `at` (aware) on that is not within quiet hours of `zone` (an IANA name).

    They begin and end when the clocks there first show these times: daylight saving is as in `local_time.moment`.
    """
    free = at.astimezone(UTC)
    while quiet and (end := _end_of_those_around(quiet, zone, free)):
        free = end
    return free


def _end_of_those_around(quiet: Quiet, zone: str, at: datetime) -> datetime | None:
    """When the quiet hours end that this instant is within, if it is."""
    today = at.astimezone(ZoneInfo(zone)).date()
    for day in (today - _DAY, today):
        end = moment(day + _DAY if quiet.is_overnight else day, quiet.end, zone)
        if moment(day, quiet.start, zone) <= at < end:
            return end
    return None


def minute_of(clock: time) -> int:
    """The minute of the day, 0 to 1439."""
    return clock.hour * 60 + clock.minute


def _minutes_between(start: time, end: time) -> int:
    return (minute_of(end) - minute_of(start)) % DAY_MINUTES
