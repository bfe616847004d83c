"""When a chat gets its questions."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.schedule import EVERY_DAY, Schedule, Slot, is_late, next_slot, slots_between
from tests.domain.odd_times import ODD_ZONES, walls

WORKING_DAYS = frozenset(range(5))


def a_schedule(*times, weekdays=EVERY_DAY, zone="Europe/Madrid"):
    return Schedule(tuple(time.fromisoformat(clock) for clock in times), weekdays, 1, zone)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_next_morning():
    """Daily at nine: after Monday's question comes Tuesday's."""
    slot = next_slot(a_schedule("09:00"), utc("2026-03-02 08:00"))
    assert slot == Slot(date(2026, 3, 3), time(9), utc("2026-03-03 08:00"))


def test_later_the_same_day():
    """Two times a day: after the morning's comes the evening's."""
    assert next_slot(a_schedule("09:00", "20:30"), utc("2026-03-02 08:00")).at == utc("2026-03-02 19:30")


def test_a_free_weekend():
    """From Monday to Friday: after Friday's question comes Monday's."""
    slot = next_slot(a_schedule("09:00", weekdays=WORKING_DAYS), utc("2026-03-06 08:00"))
    assert slot.local_date == date(2026, 3, 9)


def test_weekdays_are_the_chats_own():
    """Tuesday 01:00 in Tokyo is still Monday in UTC, and counts as Tuesday."""
    slot = next_slot(a_schedule("01:00", weekdays=frozenset({1}), zone="Asia/Tokyo"), utc("2026-03-02 00:00"))
    assert slot == Slot(date(2026, 3, 3), time(1), utc("2026-03-02 16:00"))


def test_nine_stays_nine_when_the_clocks_change():
    """Around 29 March 2026 the question comes at nine on the wall, 23 hours apart once."""
    schedule = a_schedule("09:00")
    slots = slots_between(schedule, utc("2026-03-27 12:00"), utc("2026-03-30 12:00"))
    assert [slot.at for slot in slots] == [
        utc("2026-03-28 08:00"),
        utc("2026-03-29 07:00"),
        utc("2026-03-30 07:00"),
    ]


def test_a_time_that_does_not_exist_is_sent_at_the_next_valid_moment():
    """02:30 on the night of the change is sent at 03:00, and keeps its own time as its slot."""
    slot = next_slot(a_schedule("02:30"), utc("2026-03-28 12:00"))
    assert slot == Slot(date(2026, 3, 29), time(2, 30), utc("2026-03-29 01:00"))


def test_a_time_that_comes_twice_is_sent_once():
    """02:30 comes twice on 25 October 2026: one question."""
    slots = slots_between(a_schedule("02:30"), utc("2026-10-24 12:00"), utc("2026-10-25 12:00"))
    assert [slot.at for slot in slots] == [utc("2026-10-25 00:30")]


def test_times_that_fall_together_are_one_slot():
    """02:15, 02:30 and 03:00 are the same moment on the night of the change: one question, not three."""
    slots = slots_between(a_schedule("02:15", "02:30", "03:00"), utc("2026-03-28 12:00"), utc("2026-03-29 12:00"))
    assert [(slot.time, slot.at) for slot in slots] == [(time(2, 15), utc("2026-03-29 01:00"))]


def test_the_hour_that_nuuk_skips_before_midnight():
    """Saturday's 23:30 is sent as Sunday begins, and still counts as Saturday's."""
    slots = slots_between(a_schedule("23:30", zone="America/Nuuk"), utc("2026-03-28 12:00"), utc("2026-03-29 12:00"))
    assert slots == [Slot(date(2026, 3, 28), time(23, 30), utc("2026-03-29 01:00"))]


def test_a_day_that_is_not_on_the_calendar_has_no_questions():
    """Samoa had no 30 December 2011: after the 29th comes the 31st."""
    schedule = a_schedule("09:00", zone="Pacific/Apia")
    slots = slots_between(schedule, utc("2011-12-29 12:00"), utc("2011-12-31 12:00"))
    assert [slot.local_date.day for slot in slots] == [29, 31]


def test_catching_up_after_a_night_without_power():
    """Slots between two moments: the first is left out, the last is in, so that windows can be laid end to end."""
    schedule = a_schedule("09:00", "20:30")
    slots = slots_between(schedule, utc("2026-03-02 08:00"), utc("2026-03-03 08:00"))
    assert [slot.at for slot in slots] == [utc("2026-03-02 19:30"), utc("2026-03-03 08:00")]


def test_late_is_three_hours():
    """A question less than three hours late is still sent."""
    at = utc("2026-03-02 08:00")
    assert not is_late(at, at + timedelta(hours=2, minutes=59))
    assert is_late(at, at + timedelta(hours=3))


@pytest.mark.parametrize(
    ("times", "weekdays", "count"),
    [
        ((), EVERY_DAY, 1),
        ((time(9), time(9)), EVERY_DAY, 1),
        ((time(9), time(8)), EVERY_DAY, 1),
        ((time(9),), frozenset(), 1),
        ((time(9),), frozenset({7}), 1),
        ((time(9),), EVERY_DAY, 0),
        ((time(9),), EVERY_DAY, 11),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(times, weekdays, count):
    """No times, times out of order, no such weekday, no or too many questions."""
    with pytest.raises(ValueError, match="schedule"):
        Schedule(times, weekdays, count, "Europe/Madrid")


@settings(deadline=None, max_examples=60)
@given(
    zone=st.sampled_from(ODD_ZONES),
    times=st.sets(st.times().map(lambda clock: clock.replace(second=0, microsecond=0)), min_size=1, max_size=4),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    start=walls("1994-01-01", "2036-01-01"),
)
def test_slots_march_on(zone, times, weekdays, start):
    """Slots are later than asked for, on a scheduled weekday, one after another, and the same whoever asks."""
    schedule = Schedule(tuple(sorted(times)), weekdays, 1, zone)
    start = start.replace(tzinfo=UTC)
    slots = [next_slot(schedule, start)]
    for _ in range(3):
        slots.append(next_slot(schedule, slots[-1].at))
    for before, slot in zip([start, *(slot.at for slot in slots)], slots, strict=False):
        assert before < slot.at
        assert slot.local_date.weekday() in weekdays
        assert slot.time in times
        wall = slot.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert wall - datetime.combine(slot.local_date, slot.time) <= timedelta(hours=2)
    assert slots_between(schedule, start, slots[-1].at) == slots
