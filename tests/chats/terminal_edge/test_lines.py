"""What a line that is typed at the terminal becomes."""

from concurrent.futures import Future
from io import StringIO

import pytest
from rich.console import Console

from bot.chats.terminal.edge import TerminalEdge
from bot.domain.actions import Ask, Skip
from bot.domain.buttons import encode
from bot.domain.conversation import Button, Command, Incoming, Line, Press, Reply, Say, Span, Text


class Desk:
    """Keeps what it is handed, and shows the same two buttons each time; none when it is told so."""

    def __init__(self, *, with_buttons: bool = True) -> None:
        rows = ((Button("Skip", Skip(1)), Button("Another", Ask())),) if with_buttons else ()
        self.reply = Reply(says=(Say((Line((Span("Why?"),)),), rows),))
        self.heard: list[object] = []

    def handle(self, incoming: Incoming) -> Future[Reply]:
        """As the real desk."""
        self.heard.append(incoming.what)
        reply: Future[Reply] = Future()
        reply.set_result(self.reply)
        return reply

    def shown(self, incoming: Incoming) -> None:
        """As the real desk."""


async def typed(line: str, desk: Desk, language: str = "en") -> tuple[list[object], str]:
    """What the line becomes, after a message of the desk, and what is printed then."""
    printed = StringIO()
    edge = TerminalEdge(desk, name="Ana", default_language=language, console=Console(file=printed, width=200))
    await edge._take("Why?")
    desk.heard.clear()
    printed.seek(0)
    printed.truncate()
    await edge._take(line)
    return desk.heard, printed.getvalue()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("/quiz", Command("quiz")),
        ("/QUIZ  SQL joins 3", Command("quiz", "SQL joins 3")),
        ("/24", Text("/24")),
        ("/etc/hosts", Text("/etc/hosts")),
        ("/", Text("/")),
        ("2", Press(encode(Ask()))),
        ("=2", Text("2")),
        ("=7", Text("7")),
        ("=", Text("=")),
        ("2 rows", Text("2 rows")),
    ],
)
async def test_a_line(line: str, what: object):
    """A command is a slash and a word; a number presses; everything else is an answer."""
    assert (await typed(line, Desk()))[0] == [what]


@pytest.mark.parametrize("number", ["0", "3", "24", "1945"])
async def test_a_number_that_no_button_has(number: str, monkeypatch: pytest.MonkeyPatch):
    """It is a slip rather than an answer, so nothing is answered and one sentence says how to."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert await typed(number, Desk()) == ([], f"There is no button {number}; a number as an answer: ={number}\n")
    assert await typed(number, Desk(), "es") == (
        [],
        f"No hay ningún botón {number}; para responder con un número: ={number}\n",
    )


async def test_a_number_without_buttons():
    """Nothing can be pressed: it is an answer."""
    assert (await typed("24", Desk(with_buttons=False)))[0] == [Text("24")]
