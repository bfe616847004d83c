"""The rules around streaks: excuses, pauses, repair, travel."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.excuses import Circumstances, Excuse, excuse_for
from bot.domain.pauses import Pause, Refused, ended_by_answer, longest_from, refused
from bot.domain.repair import is_repaired, repairable, would_be
from bot.domain.streak import day_ends_at
from bot.domain.travel import Move, Whereabouts, may_credit, skipped_by_flying, whereabouts
from tests.domain.histories import DAY, TODAY, days_to_today

HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MADRID, TOKYO, LIMA = "Europe/Madrid", "Asia/Tokyo", "America/Lima"


# --- excuses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (Circumstances(), None),
        (Circumstances(day_off=True), Excuse.DAY_OFF),
        (Circumstances(nothing_due=True), Excuse.NOTHING_DUE),
        (Circumstances(removed=True, nothing_due=True), Excuse.REMOVED),
        (Circumstances(on_calendar=False), Excuse.NO_SUCH_DAY),
    ],
)
def test_a_day_that_nobody_could_study_on(what, reason):
    """Each reason is recorded as such."""
    assert excuse_for(what) is reason


@pytest.mark.parametrize(
    ("outages", "excused"),
    [
        ([], False),
        ([(0, 5)], False),
        ([(0, 6)], True),
        ([(-20, 5)], False),
        ([(-20, 40)], True),
        ([(0, 3), (2, 5)], False),
        ([(0, 3), (1, 2), (7, 11)], True),
    ],
)
def test_the_bot_was_down_for_more_than_half_of_the_push_window(outages, excused):
    """A window of ten hours: five hours are not more than half; what overlaps or lies outside counts once or not."""
    window = (NOON, NOON + 10 * HOUR)
    spans = [(NOON + start * HOUR, NOON + end * HOUR) for start, end in outages]
    assert (excuse_for(Circumstances(window=window, outages=spans)) is Excuse.OUTAGE) == excused


# --- pauses ------------------------------------------------------------------------------------------


def pause(first, last):
    """From and to, in days from today."""
    return Pause(TODAY + first * DAY, TODAY + last * DAY)


@pytest.mark.parametrize(
    ("wish", "missed", "others", "why"),
    [
        (pause(1, 5), False, [], None),
        (pause(0, 5), False, [], None),
        (pause(0, 5), True, [], Refused.TODAY_AFTER_A_MISSED_DAY),
        (pause(1, 5), True, [], None),
        (pause(-1, 5), False, [], Refused.BACKDATED),
        (pause(3, 2), False, [], Refused.ENDS_BEFORE_IT_STARTS),
        (pause(1, 30), False, [], None),
        (pause(1, 31), False, [], Refused.TOO_LONG),
        (pause(1, 20), False, [pause(-40, -30)], Refused.TOO_LONG),
        (pause(1, 19), False, [pause(-40, -30)], None),
        (pause(1, 20), False, [pause(15, 24)], None),
        (pause(1, 20), False, [pause(60, 71)], Refused.TOO_LONG),
    ],
)
def test_who_may_pause(wish, missed, others, why):
    """In advance, today only with nothing missed, thirty days in ninety."""
    assert refused(wish, today=TODAY, missed_yesterday=missed, others=others) is why


pauses = st.builds(lambda first, length: pause(first, first + length), st.integers(-100, 100), st.integers(0, 29))


@given(st.lists(pauses, max_size=4), pauses)
def test_thirty_paused_days_in_any_ninety(others, wish):
    """Against counting every window of ninety days."""
    days = {day for one in [*others, wish] for day in one.days()}
    windows = (TODAY + number * DAY for number in range(-200, 140))
    fits = all(sum(start <= day < start + 90 * DAY for day in days) <= 30 for start in windows)
    why = refused(wish, today=wish.first, missed_yesterday=False, others=others)
    assert (why is None) == fits


def test_a_pause_without_an_end():
    """It lasts as long as the allowance does."""
    assert longest_from(TODAY, []) == pause(0, 29)
    assert longest_from(TODAY, [pause(-20, -1)]) == pause(0, 9)
    assert longest_from(TODAY, [pause(-30, -1)]) is None


def test_a_pause_ends_with_the_first_answer():
    """The day of the answer is no pause any more; before it, the pause stands."""
    assert ended_by_answer(pause(-2, 5), TODAY) == pause(-2, -1)
    assert ended_by_answer(pause(0, 5), TODAY) is None
    assert ended_by_answer(pause(1, 5), TODAY) == pause(1, 5)


# --- repair ------------------------------------------------------------------------------------------


def offered(letters, now=NOON):
    """How many days ago the day was that can be repaired."""
    found = repairable(TODAY, days_to_today(letters), now=now, zone="UTC")
    return (TODAY - found).days if found else None


def test_a_missed_day_can_be_repaired_for_48_hours():
    """Yesterday's gap, and the one before when yesterday was credited; not a moment later."""
    assert offered("CCM?") == 1
    assert offered("CCMC") == 1
    assert offered("CCMC?") == 2
    ends = day_ends_at(TODAY - 2 * DAY, "UTC")
    assert offered("CCMC?", now=ends + 48 * HOUR - timedelta(seconds=1)) == 2
    assert offered("CCMC?", now=ends + 48 * HOUR) is None


