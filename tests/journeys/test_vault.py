"""A vault with pictures, and a vault that changes while people study."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.bank import syncing
from bot.bank.survey import Look
from bot.chats.files import LARGEST
from tests.databases import lent, migrated
from tests.emulator import Emulator, Message, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.processes import ended, environment, logged, serving, stopped
from tests.journeys.program import Program, running

CAT, DOG, MAP = b"\x89PNG cat", b"\x89PNG dog", b"\x89PNG map"
NOTE = """\
---
lang: es
questions: h3
---

# Animales

## Gatos

### ¿Qué animal es este? ![[cat.png]]

Un **gato**, y no este perro: ![un perro](fotos/dog.png)

## Mapas

### ¿Dónde está París?
- [x] En Francia
- [ ] En Italia

Aquí: ![[mapa.png]]

## Nombres

### ¿Cómo se llama?
= Micifuz

Se ve aquí: ![[cat.png]]
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    (vault / "fotos").mkdir(parents=True)
    for name, data in {"cat.png": CAT, "fotos/dog.png": DOG, "mapa.png": MAP}.items():
        (vault / name).write_bytes(data)
    write(vault / "animales.md", NOTE)
    return vault


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def file(vault: Path, tmp_path: Path) -> Path:
    """A database with the vault."""
    with lent(migrated(tmp_path / "vault.db")) as engine:
        syncing.sync(engine, Look([vault], "es", "auto"), datetime.now(UTC))
    return tmp_path / "vault.db"


@pytest_asyncio.fixture
async def repaso(emulator: Emulator, file: Path) -> AsyncIterator[Program]:
    async with running(emulator, file) as program:
        yield program


def looks(messages: list[Message]) -> list[object]:
    """Each message by its first line, or by what was uploaded with it."""
    return [one.uploaded if one.content else one.text.splitlines()[0] for one in messages]


async def after(chat: PrivateChat, messages: int) -> list[Message]:
    """The next messages."""
    return [await chat.next_message() for _ in range(messages)]


async def test_a_question_with_a_picture(repaso: Program, chat: PrivateChat, ana: Person):
    """The picture comes before the question, and the answer's picture before the model answer."""
    await chat.says("/quiz gatos")
    picture, question = await after(chat, 2)
    assert looks([picture, question]) == [CAT, "📝 Gatos"]
    assert rows(question) == [["👁 Ver respuesta", "⏭ Saltar"]]
    await chat.press(ana, question, "Ver respuesta")
    assert looks(await after(chat, 2)) == [DOG, "Respuesta modelo"]


async def test_an_answer_to_the_picture(repaso: Program, chat: PrivateChat, ana: Person):
    """It is an answer to its question."""
    await chat.says("/quiz gatos")
    picture, _ = await after(chat, 2)
    await chat.says("un gato", reply_to=picture)
    assert looks(await after(chat, 2)) == [DOG, "Has tocado 1 de 1 ideas:"]


async def test_the_explanation_of_a_choice(repaso: Program, chat: PrivateChat, ana: Person):
    """The message with the buttons changes, and its picture follows."""
    await chat.says("/quiz mapas")
    (question,) = await after(chat, 1)
    await chat.press(ana, question, "En Francia")
    assert "✓ En Francia" in (await question.changes()).text
    assert looks(await after(chat, 1)) == [MAP]


async def test_the_explanation_of_a_short_answer(repaso: Program, chat: PrivateChat, ana: Person):
    """Its picture comes too."""
    await chat.says("/quiz nombres")
    await after(chat, 1)
    await chat.says("micifuz")
    assert looks(await after(chat, 2)) == [CAT, "✓ ¡Eso es!"]


async def test_pictures_that_cannot_be_sent(repaso: Program, chat: PrivateChat, ana: Person, vault: Path):
    """Too large, gone, or refused: the text comes all the same."""
    os.truncate(vault / "cat.png", LARGEST + 1)
    await chat.says("/quiz gatos")
    (question,) = await after(chat, 1)
    assert looks([question]) == ["📝 Gatos"]
    (vault / "fotos" / "dog.png").unlink()
    await chat.press(ana, question, "Ver respuesta")
    assert looks(await after(chat, 1)) == ["Respuesta modelo"]
    for method in ("sendPhoto", "sendDocument"):
        repaso.emulator.fail(method, status=400, description="Bad Request: not enough rights")
    await chat.says("/quiz nombres")
    await after(chat, 1)
    os.truncate(vault / "cat.png", 5)
    await chat.says("micifuz")
    assert looks(await after(chat, 1)) == ["✓ ¡Eso es!"]


async def test_a_note_edited_while_it_runs(
    emulator: Emulator, file: Path, vault: Path, tmp_path: Path, chat: PrivateChat
):
    """The next question is the new one, within seconds and without a restart; an odd state in between does no harm."""
    async with serving(environment(file, emulator, CONTENT_DIR=str(vault)), tmp_path) as process:
        await chat.says("/quiz ríos")
        assert "Ríos" not in (await chat.next_message(timeout=20)).text
        write(vault / "animales.md", "---\nlang: [es\n---\n")
        await logged(process, "the notes changed")
        began = time.monotonic()
        write(
            vault / "rios.md", "---\nlang: es\n---\n# Ríos\n\n## ¿Qué río pasa por Sevilla?\n\nEl **Guadalquivir**.\n"
        )
        await logged(process, "1 questions, 1 changes")
        assert time.monotonic() - began < 15
        await chat.says("/quiz ríos")
        await emulator.until(lambda: any("Sevilla" in one.text for one in chat.from_bot), "the new question", 20)
        status, log = await stopped(process)
    assert status == 0
    assert "Traceback" not in log


@pytest.mark.parametrize("content_dir", [True, False], ids=["CONTENT_DIR", "no setting"])
async def test_another_folder_loaded_by_hand_while_it_runs(
    emulator: Emulator, file: Path, vault: Path, tmp_path: Path, content_dir: bool
):
    """It is followed from then on, and nothing brings the first one back before a restart."""
    env = environment(file, emulator, CONTENT_DIR=str(vault) if content_dir else "")
    river, sea = (
        "---\nlang: es\n---\n## ¿Qué {} hay aquí?\n\nEl **{}**.\n".format(*words)
        for words in (("río", "Guadalquivir"), ("mar", "Cantábrico"))
    )
    other = tmp_path / "other"
    other.mkdir()
    write(other / "rios.md", river)
    async with serving(env, tmp_path) as process:
        await logged(process, "connected to Telegram")
        status, out, err = await ended(f"bank sync {other}", env, tmp_path)
        assert (status, err, out.splitlines()[-1]) == (
            0,
            "",
            "added 1 · changed 0 · moved 0 · returned 0 · retired 3 · unchanged 0",
        )
        write(vault / "otra.md", sea)
        await asyncio.sleep(3)
        write(other / "mares.md", sea)
        assert "2 questions, 1 changes" in await logged(process, "the notes changed")
        status, log = await stopped(process)
    assert (status, "Traceback" in log) == (0, False)


async def test_the_terminal_says_where_a_picture_is(file: Path, vault: Path, tmp_path: Path):
    """By its alternative text; the question that was asked before, by chance, may have a picture of its own."""
    env = environment(file, CONTENT_DIR=str(vault), LANG="es_ES.UTF-8")
    status, out, err = await ended("chat --as Ana", env, tmp_path, "/quiz gatos\n/reveal\n")
    assert (status, err) == (0, "")
    cats = out[out.index("› /quiz gatos") :]
    assert "[image: un perro]" in cats
    assert cats.count("[image") == 2
