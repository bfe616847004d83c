"""Streaks, “Day states”, “Closing a day”, “Freeze” and “Repair”."""

import pytest

from bot.domain.conversation import Sender
from tests.study.test_days import answers_one, closed_by_the_tick, days
from tests.study.test_streak_stories import states, streak, studies
from tests.study.town import Town

NOT_LOST = "🔥 7 días seguidos (récord: 7)."


def lives_on(town: Town, count: int) -> None:
    """So many days pass, and the tick closes each at its end."""
    for _ in range(count):
        town.later(days=1)
        closed_by_the_tick(town)


def a_week(town: Town, who: Sender) -> None:
    """Seven days, each closed by the tick."""
    for _ in range(7):
        answers_one(town, who)
        lives_on(town, 1)


# --- day states and the streak -----------------------------------------------------------------------


def test_today_pending_is_shown_as_pending_and_never_as_0(town: Town, ana: Sender):
    """In the morning yesterday's streak is still there."""
    studies(town, ana, 2)
    room = town.private(ana)
    room.says(ana, "/streak")
    assert room.last.text.splitlines()[:2] == [
        "🔥 2 días seguidos (récord: 2).",
        "Hoy está pendiente: el día acaba a las 04:00.",
    ]


def test_the_streak_stops_at_the_first_missed_day(town: Town, ana: Sender):
    """What was before it is the record."""
    studies(town, ana, 3)
    town.later(days=1)
    studies(town, ana, 2)
    assert streak(town, ana) == "🔥 2 días seguidos (récord: 3)."


# --- closing -----------------------------------------------------------------------------------------


def test_a_leaderboard_never_shows_a_stale_streak(town: Town, ana: Sender):
    """A freeze that kept the streak is on the board at once, though nobody but the tick looked; then it is lost."""
    a_week(town, ana)
    lives_on(town, 1)
    room = town.private(ana)
    room.says(ana, "/top")
    assert room.last.text.splitlines()[1] == "🥇 Ana 7 🔥 (hoy pendiente)"
    lives_on(town, 1)
    room.says(ana, "/top")
    assert room.last.text.splitlines()[1] == "🥇 Ana 0 🔥"


def test_each_day_of_a_streak_is_closed_at_its_end_until_it_is_lost(town: Town, ana: Sender):
    """A freeze is spent when the day ends, not when somebody looks; behind a missed day nothing is left to close."""
    a_week(town, ana)
    lives_on(town, 1)
    assert states(town) == "CCCCCCCF"
    lives_on(town, 1)
    assert states(town) == "CCCCCCCFM"
    assert town.ask("SELECT day_ends_at FROM learners") == [(None,)]
    town.later(days=1)
    assert closed_by_the_tick(town) == 0


def test_closing_is_idempotent(town: Town, ana: Sender):
    """By the tick, by looking, by answering, and again: one row a day."""
    a_week(town, ana)
    town.later(days=1)
    for _ in range(2):
        closed_by_the_tick(town)
        town.private(ana).says(ana, "/streak")
        town.private(ana).says(ana, "/top")
    answers_one(town, ana)
    assert states(town) == "CCCCCCCFC"


# --- freezes -----------------------------------------------------------------------------------------


def test_a_freeze_is_spent_automatically_one_for_each_missed_day(town: Town, ana: Sender):
    """Two weeks earn two, which keep two missed days; the third is missed."""
    studies(town, ana, 14)
    town.later(days=3)
    assert streak(town, ana).startswith("Tu racha está a 0 (récord: 14).")
    assert states(town) == "C" * 14 + "FFM"


def test_two_freezes_are_held_at_most(town: Town, ana: Sender):
    """The third that is earned is lost."""
    studies(town, ana, 21)
    town.private(ana).says(ana, "/streak")
    assert "❄ Tienes 2 comodines." in town.private(ana).last.text


def test_a_freeze_must_exist_before_the_day_closes(town: Town, ana: Sender):
    """The seventh day comes after the gap: its freeze does not mend what was missed before."""
    studies(town, ana, 6)
    town.later(days=1)
    answers_one(town, ana)
    assert states(town) == "CCCCCCMC"
    assert streak(town, ana) == "🔥 1 día seguido (récord: 6)."


def test_the_first_answer_after_a_frozen_day_tells_the_whole_streak(town: Town, ana: Sender):
    """Nobody has looked since, and the tick was not there: the answer itself closes the day before it counts."""
    studies(town, ana, 7)
    town.later(days=1)
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas y grupos")
    assert "🔥 Racha: 8 días\n" in room.last.text
    assert states(town) == "CCCCCCCFC"


def test_the_learner_is_told_in_the_morning(town: Town, ana: Sender):
    """Above the first question of the day, and only there; who has no schedule asks for it."""
    studies(town, ana, 7)
    town.later(days=1)
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    assert room.last.text.startswith("❄ Ayer no pudiste: un comodín guardó tu racha de 7 días.\nTe quedan 0.\n")
    room.says(ana, "/quiz")
    assert "❄" not in room.last.text


# --- repair ------------------------------------------------------------------------------------------


def test_a_repair_within_48_hours_over_a_day_off(town: Town, ana: Sender):
    """Friday missed, Saturday is the schedule's day off: on Sunday four questions bring the streak back."""
    room = town.private(ana)
    room.says(ana, "/daily 09:00 mon-fri")
    studies(town, ana, 4)
    town.later(days=2)
    room.says(ana, "/streak")
    assert "🔧 Se te escapó un día. Responde hoy 4 preguntas y recuperas tu racha de 4 días." in room.last.text
    for _ in range(4):
        answers_one(town, ana)
    assert states(town) == "CCCCREC"
    assert streak(town, ana) == "🔥 5 días seguidos (récord: 5)."


@pytest.mark.parametrize(("hours", "mended"), [(17, True), (24, False)])
def test_a_repair_has_48_hours_from_the_close(town: Town, ana: Sender, hours: int, mended: bool):
    """Wednesday closes on Thursday at 04:00: until Saturday at 04:00, late on Friday's day, it can be made good."""
    studies(town, ana, 2)
    town.later(days=1)
    studies(town, ana, 1)
    answers_one(town, ana)
    town.later(hours=hours)
    for _ in range(4):
        answers_one(town, ana)
    assert states(town)[:3] == ("CCR" if mended else "CCM")


def test_never_two_adjacent_days(town: Town, ana: Sender):
    """Neither of two missed days can be made good."""
    studies(town, ana, 3)
    town.later(days=2)
    for _ in range(5):
        answers_one(town, ana)
    assert "R" not in states(town)


def test_published_boards_do_not_change_by_a_repair(town: Town, ana: Sender):
    """Answers and days that are counted on boards are those of the day on which they were given."""
    studies(town, ana, 3)
    town.later(days=1)
    room = town.private(ana)
    for _ in range(4):
        answers_one(town, ana)
    room.says(ana, "/top month")
    assert room.last.text.splitlines()[1] == "🥇 Ana 7 ✍"
    assert [state for _, state in days(town)].count("credited") == 4
