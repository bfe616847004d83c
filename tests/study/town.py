"""People who write to the real desk on a real SQLite file, without a platform: what they say, press, and then see."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text as sql

from bot.bank import syncing
from bot.bank.importer import load
from bot.bank.survey import Look
from bot.domain.actions import Action, OpenPrivately
from bot.domain.buttons import encode
from bot.domain.conversation import (
    Address,
    Body,
    ChatKind,
    Command,
    Edit,
    Incoming,
    Line,
    NotText,
    Place,
    Platform,
    Press,
    Reply,
    Rows,
    Sender,
    Text,
)
from bot.seeing.trail import Trail, following, of_update
from bot.store import tables as tables  # registers every table
from bot.store.columns import Base
from bot.store.engine import Engine
from bot.study.desk import Desk
from bot.study.visit import Defaults, Host
from tests.databases import lent, migrated

NOTES = Path(__file__).parent / "notes"
"""A bank with one question of each kind, in Spanish and in English, each under a topic of its own."""

MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
"""12 past 10 in Madrid, on a Monday."""

PATIENCE = 10.0
ADMIN = 7007
"""The account on Telegram of who looks after the bot."""
HOST = Host(frozenset({(Platform.TELEGRAM, ADMIN)}))


def a_database(folder: Path, notes: Path | None = NOTES) -> Path:
    """A file with all tables, and the questions of these notes."""
    file = migrated(folder / "repaso.db")
    if notes is not None:
        with lent(file) as engine:
            syncing.sync(engine, Look([notes], "es", "auto"), MONDAY)
    return file


def copied(template: Path, folder: Path) -> Path:
    """A copy of a database that nobody has open, to be changed."""
    return Path(shutil.copy(template, folder / "repaso.db"))


@contextmanager
def opened(file: Path, now: datetime = MONDAY, host: Host = HOST) -> Iterator["Town"]:
    """A town whose people share this database; `now` is the moment when it begins."""
    with lent(file) as engine:
        town = Town(engine, now, host)
        with town.desk:
            yield town


class Town:
    """One desk, with a clock that only tests move."""

    def __init__(self, engine: Engine, now: datetime = MONDAY, host: Host = HOST) -> None:
        self.now = now
        self.engine = engine
        defaults = Defaults("Europe/Madrid", "es")
        self.desk = Desk(engine, defaults, clock=lambda: self.now, rng=Random(7), load=load, host=host)
        self.handled: list[Incoming] = []
        self._rooms: dict[Address, Room] = {}
        self._keys = count(1 + len(self.ask("SELECT key FROM handled")))

    def later(self, **time: float) -> None:
        """Lets time pass: `later(days=1, hours=2)`."""
        self.now += timedelta(**time)

    def private(self, who: Sender, platform: Platform = Platform.TELEGRAM) -> "Room":
        """The person's chat with the bot."""
        return self._room(Place(Address(platform, who.account), ChatKind.PRIVATE))

    def group(self, title: str, number: int = -100) -> "Room":
        """A group."""
        return self._room(Place(Address(Platform.TELEGRAM, number), ChatKind.GROUP, title))

    def terminal(self) -> "Room":
        """The one chat that all at a terminal share."""
        return self._room(Place(Address(Platform.TERMINAL, 1), ChatKind.PRIVATE))

    def room(self, at: Address) -> "Room":
        """The room of somebody who came already."""
        return self._rooms[at]

    def hears(self, room: "Room", who: Sender, what: Any, *, at: datetime | None, message: int) -> Reply:
        """Handles an update and shows its reply in the rooms it is for. `what` is any kind of Incoming."""
        incoming = Incoming(str(next(self._keys)), room.place, who, at or self.now, what, message)
        self.handled.append(incoming)
        reply = self.desk.handle(incoming).result(PATIENCE)
        self.shows(incoming, reply)
        return reply

    def fails(self, room: "Room", who: Sender, written: str) -> Trail:
        """Hands over a text whose handling fails; gives the trail that it went on."""
        incoming = Incoming(str(next(self._keys)), room.place, who, self.now, Text(written), 99)
        trail = of_update(incoming)
        with following(trail):
            assert self.desk.handle(incoming).exception(PATIENCE) is not None
        return trail

    def shows(self, incoming: Incoming, reply: Reply) -> None:
        """What an edge does: edits, messages, and the report of where a question stands."""
        here = incoming.place.address
        for edit in reply.edits:
            self._rooms[edit.to or here].changes(edit, incoming.message)
        for say in reply.says:
            room = self._rooms[say.to or here]
            shown = room.adds(say.body, say.buttons)
            if say.delivery is not None:
                self.desk.sent(say.delivery, room.place.address, [shown.id]).result(PATIENCE)

    def again(self, incoming: Incoming) -> Reply:
        """Handles an update that was handled before, as after a crash; shows nothing."""
        return self.desk.handle(incoming).result(PATIENCE)

    def ask(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of an SQL query."""
        with self.engine.connect() as db:
            return [tuple(row) for row in db.execute(sql(query), values)]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        return {
            name: sorted(self.ask(f"SELECT * FROM {name}"), key=repr)  # our own tables
            for name in Base.metadata.tables
        }

    def _room(self, place: Place) -> "Room":
        return self._rooms.setdefault(place.address, Room(self, place))


@dataclass
class Shown:
    """A message of the bot's, as it looks now."""

    id: int
    text: str
    rows: Rows = ()
    edits: int = 0

    @property
    def labels(self) -> list[list[str]]:
        """What the buttons say, row by row."""
        return [[button.label for button in row] for row in self.rows]

    def button(self, label: str) -> Action | None:
        """The action of the first button with this in its label."""
        return next((button.action for row in self.rows for button in row if label in button.label), None)


@dataclass
class Room:
    """A chat as those in it see it."""

    town: Town
    place: Place
    shown: list[Shown] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def last(self) -> Shown:
        """The bot's newest message here."""
        return self.shown[-1]

    def says(self, who: Sender, text: str, *, at: datetime | None = None, reply_to: Shown | None = None) -> Reply:
        """Somebody types a text, or a command with its slash, and perhaps with the bot's name."""
        if text.startswith("/"):
            called, _, argument = text[1:].partition(" ")
            name, addressed, _ = called.partition("@")
            return self.town.hears(
                self, who, Command(name, argument, addressed=bool(addressed)), at=at, message=next(self._ids)
            )
        what = Text(text, reply_to.id if reply_to else None)
        return self.town.hears(self, who, what, at=at, message=next(self._ids))

    def follows(self, who: Sender, link: str, *, on: Shown) -> Reply:
        """Somebody presses the link with this in its label below a message, and lands here."""
        action = on.button(link)
        assert isinstance(action, OpenPrivately), on.labels
        return self.says(who, f"/start {action.payload}")

    def sends_sticker(self, who: Sender, *, reply_to: Shown | None = None) -> Reply:
        """Somebody sends what the bot cannot read."""
        what = NotText("sticker", reply_to.id if reply_to else None)
        return self.town.hears(self, who, what, at=None, message=next(self._ids))

    def presses(self, who: Sender, label: str, *, at: datetime | None = None) -> Reply:
        """Somebody presses the button with this in its label, on the newest message that has one."""
        for message in reversed(self.shown):
            if (action := message.button(label)) is not None:
                return self.forges(who, action, on=message, at=at)
        raise AssertionError(f"no button says {label!r}: the last ones are {self.last.labels}")

    def forges(self, who: Sender, code: Action | str, *, on: Shown | None = None, at: datetime | None = None) -> Reply:
        """Somebody presses a button that carries this, whether or not a message has it."""
        data = encode(code) if isinstance(code, Action) else code
        message = on or self.last
        return self.town.hears(self, who, Press(data), at=at, message=message.id)

    def adds(self, body: Body, rows: Rows) -> Shown:
        """The bot says something here."""
        message = Shown(next(self._ids), plain(body), rows)
        self.shown.append(message)
        return message

    def changes(self, edit: Edit, pressed: int) -> None:
        """The bot changes a message here."""
        message = next(one for one in self.shown if one.id == (edit.message or pressed))
        message.text = message.text if edit.body is None else plain(edit.body)
        message.rows = edit.buttons
        message.edits += 1


def plain(body: Body) -> str:
    """A body as text: styles are dropped, Markdown stays as it is, and a quote has “> ” before its lines."""
    return "\n".join(_plain(part) for part in body)


def _plain(part: object) -> str:
    if isinstance(part, Line):
        return "".join(span.text for span in part.spans)
    lines = part.markdown.split("\n")  # type: ignore[attr-defined]  # a Passage
    return "\n".join(f"> {line}" if part.quoted else line for line in lines)  # type: ignore[attr-defined]


def said(reply: Reply) -> list[str]:
    """The texts of the messages in a reply."""
    return [plain(say.body) for say in reply.says]
