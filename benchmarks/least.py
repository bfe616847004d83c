"""What the disk and the database take by themselves for what a load or a look does: below it no program can get."""

import os
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bot.store import tables as t
from bot.store.engine import Engine

_FILLED = (t.Question, t.Variant, t.Note)
Rows = Sequence[tuple[str, Sequence[Any]]]


def rows_in(loaded: Engine) -> Rows:
    """A statement and its rows for each table that a load fills, as SQLite's driver takes them."""
    with loaded.connect() as db:
        names = [table.__tablename__ for table in _FILLED]
        found = {name: [tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {name}")] for name in names}
    return [(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows) for name, rows in found.items()]


def load(files: Sequence[Path], rows: Rows, fresh: Iterator[Engine]) -> None:
    """Reads and hashes the files, and writes rows that somebody else made of them."""
    for file in files:
        data = file.read_bytes()
        blake2b(data.decode().encode(), digest_size=12).hexdigest()
    with next(fresh).begin() as db:
        for statement, some in rows:
            db.exec_driver_sql(statement, list(some))


def look(vault: Path) -> list[os.stat_result]:
    """Asks the file system about every file of a vault, and keeps nothing but its answers."""
    found: list[os.stat_result] = []
    for folder in os.scandir(vault):
        with os.scandir(folder.path) as entries:
            found += [entry.stat(follow_symlinks=False) for entry in entries]
    return found
