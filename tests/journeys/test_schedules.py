"""Schedules through Telegram: who may change them, and what comes by itself a second time or in the evening."""

from datetime import UTC, datetime

from bot.domain import actions
from bot.domain.buttons import encode
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program

ADMINS_ONLY = "Eso solo lo puede cambiar quien administra el grupo."


def madrid(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 by the clock in Madrid, where it is an hour more than in UTC."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


async def test_who_is_admin_of_one_group_presses_in_another(
    repaso: Program, emulator: Emulator, ana: Person, luis: Person
):
    """Telegram is asked about the group where the press is: Ana changes hers, and not Luis's, with the same codes."""
    own, other = emulator.group("Mía", [ana, luis]), emulator.group("De Luis", [ana, luis])
    own.role(ana, "administrator")
    other.role(luis, "administrator")
    screens = []
    for group, admin in ((own, ana), (other, luis)):
        await group.says(admin, "/daily@RepasoBot 09:00")
        await group.next_message()
        await group.says(admin, "/settings@RepasoBot")
        screens.append(await group.next_message())
    changes = (
        actions.ToggleHour("2000"),
        actions.ToggleWeekday(6),
        actions.SetCount(2),
        actions.SetQuiet("2200", "0800"),
    )
    for change in changes:
        assert (await (await other.press_code(ana, screens[1], encode(change))).answered()).notice == ADMINS_ONLY
    before = await repaso.ask("SELECT times, weekdays, count FROM schedules ORDER BY id")
    assert before == [("09:00", "0123456", 1)] * 2
    for change in changes:
        await (await own.press_code(ana, screens[0], encode(change))).answered()
    after = await repaso.ask("SELECT times, weekdays, count FROM schedules ORDER BY chat_id")
    assert after == [("09:00,20:00", "012345", 2), ("09:00", "0123456", 1)]
    assert await repaso.ask("SELECT quiet_from FROM chats ORDER BY id") == [("22:00:00.000000",), (None,)]


async def test_put_off_and_reminded(repaso: Program, chat: PrivateChat, ana: Person):
    """In an hour it comes again, with its buttons; in the evening, still not answered, one reminder."""
    for text in ("/daily 09:00", "/daily aviso 21:00"):
        await chat.says(text)
        await chat.next_message()
    repaso.clock.now = madrid(24, 9)
    assert await repaso.pushes() == 1
    question = await chat.next_message()
    press = await (await chat.press(ana, question, "Dentro de 1 h")).answered()
    assert press.notice == "⏰ Te la traigo otra vez a las 10:00. Ya puedes responderla, si quieres."
    repaso.clock.now = madrid(24, 10)
    assert await repaso.pushes() == 1
    again = await chat.next_message()
    assert again.text == f"⏰ Aquí la tienes otra vez, como me pediste.\n{question.text}"
    assert rows(again) == rows(question)
    repaso.clock.now = madrid(24, 21)
    assert await repaso.pushes() == 1
    assert (await chat.next_message()).text.startswith("🔔 Hoy aún falta algo, y tu día acaba a las 04:00.")
    assert await repaso.pushes() == 0
