"""Zones and times that tests of days and clocks should not forget."""

from datetime import datetime

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
