"""What is due, the most overdue first: lateness in lengths of each card's own interval, over the whole backlog."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Float, Select, bindparam, exists, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bot.domain.conversation import LearnerId
from bot.domain.learner import ChatId
from bot.store import tables as t
from bot.store.columns import Moment
from bot.store.pool import Pool

HEAD = 5
"""How many times as many as wanted are looked up at first: some were asked today, and some are retired."""


class Asking(NamedTuple):
    """Who is asked where: cards due by `until` count, but for those that the chat was asked about since `since`."""

    learner: LearnerId
    chat: ChatId
    until: datetime
    since: datetime


class _DaysBetween(FunctionElement[float]):
    """The days from a moment to a later one, with their fraction."""

    type = Float()
    inherit_cache = True


@compiles(_DaysBetween, "sqlite")
def _on_sqlite(element: _DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(julianday({end}) - julianday({start}))"


@compiles(_DaysBetween, "postgresql")
def _on_postgresql(element: _DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(EXTRACT(EPOCH FROM ({end} - {start})) / 86400.0)"


def most_overdue(db: Connection, asking: Asking, pool: Pool, now: datetime, limit: int) -> list[int]:
    """The questions of this pool that are due, by `relative_overdueness` (`domain/memory.py`); at most `limit`.

    The index alone gives the order, so a long backlog is sorted first, and only its head is looked up in other tables.
    """
    values = asking._asdict() | {"now": now}
    if not pool.is_narrow:
        head = select(t.Card.question_id).where(is_due()).order_by(*_order()).limit(HEAD * limit)
        # Without the date among its conditions, SQLite looks these up by key instead of going through all that is due.
        query = _askable(pool, of_learner() & ~was_asked()).where(t.Card.question_id.in_(head)).limit(limit)
        found = list(db.execute(query, values).scalars())
        if len(found) == limit:
            return found
    return list(db.execute(_askable(pool, due()).limit(limit), values).scalars())


def _askable(pool: Pool, condition: Any) -> Select[int]:
    query = select(t.Card.question_id).join(t.Question, t.Question.id == t.Card.question_id)
    return query.where(condition, pool.condition).order_by(*_order())


def _order() -> tuple[Any, ...]:
    lateness = _DaysBetween(t.Card.due, bindparam("now", type_=Moment())) / t.Card.interval
    return lateness.desc(), t.Card.question_id


def count_due(db: Connection, asking: Asking, pool: Pool) -> int:
    """How many questions of this pool are due."""
    query = select(func.count()).select_from(t.Card).join(t.Question).where(due(), pool.condition)
    return db.execute(query, asking._asdict()).scalar_one()


def due() -> Any:
    """The condition that a card is one that is to be asked; its values are those of an Asking."""
    return is_due() & ~was_asked()


def is_due() -> Any:
    """The same for whoever was asked already."""
    return of_learner() & (t.Card.due <= bindparam("until"))


def of_learner() -> Any:
    """The condition that a card is the learner's."""
    return t.Card.learner_id == bindparam("learner")


def was_asked() -> Any:
    """The condition that the chat was asked about a card's question lately."""
    return exists().where(
        t.Delivery.chat_id == bindparam("chat"),
        t.Delivery.question_id == t.Card.question_id,
        t.Delivery.due_at >= bindparam("since"),
    )
