"""Which ways of showing something to one member of a group are worth trying."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ladder import Found, Known, Rung, is_proven, may_work, rungs_aside

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORKS, BROKEN = Found(works=True, at=NOW), Found(works=False, at=NOW)


def test_where_nothing_is_known_everything_is_tried():
    """What was typed for all to read allows nothing at once."""
    assert rungs_aside({}, NOW, acted=True) == (Rung.AT_ONCE, Rung.ANYTIME)
    assert rungs_aside({}, NOW, acted=False) == (Rung.ANYTIME,)
    assert not is_proven({})


def test_a_rung_that_broke_is_tried_again_after_a_week():
    """Not at each press, and not never."""
    known: Known = {Rung.AT_ONCE: BROKEN}
    assert rungs_aside(known, NOW + timedelta(days=6, hours=23), acted=True) == (Rung.ANYTIME,)
    assert rungs_aside(known, NOW + timedelta(days=7), acted=True) == (Rung.AT_ONCE, Rung.ANYTIME)


def test_a_rung_that_works_is_not_forgotten():
    """However long ago it was."""
    assert may_work(Rung.LINK, {Rung.LINK: WORKS}, NOW + timedelta(days=400))


@pytest.mark.parametrize(
    ("known", "proven"),
    [
        ({Rung.AT_ONCE: WORKS, Rung.ANYTIME: BROKEN}, True),
        ({Rung.ANYTIME: WORKS}, True),
        ({Rung.AT_ONCE: BROKEN}, False),
        ({Rung.LINK: WORKS}, False),
    ],
)
def test_what_was_seen_to_stay_between_two(known: Known, proven: bool):
    """A link says nothing of messages."""
    assert is_proven(known) is proven
