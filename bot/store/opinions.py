"""Answers that wait for a second opinion. What is said of them is shown, and not kept."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from bot.domain.conversation import DeliveryId, LearnerId, Platform
from bot.domain.learner import ChatId
from bot.domain.opinions import OpinionState
from bot.store import tables as t
from bot.store.upsert import insert_new


class Waiting(NamedTuple):
    """An answer that waits."""

    delivery: DeliveryId
    learner: LearnerId


def wish(db: Connection, delivery: DeliveryId, learner: LearnerId, chat: ChatId, day: date, now: datetime) -> bool:
    """Asks for an opinion, to be told in a chat; False when that was done before."""
    row = {"delivery_id": delivery, "learner_id": learner, "chat_id": chat, "local_day": day}
    return insert_new(db, t.Opinion, **row, state=OpinionState.WAITING, at=now)


def waiting(db: Connection, platforms: Collection[Platform], since: datetime, limit: int) -> list[Waiting]:
    """What has waited on these platforms since then, the longest first."""
    query = select(t.Opinion.delivery_id, t.Opinion.learner_id).join(t.Chat, t.Chat.id == t.Opinion.chat_id)
    query = query.where(t.Opinion.state == OpinionState.WAITING, t.Opinion.at >= since, t.Chat.platform.in_(platforms))
    rows = db.execute(query.order_by(t.Opinion.at).limit(limit))
    return [Waiting(DeliveryId(row.delivery_id), LearnerId(row.learner_id)) for row in rows]


def settle(db: Connection, delivery: DeliveryId, learner: LearnerId, state: OpinionState) -> ChatId | None:
    """Says what became of it, and gives the chat that it is told in; None when it is gone."""
    where = (t.Opinion.delivery_id == delivery, t.Opinion.learner_id == learner)
    row = db.execute(update(t.Opinion).where(*where).values(state=state).returning(t.Opinion.chat_id)).first()
    return None if row is None else ChatId(row.chat_id)
