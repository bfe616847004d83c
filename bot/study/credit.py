"""What earns the day, and the streak that the days make."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.conversation import LearnerId
from bot.domain.day_end import Spare, closing
from bot.domain.delivery import Delivery, EventKind
from bot.domain.excuses import Excuse
from bot.domain.learner import Learner
from bot.domain.repair import is_repaired
from bot.domain.streak import DayState, Streak, Tally, day_ends_at, streak_on, tally
from bot.domain.travel import Whereabouts, may_credit, skipped_by_flying
from bot.store import days, goals, moves, pauses
from bot.store.days import Credit
from bot.store.engine import Connection
from bot.study import group_streak, milestones
from bot.study.repair import make_good
from bot.study.sparing import spare_for
from bot.study.today import local_today
from bot.study.visit import Visit

_DAY = timedelta(days=1)


def earn(visit: Visit, delivery: Delivery, kind: EventKind) -> Streak | None:
    """Writes an event down and credits its day. Gives the streak when this made it longer, else None.

    The day is the one on which the learner acted, and never before a day that has an event already: a change of
    zone cannot open an old day again. Channels, bots and the anonymous admin, who may be anybody, earn nothing.
    """
    if not visit.incoming.sender.scores:
        return None
    day, at = visit.today, visit.incoming.at
    where = moves.where_is(visit.db, visit.learner, at)
    if not days.record_event(visit.db, visit.learner, delivery, kind, at=at, day=day, zone=where.zone):
        return None
    _settle(visit, day, where.zone)
    if pauses.end_pauses(visit.db, visit.learner.id, day):
        _judge_again(visit, day)
    done = days.done_on(visit.db, visit.learner.id, [day])[day]
    goal = goals.goal_on(visit.db, visit.learner.id, day)
    credited = done >= goal and _credit(visit, Credit(day, at, where.zone), where)
    repaired = is_repaired(done, goal) and make_good(visit.db, visit.learner, at)
    if not credited and not repaired:
        return None
    streak = replace(streak_of(visit.db, visit.learner, today=day), repaired=repaired)
    milestones.note(visit, streak)
    return streak


def _credit(visit: Visit, earned: Credit, where: Whereabouts) -> bool:
    """Credits the day, unless a move of the last hours would make two of one. A day lost in flight is excused."""
    last = days.last_credit(visit.db, visit.learner.id)
    if last and last.day == earned.day:
        return False
    if not may_credit(earned.at, last_credit=last.at if last else None, moved=where.since):
        return False
    if last and (skipped := skipped_by_flying((last.day, last.at, last.zone), earned.day, earned.at, earned.zone)):
        days.excuse(visit.db, visit.learner.id, skipped, Excuse.TRAVEL)
    ends_at = day_ends_at(earned.day, where.zone, visit.learner.rollover)
    if not days.credit(visit.db, visit.learner.id, earned, ends_at):
        return False
    _judge_again(visit, earned.day + _DAY)
    group_streak.credited(visit.db, visit.learner, earned.at)
    return True


def _judge_again(visit: Visit, first: date) -> None:
    """The closed days from this one on are to be closed again: what was sent before their end has come only now."""
    closed = visit.learner.closed_through
    if closed is not None and first - _DAY <= closed:
        days.reopen_behind(visit.db, visit.learner.id, first - _DAY)


def streak_of(db: Connection, learner: Learner, *, today: date) -> Streak:
    """The learner's streak, worked out from their days."""
    kept, known = _history(db, learner.id)
    return streak_on(today, known, kept)


def close_past_days(db: Connection, learner: Learner, now: datetime) -> date:
    """Settles every day before today (the learner's local day, which it gives) that is still open."""
    today, zone = local_today(db, learner, now)
    _open_again(db, learner, today)
    _close(db, learner, today, zone, now)
    return today


def _open_again(db: Connection, learner: Learner, today: date) -> None:
    """A flight west has made a day today's that was closed already: it is open again, and so pending."""
    if learner.closed_through is not None and learner.closed_through >= today:
        days.reopen_behind(db, learner.id, today - _DAY)


def _close(db: Connection, learner: Learner, today: date, zone: str, now: datetime) -> None:
    kept, known = _history(db, learner.id)
    spare = _spare(db, learner, today, zone, now)
    closed = closing(known, closed_through=learner.closed_through, today=today, spare=spare, before=kept)
    over = {day: state for day, state in known.items() if day < today} | {one.day: one.state for one in closed}
    found = tally(over, kept)
    # As long as there is a streak to lose, each day is closed at its end: a board reads the rows of everybody.
    at_stake = today in known or found.unbroken
    next_end = day_ends_at(today, zone, learner.rollover) if at_stake else None
    days.close_through(db, learner.id, closed, through=today - _DAY, next_end=next_end)
    days.keep_tally(db, learner.id, found)


def _spare(db: Connection, learner: Learner, today: date, zone: str, now: datetime) -> Spare:
    """What keeps days from being missed; a day that a flight left out is excused before the next answer, too."""
    last = days.last_credit(db, learner.id) if learner.moved_at else None
    skipped = skipped_by_flying((last.day, last.at, last.zone), today, now, zone) if last else None
    known = spare_for(db, learner, zone)
    return lambda day: Excuse.TRAVEL if day == skipped else known(day)


def _history(db: Connection, learner: LearnerId) -> tuple[Tally, Mapping[date, DayState]]:
    """The days that are tallied, and those since."""
    kept = days.tally_of(db, learner)
    return kept, days.days_of(db, learner, kept.last + _DAY if kept.last else date.min)


def today_of(visit: Visit) -> date:
    """The learner's local day now, after closing what is over: what is shown is never stale."""
    today, zone = local_today(visit.db, visit.learner, visit.now)
    _open_again(visit.db, visit.learner, today)
    _settle(visit, today, zone)
    return today


def _settle(visit: Visit, today: date, zone: str) -> None:
    if visit.learner.closed_through is None or visit.learner.closed_through < today - _DAY:
        _close(visit.db, visit.learner, today, zone, visit.now)
