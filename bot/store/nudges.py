"""Reminders that learners wish for, and what became of them day by day: one a day at most, and the key says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.domain.conversation import LearnerId, Platform
from bot.domain.delivery import DeliveryState
from bot.domain.learner import ChatId
from bot.store import tables as t
from bot.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Wish:
    """At which hour a learner wants to be reminded, in which of their private chats, and when that is next."""

    learner: LearnerId
    chat: ChatId
    at: time
    next_due_at: datetime


@dataclass(frozen=True, slots=True)
class Nudge:
    """The reminder of one local day of a learner."""

    learner: LearnerId
    day: date
    chat: ChatId
    due_at: datetime


def set_wish(db: Connection, wish: Wish) -> None:
    """From now on this one alone."""
    drop_wish(db, wish.learner)
    row = {"learner_id": wish.learner, "chat_id": wish.chat, "at": wish.at, "next_due_at": wish.next_due_at}
    db.execute(insert(t.Reminder).values(**row))


def drop_wish(db: Connection, learner: LearnerId) -> None:
    """No more reminders, not even the one of today."""
    db.execute(delete(t.Reminder).where(t.Reminder.learner_id == learner))
    waits = (t.Nudge.learner_id == learner, t.Nudge.state == DeliveryState.RESERVED)
    db.execute(update(t.Nudge).where(*waits).values(state=DeliveryState.SKIPPED))


def wish_of(db: Connection, learner: LearnerId) -> Wish | None:
    """What the learner wishes for."""
    columns = (t.Reminder.learner_id, t.Reminder.chat_id, t.Reminder.at, t.Reminder.next_due_at)
    row = db.execute(select(*columns).where(t.Reminder.learner_id == learner)).first()
    return row and Wish(LearnerId(row.learner_id), ChatId(row.chat_id), row.at, row.next_due_at)


def wishes_due(db: Connection, platforms: Collection[Platform], *, now: datetime, limit: int) -> Sequence[Wish]:
    """The wishes whose hour has come, the longest waiting first."""
    columns = (t.Reminder.learner_id, t.Reminder.chat_id, t.Reminder.at, t.Reminder.next_due_at)
    query = select(*columns).join(t.Chat).where(t.Reminder.next_due_at <= now, t.Chat.platform.in_(platforms))
    rows = db.execute(query.order_by(t.Reminder.next_due_at).limit(limit))
    return [Wish(LearnerId(row.learner_id), ChatId(row.chat_id), row.at, row.next_due_at) for row in rows]


def advance(db: Connection, learner: LearnerId, at: datetime) -> None:
    """The learner's next reminder is due then."""
    db.execute(update(t.Reminder).where(t.Reminder.learner_id == learner).values(next_due_at=at))


def reserve(db: Connection, nudge: Nudge) -> bool:
    """Reserves the reminder of a day; False when that day had one."""
    row = {"learner_id": nudge.learner, "day": nudge.day, "chat_id": nudge.chat, "due_at": nudge.due_at}
    return insert_new(db, t.Nudge, **row, state=DeliveryState.RESERVED)


def waiting(db: Connection, platforms: Collection[Platform], *, now: datetime, limit: int) -> Sequence[Nudge]:
    """Reserved reminders whose time has come, the oldest first."""
    columns = (t.Nudge.learner_id, t.Nudge.day, t.Nudge.chat_id, t.Nudge.due_at)
    query = select(*columns).join(t.Chat).where(t.Nudge.state == DeliveryState.RESERVED, t.Nudge.due_at <= now)
    rows = db.execute(query.where(t.Chat.platform.in_(platforms)).order_by(t.Nudge.due_at).limit(limit))
    return [Nudge(LearnerId(row.learner_id), row.day, ChatId(row.chat_id), row.due_at) for row in rows]


def postpone(db: Connection, nudge: Nudge, until: datetime) -> None:
    """It waits until then."""
    db.execute(update(t.Nudge).where(*_this(nudge)).values(due_at=until))


def close(db: Connection, nudge: Nudge, state: DeliveryState) -> None:
    """It was sent, is not wanted, or failed."""
    db.execute(update(t.Nudge).where(*_this(nudge)).values(state=state))


def _this(nudge: Nudge) -> tuple[Any, ...]:  # SQLAlchemy's conditions have no common public type
    return (t.Nudge.learner_id == nudge.learner, t.Nudge.day == nudge.day)
