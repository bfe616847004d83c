"""Choosing the next question for a learner with 50,000 cards, beside reading one row by its primary key.

The bank has as many questions as the cards need, each asked once, and 10,000 that are new to the learner; of the
cards one in ten is overdue.
`BENCH_CARDS` says how many cards there are (50,000 without it).
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import delete, func, insert, select, update

from benchmarks.measuring import by_turns, show
from bot.domain.conversation import Address, ChatKind, LearnerId, Place, Platform, Sender
from bot.domain.delivery import DeliveryState
from bot.domain.learner import Chat, ChatId, Learner
from bot.domain.question import Kind
from bot.store import answers, migrations, people
from bot.store import tables as t
from bot.store.engine import Connection, open_engine
from bot.study.picking import pick

CARDS = int(os.environ.get("BENCH_CARDS", "50000"))
NEW = 10_000
TOPICS = 200
CALLS, ROUNDS = 100, 5
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def run() -> None:
    """Prints the ratios of all ways to come to a question."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder, _database(folder) as db:
        ana, chat = _ana(db)
        _fill(db, ana.id, chat.id)
        read = _often(lambda: answers.card(db, ana.id, 1 + CARDS // 2))
        _first_of_the_day(db, ana, chat, read)
        people.set_topics(db, chat.id, [f"{number}" for number in range(TOPICS // 2)])
        _first_of_the_day(db, ana, chat, read, " in half of the topics")
        people.set_topics(db, chat.id, ())
        _show("a backlog, /quiz", read, _picking(db, ana, chat))
        _show("a backlog, a question that comes by itself", read, _picking(db, ana, chat, by_itself=True))
        _clear_backlog(db, ana.id)
        _show("nothing is due: a new one, /quiz", read, _picking(db, ana, chat))
        _show("nothing is due: a new one that comes by itself", read, _picking(db, ana, chat, by_itself=True))


def _first_of_the_day(db: Connection, ana: Learner, chat: Chat, read: Callable[[], object], which: str = "") -> None:
    """The whole backlog is put in order: once for twenty questions."""

    def picking() -> None:
        db.execute(delete(t.Agenda))
        pick(db, chat, ana, now=NOW, rng=Random(7))

    first, often = by_turns(picking, read, ROUNDS)
    late = _late(db, ana.id)
    what = f"the day's first of {late:,} overdue{which} / a read by key"
    print(f"  {what:<58} {first * CALLS / often:>9.3f}  once for twenty questions  ({1e3 * first:.1f} ms)")


def _show(what: str, read: Callable[[], object], picking: Callable[[], object]) -> None:
    pick_seconds, read_seconds = by_turns(picking, read, ROUNDS)
    detail = f"{1e6 * pick_seconds / CALLS:.0f} µs / {1e6 * read_seconds / CALLS:.0f} µs"
    show(f"{what} / a read by primary key", pick_seconds / read_seconds, 3, detail=detail)


def _picking(db: Connection, ana: Learner, chat: Chat, *, by_itself: bool = False) -> Callable[[], object]:
    rng = Random(7)
    return _often(lambda: pick(db, chat, ana, now=NOW, rng=rng, by_itself=by_itself))


def _late(db: Connection, learner: LearnerId) -> int:
    """How many cards are late."""
    late = select(func.count()).select_from(t.Card).where(t.Card.learner_id == learner, t.Card.due <= NOW)
    return db.execute(late).scalar_one()


def _often(work: Callable[[], object]) -> Callable[[], object]:
    return lambda: [work() for _ in range(CALLS)]


@contextmanager
def _database(folder: str) -> Iterator[Connection]:
    engine = open_engine(f"sqlite:///{folder}/repaso.db")
    migrations.upgrade(engine)
    with engine.begin() as db:
        yield db
    engine.dispose()


def _ana(db: Connection) -> tuple[Learner, Chat]:
    place = Place(Address(Platform.TELEGRAM, 1), ChatKind.PRIVATE)
    learner = people.learner_of(db, Platform.TELEGRAM, Sender(1, "Ana"), language="es", zone="Europe/Madrid", now=NOW)
    return learner, people.chat_of(db, place, language="es", zone="Europe/Madrid")


def _fill(db: Connection, learner: LearnerId, chat: ChatId) -> None:
    numbers = range(1, CARDS + NEW + 1)
    db.execute(insert(t.Question), [{"id": n, "key": f"q{n * 7919:x}", "added_at": NOW} for n in numbers])
    db.execute(insert(t.Variant), [_variant(n) for n in numbers])
    rng = Random(7)
    db.execute(insert(t.Card), [_card(learner, n, rng) for n in range(1, CARDS + 1)])
    db.execute(insert(t.Delivery), [_delivery(chat, n) for n in range(1, CARDS + 1)])


def _delivery(chat: ChatId, number: int) -> dict[str, object]:
    asked = NOW - timedelta(days=1 + number % 1000)
    when = {"local_date": asked.date(), "due_at": asked, "sent_at": asked}
    return {"chat_id": chat, "question_id": number, "slot": f"ask:{number}", "state": DeliveryState.SENT, **when}


def _variant(number: int) -> dict[str, object]:
    texts = dict.fromkeys(("answer", "hint", "fingerprint", "own_key"), "")
    lists = {name: [] for name in ("choices", "key_points", "tags", "attachments", "answer_attachments")}
    where = {"question_id": number, "language": "es", "file": "nota.md", "line": number, "deck": "", "topic": "tema"}
    return {**where, **texts, **lists, "topic_code": f"{number % TOPICS}", "kind": Kind.OPEN, "prompt": f"¿{number}?"}


def _card(learner: LearnerId, number: int, rng: Random) -> dict[str, object]:
    """Intervals from a day to two years; one in ten is late, by up to its own interval."""
    interval = max(1, round(730 ** rng.random()))
    late = rng.random() * interval if rng.random() < 0.1 else -1 - rng.random() * interval
    due = NOW - timedelta(days=late)
    memory = {"stability": float(interval), "difficulty": 5.0, "due": due, "interval": interval}
    return {"learner_id": learner, "question_id": number, **memory, "last_review": due - timedelta(days=interval)}


def _clear_backlog(db: Connection, learner: LearnerId) -> None:
    later = update(t.Card).where(t.Card.learner_id == learner, t.Card.due <= NOW + timedelta(days=1))
    db.execute(later.values(due=NOW + timedelta(days=2), last_review=NOW + timedelta(days=1), interval=1))
