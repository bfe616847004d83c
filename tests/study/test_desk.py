"""The desk: one thread, in order, one commit for all that waits, and nobody's failure is another's."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.domain.conversation import ChatKind, Command, Incoming, Reply, Sender
from bot.domain.errors import NotKept
from bot.store import people
from bot.store import tables as t
from bot.store.engine import Connection, Engine
from bot.study.desk import BATCH, Desk
from bot.study.visit import Defaults
from tests import databases
from tests.store.builders import MADRID, NOW, a_chat, a_place, an_address, questions

WAIT = 20
"""Seconds after which a test gives up."""


@pytest.fixture
def desk(engine: Engine) -> Iterator[Desk]:
    """A desk at work on a fresh database."""
    with Desk(engine, Defaults(MADRID, "en"), clock=lambda: NOW) as desk:
        yield desk


@contextmanager
def held(desk: Desk) -> Iterator[None]:
    """Keeps the desk busy, so that all that is handed over meanwhile becomes one batch."""
    begun, release = threading.Event(), threading.Event()

    def hold(db: Connection) -> None:
        begun.set()
        release.wait(WAIT)

    holding = desk.run(hold)
    assert begun.wait(WAIT)
    try:
        yield
    finally:
        release.set()
        holding.result(WAIT)


def chat(number: int) -> Callable[[Connection], int]:
    """Work that makes a chat and gives its number."""
    return lambda db: a_chat(db, number).address.chat


def chats(engine: Engine) -> list[int]:
    with engine.connect() as db:
        return list(db.execute(select(t.Chat.chat).order_by(t.Chat.chat)).scalars())


def fails_after_writing(number: int) -> Callable[[Connection], None]:
    """Work that makes a chat, and then raises."""

    def work(db: Connection) -> None:
        a_chat(db, number)
        raise RuntimeError("this one fails")

    return work


def clashes_after_writing(number: int) -> Callable[[Connection], None]:
    """Work that makes a chat, and then breaks a rule of the database."""

    def work(db: Connection) -> None:
        a_chat(db, number)
        db.execute(insert(t.Account).values(platform="telegram", account=1, learner_id=404))

    return work


def clashes_at_commit(number: int) -> Callable[[Connection], None]:
    """Work whose broken rule SQLite notices only at the commit."""

    def work(db: Connection) -> None:
        db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        clashes_after_writing(number)(db)

    return work


def breaks_the_connection(db: Connection) -> None:
    """Work in which the server hangs up, as when it is restarted."""
    db.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")


# --- order and commits -----------------------------------------------------------------------------


def test_everything_is_handled_in_order(desk):
    """More than one batch, from one thread: the order of the calls is the order of the work."""
    done: list[int] = []
    futures = [desk.run(lambda db, number=number: done.append(number)) for number in range(3 * BATCH)]
    for future in futures:
        future.result(WAIT)
    assert done == list(range(3 * BATCH))


def test_what_waits_shares_one_commit(desk, engine):
    """Fifty pieces of work that wait while the desk is busy cost one commit."""
    commits: list[Connection] = []
    event.listen(engine, "commit", commits.append)
    with held(desk):
        futures = [desk.run(chat(number)) for number in range(50)]
    assert [future.result(WAIT) for future in futures] == list(range(50))
    assert len(commits) == 2
    assert len(chats(engine)) == 50


def test_nobody_hears_of_a_result_before_it_is_committed(desk, engine):
    """The first piece of work is done, but the batch is not: its future waits, and nobody sees its row."""
    first: list[Future[int]] = []
    second_begun, release = threading.Event(), threading.Event()

    def second(db: Connection) -> bool:
        second_begun.set()
        release.wait(WAIT)
        return first[0].done()

    with held(desk):
        first.append(desk.run(chat(1)))
        heard = desk.run(second)
    assert second_begun.wait(WAIT)
    # A second connection of SQLite's own: ours would wait for the lock.
    assert rows_seen_by_others(engine) == 0
    release.set()
    assert heard.result(WAIT) is False
    assert first[0].result(WAIT) == 1
    assert rows_seen_by_others(engine) == 1


def rows_seen_by_others(engine: Engine) -> int:
    other = sqlite3.connect(engine.url.database)
    try:
        return other.execute("SELECT count(*) FROM chats").fetchone()[0]
    finally:
        other.close()


def test_leaving_finishes_what_waits(engine):
    """Whatever was handed over before is done and committed."""
    with Desk(engine, Defaults(MADRID, "en")) as desk, held(desk):
        futures = [desk.run(chat(number)) for number in range(2 * BATCH + 7)]
    assert all(future.done() for future in futures)
    assert len(chats(engine)) == 2 * BATCH + 7


def test_work_that_was_given_up_is_not_done(desk, engine):
    """A cancelled future; its neighbours are not concerned."""
    with held(desk):
        before, given_up, after = (desk.run(chat(number)) for number in (1, 2, 3))
        assert given_up.cancel()
    assert (before.result(WAIT), after.result(WAIT)) == (1, 3)
    with pytest.raises(CancelledError):
        given_up.result(WAIT)
    assert chats(engine) == [1, 3]


def test_a_batch_of_nothing_but_work_given_up(desk, engine):
    """The desk goes on."""
    with held(desk):
        assert desk.run(chat(1)).cancel()
    assert desk.run(chat(2)).result(WAIT) == 2
    assert chats(engine) == [2]


# --- failures --------------------------------------------------------------------------------------


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("work", "error"), [(fails_after_writing, RuntimeError), (clashes_after_writing, IntegrityError)]
)
def test_one_that_fails_rolls_back_alone(desk, engine, work, error):
    """Its neighbours in the batch are committed, and whoever waits for it hears why."""
    with held(desk):
        before, failing, after = desk.run(chat(1)), desk.run(work(2)), desk.run(chat(3))
    assert (before.result(WAIT), after.result(WAIT)) == (1, 3)
    with pytest.raises(error):
        failing.result(WAIT)
    assert chats(engine) == [1, 3]


def test_a_commit_that_fails_is_done_again_one_by_one(desk, engine):
    """SQLite notices at the commit that one broke a rule: the others are committed alone, and that one fails."""
    with held(desk):
        before, failing, after = desk.run(chat(1)), desk.run(clashes_at_commit(2)), desk.run(chat(3))
    assert (before.result(WAIT), after.result(WAIT)) == (1, 3)
    with pytest.raises(IntegrityError):
        failing.result(WAIT)
    assert chats(engine) == [1, 3]
    assert desk.run(chat(4)).result(WAIT) == 4


def test_a_single_commit_that_fails(desk, engine):
    """There is nobody to blame but the one."""
    with pytest.raises(IntegrityError):
        desk.run(clashes_at_commit(1)).result(WAIT)
    assert desk.run(chat(2)).result(WAIT) == 2
    assert chats(engine) == [2]


@pytest.mark.both_databases
def test_a_server_that_hangs_up(desk, engine, dialect):
    """In the middle of a batch: the others are handled on a new connection."""
    if dialect == "sqlite":
        pytest.skip("SQLite has no server to hang up")
    with held(desk):
        before, failing, after = desk.run(chat(1)), desk.run(breaks_the_connection), desk.run(chat(3))
    assert (before.result(WAIT), after.result(WAIT)) == (1, 3)
    with pytest.raises(OperationalError):
        failing.result(WAIT)
    assert chats(engine) == [1, 3]


# --- a locked database -----------------------------------------------------------------------------


@pytest.fixture
def impatient(engine: Engine) -> Iterator[Engine]:
    """The same database, where SQLite waits a fifth of a second for a lock instead of five."""
    with databases.impatient(engine, 200):
        yield engine


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Another program writes, and takes its time."""
    other = sqlite3.connect(engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def test_a_short_lock_is_waited_for(engine, desk):
    """Nobody notices."""
    with locked(engine):
        waiting = desk.run(chat(1))
        time.sleep(0.1)
        assert not waiting.done()
    assert waiting.result(WAIT) == 1


def test_a_long_lock_is_an_error_and_the_desk_goes_on(impatient, desk):
    """Whoever waits is told; when the lock is gone, work is done again."""
    with locked(impatient), pytest.raises(NotKept, match="database is locked"):
        desk.run(chat(1)).result(WAIT)
    assert desk.run(chat(2)).result(WAIT) == 2
    assert chats(impatient) == [2]


def test_a_hundred_who_wait_for_a_lock_wait_once(impatient, desk):
    """They fail together, instead of each after a wait of its own."""
    begun = time.monotonic()
    with locked(impatient):
        futures = [desk.run(chat(number)) for number in range(BATCH)]
        errors = [future.exception(WAIT) for future in futures]
    assert all(isinstance(error, NotKept) for error in errors)
    assert time.monotonic() - begun < 5
    assert desk.run(chat(1)).result(WAIT) == 1


def test_a_lock_that_comes_between_one_second_try_and_the_next(impatient, desk):
    """What was committed by then stays, the rest fails at once, and the desk goes on."""
    other = sqlite3.connect(impatient.url.database, isolation_level=None, check_same_thread=False)
    transactions: list[object] = []

    def lock_after_the_first_second_try(connection: object, _: object) -> None:
        transactions.append(connection)
        if len(transactions) == 4:  # what held the desk, the batch that failed, a look, the first of it alone
            other.execute("BEGIN IMMEDIATE")

    event.listen(impatient, "checkin", lock_after_the_first_second_try)
    with held(desk):
        first, *rest = [desk.run(chat(1)), desk.run(clashes_at_commit(2)), desk.run(chat(3))]
    assert first.result(WAIT) == 1
    assert [type(future.exception(WAIT)) for future in rest] == [NotKept, NotKept]
    other.close()
    assert desk.run(chat(4)).result(WAIT) == 4
    assert chats(impatient) == [1, 4]


# --- updates ---------------------------------------------------------------------------------------


def a_command(name: str, key: str = "1") -> Incoming:
    return Incoming(key, a_place(7), Sender(7, "Ana", "en"), NOW, Command(name), 1)


def test_the_same_update_twice_at_once(desk, engine):
    """Two threads hand it over together: one effect, one Reply."""
    with engine.begin() as db:
        questions(db, "What is a join?")
    together, replies = threading.Barrier(2), []

    def hand_over() -> None:
        together.wait(WAIT)
        replies.append(desk.handle(a_command("quiz")).result(WAIT))

    threads = [threading.Thread(target=hand_over) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(replies) == 2
    assert replies[0] == replies[1] != Reply()
    with engine.connect() as db:
        assert db.execute(select(func.count()).select_from(t.Delivery)).scalar() == 1
        assert db.execute(select(func.count()).select_from(t.Handled)).scalar() == 1


def test_the_same_update_twice_in_one_batch(desk, engine):
    """The second sees what the first did, before it is committed."""
    with engine.begin() as db:
        questions(db, "What is a join?")
    with held(desk):
        first, second = desk.handle(a_command("quiz")), desk.handle(a_command("quiz"))
    assert first.result(WAIT) == second.result(WAIT)
    with engine.connect() as db:
        assert db.execute(select(func.count()).select_from(t.Delivery)).scalar() == 1


@pytest.mark.both_databases
def test_an_update_is_remembered_until_it_is_shown(desk, engine):
    """On both databases."""
    update = a_command("help")
    reply = desk.handle(update).result(WAIT)
    shown = select(t.Handled.shown)
    with engine.connect() as db:
        assert db.execute(shown).scalar_one() is False
    desk.shown(update)
    assert desk.handle(update).result(WAIT) == reply
    with engine.connect() as db:
        assert db.execute(shown).scalar_one() is True
        assert people.chat_at(db, an_address(7)).kind is ChatKind.PRIVATE


def test_the_clock_that_the_desk_was_given(engine):
    """Handling asks it, and never the machine's."""
    moment = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
    with Desk(engine, Defaults(MADRID, "en"), clock=lambda: moment) as desk:
        desk.handle(a_command("help")).result(WAIT)
    with engine.connect() as db:
        assert db.execute(select(t.Handled.at)).scalar_one() == moment


def test_what_was_shown_while_the_database_was_locked(impatient, desk):
    """It cannot be undone, so it is noted as soon as the database takes it: no restart shows the reply again."""
    update = a_command("help")
    desk.handle(update).result(WAIT)
    with locked(impatient):
        desk.shown(update)
        with pytest.raises(NotKept):
            desk.run(chat(1)).result(WAIT)
    assert desk.run(chat(2)).result(WAIT) == 2
    with impatient.connect() as db:
        assert db.execute(select(t.Handled.shown)).scalar_one() is True


def test_a_database_that_takes_nothing_is_told_of_once(impatient, desk, caplog):
    """However much comes in meanwhile, the log has two lines: when it begins, and when it is over."""
    caplog.set_level("INFO", "bot.study.desk")
    with locked(impatient):
        for number in range(3):
            desk.run(chat(number)).exception(WAIT)
    desk.run(chat(4)).result(WAIT)
    assert [record.message for record in caplog.records] == [
        "the database takes nothing, and what comes in waits: database is locked",
        "the database takes what is written again",
    ]
