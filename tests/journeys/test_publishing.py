"""The model answer goes to the whole group at its hour, in one message."""

import asyncio

import pytest

from tests.emulator import Chat, Emulator, Person
from tests.journeys.looking import rows
from tests.journeys.program import Program
from tests.journeys.test_group import ASKED, UNTIL, asked, shows

ANSWER = (
    "📣 SQL\n¿Qué diferencia hay entre WHERE y HAVING?\n\nRespuesta modelo\nWHERE filtra filas; HAVING filtra grupos.\n"
)
TO_NINE = {"hours": 10, "minutes": 48}
"""From 10:12 to 21:00 in Madrid."""


@pytest.fixture
def group(emulator: Emulator, ana: Person, luis: Person, eva: Person) -> Chat:
    """Three people and the bot."""
    return emulator.group("IA 2026", [ana, luis, eva])


async def test_at_the_hour_of_the_group(repaso: Program, group: Chat, ana: Person, luis: Person):
    """One message below the question, with the answer and who took part; it never comes again."""
    question = await asked(group, ana)
    await group.says(ana, "filas", reply_to=question)
    await group.next_message()  # her result waits in private
    await group.says(luis, "grupos", reply_to=question)
    await group.next_message()
    repaso.clock.later(hours=10, minutes=47)
    assert await repaso.pushes() == 0
    repaso.clock.later(minutes=1)
    assert await repaso.pushes() == 1
    published = await group.next_message()
    assert published.text == (
        f"{ANSWER}🙋 Han participado 2 de 3: Ana y Luis.\n\n👥 Racha del grupo: 1 día (récord: 1).\nHoy ya cuenta."
    )
    assert published.reply_to is question
    await repaso.stop()
    await repaso.start()
    assert await repaso.pushes() == 0
    await group.stays_quiet(0.1)


async def test_everybody_has_answered(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person, eva: Person
):
    """Then nobody has to wait for the hour."""
    question = await asked(group, ana)
    for person in (ana, luis, eva):
        assert await repaso.pushes() == 0
        await group.says(person, "filas", reply_to=question)
        await group.next_message()
    assert await repaso.pushes() == 1
    assert "🙋 Han participado 3 de 3: Ana, Luis y Eva." in (await group.next_message()).text
    await shows(emulator, question, f"{ASKED.removesuffix(f' {UNTIL}')}\n\nHan respondido 3 de 3.")


async def test_nobody_answered(repaso: Program, group: Chat, ana: Person):
    """The answer comes all the same."""
    await asked(group, ana)
    repaso.clock.later(**TO_NINE)
    await repaso.pushes()
    assert (await group.next_message()).text == f"{ANSWER}🙋 Esta vez no ha respondido nadie."


async def test_two_questions_of_one_day(repaso: Program, group: Chat, ana: Person):
    """Both answers stand in one message."""
    for topic in ("sql", "redes"):
        await asked(group, ana, topic)
    repaso.clock.later(**TO_NINE)
    assert await repaso.pushes() == 1
    published = await group.next_message()
    assert published.text.startswith(ANSWER)
    assert "📣 Redes\n¿Qué puerto usa HTTPS?" in published.text
    await group.stays_quiet(0.1)


