"""One learner with two accounts becomes two again, each with what came about in the chats of their account."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, delete, func, insert, literal, select, update

from bot.domain.conversation import LearnerId, Platform
from bot.domain.learner import Learner
from bot.domain.memory import Grade
from bot.domain.progress import Counts
from bot.domain.streak import DayState
from bot.store import answers, counts, days, goals, people, replaying
from bot.store import tables as t
from bot.store.bank_sync import parts
from bot.store.belongings import OWNER
from bot.store.columns import Base
from bot.store.joining import Part, tables_with

_KEPT_BY_BOTH = (DayState.EXCUSED, DayState.REPAIRED)


def part(db: Connection, here: Learner, there: Platform) -> Learner:
    """The account on `there` becomes a learner of its own, which is given.

    Memory, counts and credited days of both follow from what each has done. Both have to have their days closed and
    tallied anew afterwards.
    """
    parted = _another(db, here, there)
    for table in tables_with(part=Part.BOTH):
        _copy(db, table, here.id, parted.id)
    _part_days(db, here.id, parted.id, there)
    for table in tables_with(part=Part.BY_PLACE):
        theirs = table.c[OWNER] == here.id
        db.execute(update(table).where(theirs, _came_about(table, there)).values({OWNER: parted.id}))
    _part_counts(db, here.id, parted.id)
    _part_cards(db, here.id, parted.id)
    for one in (here.id, parted.id):
        days.reopen_behind(db, one, date.min)
    return people.learner_by_id(db, parted.id)


def _another(db: Connection, here: Learner, there: Platform) -> Learner:
    """A learner like this one, called as the account on `there` is."""
    name = select(t.Account.name).where(t.Account.learner_id == here.id, t.Account.platform == there)
    called = db.execute(name).scalar() or here.name
    table = t.Learner.__table__
    columns = [column for column in table.c if column.name not in {"id", "name"}]
    row = db.execute(select(*columns).where(t.Learner.id == here.id)).mappings().one()
    made = insert(t.Learner).values(name=called, **row).returning(t.Learner.id)
    return people.learner_by_id(db, LearnerId(db.execute(made).scalar_one()))


def _copy(db: Connection, table: Table, one: LearnerId, other: LearnerId) -> None:
    columns = [column for column in table.c if column.name != OWNER and not _is_number(column)]
    source = select(literal(other, Integer), *columns).where(table.c[OWNER] == one)
    db.execute(insert(table).from_select([OWNER, *(column.name for column in columns)], source))


def _is_number(column: Column[Any]) -> bool:
    return column.primary_key and column.name == "id"


def _came_about(table: Table, there: Platform) -> Any:
    """The condition that a row belongs to this platform: it says so, or its chat or its delivery does."""
    if "platform" in table.c:
        return table.c.platform == there
    chats = select(t.Chat.id).where(t.Chat.platform == there)
    if "chat_id" in table.c:
        return table.c.chat_id.in_(chats)
    return table.c.delivery_id.in_(select(t.Delivery.id).where(t.Delivery.chat_id.in_(chats)))


def _part_days(db: Connection, here: LearnerId, parted: LearnerId, there: Platform) -> None:
    """Before the events part: a credit goes to whoever did enough for it that day, and to both if both did.

    What nobody's events tell any more, since a deck was removed or each did a part of the goal, stays here.
    """
    columns = (t.Day.day, t.Day.state, t.Day.reason, t.Day.at, t.Day.zone)
    rows = db.execute(select(*columns).where(t.Day.learner_id == here)).mappings().all()
    done, done_there = _done(db, here, None), _done(db, here, there)
    for row in rows:
        day, goal = row["day"], goals.goal_on(db, here, row["day"])
        theirs = row["state"] is DayState.CREDITED and done_there.get(day, 0) >= goal
        if theirs or row["state"] in _KEPT_BY_BOTH:
            db.execute(insert(t.Day).values(learner_id=parted, **row))
        if theirs and done[day] - done_there[day] < goal:
            db.execute(delete(t.Day).where(t.Day.learner_id == here, t.Day.day == day))
    db.execute(delete(t.Tally).where(t.Tally.learner_id == here))


def _done(db: Connection, learner: LearnerId, there: Platform | None) -> Mapping[date, int]:
    """How many questions were finished on each day, on one platform or on all."""
    count = func.count(t.Event.delivery_id.distinct())
    query = select(t.Event.local_day, count).where(t.Event.learner_id == learner).group_by(t.Event.local_day)
    if there is not None:
        query = query.where(_came_about(Base.metadata.tables["events"], there))
    return {row[0]: row[1] for row in db.execute(query)}


def _part_counts(db: Connection, here: LearnerId, parted: LearnerId) -> None:
    for day, done in _counted(db, parted).items():
        counts.take_back(db, here, day, done)
        counts.add(db, parted, day, done)


def _counted(db: Connection, learner: LearnerId) -> Mapping[date, Counts]:
    """What events and reviews add up to: each question once, on the day of its first event, and each grade."""
    found: dict[date, Counts] = defaultdict(Counts)
    first = select(t.Event.delivery_id, func.min(t.Event.id).label("id")).where(t.Event.learner_id == learner)
    firsts = first.group_by(t.Event.delivery_id).subquery()
    for day in db.execute(select(t.Event.local_day).join(firsts, firsts.c.id == t.Event.id)).scalars():
        found[day] += Counts(answered=1)
    columns = (t.Review.local_day, t.Review.grade, t.Review.before, t.Review.at)
    for row in db.execute(select(*columns).where(t.Review.learner_id == learner)):
        found[row.local_day] += answers.told(Grade(row.grade), row.before, row.at)
    return found


def _part_cards(db: Connection, here: LearnerId, parted: LearnerId) -> None:
    """A memory goes where its reviews are; one that both have reviewed is worked out for each from their own."""
    reviewed = [_reviewed(db, one) for one in (here, parted)]
    both, only_theirs = reviewed[0] & reviewed[1], reviewed[1] - reviewed[0]
    for some in parts(sorted(only_theirs)):
        where = (t.Card.learner_id == here, t.Card.question_id.in_(some))
        db.execute(update(t.Card).where(*where).values(learner_id=parted))
    for question in sorted(both):
        for one in (here, parted):
            replaying.replay(db, one, question)
    db.execute(delete(t.Agenda).where(t.Agenda.learner_id == here))


def _reviewed(db: Connection, learner: LearnerId) -> set[int]:
    return set(db.execute(select(t.Review.question_id).where(t.Review.learner_id == learner).distinct()).scalars())
