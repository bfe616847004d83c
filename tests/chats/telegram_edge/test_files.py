"""Files of a vault on their way to a chat: what is sent, in which order, and what is left out."""

import logging
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.chats.files import LARGEST, files_in, is_picture
from bot.domain.actions import Ask
from bot.domain.conversation import Address, Body, Passage, Platform, Reply, Say
from bot.domain.sending import File, Gone, TryLater
from tests.chats.telegram_edge.stand_ins import CannedDesk, an_edge, line, row, running
from tests.emulator import Emulator, Message, PrivateChat

PICTURE = b"\x89PNG cat"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "cat.png").write_bytes(PICTURE)
    (tmp_path / "vault" / "talk.mp3").write_bytes(b"talk")
    return tmp_path / "vault"


def body(*files: Path, text: str = "What is this?") -> Body:
    return (Passage(text, files=tuple(map(str, files))),)


# --- reading them ----------------------------------------------------------------------------------


def test_each_file_once_and_in_order(vault: Path):
    """Also when several passages embed it."""
    cat, talk = vault / "cat.png", vault / "talk.mp3"
    found = list(files_in((*body(talk, cat), *line("x"), *body(cat))))
    assert found == [File("talk.mp3", b"talk"), File("cat.png", PICTURE)]
    assert [is_picture(file) for file in found] == [False, True]


@pytest.mark.parametrize("name", ["a.PNG", "a.jpg", "a.jpeg", "a.webp"])
def test_what_telegram_shows_as_a_photo(name: str):
    """Animations and drawings come as documents, else they would be still or refused."""
    assert is_picture(File(name, b""))
    assert not is_picture(File(f"{name}.svg", b""))


def test_a_file_that_is_too_large(vault: Path, caplog: pytest.LogCaptureFixture):
    """It is never read; the log says why it did not come."""
    with (vault / "large.png").open("wb") as file:
        file.truncate(LARGEST + 1)
    with caplog.at_level(logging.WARNING):
        assert list(files_in(body(vault / "large.png"))) == []
    assert "large.png is not sent: it has more than 10000000 bytes" in caplog.text


def test_a_file_of_just_the_size(vault: Path):
    """It goes."""
    (vault / "large.png").write_bytes(bytes(LARGEST))
    assert len(next(files_in(body(vault / "large.png"))).data) == LARGEST


def test_a_file_that_is_gone(vault: Path, caplog: pytest.LogCaptureFixture):
    """The others come."""
    with caplog.at_level(logging.WARNING):
        assert [file.name for file in files_in(body(vault / "gone.png", vault / "cat.png"))] == ["cat.png"]
    assert "gone.png is not sent: No such file or directory" in caplog.text


def test_a_file_that_became_a_link_or_a_folder(vault: Path, tmp_path: Path):
    """Whoever can write to the vault cannot make the bot send what lies outside."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "cat.png").write_bytes(b"secret")
    (vault / "link.png").symlink_to(tmp_path / "secrets" / "cat.png")
    (vault / "linked").symlink_to(tmp_path / "secrets")
    (vault / "folder.png").mkdir()
    os.mkfifo(vault / "pipe.png")
    odd = ("link.png", "linked/cat.png", "folder.png", "pipe.png", "../secrets/cat.png")
    assert list(files_in(body(*(vault / name for name in odd)))) == []


# --- sending them ----------------------------------------------------------------------------------


@dataclass
class Scene:
    """Ana's chat, and an edge at work."""

    emulator: Emulator
    desk: CannedDesk
    chat: PrivateChat

    async def shown(self, *says: Say) -> list[Message]:
        """What Ana sees after a reply with these."""
        self.desk.answer = lambda incoming: Reply(says=says)
        before = len(self.chat.from_bot)
        await self.chat.says("/quiz")
        await self.emulator.all_acknowledged()
        last = says[-1].body[-1]
        words = last.markdown if isinstance(last, Passage) else last.spans[0].text
        await self.emulator.until(lambda: any(words in message.text for message in self.chat.from_bot), "no text")
        return self.chat.from_bot[before:]


@pytest_asyncio.fixture
async def scene(emulator: Emulator, desk: CannedDesk) -> AsyncIterator[Scene]:
    ana = emulator.person("Ana", language="es")
    async with running(an_edge(emulator, desk)):
        yield Scene(emulator, desk, emulator.private(ana, started=True))


def looks(messages: list[Message]) -> list[object]:
    """Each message by its text, or by what was uploaded with it."""
    return [(next(iter(one.content)), one.uploaded) if one.content else one.text for one in messages]


