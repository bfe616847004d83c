"""When the bot was down, and when it could not write to a chat."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from bot.domain.excuses import Span
from bot.domain.learner import ChatId
from bot.store import tables as t
from bot.store.upsert import insert_new

SILENCE = timedelta(minutes=5)
"""How long nothing may be heard of the bot until it counts as down."""
KEPT = timedelta(days=60)


def beat(db: Connection, now: datetime) -> timedelta | None:
    """Notes that the bot is at work; how long it was down when it was, and that is written down."""
    last = db.execute(select(t.Heartbeat.at).where(t.Heartbeat.id == 1)).scalar()
    if last is None:
        db.execute(insert(t.Heartbeat).values(id=1, at=now))
        return None
    db.execute(update(t.Heartbeat).where(t.Heartbeat.id == 1).values(at=max(now, last)))
    if now - last < SILENCE:
        return None
    insert_new(db, t.Outage, since=last, until=now)
    db.execute(delete(t.Outage).where(t.Outage.until < now - KEPT))
    return now - last


def outages_within(db: Connection, span: Span) -> Sequence[Span]:
    """When the bot was down between two instants."""
    query = select(t.Outage.since, t.Outage.until).where(t.Outage.until > span[0], t.Outage.since < span[1])
    return [(since, until) for since, until in db.execute(query)]


def left(db: Connection, chats: Sequence[ChatId], now: datetime) -> None:
    """From now on the bot cannot write to these chats."""
    for chat in chats:
        db.execute(insert(t.Absence).values(chat_id=chat, since=now))


def returned(db: Connection, chats: Sequence[ChatId], now: datetime) -> None:
    """The bot can write to these chats again."""
    where = (t.Absence.chat_id.in_(chats), t.Absence.until.is_(None))
    db.execute(update(t.Absence).where(*where).values(until=now))


def away_all_of(db: Connection, chat: ChatId, span: Span) -> bool:
    """Whether the bot could not write to the chat from the first instant to the second."""
    whole = (t.Absence.since <= span[0], or_(t.Absence.until.is_(None), t.Absence.until >= span[1]))
    return db.execute(select(t.Absence.id).where(t.Absence.chat_id == chat, *whole).limit(1)).first() is not None
