"""What a learner should know of yesterday before today's first question."""

from datetime import datetime, timedelta

from bot.domain.conversation import Body
from bot.domain.delivery import Due
from bot.domain.learner import Learner
from bot.domain.repair import QUESTIONS, repairable, would_be
from bot.domain.streak import DayState
from bot.store import days, deliveries, goals, pauses
from bot.store.engine import Connection
from bot.study.asking import GAP
from bot.study.credit import close_past_days, local_today, streak_of
from bot.texts import messages as m
from bot.texts.sentences import Sentences

WORTH_TELLING = 2
"""A streak of one day is not missed."""
LATELY = timedelta(days=3)
"""A day can be repaired for 48 hours."""


def is_paused(db: Connection, learner: Learner, now: datetime) -> bool:
    """Whether the learner chose today to be off."""
    today, _ = local_today(db, learner, now)
    return pauses.is_paused(db, learner.id, today)


def morning_news(db: Connection, learner: Learner, due: Due, say: Sentences, now: datetime) -> Body:
    """A freeze that was spent, or a missed day with the way to make it good; nothing on most days.

    Only above the first question of the day.
    """
    if deliveries.is_any_sent(db, due.chat, due.local_date):
        return ()
    today = close_past_days(db, learner, now)
    yesterday = today - timedelta(days=1)
    if days.days_of(db, learner.id, yesterday).get(yesterday) is DayState.FROZEN:
        streak = streak_of(db, learner, today=today)
        return (*say(m.FREEZE_SPENT, n=streak.current), *say(m.FREEZES_LEFT, n=streak.freezes), GAP)
    offer = repair_offer(db, learner, say, now)
    return (*offer, GAP) if offer else ()


def repair_offer(db: Connection, learner: Learner, say: Sentences, now: datetime) -> Body:
    """How a missed day can still be made good; empty when none can."""
    today, zone = local_today(db, learner, now)
    if DayState.MISSED not in days.days_of(db, learner.id, today - LATELY).values():
        return ()
    known = days.days_of(db, learner.id)
    missed = repairable(today, known, now=now, zone=zone, rollover=learner.rollover)
    back = would_be(today, known, missed) if missed else 0
    wanted = goals.goal_on(db, learner.id, today) + QUESTIONS
    return say(m.REPAIR_OFFERED, n=back, questions=wanted) if back >= WORTH_TELLING else ()
