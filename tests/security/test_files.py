"""What lies on the disk: who may read it, and that nothing is written where a stranger says."""

import os
import stat
from pathlib import Path

import pytest

from bot.bank.exporting import export
from bot.store.backup import back_up
from bot.store.engine import open_engine
from tests.bank.builders import a_question


def mode(file: Path) -> int:
    """The rights of a file."""
    return stat.S_IMODE(file.stat().st_mode)


@pytest.fixture
def generous():
    """A host whose new files everybody may read, as on most systems."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("generous")
def test_database_and_backup_are_for_their_owner(tmp_path: Path):
    """Also the log beside the database, which holds the latest answers."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE a (b)")
        assert mode(tmp_path / "new.db-wal") == 0o600
    back_up(engine, tmp_path / "copy.db")
    engine.dispose()
    assert (mode(tmp_path / "new.db"), mode(tmp_path / "copy.db")) == (0o600, 0o600)


@pytest.mark.usefixtures("generous")
def test_a_database_that_was_there_keeps_its_rights(tmp_path: Path):
    """Whoever lets a group read it has a reason."""
    file = tmp_path / "old.db"
    file.touch(0o640)
    engine = open_engine(f"sqlite:///{file}")
    engine.connect().close()
    engine.dispose()
    assert mode(file) == 0o640


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "..", "a/b\\c", "CON", "a\0b", "-rf", "\n"])
def test_the_name_of_an_exported_deck_is_no_path(name: str):
    """Decks are called as their files were, and people choose those names."""
    made = export([a_question()], "json", name=name).filename
    assert Path(made).name == made
    assert not made.startswith((".", "-"))
    assert made.endswith(".json")
    assert made.isprintable()
