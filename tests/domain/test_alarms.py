"""Incidents: each is told once, its end once, and a line that flaps is one nuisance."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alarms import CALM, REST, Alarm, Fault, Subject, Watch, seen
from bot.domain.conversation import Platform

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
AWAY = Subject(Fault.AWAY, Platform.TELEGRAM)
LATE = Subject(Fault.LATE, Platform.TELEGRAM)
STUCK = Subject(Fault.STUCK)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def told(*looks: tuple[float, list[Subject]]) -> list[tuple[float, Subject, bool]]:
    """What is told of looks at these minutes after ten: the minute, what about, and whether it is over."""
    watch, found = Watch(), []
    for minute, wrong in looks:
        now = TEN + minutes(minute)
        watch, alarms = seen(watch, [Alarm(subject, TEN) for subject in wrong], now)
        found += [(minute, alarm.subject, alarm.until is not None) for alarm in alarms]
    return found


def test_an_incident():
    """Told once when it begins, however long it takes, and once when all has been well for two minutes."""
    looks = [(3, [AWAY]), (4, [AWAY]), (30, [AWAY]), (31, []), (32, []), (33, []), (60, [])]
    assert told(*looks) == [(3, AWAY, False), (33, AWAY, True)]


def test_when_it_was():
    """From its beginning until it was well again, not until that is told."""
    watch, _ = seen(Watch(), [Alarm(AWAY, TEN, 7)], TEN + minutes(3))
    watch, none = seen(watch, [], TEN + minutes(31))
    _, (over,) = seen(watch, [], TEN + minutes(31) + CALM)
    assert none == []
    assert over == Alarm(AWAY, TEN, 7, until=TEN + minutes(31))


def test_a_line_that_flaps():
    """Well for a moment is no end; and soon after an end there is no new beginning, unless it lasts."""
    looks = [(3, [AWAY]), (4, []), (5, [AWAY]), (6, []), (8, []), (12, [AWAY]), (20, [AWAY]), (21, [AWAY])]
    assert told(*looks) == [(3, AWAY, False), (8, AWAY, True), (21, AWAY, False)]


def test_what_follows_from_something_else():
    """Where nothing can be sent or written, nobody has to hear that questions are late."""
    assert told((5, [AWAY, LATE])) == [(5, AWAY, False)]
    assert told((3, [AWAY]), (6, [AWAY, LATE]), (7, [AWAY, LATE])) == [(3, AWAY, False)]
    assert told((3, [STUCK]), (6, [STUCK, LATE])) == [(3, STUCK, False)]


def test_what_was_late_before_something_else():
    """It is not said to be on time again because nothing can be sent any more."""
    assert told((5, [LATE]), (6, [AWAY, LATE]), (9, [AWAY, LATE])) == [(5, LATE, False), (6, AWAY, False)]


def test_two_platforms():
    """Each has incidents of its own."""
    other = Subject(Fault.AWAY, Platform.DISCORD)
    late = Subject(Fault.LATE, Platform.DISCORD)
    assert told((3, [AWAY]), (4, [AWAY, other])) == [(3, AWAY, False), (4, other, False)]
    assert told((3, [AWAY]), (6, [AWAY, late])) == [(3, AWAY, False), (6, late, False)]


@given(st.lists(st.booleans(), max_size=200))
def test_whatever_happens(wrong: list[bool]):
    """Beginnings and ends take turns, and no two beginnings are closer than the rest between them."""
    looks = [(number / 2, [AWAY] if one else []) for number, one in enumerate(wrong)]
    found = told(*looks)
    assert [over for _, _, over in found] == [bool(number % 2) for number in range(len(found))]
    begun = [minute for minute, _, over in found if not over]
    assert all(minutes(later - earlier) >= REST for earlier, later in pairwise(begun))