async def test_pictures_come_before_the_text(scene: Scene, vault: Path):
    """The buttons and the reply belong to the text, so that it stays last."""
    buttons = row(("More", Ask()))
    shown = await scene.shown(Say(body(vault / "cat.png", vault / "talk.mp3"), buttons, as_reply=True))
    assert looks(shown) == [("photo", PICTURE), ("document", b"talk"), "What is this?"]
    assert [bool(message.rows) for message in shown] == [False, False, True]
    assert [bool(message.reply_to) for message in shown] == [False, False, True]


async def test_a_photo_that_telegram_refuses_comes_as_a_document(
    scene: Scene, vault: Path, caplog: pytest.LogCaptureFixture
):
    """It is too long and thin, or no picture at all. The log does not say its name: a learner may have given it."""
    scene.emulator.fail("sendPhoto", status=400, description="Bad Request: PHOTO_INVALID_DIMENSIONS")
    assert looks(await scene.shown(Say(body(vault / "cat.png")))) == [("document", PICTURE), "What is this?"]
    assert "a picture goes to chat 1001 as a document: Photo_invalid_dimensions" in caplog.text
    assert "cat" not in caplog.text


async def test_files_that_cannot_be_sent_leave_the_text(scene: Scene, vault: Path):
    """Empty, refused, too large or gone."""
    (vault / "empty.png").write_bytes(b"")
    with (vault / "large.png").open("wb") as file:
        file.truncate(LARGEST + 1)
    scene.emulator.fail("sendDocument", status=400, description="Bad Request: not enough rights to send documents")
    odd = [vault / name for name in ("talk.mp3", "empty.png", "large.png", "gone.png")]
    assert looks(await scene.shown(Say(body(*odd)))) == ["What is this?"]


async def test_files_alone(scene: Scene, vault: Path):
    """The files of an explanation come without words of their own."""
    shown = await scene.shown(Say((Passage("", files=(str(vault / "cat.png"),)),)), Say(line("Next.")))
    assert looks(shown) == [("photo", PICTURE), "Next."]


def to(chat: PrivateChat, *files: Path) -> Say:
    return Say(body(*files), to=Address(Platform.TELEGRAM, chat.id))


async def test_all_messages_of_a_question_are_told(emulator: Emulator, desk: CannedDesk, vault: Path):
    """So an answer to the picture is an answer to its question; the text is the last."""
    chat = emulator.private(emulator.person("Ana"), started=True)
    edge = an_edge(emulator, desk)
    async with running(edge):
        await emulator.until(lambda: bool(edge.username), "it did not connect")
        sent = await edge.send(to(chat, vault / "cat.png"))
    assert list(sent.messages) == [message.id for message in chat.from_bot]
    assert looks(chat.from_bot) == [("photo", PICTURE), "What is this?"]


async def test_told_to_wait_before_the_picture(emulator: Emulator, desk: CannedDesk, vault: Path):
    """Nothing was sent: the pusher comes again later."""
    chat = emulator.private(emulator.person("Ana"), started=True)
    edge = an_edge(emulator, desk)
    async with running(edge):
        await emulator.until(lambda: bool(edge.username), "it did not connect")
        emulator.fail("sendPhoto", status=429, retry_after=30)
        with pytest.raises(TryLater):
            await edge.send(to(chat, vault / "cat.png"))
        assert chat.from_bot == []


async def test_told_to_wait_between_the_picture_and_the_text(emulator: Emulator, desk: CannedDesk, vault: Path):
    """It waits: sent again later, the picture would come twice."""
    chat = emulator.private(emulator.person("Ana"), started=True)
    edge = an_edge(emulator, desk)
    async with running(edge):
        await emulator.until(lambda: bool(edge.username), "it did not connect")
        emulator.fail("sendMessage", status=429, retry_after=30)
        await edge.send(to(chat, vault / "cat.png"))
    assert looks(chat.from_bot) == [("photo", PICTURE), "What is this?"]


async def test_somebody_who_blocked_the_bot(emulator: Emulator, desk: CannedDesk, vault: Path):
    """It is noticed at the picture already."""
    chat = emulator.private(emulator.person("Ana"), started=True)
    edge = an_edge(emulator, desk)
    async with running(edge):
        await emulator.until(lambda: bool(edge.username), "it did not connect")
        emulator.fail("sendPhoto", status=403)
        with pytest.raises(Gone):
            await edge.send(to(chat, vault / "cat.png"))
    assert emulator.calls("sendMessage") == []
