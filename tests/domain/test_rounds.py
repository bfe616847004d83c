"""What is asked for in words, which questions a round gets, and what counts as missed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grading import Mark
from bot.domain.memory import Grade
from bot.domain.rounds import Outcome, Reading, outcome, readings

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("sql", [Reading("sql")]),
        ("5", [Reading("", 5)]),
        ("-3", [Reading("", -3)]),
        ("sql 5", [Reading("sql 5", loosely=False), Reading("sql", 5), Reading("sql 5")]),
        ("5 sql", [Reading("sql", 5), Reading("5 sql")]),
        ("Python 3 5", [Reading("Python 3 5", loosely=False), Reading("Python 3", 5), Reading("Python 3 5")]),
        ("sql cinco", [Reading("sql cinco")]),
        ("sql 5.5", [Reading("sql 5.5")]),
        ("٥", [Reading("٥")]),
        ("9" * 4000, [Reading("", 9_999_999)]),
    ],
    ids=lambda value: str(value)[:20],
)
def test_the_ways_to_read_what_was_typed(argument: str, expected: list[Reading]):
    """The likeliest first; a number alone is always a number of questions."""
    assert list(readings(argument)) == expected


@given(st.text(min_size=1).map(str.strip).filter(bool))
def test_any_text_can_be_read(argument: str):
    """In at most three ways, the last of which loses nothing but the number."""
    ways = list(readings(argument))
    assert 1 <= len(ways) <= 3
    assert ways[-1].name in ("", argument)


@pytest.mark.parametrize(
    ("grade", "mark", "skipped", "expected"),
    [
        (Grade.AGAIN, None, False, Outcome.MISSED),
        (Grade.AGAIN, Mark.RIGHT, False, Outcome.MISSED),
        (Grade.GOOD, Mark.WRONG, False, Outcome.MISSED),
        (Grade.HARD, Mark.PARTLY, False, Outcome.KNOWN),
        (None, Mark.PARTLY, False, Outcome.MISSED),
        (None, Mark.RIGHT, False, Outcome.KNOWN),
        (Grade.HARD, None, False, Outcome.KNOWN),
        (None, None, True, Outcome.SKIPPED),
        (None, None, False, Outcome.UNGRADED),
    ],
)
def test_what_counts_as_missed(grade: Grade | None, mark: Mark | None, skipped: bool, expected: Outcome):
    """The learner's verdict decides, but for an answer that is plainly wrong."""
    assert outcome(grade, mark, skipped=skipped) is expected
