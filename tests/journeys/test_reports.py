"""A question is wrong: from the learner's button to the message of who looks after the questions."""

from pathlib import Path

from tests.emulator import Emulator, Person
from tests.journeys.looking import rows
from tests.journeys.program import Program, running

TOLD = "¡Gracias! Ya lo tiene quien cuida las preguntas."
KEPT = "¡Gracias! Lo he apuntado en la lista de quien cuida las preguntas."


async def reports(emulator: Emulator, who: Person, reason: str) -> str:
    """Somebody asks for a question and reports it; what the bot says in the end."""
    chat = emulator.private(who)
    await chat.says("/quiz sql")
    await chat.next_message()
    await chat.says("/report")
    asked = await chat.next_message()
    await chat.press(who, asked, reason)
    return (await asked.changes()).text


async def test_an_admin_hears_of_it(emulator: Emulator, file: Path, ana: Person, luis: Person):
    """File, line and question, and a button that takes it off the list."""
    async with running(emulator, file, admins=f"telegram:{luis.id}") as program:
        host = emulator.private(luis)
        await host.says("/start")
        await host.next_message()
        assert await reports(emulator, ana, "errata") == TOLD
        message = await host.next_message()
        heading, question = message.text.split("\n")
        assert heading.startswith("🚩 Tiene una errata · ")
        assert heading.split(":")[-1].isdigit()
        assert question == "¿Qué diferencia hay entre WHERE y HAVING?"
        await host.press(luis, message, "Hecho")
        assert rows(await message.changes()) == []
        assert await program.ask("SELECT COUNT(*) FROM reports WHERE closed_at IS NULL") == [(0,)]


async def test_admins_who_cannot_be_told(emulator: Emulator, file: Path, ana: Person, luis: Person, eva: Person):
    """One never started the bot, one blocked it just now: the report is kept, and Ana hears no less."""
    async with running(emulator, file, admins=f"telegram:{luis.id}, telegram:{eva.id}") as program:
        assert await reports(emulator, ana, "mal") == KEPT
        host = emulator.private(eva)
        await host.says("/start")
        await host.next_message()
        emulator.fail("sendMessage", host.id, status=403)
        assert await reports(emulator, ana, "errata") == TOLD
        await host.stays_quiet(0.2)
        assert await program.ask("SELECT COUNT(*) FROM reports") == [(2,)]


async def test_a_question_of_the_group_by_a_reply(repaso: Program, emulator: Emulator, ana: Person, luis: Person):
    """Which one is meant is what the command replies to; the reasons wait in private."""
    group = emulator.group("IA 2026", [ana, luis])
    await group.says(luis, "/quiz@RepasoBot sql")
    question = await group.next_message()
    await group.says(luis, "/quiz@RepasoBot capitales")
    await group.next_message()
    await group.says(ana, "/report@RepasoBot", reply_to=question)
    message = await group.next_message()
    assert message.text == "Cuéntame en privado qué le pasa, para no dar pistas aquí."
    await group.follows(ana, await group.press(ana, message, "Contarlo en privado"))
    asked = await emulator.private(ana).next_message()
    assert asked.text == "¿Qué le pasa a esta pregunta?\n¿Qué diferencia hay entre WHERE y HAVING?"
    await emulator.private(ana).press(ana, asked, "No se entiende")
    assert (await asked.changes()).text == KEPT
    await group.stays_quiet(0.1)
