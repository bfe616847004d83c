"""Whoever comes from any earlier version keeps every row."""

import gzip
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Engine, create_engine, select
from sqlalchemy.pool import NullPool

from bot.store import migrations
from bot.store.engine import open_engine
from tests.databases import lent
from tests.store.old_databases import at_revision, kept_in, of, revisions

_MADE_ANEW = {("sources", "fingerprint")}
"""What a migration empties on purpose, so that the notes are looked at once more."""

Rows = dict[str, list[dict[str, Any]]]


def loaded(revision: str, file: Path) -> Path:
    """The database as it was, in this file."""
    with closing(sqlite3.connect(file)) as db:
        db.executescript(gzip.decompress(of(revision).read_bytes()).decode())
    return file


def rows_in(file: Path) -> Rows:
    """Every row of every table, as SQLite holds it."""
    with closing(sqlite3.connect(file)) as db:
        db.row_factory = sqlite3.Row
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if name != "alembic_version" and not name.startswith("sqlite_")]
        return {name: [dict(row) for row in db.execute(f"SELECT * FROM {name}")] for name in kept}


def missing(before: Rows, after: Rows) -> list[str]:
    """The rows that are not there any more with all that they held, but for tables and columns that went for good."""
    found: list[str] = []
    for name in before.keys() & after.keys():
        columns = [one for one in before[name][0] if (name, one) not in _MADE_ANEW and one in after[name][0]]
        were, are = (Counter(_as_text(row, columns) for row in rows[name]) for rows in (before, after))
        found += [f"{name}: {row}" for row in (were - are).elements()]
    return found


def _as_text(row: dict[str, Any], columns: Any) -> str:
    return repr(sorted((name, row[name]) for name in columns))


def test_every_earlier_revision_has_a_database():
    """Where this fails, `python -m tests.store.old_databases` writes what is missing, while it is the newest."""
    assert [revision for revision in revisions()[:-1] if not of(revision).exists()] == []


@pytest.mark.parametrize("revision", revisions())
def test_an_upgrade_from_an_earlier_version(revision: str, tmp_path: Path):
    """Two rows in each table are there afterwards, with all that they held."""
    if not of(revision).exists():
        pytest.skip("the newest revision has no earlier version yet")
    file = loaded(revision, tmp_path / "old.db")
    before = rows_in(file)
    assert all(len(rows) == 2 for rows in before.values())
    with lent(file) as engine:
        migrations.upgrade(engine)
    after = rows_in(file)
    assert before.keys() <= after.keys()
    assert missing(before, after) == []


def test_the_same_on_postgresql(postgres, tmp_path: Path):
    """One database goes through all versions, and each table gets its rows as soon as it is there."""
    server = create_engine(open_engine(postgres.new()).url, poolclass=NullPool)
    filled: dict[str, list[dict[str, Any]]] = {}
    for revision in revisions()[:-1]:
        at_revision(server, revision)
        old = open_engine(f"sqlite:///{loaded(revision, tmp_path / f'{revision}.db')}")
        _fill(server, old, filled)
        old.dispose()
    migrations.upgrade(server)
    now = {table.name: table for table in kept_in(server)}
    assert filled.keys() <= now.keys()
    with server.connect() as db:
        for name, rows in filled.items():
            columns = [one for one in now[name].columns if (name, one.name) not in _MADE_ANEW and _is_plain(one, rows)]
            kept = {tuple(row) for row in db.execute(select(*columns))}
            assert kept == {tuple(row[column.name] for column in columns) for row in rows}, name


def _is_plain(column: Column[Any], rows: list[dict[str, Any]]) -> bool:
    """Whether both databases hold it alike."""
    return all(type(row.get(column.name)) in {int, str} for row in rows)


def _fill(server: Engine, old: Engine, filled: dict[str, list[dict[str, Any]]]) -> None:
    theirs = {table.name: table for table in kept_in(server)}
    ours = kept_in(old)
    with old.connect() as source, server.begin() as db:
        for table in ours:
            if table.name not in filled:
                there = db.execute(select(theirs[table.name])).mappings().all()  # what the migration itself put there
                new = source.execute(select(table)).mappings().all()
                filled[table.name] = [dict(row) for row in there or new]
                if not there:
                    db.execute(theirs[table.name].insert(), filled[table.name])
