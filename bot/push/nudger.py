"""Sends the reminders that learners have asked for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from bot.domain.conversation import Platform
from bot.domain.delivery import DeliveryState
from bot.push.postman import Letter
from bot.seeing.trail import Trail
from bot.store import nudges
from bot.store.engine import Connection
from bot.store.nudges import Nudge
from bot.study.nudge import reminder

AT_ONCE = 100


class Nudges:
    """The reminders that are due on these platforms."""

    def __init__(self, platforms: Collection[Platform]) -> None:
        self._platforms = platforms

    def due(self, db: Connection, now: datetime) -> Sequence[Nudge]:
        """See `Kind`."""
        return nudges.waiting(db, self._platforms, now=now, limit=AT_ONCE)

    def trail(self, one: Nudge) -> Trail:
        """See `Kind`."""
        return Trail(f"nudge:{one.learner}:{one.day}", learner=one.learner)

    def letter(self, db: Connection, one: Nudge, now: datetime) -> Letter | None:
        """See `Kind`."""
        found = reminder(db, one, now)
        return Letter(*found, partial(_sent, one), partial(_lost, one)) if found else None

    def give_up(self, db: Connection, one: Nudge, now: datetime) -> None:
        """See `Kind`."""
        _lost(one, db)


def _sent(nudge: Nudge, db: Connection, sent: object) -> None:
    nudges.close(db, nudge, DeliveryState.SENT)


def _lost(nudge: Nudge, db: Connection) -> None:
    nudges.close(db, nudge, DeliveryState.FAILED)
