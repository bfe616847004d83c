"""Streaks, “Backfill”: none by learners; an admin's repair is an audited event that the learner sees."""

import pytest

from bot.domain.conversation import Sender
from tests.study.test_streak_stories import states, streak, studies
from tests.study.town import ADMIN, Town

MARTA = Sender(ADMIN, "Marta", "es")


def a_gap(town: Town, who: Sender) -> None:
    """Three days, one missed, and two more."""
    studies(town, who, 3)
    town.later(days=1)
    studies(town, who, 2)


def test_an_admins_repair_has_author_and_reason_and_the_learner_sees_it(town: Town, ana: Sender):
    """Written down with all that is to be known, told at once, and explained by /streak why."""
    a_gap(town, ana)
    room = town.private(MARTA)
    room.says(MARTA, "/repair 1001 2026-11-26 el servidor no funcionaba")
    assert room.last.text == "🔧 Ana: jue, 26 nov queda reparado. Racha: 5 días."
    assert town.private(ana).last.text == (
        "🔧 Marta ha reparado un día tuyo, jue, 26 nov: el servidor no funcionaba. 🔥 Racha: 5 días"
    )
    assert town.ask("SELECT day, was, signature, reason FROM repairs") == [
        ("2026-11-26", "missed", "Marta", "el servidor no funcionaba")
    ]
    assert streak(town, ana) == "🔥 5 días seguidos (récord: 5)."
    town.private(ana).says(ana, "/streak why")
    assert "🔧 jue, 26 nov: lo reparó Marta: el servidor no funcionaba" in town.private(ana).last.text


def test_learners_fill_nothing_in(town: Town, ana: Sender):
    """The command is nobody's but the admins', and does not even exist for others."""
    a_gap(town, ana)
    room = town.private(ana)
    room.says(ana, "/repair 1001 2026-11-26 por favor")
    assert "/repair" in room.last.text
    assert "M" in states(town)
    assert town.ask("SELECT * FROM repairs") == []
    room.says(ana, "/help")
    assert "/repair" not in room.last.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Escribe de quién es el día"),
        ("1001", "Escribe de quién es el día"),
        ("1001 2026-11-26", "Escribe de quién es el día"),
        ("1001 ayer porque sí", "Escribe de quién es el día"),
        ("1001 2026-13-45 porque sí", "Escribe de quién es el día"),
        ("Nadie 2026-11-26 porque sí", "No conozco a nadie aquí como Nadie."),
        ("99999999999999999999999999 2026-11-26 porque sí", "No conozco a nadie aquí como"),
        ("²² 2026-11-26 porque sí", "No conozco a nadie aquí como"),
        ("1001 2026-11-24 porque sí", "Ana no perdió el día mar, 24 nov"),
        ("1001 2026-11-20 porque sí", "Ana no perdió el día vie, 20 nov"),
        ("1001 2027-11-26 porque sí", "Ana no perdió el día vie, 26 nov"),
    ],
)
def test_what_cannot_be_repaired(town: Town, ana: Sender, typed: str, told: str):
    """One sentence, and nothing is changed."""
    a_gap(town, ana)
    before = states(town)
    town.private(MARTA).says(MARTA, f"/repair {typed}".strip())
    assert town.private(MARTA).last.text.startswith(told)
    assert (states(town), town.ask("SELECT * FROM repairs")) == (before, [])


def test_the_same_day_twice(town: Town, ana: Sender):
    """It is not missed any more."""
    a_gap(town, ana)
    for _ in range(2):
        town.private(MARTA).says(MARTA, "/repair Ana 2026-11-26 el servidor no funcionaba")
    assert town.private(MARTA).last.text.startswith("Ana no perdió el día jue, 26 nov")
    assert town.ask("SELECT count(*) FROM repairs") == [(1,)]
