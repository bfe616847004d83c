"""A small database of every earlier revision, with rows in each of its tables: `tests/store/old/NNNN.sql.gz`.

    python -m tests.store.old_databases     # writes those that are missing; what is there is never written anew

They are SQLite's own dumps, made from the migrations as they were when the revision was the newest.
"""

import gzip
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, Enum, MetaData, Table, types

from alembic import command
from bot.store import migrations
from bot.store import tables as tables  # registers every table
from bot.store.columns import Base
from bot.store.engine import open_engine

OLD = Path(__file__).parent / "old"
ROWS = (1, 2)
"""Two rows in each table; the first refers to the first ones."""
_KNOWN = {"language": "es", "zone": "Europe/Madrid", "left": "Atlantic/Canary", "weekdays": "01234", "times": "09:00"}


def revisions() -> list[str]:
    """All of them, oldest first."""
    script = ScriptDirectory(str(Path(__file__).parents[2] / "alembic"))
    return [one.revision for one in script.walk_revisions()][::-1]


def of(revision: str) -> Path:
    """Where the dump of a revision is."""
    return OLD / f"{revision}.sql.gz"


def at_revision(engine: Engine, revision: str) -> None:
    """Brings a database up to there."""
    with migrations._migrating(engine) as (_, config):
        command.upgrade(config, revision)


def kept_in(engine: Engine) -> list[Table]:
    """The tables of a database as they are, those first that others refer to."""
    metadata = MetaData()
    metadata.reflect(engine)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def main() -> None:
    """Writes what is missing."""
    OLD.mkdir(exist_ok=True)
    for revision in revisions():
        if not of(revision).exists():
            of(revision).write_bytes(gzip.compress(_dump(revision).encode(), mtime=0))
            print(of(revision))


def _dump(revision: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "old.db")
        engine = open_engine(f"sqlite:///{file}")
        at_revision(engine, revision)
        _fill(engine)
        engine.dispose()
        with closing(sqlite3.connect(file)) as db:
            return "".join(f"{line}\n" for line in db.iterdump())


def _fill(engine: Engine) -> None:
    found = kept_in(engine)
    with engine.begin() as db:
        for table in found:
            db.execute(table.insert(), [dict(_row(table, number)) for number in ROWS])


def _row(table: Table, number: int) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        yield column.name, _value(table, column, number)


def _value(table: Table, column: Column[Any], number: int) -> Any:
    """Something that could stand there, and that is another one in each row where that may matter."""
    if column.foreign_keys and next(iter(column.foreign_keys)).column.table is table:
        return None  # of its own kind it has no other
    now = Base.metadata.tables.get(table.name)
    if now is not None and column.name in now.columns and isinstance(chosen := now.columns[column.name].type, Enum):
        return chosen.enums[0]
    return _KNOWN.get(column.name) or _of_type(column, number)


def _of_type(column: Column[Any], number: int) -> Any:
    match column.type:
        case types.Boolean():
            return False
        case types.DateTime():
            return datetime(2026, 1, 1, 12, tzinfo=UTC).replace(tzinfo=None) + timedelta(days=number)
        case types.Date():
            return date(2026, 1, number)
        case types.Time():
            return time(4, number)
        case types.JSON():
            return []
        case types.Float():
            return number + 0.5
        case types.Integer():
            return number
        case types.LargeBinary():
            return bytes([number])
    return f"{column.name} {number}"[: getattr(column.type, "length", None)]


if __name__ == "__main__":
    main()
