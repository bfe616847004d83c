"""A file that the bot sends, at the terminal."""

from concurrent.futures import Future
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.chats.terminal.edge import TerminalEdge
from bot.domain.conversation import Command, Document, Incoming, Line, Reply, Say, Span
from bot.domain.sending import File


class Desk:
    """Answers everything with a file."""

    def handle(self, incoming: Incoming) -> Future[Reply]:
        """As the real desk."""
        reply: Future[Reply] = Future()
        reply.set_result(Reply(says=(Say((Line((Span("Here it is."),)),), document=Document("deck", 1, "csv")),)))
        return reply

    def shown(self, incoming: Incoming) -> None:
        """As the real desk."""


async def test_a_file_is_written_beside_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Twice the same name: both files lie in the current folder, and their paths are printed."""
    monkeypatch.chdir(tmp_path)
    printed = StringIO()

    async def make(document: Document) -> File:
        return File("my deck.csv", document.what.encode())

    console = Console(file=printed, width=300, soft_wrap=True)
    edge = TerminalEdge(Desk(), name="Ana", default_language="en", console=console, make=make)
    for _ in range(2):
        await edge._hand_over(Command("decks"))
    assert [(tmp_path / name).read_bytes() for name in ("my deck.csv", "my deck-2.csv")] == [b"deck", b"deck"]
    assert str(tmp_path / "my deck-2.csv") in printed.getvalue()
