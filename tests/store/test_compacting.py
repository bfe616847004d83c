"""The database written anew."""

import sqlite3
from pathlib import Path

import pytest

from bot.store.engine import BadDatabase, Engine, compact
from tests.store.builders import a_learner


def test_what_was_erased_is_gone_from_the_file(engine: Engine):
    """Space is given back, and what is there stays."""
    with engine.begin() as db:
        a_learner(db)
        db.exec_driver_sql("CREATE TABLE big (text TEXT)")
        db.exec_driver_sql("INSERT INTO big VALUES (hex(randomblob(500000)))")
    with engine.begin() as db:
        db.exec_driver_sql("DROP TABLE big")
    engine.dispose()
    assert compact(str(engine.url)) > 900_000
    with engine.connect() as db:
        assert db.exec_driver_sql("SELECT name FROM learners").scalar() == "Ana"


def test_a_database_that_somebody_writes_to(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    """One sentence, and the file stays as it was."""
    monkeypatch.setattr("bot.store.engine.PATIENCE_MS", 50)
    writer = sqlite3.connect(str(engine.url.database), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(BadDatabase, match="cannot be written anew now"):
        compact(str(engine.url))
    writer.close()


def test_no_database(tmp_path: Path):
    """It is not made."""
    with pytest.raises(BadDatabase, match="There is no database"):
        compact(f"sqlite:///{tmp_path}/none.db")
    assert not list(tmp_path.iterdir())
