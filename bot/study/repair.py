"""A missed day that is made good, or still can be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.conversation import Body
from bot.domain.day_end import Closed, closed_as
from bot.domain.learner import Learner
from bot.domain.repair import QUESTIONS, repairable, would_be
from bot.domain.streak import OPEN, DayState
from bot.store import days, goals
from bot.store.engine import Connection
from bot.study.sparing import spare_for
from bot.study.today import local_today
from bot.texts import messages as m
from bot.texts.sentences import Sentences

WORTH_TELLING = 2
"""A streak of one day is not missed."""
LATELY = timedelta(days=3)
"""A day can be repaired for 48 hours."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Missed:
    """A day that can be made good, the streak that comes back, and the days since that nobody could study on."""

    day: date
    back: int
    since: tuple[Closed, ...]


def make_good(db: Connection, learner: Learner, now: datetime) -> bool:
    """Repairs the missed day that can be; its learner has done what it takes. False when none can be."""
    missed = _missed(db, learner, now)
    if missed is None:
        return False
    days.write(db, learner.id, missed.since)
    return days.repair(db, learner.id, missed.day)


def repair_offer(db: Connection, learner: Learner, say: Sentences, now: datetime) -> Body:
    """How a missed day can still be made good; empty when none can."""
    missed = _missed(db, learner, now)
    if missed is None or missed.back < WORTH_TELLING:
        return ()
    today, _ = local_today(db, learner, now)
    wanted = goals.goal_on(db, learner.id, today) + QUESTIONS
    return say(m.REPAIR_OFFERED, n=missed.back, questions=wanted)


def _missed(db: Connection, learner: Learner, now: datetime) -> _Missed | None:
    today, zone = local_today(db, learner, now)
    lately = days.days_of(db, learner.id, today - LATELY)
    if DayState.MISSED not in lately.values():
        return None
    since = _spared_since(db, learner, zone, today, lately)
    known = {**days.days_of(db, learner.id), **{one.day: one.state for one in since}}
    day = repairable(today, known, now=now, zone=zone, rollover=learner.rollover)
    return _Missed(day, would_be(today, known, day), since) if day else None


def _spared_since(
    db: Connection, learner: Learner, zone: str, today: date, lately: Mapping[date, DayState]
) -> tuple[Closed, ...]:
    """The paused and excused days behind the last missed one: without a row they would break the streak again."""
    missed = max(day for day, state in lately.items() if state is DayState.MISSED)
    spare = spare_for(db, learner, zone)
    behind = (missed + number * _DAY for number in range(1, (today - missed).days))
    spared = ((day, spare(day)) for day in behind if lately.get(day) in OPEN)
    return tuple(closed_as(day, why) for day, why in spared if why)
