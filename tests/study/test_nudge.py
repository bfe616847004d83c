"""The reminder before a day ends: only for who asked for it, only if the day is not done, once a day, in private."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.domain import actions
from bot.domain.conversation import Platform, Reply, Say, Sender
from bot.domain.sending import Gone, Sent, TryLater
from bot.push import tick
from bot.push.pusher import Pusher
from tests.study.pushing import Letters, at_clock, time_comes
from tests.study.town import PATIENCE, Room, Town, opened, said

UNKNOWN = "No conozco ese botón. ¿Seguimos con /quiz?"
ASKS = "🔔 Hoy aún falta algo, y tu día acaba a las 04:00. ¿Hacemos una pregunta?"


@pytest.fixture
def room(town: Town, ana: Sender) -> Room:
    """Ana's private chat, with a reminder at nine in the evening and no questions by themselves."""
    room = town.private(ana)
    room.says(ana, "/timezone Madrid")
    assert said(room.says(ana, "/daily aviso 21:00")) == [
        "🔔 A las 21:00 te aviso si tu día no está hecho; nunca en pausas ni en días libres."
    ]
    return room


def nudged(room: Room) -> list[str]:
    return [shown.text for shown in room.shown if shown.text.startswith("🔔 Hoy aún")]


def answers(room: Room, who: Sender) -> None:
    room.says(who, "/quiz sql")
    room.says(who, "filas y grupos")


def test_a_day_that_is_not_done(town: Town, room: Room, ana: Sender):
    """One message at nine, once, with a way to a question and a way out."""
    at_clock(town, "20:59")
    assert nudged(room) == []
    at_clock(town, "21:00")
    for _ in range(3):
        time_comes(town, minutes=30)
    assert nudged(room) == [ASKS]
    assert room.last.labels == [["▶ Sí", "🔕 Sin aviso"]]
    room.presses(ana, "▶ Sí")
    assert room.last.text.startswith("📝 ")


def test_a_day_that_is_done(town: Town, room: Room, ana: Sender):
    """Nothing comes; the next evening it does, and names the streak that is at stake."""
    answers(room, ana)
    at_clock(town, "21:00")
    assert nudged(room) == []
    at_clock(town, "21:00")
    assert nudged(room) == ["🔔 Hoy aún falta algo, y tu día acaba a las 04:00. ¿Salvamos tu racha de 1 día 🔥?"]


def test_a_goal_half_reached(town: Town, room: Room, ana: Sender):
    """It says how far today has come."""
    room.says(ana, "/settings")
    room.presses(ana, "Meta diaria")
    room.presses(ana, "2")
    at_clock(town, "20:00", days=1)
    answers(room, ana)
    at_clock(town, "21:00")
    assert nudged(room) == [f"{ASKS}\nHoy: 1 de 2."]


def test_who_did_not_ask_for_it(town: Town, room: Room, luis: Sender):
    """Luis, whose day is not done either, hears nothing."""
    other = town.private(luis)
    other.says(luis, "/daily 09:00")
    at_clock(town, "21:00")
    assert nudged(other) == []


def test_on_a_pause(town: Town, room: Room, ana: Sender):
    """Who takes days off is left in peace."""
    room.says(ana, "/pause 2")
    for _ in range(2):
        at_clock(town, "21:00")
        assert nudged(room) == []
    at_clock(town, "21:00")
    assert nudged(room) == [ASKS]


def test_on_the_schedules_day_off(town: Town, room: Room, ana: Sender):
    """From Monday to Friday: on Saturday and Sunday nothing is missed, so nothing is said."""
    room.says(ana, "/daily 09:00 mon-fri")
    at_clock(town, "09:00", days=4)  # Saturday
    before = len(nudged(room))
    for expected in (0, 0, 1):
        at_clock(town, "21:00")
        assert len(nudged(room)) - before == expected


