"""“In an hour”: a question that came by itself comes once more."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import actions
from bot.domain.conversation import Reply, Sender
from tests.study.pushing import at_clock, time_comes
from tests.study.town import Room, Town, opened

UNKNOWN = "No conozco ese botón. ¿Seguimos con /quiz?"
PROMISE = "⏰ Te la traigo otra vez a las 10:00. Ya puedes responderla, si quieres."
AGAIN = "⏰ Aquí la tienes otra vez, como me pediste.\n🌅 Pregunta de hoy · SQL\n"


@pytest.fixture
def room(town: Town, ana: Sender) -> Room:
    """Ana's private chat, with a question about SQL that came at nine on Tuesday."""
    room = town.private(ana)
    room.says(ana, "/timezone Madrid")
    room.says(ana, "/daily 09:00")
    room.says(ana, "/daily lun-dom SQL")
    at_clock(town, "09:00")
    return room


def came_again(room: Room) -> int:
    return sum(shown.text.startswith(AGAIN) for shown in room.shown)


def test_in_an_hour(town: Town, room: Room, ana: Sender):
    """The notice says when; then it comes once, as a message of its own, with all of its buttons."""
    question = room.last
    assert question.labels == [["👁 Ver respuesta", "⏭ Saltar"], ["⏰ Dentro de 1 h"]]
    assert room.presses(ana, "Dentro de 1 h") == Reply(notice=PROMISE)
    time_comes(town, minutes=59)
    assert came_again(room) == 0
    time_comes(town, minutes=1)
    assert came_again(room) == 1
    assert room.last.labels == question.labels
    time_comes(town, hours=2)
    assert came_again(room) == 1


def test_two_presses(town: Town, room: Room, ana: Sender):
    """The second, ten minutes later, says the same, and it comes once."""
    room.presses(ana, "Dentro de 1 h")
    town.later(minutes=10)
    assert room.presses(ana, "Dentro de 1 h") == Reply(notice=PROMISE)
    time_comes(town, minutes=50)
    time_comes(town, minutes=10)
    assert came_again(room) == 1


def test_put_off_again(town: Town, room: Room, ana: Sender):
    """When it comes it can be put off once more; it is still one delivery, answered once, and one day."""
    for hour in ("10:00", "11:00"):
        assert hour in room.presses(ana, "Dentro de 1 h").notice
        time_comes(town, hours=1)
    assert came_again(room) == 2
    room.says(ana, "filas y grupos")
    assert room.last.text.startswith("Has tocado 2 de 2 ideas:")
    assert town.ask("SELECT COUNT(*), COUNT(sent_at) FROM deliveries") == [(1, 1)]
    assert town.ask("SELECT COUNT(*) FROM answers") == town.ask("SELECT COUNT(*) FROM events") == [(1,)]
    assert town.ask("SELECT day, state FROM days") == [("2026-11-24", "credited")]


def test_answered_meanwhile(town: Town, room: Room, ana: Sender):
    """It is still open, a text still answers it, and then it does not come again."""
    room.presses(ana, "Dentro de 1 h")
    room.says(ana, "filas y grupos")
    time_comes(town, hours=1)
    assert came_again(room) == 0
    assert town.ask("SELECT again_at FROM deliveries") == [(None,)]


def test_it_is_the_open_question_when_it_comes(town: Town, room: Room, ana: Sender):
    """Another one was asked and left meanwhile: what is typed then answers the one that came again."""
    room.presses(ana, "Dentro de 1 h")
    town.later(minutes=30)
    room.says(ana, "/quiz capitales")
    time_comes(town, minutes=30)
    room.says(ana, "filas y grupos")
    assert room.last.text.startswith("Has tocado 2 de 2 ideas:")


def test_the_buttons_of_the_first_message(town: Town, room: Room, ana: Sender):
    """They answer as well, and what is answered there is not asked in the other one."""
    first = room.last
    room.presses(ana, "Dentro de 1 h")
    time_comes(town, hours=1)
    skip = first.button("Saltar")
    assert skip is not None
    room.forges(ana, skip, on=first)
    assert room.presses(ana, "👁 Ver respuesta").notice == "Esta pregunta ya la terminaste."
    assert room.forges(ana, actions.Snooze(1, 60)).notice == "Esta pregunta ya la terminaste."


