"""What is due, the most overdue first: lateness in lengths of each card's own interval, over the whole backlog."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Float, Select, bindparam, exists, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bot.domain.conversation import LearnerId
from bot.domain.learner import ChatId
from bot.store import tables as t
from bot.store.bank import of_bank, of_decks, suits
from bot.store.pool import Pool

HEAD = 5
"""How many times as many as wanted are put in order: some of them were asked today, and some are retired."""
_A_DAY = 86400.0
_ALL = 2**31 - 1


class Asking(NamedTuple):
    """Who is asked where: cards due by `until` count, but for those that the chat was asked about since `since`."""

    learner: LearnerId
    chat: ChatId
    until: datetime
    since: datetime


class _Days(FunctionElement[float]):
    """A moment as days since 1970, with their fraction."""

    type = Float()
    inherit_cache = True


@compiles(_Days, "sqlite")
def _on_sqlite(element: _Days, compiler: SQLCompiler, **options: Any) -> str:
    return f"(julianday({compiler.process(element.clauses, **options)}) - 2440587.5)"


@compiles(_Days, "postgresql")
def _on_postgresql(element: _Days, compiler: SQLCompiler, **options: Any) -> str:
    return f"(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **options)}) / 86400.0)"


def most_overdue(db: Connection, asking: Asking, pool: Pool, now: datetime, limit: int) -> list[int]:
    """The questions of this pool that are due, by `relative_overdueness` (`domain/memory.py`); at most `limit`.

    The index alone gives the order, so a long backlog is sorted first, and only its head is looked up in other tables.
    """
    values = asking._asdict() | {"today": now.timestamp() / _A_DAY}
    if pool.reach.deck is None:
        head = list(db.execute(_latest(), values | {"most": HEAD * limit}).scalars())
        found = _first_askable(db, asking, pool, head, limit)
        if len(found) == limit or len(head) < HEAD * limit:
            return found
        if pool.topics:  # too few in the head: of the whole backlog, what is of these topics
            known = set(db.execute(_of_topics(), {"topics": sorted(pool.topics)}).scalars())
            late = db.execute(_latest(), values | {"most": _ALL}).scalars()
            return _first_askable(db, asking, pool, [number for number in late if number in known], limit)
    query = select(t.Card.question_id).join(t.Question, t.Question.id == t.Card.question_id)
    query = query.where(due(), pool.condition).order_by(*_order())
    return list(db.execute(query.limit(limit), values).scalars())


def _first_askable(db: Connection, asking: Asking, pool: Pool, numbers: Sequence[int], limit: int) -> list[int]:
    """The first of the numbers that can be asked; no more of them are looked up than it takes."""
    found: list[int] = []
    for start in range(0, len(numbers), limit):
        found += _askable_of(db, asking, pool, numbers[start : start + limit])
        if len(found) >= limit:
            break
    return found[:limit]


@cache
def _latest() -> Select[int]:
    return select(t.Card.question_id).where(is_due()).order_by(*_order()).limit(bindparam("most"))


def _askable_of(db: Connection, asking: Asking, pool: Pool, numbers: Sequence[int]) -> list[int]:
    """Those of the numbers that belong to the pool and were not asked lately, in the order given."""
    wanted = {"owner": pool.reach.owner, "difficulty": pool.difficulty, "topics": sorted(pool.topics)}
    given = {name: value for name, value in wanted.items() if value}
    values = asking._asdict() | {"numbers": numbers} | given
    askable = set(db.execute(_among(frozenset(given)), values).scalars())
    return [number for number in numbers if number in askable]


@cache
def _among(given: frozenset[str]) -> Select[int]:
    # Stated once for each shape, since to build a statement takes longer than to look these up.
    owner, difficulty, numbers = (_value(name) for name in ("owner", "difficulty", "numbers"))
    reach = of_bank() | of_decks(owner) if "owner" in given else of_bank()
    belongs = t.Question.retired_at.is_(None) & reach & suits(difficulty if "difficulty" in given else None)
    query = select(t.Question.id).where(t.Question.id.in_(numbers), belongs, ~was_asked(t.Question.id))
    # As an expression, since SQLite would go through the index of a topic's questions for each of the numbers.
    about = t.Variant.topic_code.concat("").in_(_value("topics")) & t.Variant.retired_at.is_(None)
    return query.where(exists().where(t.Variant.question_id == t.Question.id, about)) if "topics" in given else query


@cache
def _of_topics() -> Select[int]:
    about = t.Variant.topic_code.in_(_value("topics")) & t.Variant.retired_at.is_(None)
    return select(t.Variant.question_id).where(about)


def _value(name: str) -> Any:
    """A place in a statement for a value of any type, or for several."""
    return bindparam(name, expanding=name in {"numbers", "topics"})


def _order() -> tuple[Any, ...]:
    lateness = (bindparam("today", type_=Float()) - _Days(t.Card.due)) / t.Card.interval
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


def was_asked(question: Any = t.Card.question_id) -> Any:
    """The condition that the chat was asked about a question lately: a card's, or that of another column."""
    return exists().where(
        t.Delivery.chat_id == bindparam("chat"),
        t.Delivery.question_id == question,
        t.Delivery.due_at >= bindparam("since"),
    )