def test_once_a_day_whatever_becomes_of_the_wish(town: Town, room: Room, ana: Sender):
    """Another hour after it came, or the same again: that day has had its reminder."""
    at_clock(town, "21:00")
    room.says(ana, "/daily aviso 22:00")
    at_clock(town, "22:00")
    assert nudged(room) == [ASKS]
    at_clock(town, "22:00")
    assert nudged(room) == [ASKS, ASKS]
    assert town.ask("SELECT day, state FROM nudges ORDER BY day") == [("2026-11-23", "sent"), ("2026-11-24", "sent")]


def test_after_midnight_it_is_still_the_evening_before(town: Town, room: Room, ana: Sender):
    """At half past midnight Monday is not over yet: it is Monday's reminder, and only if Monday is not done."""
    room.says(ana, "/daily aviso 0:30")
    answers(room, ana)
    at_clock(town, "00:30")
    assert nudged(room) == []
    at_clock(town, "00:30")
    assert len(nudged(room)) == 1
    assert [row[0] for row in town.ask("SELECT day FROM nudges ORDER BY day")] == ["2026-11-23", "2026-11-24"]


def test_it_survives_a_restart_and_is_reserved_once(file: Path, ana: Sender):
    """Reserved before the program died: the next one sends it, and reserves no second one."""
    with opened(file) as town:
        room = town.private(ana)
        room.says(ana, "/daily aviso 21:00")
        town.now = town.now.replace(hour=20, minute=0)
        town.desk.run(lambda db: tick.take_up(db, [Platform.TELEGRAM], town.now)).result(PATIENCE)
        now = town.now
    with opened(file, now + timedelta(minutes=5)) as town:
        room = town.private(ana)
        time_comes(town)
        time_comes(town, minutes=1)
        assert len(nudged(room)) == 1


class Troubled(Letters):
    """A platform that raises this once."""

    def __init__(self, town: Town, error: Exception) -> None:
        super().__init__(town)
        self._errors = [error]

    async def send(self, say: Say) -> Sent:
        """Raises first, and sends from then on."""
        if self._errors:
            raise self._errors.pop()
        return await super().send(say)


def pushed(town: Town, letters: Letters, times: int) -> None:
    """What is due goes this way."""
    town.desk.run(lambda db: tick.take_up(db, [Platform.TELEGRAM], town.now)).result(PATIENCE)
    pusher = Pusher(town.desk, {Platform.TELEGRAM: letters}, rng=Random(7), clock=lambda: town.now)

    async def drain() -> None:
        for _ in range(times):
            await pusher.drain()

    asyncio.run(asyncio.wait_for(drain(), PATIENCE))


def test_a_platform_that_asks_for_patience(town: Town, room: Room):
    """It is tried again, and comes once."""
    town.now = town.now.replace(hour=20, minute=0)
    pushed(town, Troubled(town, TryLater(0)), 3)
    assert nudged(room) == [ASKS]


def test_a_chat_that_does_not_want_us(town: Town, room: Room):
    """It is not written to again until it comes back; then from the next evening on."""
    town.now = town.now.replace(hour=20, minute=0)
    pushed(town, Troubled(town, Gone()), 2)
    assert town.ask("SELECT state FROM nudges") == [("failed",)]
    at_clock(town, "21:00")
    assert nudged(room) == []
    assert town.ask("SELECT COUNT(*) FROM nudges") == [(1,)]


def test_the_program_was_down_in_the_evening(town: Town, room: Room):
    """Two hours late it still comes; in the morning, when the day is over, it does not."""
    at_clock(town, "23:00")
    assert nudged(room) == [ASKS]
    at_clock(town, "08:00", days=1)
    assert nudged(room) == [ASKS]


def test_quiet_hours_hold_it_until_they_end(town: Town, room: Room, ana: Sender):
    """They end before the day does, so it comes then."""
    room.says(ana, "/daily silencio 20-22:30")
    at_clock(town, "21:00")
    assert nudged(room) == []
    at_clock(town, "22:30")
    assert nudged(room) == [ASKS]


