"""Takes letters to their platforms: at the pace, over few hands, and with word of what became of each."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from bot.domain.conversation import Address, Platform, Say
from bot.domain.learner import Chat
from bot.domain.sending import Gone, MovedTo, Outbox, Refused, Sent, TryLater
from bot.push.pace import Pace
from bot.seeing import trail
from bot.seeing.trail import Trail
from bot.store import people
from bot.store.engine import Connection
from bot.study.desk import Desk

WORKERS = 16
WAITING_SECONDS = 10.0
"""How often the postman shows that it is alive while a platform makes it wait for its turn."""

log = logging.getLogger(__name__)


def _nothing(db: Connection) -> None:
    """There is nothing to note."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message for a chat, and what is noted of its fate, in a transaction of its own: that it was `sent`; that it is
    `lost`, since the chat or the platform will never take it; that it `waits`, since it was certainly not sent.
    `trail` is the one that it was written under.
    """

    chat: Chat
    say: Say
    sent: Callable[[Connection, Sent], None]
    lost: Callable[[Connection], None]
    waits: Callable[[Connection], None] = _nothing
    trail: Trail | None = field(default_factory=trail.current, compare=False)


class Postman:
    """One for all who have something to send, for the pace is the program's. `moves` is called as it goes."""

    def __init__(
        self,
        desk: Desk,
        outboxes: Mapping[Platform, Outbox],
        pace: Pace,
        *,
        clock: Callable[[], datetime],
        moves: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._outboxes = outboxes
        self._pace = pace
        self._clock = clock
        self._moves = moves
        self._workers = asyncio.Semaphore(WORKERS)
        self.stop = asyncio.Event()
        """When set, what waits for its turn is not sent any more."""

    async def post(self, letter: Letter) -> bool:
        """Sends one. False when it has to be tried again, whatever the reason: the others go on."""
        with trail.following(letter.trail):
            trail.note(chat=letter.chat.address.chat)
            return await self._post(letter)

    async def _post(self, letter: Letter) -> bool:
        try:
            async with self._workers:
                if await self._has_turn():
                    return await self._send(letter)
                await self._note(letter.waits)
        except Exception:
            log.exception("a message could not be sent")
        return False

    async def _has_turn(self) -> bool:
        """Waits for the pace; False when the program is stopped first, since a platform may ask for minutes."""
        turn, stop = asyncio.create_task(self._pace.turn()), asyncio.create_task(self.stop.wait())
        done: set[asyncio.Task[Any]] = set()  # one of them gives None, the other True
        while not done:
            self._moves()
            done, unfinished = await asyncio.wait(
                {turn, stop}, timeout=WAITING_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
        for task in unfinished:
            task.cancel()
        return not self.stop.is_set()

    async def _send(self, letter: Letter) -> bool:
        chat = letter.chat
        try:
            sent = await self._outboxes[chat.address.platform].send(letter.say)
        except TryLater as later:
            log.warning("the platform asks for %g s of patience", later.seconds)
            self._pace.halt(later.seconds)
            await self._note(letter.waits)
            return False
        except MovedTo as moved:
            await self._note(partial(self._moved, chat, moved.to), letter.waits)
            return False
        except Gone:
            log.info("the chat does not want messages any more")
            await self._note(partial(self._gone, chat), letter.lost)
        except Refused as refused:
            log.warning("the platform refuses the message: %s", refused)
            await self._note(letter.lost)
        else:
            await self._note(lambda db: letter.sent(db, sent))
            log.debug("it is sent as %s", ", ".join(map("message {}".format, sent.messages)))
        return True

    def _moved(self, chat: Chat, to: Address, db: Connection) -> None:
        people.move_chat(db, chat.address, to, self._clock())

    def _gone(self, chat: Chat, db: Connection) -> None:
        people.set_active(db, chat.address, self._clock(), active=False)

    async def _note(self, *notes: Callable[[Connection], None]) -> None:
        def all_at_once(db: Connection) -> None:
            for note in notes:
                note(db)

        await asyncio.wrap_future(self._desk.run(all_at_once))
