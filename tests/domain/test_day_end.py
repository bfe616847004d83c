"""What becomes of days that are over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day_end import Closed, closing
from bot.domain.excuses import Excuse
from bot.domain.streak import OPEN, DayState, streak_on, tally
from tests.domain.histories import DAY, TODAY, days_to_today, some_days

EARNED = "C" * 7


@pytest.mark.parametrize(
    ("days", "missed"),
    [
        ("", []),
        ("CCC", []),
        ("CC?", []),
        ("CC.?", [1]),
        ("CC...?", [3]),
        ("C.C..?", [4, 2]),
        ("CC??", [1]),
        ("CCM..?", []),
        ("CF.?", [1]),
        ("...", []),
    ],
)
def test_closing_days(days, missed):
    """The first day after each run is missed; the days behind it are so without a row."""
    written = closing(days_to_today(days), closed_through=None, today=TODAY)
    assert written == [Closed(TODAY - back * DAY, DayState.MISSED) for back in missed]


def test_closed_days_are_left_alone():
    """What was closed once is not closed again."""
    days = days_to_today("C.C..?")
    assert closing(days, closed_through=TODAY - 3 * DAY, today=TODAY) == [Closed(TODAY - 2 * DAY, DayState.MISSED)]
    assert closing(days, closed_through=TODAY - DAY, today=TODAY) == []


def test_a_freeze_moves_the_gap_by_a_day():
    """With the missed day frozen, asking again gives the next open day, for which a second freeze may be spent."""
    days = days_to_today("CC..?")
    days[TODAY - 2 * DAY] = DayState.FROZEN
    assert closing(days, closed_through=None, today=TODAY) == [Closed(TODAY - DAY, DayState.MISSED)]


def states(letters, spare=lambda day: None, closed_through=None):
    """What closing writes for a history that ends today, by letters of the days before today."""
    written = closing(days_to_today(letters), closed_through=closed_through, today=TODAY, spare=spare)
    return [((TODAY - one.day).days, one.state, one.reason) for one in written]


def test_one_freeze_saves_one_missed_day():
    """Seven days earned one: the first day without an answer is frozen, the second is missed."""
    assert states(EARNED + ".?") == [(1, DayState.FROZEN, None)]
    assert states(EARNED + "..?") == [(2, DayState.FROZEN, None), (1, DayState.MISSED, None)]
    assert states(EARNED + EARNED + "...?")[:2] == [(3, DayState.FROZEN, None), (2, DayState.FROZEN, None)]


def test_a_freeze_cannot_be_earned_after_the_fact():
    """Six days, a missed one, and then the seventh: the freeze comes too late."""
    assert states("CCCCCC.C?") == [(2, DayState.MISSED, None)]


def test_no_freeze_is_spent_where_there_is_no_streak():
    """After a missed day the freeze is kept for the next streak."""
    days = days_to_today(EARNED + "MF.?")
    assert closing(days, closed_through=None, today=TODAY)[0].state is DayState.MISSED


def test_a_pause_and_an_excuse_come_before_a_freeze():
    """What spares a day costs nothing, and its reason is recorded."""
    yesterday = {TODAY - DAY: Excuse.DAY_OFF, TODAY - 2 * DAY: DayState.PAUSED}
    assert states(EARNED + "...?", spare=yesterday.get) == [
        (3, DayState.FROZEN, None),
        (2, DayState.PAUSED, None),
        (1, DayState.EXCUSED, Excuse.DAY_OFF),
    ]


spared = st.dictionaries(
    st.integers(-30, 0).map(lambda number: TODAY + number * DAY),
    st.sampled_from([DayState.PAUSED, Excuse.OUTAGE, None]),
)


@given(some_days, spared, st.none() | st.integers(-30, 0).map(lambda number: TODAY + number * DAY))
def test_closing_again_gives_nothing(days, spares, closed_through):
    """Only days in reach are written, and with the result written there is nothing left to write."""
    written = closing(days, closed_through=closed_through, today=TODAY, spare=spares.get)
    known = days | {one.day: one.state for one in written}
    assert closing(known, closed_through=closed_through, today=TODAY, spare=spares.get) == []
    assert all((closed_through or date.min) < one.day < TODAY for one in written)
    assert all(days.get(one.day) in OPEN for one in written)


def simulated(credited, spares, first, today):
    """The rules read aloud, a day at a time: every state from the first credited day to yesterday."""
    states, held, count, alive = {}, 0, 0, False
    day = first
    while day < today:
        if day in credited:
            states[day], count, alive = DayState.CREDITED, count + 1, True
            held = min(2, held + (count % 7 == 0))
        elif alive and spares.get(day):
            states[day] = DayState.PAUSED if spares[day] is DayState.PAUSED else DayState.EXCUSED
        elif alive and held:
            states[day], held = DayState.FROZEN, held - 1
        elif alive:
            states[day], alive = DayState.MISSED, False
        day += DAY
    return states


@given(st.sets(st.integers(0, 30)), spared, st.lists(st.integers(0, 30), unique=True))
def test_closing_seldom_or_daily_comes_to_the_same(answered, spares, closings):
    """Whenever the program finds the time to close days, the history is the one of the rules read aloud."""
    start = TODAY - 30 * DAY
    days, through = {}, None
    for number in range(31):
        today = start + number * DAY
        if number in closings or number == 30:
            done = closing(days, closed_through=through, today=today, spare=spares.get)
            days |= {one.day: one.state for one in done}
            through = today - DAY
        if number in answered:
            days[today] = DayState.CREDITED
    credited = {start + number * DAY for number in answered}
    expected = simulated(credited, spares, min(credited, default=TODAY), TODAY)
    assert {day: state for day, state in days.items() if day < TODAY} == expected
    assert streak_on(TODAY, days).freezes == tally(days).freezes
