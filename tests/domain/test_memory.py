"""When a question comes back."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.memory import Card, Grade, intervals, relative_overdueness, retrievability, review

MONDAY = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_first_grade_decides_the_first_interval():
    """Forgotten or hard: tomorrow; good: in two days; easy: in eight, as FSRS 6 has it with its own parameters."""
    assert intervals(None, MONDAY) == {Grade.AGAIN: 1, Grade.HARD: 1, Grade.GOOD: 2, Grade.EASY: 8}


def test_the_buttons_tell_the_truth():
    """The days on a button are the days that pressing it gives."""
    card = review(None, Grade.GOOD, MONDAY)
    later = MONDAY + 2 * DAY
    for grade, days in intervals(card, later).items():
        assert review(card, grade, later).due == later + days * DAY


def test_forgetting_brings_a_question_back_soon():
    """A question known for weeks and then forgotten is asked again within days."""
    card = review(None, Grade.EASY, MONDAY)
    card = review(card, Grade.EASY, card.due)
    assert intervals(card, card.due)[Grade.AGAIN] <= 4


def test_five_minutes_earlier_the_next_day_is_another_day():
    """Answering daily at 09:10 and then at 09:05 lengthens the interval as a full day does."""
    card = review(None, Grade.GOOD, MONDAY)
    assert review(card, Grade.GOOD, MONDAY + DAY - timedelta(minutes=5)).stability == pytest.approx(
        review(card, Grade.GOOD, MONDAY + DAY).stability
    )


def test_a_second_look_on_the_same_day_is_no_long_term_review():
    """Grading well twice within an hour gives far less than grading well twice on two days."""
    card = review(None, Grade.GOOD, MONDAY)
    again = review(card, Grade.GOOD, MONDAY + timedelta(hours=1))
    assert again.stability < review(card, Grade.GOOD, card.due).stability


def test_memory_fades():
    """Sure right after the review, 90 % when it falls due, less afterwards."""
    card = Card(stability=10, difficulty=5, due=MONDAY + 10 * DAY, last_review=MONDAY)
    assert retrievability(card, MONDAY) == 1
    assert retrievability(card, card.due) == pytest.approx(0.9)
    assert retrievability(card, card.due + 30 * DAY) < 0.8


def test_two_days_late_of_two_is_later_than_six_of_sixty():
    """Lateness is measured in the card's own intervals."""
    short = Card(2, 5, due=MONDAY, last_review=MONDAY - 2 * DAY)
    long = Card(60, 5, due=MONDAY, last_review=MONDAY - 60 * DAY)
    assert relative_overdueness(short, MONDAY) == 0
    assert relative_overdueness(short, MONDAY + 2 * DAY) == 1
    assert relative_overdueness(long, MONDAY + 6 * DAY) == pytest.approx(0.1)
    assert relative_overdueness(long, MONDAY - 6 * DAY) == pytest.approx(-0.1)


def test_a_naive_moment_is_refused():
    """A moment without a zone would mean another instant on another machine."""
    with pytest.raises(ValueError, match="aware"):
        review(None, Grade.GOOD, MONDAY.replace(tzinfo=None))


@given(
    grades=st.lists(st.tuples(st.sampled_from(Grade), st.integers(0, 400), st.integers(0, 86_399)), max_size=12),
    zone=st.sampled_from([UTC, ZoneInfo("UTC"), ZoneInfo("America/Bogota"), timezone(timedelta(hours=5, minutes=45))]),
)
def test_whatever_happens_a_card_stays_sound(grades, zone):
    """Any history keeps difficulty within 1 to 10, stability positive, and the next review days ahead, in order."""
    card, now = None, MONDAY.astimezone(zone)
    for grade, days, seconds in grades:
        now += timedelta(days=days, seconds=seconds)
        offered = intervals(card, now)
        assert offered[Grade.AGAIN] >= 1
        assert offered[Grade.HARD] <= offered[Grade.GOOD] <= offered[Grade.EASY]
        card = review(card, grade, now)
        assert card.due == now + timedelta(days=offered[grade])
        assert card.last_review == now
        assert card.due.tzinfo is UTC
        assert card.last_review.tzinfo is UTC
        assert 1 <= card.difficulty <= 10
        assert card.stability > 0


def test_an_earlier_moment_than_the_last_review_does_no_harm():
    """Updates may be handled out of order: the earlier one counts as the same day."""
    card = review(None, Grade.GOOD, MONDAY)
    assert review(card, Grade.GOOD, MONDAY - DAY).stability >= card.stability
