"""Publishes the model answers that groups wait for: each is claimed before it is sent, so that none comes twice."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from bot.domain.conversation import Platform
from bot.domain.delivery import Delivery
from bot.domain.learner import Chat, ChatId
from bot.domain.publishing import is_too_late
from bot.push.postman import Letter, Postman
from bot.seeing import trail
from bot.store import people, publications
from bot.store.engine import Connection
from bot.study.desk import Desk
from bot.study.publishing import message

AT_ONCE = 100

log = logging.getLogger(__name__)


class Publisher:
    """Drains the answers that are due on these platforms."""

    def __init__(
        self, desk: Desk, platforms: Collection[Platform], postman: Postman, *, clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._platforms, self._postman, self._clock = desk, platforms, postman, clock

    async def drain(self) -> int:
        """Publishes one batch of what is due now. Gives how many chats it dealt with."""
        letters, dealt = await asyncio.wrap_future(self._desk.run(self._claim))
        done = await asyncio.gather(*(self._postman.post(letter) for letter in letters))
        return dealt - len(letters) + sum(done)

    def _claim(self, db: Connection) -> tuple[list[Letter], int]:
        now = self._clock()
        chats = publications.due(db, self._platforms, now=now, limit=AT_ONCE)
        return [letter for chat in chats if (letter := self._letter(db, chat, now))], len(chats)

    def _letter(self, db: Connection, number: ChatId, now: datetime) -> Letter | None:
        """What one chat is told; None when nobody there waits for it, or when it cannot be composed."""
        chat, taken = people.chat_by_id(db, number), publications.claim(db, number, now)
        wanted = [one for one in taken if one.publish_at and not is_too_late(one.publish_at, now)]
        if not chat.active or not wanted:
            return None
        with trail.following(trail.of_delivery(wanted[0].id, chat.address)):
            return self._written(db, chat, wanted, now)

    def _written(self, db: Connection, chat: Chat, wanted: Sequence[Delivery], now: datetime) -> Letter | None:
        try:
            with db.begin_nested():
                say = message(db, chat, wanted, now)
        except Exception:
            log.exception("the answer could not be made ready")
            return None
        return Letter(chat, say, _nothing_more, _nothing_more, partial(self._give_back, wanted))

    def _give_back(self, taken: Sequence[Delivery], db: Connection) -> None:
        publications.give_back(db, [one.id for one in taken], self._clock())


def _nothing_more(db: Connection, *sent: object) -> None:
    """That it is published was noted when it was claimed."""
