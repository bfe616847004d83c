"""How the database is opened: SQLite by default, PostgreSQL by address."""

import json
import logging
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection as Connection
from sqlalchemy import Engine as Engine
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import OperationalError as Unavailable
from sqlalchemy.exc import SQLAlchemyError as StoreError
from sqlalchemy.pool import NullPool

from bot.domain.errors import RepasoError

__all__ = [
    "BadDatabase",
    "Connection",
    "Engine",
    "StoreError",
    "Unavailable",
    "compact",
    "empty_log",
    "looking_at",
    "only_for_its_owner",
    "open_engine",
    "snapshot",
]

log = logging.getLogger(__name__)

PATIENCE_MS = 5000
"""How long SQLite waits for another program's write before it gives up."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten: somebody's answers would stay in the file for years
    f"busy_timeout={PATIENCE_MS}",
    "wal_autocheckpoint=8000",  # pages: who answers does not wait for the disk; the log is emptied once a minute
    "cache_size=-40000",  # kilobytes: a large board reads pages from all over the file, and its own 2 MB hold too few
)
_A_MOMENT = 0.2
"""Seconds that emptying the log waits for others; the next minute tries again."""


class BadDatabase(RepasoError):
    """The address or the database behind it cannot be used."""


def open_engine(address: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://…`. Raises BadDatabase with one sentence."""
    url = _address(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, json_serializer=_as_json)
    _make_folder(url)
    engine = create_engine(
        url, hide_parameters=True, json_serializer=_as_json
    )  # parameters would bring what people wrote into the log
    event.listen(engine, "do_connect", _before_connect)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


@contextmanager
def looking_at(address: str) -> Iterator[Connection | None]:
    """A connection to read from, or None where no SQLite file is; it makes no file, no lock and no migration.

    Raises BadDatabase when what the caller reads is not there, as in the database of another version.
    """
    url = _address(address)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        yield None
        return
    engine = _read_only(url)
    try:
        with engine.connect() as connection:
            yield connection
    except StoreError as error:
        raise BadDatabase("The database cannot be read; `repaso db upgrade` brings it up to date.") from error
    finally:
        engine.dispose()


@contextmanager
def snapshot(address: str) -> Iterator[Connection]:
    """A connection to read from beside whoever writes: all its reads see the same moment. Raises BadDatabase."""
    with looking_at(address) as db:
        if db is None:
            raise BadDatabase("There is no database yet.")
        if db.dialect.name == "sqlite":
            db.exec_driver_sql("BEGIN")
        else:
            db.execution_options(isolation_level="REPEATABLE READ")
        yield db


def empty_log(address: str) -> None:
    """Moves what stands in SQLite's log into the file and empties the log, which holds older versions of rows.

    Without a word when somebody reads or writes at the moment; PostgreSQL sees to itself.
    """
    url = _address(address)
    if url.get_backend_name() != "sqlite" or not Path(str(url.database)).exists():
        return
    connection = sqlite3.connect(str(url.database), _A_MOMENT)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        log.debug("the database's log is not emptied now: %s", error)
    finally:
        connection.close()


def compact(address: str) -> int:
    """Writes SQLite's file anew without the unused parts of its pages, which may hold pieces of what was erased.

    Gives how many bytes were saved, 0 for PostgreSQL, which sees to itself. Raises BadDatabase while it is in use.
    """
    url = _address(address)
    if url.get_backend_name() != "sqlite":
        return 0
    file = Path(str(url.database))
    if not file.exists():
        raise BadDatabase(f"There is no database at {file}.")
    before = file.stat().st_size
    connection = sqlite3.connect(file, PATIENCE_MS / 1000)
    try:
        connection.execute("VACUUM")
    except sqlite3.DatabaseError as error:
        raise BadDatabase(f"The database cannot be written anew now: {error}. Try again in a minute.") from error
    finally:
        connection.close()
    empty_log(address)
    return max(0, before - file.stat().st_size)


def _read_only(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True, poolclass=NullPool)
    file = f"file:{quote(str(Path(str(url.database)).absolute()))}?mode=ro"
    seconds = PATIENCE_MS / 1000
    return create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(file, seconds, uri=True), poolclass=NullPool, hide_parameters=True
    )


def _as_json(value: Any) -> str:  # whatever JSON can hold
    """Most lists of a question are empty, and thousands are written at once."""
    return "[]" if value == [] else json.dumps(value)


def _address(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:  # ValueError: the port is no number
        raise BadDatabase("DATABASE_URL is no database address; an example: sqlite:///data/repaso.db") from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    # A database in memory would be another one for every thread.
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        raise BadDatabase("DATABASE_URL has to begin with sqlite:///FILE or postgresql://")
    return url.set(drivername="sqlite")


def _make_folder(url: URL) -> None:
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadDatabase(f"The folder of the database cannot be made: {error.strerror}: {folder}") from error


def _before_connect(dialect: Any, record: Any, arguments: Sequence[Any], named: Any) -> None:  # SQLAlchemy's own forms
    with suppress(OSError):  # one that is there, or that cannot be made, which SQLite says itself
        only_for_its_owner(Path(arguments[0]))


def only_for_its_owner(file: Path) -> None:
    """Makes an empty file that nobody else may read; SQLite gives its log the same rights. Raises OSError."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _on_connect(connection: Any, record: Any) -> None:  # the driver's own connection, which has no common type
    # We begin transactions ourselves: the driver would begin them late, after the read that the write depends on.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    # IMMEDIATE, because a transaction that reads and then writes would otherwise fail, or lose an update.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
