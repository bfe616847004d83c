"""Wall clocks and instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.local_time import exists, moment
from tests.domain.odd_times import ODD_ZONES, walls


def test_an_ordinary_morning():
    """Nine in Madrid is eight in UTC in winter and seven in summer."""
    assert moment(date(2026, 1, 15), time(9), "Europe/Madrid") == datetime(2026, 1, 15, 8, tzinfo=UTC)
    assert moment(date(2026, 7, 15), time(9), "Europe/Madrid") == datetime(2026, 7, 15, 7, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_the_moment_they_change():
    """02:30 does not exist in Madrid on 29 March 2026: it becomes 03:00, not 03:30."""
    assert moment(date(2026, 3, 29), time(2, 30), "Europe/Madrid") == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_time_that_comes_twice_is_its_first_pass():
    """02:30 comes twice in Madrid on 25 October 2026: the first is still summer time."""
    assert moment(date(2026, 10, 25), time(2, 30), "Europe/Madrid") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_midnight_in_cairo_when_the_day_begins_at_one():
    """Clocks in Cairo go from 00:00 to 01:00 on 24 April 2026: that day begins at 01:00."""
    at = moment(date(2026, 4, 24), time(0), "Africa/Cairo")
    assert f"{at.astimezone(ZoneInfo('Africa/Cairo')):%d %H:%M}" == "24 01:00"


def test_the_last_hour_of_a_saturday_in_nuuk():
    """Clocks in Nuuk go from 23:00 to 24:00 on 28 March 2026: 23:30 becomes the first moment of Sunday."""
    at = moment(date(2026, 3, 28), time(23, 30), "America/Nuuk")
    assert f"{at.astimezone(ZoneInfo('America/Nuuk')):%d %H:%M}" == "29 00:00"


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kiritimati", date(1994, 12, 31))]
)
def test_a_day_that_was_left_out(zone, day):
    """Samoa and the Line Islands jumped over a day to the other side of the date line."""
    assert not exists(day, zone)
    assert exists(day - timedelta(days=1), zone)
    assert exists(day + timedelta(days=1), zone)


@given(
    zone=st.sampled_from(ODD_ZONES),
    first=walls("1990-01-01", "2036-01-01"),
    gap=st.timedeltas(timedelta(0), timedelta(days=2)),
)
def test_later_clocks_never_mean_earlier_moments(zone, first, gap):
    """Going along the wall clock never goes back in time, and a moment shows the time asked for, or a later one."""
    second = first + gap
    at, later = (moment(wall.date(), wall.time(), zone) for wall in (first, second))
    assert at <= later
    assert at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) >= first
