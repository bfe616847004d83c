"""The database is brought to the shape that the program expects, and nothing in it is lost."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from bot.domain.memory import Card
from bot.store import answers, migrations, notes, people
from bot.store import tables as t
from bot.store.columns import Base
from bot.store.engine import BadDatabase, Engine, open_engine
from tests.store.builders import NOW, a_chat, a_learner, asked, questions

both_databases = pytest.mark.both_databases


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


@both_databases
def test_up_down_and_up_again(empty_engine):
    """The migrations make what the models say, take it all away, and make it again."""
    migrations.upgrade(empty_engine)
    assert migrations.differences(empty_engine) == []
    migrations.downgrade(empty_engine, "base")
    assert tables(empty_engine) == set()
    migrations.upgrade(empty_engine)
    assert migrations.differences(empty_engine) == []
    assert tables(empty_engine) == set(Base.metadata.tables)


@both_databases
def test_an_upgrade_of_a_database_in_use_keeps_its_rows(engine):
    """Upgrading what is up to date changes nothing."""
    with engine.begin() as db:
        a_learner(db)
        asked(db, a_chat(db), questions(db, "What is a join?")[0])
    migrations.upgrade(engine)
    with engine.connect() as db:
        counts = [db.execute(select(func.count()).select_from(row)).scalar() for row in (t.Learner, t.Delivery)]
    assert counts == [1, 1]


@both_databases
def test_cards_from_before_intervals_were_kept(engine):
    """Each gets the days between its two dates, its question a place in the shuffled bank; all else stays."""
    with engine.begin() as db:
        ana, (first, second) = a_learner(db), questions(db, "What is a join?", "What is a key?")
        for number, days in ((first, 7), (second, 400)):
            answers.keep_card(db, ana.id, number, Card(2.5, 5.0, NOW + timedelta(days=days), NOW))
    kept = (select(t.Card.question_id, t.Card.interval, t.Card.due), select(t.Question.id, t.Question.shuffle))
    with engine.connect() as db:
        before = [sorted(tuple(row) for row in db.execute(query)) for query in kept]
    migrations.downgrade(engine, "0001")
    migrations.upgrade(engine)
    with engine.connect() as db:
        assert [sorted(tuple(row) for row in db.execute(query)) for query in kept] == before
        assert [interval for _, interval, _ in before[0]] == [7, 400]
        assert people.learner_by_id(db, ana.id) == ana


@both_databases
def test_a_database_of_a_newer_program(engine):
    """It is left alone, with a sentence that says what to do."""
    with engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BadDatabase, match=r"made by a newer Repaso \(revision 9999\)\. Update the program"):
        migrations.upgrade(engine)
    assert tables(engine) == set(Base.metadata.tables)


@both_databases
def test_a_database_from_before_the_rounds(engine):
    """Everything in it is kept both ways, and its chats have no polls."""
    with engine.begin() as db:
        a_learner(db)
        asked(db, a_chat(db), questions(db, "What is a join?")[0])
    migrations.downgrade(engine, "0001")
    migrations.upgrade(engine)
    with engine.connect() as db:
        counts = [db.execute(select(func.count()).select_from(row)).scalar() for row in (t.Learner, t.Delivery)]
        polls = db.execute(select(t.Chat.polls)).scalars().all()
    assert (counts, polls) == ([1, 1], [False])


@both_databases
def test_what_the_bank_was_loaded_from_survives_the_counts(engine):
    """It is looked at again, because nothing was counted before."""
    migrations.downgrade(engine, "0007")
    with engine.begin() as db:
        db.exec_driver_sql("INSERT INTO sources (path, questions, fingerprint) VALUES ('/notes', 'h3', 'a.b.c')")
    migrations.upgrade(engine)
    with engine.connect() as db:
        assert notes.last_survey(db) == notes.LastSurvey(("/notes",), "h3", "", 0, 0, 0)


def test_foreign_keys_are_on_again_after_an_upgrade(empty_engine):
    """They are off while tables are rebuilt, and hold on every connection afterwards."""
    migrations.upgrade(empty_engine)
    with empty_engine.connect() as db:
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_foreign_keys_are_on_again_after_a_failed_upgrade(engine):
    """Also when nothing could be migrated."""
    with engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BadDatabase):
        migrations.upgrade(engine)
    with engine.connect() as db:
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(empty_engine):
    """A table that is in the way stops the migration; the tables made before it are gone again."""
    with empty_engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE learners (id INTEGER)")
    with pytest.raises(BadDatabase):
        migrations.upgrade(empty_engine)
    assert tables(empty_engine) == {"learners"}


def test_rows_that_refer_to_nothing_stop_the_upgrade(engine):
    """A broken database is reported rather than carried along."""
    migrations.downgrade(engine, "-1")
    file = engine.url.database
    engine.dispose()
    with sqlite3.connect(file) as loose:
        loose.execute("INSERT INTO accounts (platform, account, learner_id) VALUES ('telegram', 1, 404)")
    loose.close()
    with pytest.raises(BadDatabase, match="refer to nothing"):
        migrations.upgrade(engine)


def test_a_file_that_is_no_database(tmp_path: Path):
    """One sentence, and the file stays as it was."""
    file = tmp_path / "notes.md"
    file.write_text("# Notes\n" * 1000)
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(BadDatabase, match="The database cannot be opened: file is not a database"):
        migrations.upgrade(engine)
    engine.dispose()
    assert file.read_text() == "# Notes\n" * 1000


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path):
    """One sentence rather than a traceback."""
    tmp_path.chmod(0o500)
    engine = open_engine(f"sqlite:///{tmp_path}/repaso.db")
    with pytest.raises(BadDatabase, match="The database cannot be opened"):
        migrations.upgrade(engine)
    engine.dispose()
    tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    """A file stands where the database's folder should be."""
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(BadDatabase, match="The folder of the database cannot be made"):
        open_engine(f"sqlite:///{tmp_path}/data/deeper/repaso.db")


