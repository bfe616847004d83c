"""Answers to questions with gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grading import Mark, gaps_filled, marks_gaps

TWO = [("mitocondria",), ("ATP", "adenosín trifosfato")]


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("mitocondria, ATP", Mark.RIGHT),
        ("La Mitocondria; atp", Mark.RIGHT),
        ("mitocondria / adenosin trifosfato", Mark.RIGHT),
        ("mitocondria\nATP", Mark.RIGHT),
        ("mitocondria, ADN", Mark.PARTLY),
        ("mitocondria", Mark.PARTLY),
        ("ATP", Mark.PARTLY),
        ("ATP, mitocondria", Mark.WRONG),
        ("núcleo, ADN", Mark.WRONG),
        ("", Mark.WRONG),
    ],
)
def test_two_gaps_are_filled_in_their_order(typed: str, mark: Mark):
    """With signs or line ends between; one of them alone is partly right."""
    assert marks_gaps(typed, TWO) is mark


def test_one_gap_may_hold_commas():
    """It is a short answer like any other."""
    assert marks_gaps("3,14", [("3.14",)]) is Mark.RIGHT
    assert marks_gaps("red, green, blue", [("red, green, blue",)]) is Mark.RIGHT


def test_gaps_with_commas_are_written_on_lines_of_their_own():
    """The signs that part the answer into as many parts as there are gaps are the ones that count."""
    assert marks_gaps("a, b\nc", [("a, b",), ("c",)]) is Mark.RIGHT


@given(st.text(), st.lists(st.lists(st.text(min_size=1), min_size=1), min_size=1, max_size=5))
def test_any_text_can_be_marked(text: str, gaps: list[list[str]]):
    """No gap is filled twice."""
    assert 0 <= gaps_filled(text, gaps) <= len(gaps)
