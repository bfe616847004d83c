"""A vault at work: notes that can be written at any moment of the past, and the database they are loaded into."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.bank import syncing
from bot.bank.survey import Look
from bot.bank.syncing import Synced
from bot.store import tables as t
from bot.store.engine import Engine
from tests.store.builders import NOW

MINUTE = 60 * 10**9


class Vault:
    """Notes that were written a minute ago, unless a test says otherwise, so that their times can be trusted."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder, self.engine = folder, engine
        self.clock = time.time_ns() - 60 * MINUTE
        folder.mkdir(exist_ok=True)

    def write(self, name: str, text: str | bytes, *, at: int = 0) -> Path:
        """Writes a file; `at` is when, in nanoseconds, else a minute after the one before."""
        self.clock += MINUTE // 100
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        moment = at or self.clock
        os.utime(file, ns=(moment, moment))
        return file

    def asks(self, name: str, *questions: str, answer: str = "So.") -> Path:
        """Writes a note with these questions."""
        return self.write(name, "".join(f"## {question}\n{answer}\n\n" for question in questions))

    def look(self, **how: Any) -> Look:
        """How the vault is looked at."""
        return Look(**({"paths": [self.folder], "default_language": "en", "questions": "auto"} | how))

    def sync(self, now: datetime = NOW, **how: Any) -> Synced:
        """Loads what changed."""
        return syncing.sync(self.engine, self.look(**how), now)

    def read_by_sync(self, **how: Any) -> list[str]:
        """Which notes a sync opens."""
        with opens(self.folder) as opened:
            self.sync(**how)
        return opened

    def asked(self) -> list[str]:
        """What can be asked, in the order of the notes."""
        with self.engine.connect() as db:
            rows = select(t.Variant.prompt).where(t.Variant.retired_at.is_(None))
            return list(db.execute(rows.order_by(t.Variant.file, t.Variant.line, t.Variant.id)).scalars())


def content(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All that is stored of the bank but for numbers: questions, their texts, and what is known of the notes."""
    variant = [one for one in t.Variant.__table__.columns if one.name not in ("id", "question_id")]
    queries = {
        "questions": select(t.Question.key, t.Question.added_at, t.Question.retired_at).order_by(t.Question.key),
        "variants": select(t.Question.key, *variant).join(t.Question, t.Question.id == t.Variant.question_id),
        "notes": select(*t.Note.__table__.columns).order_by(t.Note.name),
    }
    with engine.connect() as db:
        found = {what: [tuple(row) for row in db.execute(query)] for what, query in queries.items()}
    return found | {"variants": sorted(found["variants"], key=repr)}


def counts(synced: Synced) -> dict[str, int]:
    """What loading did to how many questions, without the zeros."""
    whats = ("added", "changed", "moved", "returned", "retired")
    found = {what: synced.loaded.count(what) for what in whats} | {"unchanged": synced.loaded.unchanged}
    return {what: count for what, count in found.items() if count}


def a_vault(folder: Path, engine: Engine) -> Vault:
    """Two notes with three questions."""
    vault = Vault(folder, engine)
    vault.asks("a.md", "Why a?", "Why b?")
    vault.asks("deep/c.md", "Why c?")
    return vault


_listeners: list[tuple[str, list[str]]] = []
_closed: set[str] = set()


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _listeners and isinstance(arguments[0], (str, os.PathLike)):
        path = os.fspath(arguments[0])
        for below, opened in _listeners:
            if isinstance(path, str) and path.startswith(below):
                opened.append(path.removeprefix(below))
    if event == "os.scandir" and arguments[0] in _closed:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), arguments[0])


sys.addaudithook(_hear)


@contextmanager
def opens(folder: Path) -> Iterator[list[str]]:
    """The files below a folder that this process opens meanwhile, as the interpreter itself reports them."""
    listener = (f"{folder}{os.sep}", [])
    _listeners.append(listener)
    try:
        yield listener[1]
    finally:
        _listeners.remove(listener)


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder that this process may not look into meanwhile, whoever it runs as: root may read everything."""
    _closed.add(str(folder))
    try:
        yield
    finally:
        _closed.remove(str(folder))
