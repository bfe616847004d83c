"""Looking at the database: it is read, and nothing about it changes."""

from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.store import notes
from bot.store.engine import BadDatabase, Engine, looking_at
from bot.store.notes import LastSurvey


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path):
    with looking_at(f"sqlite:///{tmp_path}/data/none.db") as db:
        assert db is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.both_databases
def test_what_is_stored_is_read(engine: Engine, address: str):
    """Also while the program holds it for writing."""
    with engine.begin() as db:
        notes.remember_survey(db, surveyed("/notes"))
    with engine.begin() as writing:
        notes.remember_survey(writing, surveyed("/other"))
        with looking_at(address) as db:
            assert db is not None
            assert notes.last_survey(db) == surveyed("/notes")


def test_nothing_can_be_written(engine: Engine, address: str):
    with pytest.raises(BadDatabase):
        write_while_looking(address)
    with engine.connect() as db:
        assert notes.last_survey(db) is None


def test_a_name_with_signs(tmp_path: Path):
    """`?`, `#` and `%` mean something in the address of a file."""
    file = tmp_path / "a#b%20 c.db"
    file.touch()
    with looking_at(URL.create("sqlite", database=str(file)).render_as_string()) as db:
        assert db is not None
        assert db.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_a_database_without_tables_is_said_to_be_old(tmp_path: Path):
    file = tmp_path / "empty.db"
    file.touch()
    with pytest.raises(BadDatabase, match="`repaso db upgrade` brings it up to date"):
        write_while_looking(f"sqlite:///{file}")


def write_while_looking(address: str) -> None:
    with looking_at(address) as db:
        assert db is not None
        notes.remember_survey(db, surveyed("/x"))


def surveyed(path: str) -> LastSurvey:
    return LastSurvey((path,), "auto", "1.2")
