"""One program for each database: a second one would send everything that comes by itself a second time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engine import BadDatabase

_KEY = 0x52657061736F
"""“Repaso”, as the number of PostgreSQL's lock."""


@contextmanager
def only_one(engine: Engine) -> Iterator[None]:
    """Nobody else serves this database meanwhile; when the program ends in whatever way, the next one may.

    What only looks, copies or loads notes does not ask. Raises BadDatabase where another one serves it.
    """
    held = _on_sqlite(engine) if engine.dialect.name == "sqlite" else _on_postgresql(engine)
    with held:
        yield


@contextmanager
def _on_sqlite(engine: Engine) -> Iterator[None]:
    """A lock on a file of its own: closing SQLite's file anywhere else would end the locks that SQLite has on it."""
    import fcntl  # Windows has none, and the terminal works there

    file = Path(str(engine.url.database)).resolve()
    try:
        lock = file.with_name(f"{file.name}-lock").open("a")
    except OSError as error:
        raise BadDatabase(f"The database cannot be written to: {error.strerror}: {error.filename}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _taken() from None
        except OSError as error:  # some network drives know no locks
            raise BadDatabase(f"The database cannot be locked: {error.strerror}: {lock.name}") from error
        yield


@contextmanager
def _on_postgresql(engine: Engine) -> Iterator[None]:
    try:
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    except SQLAlchemyError as error:
        raise BadDatabase(f"The database cannot be opened: {getattr(error, 'orig', error)}") from error
    with connection:
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_KEY})").scalar():
            raise _taken()
        try:
            yield
        finally:
            connection.invalidate()  # the lock is the session's, and goes with it


def _taken() -> BadDatabase:
    return BadDatabase(
        "Another Repaso serves this database already: stop that one first, or give this one a DATABASE_URL of its own."
    )
