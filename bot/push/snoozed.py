"""Sends once more what learners have put off."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from bot.domain.conversation import DeliveryId, Platform
from bot.domain.sending import Sent
from bot.push.postman import Letter
from bot.seeing import trail
from bot.seeing.trail import Trail
from bot.store import again, deliveries
from bot.store.again import PutOff
from bot.store.engine import Connection
from bot.study.snooze import once_more

AT_ONCE = 100


class Snoozed:
    """The questions that are to come again on these platforms."""

    def __init__(self, platforms: Collection[Platform], clock: Callable[[], datetime]) -> None:
        self._platforms, self._clock = platforms, clock

    def due(self, db: Connection, now: datetime) -> Sequence[PutOff]:
        """See `Kind`."""
        return again.due(db, self._platforms, now=now, limit=AT_ONCE)

    def trail(self, one: PutOff) -> Trail:
        """See `Kind`."""
        return trail.of_delivery(one.delivery)

    def letter(self, db: Connection, one: PutOff, now: datetime) -> Letter | None:
        """See `Kind`."""
        found = once_more(db, one, now)
        return Letter(*found, partial(self._sent, one.delivery), partial(_dropped, one.delivery)) if found else None

    def give_up(self, db: Connection, one: PutOff, now: datetime) -> None:
        """See `Kind`."""
        again.plan(db, one.delivery, None)

    def _sent(self, number: DeliveryId, db: Connection, sent: Sent) -> None:
        again.sent(db, number, self._clock())
        deliveries.record_messages(db, number, sent.messages)


def _dropped(number: DeliveryId, db: Connection) -> None:
    again.plan(db, number, None)
