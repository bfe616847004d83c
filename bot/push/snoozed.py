"""Sends once more what learners have put off."""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

from bot.domain.conversation import DeliveryId, Platform
from bot.domain.sending import Sent
from bot.push.postman import Letter, Postman
from bot.store import again, deliveries
from bot.store.engine import Connection
from bot.study.desk import Desk
from bot.study.snooze import once_more

AT_ONCE = 100

log = logging.getLogger(__name__)


class Snoozed:
    """Drains the questions that are to come again on these platforms."""

    def __init__(
        self, desk: Desk, platforms: Collection[Platform], postman: Postman, *, clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._platforms, self._postman, self._clock = desk, platforms, postman, clock

    async def drain(self) -> int:
        """Sends one batch of what is due now. Gives how many it dealt with."""
        letters, dealt = await asyncio.wrap_future(self._desk.run(self._prepare))
        done = await asyncio.gather(*(self._postman.post(letter) for letter in letters))
        return dealt - len(letters) + sum(done)

    def _prepare(self, db: Connection) -> tuple[list[Letter], int]:
        now = self._clock()
        due = again.due(db, self._platforms, now=now, limit=AT_ONCE)
        return [letter for number, at in due if (letter := self._letter(db, number, at, now))], len(due)

    def _letter(self, db: Connection, number: DeliveryId, at: datetime, now: datetime) -> Letter | None:
        """One that is to be sent now. What cannot be made ready is given up: it would hold up all the others."""
        try:
            with db.begin_nested():
                found = once_more(db, number, at, now)
        except Exception:
            log.exception("delivery %s: the question could not be made ready once more", number)
            again.plan(db, number, None)
            return None
        return Letter(*found, partial(self._sent, number), partial(_given_up, number)) if found else None

    def _sent(self, number: DeliveryId, db: Connection, sent: Sent) -> None:
        again.sent(db, number, self._clock())
        deliveries.record_messages(db, number, sent.messages)


def _given_up(number: DeliveryId, db: Connection) -> None:
    again.plan(db, number, None)
