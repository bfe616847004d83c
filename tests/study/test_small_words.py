"""Commands with a word that nobody knows, a pause by buttons, and what keeps quiet."""

from datetime import time

import pytest

from bot.domain.actions import PauseFor, Resume
from bot.domain.conversation import Sender
from bot.domain.quiet import Quiet
from bot.store import people
from tests.study.pushing import time_comes
from tests.study.town import ADMIN, PATIENCE, Town

HOST = Sender(ADMIN, "Marta", "es")


@pytest.mark.parametrize("word", ["xyz", "/", "🦄", "x" * 4000, "{name}", "**_`"])
@pytest.mark.parametrize("command", ["top", "streak"])
def test_an_unknown_word_behind_a_command(town: Town, ana: Sender, command: str, word: str):
    """One sentence that says what there is, and the buttons for it."""
    room = town.private(ana)
    room.says(ana, f"/{command} {word}")
    assert "No conozco" in room.last.text
    assert f"/{command}" in room.last.text
    assert len(room.last.text) < 300
    assert room.last.labels


@pytest.mark.parametrize("words", ["racha", "mes", "", "30", "ALL", "semana"])
def test_known_words_open_their_board(town: Town, ana: Sender, words: str):
    """In Spanish and in English."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas y grupos")
    room.says(ana, f"/top {words}")
    assert "No conozco" not in room.last.text


def test_a_pause_asks_for_how_long(town: Town, ana: Sender):
    """Nothing is paused until a button says so, and one press takes it back."""
    room = town.private(ana)
    room.says(ana, "/pause")
    assert room.last.text.startswith("⏸ ¿Cuánto tiempo?")
    assert room.last.labels == [["3 días", "7 días", "14 días"], ["Hasta que vuelva (30 días como mucho)"]]
    assert town.ask("SELECT * FROM pauses") == []
    room.presses(ana, "7 días")
    assert room.last.text.startswith("⏸ En pausa del lunes 23 al domingo 29:")
    assert room.last.labels == [["▶ Terminar la pausa"]]
    assert len(town.ask("SELECT * FROM pauses")) == 1
    room.presses(ana, "Terminar")
    assert town.ask("SELECT * FROM pauses") == []


def test_until_i_come_back(town: Town, ana: Sender):
    """As long as the rules allow: thirty days."""
    room = town.private(ana)
    room.says(ana, "/pause")
    room.presses(ana, "Hasta que vuelva")
    assert town.ask("SELECT first, last FROM pauses") == [("2026-11-23", "2026-12-22")]


@pytest.mark.parametrize("action", [PauseFor(1), PauseFor(365), PauseFor(30)])
def test_a_length_that_nobody_offered(town: Town, ana: Sender, action: PauseFor):
    """A forged press pauses nothing."""
    room = town.private(ana)
    room.says(ana, "/pause")
    assert room.forges(ana, action).notice
    assert town.ask("SELECT * FROM pauses") == []


def test_a_pause_pressed_in_a_group(town: Town, ana: Sender):
    """One's days are a private matter."""
    group = town.group("IA 2026")
    group.says(ana, "/quiz sql")
    for action in (PauseFor(7), Resume()):
        group.forges(ana, action)
    assert town.ask("SELECT * FROM pauses") == []


def test_a_report_at_night(town: Town, ana: Sender):
    """Who looks after the bot finds it in the morning: it makes no sound in their quiet hours, and one by day."""
    hosts, anas = town.private(HOST), town.private(ana)
    hosts.says(HOST, "/start")
    chat = hosts.place.address
    town.desk.run(lambda db: people.set_quiet(db, people.chat_at(db, chat).id, Quiet(time(22), time(8)))).result(
        PATIENCE
    )
    anas.says(ana, "/quiz sql")
    anas.says(ana, "/report")
    told = anas.presses(ana, "No se entiende").says
    assert [say.silent for say in told if say.to == chat] == [False]
    town.later(hours=14)
    anas.says(ana, "/report")
    told = anas.presses(ana, "Tiene una errata").says
    assert [say.silent for say in told if say.to == chat] == [True]


def test_a_push_beside_a_round(town: Town, ana: Sender):
    """What comes by itself is not what the round is going to ask."""
    room = town.private(ana)
    room.says(ana, "/start")
    room.says(ana, "/daily 11:00")
    room.says(ana, "/quiz 3")
    waits = "SELECT question_id FROM steps WHERE delivery_id IS NULL"
    waiting = {number for (number,) in town.ask(waits)}
    assert waiting
    time_comes(town, minutes=49)
    pushed = {number for (number,) in town.ask("SELECT question_id FROM deliveries WHERE slot LIKE '11:00%'")}
    assert pushed
    assert not pushed & waiting
