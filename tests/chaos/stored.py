"""What the database holds, by account: read with SQL, past the program."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Rows = list[tuple[Any, ...]]

_QUESTION = "JOIN variants ON variants.question_id = {0}.question_id AND variants.language = 'es'"
_WHO = "JOIN accounts ON accounts.learner_id = {0}.learner_id"
_QUERIES = {
    "answers": f"""SELECT account, prompt, answers.text, answers.at FROM answers {_WHO.format("answers")}
        JOIN deliveries ON deliveries.id = delivery_id {_QUESTION.format("deliveries")}""",
    "reviews": f"""SELECT account, prompt, grade, at FROM reviews
        {_WHO.format("reviews")} {_QUESTION.format("reviews")} ORDER BY at, reviews.id""",
    "cards": f"""SELECT account, prompt, stability, cards.difficulty, due FROM cards
        {_WHO.format("cards")} {_QUESTION.format("cards")}""",
    "events": f"""SELECT account, prompt, events.kind, at FROM events
        {_WHO.format("events")} {_QUESTION.format("events")} ORDER BY at""",
    "days": f"SELECT account, day FROM days {_WHO.format('days')} WHERE state = 'credited'",
    "done": f"SELECT account, answered, reviewed FROM counts {_WHO.format('counts')}",
    "points": f"""SELECT account, COUNT(DISTINCT delivery_id) FROM events {_WHO.format("events")}
        WHERE kind IN ('answer', 'choice') GROUP BY account""",
}


def rows(file: Path, query: str) -> Rows:
    """The rows of an SQL query on a database that a process may be using, or has just left."""
    with closing(sqlite3.connect(file, timeout=10)) as db:
        return db.execute(query).fetchall()


def moment(stored: str) -> datetime:
    """A moment as SQLite holds it."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


class Stored:
    """The rows of each account, without the account; `_QUERIES` says what they hold."""

    def __init__(self, file: Path) -> None:
        found = {name: _by_account(rows(file, query)) for name, query in _QUERIES.items()}
        self.answers, self.reviews, self.cards = found["answers"], found["reviews"], found["cards"]
        self.events = found["events"]
        self.days, self.done, self.points = found["days"], found["done"], found["points"]
        self.handled = {int(key) for (key,) in rows(file, "SELECT key FROM handled") if key.isdigit()}


def _by_account(found: Rows) -> dict[int, Rows]:
    sorted_out: dict[int, Rows] = defaultdict(list)
    for account, *rest in found:
        sorted_out[account].append(tuple(rest))
    return sorted_out
