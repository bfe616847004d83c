"""The boards of a chat, as its members see them."""

from datetime import timedelta

import pytest

from bot.domain.actions import OpenBoard
from bot.domain.conversation import Sender
from tests.study.test_days import answers_one
from tests.study.town import Room, Town


@pytest.fixture
def people() -> list[Sender]:
    """Twelve members."""
    return [Sender(100 + number, f"P{number:02}", language="es") for number in range(12)]


def a_week(town: Town, people: list[Sender]) -> None:
    """Everybody is in the group; the first studies every day, each other one a day less."""
    group = town.group("IA 2026")
    for who in people:
        group.says(who, "/help@RepasoBot")
    for day in range(4):
        for number, who in enumerate(people[:4]):
            if number <= day:
                answers_one(town, who)
        town.later(days=1)


def of_members(group: Room) -> str:
    """The newest board, without what it says of the group itself."""
    return group.last.text.partition("\n\n")[0]


def test_the_board_of_streaks(town: Town, people: list[Sender]):
    """Medals for the first three; today is still open for all of them."""
    a_week(town, people)
    group = town.group("IA 2026")
    group.says(people[1], "/top@RepasoBot")
    assert of_members(group) == (
        "🏆 Rachas · IA 2026\n"
        "🥇 P00 4 🔥 (hoy pendiente)\n"
        "🥈 P01 3 🔥 (hoy pendiente)\n"
        "🥉 P02 2 🔥 (hoy pendiente)\n"
        "4. P03 1 🔥 (hoy pendiente)"
    )
    assert group.last.labels == [["Semana", "30 días", "Siempre"]]


def test_the_week_and_ever(town: Town, people: list[Sender]):
    """A press changes the same message; what is answered counts, wherever it was answered."""
    a_week(town, people)
    group = town.group("IA 2026")
    group.says(people[1], "/top@RepasoBot")
    group.presses(people[1], "Semana")
    assert group.last.text == ("🏆 Respondidas esta semana · IA 2026\n🥇 P00 4 ✍\n🥈 P01 3 ✍\n🥉 P02 2 ✍\n4. P03 1 ✍")
    town.later(days=7)
    group.says(people[1], "/top semana")
    assert group.last.text.startswith("Todavía no hay nadie")
    group.presses(people[1], "Siempre")
    assert group.last.text.splitlines()[1] == "🥇 P00 4 ✍"


def test_a_reveal_that_is_graded_counts_as_a_day_and_not_as_an_answer(town: Town, people: list[Sender]):
    """Blind presses schedule the next review; they do not score."""
    ana = people[0]
    room = town.private(ana)
    group = town.group("IA 2026")
    group.says(ana, "/help@RepasoBot")
    room.says(ana, "/quiz sql")
    room.says(ana, "/reveal")
    room.presses(ana, "✓")
    group.says(ana, "/top")
    assert "🥇 P00 1 🔥" in group.last.text
    group.presses(ana, "Semana")
    assert "P00" not in group.last.text


def test_a_board_of_many_pages_by_buttons_with_your_own_rank_below(town: Town, people: list[Sender]):
    """Ten on a page; whoever is on another page sees where they are."""
    group = town.group("IA 2026")
    for who in people:
        group.says(who, "/help@RepasoBot")
        answers_one(town, who)
    last = people[-1]
    group.says(last, "/top")
    assert of_members(group).splitlines()[-1] == "… 1. tú: 1 🔥"
    assert len(of_members(group).splitlines()) == 12
    town.later(days=1)
    for who in people[:-1]:
        answers_one(town, who)
    group.says(last, "/top")
    assert of_members(group).splitlines()[-1] == "… 12. tú: 1 🔥"
    group.presses(last, "▶")
    assert [line.split()[1] for line in group.last.text.splitlines()[1:]] == ["P10", "P11"]


def test_a_hidden_member_has_a_rank_and_is_not_shown(town: Town, people: list[Sender]):
    """The others' ranks do not tell; the hidden one sees their own."""
    a_week(town, people)
    room = town.private(people[0])
    room.says(people[0], "/settings")
    room.presses(people[0], "Ocultarme")
    assert room.last.text == "Listo: no apareces en ninguna tabla. Tú sí ves tu puesto."
    group = town.group("IA 2026")
    group.says(people[1], "/top")
    assert group.last.text.splitlines()[1].startswith("🥈 P01")
    assert "P00" not in group.last.text
    group.says(people[0], "/top")
    assert of_members(group).splitlines()[-1] == "… 1. tú: 4 🔥"


def test_a_board_is_never_stale(town: Town, people: list[Sender]):
    """Nobody's day was closed since; the board closes it before it shows a streak."""
    a_week(town, people)
    town.later(days=2)
    group = town.group("IA 2026")
    group.says(people[1], "/top")
    assert "🥇 P00 0 🔥" in group.last.text


@pytest.mark.parametrize("press", [OpenBoard("streak", 999), OpenBoard("all", 46655)])
def test_a_page_that_is_not_there(town: Town, ana: Sender, press: OpenBoard):
    """The last page is shown."""
    answers_one(town, ana)
    town.private(ana).forges(ana, press)
    assert "Ana" in town.private(ana).last.text


def test_a_forged_board(town: Town, ana: Sender):
    """A notice, and nothing changes."""
    answers_one(town, ana)
    reply = town.private(ana).forges(ana, OpenBoard("points", 0))
    assert reply.notice
    assert not reply.edits


def test_the_week_begins_on_monday(town: Town, ana: Sender):
    """Sunday's answers are last week's."""
    town.later(days=-1)
    answers_one(town, ana)
    room = town.private(ana)
    room.says(ana, "/top week")
    assert "Ana 1 ✍" in room.last.text
    town.now += timedelta(days=1)
    room.says(ana, "/top week")
    assert "Ana" not in room.last.text