@pytest.mark.parametrize(
    "address",
    [
        "repaso.db",
        "mysql://host/repaso",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres://host/repaso",
        "postgresql://host:port/repaso",
        "",
    ],
)
def test_an_address_that_cannot_be_used(address: str, bare_environment):
    """Each gives a sentence that names the setting and how it should look."""
    with pytest.raises(BadDatabase, match=r"DATABASE_URL .*sqlite:///"):
        open_engine(address)


@pytest.mark.parametrize(
    ("address", "driver"),
    [("sqlite+aiosqlite:///repaso.db", "pysqlite"), ("postgresql+asyncpg://host/repaso", "psycopg")],
)
def test_an_address_that_names_a_driver(address: str, driver: str, bare_environment):
    """It is opened with the driver that the program brings along."""
    engine = open_engine(address)
    assert engine.driver == driver
    engine.dispose()


def test_a_server_that_is_not_there():
    """Nobody listens on this port: one sentence, without the password."""
    engine = open_engine("postgresql://ana:geheim@127.0.0.1:1/repaso")
    with pytest.raises(BadDatabase, match="The database cannot be opened") as caught:
        migrations.upgrade(engine)
    assert "geheim" not in str(caught.value)


BEFORE_TICKETS = """
INSERT INTO learners (id, name, language, language_chosen, zone, rollover, joined_at, hidden)
    VALUES (7, 'Ana', 'es', false, 'Europe/Madrid', '04:00:00', '2026-01-01 00:00:00', false);
INSERT INTO accounts VALUES ('telegram', 1001, 7);
INSERT INTO chats (id, platform, chat, thread, kind, title, language, language_chosen, zone, zone_chosen, active)
    VALUES (1, 'telegram', 1001, 0, 'private', '', 'es', false, 'Europe/Madrid', false, true);
INSERT INTO deliveries (id, chat_id, local_date, slot, state, due_at)
    VALUES (3, 1, '2026-01-01', 'ask:1', 'sent', '2026-01-01 00:00:00');
INSERT INTO turns (delivery_id, learner_id) VALUES (3, 7);
INSERT INTO handled
    VALUES ('telegram', '5', '2026-01-01 00:00:00', '{"a": ["telegram", 1001, 0], "k": "private", "m": 3}', '{}', true)
"""


@both_databases
def test_what_was_there_before_tickets(engine):
    """Replies get their sender; what refers to learners and deliveries stays; old links get no ticket."""
    migrations.downgrade(engine, "0004")
    with engine.begin() as db:
        for statement in BEFORE_TICKETS.split(";"):
            db.exec_driver_sql(statement)
    migrations.upgrade(engine)
    with engine.connect() as db:
        assert db.execute(select(t.Handled.learner_id)).scalars().all() == [7]
        assert db.execute(select(t.Delivery.id, t.Delivery.ticket)).all() == [(3, "")]
        assert len(db.execute(select(t.Account)).all() + db.execute(select(t.Turn)).all()) == 2
