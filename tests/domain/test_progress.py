"""The numbers of a learner: what counts as remembered, which year is shown, and what is hard."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import progress
from bot.domain.memory import Card, Grade
from bot.domain.progress import Counts, Progress, TopicCounts, counts_of, full_day, hardest, level

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def a_progress(
    days: dict[date, Counts] | None = None, today: date = MONDAY, ahead: tuple[int, ...] = (0,) * 14
) -> Progress:
    days = days or {}
    return Progress(today, days, progress.total(days.values()), ahead)


def a_card(last_review: datetime) -> Card:
    return Card(3.0, 5.0, last_review + 3 * DAY, last_review)


def test_the_first_grade_of_a_question_says_nothing_about_memory():
    """It is a review, and no recall."""
    assert counts_of(Grade.AGAIN, None, NOON) == Counts(reviewed=1)


def test_a_grade_in_the_same_sitting_says_nothing_either():
    """Ten minutes later everybody remembers."""
    assert counts_of(Grade.GOOD, a_card(NOON - timedelta(minutes=10)), NOON) == Counts(reviewed=1)


def test_a_grade_on_another_day_is_a_recall():
    """Yesterday at 12:05 is a day ago, as the memory counts days; everything but “again” is remembered."""
    before = a_card(NOON - DAY + timedelta(minutes=5))
    assert counts_of(Grade.HARD, before, NOON) == Counts(0, 1, 1, 1)
    assert counts_of(Grade.AGAIN, before, NOON) == Counts(0, 1, 1, 0)


def test_the_last_days_have_today_among_them():
    """Seven days are today and the six before; what is dated later, after a flight west, waits for its day."""
    days = {MONDAY + n * DAY: Counts(answered=1) for n in range(-7, 2)}
    assert [a_progress(days).last(n).answered for n in (1, 7, 30)] == [1, 7, 8]


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)), st.integers(0, 6))
def test_a_year_has_place_for_each_of_its_days(today: date, first_weekday: int):
    """Whatever day it is and wherever weeks begin, also where the year has 366 days."""
    weeks = progress.weeks(today, first_weekday)
    shown = [day for week in weeks for day in week]
    assert [len(week) for week in weeks] == [7] * 53
    assert {week[0].weekday() for week in weeks} == {first_weekday}
    assert shown == [shown[0] + n * DAY for n in range(371)]
    assert {today - n * DAY for n in range(365)} <= set(shown)
    assert today in weeks[-1]


def test_a_leap_year_is_shown_whole():
    """From 31 December 2028 back to the first of January, with the 29th of February between."""
    shown = {day for week in progress.weeks(date(2028, 12, 31), 0) for day in week}
    assert {date(2028, 1, 1), date(2028, 2, 29), date(2028, 12, 31)} <= shown


def test_weeks_without_a_recall_are_gaps():
    """Two of four in this week, none the week before, all a week earlier."""
    days = {MONDAY: Counts(5, 5, 4, 2), MONDAY - 7 * DAY: Counts(3, 3, 0, 0), MONDAY - 14 * DAY: Counts(1, 1, 1, 1)}
    assert progress.retention_by_week(a_progress(days), 0)[-4:] == [None, 1.0, None, 0.5]
    assert progress.worst_week(a_progress(days), 0) == (MONDAY, 0.5)


def test_a_week_begins_where_the_language_says():
    """With Sunday first, that Sunday belongs to this Monday's week."""
    days = {MONDAY - DAY: Counts(1, 1, 1, 0), MONDAY: Counts(1, 1, 1, 1)}
    assert progress.retention_by_week(a_progress(days), 6)[-1] == 0.5
    assert progress.retention_by_week(a_progress(days), 0)[-2:] == [0.0, 1.0]


@pytest.mark.parametrize(("answered", "strength"), [(0, 0), (1, 1), (2, 1), (3, 2), (8, 4), (100, 4)])
def test_how_strong_a_day_is(answered: int, strength: int):
    """In four equal steps up to a full day; any answer is seen."""
    assert level(answered, 8) == strength


def test_one_marathon_does_not_empty_the_other_days():
    """A day of a hundred among twenty of ten: a full day has ten answers."""
    days = {MONDAY - n * DAY: Counts(answered=10) for n in range(20)} | {MONDAY - 40 * DAY: Counts(answered=100)}
    assert full_day(days) == 10


def test_a_learner_of_one_answer_a_day():
    """A full day has four answers at least, and nobody without any divides by zero."""
    assert full_day({MONDAY: Counts(answered=1)}) == 4
    assert full_day({}) == 4


def test_nothing_at_all():
    """No day is the busiest, none the heaviest, and no share is worked out."""
    nothing = a_progress()
    assert (nothing.busiest, nothing.heaviest, nothing.active_days, nothing.due) == (None, None, 0, 0)
    assert nothing.last(30).retention is None
    assert progress.worst_week(nothing, 0) is None


def test_the_hardest_topics_are_those_remembered_least():
    """Three at most; one that always went well, or came back twice only, is none of them."""
    topics = [
        TopicCounts("sql", 10, 5),
        TopicCounts("redes", 4, 3),
        TopicCounts("fácil", 50, 50),
        TopicCounts("rara", 2, 0),
        TopicCounts("ml", 10, 4),
        TopicCounts("http", 10, 9),
    ]
    assert [topic.title for topic in hardest(topics)] == ["ml", "sql", "redes"]


@pytest.mark.parametrize(
    ("falling_due", "share", "coming"),
    [
        ((3, 1, 0, 0), 20, (3, 1, 0, 0)),
        ((100, 5, 0, 0), 20, (20, 20, 20, 20)),
        ((50, 0, 0, 9), 0, (0, 20, 20, 19)),
        ((25, 0, 0, 0), 10, (10, 15, 0, 0)),
        ((0, 0, 45, 0), 20, (0, 0, 20, 20)),
    ],
)
def test_a_backlog_comes_as_many_a_day_as_the_learner_wants(falling_due, share, coming):
    """Today what is left of the daily number, then 20 a day; what does not fit waits for the days behind it."""
    assert progress.spread(falling_due, share, 20) == coming
