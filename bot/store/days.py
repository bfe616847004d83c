"""Events that earn credit, and the days that they make."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, func, select, update

from bot.domain.conversation import LearnerId
from bot.domain.day_end import Closed
from bot.domain.delivery import Delivery, EventKind
from bot.domain.learner import Learner
from bot.domain.streak import DayState
from bot.store import tables as t
from bot.store.upsert import insert_new


def record_event(
    db: Connection, learner: Learner, delivery: Delivery, kind: EventKind, *, at: datetime, day: date
) -> bool:
    """Writes an event down, once for each delivery and kind; False when it was there."""
    what = {"learner_id": learner.id, "question_id": delivery.question, "delivery_id": delivery.root, "kind": kind}
    return insert_new(db, t.Event, **what, at=at, zone=learner.zone, rollover=learner.rollover, local_day=day)


def last_event_day(db: Connection, learner: LearnerId) -> date | None:
    """The local day of the learner's latest event."""
    return db.execute(select(func.max(t.Event.local_day)).where(t.Event.learner_id == learner)).scalar()


def credit(db: Connection, learner: LearnerId, day: date, ends_at: datetime) -> bool:
    """Credits a day; False when it is credited already. `ends_at` is when the day will be closed.

    A day that was closed is credited all the same: what counts is when the learner acted, and a platform may hand
    that over only after the day, when the program was down. A freeze that the day had cost is held again.
    """
    new = insert_new(db, t.Day, learner_id=learner, day=day, state=DayState.CREDITED) or _credit_closed(
        db, learner, day
    )
    if new:
        db.execute(update(t.Learner).where(t.Learner.id == learner).values(day_ends_at=ends_at))
    return new


def _credit_closed(db: Connection, learner: LearnerId, day: date) -> bool:
    where = (t.Day.learner_id == learner, t.Day.day == day, t.Day.state != DayState.CREDITED)
    return db.execute(update(t.Day).where(*where).values(state=DayState.CREDITED, reason=None)).rowcount > 0


def days_of(db: Connection, learner: LearnerId) -> Mapping[date, DayState]:
    """The states of a learner's days that are known."""
    return days_of_all(db, [learner])[learner]


def days_of_all(db: Connection, learners: Collection[LearnerId]) -> Mapping[LearnerId, Mapping[date, DayState]]:
    """The same for several learners at once."""
    found: dict[LearnerId, dict[date, DayState]] = defaultdict(dict)
    query = select(t.Day.learner_id, t.Day.day, t.Day.state).where(t.Day.learner_id.in_(learners))
    for learner, day, state in db.execute(query):
        found[LearnerId(learner)][day] = state
    return found


def ended(db: Connection, now: datetime, limit: int) -> list[LearnerId]:
    """Learners whose open day is over and not closed yet."""
    query = select(t.Learner.id).where(t.Learner.day_ends_at <= now).order_by(t.Learner.day_ends_at).limit(limit)
    return [LearnerId(number) for number in db.execute(query).scalars()]


def close_through(
    db: Connection,
    learner: LearnerId,
    closed: Collection[Closed],
    *,
    through: date,
    next_end: datetime | None,
) -> None:
    """Writes the states of days that are over; a day that has a row keeps it, so closing twice is closing once."""
    for one in closed:
        insert_new(db, t.Day, learner_id=learner, day=one.day, state=one.state, reason=one.reason)
    values = {"closed_through": through, "day_ends_at": next_end}
    db.execute(update(t.Learner).where(t.Learner.id == learner).values(**values))


def credited_since(db: Connection, learners: Collection[LearnerId], since: date) -> Mapping[LearnerId, int]:
    """How many days of each learner are credited from `since` on."""
    query = select(t.Day.learner_id, func.count()).where(t.Day.learner_id.in_(learners), t.Day.day >= since)
    rows = db.execute(query.where(t.Day.state == DayState.CREDITED).group_by(t.Day.learner_id))
    return {LearnerId(learner): count for learner, count in rows}
