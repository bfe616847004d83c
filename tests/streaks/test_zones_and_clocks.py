"""Streaks, “Zone change” and “Daylight saving”."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.domain.conversation import Sender
from bot.domain.schedule import Schedule, next_slot
from bot.domain.streak import day_ends_at, local_day
from tests.study.test_days import answers_one, closed_by_the_tick, days, madrid
from tests.study.test_streak_stories import moved_to, streak
from tests.study.town import Town

EVERY_DAY = frozenset(range(7))

# --- changes of zone ---------------------------------------------------------------------------------


def test_a_zone_change_holds_from_the_next_event_on(town: Town, ana: Sender):
    """What was credited keeps its day and its zone; the next answer has the new one."""
    moved_to(town, ana, "Europe/Madrid")
    answers_one(town, ana)
    moved_to(town, ana, "America/Lima")
    town.later(days=1)
    answers_one(town, ana)
    assert town.ask("SELECT day, zone FROM days ORDER BY day") == [
        ("2026-11-23", "Europe/Madrid"),
        ("2026-11-24", "America/Lima"),
    ]


def test_a_local_day_never_decreases_on_any_screen(town: Town, ana: Sender):
    """From Auckland's Tuesday to Honolulu's Monday: the streak, its reasons and the board still hold Tuesday."""
    moved_to(town, ana, "Pacific/Auckland")
    town.now = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    answers_one(town, ana)
    moved_to(town, ana, "Pacific/Honolulu")
    room = town.private(ana)
    assert streak(town, ana) == "🔥 1 día seguido (récord: 1)."
    assert "Hoy ya cuenta." in room.last.text
    room.says(ana, "/streak why")
    assert room.last.text.splitlines()[1] == "✓ mar, 24 nov: 1 pregunta, contó a las 09:00 (Pacific/Auckland)"
    room.says(ana, "/top")
    assert room.last.text.splitlines()[1] == "🥇 Ana 1 🔥"


def test_a_day_that_a_flight_east_skips_is_excused_before_the_next_answer_too(town: Town, ana: Sender):
    """Landed on Saturday, twenty hours after Thursday evening: no loss is told, and no freeze is spent."""
    moved_to(town, ana, "Pacific/Honolulu")
    town.now = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # Thursday 21:00 there
    answers_one(town, ana)
    moved_to(town, ana, "Pacific/Auckland")
    town.now = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)  # Saturday 13:00 there
    assert streak(town, ana) == "🔥 1 día seguido (récord: 1)."
    assert days(town) == [("2026-11-26", "credited"), ("2026-11-27", "excused")]


def test_a_gap_of_36_hours_or_more_is_a_missed_day(town: Town, ana: Sender):
    """Who had the time to study on the way has missed the day."""
    moved_to(town, ana, "Europe/Madrid")
    town.now = madrid(23, 9, 0)
    answers_one(town, ana)
    moved_to(town, ana, "Asia/Tokyo")
    town.now += timedelta(hours=36)  # Wednesday 05:00 there
    answers_one(town, ana)
    assert days(town) == [("2026-11-23", "credited"), ("2026-11-24", "missed"), ("2026-11-25", "credited")]


@pytest.mark.parametrize(("hours", "counts"), [(15.9, False), (16, True)])
def test_for_24_hours_after_a_change_a_credit_needs_16_hours_since_the_last(
    town: Town, ana: Sender, hours: float, counts: bool
):
    """Another local day alone is not enough."""
    moved_to(town, ana, "Europe/Madrid")
    town.now = madrid(23, 12, 0)
    answers_one(town, ana)
    town.later(hours=hours - 0.5)
    moved_to(town, ana, "Asia/Tokyo")
    town.later(hours=0.5)
    answers_one(town, ana)
    assert len(days(town)) == 1 + counts


def test_two_effective_changes_in_seven_days(town: Town, ana: Sender):
    """The third holds for pushes at once, and for the streak when the week is over."""
    for zone in ("Europe/Madrid", "Europe/London", "Europe/Madrid", "Pacific/Kiritimati"):
        moved_to(town, ana, zone)
        answers_one(town, ana)
        town.later(days=1)
    assert town.ask("SELECT zone FROM chats") == [("Pacific/Kiritimati",)]
    answers_one(town, ana)
    town.later(days=8)
    answers_one(town, ana)
    zones = town.ask("SELECT zone FROM days WHERE zone IS NOT NULL ORDER BY day")
    assert [zone for (zone,) in zones] == [
        "Europe/Madrid",
        "Europe/London",
        "Europe/Madrid",
        "Europe/Madrid",
        "Europe/Madrid",
        "Pacific/Kiritimati",
    ]


def test_the_first_choice_of_a_zone_after_an_answer_is_a_change(town: Town, ana: Sender):
    """Nobody makes two days of one by choosing the zone after the first answer."""
    town.now = madrid(23, 20, 0)
    answers_one(town, ana)
    moved_to(town, ana, "Pacific/Kiritimati")
    answers_one(town, ana)
    assert days(town) == [("2026-11-23", "credited")]


# --- daylight saving ---------------------------------------------------------------------------------

MIDNIGHT_GAPS = [
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Nuuk", date(2026, 3, 28)),
]


def pushes(zone: str, at: time, since: datetime, count: int) -> list[datetime]:
    """The next moments at which a daily question comes, by the clock of the zone."""
    schedule = Schedule((at,), EVERY_DAY, 1, zone)

    def moments():
        now = since
        while True:
            now = next_slot(schedule, now).at
            yield now.astimezone(ZoneInfo(zone))

    return list(islice(moments(), count))


def test_a_push_time_that_does_not_exist_moves_to_the_next_valid_instant():
    """In Madrid there is no 02:30 on 29 March 2026: it comes at 03:00, and the day after at 02:30 again."""
    found = pushes("Europe/Madrid", time(2, 30), datetime(2026, 3, 28, 12, tzinfo=UTC), 2)
    assert [f"{at:%d %H:%M}" for at in found] == ["29 03:00", "30 02:30"]


def test_a_push_time_that_comes_twice_is_sent_the_first_time_only():
    """In Madrid 02:30 comes twice on 25 October 2026."""
    found = pushes("Europe/Madrid", time(2, 30), datetime(2026, 10, 24, 12, tzinfo=UTC), 2)
    assert [f"{at:%d %H:%M %Z}" for at in found] == ["25 02:30 CEST", "26 02:30 CET"]


@pytest.mark.parametrize(("zone", "day"), MIDNIGHT_GAPS)
def test_a_zone_whose_gap_is_at_midnight(zone: str, day: date):
    """With midnight as rollover the day begins where the gap ends, and every hour belongs to its date."""
    midnight = time(0)
    begins = day_ends_at(day - timedelta(days=1), zone, midnight)
    here = begins.astimezone(ZoneInfo(zone))
    assert here.date() in {day, day - timedelta(days=1)}
    assert local_day(begins, zone, midnight) == day
    assert local_day(begins - timedelta(seconds=1), zone, midnight) == day - timedelta(days=1)
    length = day_ends_at(day, zone, midnight) - begins
    assert timedelta(hours=22) < length < timedelta(hours=26)


@pytest.mark.parametrize(("zone", "day"), MIDNIGHT_GAPS)
def test_a_streak_over_the_night_of_a_gap(town: Town, ana: Sender, zone: str, day: date):
    """Days come from the calendar, never from 86,400 seconds: the evening before, the day, and the one after."""
    town.now = datetime.combine(day - timedelta(days=2), time(12), UTC)
    moved_to(town, ana, zone)
    for back in (1, 0, -1):
        evening = datetime.combine(day - timedelta(days=back), time(23, 50), ZoneInfo(zone))
        town.now = evening.astimezone(UTC)
        answers_one(town, ana)
    town.later(hours=5)
    closed_by_the_tick(town)
    assert streak(town, ana) == "🔥 3 días seguidos (récord: 3)."


@pytest.mark.parametrize("zone", ["Australia/Lord_Howe", "Pacific/Kiritimati", "Asia/Kathmandu"])
def test_a_year_at_the_same_wall_time_has_no_hole(zone: str):
    """Half hours, and the far end of the calendar: a question every day at 03:59 is another local day each time."""
    first = date(2026, 1, 1)
    walls = (datetime.combine(first + timedelta(days=number), time(3, 59), ZoneInfo(zone)) for number in range(366))
    found = [local_day(wall.astimezone(UTC), zone) for wall in walls]
    assert all(later - day == timedelta(days=1) for day, later in pairwise(found))


def test_the_day_that_samoa_left_out(town: Town, ana: Sender):
    """29 December 2011, then the 31st: the 30th is excused, and says why."""
    town.now = datetime(2011, 12, 29, 20, 0, tzinfo=UTC)
    moved_to(town, ana, "Pacific/Apia")
    answers_one(town, ana)
    town.later(days=1)
    answers_one(town, ana)
    assert days(town) == [("2011-12-29", "credited"), ("2011-12-30", "excused"), ("2011-12-31", "credited")]
    town.private(ana).says(ana, "/streak why")
    assert "– vie, 30 dic: ese día no existió en tu calendario" in town.private(ana).last.text
