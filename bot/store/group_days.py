"""The days of groups: who was credited on one, and what became of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select, update

from bot.domain.conversation import LearnerId, Platform
from bot.domain.learner import ChatId
from bot.domain.quorum import Bounds, Turnout
from bot.domain.streak import DayState
from bot.store import tables as t
from bot.store.upsert import insert_new

_ABOUT_A_DAY = timedelta(days=2)
"""How far a learner's date may be from that of a group, whose zone and rollover are others."""


@dataclass(frozen=True, slots=True)
class GroupDay:
    """What became of one group day, with who came."""

    day: date
    state: DayState
    turnout: Turnout


@dataclass(frozen=True, slots=True)
class FinalDue:
    """A group that waits for the final board of a day."""

    chat: ChatId
    day: date


def latest_credits(db: Connection, chat: ChatId, day: Bounds) -> Mapping[LearnerId, datetime]:
    """The last credit of each member within the days that make active; who joined later is left out."""
    first = (day.active_from - _ABOUT_A_DAY).date()
    query = select(t.Day.learner_id, func.max(t.Day.at)).join(t.Member, t.Member.learner_id == t.Day.learner_id)
    query = query.where(t.Member.chat_id == chat, t.Member.since < day.ends, t.Day.day >= first)
    query = query.where(t.Day.state == DayState.CREDITED, t.Day.at >= day.active_from, t.Day.at < day.ends)
    return {LearnerId(row[0]): row[1] for row in db.execute(query.group_by(t.Day.learner_id)) if row[1]}


def paused(db: Connection, chat: ChatId, day: date) -> Collection[LearnerId]:
    """The members who took this date off."""
    query = select(t.Pause.learner_id).join(t.Member, t.Member.learner_id == t.Pause.learner_id)
    query = query.where(t.Member.chat_id == chat, t.Pause.first <= day, t.Pause.last >= day)
    return frozenset(LearnerId(number) for number in db.execute(query).scalars())


def days_of(db: Connection, chat: ChatId) -> Mapping[date, DayState]:
    """What became of the group's days that are over."""
    rows = db.execute(select(t.GroupDay.day, t.GroupDay.state).where(t.GroupDay.chat_id == chat))
    return {row.day: row.state for row in rows}


def write(db: Connection, chat: ChatId, days: Collection[GroupDay]) -> None:
    """Writes what became of days; one that has a row keeps it, so closing twice is closing once."""
    for one in days:
        who = {"credited": one.turnout.credited, "active": one.turnout.active}
        insert_new(db, t.GroupDay, chat_id=chat, day=one.day, state=one.state, **who)


def met_after_all(db: Connection, chat: ChatId, day: date, turnout: Turnout) -> None:
    """A day that was closed has more credits than were known then, and is met by them."""
    write(db, chat, [GroupDay(day, DayState.CREDITED, turnout)])
    values = {"state": DayState.CREDITED, "credited": turnout.credited, "active": turnout.active}
    db.execute(update(t.GroupDay).where(t.GroupDay.chat_id == chat, t.GroupDay.day == day).values(**values))


def open_until(db: Connection, chat: ChatId, ends_at: datetime) -> None:
    """Somebody was credited: the group's day is closed at this instant, unless one is open already."""
    here = (t.Chat.id == chat, t.Chat.day_ends_at.is_(None))
    db.execute(update(t.Chat).where(*here).values(day_ends_at=ends_at))


def ended(db: Connection, now: datetime, limit: int) -> list[ChatId]:
    """Groups whose open day is over and not closed yet."""
    query = select(t.Chat.id).where(t.Chat.day_ends_at <= now).order_by(t.Chat.day_ends_at).limit(limit)
    return [ChatId(number) for number in db.execute(query).scalars()]


def close_through(db: Connection, chat: ChatId, through: date, next_end: datetime | None) -> None:
    """All days up to this one are settled; `next_end` is when there is another one to close."""
    db.execute(update(t.Chat).where(t.Chat.id == chat).values(closed_through=through, day_ends_at=next_end))


def plan_final(db: Connection, chat: ChatId, day: date | None) -> None:
    """The final board of this day is to be posted; None: it was taken, so that none is posted twice."""
    db.execute(update(t.Chat).where(t.Chat.id == chat).values(final_due=day))


def finals_due(db: Connection, platforms: Collection[Platform], limit: int) -> list[FinalDue]:
    """The groups that wait for the final board of a day."""
    query = select(t.Chat.id, t.Chat.final_due).where(t.Chat.final_due.is_not(None), t.Chat.platform.in_(platforms))
    return [FinalDue(ChatId(chat), day) for chat, day in db.execute(query.limit(limit)) if day]