def test_never_two_adjacent_days():
    """A gap of two days cannot be closed."""
    assert offered("CCM.?") is None
    assert offered("CRM?") is None


def test_one_repair_in_thirty_days():
    """The thirtieth day after a repaired one is free again."""
    assert offered("CR" + "C" * 28 + "M?") is None
    assert offered("CR" + "C" * 29 + "M?") == 1


def test_nothing_to_repair():
    """Without a streak before it a missed day is no loss."""
    assert offered("M?") is None
    assert offered("CC?") is None


def test_three_questions_beyond_the_goal():
    """Of today, whatever the goal is."""
    assert [is_repaired(done, goal=2) for done in (3, 4, 5)] == [False, False, True]
    assert would_be(TODAY, days_to_today("CCMC"), TODAY - DAY) == 3


# --- travel ------------------------------------------------------------------------------------------


def at(days, zone):
    """A move some days after noon of today."""
    return Move(NOON + timedelta(days=days), zone)


def where(moves, days):
    """The zone that counts some days after noon of today."""
    return whereabouts(MADRID, moves, NOON + timedelta(days=days)).zone


def test_a_move_counts_from_then_on():
    """Not before, and at once."""
    assert where([at(1, TOKYO)], 0.9) == MADRID
    assert whereabouts(MADRID, [at(1, TOKYO)], NOON + 2 * DAY) == Whereabouts(TOKYO, NOON + DAY)


def test_the_third_move_in_a_week_waits():
    """It counts when the first of the two is seven days old; only the last of those that wait does."""
    moves = [at(0, TOKYO), at(1, LIMA), at(2, MADRID), at(3, "Asia/Kolkata")]
    assert [where(moves, days) for days in (1.5, 3.5, 6.9)] == [LIMA, LIMA, LIMA]
    assert whereabouts(MADRID, moves, NOON + 8 * DAY) == Whereabouts("Asia/Kolkata", NOON + 7 * DAY)


def test_coming_back_while_a_move_waits():
    """Who is where the streak has them already waits for nothing."""
    moves = [at(0, TOKYO), at(1, LIMA), at(2, MADRID), at(3, LIMA)]
    assert where(moves, 20) == LIMA


moves_made = st.lists(
    st.tuples(st.floats(0, 40), st.sampled_from([MADRID, TOKYO, LIMA, "Asia/Kolkata"])), max_size=12
).map(lambda made: [at(days, zone) for days, zone in sorted(made)])


@given(moves_made, st.floats(0, 60))
def test_never_more_than_two_moves_count_in_seven_days(moves, days):
    """However often somebody moves, and the last place is where they are in the end."""
    since = {whereabouts(MADRID, moves, NOON + timedelta(days=upto)).since for upto in (days, days - 3, days - 6.9)}
    instants = [NOON + timedelta(days=number / 4) for number in range(241)]
    changes = sorted({whereabouts(MADRID, moves, instant).since for instant in instants} - {None})
    assert all(later - first >= timedelta(days=7) for first, later in zip(changes, changes[2:], strict=False))
    assert len(since) <= 3
    assert where(moves, 100) == (moves[-1].zone if moves else MADRID)


def test_zone_hopping_for_a_second_credit():
    """For a day after a move, sixteen hours lie between two credits; later the calendar alone decides."""
    assert may_credit(NOON, last_credit=NOON - 3 * HOUR, moved=None)
    assert not may_credit(NOON, last_credit=NOON - 15 * HOUR, moved=NOON - HOUR)
    assert may_credit(NOON, last_credit=NOON - 16 * HOUR, moved=NOON - HOUR)
    assert may_credit(NOON, last_credit=NOON - 3 * HOUR, moved=NOON - 24 * HOUR)
    assert may_credit(NOON, last_credit=None, moved=NOON)


def test_flying_east_over_a_day():
    """Thursday evening in Lima, Saturday morning in Tokyo, 20 hours later: Friday is excused."""
    thursday = (date(2026, 3, 5), NOON, LIMA)
    assert skipped_by_flying(thursday, date(2026, 3, 7), NOON + 20 * HOUR, TOKYO) == date(2026, 3, 6)
    assert skipped_by_flying(thursday, date(2026, 3, 7), NOON + 36 * HOUR, TOKYO) is None
    assert skipped_by_flying(thursday, date(2026, 3, 8), NOON + 20 * HOUR, TOKYO) is None
    assert skipped_by_flying(thursday, date(2026, 3, 7), NOON + 30 * HOUR, LIMA) is None
