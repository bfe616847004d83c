"""What could be asked next, for the rule in `domain/picking.py` to choose from."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.domain.conversation import LearnerId
from bot.domain.learner import ChatId
from bot.domain.memory import Card
from bot.domain.picking import Candidate
from bot.store import tables as t
from bot.store.bank import PUBLIC, Reach, within

MOST = 200
"""The longest overdue are enough to choose from; a backlog of thousands is not read for one question."""


def due(
    db: Connection,
    learner: LearnerId,
    chat: ChatId,
    topics: Collection[str],
    reach: Reach = PUBLIC,
    *,
    until: datetime,
    asked_since: datetime,
) -> list[Candidate]:
    """Questions due by `until` that this chat was not asked since `asked_since`, those longest due first."""
    recently = select(t.Delivery.question_id).where(
        t.Delivery.chat_id == chat, t.Delivery.due_at >= asked_since, t.Delivery.question_id.is_not(None)
    )
    columns = (t.Card.question_id, t.Card.stability, t.Card.difficulty, t.Card.due, t.Card.last_review)
    query = select(*columns).join(t.Question).where(t.Card.learner_id == learner, t.Card.due <= until)
    query = query.where(within(topics, reach))
    rows = db.execute(query.where(t.Card.question_id.not_in(recently)).order_by(t.Card.due).limit(MOST))
    return [Candidate(row.question_id, Card(row.stability, row.difficulty, row.due, row.last_review)) for row in rows]


def fresh(
    db: Connection, learner: LearnerId | None, chat: ChatId, topics: Collection[str], reach: Reach = PUBLIC
) -> list[Candidate]:
    """Questions that this chat was never asked and (in a chat of one learner) the learner has no card of."""
    asked = select(t.Delivery.question_id).where(t.Delivery.chat_id == chat, t.Delivery.question_id.is_not(None))
    query = select(t.Question.id).where(within(topics, reach), t.Question.id.not_in(asked))
    if learner is not None:
        query = query.where(t.Question.id.not_in(select(t.Card.question_id).where(t.Card.learner_id == learner)))
    return [Candidate(number) for number in db.execute(query.order_by(t.Question.id)).scalars()]


def least_recent(
    db: Connection, chat: ChatId, topics: Collection[str], reach: Reach = PUBLIC, *, unknown_to: LearnerId | None
) -> int | None:
    """The question that this chat was asked longest ago; with `unknown_to`, of those that learner never graded."""
    query = select(t.Delivery.question_id).join(t.Question, t.Question.id == t.Delivery.question_id)
    query = query.where(t.Delivery.chat_id == chat, within(topics, reach))
    if unknown_to is not None:
        graded = select(t.Card.question_id).where(t.Card.learner_id == unknown_to)
        query = query.where(t.Delivery.question_id.not_in(graded))
    order = (func.max(t.Delivery.due_at), t.Delivery.question_id)
    return db.execute(query.group_by(t.Delivery.question_id).order_by(*order).limit(1)).scalar()


def next_to_come(db: Connection, learner: LearnerId, topics: Collection[str], reach: Reach = PUBLIC) -> int | None:
    """The question whose review is due soonest, though not yet."""
    query = select(t.Card.question_id).join(t.Question).where(t.Card.learner_id == learner, within(topics, reach))
    return db.execute(query.order_by(t.Card.due).limit(1)).scalar()
