"""Ana sends her notes: a deck of her own, from the file in the chat to the file that comes back."""

import asyncio
import json
from pathlib import Path
from zipfile import ZipFile

from bot.domain.uploads import MOST_PACKED
from tests.bank.zips import a_zip
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program, running

NOTE = "# Ríos\n\n## ¿Qué río pasa por Sevilla?\n\nEl **Guadalquivir**.\n\n## ¿Y por Zaragoza?\n\nEl **Ebro**.\n"


async def test_ana_sends_a_vault_and_gets_it_back(repaso: Program, chat: PrivateChat, ana: Person):
    """A zip, its report, a question of it, the list, the deck as a file, and its removal."""
    await chat.says("/start")
    await chat.next_message()
    sent = await chat.sends_file(ana, "Apuntes.zip", a_zip({"Geo/rios.md": NOTE, "Geo/mapa.png": b"\x89PNG"}))
    report = await chat.next_message()
    assert report.text == "📚 Apuntes.zip ya es un mazo tuyo; nadie más lo ve.\nTiene 2 preguntas: 2 abiertas."
    assert (report.reply_to, rows(report)) == (sent, [["▶ Pregunta de este mazo", "📚 Mis mazos"]])
    assert await sent.reacted() == ["👀"]

    await chat.press(ana, report, "Pregunta")
    question = await chat.next_message()
    assert question.text.startswith("📝 Ríos")

    await chat.says("/decks")
    decks = await chat.next_message()
    assert rows(decks) == [["Apuntes.zip (2)"]]
    await chat.press(ana, decks, "Apuntes")
    assert (await decks.changes()).text == "📚 Apuntes.zip: 2 preguntas."

    await chat.press(ana, decks, "JSON")
    file = await chat.next_message()
    assert (file.text, file.content["document"]["file_name"]) == ("Aquí tienes tu mazo Apuntes.zip.", "Apuntes.json")
    told = json.loads(file.uploaded or b"")["questions"]
    assert [(one["file"], one["answer"]) for one in told] == [
        ("Geo/rios.md", "El **Guadalquivir**."),
        ("Geo/rios.md", "El **Ebro**."),
    ]

    await chat.press(ana, decks, "Quitar")
    await decks.changes()
    await chat.press(ana, decks, "Sí, quítalo")
    assert (await decks.changes()).text == "He quitado Apuntes.zip. Vuelve a mandarme el archivo cuando quieras."
    assert await repaso.ask("SELECT * FROM uploads") == []


PICTURE = b"\x89PNG\r\n\x1a\n map of rivers"


async def test_a_picture_of_her_notes_comes_with_its_question(repaso: Program, chat: PrivateChat, ana: Person):
    """Before the text, in her chat alone; it is replaced when she sends her notes again, and gone when they are."""
    note = (
        "## ¿Qué río es el del mapa?\n\n![[mapa.png]]\n\n<details><summary>Respuesta</summary>\nEl Ebro.\n</details>\n"
    )
    await chat.sends_file(ana, "Rios.zip", a_zip({"Rios/notas/ebro.md": note, "Rios/img/mapa.png": PICTURE}))
    report = await chat.next_message()
    assert report.text.splitlines()[1:] == ["Tiene 1 pregunta: 1 abierta.", "Trae 1 imagen o archivo."]
    await chat.press(ana, report, "Pregunta")
    assert (await chat.next_message()).uploaded == PICTURE
    assert "¿Qué río es el del mapa?" in (await chat.next_message()).text

    await chat.says("/skip")
    await chat.next_message()
    await chat.sends_file(ana, "Rios.zip", a_zip({"Rios/notas/ebro.md": note, "Rios/img/mapa.png": PICTURE + b"!"}))
    await chat.next_message()
    await chat.press(ana, report, "Pregunta")
    assert (await chat.next_message()).uploaded == PICTURE + b"!"
    await chat.next_message()

    await chat.says("/decks")
    decks = await chat.next_message()
    await chat.press(ana, decks, 0)
    await decks.changes()
    await chat.press(ana, decks, "Quitar")
    await decks.changes()
    await chat.press(ana, decks, "Sí, quítalo")
    await decks.changes()
    assert await repaso.ask("SELECT * FROM enclosures") == []


async def test_a_deck_as_anki_and_csv(repaso: Program, chat: PrivateChat, ana: Person, tmp_path: Path):
    """The files are what they say they are."""
    await chat.sends_file(ana, "rios.md", NOTE.encode())
    await chat.next_message()
    await chat.says("/decks")
    decks = await chat.next_message()
    await chat.press(ana, decks, 0)
    await decks.changes()
    await chat.press(ana, decks, "Anki")
    anki = await chat.next_message()
    assert anki.content["document"]["file_name"] == "rios.apkg"
    (tmp_path / "rios.apkg").write_bytes(anki.uploaded or b"")
    assert any(name.startswith("collection") for name in ZipFile(tmp_path / "rios.apkg").namelist())
    await chat.press(ana, decks, "CSV")
    table = await chat.next_message()
    assert table.content["document"]["file_name"] == "rios.csv"
    assert "Guadalquivir" in (table.uploaded or b"").decode()


