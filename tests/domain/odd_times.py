"""Zones and times that tests of days and clocks should not forget."""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

ODD_ZONES = [
    *("Africa/Cairo", "Asia/Beirut", "America/Santiago", "America/Nuuk"),  # clocks change at midnight
    *("America/Havana", "Asia/Gaza", "Atlantic/Azores"),
    *("Pacific/Apia", "Pacific/Kiritimati"),  # a day was left out
    *("Australia/Lord_Howe", "Asia/Kathmandu"),  # half an hour; 5:45
    "Europe/Madrid",
]


def walls(first, last):
    """Wall times (naive) between two ISO dates."""
    return st.datetimes(datetime.fromisoformat(first), datetime.fromisoformat(last))


@cache
def changes(zone):
    """The days (naive midnights) since 1994 on which a zone changed its clocks; any day where it never did."""
    days = [datetime.fromisoformat("1994-01-01") + number * timedelta(days=1) for number in range(40 * 365)]
    offsets = [day.replace(tzinfo=ZoneInfo(zone)).utcoffset() for day in days]
    found = [day for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after]
    return found or days[:1]
