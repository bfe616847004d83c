"""Streaks, “Event row” and “Credit”: what is written down of an answer, and what earns the day."""

from datetime import timedelta

import pytest

from bot.domain.actions import Choose, SetGoal
from bot.domain.conversation import Sender
from tests.study.test_days import answers_one, days, madrid
from tests.study.test_streak_stories import moved_to, states
from tests.study.town import MONDAY, Town


def events(town: Town) -> list[tuple[str, ...]]:
    """What is written down, oldest first."""
    return town.ask("SELECT kind, at, zone, rollover, local_day FROM events ORDER BY id")


def test_an_event_holds_who_what_when_and_where(town: Town, ana: Sender):
    """Learner, question, kind, instant in UTC, the zone's name, the rollover, the local day."""
    moved_to(town, ana, "Pacific/Auckland")
    answers_one(town, ana)
    assert town.ask("SELECT count(*) FROM events WHERE learner_id AND question_id") == [(1,)]
    (row,) = events(town)
    kind, at, zone, rollover, day = row
    assert kind in {"answer", "choice"}
    assert (at[:16], zone, rollover[:5], day) == ("2026-11-23 09:12", "Pacific/Auckland", "04:00", "2026-11-23")


def test_an_event_is_immutable(town: Town, ana: Sender):
    """Moves, other answers, grades taken back: what was written of the first answer stays as it was."""
    answers_one(town, ana)
    before = events(town)
    town.private(ana).presses(ana, "✓")
    town.private(ana).presses(ana, "Deshacer")
    moved_to(town, ana, "America/Lima")
    town.later(days=1)
    answers_one(town, ana)
    assert events(town)[: len(before)] == before


def test_the_instant_is_the_platforms_and_not_that_of_processing(town: Town, ana: Sender):
    """Sent at 23:50, handled ten minutes past midnight of the next day's next: it counts for the day it was sent on."""
    town.private(ana).says(ana, "/quiz sql")
    town.now = MONDAY + timedelta(hours=24)
    town.private(ana).says(ana, "filas y grupos", at=madrid(23, 23, 50))
    assert days(town) == [("2026-11-23", "credited")]
    assert events(town)[0][1].startswith("2026-11-23 22:50")


def test_one_credit_a_local_day(town: Town, ana: Sender):
    """Three answers are one day."""
    for _ in range(3):
        answers_one(town, ana)
    assert days(town) == [("2026-11-23", "credited")]


def test_an_answer_that_is_submitted_earns_the_day(town: Town, ana: Sender):
    """Right or wrong does not matter."""
    town.private(ana).says(ana, "/quiz sql")
    town.private(ana).says(ana, "ni idea")
    assert states(town) == "C"


@pytest.mark.parametrize("typed", ["…", "🤔", "???", "¿Qué diferencia hay entre `WHERE` y `HAVING`?"])
def test_an_answer_without_a_letter_or_that_copies_the_question_earns_nothing(town: Town, ana: Sender, typed: str):
    """It needs a letter or a digit at least, and words of one's own."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    copied = room.last.text.splitlines()[1]
    room.says(ana, copied if typed.startswith("¿") else typed)
    assert states(town) == ""
    room.says(ana, "x")
    assert states(town) == "C"


def test_a_choice_that_is_picked_earns_the_day(town: Town, ana: Sender):
    """One press on a choice."""
    room = town.private(ana)
    room.says(ana, "/quiz redes")
    room.forges(
        ana, next(button.action for row in room.last.rows for button in row if isinstance(button.action, Choose))
    )
    assert states(town) == "C"
    assert events(town)[0][0] == "choice"


def test_a_reveal_alone_earns_nothing(town: Town, ana: Sender):
    """To look is not to study."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.presses(ana, "Ver respuesta")
    assert states(town) == ""
    assert events(town) == []


def test_a_reveal_followed_by_a_grade_earns_the_day(town: Town, ana: Sender):
    """The grade is the learner's own verdict, and counts."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.presses(ana, "Ver respuesta")
    room.presses(ana, "✗ Aún no")
    assert states(town) == "C"
    assert events(town)[0][0] == "grade"


@pytest.mark.parametrize("command", ["/skip", "/hint", "/streak", "/top", "/help", "/settings", "/stats", "/pause 3"])
def test_a_skip_a_hint_or_a_command_earns_none(town: Town, ana: Sender, command: str):
    """Whatever else is written or pressed is no study."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, command)
    assert states(town) == ""


def test_the_daily_goal_is_one_at_least_and_the_learners_own(town: Town, ana: Sender):
    """One unless chosen otherwise; a forged goal of none is refused."""
    room = town.private(ana)
    room.says(ana, "/settings")
    assert "🎯 El día cuenta con 1 pregunta\n" in room.last.text
    assert room.forges(ana, SetGoal(0)).notice
    assert town.ask("SELECT * FROM goals") == []


def test_the_goal_in_force_when_the_day_opened_counts_and_the_settings_say_from_when(town: Town, ana: Sender):
    """Chosen today, in force tomorrow: until then the settings show both."""
    room = town.private(ana)
    room.says(ana, "/settings")
    room.presses(ana, "Meta diaria")
    room.presses(ana, "3")
    room.presses(ana, "Ajustes")
    assert "🎯 El día cuenta con 1 pregunta; desde mañana, con 3\n" in room.last.text
    answers_one(town, ana)
    assert states(town) == "C"
    town.later(days=1)
    room.says(ana, "/settings")
    assert "🎯 El día cuenta con 3 preguntas\n" in room.last.text


def test_a_goal_after_a_flight_west_holds_from_the_next_day_that_opens(town: Town, ana: Sender):
    """In Auckland the 24th counted; in Honolulu, where it is the 23rd, the goal begins on the 25th all the same."""
    moved_to(town, ana, "Pacific/Auckland")
    town.now = madrid(23, 21, 0)
    answers_one(town, ana)
    moved_to(town, ana, "Pacific/Honolulu")
    room = town.private(ana)
    room.says(ana, "/settings")
    room.presses(ana, "Meta diaria")
    room.presses(ana, "2")
    assert town.ask("SELECT since, goal FROM goals") == [("2026-11-25", 2)]
