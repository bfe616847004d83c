"""Which day an answer counts for, and when a day is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.conversation import Sender
from bot.push import tick
from tests.study.town import MONDAY, Town, opened, said

MADRID = ZoneInfo("Europe/Madrid")


def madrid(day: int, hour: int, minute: int, *, month: int = 11, fold: int = 0) -> datetime:
    """A moment of November 2026 by the clock in Madrid."""
    return datetime(2026, month, day, hour, minute, tzinfo=MADRID, fold=fold).astimezone(UTC)


def days(town: Town) -> list[tuple[str, str]]:
    """The days that are written down, with what became of them."""
    return [(day, state) for day, state in town.ask("SELECT day, state FROM days ORDER BY learner_id, day")]


def answers_one(town: Town, who: Sender, at: datetime | None = None) -> None:
    """Asks for a question and answers it; `at` is when the answer was sent."""
    room = town.private(who)
    room.says(who, "/quiz")
    reply = room.says(who, "no lo recuerdo bien", at=at)
    if "Pulsa una de las opciones" in "".join(said(reply)):
        room.says(who, "a", at=at)


def closed_by_the_tick(town: Town) -> int:
    """What the program does every minute; gives how many learners' days it closed."""
    return town.desk.run(lambda db: tick.close_days(db, town.now)).result(10)


def test_an_answer_sent_before_the_day_ended_and_handled_after(town: Town, ana: Sender):
    """Sent at 03:50, handled at 04:10: it counts for the evening before."""
    town.now = madrid(24, 3, 50)
    answers_one(town, ana)
    town.now = madrid(25, 3, 40)
    town.private(ana).says(ana, "/quiz sql")
    town.now = madrid(25, 4, 10)
    town.private(ana).says(ana, "filas y grupos", at=madrid(25, 3, 50))
    assert days(town) == [("2026-11-23", "credited"), ("2026-11-24", "credited")]
    assert town.private(ana).last.text.splitlines()[-2:] == ["🔥 Racha: 2 días", "¿Te la sabías?"]


def test_an_answer_after_midnight(town: Town, ana: Sender):
    """At half past midnight it is still the evening before: the day ends at 04:00."""
    town.now = madrid(24, 0, 30)
    answers_one(town, ana)
    assert days(town) == [("2026-11-23", "credited")]


def test_a_late_answer_when_the_day_was_closed_meanwhile(town: Town, ana: Sender):
    """The tick closes Monday at 04:00; an answer of Tuesday 03:50 (a Monday's) that comes then is credited once."""
    town.now = madrid(23, 20, 0)
    answers_one(town, ana)
    town.private(ana).says(ana, "/quiz sql")
    town.now = madrid(24, 4, 1)
    assert closed_by_the_tick(town) == 1
    town.private(ana).says(ana, "filas y grupos", at=madrid(24, 3, 50))
    assert days(town) == [("2026-11-23", "credited")]
    assert "Racha" not in town.private(ana).last.text


def test_the_second_answer_of_a_day(town: Town, ana: Sender):
    """It adds no day, and the streak is said once."""
    answers_one(town, ana)
    assert "🔥 Racha: 1 día\n" in town.private(ana).last.text
    answers_one(town, ana)
    assert "Racha" not in town.private(ana).last.text
    assert days(town) == [("2026-11-23", "credited")]


def test_seven_days_and_a_missed_one(town: Town, ana: Sender):
    """The streak grows by a day each day, a freeze keeps it once, and its end is told without blame."""
    for _ in range(7):
        answers_one(town, ana)
        town.later(days=1)
    room = town.private(ana)
    room.says(ana, "/streak")
    assert room.last.text == (
        "🔥 7 días seguidos (récord: 7).\nHoy está pendiente: el día acaba a las 04:00.\n"
        "❄ Tienes 1 comodín.\nL M X J V S D\n· · · · · · ·"
    )
    town.later(days=1)
    room.says(ana, "/streak")
    assert room.last.text == (
        "🔥 7 días seguidos (récord: 7).\nHoy está pendiente: el día acaba a las 04:00.\nL M X J V S D\n❄ · · · · · ·"
    )
    town.later(days=3)
    room.says(ana, "/streak")
    assert room.last.text == (
        "Tu racha está a 0 (récord: 7). Una pregunta hoy y vuelve a empezar.\nL M X J V S D\n❄ ✗ ✗ ✗ · · ·"
    )
    assert days(town)[-2:] == [("2026-11-30", "frozen"), ("2026-12-01", "missed")]
    answers_one(town, ana)
    assert "🔥 Racha: 1 día\n" in room.last.text


