"""Events that earn credit, the days that they make, and what the days come to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Executable, delete, func, insert, select, update

from bot.domain.conversation import DeliveryId, LearnerId
from bot.domain.day_end import Closed
from bot.domain.delivery import Delivery, EventKind
from bot.domain.excuses import Excuse
from bot.domain.learner import Learner
from bot.domain.progress import Counts
from bot.domain.streak import NO_DAYS, DayState, Tally
from bot.store import counts
from bot.store import tables as t
from bot.store.prepared import Bound, prepared
from bot.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Credit:
    """A credited day: when the learner earned it, and in which zone."""

    day: date
    at: datetime
    zone: str


# --- events ----------------------------------------------------------------------------------------


def record_event(
    db: Connection, learner: Learner, delivery: Delivery, kind: EventKind, *, at: datetime, day: date, zone: str
) -> bool:
    """Writes an event down, once for each delivery and kind; False when it was there. The first one is counted."""
    what = {"learner_id": learner.id, "question_id": delivery.question, "delivery_id": delivery.root, "kind": kind}
    if not insert_new(db, t.Event, **what, at=at, zone=zone, rollover=learner.rollover, local_day=day):
        return False
    if learner.last_day is None or learner.last_day < day:
        db.execute(update(t.Learner).where(t.Learner.id == learner.id).values(last_day=day))
    if db.execute(*_events_of(delivery.root, learner.id)).scalar_one() == 1:
        counts.add(db, learner.id, day, Counts(answered=1))
    return True


@prepared
def _events_of(delivery: Bound, learner: Bound) -> Executable:
    here = (t.Event.delivery_id == delivery, t.Event.learner_id == learner)
    return select(func.count()).select_from(t.Event).where(*here)


def event_day(db: Connection, learner: LearnerId, delivery: DeliveryId, kind: EventKind) -> date | None:
    """The local day of an event; None when it has not happened."""
    where = (t.Event.delivery_id == delivery, t.Event.learner_id == learner, t.Event.kind == kind)
    return db.execute(select(t.Event.local_day).where(*where)).scalar()


def done_on(db: Connection, learner: LearnerId, days: Collection[date]) -> Mapping[date, int]:
    """How many questions the learner finished on each of these days; a day without any is left out."""
    return {row[0]: row[1] for row in db.execute(*_done_on(learner, list(days)))}


@prepared
def _done_on(learner: Bound, days: Bound) -> Executable:
    count = func.count(t.Event.delivery_id.distinct())
    query = select(t.Event.local_day, count).where(t.Event.learner_id == learner, t.Event.local_day.in_(days))
    return query.group_by(t.Event.local_day)


# --- days ------------------------------------------------------------------------------------------


def credit(db: Connection, learner: LearnerId, earned: Credit, ends_at: datetime) -> bool:
    """Credits a day; False when it is credited already. `ends_at` is when the day will be closed.

    A day that was closed is credited all the same: what counts is when the learner acted, and a platform may hand
    that over only after the day, when the program was down. A freeze that the day had cost is held again.
    """
    values = {"state": DayState.CREDITED, "at": earned.at, "zone": earned.zone}
    new = insert_new(db, t.Day, learner_id=learner, day=earned.day, **values)
    new = new or _change(db, learner, earned.day, reason=None, **values)
    if new:
        db.execute(update(t.Learner).where(t.Learner.id == learner).values(day_ends_at=ends_at))
    return new


def reopen_behind(db: Connection, learner: LearnerId, day: date) -> None:
    """The days behind this one are to be closed again, since something before them has changed.

    Credits, repairs and excuses stay: what they came from may not be known any more.
    """
    again = (DayState.FROZEN, DayState.MISSED, DayState.PAUSED)
    db.execute(delete(t.Day).where(t.Day.learner_id == learner, t.Day.day > day, t.Day.state.in_(again)))
    _forget_tally(db, learner, day)
    closed = (t.Learner.id == learner, t.Learner.closed_through > day)
    db.execute(update(t.Learner).where(*closed).values(closed_through=day))


def repair(db: Connection, learner: LearnerId, day: date) -> bool:
    """Turns a missed day into a repaired one; False when it is not a missed one."""
    where = (t.Day.learner_id == learner, t.Day.day == day, t.Day.state == DayState.MISSED)
    done = db.execute(update(t.Day).where(*where).values(state=DayState.REPAIRED)).rowcount > 0
    _forget_tally(db, learner, day)
    return done


def excuse(db: Connection, learner: LearnerId, day: date, reason: Excuse) -> None:
    """Excuses a day, unless it is credited."""
    values = {"state": DayState.EXCUSED, "reason": reason}
    if not insert_new(db, t.Day, learner_id=learner, day=day, **values):
        _change(db, learner, day, **values)


def _change(db: Connection, learner: LearnerId, day: date, **values: object) -> bool:
    _forget_tally(db, learner, day)
    where = (t.Day.learner_id == learner, t.Day.day == day, t.Day.state != DayState.CREDITED)
    return db.execute(update(t.Day).where(*where).values(**values)).rowcount > 0


def last_credit(db: Connection, learner: LearnerId) -> Credit | None:
    """The learner's latest credited day whose instant is known."""
    row = db.execute(*_last_credit(learner)).first()
    return None if row is None else Credit(row.day, row.at, row.zone)


@prepared
def _last_credit(learner: Bound) -> Executable:
    query = select(t.Day.day, t.Day.at, t.Day.zone).where(t.Day.learner_id == learner, t.Day.at.is_not(None))
    return query.order_by(t.Day.day.desc()).limit(1)


