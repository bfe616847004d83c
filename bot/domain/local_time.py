"""From a wall clock to the one instant that it means, whatever daylight saving does."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def moment(day: date, clock: time, zone: str) -> datetime:
    """The instant (UTC) at which clocks in `zone` (an IANA name) show `clock` on `day`.

    A time that comes twice is its first pass; one that does not exist is the next valid instant, which is when the
    clocks were changed. So later wall times never give earlier instants. Raises ZoneInfoNotFoundError.
    """
    wall = datetime.combine(day, clock, ZoneInfo(zone))
    early, late = wall.replace(fold=1).astimezone(UTC), wall.replace(fold=0).astimezone(UTC)
    return _change_between(early, late, ZoneInfo(zone)) if early < late else late


def exists(day: date, zone: str) -> bool:
    """Whether the day is on the calendar of that zone: Samoa had no 30 December 2011."""
    return moment(day, time(0), zone) < moment(day + timedelta(days=1), time(0), zone)


def _change_between(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The first instant with the offset of `late`, found by halving: offsets change on whole seconds."""
    offset = late.astimezone(zone).utcoffset()
    while late - early > _SECOND:
        middle = early + (late - early) // _SECOND // 2 * _SECOND
        early, late = (early, middle) if middle.astimezone(zone).utcoffset() == offset else (middle, late)
    return late
