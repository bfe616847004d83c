"""Days in a row."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.streak import DayState, Streak, day_ends_at, earns_credit, local_day, streak_on, tally, week
from tests.domain.histories import DAY, TODAY, days_to_today, some_days
from tests.domain.odd_times import ODD_ZONES, walls

# --- the streak --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "current", "longest"),
    [
        ("", 0, 0),
        ("C", 1, 1),
        ("CCC", 3, 3),
        ("CC?", 2, 2),
        ("CC.", 2, 2),
        ("CCM?", 0, 2),
        ("CC.?", 0, 2),
        ("CCMC", 1, 2),
        ("CCFC?", 3, 3),
        ("CRCECPC", 4, 4),
        ("CCPPP", 2, 2),
        ("CCC.FFC", 1, 3),
        ("MF?", 0, 0),
        ("C?C", 1, 1),
        ("CCM", 0, 2),
    ],
)
def test_a_streak(days, current, longest):
    """Credited days back to the first missed one, through frozen, repaired, excused and paused ones."""
    streak = streak_on(TODAY, days_to_today(days))
    assert streak == Streak(current, longest, today_credited=days[-1:] == "C")


def test_days_to_come_do_not_count():
    """A pause chosen in advance has its rows already."""
    days = days_to_today("CC") | {TODAY + DAY: DayState.PAUSED, TODAY + 2 * DAY: DayState.CREDITED}
    assert streak_on(TODAY, days) == Streak(2, 2, today_credited=True)


def slow_current(today, days):
    """The rule of docs/streaks.md read aloud."""
    day, credited = today, 0
    if days.get(today, DayState.PENDING) is DayState.PENDING:
        day -= DAY
    while day in days and days[day] not in (DayState.MISSED, DayState.PENDING):
        credited += days[day] is DayState.CREDITED
        day -= DAY
    return credited


@given(some_days)
def test_the_streak_is_what_the_rule_says(days):
    """Against the slow model, for today and, as the best, for every day there was."""
    past = {day: state for day, state in days.items() if day <= TODAY}
    best = 0
    for back in range(32):
        on = TODAY - back * DAY
        best = max(best, slow_current(on, {day: state for day, state in past.items() if day <= on}))
    streak = streak_on(TODAY, days)
    credited = days.get(TODAY) is DayState.CREDITED
    assert streak == Streak(slow_current(TODAY, days), best, credited, slow_freezes(past))


def slow_freezes(days):
    """One for each seven credited days, two at most, one less for each frozen day: read aloud."""
    held = credited = 0
    for day in sorted(days):
        if days[day] is DayState.CREDITED:
            credited += 1
            held = min(2, held + (credited % 7 == 0))
        if days[day] is DayState.FROZEN:
            held = max(0, held - 1)
    return held


@given(some_days, st.integers(-31, -1))
def test_a_tally_kept_is_as_good_as_all_the_days(days, cut):
    """What was tallied up to some day, and the days after it, give the same streak as the whole history."""
    upto = TODAY + cut * DAY
    kept = tally({day: state for day, state in days.items() if day <= upto})
    rest = {day: state for day, state in days.items() if day > upto}
    assert streak_on(TODAY, rest, kept) == streak_on(TODAY, days)


def test_freezes_are_earned_by_seven_days_and_two_are_held():
    """Twenty-one credited days earn three, of which two are held; a missed day in between takes none away."""
    assert streak_on(TODAY, days_to_today("CCCCCC")).freezes == 0
    assert streak_on(TODAY, days_to_today("CCCCCCC")).freezes == 1
    assert streak_on(TODAY, days_to_today("CCCCMCCC")).freezes == 1
    assert streak_on(TODAY, days_to_today("C" * 21)).freezes == 2
    assert streak_on(TODAY, days_to_today("C" * 21 + "F")).freezes == 1


# --- the week ----------------------------------------------------------------------------------------


def test_the_week_on_the_screen():
    """Monday to Sunday: what was, today pending, nothing yet for the days to come."""
    c, m, p, f = DayState.CREDITED, DayState.MISSED, DayState.PENDING, DayState.FROZEN
    assert week(TODAY, days_to_today("CCCFC")) == (c, f, c, None, None, None, None)
    assert week(TODAY, days_to_today("CC..")) == (c, m, p, None, None, None, None)
    assert week(TODAY, {TODAY + DAY: DayState.PAUSED, **days_to_today("C?")}) == (
        *(None, c, p, DayState.PAUSED),
        *(None, None, None),
    )
    assert week(TODAY, {}) == (None, None, p, None, None, None, None)


# --- whose day it is ---------------------------------------------------------------------------------


def test_answering_after_midnight_counts_for_the_evening():
    """An answer at 00:30 in Berlin belongs to the day before, and one at 04:00 to the new day."""
    assert local_day(datetime(2026, 1, 14, 23, 30, tzinfo=UTC), "Europe/Berlin") == date(2026, 1, 14)
    assert local_day(datetime(2026, 1, 15, 2, 59, tzinfo=UTC), "Europe/Berlin") == date(2026, 1, 14)
    assert local_day(datetime(2026, 1, 15, 3, 0, tzinfo=UTC), "Europe/Berlin") == date(2026, 1, 15)


def test_with_midnight_as_rollover_the_day_is_the_calendars():
    """An answer at 00:30 in Berlin extends the Berlin streak, though in UTC it is still yesterday."""
    assert local_day(datetime(2026, 1, 14, 23, 30, tzinfo=UTC), "Europe/Berlin", time(0)) == date(2026, 1, 15)


def test_the_day_ends_at_the_rollover_of_the_next():
    """Wednesday in Madrid ends on Thursday at 04:00."""
    assert day_ends_at(TODAY, "Europe/Madrid") == datetime(2026, 3, 5, 3, tzinfo=UTC)


def test_an_hour_repeated_across_the_rollover_stays_in_the_new_day():
    """The Azores repeat 00:00 to 01:00 on 25 October 2026: with rollover 00:30 the day does not begin twice."""
    first_pass = datetime(2026, 10, 25, 0, 40, tzinfo=UTC)
    second_pass = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert local_day(first_pass, "Atlantic/Azores", time(0, 30)) == date(2026, 10, 25)
    assert local_day(second_pass, "Atlantic/Azores", time(0, 30)) == date(2026, 10, 25)


instants = st.one_of(
    walls("1990-01-01", "2036-01-01"),
    walls("2011-12-29", "2012-01-01"),
    *(walls(f"2026-{month:02}-01", f"2026-{month:02}-28") for month in (4, 9)),
    *(walls(f"2026-{month:02}-24", f"2026-{month:02}-30") for month in (3, 4, 10)),
).map(lambda moment: moment.replace(tzinfo=UTC))
rollovers = st.sampled_from([time(0), time(0, 30), time(1), time(1, 45), time(2, 30), time(4), time(4), time(23, 30)])


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(ODD_ZONES), instants, rollovers)
def test_every_instant_is_within_its_own_day(zone, at, rollover):
    """A day begins where the one before ended, ends later than it began, and holds exactly its own instants."""
    day = local_day(at, zone, rollover)
    begins, ends = day_ends_at(day - DAY, zone, rollover), day_ends_at(day, zone, rollover)
    assert begins <= at < ends
    assert local_day(begins, zone, rollover) == day
    assert local_day(ends, zone, rollover) > day
    assert local_day(ends - timedelta(microseconds=1), zone, rollover) == day


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(ODD_ZONES), instants, st.timedeltas(timedelta(0), 3 * DAY), rollovers)
def test_a_local_day_never_goes_back(zone, at, passed, rollover):
    """Within one zone a later instant is never an earlier day."""
    assert local_day(at, zone, rollover) <= local_day(at + passed, zone, rollover)


# --- what earns credit -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["no sé", "4", "д", "答え", "👍 sí", "Un overfitting es otra cosa", "XXX", "AAAA", "1111111", "aaaab"]
)
def test_an_honest_answer_earns_credit(text):
    """A letter or a digit is enough."""
    assert earns_credit(text, "¿Qué es el *overfitting*?")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "👍",
        "?!…",
        "___",
        "¿Qué es el overfitting?",
        "que es el OVERFITTING",
        "a" * 4096,
        "a a a a á",
        "Zzzzzz…",
    ],
)
def test_no_answer_earns_no_credit(text):
    """Nothing said, the question sent back, or one letter held down."""
    assert not earns_credit(text, "¿Qué es el *overfitting*?")
