"""What is SQLite's own: one writer at a time, and an online copy."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.store import tables as t
from bot.store.backup import back_up
from bot.store.columns import Base
from bot.store.engine import BadDatabase, open_engine
from tests.store.builders import a_chat, questions


def checked(file: Path) -> str:
    copy = sqlite3.connect(file)
    try:
        return copy.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        copy.close()


def test_twenty_threads_read_and_write_and_lose_nothing(engine):
    """A transaction takes the write lock before it reads, so that no update is based on an old number."""
    with engine.begin() as db:
        a_chat(db, title="0")

    def work() -> None:
        for _ in range(5):
            with engine.begin() as db:
                count = int(db.execute(select(t.Chat.title)).scalar_one())
                db.execute(update(t.Chat).values(title=str(count + 1)))

    threads = [threading.Thread(target=work) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with engine.connect() as db:
        assert db.execute(select(t.Chat.title)).scalar_one() == "100"


def test_a_copy_while_somebody_writes(engine, tmp_path: Path):
    """The copy is whole, and holds what was committed and not what was under way."""
    with engine.begin() as db:
        questions(db, "What is committed?")
    other = open_engine(str(engine.url))
    with other.begin() as db:
        questions(db, "What is under way?")
        back_up(engine, tmp_path / "copy.db")
    other.dispose()
    assert checked(tmp_path / "copy.db") == "ok"
    copy = open_engine(f"sqlite:///{tmp_path}/copy.db")
    with copy.connect() as db:
        assert db.execute(select(t.Variant.prompt)).scalars().all() == ["What is committed?"]
    copy.dispose()


def test_a_copy_while_rows_pour_in(engine, tmp_path: Path):
    """Each copy is whole, whenever it is made."""
    stop = threading.Event()

    def pour() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with engine.begin() as db:
                a_chat(db, number)

    writer = threading.Thread(target=pour)
    writer.start()
    try:
        for number in range(5):
            back_up(engine, tmp_path / f"copy{number}.db")
    finally:
        stop.set()
        writer.join(10)
    assert [checked(tmp_path / f"copy{number}.db") for number in range(5)] == ["ok"] * 5


def test_a_file_that_exists_is_not_written_over(engine, tmp_path: Path):
    """An older copy is safe from a slip."""
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(BadDatabase, match=r"copy\.db exists already; choose another name"):
        back_up(engine, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_copy_into_a_folder_that_is_not_there(engine, tmp_path: Path):
    """One sentence, and no file."""
    with pytest.raises(BadDatabase, match="The copy could not be written to"):
        back_up(engine, tmp_path / "nowhere" / "copy.db")


def test_a_copy_of_nothing(tmp_path: Path):
    """A database that does not exist is not made and copied: the address must be wrong."""
    engine = open_engine(f"sqlite:///{tmp_path}/reapso.db")
    with pytest.raises(BadDatabase, match=r"There is no database at .*reapso\.db"):
        back_up(engine, tmp_path / "copy.db")
    engine.dispose()
    assert os.listdir(tmp_path) == []  # noqa: PTH208  # names are all that matters


def test_postgresql_has_its_own_way():
    """The sentence names it."""
    engine = open_engine("postgresql://ana@127.0.0.1:1/repaso")
    with pytest.raises(BadDatabase, match="use pg_dump"):
        back_up(engine, Path("copy.db"))


def test_tables_are_kept_as_they_say(engine):
    """A migration that rebuilds a table may forget how SQLite keeps its rows; the rest would go unnoticed."""
    with engine.connect() as db:
        made = dict(db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all())
    for table in Base.metadata.sorted_tables:
        options = table.dialect_options["sqlite"]
        assert ("WITHOUT ROWID" in made[table.name]) is (options["with_rowid"] is False), table.name
        assert ("AUTOINCREMENT" in made[table.name]) is bool(options["autoincrement"]), table.name
