"""What the bot has of somebody, on Telegram: it comes in private, and it goes when they say so."""

import asyncio
import json
import logging

import pytest

from bot.store.my_data_schema import my_data_model
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program
from tests.journeys.test_pushes import has_daily, madrid

TABLES_OF_PEOPLE = (
    *("accounts", "answers", "cards", "chats", "days", "deliveries", "events", "learners", "members", "messages"),
    *("reviews", "schedules", "turns"),
)


async def answered(chat: PrivateChat, ana: Person) -> None:
    """A question, its answer and a grade."""
    await chat.says("/quiz sql")
    await chat.next_message()
    await chat.says("filas y grupos, digo yo")
    await chat.press(ana, await chat.next_message(), "✓ Sí")


async def test_everything_as_a_file(repaso: Program, chat: PrivateChat, ana: Person):
    """One document, with one sentence below it, in the documented shape."""
    await answered(chat, ana)
    await chat.says("/mydata")
    message = await chat.next_message()
    assert message.content["document"]["file_name"] == "repaso-my-data.json"
    assert message.text == "📦 Aquí tienes todo lo que guardo de ti."
    my_data_model().model_validate_json(message.uploaded or b"")
    whole = json.loads(message.uploaded or b"")
    assert whole["tables"]["answers"][0]["text"] == "filas y grupos, digo yo"
    assert whole["tables"]["learners"][0]["name"] == "Ana"


async def test_asked_for_in_a_group(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person, luis: Person):
    """The group gets a sentence and a link; the file comes in private."""
    group = emulator.group("IA 2026", [ana, luis])
    await group.says(ana, "/quiz@RepasoBot")
    await group.next_message()
    await group.says(ana, "/mydata@RepasoBot")
    message = await group.next_message()
    assert message.text == "Lo que guardo de ti es solo para ti: te lo envío en privado."
    assert rows(message) == [["🔒 Seguir en privado"]]
    await group.press(ana, message, "Seguir en privado")
    assert (await chat.next_message()).content["document"]["file_name"] == "repaso-my-data.json"
    await group.stays_quiet(0.1)


async def test_erasing_everything(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person):
    """The message that asked says that it is done; no row is left but the updates', and /start meets a stranger."""
    await answered(chat, ana)
    await chat.says("/deleteme")
    asked = await chat.next_message()
    assert rows(asked) == [["🗑 Sí, bórralo todo"], ["No, déjalo", "📦 Antes, mis datos"]]
    await chat.press(ana, asked, "Sí, bórralo todo")
    done = await asked.changes()
    assert done.text.startswith("Hecho: ya no guardo nada de ti.")
    assert rows(done) == []
    for table in TABLES_OF_PEOPLE:
        assert await repaso.ask(f"SELECT * FROM {table}") == [], table
    press = await (await chat.press_code(ana, asked, "1yx:1:1")).answered()
    assert press.notice == (
        "Ya no guardo nada de ti, así que este botón no lleva a ninguna parte. Con /start empezamos de nuevo."
    )
    assert await repaso.ask("SELECT * FROM learners") == []
    await chat.says("/start")
    assert (await chat.next_message()).text.startswith("¡Hola, Ana! Cada día te pregunto algo")


async def test_erasing_while_a_question_is_being_sent(
    repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person, caplog: pytest.LogCaptureFixture
):
    """The question still arrives, nothing of it is kept, nothing fails, and its buttons say what is the matter."""
    await has_daily(chat, ana, "09:00")
    await chat.says("/deleteme")
    asked = await chat.next_message()
    repaso.clock.now = madrid(24, 9)
    slow = emulator.fail("sendMessage", delay=0.5)
    pushing = asyncio.create_task(repaso.pushes())
    await emulator.until(lambda: slow.times == 0, "nothing was sent")
    await chat.press(ana, asked, "Sí, bórralo todo")
    await asked.changes()
    with caplog.at_level(logging.WARNING):
        await pushing
        question = await chat.next_message()
        assert question.text.startswith("🌅")
        press = await (await chat.press(ana, question, "Ver respuesta")).answered()
    assert press.notice.startswith("Ya no guardo nada de ti")
    for table in TABLES_OF_PEOPLE:
        assert await repaso.ask(f"SELECT * FROM {table}") == [], table
    assert caplog.records == []


async def test_blocking_the_bot_afterwards(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person):
    """Nothing becomes known again."""
    await chat.says("/start")
    await chat.next_message()
    await chat.says("/deleteme")
    asked = await chat.next_message()
    await chat.press(ana, asked, "Sí, bórralo todo")
    await asked.changes()
    await chat.blocks()
    await chat.unblocks()
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT * FROM chats") == []
