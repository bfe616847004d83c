"""The terminal as a chat: lines in, messages out, and buttons that a number presses."""

import asyncio
import getpass
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.markup import escape

from bot.chats.terminal.charts import Charts
from bot.chats.terminal.rendering import render
from bot.chats.typed import command_in
from bot.domain.buttons import encode
from bot.domain.conversation import (
    Address,
    Button,
    ChatKind,
    Command,
    Document,
    Incoming,
    Opened,
    Place,
    Platform,
    Press,
    Reply,
    Rows,
    Say,
    Sender,
    Text,
)
from bot.domain.folding import fold
from bot.domain.progress import Progress
from bot.domain.sending import File, Sent
from bot.texts import messages as m
from bot.texts.catalog import language_of
from bot.texts.sentences import Sentences

ADDRESS = Address(Platform.TERMINAL, 1)
"""All who use the terminal share one chat, so that a group can be played by taking turns."""

LONGEST_LINE = 4096


class TerminalDesk(Protocol):
    """What this edge needs of the desk."""

    def handle(self, incoming: Incoming) -> Future[Reply]:
        """Hands one Incoming over."""

    def shown(self, incoming: Incoming) -> None:
        """The Reply was shown."""


class TerminalEdge:
    """One learner at the terminal."""

    platform = Platform.TERMINAL

    def __init__(
        self,
        desk: TerminalDesk,
        *,
        name: str | None,
        default_language: str,
        console: Console | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        make: Callable[[Document], Awaitable[File | Progress | None]] | None = None,
    ) -> None:
        self._desk = desk
        self._console = console or Console(highlight=False, soft_wrap=not sys.stdout.isatty())
        self._clock = clock
        self._make = make
        self._language = language_of(_locale(), default_language)
        self._say = Sentences(self._language)
        self._sender = Sender(account_of(name or user()), name or user(), self._language)
        self._buttons: list[Button] = []
        # Ids of messages must not come again in a later session: they tell answers apart.
        self._ids = count(int(clock().timestamp() * 1000))

    async def run(self) -> None:
        """Opens with a question, and reads until the input ends."""
        self._console.print(self._say.text(m.TERMINAL_HOW), style="dim")
        await self._hand_over(Opened())
        async for line in self._lines():
            if line.strip():
                await self._take(line.strip()[:LONGEST_LINE])
        self._console.print(self._say.text(m.TERMINAL_BYE), style="dim")

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`: prints it between the lines that are typed."""
        self._show_say(say)
        return Sent((next(self._ids),))

    # --- in ----------------------------------------------------------------------------------------

    async def _lines(self) -> AsyncIterator[str]:
        if not sys.stdin.isatty():
            while line := await asyncio.to_thread(sys.stdin.readline):
                if line.strip():
                    self._console.print(f"\n[bold]› {escape(line.strip())}[/bold]")
                yield line
            return
        session: PromptSession[str] = PromptSession()
        with patch_stdout(raw=True):
            while True:
                try:
                    yield await session.prompt_async("› ")
                except (EOFError, KeyboardInterrupt):
                    return

    async def _take(self, line: str) -> None:
        if self._buttons and line.isascii() and line.isdigit():
            await self._press(line)
        elif command := command_in(line):
            await self._hand_over(command)
        else:
            await self._hand_over(Text(line.removeprefix("=").strip() or line))

    async def _press(self, number: str) -> None:
        place = int(number) if len(number) < 3 else 0
        if 1 <= place <= len(self._buttons):
            await self._hand_over(Press(encode(self._buttons[place - 1].action)))
        else:
            self._console.print(self._say.text(m.NO_SUCH_NUMBER, number=number), markup=False)

    async def _hand_over(self, what: Opened | Press | Command | Text) -> None:
        number = next(self._ids)
        place = Place(ADDRESS, ChatKind.PRIVATE)
        incoming = Incoming(f"{number}", place, self._sender, self._clock(), what, number)
        try:
            reply = await asyncio.wrap_future(self._desk.handle(incoming))
        except Exception as error:  # noqa: BLE001  # an update is one of the three places that catch everything
            self._console.print(self._say.text(m.SORRY))
            self._console.print(f"{type(error).__name__}: {error}", style="dim", markup=False)
            return
        self._show(reply)
        for document in [say.document for say in reply.says if say.document]:
            await self._save(document)
        self._desk.shown(incoming)

    # --- out ---------------------------------------------------------------------------------------

    def _show(self, reply: Reply) -> None:
        if reply.notice:
            self._console.print(reply.notice, style="italic", markup=False)
        # The buttons of what follows would take their numbers at once.
        passed_over = any(say.buttons for say in reply.says)
        for edit in reply.edits:
            if edit.body is not None:
                self._print(render(edit.body))
            if edit.buttons and not passed_over:
                self._offer(edit.buttons)
            elif not edit.message:
                self._buttons = []
        for say in reply.says:
            self._show_say(say)

    def _show_say(self, say: Say) -> None:
        self._print(render(say.body))
        self._offer(say.buttons)

    async def _save(self, document: Document) -> None:
        """Draws the document with characters, or writes it into the current folder and prints where it lies."""
        if self._make is None:
            return
        made = await self._make(document)
        if isinstance(made, Progress):
            self._print(Charts(made, Sentences(document.format)))
            return
        if made is not None:
            path = await asyncio.to_thread(_written, made)
            self._console.print(str(path), markup=False)

    def _print(self, body: object) -> None:
        self._console.print()
        self._console.print(body)

    def _offer(self, rows: Rows) -> None:
        """Prints the buttons with the numbers that press them; a message without any leaves the last ones in force."""
        if not rows:
            return
        self._buttons = [button for row in rows for button in row]
        number = count(1)
        for row in rows:
            labels = (f"[cyan]\\[{next(number)}][/cyan] {escape(button.label)}" for button in row)
            self._console.print("  " + "   ".join(labels))


def _written(file: File) -> Path:
    """Where the file was written: nothing that is there already is lost."""
    for number in count(1):
        path = Path(file.name if number == 1 else f"{Path(file.name).stem}-{number}{Path(file.name).suffix}").absolute()
        try:
            with path.open("xb") as opened:
                opened.write(file.data)
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers do not end")


def account_of(name: str) -> int:
    """The account number that a name stands for, the same in every session."""
    return int.from_bytes(hashlib.blake2b(fold(name).encode(), digest_size=6).digest())


def user() -> str:
    """Who types when nobody says so: the user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in a container
        return "learner"


def _locale() -> str | None:
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), None)
