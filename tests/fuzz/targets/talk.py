"""Whole conversations with the real core on a real database: whatever is typed or pressed gets a reply that can be
shown, and nothing of it raises.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from bot.bank.importer import load
from bot.chats.discord import rendering as discord_rendering
from bot.chats.telegram import rendering as telegram_rendering
from bot.chats.typed import command_in
from bot.domain.buttons import encode
from bot.domain.conversation import (
    Address,
    Body,
    ChatKind,
    Command,
    Incoming,
    NotText,
    Place,
    Platform,
    Press,
    Reply,
    Sender,
    Text,
)
from bot.store import deliveries
from bot.store.engine import Connection, Engine, open_engine
from bot.study import handling
from bot.study.visit import Defaults
from tests.chats.telegram_edge.test_rendering import check
from tests.study.town import HOST, MONDAY, a_database

_PEOPLE = {"a": Sender(1001, "Ana", "es-ES"), "b": Sender(1002, "Bob", "en"), "c": Sender(7007, "Eva", "es")}
_PRIVATE = {who: Place(Address(Platform.TELEGRAM, one.account), ChatKind.PRIVATE) for who, one in _PEOPLE.items()}
_GROUP = Place(Address(Platform.TELEGRAM, -100), ChatKind.GROUP, "IA *2026*")
_MOST_LINES = 24


def talk(data: bytes) -> None:
    """A line for each update: who (a, b, c; a capital for the group), a sign, and the words.

    The sign is `>` for what is typed, `^` for a reply to the last message, `!` for the code of a button, `#` for the
    number of a button of the last message, and `~` for a sticker.
    """
    lines = data.decode("utf-8", "replace").split("\n")[:_MOST_LINES]
    with _talking() as conversation:
        for line in lines:
            conversation.hears(line)


class _Conversation:
    """A transaction in which everything happens."""

    def __init__(self, db: Connection) -> None:
        self._db, self._keys, self._rng, self._now = db, count(1), Random(7), MONDAY
        self._codes: list[str] = []
        self._last = 0

    def hears(self, line: str) -> None:
        who, what = line[:1], self._what(line[1:])
        person = _PEOPLE.get(who.lower())
        if person is None or what is None:
            return
        self._now += timedelta(minutes=7)
        place = _GROUP if who.isupper() else _PRIVATE[who]
        number = next(self._keys)
        message = self._last if isinstance(what, Press) else number
        self._shows(place, handling.handle(
            self._db,
            Incoming(str(number), place, person, self._now, what, message),
            Defaults("Europe/Madrid", "es"),
            now=self._now,
            rng=self._rng,
            load=load,
            host=HOST,
        ))  # fmt: skip

    def _what(self, said: str) -> Command | Text | Press | NotText | None:
        sign, words = said[:1], said[1:]
        match sign:
            case ">":
                return command_in(words) or Text(words)
            case "^":
                return Text(words, self._last)
            case "!":
                return Press(words)
            case "#":
                return Press(self._codes[len(words) % len(self._codes)]) if self._codes else None
            case "~":
                return NotText("sticker", self._last)
        return None

    def _shows(self, place: Place, reply: Reply) -> None:
        assert len(reply.notice) <= 200, reply.notice
        for edit in reply.edits:
            _check_body(edit.body or ())
        for say in reply.says:
            _check_body(say.body)
            self._codes = [encode(button.action) for row in say.buttons for button in row] or self._codes
            if say.delivery is not None:
                self._last = 10_000 + next(self._keys)
                deliveries.record_messages(self._db, say.delivery, [self._last])


def _check_body(body: Body) -> None:
    for message in telegram_rendering.render(body):
        check(message)
    for text in discord_rendering.render(body):
        assert len(text.encode("utf-16-le")) // 2 <= discord_rendering.LONGEST


@contextmanager
def _talking() -> Iterator[_Conversation]:
    """A conversation of which the database keeps nothing."""
    with _engine().connect() as db:
        transaction = db.begin()
        try:
            yield _Conversation(db)
        finally:
            transaction.rollback()


@cache
def _engine() -> Engine:
    folder = tempfile.TemporaryDirectory(prefix="repaso-fuzz-")
    _kept.append(folder)
    return open_engine(f"sqlite:///{a_database(Path(folder.name))}")


_kept: list[tempfile.TemporaryDirectory[str]] = []
"""It goes when the process ends."""
