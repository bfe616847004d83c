"""Answers that groups wait for: when each is to be published, and that it was."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Executable, func, literal, select, update

from bot.domain.conversation import DeliveryId, LearnerId, Platform
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.learner import ChatId
from bot.domain.publishing import ACTIVE_WITHIN
from bot.domain.streak import DayState
from bot.store import tables as t
from bot.store.columns import Moment
from bot.store.deliveries import DELIVERY, delivery_from, served
from bot.store.people import NAME_HERE
from bot.store.prepared import Bound, prepared

MOST_IN_ONE = 10
"""Questions whose answers stand in one message; the others have the next."""

_WAITS = (t.Delivery.state == DeliveryState.SENT, t.Delivery.publish_at.is_not(None))


def plan(db: Connection, delivery: DeliveryId, at: datetime | None) -> None:
    """The answer to this question is published at this moment; None: it is not."""
    db.execute(update(t.Delivery).where(t.Delivery.id == delivery).values(publish_at=at))


def planned(db: Connection, chat: ChatId) -> list[Delivery]:
    """The questions of a chat whose answers wait to be published, the oldest first."""
    waits = (*_WAITS, t.Delivery.published_at.is_(None))
    rows = db.execute(select(*DELIVERY).where(t.Delivery.chat_id == chat, *waits).order_by(t.Delivery.id))
    return [delivery_from(db, row) for row in rows]


def due(db: Connection, platforms: Collection[Platform], *, now: datetime, limit: int) -> list[ChatId]:
    """The chats for which an answer is due, those first that wait longest."""
    query = select(t.Delivery.chat_id).where(*_WAITS, t.Delivery.publish_at <= now, served(platforms))
    rows = db.execute(query.order_by(t.Delivery.publish_at).limit(limit)).scalars()
    return list(dict.fromkeys(ChatId(number) for number in rows))


def take(db: Connection, chat: ChatId, now: datetime) -> list[Delivery]:
    """What is due for a chat counts as published: the questions as they were, the oldest first.

    It is taken again, as after a crash, until it is settled.
    """
    query = select(*DELIVERY).where(t.Delivery.chat_id == chat, *_WAITS, t.Delivery.publish_at <= now)
    taken = [delivery_from(db, row) for row in db.execute(query.order_by(t.Delivery.id).limit(MOST_IN_ONE))]
    _set(db, [one.id for one in taken], published_at=func.coalesce(t.Delivery.published_at, literal(now, Moment)))
    return taken


def settle(db: Connection, taken: Sequence[DeliveryId]) -> None:
    """What was taken is published, or never will be."""
    _set(db, taken, publish_at=None)


def give_back(db: Connection, taken: Sequence[DeliveryId], now: datetime) -> None:
    """What was taken was certainly not sent: it is due again."""
    _set(db, taken, publish_at=now, published_at=None)


def published_at(db: Connection, delivery: DeliveryId) -> datetime | None:
    """When the answer to a question was published to its group."""
    return db.execute(*_published_at(delivery)).scalar()


@prepared
def _published_at(delivery: Bound) -> Executable:
    return select(t.Delivery.published_at).where(t.Delivery.id == delivery)


def published_last(db: Connection, chat: ChatId) -> int | None:
    """The number of the latest question of a chat whose answer is published."""
    query = select(func.max(t.Delivery.id)).where(t.Delivery.chat_id == chat, t.Delivery.published_at.is_not(None))
    return db.execute(query).scalar()


def participants(db: Connection, delivery: DeliveryId) -> list[tuple[LearnerId, str, bool]]:
    """Who answered, in the order in which they did: number, name there, and whether they are hidden."""
    name = func.coalesce(NAME_HERE, t.Learner.name).label("name")
    query = select(t.Learner.id, name, t.Learner.hidden).join(t.Turn, t.Turn.learner_id == t.Learner.id)
    query = query.join(t.Delivery, t.Delivery.id == t.Turn.delivery_id).join(t.Chat, t.Chat.id == t.Delivery.chat_id)
    query = query.where(t.Turn.delivery_id == delivery, t.Turn.answered_at.is_not(None))
    rows = db.execute(query.order_by(t.Turn.answered_at, t.Learner.id))
    return [(LearnerId(row.id), row.name, row.hidden) for row in rows]


def active_members(db: Connection, chat: ChatId, day: date) -> frozenset[LearnerId]:
    """The members who earned one of the seven days before this one, and have not chosen it to be off."""
    query = select(t.Member.learner_id).join(t.Day, t.Day.learner_id == t.Member.learner_id)
    query = query.where(t.Member.chat_id == chat, t.Day.state == DayState.CREDITED)
    query = query.where(t.Day.day >= day - ACTIVE_WITHIN, t.Day.day < day)
    pauses = select(t.Pause.learner_id).where(t.Pause.first <= day, t.Pause.last >= day)
    return frozenset(LearnerId(one) for one in db.execute(query.where(t.Member.learner_id.not_in(pauses))).scalars())


def _set(db: Connection, deliveries: Sequence[DeliveryId], **values: Any) -> None:
    if deliveries:
        db.execute(update(t.Delivery).where(t.Delivery.id.in_(deliveries)).values(**values))