def test_quiet_hours_that_end_too_late_for_it(town: Town, room: Room, ana: Sender):
    """Whoever chooses one or the other is told; no reminder of yesterday comes in the morning."""
    warning = "⚠ Las 21:00 caen en tus horas de silencio, que acaban demasiado tarde para ese día: elige otra hora."
    assert said(room.says(ana, "/daily silencio 20-8"))[0].endswith(warning)
    assert said(room.says(ana, "/daily aviso 21:00"))[0].endswith(warning)
    room.says(ana, "/settings")
    assert warning in room.last.text
    for clock in ("21:00", "08:00", "09:00"):
        at_clock(town, clock)
    assert nudged(room) == []
    room.says(ana, "/daily aviso 19:30")
    at_clock(town, "19:30")
    assert len(nudged(room)) == 1


def test_another_zone(town: Town, room: Room, ana: Sender):
    """At nine by the clock where Ana is, in her day there."""
    room.says(ana, "/timezone Bogotá")
    at_clock(town, "21:00")
    assert nudged(room) == []
    time_comes(town, hours=6)
    assert len(nudged(room)) == 1


def test_by_buttons(town: Town, room: Room, ana: Sender):
    """From the settings, in their one message; and off again."""
    room.says(ana, "/settings")
    assert "🔔 Aviso a las 21:00 si tu día no está hecho" in room.last.text
    room.presses(ana, "🔔 Aviso")
    assert room.last.labels == [["19:00", "20:00", "✓ 21:00", "22:00", "23:00"], ["🔕 Sin aviso", "◀ Ajustes"]]
    room.presses(ana, "22:00")
    assert room.last.text == (
        "🔔 A las 22:00 te aviso si tu día no está hecho; nunca en pausas ni en días libres.\n"
        "Otra hora: /daily aviso 21:30."
    )
    room.presses(ana, "🔕 Sin aviso")
    room.presses(ana, "◀ Ajustes")
    assert "🔔 Sin aviso" in room.last.text
    assert room.last.edits == 4
    at_clock(town, "22:00")
    assert nudged(room) == []


def test_turned_off_below_the_reminder_itself(town: Town, room: Room, ana: Sender):
    """One press, and no other comes."""
    at_clock(town, "21:00")
    room.presses(ana, "🔕 Sin aviso")
    assert room.last.text.startswith("🔔 No te aviso cuando un día aún no está hecho.")
    at_clock(town, "21:00")
    assert nudged(room) == []


@pytest.mark.parametrize("typed", ["luego", "25", "21 22"])
def test_an_hour_that_is_none(town: Town, room: Room, ana: Sender, typed: str):
    """One sentence, and the wish stays."""
    assert said(room.says(ana, f"/daily aviso {typed}"))[0].startswith("No entiendo ")
    assert town.ask("SELECT at FROM reminders") == [("21:00:00.000000",)]


def test_never_in_groups(town: Town, ana: Sender):
    """It is nobody's business there: neither by command, nor by a forged press."""
    group, admin = town.group("IA"), replace(ana, is_admin=True)
    assert said(group.says(admin, "/daily aviso 21:00")) == [
        "El aviso es solo tuyo: escríbeme /daily aviso 21:00 por privado."
    ]
    assert group.forges(admin, actions.SetNudge("2100")) == Reply(notice=UNKNOWN)
    group.forges(admin, actions.Settings("nudge"))
    assert town.ask("SELECT * FROM reminders") == []


@pytest.mark.parametrize("hour", ["2500", "x", "21000"])
def test_a_forged_hour(town: Town, room: Room, ana: Sender, hour: str):
    """A notice, and the wish stays."""
    assert room.forges(ana, actions.SetNudge(hour)) == Reply(notice=UNKNOWN)
    assert town.ask("SELECT at FROM reminders") == [("21:00:00.000000",)]
