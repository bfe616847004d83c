"""When the answer to a group's question is published, and whether anybody is still waited for."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.conversation import LearnerId
from bot.domain.publishing import is_too_late, nobody_is_missing, publishing_at

MADRID = "Europe/Madrid"
ANA, LUIS, EVA = LearnerId(1), LearnerId(2), LearnerId(3)


@pytest.mark.parametrize(
    ("asked", "published"),
    [
        ("2026-11-23 08:00", "2026-11-23 20:00"),
        ("2026-11-23 19:00", "2026-11-23 20:00"),
        ("2026-11-23 19:01", "2026-11-24 20:00"),
        ("2026-11-23 23:30", "2026-11-24 20:00"),
        ("2026-10-24 19:30", "2026-10-25 20:00"),  # the clocks go back that night
        ("2026-03-28 08:00", "2026-03-28 20:00"),
        ("2026-03-28 21:00", "2026-03-29 19:00"),  # and forward
    ],
)
def test_the_next_hour_of_the_group_that_leaves_time(asked, published):
    """At 21:00 in Madrid, at least an hour after the question."""
    moment = datetime.fromisoformat(asked).replace(tzinfo=UTC)
    assert publishing_at(moment, time(21), MADRID) == datetime.fromisoformat(published).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("answered", "active", "headcount", "over"),
    [
        ({ANA}, {ANA}, 8, False),  # the others may be about to answer for the first time
        ({ANA, LUIS}, set(), 8, False),
        ({ANA, LUIS}, {ANA, LUIS}, 8, True),
        ({ANA, EVA}, {ANA, LUIS}, 8, False),
        ({ANA, LUIS, EVA}, {ANA, LUIS}, None, True),
        ({ANA, LUIS}, set(), 2, True),
        ({ANA}, set(), 1, False),
        (set(), set(), None, False),
    ],
)
def test_who_is_waited_for(answered, active, headcount, over):
    """Everybody in the group, or all who were active before; never one person alone."""
    assert nobody_is_missing(answered, active, headcount) is over


def test_a_day_late():
    """After that nobody waits for it."""
    due = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert not is_too_late(due, due + timedelta(hours=23, minutes=59))
    assert is_too_late(due, due + timedelta(hours=24))
