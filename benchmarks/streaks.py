"""Streaks and boards: whether a long history or a large crowd makes them slower.

`BENCH_LEARNERS` says how many learners the crowd has (1,000,000 without it; each with ten answers).
"""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection, text

from benchmarks.measuring import by_turns, show
from bot.domain.conversation import Address, ChatKind, Command, Incoming, Place, Platform, Sender
from bot.store import migrations
from bot.store.engine import Engine, open_engine
from bot.study.handling import handle
from bot.study.visit import Defaults

LEARNERS = int(os.environ.get("BENCH_LEARNERS", "1000000"))
FEW = 10_000
MEMBERS = 1_000
ANSWERS = 10
TEN_YEARS, TEN_DAYS = 3_650, 10
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GROUP = Place(Address(Platform.TELEGRAM, -1), ChatKind.GROUP, "Many")
_MOMENT = NOW.strftime("%Y-%m-%d %H:%M:%S.%f")


def run() -> None:
    """Prints the ratios."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder:
        long, short = (_histories(Path(folder, f"{days}.db"), days) for days in (TEN_YEARS, TEN_DAYS))
        times = by_turns(_asking(long, "streak", _private(1)), _asking(short, "streak", _private(1)), 15)
        show("/streak after ten years / after ten days", times[0] / times[1], 3, detail=f"{1000 * times[0]:.2f} ms")
        crowd, few = (_crowd(Path(folder, f"crowd{count}.db"), count) for count in (LEARNERS, FEW))
        for board in ("", "week", "all"):
            times = by_turns(_asking(crowd, "top", GROUP, board), _asking(few, "top", GROUP, board), 7)
            what = f"/top {board} of {MEMBERS:,} among {LEARNERS:,} learners / among {FEW:,}"
            show(what.replace("top  of", "top of"), times[0] / times[1], 1.3, detail=f"{1000 * times[0]:.1f} ms")


def _asking(engine: Engine, command: str, place: Place, argument: str = "") -> Callable[[], object]:
    """One command handled whole; what it writes is taken back."""
    incoming = Incoming("bench", place, Sender(1, "P1", language="es"), NOW, Command(command, argument), 1)
    defaults = Defaults("Europe/Madrid", "es")

    def ask() -> None:
        with engine.connect() as db:
            handle(db, incoming, defaults, now=NOW, rng=Random(7))
            db.rollback()

    ask()
    return ask


def _private(account: int) -> Place:
    return Place(Address(Platform.TELEGRAM, account), ChatKind.PRIVATE)


def _histories(file: Path, days: int) -> Engine:
    """One learner who was credited on each of so many days; all but today's is closed and tallied."""
    engine = _with_learners(file, 1)
    known = [{"day": TODAY - timedelta(days=number)} for number in range(1, days + 1)]
    with engine.begin() as db:
        db.execute(text("INSERT INTO days (learner_id, day, state) VALUES (1, :day, 'credited')"), known)
        db.execute(text("UPDATE learners SET closed_through = NULL"))
    _asking(engine, "streak", _private(1))
    with engine.connect() as db:
        incoming = Incoming("first", _private(1), Sender(1, "P1", language="es"), NOW, Command("streak", ""), 1)
        handle(db, incoming, Defaults("Europe/Madrid", "es"), now=NOW, rng=Random(7))
        db.commit()
    return engine


def _crowd(file: Path, learners: int) -> Engine:
    """So many learners, ten answers each over the last thirty days; a thousand of them in one group."""
    engine = _with_learners(file, learners)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {learners}) "
    answers = f"a(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM a WHERE k < {ANSWERS - 1}) "
    day = f"date('{TODAY}', '-' || (a.k * 3) || ' days')"
    with engine.begin() as db:
        db.execute(
            text(
                "INSERT INTO events (learner_id, question_id, delivery_id, kind, at, zone, rollover, local_day) "
                f"{numbers}, {answers} SELECT n.i, 1, a.k + 1, 'answer', '{_MOMENT}', 'Europe/Madrid', "
                f"'04:00:00.000000', {day} FROM n, a"
            )
        )
        db.execute(
            text(
                f"INSERT INTO days (learner_id, day, state, at, zone) {numbers}, {answers} "
                f"SELECT n.i, {day}, 'credited', {day} || ' 12:00:00.000000', 'Europe/Madrid' FROM n, a"
            )
        )
        db.execute(
            text(
                "INSERT INTO tallies (learner_id, run, longest, credited, freezes, last, unbroken) "
                f"{numbers} SELECT i, i % 7, 9, 10, 1, date('{TODAY}', '-1 days'), 1 FROM n"
            )
        )
        db.execute(text(f"UPDATE learners SET closed_through = date('{TODAY}', '-1 days')"))
        db.execute(
            text(
                "INSERT INTO chats (id, platform, chat, thread, kind, title, language, language_chosen, zone, "
                "zone_chosen, active) VALUES (1, 'telegram', -1, 0, 'group', 'Many', 'es', 1, 'Europe/Madrid', 1, 1)"
            )
        )
        db.execute(text(f"UPDATE chats SET closed_through = date('{TODAY}', '-1 days')"))
        step = learners // MEMBERS
        db.execute(
            text(
                "INSERT INTO members (chat_id, learner_id, since) "
                f"SELECT 1, id, '{_MOMENT}' FROM learners WHERE id % {step} = 1 OR {step} = 1"
            )
        )
        db.execute(text("ANALYZE"))
    return engine


def _with_learners(file: Path, learners: int) -> Engine:
    engine = open_engine(f"sqlite:///{file}")
    migrations.upgrade(engine)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {learners}) "
    with engine.begin() as db:
        db.execute(
            text(
                "INSERT INTO learners (id, name, language, language_chosen, zone, rollover, joined_at, hidden, "
                "new_a_day, reviews_a_day) "
                f"{numbers} SELECT i, 'P' || i, 'es', 1, 'Europe/Madrid', '04:00:00.000000', '{_MOMENT}', 0, 10, 20 "
                "FROM n"
            )
        )
        db.execute(
            text(f"INSERT INTO accounts (platform, account, learner_id) {numbers} SELECT 'telegram', i, i FROM n")
        )
        db.execute(text(f"INSERT INTO questions (id, key, added_at, shuffle) VALUES (1, 'q', '{_MOMENT}', 5)"))
        _deliveries(db)
    return engine


def _deliveries(db: Connection) -> None:
    """Ten deliveries, which all answers belong to."""
    db.execute(
        text(
            "INSERT INTO chats (id, platform, chat, thread, kind, title, language, language_chosen, zone, zone_chosen, "
            "active) VALUES (2, 'telegram', -2, 0, 'group', '', 'es', 1, 'Europe/Madrid', 1, 1)"
        )
    )
    for number in range(1, ANSWERS + 1):
        db.execute(
            text(
                "INSERT INTO deliveries (id, chat_id, question_id, local_date, slot, state, due_at, ticket) "
                f"VALUES ({number}, 2, 1, '{TODAY}', 'ask:{number}', 'sent', '{_MOMENT}', '')"
            )
        )
