"""Files of notes that come in, and decks that go out."""

import asyncio
import logging
import threading
from datetime import UTC, datetime

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.chats.fetching import AT_ONCE, Files
from bot.chats.telegram import request
from bot.chats.telegram.incoming import Me, incoming_from
from bot.domain.actions import Ask
from bot.domain.conversation import Attached, Document, Fetch, Incoming, NotText, Reply, Say, Sender, Upload
from bot.domain.question import Bank
from bot.domain.sending import File
from bot.domain.uploads import Refusal
from tests.chats.telegram_edge.stand_ins import SORRY, CannedDesk, an_edge, line, row, running
from tests.chats.telegram_edge.test_telegram_incoming import ANA, GROUP, ME, PRIVATE, SENT_AT, from_bot
from tests.emulator import Emulator, Person, PrivateChat
from tests.metered import Meters


class Reader:
    """Reads files by noting them; `waiting` cleared: it takes its time."""

    def __init__(self) -> None:
        self.read: list[tuple[str, bytes]] = []
        self.at_once = self.most_at_once = 0
        self.may_end = threading.Event()
        self.may_end.set()
        self._lock = threading.Lock()

    def __call__(self, name: str, data: bytes) -> Upload:
        """As the program's."""
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        self.may_end.wait(5)
        with self._lock:
            self.at_once -= 1
            self.read.append((name, data))
        if data == b"bomb":
            raise ZeroDivisionError
        return Upload(name, Bank(1))


async def made(document: Document) -> File:
    """The file of a document."""
    if document.id == 0:
        raise LookupError("gone")
    return File(f"{document.what}.{document.format}", b"a,b\n")


def told(incoming: Incoming) -> Reply:
    """Fetches what comes, and says what came of it."""
    if isinstance(incoming.what, Attached):
        return Reply(fetch=Fetch(incoming.what, incoming.sender, incoming.at))
    if isinstance(incoming.what, Upload):
        found = incoming.what.found
        return Reply(says=(Say(line(found.value if isinstance(found, Refusal) else f"read {incoming.what.name}")),))
    return Reply(says=(Say(line("something else")),))


@pytest.fixture
def reader() -> Reader:
    """Somebody who reads."""
    return Reader()


@pytest.fixture
def ana(emulator: Emulator) -> Person:
    """Who sends."""
    return emulator.person("Ana", language="es")


@pytest.fixture
def chat(emulator: Emulator, ana: Person) -> PrivateChat:
    """Where she sends it."""
    return emulator.private(ana, started=True)


def document(name: str | None, chat: dict[str, object] = PRIVATE, **more: object) -> object:
    """What a message with a document says, in our words."""
    file = {"file_id": "f", "file_unique_id": "f", "file_size": 12} | ({"file_name": name} if name else {})
    message = {"message_id": 5, "date": SENT_AT, "chat": chat, "from": ANA, "document": file} | more
    incoming = incoming_from(Update.de_json({"update_id": 99, "message": message}, None), ME, datetime.now(UTC))
    return incoming.what if incoming else None


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ("rios.md", "rios.md"),
        ("Mis Apuntes.ZIP", "Mis Apuntes.zip"),
        ("a\u202ecod\n b.Md", "acod b.md"),
        ("leccio\u0301n.md", "lección.md"),
        (".md", "?.md"),
        ("x" * 300 + ".zip", "x" * 64 + ".zip"),
    ],
)
def test_a_file_of_notes_in_private(sent: str, named: str):
    """Its name is made safe to show and keeps its ending."""
    assert document(sent) == Attached(named, "f", 12)


@pytest.mark.parametrize("name", ["notes.pdf", "notes.md.exe", "md", None])
def test_any_other_document(name: str | None):
    """Something that the bot cannot read."""
    assert document(name) == NotText("document")


def test_a_file_of_notes_in_a_group():
    """No deck is made of it: as a reply it is what the bot cannot read, else none of its business."""
    assert document("rios.md", GROUP) is None
    assert document("rios.md", GROUP, reply_to_message=from_bot(3)) == NotText("document", 3)


async def test_the_file_is_fetched_and_read(
    emulator: Emulator, desk: CannedDesk, reader: Reader, ana: Person, chat: PrivateChat
):
    """The desk hears twice of it: that it came, and what it holds, with the sender, the time and the message."""
    desk.answer = told
    since = Meters()
    async with running(an_edge(emulator, desk, files=Files(reader, made))):
        sent = await chat.sends_file(ana, "rios.md", b"# Why?")
        assert (await chat.next_message()).text == "read rios.md"
        await emulator.all_acknowledged()
    assert reader.read == [("rios.md", b"# Why?")]
    assert since.of("repaso_uploads_total") == {"read": 1}
    came, was_read = desk.handled
    assert (was_read.key, was_read.message) == (f"{came.key}:read", sent.id)
    assert (was_read.sender, was_read.at, was_read.place) == (came.sender, came.at, came.place)
    assert desk.shown_keys == [was_read.key, came.key]


async def test_two_files_at_a_time(
    emulator: Emulator, desk: CannedDesk, reader: Reader, chat: PrivateChat, ana: Person
):
    """However many come, so that memory has a limit; texts go on meanwhile."""
    desk.answer = told
    reader.may_end.clear()
    async with running(an_edge(emulator, desk, files=Files(reader, made))):
        for number in range(6):
            await chat.sends_file(ana, f"{number}.md", b"#")
        await chat.says("hola")
        assert (await chat.next_message()).text == "something else"
        await emulator.until(lambda: reader.at_once == AT_ONCE, "nobody reads")
        reader.may_end.set()
        assert {(await chat.next_message()).text for _ in range(6)} == {f"read {number}.md" for number in range(6)}
    assert reader.most_at_once == AT_ONCE


