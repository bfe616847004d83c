"""Quiet hours: what falls into them waits, and comes one after another when they end."""

from bisect import bisect_left
from collections import deque
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.quiet import LONGEST, Quiet, held_until
from bot.domain.schedule import APART, EVERY_DAY, Schedule, days_reached, next_slot, slots_between
from tests.domain.odd_times import ODD_ZONES, changes, walls

MADRID = "Europe/Madrid"
MINUTE = timedelta(minutes=1)
FOUR = time(4)


def quiet(text: str) -> Quiet:
    start, end = text.split("-")
    return Quiet(time.fromisoformat(start), time.fromisoformat(end))


NIGHT = quiet("22:00-08:00")


def a_schedule(*times, weekdays=EVERY_DAY, zone=MADRID, hours=NIGHT):
    return Schedule(tuple(time.fromisoformat(clock) for clock in times), frozenset(weekdays), 1, zone, hours)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-03-02 20:59:59", "2026-03-02 20:59:59"),
        ("2026-03-02 21:00", "2026-03-03 07:00"),
        ("2026-03-03 02:00", "2026-03-03 07:00"),
        ("2026-03-03 07:00", "2026-03-03 07:00"),
    ],
)
def test_a_night_in_madrid(at, until):
    """From ten to eight: the first moment is within, the last is not."""
    assert held_until(NIGHT, MADRID, utc(at)) == utc(until)


def test_a_siesta():
    """Quiet hours of one day."""
    assert held_until(quiet("14:00-16:00"), MADRID, utc("2026-03-02 14:30")) == utc("2026-03-02 15:00")


def test_no_quiet_hours():
    """Every moment is free."""
    assert held_until(None, MADRID, utc("2026-03-02 02:00")) == utc("2026-03-02 02:00")


def test_the_night_that_is_an_hour_shorter():
    """On 29 March they end at eight by the clock, and so do those that end within the hour that is skipped."""
    assert held_until(NIGHT, MADRID, utc("2026-03-28 23:00")) == utc("2026-03-29 06:00")
    assert held_until(quiet("22:00-02:30"), MADRID, utc("2026-03-28 23:00")) == utc("2026-03-29 01:00")


def test_the_hour_that_comes_twice():
    """On 25 October quiet hours until half past two end when the clocks show that first."""
    assert held_until(quiet("22:00-02:30"), MADRID, utc("2026-10-24 23:00")) == utc("2026-10-25 00:30")
    assert held_until(quiet("22:00-02:30"), MADRID, utc("2026-10-25 01:15")) == utc("2026-10-25 01:15")


def test_a_day_that_is_not_on_the_calendar():
    """Samoa had no 30 December 2011: that night's quiet hours run on into the morning of the 31st."""
    assert held_until(NIGHT, "Pacific/Apia", utc("2011-12-30 09:00")) == utc("2011-12-30 18:00")


@pytest.mark.parametrize("hours", ["08:00-08:00", "06:00-00:01", "00:00-18:01"])
def test_no_day_left(hours):
    """More than eighteen hours, and a whole day, are no quiet hours."""
    with pytest.raises(ValueError, match="quiet hours"):
        quiet(hours)


def test_a_question_within_them_comes_when_they_end():
    """It keeps its own date and time: eleven at night is still Monday's."""
    slot = next_slot(a_schedule("23:00"), utc("2026-03-02 12:00"))
    assert (slot.local_date, slot.time, slot.at) == (date(2026, 3, 2), time(23), utc("2026-03-03 07:00"))


def test_those_that_pile_up_come_one_after_another():
    """23:00, 07:00 and 07:30 at eight, a quarter past and half past; a later one keeps its time."""
    slots = slots_between(
        a_schedule("07:00", "07:30", "12:00", "23:00"), utc("2026-03-02 22:00"), utc("2026-03-03 12:00")
    )
    assert [f"{slot.time:%H:%M} {slot.at:%H:%M}" for slot in slots] == [
        "23:00 07:00",
        "07:00 07:15",
        "07:30 07:30",
        "12:00 11:00",
    ]


def test_the_one_behind_those_that_waited():
    """It is not sent on their heels: 08:10 waits for its turn, too; 08:00 of a day without them does not."""
    slots = slots_between(a_schedule("07:00", "08:10"), utc("2026-03-02 22:00"), utc("2026-03-03 12:00"))
    assert [f"{slot.at:%H:%M}" for slot in slots] == ["07:00", "07:15"]


