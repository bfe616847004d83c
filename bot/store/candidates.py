"""What could be asked next besides what is due: something new, something asked long ago, what comes back soonest."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, select

from bot.domain.conversation import LearnerId
from bot.domain.learner import ChatId
from bot.store import tables as t
from bot.store.bank import of_bank, of_decks, suits
from bot.store.pool import Pool


def fresh(
    db: Connection,
    learner: LearnerId | None,
    chat: ChatId,
    pool: Pool,
    *,
    start: int,
    decks: bool = True,
    most: int = 1,
) -> list[int]:
    """Questions that this chat was never asked and (in a chat of one learner) the learner has no card of.

    Of the bank and of the learner's own decks up to `most` each (≥ 1): the next of the shuffled questions from the
    place `start` (0 to 2³¹ - 1) on, and after the last from the beginning. Empty when there is none. Without `decks`
    the learner has none.
    """
    values: dict[str, Any] = {"learner": learner, "chat": chat, "start": start, "most": most}
    if pool.is_narrow:
        return _first(db, _halves(_of_one(learner is not None).where(pool.condition)), values)
    shape = (learner is not None, pool.difficulty is not None)
    values |= {"difficulty": pool.difficulty} if pool.difficulty else {}
    found = _first(db, _of_the_bank(*shape), values)
    if decks and pool.reach.owner is not None:
        found += _first(db, _of_own_decks(*shape), values | {"owner": pool.reach.owner})
    return found


_Halves = tuple[Select[int], Select[int]]
"""The first questions from the place `start` on, and the first before it."""


def _first(db: Connection, halves: _Halves, values: dict[str, Any]) -> list[int]:
    found: list[int] = []
    for query in halves:
        found += db.execute(query, values | {"most": values["most"] - len(found)}).scalars()
        if len(found) == values["most"]:
            break
    return found


def _halves(query: Select[int]) -> _Halves:
    start = _value("start")
    return query.where(t.Question.shuffle >= start), query.where(t.Question.shuffle < start)


@cache
def _of_the_bank(has_learner: bool, has_difficulty: bool) -> _Halves:
    return _halves(_of_one(has_learner).where(of_bank(), _suits(has_difficulty)))


@cache
def _of_own_decks(has_learner: bool, has_difficulty: bool) -> _Halves:
    return _halves(_of_one(has_learner).where(of_decks(_value("owner")), _suits(has_difficulty)))


def _suits(has_difficulty: bool) -> Any:
    return t.Question.retired_at.is_(None) & suits(_value("difficulty") if has_difficulty else None)


def _of_one(has_learner: bool) -> Select[int]:
    """Questions that the chat was never asked, and that the learner, if there is one, never graded."""
    asked = exists().where(t.Delivery.chat_id == bindparam("chat"), t.Delivery.question_id == t.Question.id)
    query = select(t.Question.id).where(~asked).order_by(t.Question.shuffle, t.Question.id).limit(_value("most"))
    graded = exists().where(t.Card.learner_id == bindparam("learner"), t.Card.question_id == t.Question.id)
    return query.where(~graded) if has_learner else query


def _value(name: str) -> Any:
    """A place in a statement for a value of any type."""
    return bindparam(name)


def least_recent(
    db: Connection,
    chat: ChatId,
    pool: Pool,
    *,
    unknown_to: LearnerId | None,
    before: datetime | None = None,
    most: int = 1,
) -> list[int]:
    """The questions that this chat was asked longest ago; with `unknown_to`, of those that learner never graded.

    With `before`, of those that it was not asked since then.
    """
    query = select(t.Delivery.question_id).join(t.Question, t.Question.id == t.Delivery.question_id)
    query = query.where(t.Delivery.chat_id == chat, pool.condition)
    if unknown_to is not None:
        graded = exists().where(t.Card.learner_id == unknown_to, t.Card.question_id == t.Delivery.question_id)
        query = query.where(~graded)
    query = query.group_by(t.Delivery.question_id)
    if before is not None:
        query = query.having(func.max(t.Delivery.due_at) < before)
    longest_ago = query.order_by(func.max(t.Delivery.due_at), t.Delivery.question_id)
    return [number for number in db.execute(longest_ago.limit(most)).scalars() if number is not None]


def next_to_come(
    db: Connection, learner: LearnerId, chat: ChatId, pool: Pool, *, before: datetime | None = None, most: int = 1
) -> list[int]:
    """The questions whose review is due soonest; with `before`, of those that the chat was not asked since then."""
    query = select(t.Card.question_id).join(t.Question).where(t.Card.learner_id == learner, pool.condition)
    if before is not None:
        where = (t.Delivery.chat_id == chat, t.Delivery.question_id == t.Card.question_id, t.Delivery.due_at >= before)
        query = query.where(~exists().where(*where))
    return list(db.execute(query.order_by(t.Card.due, t.Card.question_id).limit(most)).scalars())
