"""Questions that learners want once more: when each comes again."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from bot.domain.conversation import DeliveryId, Platform
from bot.store import tables as t
from bot.store.deliveries import served


class PutOff(NamedTuple):
    """A question, and when it was to come again."""

    delivery: DeliveryId
    at: datetime


def plan(db: Connection, delivery: DeliveryId, at: datetime | None) -> None:
    """The question comes again at this moment; None: it does not."""
    db.execute(update(t.Delivery).where(t.Delivery.id == delivery).values(again_at=at))


def planned(db: Connection, delivery: DeliveryId) -> datetime | None:
    """When the question comes again; None when it does not."""
    return db.execute(select(t.Delivery.again_at).where(t.Delivery.id == delivery)).scalar()


def due(db: Connection, platforms: Collection[Platform], *, now: datetime, limit: int) -> list[PutOff]:
    """What is to come again by now, the longest waiting first."""
    query = select(t.Delivery.id, t.Delivery.again_at).where(t.Delivery.again_at <= now, served(platforms))
    rows = db.execute(query.order_by(t.Delivery.again_at).limit(limit))
    return [PutOff(DeliveryId(row.id), row.again_at) for row in rows]


def sent(db: Connection, delivery: DeliveryId, now: datetime) -> None:
    """It has come again: from now on it is the chat's latest question."""
    db.execute(update(t.Delivery).where(t.Delivery.id == delivery).values(again_at=None, sent_at=now))