async def test_the_file_again_brings_it_up_to_date(repaso: Program, chat: PrivateChat, ana: Person):
    """What is new is counted."""
    await chat.sends_file(ana, "rios.md", NOTE.encode())
    await chat.next_message()
    await chat.sends_file(ana, "rios.md", f"{NOTE}\n## ¿Y por Lisboa?\n\nEl Tajo.\n".encode())
    assert (await chat.next_message()).text == ("📚 rios.md está al día: 1 nueva.\nTiene 3 preguntas: 3 abiertas.")


async def test_while_a_file_takes_its_time(
    emulator: Emulator, repaso: Program, chat: PrivateChat, ana: Person, luis: Person
):
    """Everybody else, and Ana herself, get their answers; the file's update is acknowledged and not forgotten."""
    other = emulator.private(luis)
    slow = emulator.fail("download", delay=0.6)
    await chat.sends_file(ana, "rios.md", NOTE.encode())
    await emulator.until(lambda: slow.times == 0, "nothing was fetched")
    for number in range(3):
        await other.says("/help")
        assert "/decks" in (await other.next_message()).text, number
    await chat.says("/help")
    assert "/decks" in (await chat.next_message()).text
    await emulator.all_acknowledged()
    assert (await chat.next_message()).text.startswith("📚 rios.md ya es un mazo tuyo")


async def test_a_crash_before_the_file_is_read(emulator: Emulator, file: Path, chat: PrivateChat, ana: Person):
    """The program dies while it fetches; the next one fetches it, though Telegram does not send the update again."""
    emulator.fail("download", delay=30)
    async with running(emulator, file) as program:
        program.edge._grace = 0.1
        await chat.sends_file(ana, "rios.md", NOTE.encode())
        await emulator.called("getFile")
        await emulator.all_acknowledged()
    assert not emulator.unacknowledged()
    assert chat.from_bot == []
    async with running(emulator, file):
        assert (await chat.next_message()).text.startswith("📚 rios.md ya es un mazo tuyo")
        await chat.stays_quiet(within=0.2)
    async with running(emulator, file):
        await chat.stays_quiet(within=0.2)


async def test_files_that_are_not_taken(emulator: Emulator, repaso: Program, chat: PrivateChat, ana: Person):
    """Each gets its sentence: too large (also when its size was hidden), no zip, and gone from Telegram."""
    await chat.sends_file(ana, "a.zip", b"", size=MOST_PACKED + 1)
    assert (await chat.next_message()).text.startswith("a.zip pasa de 20 MB")
    assert not emulator.calls("getFile")
    await chat.sends_file(ana, "b.zip", bytes(MOST_PACKED + 1), size=10)
    assert (await chat.next_message()).text.startswith("b.zip pasa de 20 MB")
    assert not emulator.calls("download")
    await chat.sends_file(ana, "c.zip", b"no zip")
    assert (await chat.next_message()).text.startswith("No puedo abrir c.zip")
    emulator.fail("getFile", description="Bad Request: wrong file_id", status=400)
    await chat.sends_file(ana, "d.md", NOTE.encode())
    assert (await chat.next_message()).text.startswith("No he podido descargar d.md")


async def test_other_files_and_other_places(emulator: Emulator, repaso: Program, chat: PrivateChat, ana: Person):
    """A picture of notes is no text, and in a group a note is a file like any other."""
    await chat.says("/quiz")
    await chat.next_message()
    await chat.sends_file(ana, "apuntes.pdf", b"%PDF")
    assert (await chat.next_message()).text.startswith("Solo sé leer texto")
    group = emulator.group("IA 2026", [ana])
    await group.says(ana, "/quiz@RepasoBot")
    question = await group.next_message()
    await group.sends_file(ana, "rios.md", NOTE.encode(), reply_to=question)
    assert (await group.next_message()).text.startswith("Solo sé leer texto")
    await group.sends_file(ana, "rios.md", NOTE.encode())
    await group.stays_quiet(within=0.1)
    assert await repaso.ask("SELECT * FROM uploads") == []


async def test_many_files_at_once(emulator: Emulator, repaso: Program):
    """Ten people send theirs in the same moment; each hears of their own."""
    people = [emulator.person(f"P{number}", language="es") for number in range(10)]
    chats = [emulator.private(person) for person in people]
    for person, room in zip(people, chats, strict=True):
        await room.sends_file(person, f"{person.name}.md", NOTE.encode())
    told = await asyncio.gather(*(room.next_message() for room in chats))
    assert [message.text.split()[1] for message in told] == [f"{person.name}.md" for person in people]
    assert await repaso.ask("SELECT count(*) FROM questions WHERE upload_id IS NOT NULL") == [(20,)]
