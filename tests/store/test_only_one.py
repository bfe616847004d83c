"""One program serves a database; others may look, copy and load notes beside it."""

from pathlib import Path

import pytest

from bot.bank import syncing
from bot.bank.survey import Look
from bot.store import backup, migrations
from bot.store.engine import BadDatabase, Engine, looking_at, open_engine
from bot.store.only_one import only_one
from tests.store.builders import NOW
from tests.study.town import NOTES

ALREADY = "Another Repaso serves this database already: stop that one first"


@pytest.mark.both_databases
def test_a_second_program_on_the_same_database(engine: Engine, address: str):
    """It is refused in one sentence, as often as it tries, and the first one keeps its lock."""
    second = open_engine(address)
    with only_one(engine):
        for _ in range(2):
            with pytest.raises(BadDatabase, match=ALREADY), only_one(second):
                pass
    with only_one(second):
        pass
    second.dispose()


@pytest.mark.both_databases
def test_what_may_be_done_beside_it(engine: Engine, address: str):
    """Upgrading what is up to date, loading notes, and looking."""
    with only_one(engine):
        beside = open_engine(address)
        migrations.upgrade(beside)
        syncing.sync(beside, Look([NOTES], "es", "auto"), NOW)
        beside.dispose()
        with looking_at(address) as db:
            assert db is not None


def test_a_backup_beside_it(engine: Engine, tmp_path: Path):
    """The copy may be served at once: the lock is not copied."""
    with only_one(engine):
        backup.back_up(engine, tmp_path / "copy.db")
        copy = open_engine(f"sqlite:///{tmp_path}/copy.db")
        with only_one(copy):
            copy.dispose()


def test_the_same_file_by_another_name(engine: Engine, tmp_path: Path):
    """A link leads to the same lock."""
    (tmp_path / "link.db").symlink_to(str(engine.url.database))
    linked = open_engine(f"sqlite:///{tmp_path}/link.db")
    with only_one(engine), pytest.raises(BadDatabase, match=ALREADY), only_one(linked):
        pass
    linked.dispose()


def test_a_server_that_is_not_there():
    """One sentence, as elsewhere."""
    engine = open_engine("postgresql://ana:geheim@127.0.0.1:1/repaso")
    with pytest.raises(BadDatabase, match="The database cannot be opened") as caught, only_one(engine):
        pass
    assert "geheim" not in str(caught.value)