@pytest.mark.parametrize("lazily", [True, False])
def test_a_day_is_closed_once(town: Town, ana: Sender, lazily: bool):
    """By the tick or by looking at it, and again by the other: the same rows."""
    answers_one(town, ana)
    town.later(days=2)
    ways = [lambda: town.private(ana).says(ana, "/streak"), lambda: closed_by_the_tick(town)]
    for way in ways if lazily else reversed(ways):
        way()
    assert days(town) == [("2026-11-23", "credited"), ("2026-11-24", "missed")]
    assert town.ask("SELECT closed_through, day_ends_at FROM learners") == [("2026-11-24", None)]


def test_the_tick_closes_a_day_at_its_end(town: Town, ana: Sender):
    """Not a minute earlier, and once."""
    answers_one(town, ana)
    town.now = madrid(24, 3, 59)
    assert closed_by_the_tick(town) == 0
    town.now = madrid(24, 4, 0)
    assert closed_by_the_tick(town) == 1
    assert closed_by_the_tick(town) == 0
    assert days(town) == [("2026-11-23", "credited")]


def test_the_night_when_the_clocks_go_back(file: Path, ana: Sender):
    """In the night to 25 October 2026 the hour from 2 to 3 comes twice; the day ends at 04:00 all the same."""
    with opened(file, madrid(25, 2, 30, month=10, fold=0)) as town:
        answers_one(town, ana)
        town.now = madrid(25, 2, 30, month=10, fold=1)
        answers_one(town, ana)
        assert days(town) == [("2026-10-24", "credited")]
        town.now = madrid(25, 4, 0, month=10)
        answers_one(town, ana)
        assert days(town) == [("2026-10-24", "credited"), ("2026-10-25", "credited")]


def test_the_night_when_the_clocks_go_forward(file: Path, ana: Sender):
    """In the night to 29 March 2026 there is no hour from 2 to 3: a streak over it has no hole."""
    with opened(file, madrid(28, 9, 0, month=3)) as town:
        for moment in (madrid(28, 9, 0, month=3), madrid(29, 9, 0, month=3), madrid(30, 3, 59, month=3)):
            town.now = moment
            answers_one(town, ana)
        assert days(town) == [("2026-03-28", "credited"), ("2026-03-29", "credited")]
        town.now = madrid(30, 9, 0, month=3)
        answers_one(town, ana)
        assert "🔥 Racha: 3 días\n" in town.private(ana).last.text


def test_a_zone_to_the_west_opens_no_old_day(town: Town, ana: Sender):
    """From Auckland on Tuesday to Honolulu, where it is still Monday: Monday gets no second credit."""
    room = town.private(ana)
    room.says(ana, "/timezone Auckland")
    town.now = MONDAY + timedelta(hours=8)
    answers_one(town, ana)
    room.says(ana, "/timezone Honolulu")
    answers_one(town, ana)
    assert days(town) == [("2026-11-24", "credited")]


def test_a_hint_a_reveal_and_a_skip_earn_nothing(town: Town, ana: Sender):
    """A reveal counts once it is graded, an undone grade takes no day away."""
    room = town.private(ana)
    room.says(ana, "/quiz machine")
    room.presses(ana, "Pista")
    room.presses(ana, "Saltar")
    room.says(ana, "/quiz sql")
    room.presses(ana, "Ver respuesta")
    assert days(town) == []
    room.presses(ana, "✓ Sí")
    assert days(town) == [("2026-11-23", "credited")]
    room.presses(ana, "Deshacer")
    assert days(town) == [("2026-11-23", "credited")]
    assert town.ask("SELECT * FROM cards") == town.ask("SELECT * FROM reviews") == []
