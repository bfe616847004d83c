"""How a missed day is made good (docs/streaks.md, “Repair”)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bot.domain.streak import OPEN, ROLLOVER, DayState, day_ends_at, streak_on

WITHIN = timedelta(hours=48)
QUESTIONS = 3
EVERY = timedelta(days=30)
_DAY = timedelta(days=1)


def repairable(
    today: date, days: Mapping[date, DayState], *, now: datetime, zone: str, rollover: time = ROLLOVER
) -> date | None:
    """The missed day that make-up questions would still turn into a repaired one, or None.

    Within 48 hours of its end, once in 30 days, and only where that joins a streak again: never two adjacent days.
    """
    missed = max((day for day, state in days.items() if state is DayState.MISSED and day < today), default=None)
    if missed is None or now >= day_ends_at(missed, zone, rollover) + WITHIN:
        return None
    lately = any(state is DayState.REPAIRED and missed - EVERY < day for day, state in days.items())
    return None if lately or not _joins(missed, today, days) else missed


def is_repaired(done_today: int, goal: int) -> bool:
    """Whether today's questions (answered, chosen or graded) hold three beyond the goal of today."""
    return done_today >= goal + QUESTIONS


def would_be(today: date, days: Mapping[date, DayState], missed: date) -> int:
    """The streak that the repair of a day brings back."""
    return streak_on(today, {**days, missed: DayState.REPAIRED}).current


def _joins(missed: date, today: date, days: Mapping[date, DayState]) -> bool:
    since = (missed + number * _DAY for number in range(1, (today - missed).days))
    whole = all(days.get(day) not in OPEN for day in since)
    return whole and would_be(today, days, missed) > streak_on(today, days).current
