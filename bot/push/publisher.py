"""Publishes the model answers that groups wait for: what was taken and not settled is taken again, so none is lost."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.domain.conversation import DeliveryId, Platform, Say
from bot.domain.delivery import Delivery
from bot.domain.learner import Chat, ChatId
from bot.domain.publishing import is_too_late
from bot.push.postman import Letter, Postman
from bot.seeing import trail
from bot.store import people, publications
from bot.store.engine import Connection
from bot.study.desk import Desk
from bot.study.presence import shut_for
from bot.study.publishing import messages

KNOCKS_EVERY = timedelta(minutes=30)
MOST_PATIENCE = timedelta(hours=24)
"""How often, and for how long, an answer is tried whose topic is closed."""
AT_ONCE = 100

log = logging.getLogger(__name__)


class Publisher:
    """Drains the answers that are due on these platforms."""

    def __init__(
        self, desk: Desk, platforms: Collection[Platform], postman: Postman, *, clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._platforms, self._postman, self._clock = desk, platforms, postman, clock

    async def drain(self) -> int:
        """Publishes one batch of what is due now. Gives how many messages and chats without any it dealt with."""
        by_chat = await asyncio.wrap_future(self._desk.run(self._claim))
        done = await asyncio.gather(*(self._postman.post(letter) for letters in by_chat for letter in letters))
        return sum(done) + by_chat.count([])

    def _claim(self, db: Connection) -> list[list[Letter]]:
        now = self._clock()
        chats = publications.due(db, self._platforms, now=now, limit=AT_ONCE)
        return [self._letters(db, chat, now) for chat in chats]

    def _letters(self, db: Connection, number: ChatId, now: datetime) -> list[Letter]:
        """What one chat is told; nothing when nobody there waits for it, or when it cannot be composed.

        It is settled once it is sent: behind a crash between the two it comes again.
        """
        chat, taken = people.chat_by_id(db, number), publications.take(db, number, now)
        wanted = [one for one in taken if chat.active and one.publish_at and not is_too_late(one.publish_at, now)]
        composed = self._composed(db, chat, wanted, now) if wanted else []
        later = {one.id for one in wanted} if composed else set()
        publications.settle(db, [one.id for one in taken if one.id not in later])
        return [self._letter(chat, say, told) for say, told in composed]

    def _composed(
        self, db: Connection, chat: Chat, wanted: Sequence[Delivery], now: datetime
    ) -> list[tuple[Say, Sequence[Delivery]]]:
        with trail.following(trail.of_delivery(wanted[0].id, chat.address)):
            try:
                with db.begin_nested():
                    return messages(db, chat, wanted, now)
            except Exception:
                log.exception("the answer could not be made ready")
                return []

    def _letter(self, chat: Chat, say: Say, told: Sequence[Delivery]) -> Letter:
        numbers = [one.id for one in told]

        def settled(db: Connection, *sent: object) -> None:
            publications.settle(db, numbers)

        with trail.following(trail.of_delivery(numbers[0], chat.address)):
            back = partial(self._give_back, numbers)
            later = None if shut_for(chat, self._clock(), MOST_PATIENCE) else partial(back, after=KNOCKS_EVERY)
            return Letter(chat, say, settled, settled, back, later)

    def _give_back(self, numbers: Sequence[DeliveryId], db: Connection, after: timedelta = timedelta(0)) -> None:
        publications.give_back(db, numbers, self._clock() + after)
