"""So many of what costs, within a time that begins with the first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.allowances import Allowance, Spent, again_at, one_more

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
THREE = Allowance(3, timedelta(hours=1))
MINUTE = timedelta(minutes=1)


def test_the_first_times():
    """Three are free; the fourth comes an hour after the first."""
    spent = None
    for minute in range(3):
        assert again_at(spent, THREE, NOW + minute * MINUTE) is None
        spent = one_more(spent, THREE, NOW + minute * MINUTE)
    assert spent == Spent(NOW, 3)
    assert again_at(spent, THREE, NOW + 59 * MINUTE) == NOW + 60 * MINUTE


def test_when_the_time_is_over():
    """All begins anew, with the next one."""
    spent = Spent(NOW, 3)
    later = NOW + 60 * MINUTE
    assert again_at(spent, THREE, later) is None
    assert one_more(spent, THREE, later) == Spent(later, 1)


def test_a_clock_that_was_set_back():
    """Nobody is locked out for years by a moment in the future."""
    assert again_at(Spent(NOW + timedelta(days=400), 3), THREE, NOW) is None


def test_a_host_who_lowers_the_number():
    """What was had already counts."""
    assert again_at(Spent(NOW, 9), THREE, NOW) == NOW + THREE.within


@given(st.lists(st.integers(0, 200), max_size=60).map(sorted))
def test_never_more_than_twice_the_number_in_any_such_time(minutes: list[int]):
    """At the seam of two times one may have both, and no more than that."""
    had: list[datetime] = []
    spent = None
    for minute in minutes:
        now = NOW + minute * MINUTE
        if again_at(spent, THREE, now) is None:
            spent = one_more(spent, THREE, now)
            had.append(now)
    assert all(sum(one <= other < one + THREE.within for other in had) <= 2 * THREE.most for one in had)
