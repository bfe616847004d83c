"""What the boards of a chat are made of."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from bot.domain.conversation import LearnerId
from bot.domain.delivery import EventKind
from bot.domain.learner import ChatId, Learner
from bot.domain.streak import NO_DAYS, DayState, Tally
from bot.store import tables as t
from bot.store.people import LEARNER, NAME_HERE, learner_from

ANSWERED = (EventKind.ANSWER, EventKind.CHOICE)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a chat with the days that decide their streak: those tallied, and those since."""

    learner: Learner
    hidden: bool
    kept: Tally
    days: Mapping[date, DayState]


def members(db: Connection, chat: ChatId) -> list[Member]:
    """Who takes part in a chat."""
    since = _days_since(db, chat)
    kept = (t.Tally.run, t.Tally.longest, t.Tally.credited, t.Tally.freezes, t.Tally.last, t.Tally.unbroken)
    query = select(*LEARNER, t.Learner.hidden, NAME_HERE.label("here"), *kept)
    query = query.join(t.Member, t.Member.learner_id == t.Learner.id).join(t.Chat, t.Chat.id == t.Member.chat_id)
    query = query.outerjoin(t.Tally, t.Tally.learner_id == t.Learner.id).where(t.Member.chat_id == chat)
    return [
        Member(
            _called(row),
            row.hidden,
            _tally(row),
            since.get(LearnerId(row.id), {}),
        )
        for row in db.execute(query.order_by(t.Learner.id))
    ]


def _called(row: Row[*tuple[Any, ...]]) -> Learner:
    """The learner by the name of the chat's own platform: nobody learns here what somebody is called elsewhere."""
    return replace(learner_from(row), name=row.here or row.name)


def _tally(row: Row[*tuple[Any, ...]]) -> Tally:
    if row.last is None:
        return NO_DAYS
    return Tally(row.run, row.longest, row.credited, row.freezes, row.last, row.unbroken)


def _days_since(db: Connection, chat: ChatId) -> Mapping[LearnerId, dict[date, DayState]]:
    """The days of each member that are not tallied yet."""
    found: dict[LearnerId, dict[date, DayState]] = defaultdict(dict)
    # Not “last is null or before the day”: with an OR, all days of everybody would be read.
    behind = t.Day.day > func.coalesce(t.Tally.last, date.min)
    query = select(t.Day.learner_id, t.Day.day, t.Day.state).select_from(t.Member)
    query = query.outerjoin(t.Tally, t.Tally.learner_id == t.Member.learner_id)
    query = query.join(t.Day, and_(t.Day.learner_id == t.Member.learner_id, behind))
    for learner, day, state in db.execute(query.where(t.Member.chat_id == chat)):
        found[LearnerId(learner)][day] = state
    return found


def open_too_long(db: Connection, chat: ChatId, now: datetime) -> list[LearnerId]:
    """Members whose day is over and not closed yet."""
    query = select(t.Learner.id).join(t.Member, t.Member.learner_id == t.Learner.id)
    rows = db.execute(query.where(t.Member.chat_id == chat, t.Learner.day_ends_at <= now))
    return [LearnerId(number) for number in rows.scalars()]


def credited_since(db: Connection, chat: ChatId, since: date) -> Mapping[LearnerId, int]:
    """How many days of each member are credited from `since` on; members without any are left out."""
    query = select(t.Day.learner_id, func.count()).join(t.Member, t.Member.learner_id == t.Day.learner_id)
    query = query.where(t.Member.chat_id == chat, t.Day.day >= since, t.Day.state == DayState.CREDITED)
    return {LearnerId(row[0]): row[1] for row in db.execute(query.group_by(t.Day.learner_id))}


def answered_since(db: Connection, chat: ChatId, since: date) -> Mapping[LearnerId, int]:
    """How many questions each member answered from `since` on, wherever; members without any are left out."""
    count = func.count(t.Event.delivery_id.distinct())
    query = select(t.Event.learner_id, count).join(t.Member, t.Member.learner_id == t.Event.learner_id)
    query = query.where(t.Member.chat_id == chat, t.Event.local_day >= since, t.Event.kind.in_(ANSWERED))
    return {LearnerId(row[0]): row[1] for row in db.execute(query.group_by(t.Event.learner_id))}