async def test_a_reader_that_fails(
    emulator: Emulator,
    desk: CannedDesk,
    reader: Reader,
    ana: Person,
    chat: PrivateChat,
    caplog: pytest.LogCaptureFixture,
):
    """It is said and logged, and not tried again at every start."""
    desk.answer = told
    since = Meters()
    async with running(an_edge(emulator, desk, files=Files(reader, made))):
        await chat.sends_file(ana, "rios.md", b"bomb")
        assert (await chat.next_message()).text == Refusal.BROKEN.value
    assert since.of("repaso_uploads_total") == {"broken": 1}
    assert len(desk.shown_keys) == 2
    assert "could not be read" in caplog.text


async def test_a_file_that_does_not_come_in_time(
    emulator: Emulator, desk: CannedDesk, reader: Reader, ana: Person, chat: PrivateChat
):
    """The person hears of it all the same."""
    desk.answer = told
    emulator.fail("download", delay=3)
    edge = an_edge(emulator, desk, files=Files(reader, made))
    assert edge._fetcher is not None
    edge._fetcher._longest = 0.2
    async with running(edge):
        await chat.sends_file(ana, "rios.md", b"#")
        assert (await chat.next_message()).text == Refusal.UNREACHABLE.value


async def test_fetching_is_tried_again(
    emulator: Emulator, desk: CannedDesk, reader: Reader, ana: Person, chat: PrivateChat
):
    """A reset connection and a flood limit are no reason to give up."""
    desk.answer = told
    emulator.fail("getFile", reset=True)
    emulator.fail("getFile", status=429, retry_after=2)
    async with running(an_edge(emulator, desk, files=Files(reader, made))):
        await chat.sends_file(ana, "rios.md", b"#")
        assert (await chat.next_message()).text == "read rios.md"


async def test_an_answer_without_end(emulator: Emulator, monkeypatch: pytest.MonkeyPatch):
    """No more is read of it than anything of Telegram's can have."""
    monkeypatch.setattr(request, "LARGEST_ANSWER", 1000)
    emulator.files["f"] = bytes(1001)
    wire = request.AiohttpRequest()
    async with wire:
        with pytest.raises(NetworkError, match="larger"):
            await wire.retrieve(f"{emulator.url}/file/bot{emulator.token}/documents/f")


async def shown(emulator: Emulator, desk: CannedDesk, ana: Person, chat: PrivateChat, say: Say) -> None:
    """Ana is told this."""
    desk.answer = lambda incoming: Reply(says=(say,))
    await chat.says("/decks")


async def test_a_deck_goes_out(emulator: Emulator, desk: CannedDesk, reader: Reader, ana: Person, chat: PrivateChat):
    """One message: the file, what is said below it, and the buttons."""
    say = Say(line("Your deck"), row(("Another", Ask())), document=Document("deck", 1, "csv"))
    async with running(an_edge(emulator, desk, files=Files(reader, made))):
        emulator.fail("sendDocument", status=429, retry_after=1)
        await shown(emulator, desk, ana, chat, say)
        message = await chat.next_message()
        await chat.stays_quiet(within=0.1)
    assert (message.text, message.labels, message.uploaded) == ("Your deck", ["Another"], b"a,b\n")
    assert message.content["document"]["file_name"] == "deck.csv"


async def test_a_deck_that_cannot_be_made(
    emulator: Emulator,
    desk: CannedDesk,
    reader: Reader,
    ana: Person,
    chat: PrivateChat,
    caplog: pytest.LogCaptureFixture,
):
    """The bot says sorry, and the log says why."""
    async with running(an_edge(emulator, desk, files=Files(reader, made))):
        await shown(emulator, desk, ana, chat, Say(line("Your deck"), document=Document("deck", 0, "csv")))
        message = await chat.next_message()
    assert (message.text, message.uploaded) == (SORRY, None)
    assert [record.levelno for record in caplog.records if "deck 0" in record.getMessage()] == [logging.ERROR]


async def test_what_a_crash_left_to_fetch(
    emulator: Emulator, desk: CannedDesk, reader: Reader, ana: Person, chat: PrivateChat
):
    """A Reply of an earlier run: its file is fetched as from its sender."""
    desk.answer = told
    emulator.files["kept"] = b"# Why?"
    sender = Sender(ana.id, "Ana", "es")
    came = incoming_from(
        Update.de_json(
            {
                "update_id": 7,
                "message": {"message_id": 1, "date": SENT_AT, "chat": chat.json(), "from": ana.json(), "text": "x"},
            },
            None,
        ),
        Me(1, "RepasoBot"),
        datetime.now(UTC),
    )
    assert came is not None
    left = [(came, Reply(fetch=Fetch(Attached("rios.md", "kept", 6), sender, came.at)))]
    async with running(an_edge(emulator, desk, files=Files(reader, made), left_over=left)):
        assert (await chat.next_message()).text == "read rios.md"
    assert [incoming.sender for incoming in desk.handled] == [sender]
    await asyncio.sleep(0)
