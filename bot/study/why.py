"""Why a streak is what it is: `/streak why`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.actions import Why
from bot.domain.conversation import Body, Reply, Say
from bot.domain.day_end import closed_as
from bot.domain.excuses import Excuse
from bot.domain.streak import OPEN, DayState, day_ends_at
from bot.store import days, goals, moves, repairs
from bot.study.credit import streak_of, today_of
from bot.study.sparing import spare_for
from bot.study.today import local_today
from bot.study.visit import Visit
from bot.study.zone import clock
from bot.texts import messages as m
from bot.texts.messages import Message

SHOWN = 14
_DAY = timedelta(days=1)
_STATES = {
    DayState.FROZEN: m.WHY_FROZEN,
    DayState.REPAIRED: m.WHY_REPAIRED,
    DayState.PAUSED: m.WHY_PAUSED,
}
_EXCUSES = {
    Excuse.NOTHING_DUE: m.WHY_NOTHING_DUE,
    Excuse.DAY_OFF: m.WHY_DAY_OFF,
    Excuse.OUTAGE: m.WHY_OUTAGE,
    Excuse.REMOVED: m.WHY_REMOVED,
    Excuse.TRAVEL: m.WHY_TRAVEL,
    Excuse.NO_SUCH_DAY: m.WHY_NO_SUCH_DAY,
}


def why(visit: Visit) -> Reply:
    """The last fourteen days, when today ends, and how freezes are earned."""
    return Reply(says=(Say(_explained(visit)),))


def pressed(visit: Visit, press: Why) -> Reply:
    """The button below the streak."""
    return why(visit)


def _explained(visit: Visit) -> Body:
    today, say = today_of(visit), visit.say
    zone = moves.where_is(visit.db, visit.learner, visit.now).zone
    ends_at = day_ends_at(today, zone, visit.learner.rollover)
    held = streak_of(visit.db, visit.learner, today=today).freezes
    until = clock(zone, ends_at)
    lines = [line for day in _days_shown(visit, today) for line in _line(visit, day, until)]
    closing = (*say(m.WHY_ZONE, zone=zone, hour=until), *say(m.WHY_FREEZES, n=held))
    return (*say(m.WHY_HEADING), *lines, *closing)


@dataclass(frozen=True, slots=True)
class _Explained:
    """One day with all that there is to say of it."""

    day: date
    state: DayState | None
    done: int
    goal: int
    first: datetime | None
    zone: str | None
    reason: Excuse | None
    is_today: bool


def _days_shown(visit: Visit, today: date) -> Iterator[_Explained]:
    """The days from the learner's first, newest first."""
    learner, since = visit.learner.id, today - (SHOWN - 1) * _DAY
    known, reasons = _became(visit, since, today)
    earned = {one.day: one for one in days.credits_of(visit.db, learner, since)}
    shown = [today - number * _DAY for number in range(SHOWN)]
    done = days.done_on(visit.db, learner, shown)
    began = days.first_day(visit.db, learner) or today
    for day in shown:
        if day < began and day != today:
            return
        credit, goal = earned.get(day), goals.goal_on(visit.db, learner, day)
        first, zone = (credit.at, credit.zone) if credit else (None, None)
        yield _Explained(day, known.get(day), done.get(day, 0), goal, first, zone, reasons.get(day), day == today)


def _became(visit: Visit, since: date, today: date) -> tuple[dict[date, DayState], dict[date, Excuse]]:
    """The states and excuses of the days; those behind a missed one have no row, and are looked at here."""
    known = dict(days.days_of(visit.db, visit.learner.id, since))
    reasons = dict(days.excuses_of(visit.db, visit.learner.id, since))
    spare = spare_for(visit.db, visit.learner, local_today(visit.db, visit.learner, visit.now)[1])
    for day in (since + number * _DAY for number in range((today - since).days)):
        if known.get(day) in OPEN and (spared := spare(day)):
            closed = closed_as(day, spared)
            known[day] = closed.state
            reasons |= {day: closed.reason} if closed.reason else {}
    return known, reasons


def _line(visit: Visit, one: _Explained, until: str) -> Body:
    name = visit.say.past_day(one.day)
    if one.state is DayState.REPAIRED and (by := repairs.repairs_of(visit.db, visit.learner.id, one.day).get(one.day)):
        return visit.say(m.WHY_REPAIRED_BY, day=name, author=by.author or visit.say.text(m.HOST), reason=by.reason)
    if one.state is DayState.CREDITED:
        return _credited(visit, one, name)
    if one.is_today:
        message = m.WHY_PENDING_SOME if one.done else m.WHY_PENDING
        return visit.say(message, day=name, hour=until, n=one.done, goal=one.goal)
    return visit.say(_message(one), day=name, n=one.done, goal=one.goal)


def _credited(visit: Visit, one: _Explained, name: str) -> Body:
    if one.first is None or one.zone is None:
        return visit.say(m.WHY_CREDITED_EARLIER, day=name)
    here = local_today(visit.db, visit.learner, visit.now)[1]
    message = m.WHY_CREDITED if one.zone == here else m.WHY_CREDITED_ELSEWHERE
    return visit.say(message, day=name, n=one.done, hour=clock(one.zone, one.first), zone=one.zone)


def _message(one: _Explained) -> Message:
    if one.state is DayState.EXCUSED and one.reason:
        return _EXCUSES[one.reason]
    if one.state in _STATES:
        return _STATES[one.state]
    return m.WHY_SOME if one.done else m.WHY_MISSED
