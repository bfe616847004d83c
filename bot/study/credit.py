"""What earns the day, and the streak that the days make."""

from datetime import date, timedelta

from bot.domain.conversation import LearnerId
from bot.domain.day_end import closing
from bot.domain.delivery import Delivery, EventKind
from bot.domain.learner import Learner
from bot.domain.streak import Streak, day_ends_at, local_day, streak_on
from bot.store import days, people
from bot.store.engine import Connection
from bot.study.visit import Visit


def earn(visit: Visit, delivery: Delivery, kind: EventKind) -> Streak | None:
    """Writes an event down and credits its day. Gives the streak when it was the day's first, else None.

    The day is the one on which the learner acted, and never before a day that is credited already: a change of
    zone cannot open an old day again.
    """
    last = days.last_event_day(visit.db, visit.learner.id)
    day = max(visit.today, last) if last else visit.today
    if not days.record_event(visit.db, visit.learner, delivery, kind, at=visit.incoming.at, day=day):
        return None
    ends_at = day_ends_at(day, visit.learner.zone, visit.learner.rollover)
    if not days.credit(visit.db, visit.learner.id, day, ends_at):
        return None
    return streak_of(visit.db, visit.learner, today=day)


def streak_of(db: Connection, learner: Learner, *, today: date) -> Streak:
    """The learner's streak, worked out from their days."""
    return streak_on(today, days.days_of(db, learner.id))


def close_day(db: Connection, learner_id: LearnerId, now: date) -> None:
    """Settles every day before `now` (the learner's local day) that is still open."""
    learner = people.learner_by_id(db, learner_id)
    known = days.days_of(db, learner.id)
    states = closing(known, closed_through=learner.closed_through, today=now)
    still_open = day_ends_at(now, learner.zone, learner.rollover) if now in known else None
    days.close_through(db, learner.id, states, through=now - timedelta(days=1), next_end=still_open)


def today_of(visit: Visit) -> date:
    """The learner's local day now, after closing what is over: what is shown is never stale."""
    today = local_day(visit.now, visit.learner.zone, visit.learner.rollover)
    if visit.learner.closed_through is None or visit.learner.closed_through < today - timedelta(days=1):
        close_day(visit.db, visit.learner.id, today)
    return today
