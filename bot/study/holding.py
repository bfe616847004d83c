"""Whether what comes by itself may come now."""

from datetime import datetime

from bot.domain.delivery import Due
from bot.domain.learner import Chat, Learner
from bot.domain.quiet import held_until
from bot.domain.schedule import APART
from bot.domain.streak import DayState
from bot.store import days, deliveries, pauses, schedules
from bot.store.engine import Connection
from bot.study.today import local_today


def is_unwanted(db: Connection, chat: Chat, learner: Learner, now: datetime) -> bool:
    """Whether the learner chose today to be off, or wants questions only until the day is done, and it is."""
    if is_paused(db, learner, now):
        return True
    schedule = schedules.schedule_of(db, chat.id)
    return schedule is not None and schedule.if_needed and is_done(db, learner, now)


def is_paused(db: Connection, learner: Learner, now: datetime) -> bool:
    """Whether the learner chose today to be off."""
    today, _ = local_today(db, learner, now)
    return pauses.is_paused(db, learner.id, today)


def is_done(db: Connection, learner: Learner, now: datetime) -> bool:
    """Whether the learner's day counts already."""
    today, _ = local_today(db, learner, now)
    return days.days_of(db, learner.id, today).get(today) is DayState.CREDITED


def waits_until(db: Connection, chat: Chat, due: Due, now: datetime) -> datetime | None:
    """When a question may come that is late and has run into quiet hours; None when it may come now.

    Those of one chat come one after another.
    """
    free = held_until(chat.quiet, chat.zone, now)
    if free <= now:
        return None
    before = deliveries.last_reserved(db, chat.id, since=free, but=due.id)
    return before + APART if before else free