@pytest.mark.parametrize(
    ("times", "weekdays", "hours", "reached"),
    [
        (["09:00"], {0, 4}, NIGHT, {0, 4}),
        (["23:00"], {0, 4}, NIGHT, {1, 5}),
        (["09:00", "23:00"], {6}, NIGHT, {6, 0}),
        (["07:00"], {0}, NIGHT, {0}),
        (["02:00"], {1}, None, {0}),
        (["02:00"], {1}, NIGHT, {1}),
        (["04:00"], {0}, None, {0}),
    ],
)
def test_the_days_on_which_questions_come(times, weekdays, hours, reached):
    """A day begins at four: what waits for the morning comes on the next day, what comes at two on the one before."""
    assert days_reached(a_schedule(*times, weekdays=weekdays, hours=hours), FOUR) == reached


# --- against a model -------------------------------------------------------------------------------


class Walk:
    """A clock on a wall, looked at once a minute; it has shown a time once it showed that time or a later one."""

    def __init__(self, zone: str, start: datetime, days: int) -> None:
        self.minutes = [start + number * MINUTE for number in range(days * 24 * 60)]
        seen = [at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for at in self.minutes]
        self.days = sorted({wall.date() for wall in seen})
        self._furthest = list(accumulate(seen, max))

    def shows(self, day: date, clock: time) -> int:
        """The number of the first minute at which it shows this."""
        return bisect_left(self._furthest, datetime.combine(day, clock))


def what_comes(schedule: Schedule, walk: Walk) -> list[datetime]:
    """Questions queue up when their time comes; each minute that is not quiet lets one of them through.

    One that goes right behind one that had to wait waits for a quarter of an hour.
    """
    of_a_day = [day for day in walk.days if day.weekday() in schedule.weekdays]
    arrivals = {walk.shows(day, clock) for day in of_a_day for clock in schedule.times}
    silent = {minute for day in all_days(walk) for minute in quiet_minutes(schedule.quiet, walk, day)}
    queue, sent, last = deque[int](), list[datetime](), -(10**6)
    for minute, at in enumerate(walk.minutes):
        queue.extend({minute} & arrivals)
        if queue and minute not in silent and minute >= last + APART // MINUTE:
            last = minute if queue.popleft() < minute else last
            sent.append(at)
    return sent


def all_days(walk: Walk) -> list[date]:
    """Also one that is not on the calendar: the night before it runs on into the morning after it."""
    return [walk.days[0] + timedelta(days=number) for number in range((walk.days[-1] - walk.days[0]).days + 1)]


def quiet_minutes(hours: Quiet | None, walk: Walk, day: date) -> range:
    if hours is None:
        return range(0)
    last = day + timedelta(days=1) if hours.is_overnight else day
    return range(walk.shows(day, hours.start), walk.shows(last, hours.end))


clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 5, 10, 15, 30, 45, 59)))


@st.composite
def quiet_hours(draw):
    start, minutes = draw(clocks), draw(st.integers(1, LONGEST // MINUTE))
    end = (datetime.combine(date.min, start) + minutes * MINUTE).time()
    return Quiet(start, end)


@st.composite
def places(draw):
    """A zone, and a moment: half of them up to three days before the clocks there are changed."""
    zone = draw(st.sampled_from(ODD_ZONES))
    anywhere = walls("1996-01-01", "2036-01-01")
    near = st.builds(
        lambda day, hours: day - timedelta(hours=hours), st.sampled_from(changes(zone)), st.integers(0, 72)
    )
    return zone, draw(anywhere | near).replace(second=0, microsecond=0, tzinfo=UTC)


@settings(deadline=None, max_examples=40)
@given(
    place=places(),
    times=st.sets(clocks, min_size=1, max_size=12),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    hours=st.none() | quiet_hours(),
)
def test_the_next_moments_of_any_schedule_with_quiet_hours(place, times, weekdays, hours):
    """They are those of somebody who looks at the clock once a minute and lets questions out one by one."""
    zone, start = place
    schedule = Schedule(tuple(sorted(times)), weekdays, 1, zone, hours)
    walk = Walk(zone, start - timedelta(days=4), 8)
    end = start + timedelta(days=3)
    expected = [at for at in what_comes(schedule, walk) if start < at <= end]
    assert [slot.at for slot in slots_between(schedule, start, end)] == expected