def days_of(db: Connection, learner: LearnerId, since: date = date.min) -> Mapping[date, DayState]:
    """The states of a learner's days that are known, from `since` on."""
    return days_of_all(db, [learner], since)[learner]


def days_of_all(
    db: Connection, learners: Collection[LearnerId], since: date = date.min
) -> Mapping[LearnerId, Mapping[date, DayState]]:
    """The same for several learners at once."""
    found: dict[LearnerId, dict[date, DayState]] = defaultdict(dict)
    for learner, day, state in db.execute(*_days_of(list(learners), since)):
        found[LearnerId(learner)][day] = state
    return found


@prepared
def _days_of(learners: Bound, since: Bound) -> Executable:
    columns = (t.Day.learner_id, t.Day.day, t.Day.state)
    return select(*columns).where(t.Day.learner_id.in_(learners), t.Day.day >= since)


def first_day(db: Connection, learner: LearnerId) -> date | None:
    """The learner's first day that is known."""
    return db.execute(select(func.min(t.Day.day)).where(t.Day.learner_id == learner)).scalar()


def credits_of(db: Connection, learner: LearnerId, since: date) -> list[Credit]:
    """The credited days from `since` on whose instant is known, in order."""
    query = select(t.Day.day, t.Day.at, t.Day.zone).where(t.Day.learner_id == learner, t.Day.day >= since)
    rows = db.execute(query.where(t.Day.at.is_not(None)).order_by(t.Day.day))
    return [Credit(row.day, row.at, row.zone) for row in rows]


def excuses_of(db: Connection, learner: LearnerId, since: date) -> Mapping[date, Excuse]:
    """Why days were excused, from `since` on."""
    query = select(t.Day.day, t.Day.reason).where(t.Day.learner_id == learner, t.Day.day >= since)
    return {day: reason for day, reason in db.execute(query) if reason}


def reach(db: Connection, learner: LearnerId, days: int, today: date, *, waits: bool = False) -> bool:
    """Notes that a streak of so many days was reached; False when it was before. `waits`: it cannot be told yet."""
    return insert_new(db, t.Milestone, learner_id=learner, days=days, reached_on=today, waits=waits)


def take_milestone(db: Connection, learner: LearnerId) -> int | None:
    """The longest of the milestones that wait to be told, which wait no more; None without one."""
    waiting = (t.Milestone.learner_id == learner, t.Milestone.waits)
    longest = db.execute(select(func.max(t.Milestone.days)).where(*waiting)).scalar()
    if longest is not None:
        db.execute(update(t.Milestone).where(*waiting).values(waits=False))
    return longest


# --- closing ---------------------------------------------------------------------------------------


def ended(db: Connection, now: datetime, limit: int) -> list[LearnerId]:
    """Learners whose open day is over and not closed yet."""
    query = select(t.Learner.id).where(t.Learner.day_ends_at <= now).order_by(t.Learner.day_ends_at).limit(limit)
    return [LearnerId(number) for number in db.execute(query).scalars()]


def close_through(
    db: Connection, learner: LearnerId, closed: Collection[Closed], *, through: date, next_end: datetime | None
) -> None:
    """Writes the states of days that are over. `next_end` is when there is another day to close."""
    write(db, learner, closed)
    db.execute(*_closed(learner, through, next_end))


@prepared
def _closed(learner: Bound, through: Bound, next_end: Bound) -> Executable:
    return update(t.Learner).where(t.Learner.id == learner).values(closed_through=through, day_ends_at=next_end)


def write(db: Connection, learner: LearnerId, closed: Collection[Closed]) -> None:
    """Writes what became of days; one that has a row keeps it, so closing twice is closing once."""
    for one in closed:
        insert_new(db, t.Day, learner_id=learner, day=one.day, state=one.state, reason=one.reason)


# --- tallies ---------------------------------------------------------------------------------------


def tally_of(db: Connection, learner: LearnerId) -> Tally:
    """What the days up to the tally's last come to; NO_DAYS when they have to be tallied anew."""
    return tallies_of(db, [learner]).get(learner, NO_DAYS)


def tallies_of(db: Connection, learners: Collection[LearnerId]) -> Mapping[LearnerId, Tally]:
    """The same for several learners at once; those to be tallied anew are left out."""
    return {LearnerId(row[0]): Tally(*row[1:]) for row in db.execute(*_tallies_of(list(learners)))}


@prepared
def _tallies_of(learners: Bound) -> Executable:
    columns = (t.Tally.run, t.Tally.longest, t.Tally.credited, t.Tally.freezes, t.Tally.last, t.Tally.unbroken)
    return select(t.Tally.learner_id, *columns).where(t.Tally.learner_id.in_(learners))


def keep_tally(db: Connection, learner: LearnerId, tally: Tally) -> None:
    """Keeps what the learner's closed days come to."""
    db.execute(*_no_tally(learner))
    if tally.last is not None:
        db.execute(insert(t.Tally).values(learner_id=learner, **asdict(tally)))


@prepared
def _no_tally(learner: Bound) -> Executable:
    return delete(t.Tally).where(t.Tally.learner_id == learner)


def _forget_tally(db: Connection, learner: LearnerId, day: date) -> None:
    """A day that was tallied changes: the days have to be tallied anew."""
    db.execute(*_forgotten(learner, day))


@prepared
def _forgotten(learner: Bound, day: Bound) -> Executable:
    return delete(t.Tally).where(t.Tally.learner_id == learner, t.Tally.last >= day)