async def test_who_comes_after_the_answer(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """A press takes the buttons away and says why; a reply is kept and earns nothing."""
    question = await asked(group, ana)
    repaso.clock.later(**TO_NINE)
    await repaso.pushes()
    await group.next_message()
    repaso.clock.later(minutes=5)
    press = await (await group.press(luis, question, "Ver respuesta")).answered()
    assert press.notice == "La respuesta de esta ya está publicada: la tienes en el grupo."
    await emulator.until(lambda: rows(question) == [], "the buttons stay")
    await group.says(ana, "filas", reply_to=question)
    assert (await group.next_message()).text.startswith("Guardada.")
    assert await repaso.ask("SELECT * FROM events") == []


async def test_telegram_asks_for_patience(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """Nothing was sent, so it is sent later, once."""
    await asked(group, ana)
    repaso.clock.later(**TO_NINE)
    emulator.fail("sendMessage", status=429, retry_after=1)
    assert await repaso.pushes() == 0
    assert await repaso.pushes() == 1
    assert (await group.next_message()).text.startswith("📣 SQL")
    await group.stays_quiet(0.1)


async def test_killed_while_the_answer_is_being_sent(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """Nobody noted that it was sent, so the next start sends it: at worst a group sees it twice."""
    await asked(group, ana)
    repaso.clock.later(**TO_NINE)
    emulator.fail("sendMessage", delay=60)
    pushing = asyncio.create_task(repaso.pushes())
    published = "SELECT COUNT(*) FROM deliveries WHERE published_at IS NOT NULL"
    while await repaso.ask(published) != [(1,)]:  # noqa: ASYNC110  # the database tells nobody
        await asyncio.sleep(0.01)
    pushing.cancel()
    await repaso.stop()
    emulator.heal()
    await repaso.start()
    assert await repaso.pushes() == 1
    assert (await group.next_message()).text.startswith("📣 SQL")
    assert await repaso.pushes() == 0


async def test_the_bot_was_removed_meanwhile(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """Nothing is sent there, and nothing when it is back a day later."""
    await asked(group, ana)
    await group.removes_bot(ana)
    await emulator.all_acknowledged()
    repaso.clock.later(**TO_NINE)
    await repaso.pushes()
    assert [call for call in emulator.calls("sendMessage") if call.error] == []


async def test_the_hour_is_the_admins_to_choose(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """By command and by button; open questions follow, and nobody else may press."""
    group.role(ana, "administrator")
    question = await asked(group, ana)
    await group.says(luis, "/publish@RepasoBot 19:30")
    assert (await group.next_message()).text == "Eso solo lo puede cambiar quien administra el grupo."
    await group.says(ana, "/publish@RepasoBot 19:30")
    assert (await group.next_message()).text == (
        "Listo: publico las respuestas a las 19:30, hora de Madrid, o en cuanto haya respondido todo el que participa."
    )
    await shows(emulator, question, f"{ASKED.replace('21:00', '19:30')}\n\nHan respondido 0 de 3.")
    await group.says(ana, "/settings@RepasoBot")
    settings = await group.next_message()
    assert "📣 Las respuestas se publican a las 19:30" in settings.text
    await group.press(ana, settings, "Respuestas")
    await settings.changes()
    press = await (await group.press(luis, settings, "Desactivar")).answered()
    assert press.notice == "Eso solo lo puede cambiar quien administra el grupo."
    await group.press(ana, settings, "Desactivar")
    await settings.changes()
    assert settings.text == "Listo: no publico las respuestas. Cada cual puede verlas en privado."
    repaso.clock.later(**TO_NINE)
    assert await repaso.pushes() == 0


async def test_what_is_no_hour(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """One sentence, and all stays as it is; in private the command says what it is for."""
    group.role(ana, "administrator")
    await group.says(ana, "/publish@RepasoBot 25:00")
    assert (await group.next_message()).text == (
        "25:00 no es una hora del día. Escríbelo así: /publish@RepasoBot 21:00."
    )
    private = emulator.private(ana)
    await private.says("/publish 21:00")
    assert (await private.next_message()).text == (
        "Eso es para los grupos, donde cada respuesta se publica a una hora. Aquí la tienes al momento."
    )


async def test_an_hour_within_quiet_hours(repaso: Program, group: Chat, ana: Person):
    """The answer waits for their end, and the question says so."""
    group.role(ana, "administrator")
    await group.says(ana, "/daily@RepasoBot silencio 20-8")
    await group.next_message()
    question = await asked(group, ana)
    assert question.text.endswith("La respuesta se publica mañana a las 08:00.")
    repaso.clock.later(**TO_NINE)
    assert await repaso.pushes() == 0
    repaso.clock.later(hours=11)
    assert await repaso.pushes() == 1
    assert (await group.next_message()).text.startswith(ANSWER)
