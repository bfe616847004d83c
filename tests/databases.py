"""Databases for tests, made fast: migrated once, copied for each test, and opened by engines that are used again."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url

from bot.store import migrations
from bot.store.engine import Engine, open_engine


@cache
def _template() -> Path:
    """A migrated SQLite file of this process; it stays in the system's temporary folder while the tests run."""
    holder = tempfile.TemporaryDirectory(prefix="repaso-tests-")
    _kept.append(holder)
    file = Path(holder.name, "migrated.db")
    engine = open_engine(f"sqlite:///{file}")
    migrations.upgrade(engine)
    engine.dispose()
    return file


_kept: list[tempfile.TemporaryDirectory[str]] = []
"""They go when the process ends."""


def migrated(file: Path) -> Path:
    """Puts an SQLite database with all tables and without rows there: twenty times faster than to migrate it."""
    return Path(shutil.copy(_template(), file))


class _Lent:
    """An engine that opens whichever file it is told to. What it has compiled serves every test of the process."""

    def __init__(self, file: Path) -> None:
        self.engine = open_engine(f"sqlite:///{file}")
        event.listen(self.engine, "do_connect", self._connect)
        self.points_to(file)

    def points_to(self, file: Path) -> None:
        """From now on connections are to this file."""
        self._file = file
        self.engine.url = make_url(f"sqlite:///{file}")

    def _connect(self, dialect: Any, record: Any, arguments: list[Any], named: Any) -> None:  # SQLAlchemy's own forms
        arguments[0] = str(self._file)


_free: list[_Lent] = []


@contextmanager
def lent(file: Path) -> Iterator[Engine]:
    """An engine for an SQLite file, as `open_engine` makes them; afterwards its connections are closed."""
    lending = _free.pop() if _free else _Lent(file)
    lending.points_to(file)
    try:
        yield lending.engine
    finally:
        lending.engine.dispose()
        _free.append(lending)


@contextmanager
def impatient(engine: Engine, milliseconds: int) -> Iterator[Engine]:
    """The same SQLite database, where one waits so long for a lock instead of five seconds."""

    def hurry(connection: Any, _: Any) -> None:  # the driver's own connection
        connection.execute(f"PRAGMA busy_timeout={milliseconds}")

    event.listen(engine, "connect", hurry)
    engine.dispose()
    try:
        yield engine
    finally:
        event.remove(engine, "connect", hurry)
        engine.dispose()
