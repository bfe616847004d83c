"""Ana looks at her numbers, and at the picture of them."""

import io

from PIL import Image

from tests.emulator import Chat, Emulator, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program

IN_WORDS = (
    "🗓 Tu año: respuestas en un día, el 23 de noviembre (1).\n"
    "🧠 Cuánto recuerdas se verá cuando las preguntas vuelvan otro día.\n"
    "📆 En 14 días vuelve una: miércoles 25."
)


async def a_first_answer(chat: PrivateChat, who: Person) -> None:
    await chat.says(who, "/quiz sql")
    await chat.next_message()
    await chat.says(who, "filas y grupos")
    await chat.press(who, await chat.next_message(), "Sí")


async def test_the_numbers_and_the_picture(repaso: Program, chat: PrivateChat, ana: Person):
    """A photo with the same in words below it, and the way on."""
    await a_first_answer(chat, ana)
    await chat.says("/stats")
    numbers = await chat.next_message()
    assert numbers.text.splitlines()[:2] == ["📈 Tus números", "✍ 1 hoy · 1 en 7 días · 1 en 30 días · 1 en total"]
    assert rows(numbers) == [["▶ Otra", "📅 Imagen"]]

    await chat.press(ana, numbers, "Imagen")
    photo = await chat.next_message()
    assert (photo.text, rows(photo)) == (IN_WORDS, [["▶ Otra", "📈 Estadísticas"]])
    assert (photo.content["photo"][-1]["width"], photo.content["photo"][-1]["height"]) == (1280, 1136)
    with Image.open(io.BytesIO(photo.uploaded or b"")) as image:
        assert (image.format, image.size) == ("PNG", (1280, 1136))

    await chat.press(ana, photo, "Estadísticas")
    assert (await chat.next_message()).text == numbers.text


async def test_a_picture_that_telegram_refuses(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person):
    """It comes as a document, with the same words and buttons."""
    await a_first_answer(chat, ana)
    await chat.says("/stats")
    numbers = await chat.next_message()
    emulator.fail("sendPhoto", status=400, description="Bad Request: PHOTO_INVALID_DIMENSIONS")
    await chat.press(ana, numbers, "Imagen")
    document = await chat.next_message()
    assert document.content["document"]["file_name"] == "repaso.png"
    assert (document.text, rows(document)) == (IN_WORDS, [["▶ Otra", "📈 Estadísticas"]])


async def test_in_a_group(repaso: Program, emulator: Emulator, ana: Person, luis: Person):
    """The group's numbers, for all to see; its commands are named so that the bot gets them."""
    group: Chat = emulator.group("IA 2026", [ana, luis])
    await group.says(ana, "/stats@RepasoBot")
    message = await group.next_message()
    assert message.text.splitlines()[:2] == ["📊 Números · IA 2026", "👥 Participa 1."]
    assert rows(message) == [["▶ Otra"]]
