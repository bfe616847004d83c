"""Codes as people type them, and what a day is that two accounts of one person had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.linking import LENGTH, LETTERS, better, code_in, grouped
from bot.domain.streak import DayState

STATES = st.none() | st.sampled_from(DayState)
SETTLED = [state for state in DayState if state is not DayState.PENDING]


@given(st.text(LETTERS, min_size=LENGTH, max_size=LENGTH))
def test_a_code_as_it_is_shown(code):
    """It is read back from how it is shown, in small letters and with blanks, too."""
    assert code_in(grouped(code)) == code_in(f" {grouped(code).lower().replace('-', ' - ')} ") == code


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFG", "ABCD-EFGH2", "ABCD-EFG0", "ÁBCD-EFGH", "ABCD_EFGH", "/link"]
)
def test_what_cannot_be_a_code(typed):
    """Too short, too long, with letters that are mistaken for others."""
    assert code_in(typed) is None


@given(STATES, STATES, STATES)
def test_the_order_does_not_matter(one, other, third):
    """Whoever is joined to whom, and in which order, a day is the same."""
    assert better(one, other) is better(other, one)
    assert better(better(one, other), third) is better(one, better(other, third))


@pytest.mark.parametrize("state", SETTLED)
def test_a_credit_is_one_credit(state):
    """Whatever the other account made of the day, a credit stays one, and nothing is better than itself."""
    assert better(DayState.CREDITED, state) is DayState.CREDITED
    assert better(state, state) is better(state, None) is better(state, DayState.PENDING) is state


def test_a_freeze_is_not_spent_where_a_pause_kept_the_day():
    """It is held again."""
    assert better(DayState.FROZEN, DayState.PAUSED) is DayState.PAUSED
    assert better(DayState.FROZEN, DayState.MISSED) is DayState.FROZEN
