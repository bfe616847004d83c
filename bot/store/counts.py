"""A learner's counts, one row a local day: kept as answers and reviews come in, so that years are read at once."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, func, select, update

from bot.domain.conversation import LearnerId
from bot.domain.progress import Counts
from bot.store import tables as t
from bot.store.upsert import add_to

_COUNTS = (t.Counts.answered, t.Counts.reviewed, t.Counts.recalls, t.Counts.remembered)


def add(db: Connection, learner: LearnerId, day: date, more: Counts) -> None:
    """Adds to the counts of a day; in the transaction of whatever is counted."""
    add_to(db, t.Counts, {"learner_id": learner, "local_day": day}, asdict(more))


def take_back(db: Connection, learner: LearnerId, day: date, less: Counts) -> None:
    """Takes from the counts of a day what was added before."""
    values = {name: getattr(t.Counts, name) - count for name, count in asdict(less).items() if count}
    if values:
        db.execute(update(t.Counts).where(t.Counts.learner_id == learner, t.Counts.local_day == day).values(**values))


def days_since(db: Connection, learner: LearnerId, since: date) -> Mapping[date, Counts]:
    """The counts of each day from `since` on that has any row."""
    query = select(t.Counts.local_day, *_COUNTS).where(t.Counts.learner_id == learner, t.Counts.local_day >= since)
    return {day: Counts(*counts) for day, *counts in db.execute(query)}


def total_of(db: Connection, learner: LearnerId) -> Counts:
    """Everything that was ever counted."""
    sums = (func.coalesce(func.sum(count), 0) for count in _COUNTS)
    row = db.execute(select(*sums).where(t.Counts.learner_id == learner)).one()
    return Counts(*(int(count) for count in row))