def test_it_survives_a_restart(file: Path, ana: Sender):
    """Another program on the same file brings it, once."""
    with opened(file) as town:
        room = town.private(ana)
        room.says(ana, "/daily 09:00")
        room.says(ana, "/daily lun-dom SQL")
        at_clock(town, "09:00")
        room.presses(ana, "Dentro de 1 h")
        now = town.now
    with opened(file, now + timedelta(hours=1)) as town:
        room = town.private(ana)
        time_comes(town)
        time_comes(town, minutes=1)
        assert came_again(room) == 1


def test_the_program_was_down_for_too_long(town: Town, room: Room, ana: Sender):
    """Three hours after the promise nobody waits for it any more."""
    room.presses(ana, "Dentro de 1 h")
    time_comes(town, hours=4)
    time_comes(town, hours=1)
    assert came_again(room) == 0


def test_into_the_quiet_hours(town: Town, room: Room, ana: Sender):
    """The promise is for their end; and they may be chosen only after it was given."""
    room.says(ana, "/daily silencio 9:30-11")
    assert room.presses(ana, "Dentro de 1 h").notice == (
        "⏰ Te la traigo otra vez a las 11:00. Ya puedes responderla, si quieres."
    )
    room.says(ana, "/daily silencio 10-12")
    for hours, times in ((2, 0), (1, 1), (1, 1)):
        time_comes(town, hours=hours)
        assert came_again(room) == times


def test_over_midnight(town: Town, room: Room, ana: Sender):
    """The promise names the day; the answer counts for the day on which it is given."""
    room.says(ana, "/daily 23:30")
    at_clock(town, "23:30")
    assert room.presses(ana, "Dentro de 1 h").notice == (
        "⏰ Te la traigo otra vez el miércoles 25 a las 00:30. Ya puedes responderla, si quieres."
    )


def test_on_a_pause(town: Town, room: Room, ana: Sender):
    """Who takes the day off is left in peace."""
    room.presses(ana, "Dentro de 1 h")
    room.says(ana, "/pause 1")
    time_comes(town, hours=1)
    assert came_again(room) == 0


def test_a_question_that_somebody_asked_for(town: Town, room: Room, ana: Sender):
    """It is wanted now: it has no such button, and a forged one is refused."""
    room.says(ana, "/quiz redes")
    assert room.last.button("Dentro de 1 h") is None
    assert room.forges(ana, actions.Snooze(2, 60)) == Reply(notice=UNKNOWN)


@pytest.mark.parametrize("minutes", [0, 1, 59, 36**11])
def test_another_time_than_the_buttons(town: Town, room: Room, ana: Sender, minutes: int):
    """A notice, and nothing changes."""
    assert room.forges(ana, actions.Snooze(1, minutes)) == Reply(notice=UNKNOWN)
    assert town.ask("SELECT again_at FROM deliveries") == [(None,)]


def test_somebody_elses_question(town: Town, room: Room, luis: Sender):
    """Luis cannot put Ana's off."""
    town.private(luis).says(luis, "/help")
    assert town.private(luis).forges(luis, actions.Snooze(1, 60), on=room.last) == Reply(notice=UNKNOWN)


def test_in_a_group(town: Town, ana: Sender):
    """What is for all is put off by nobody: no button, and a forged press of an admin is refused."""
    group = town.group("IA")
    group.says(replace(ana, is_admin=True), "/daily 09:00")
    at_clock(town, "09:00")
    assert group.last.button("Dentro de 1 h") is None
    assert group.forges(replace(ana, is_admin=True), actions.Snooze(1, 60)) == Reply(notice=UNKNOWN)
    assert town.ask("SELECT again_at FROM deliveries") == [(None,)]


def test_the_hint_keeps_the_button(town: Town, ana: Sender):
    """The question's message is written anew with its hint, and can still be put off."""
    room = town.private(ana)
    room.says(ana, "/daily 09:00")
    room.says(ana, "/daily lun-dom machine")
    at_clock(town, "09:00")
    room.presses(ana, "Pista")
    assert room.last.labels == [["👁 Ver respuesta", "⏭ Saltar"], ["⏰ Dentro de 1 h"]]


def test_erased_with_all_else(town: Town, room: Room, ana: Sender):
    """Nothing comes to somebody of whom nothing is kept."""
    room.presses(ana, "Dentro de 1 h")
    room.says(ana, "/deleteme")
    room.presses(ana, "Sí")
    time_comes(town, hours=1)
    assert came_again(room) == 0
