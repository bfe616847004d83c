"""A learner's numbers after a thousand and after a hundred thousand reviews, and the picture of a year.

The learners have reviewed 200 and 5,000 questions over 100 and 1,500 days. What the picture is compared with is a
plain resize by Pillow of one of its size.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image
from sqlalchemy import insert

from benchmarks.measuring import by_turns, seconds, show
from bot.domain.conversation import Address, ChatKind, Command, Incoming, LearnerId, Place, Platform, Sender
from bot.domain.question import Kind
from bot.pictures.progress import HEIGHT, WIDTH, draw
from bot.store import migrations, people
from bot.store import tables as t
from bot.store.engine import Connection, Engine, open_engine
from bot.study import handling, stats
from bot.study.visit import Defaults
from bot.texts.sentences import Sentences

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)
QUESTIONS, TOPICS = 5_000, 50
SMALL, LARGE = (1_000, 200, 100), (100_000, QUESTIONS, 1_500)
"""Reviews, questions and days."""
ROUNDS = 15
SLOWEST = 0.150


def run() -> None:
    """Prints the ratios."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder)}/repaso.db")
        migrations.upgrade(engine)
        with engine.begin() as db:
            _questions(db)
            for account, amounts in ((1, SMALL), (2, LARGE)):
                _learner(db, account, *amounts)
        _message(engine)
        _picture(engine)
        engine.dispose()


def _message(engine: Engine) -> None:
    large, small = by_turns(lambda: _stats(engine, 2), lambda: _stats(engine, 1), ROUNDS)
    show("/stats, 100,000 reviews / 1,000", large / small, 10, detail=f"{1000 * large:.1f} ms / {1000 * small:.1f} ms")


def _stats(engine: Engine, account: int) -> None:
    """The whole of it: who, where, the numbers, the sentences."""
    place = Place(Address(Platform.TELEGRAM, account), ChatKind.PRIVATE)
    incoming = Incoming("stats", place, Sender(account, "Ana", "es"), NOW, Command("stats"), 1)
    with engine.connect() as db:
        reply = handling.handle(db, incoming, Defaults("Europe/Madrid", "es"), now=NOW, rng=Random(1))
        db.rollback()
    assert len(reply.says[0].body) > 5


def _picture(engine: Engine) -> None:
    with engine.connect() as db:
        learner, chat = people.learner_by_id(db, LearnerId(2)), people.chat_at(db, Address(Platform.TELEGRAM, 2))
        assert chat is not None
        progress = stats.progress_of(db, learner, chat, NOW, "es")
    say, plain = Sentences("es"), Image.new("RGB", (WIDTH * 2, HEIGHT * 2))
    first = seconds(lambda: draw(progress, say))
    drawn, resized = by_turns(
        lambda: draw(progress, say), lambda: plain.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS), ROUNDS
    )
    show(
        "picture, after the first, in seconds",
        drawn,
        SLOWEST,
        detail=f"{1000 * drawn:.0f} ms, first {1000 * first:.0f}",
    )
    print(f"  {'picture / a plain resize from twice its size':<58} {drawn / resized:>9.3f}  ({1000 * resized:.0f} ms)")


# --- what is there already -----------------------------------------------------------------------------


def _questions(db: Connection) -> None:
    questions = [{"key": f"q{n}", "added_at": NOW} for n in range(QUESTIONS)]
    db.execute(insert(t.Question), questions)
    db.execute(insert(t.Variant), [_variant(n) for n in range(QUESTIONS)])


def _variant(number: int) -> dict[str, Any]:
    topic, lists = f"tema-{number % TOPICS}", ("choices", "key_points", "tags", "attachments", "answer_attachments")
    texts = dict.fromkeys(("deck", "hint", "answer"), "") | {"prompt": f"¿Qué es {number}?", "topic": topic}
    where = {"question_id": number + 1, "language": "es", "file": "notas.md", "line": number, "topic_code": topic}
    return (
        {"kind": Kind.OPEN, "fingerprint": "x", "own_key": f"q{number}"} | texts | where | {name: [] for name in lists}
    )


def _learner(db: Connection, account: int, reviews: int, questions: int, days: int) -> None:
    place = Place(Address(Platform.TELEGRAM, account), ChatKind.PRIVATE)
    sender, zone = Sender(account, "Ana", "es"), "Europe/Madrid"
    learner = people.learner_of(db, Platform.TELEGRAM, sender, language="es", zone=zone, now=NOW).id
    chat = people.chat_of(db, place, language="es", zone=zone).id
    rng = Random(account)
    moments = sorted(NOW - rng.random() * days * DAY for _ in range(reviews))
    for table, many in _gathered(_rows(learner, chat, moments, questions)).items():
        db.execute(insert(table), many)
    due = [{"question_id": n + 1, "due": NOW + rng.uniform(-2, 90) * DAY} for n in range(questions)]
    memory = {"learner_id": learner, "stability": 9.0, "difficulty": 5.0, "last_review": NOW - 3 * DAY, "interval": 9}
    db.execute(insert(t.Card), [memory | one for one in due])


def _rows(learner: int, chat: int, moments: list[datetime], questions: int) -> Any:
    """Of each review its delivery, its event and itself; of each day its counts."""
    by_day: dict[Any, dict[str, Any]] = {}
    for number, at in enumerate(moments):
        key, day, delivery = f"ask:{number}", at.date(), learner * 1_000_000 + number
        known = {"learner_id": learner, "question_id": number % questions + 1, "delivery_id": delivery}
        before = {"stability": 9.0, "difficulty": 5.0, "due": at.isoformat(), "last_review": (at - 5 * DAY).isoformat()}
        sent = {"id": delivery, "chat_id": chat, "question_id": known["question_id"], "slot": key, "local_date": day}
        yield t.Delivery, sent | {"state": "sent", "due_at": at, "sent_at": at}
        grade = 1 if number % 7 == 0 else 3
        yield t.Review, known | {"grade": grade, "at": at, "local_day": day, "before": before}
        zone = {"zone": "Europe/Madrid", "rollover": at.time().replace(hour=4), "local_day": day}
        yield t.Event, known | {"kind": "answer", "at": at} | zone
        counts = by_day.setdefault(day, {"answered": 0, "reviewed": 0, "recalls": 0, "remembered": 0})
        for name, more in (("answered", 1), ("reviewed", 1), ("recalls", 1), ("remembered", int(grade > 1))):
            counts[name] += more
    for day, counts in by_day.items():
        yield t.Counts, {"learner_id": learner, "local_day": day, "pictures": 0} | counts


def _gathered(rows: Any) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {t.Delivery: [], t.Event: [], t.Review: [], t.Counts: []}
    for table, row in rows:
        found[table].append(row)
    return found
