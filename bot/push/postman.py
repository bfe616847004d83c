"""Takes letters to their platforms, with few hands, and with word of what became of each. Edges keep the pace."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.domain.conversation import Address, Platform, Say
from bot.domain.errors import NotKept
from bot.domain.learner import Chat
from bot.domain.sending import Gone, MovedTo, Outbox, Refused, Sent, ThreadGone, ThreadShut, TryLater
from bot.seeing import meters, trail
from bot.seeing.trail import Trail
from bot.store import people
from bot.store.engine import Connection
from bot.study.desk import Desk
from bot.study.presence import thread_gone, thread_opened, thread_shut

HANDS = 16
PAID_HANDS = 160
"""With a thousand messages a second, of 50 ms and more each."""
WAITING_SECONDS = 10.0
"""How often the postman shows that it is alive while a platform makes it wait."""
NOTED_AGAIN_SECONDS = 1.0

log = logging.getLogger(__name__)


LostThread = Callable[[Connection, Address, datetime], Say | None]
"""What the chat is told of its thread, if anything."""


def _nothing(db: Connection) -> None:
    """There is nothing to note."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message for a chat, and what is noted of its fate, in a transaction of its own: that it was `sent`; that it is
    `lost`, since the chat or the platform will never take it; that it `waits`, since it was certainly not sent; that it
    is tried `later`, since its thread is closed (None: it is lost).
    `trail` is the one that it was written under.
    """

    chat: Chat
    say: Say
    sent: Callable[[Connection, Sent], None]
    lost: Callable[[Connection], None]
    waits: Callable[[Connection], None] = _nothing
    later: Callable[[Connection], None] | None = None
    trail: Trail | None = field(default_factory=trail.current, compare=False)


Rest = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits so many seconds, but not through the event."""


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """See `Rest`."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


class Postman:
    """One for all who have something to send on a platform: when it asks one of them for patience, all of them rest.

    `hands` are how many letters are under way at once; `moves` is called as it goes.
    """

    def __init__(
        self,
        desk: Desk,
        outboxes: Mapping[Platform, Outbox],
        *,
        clock: Callable[[], datetime],
        hands: int = HANDS,
        moves: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
        rests: Rest = rest,
    ) -> None:
        self._desk = desk
        self._outboxes = outboxes
        self._clock, self._monotonic, self._rests = clock, monotonic, rests
        self._moves = moves
        self._hands = asyncio.Semaphore(hands)
        self._resting_until = 0.0
        self.stop = asyncio.Event()
        """When set, what is not under way is not sent any more."""

    async def post(self, letter: Letter) -> bool:
        """Sends one. False when it has to be tried again, whatever the reason: the others go on."""
        with trail.following(letter.trail):
            trail.note(chat=letter.chat.address.chat)
            return await self._post(letter)

    async def _post(self, letter: Letter) -> bool:
        try:
            async with self._hands:
                if await self._is_rested():
                    return await self._send(letter)
                await self._note(letter.waits)
        except Exception:
            log.exception("a message could not be sent")
        return False

    async def _is_rested(self) -> bool:
        """Waits while the platform has asked for patience; False when the program is stopped first."""
        while not self.stop.is_set() and (left := self._resting_until - self._monotonic()) > 0:
            self._moves()
            await self._rests(self.stop, min(left, WAITING_SECONDS))
        return not self.stop.is_set()

    async def _send(self, letter: Letter) -> bool:
        chat = letter.chat
        try:
            with meters.sending(chat.address.platform, meters.What.PUSH):
                sent = await self._outboxes[chat.address.platform].send(letter.say)
        except TryLater as later:
            log.warning("the platform asks for %g s of patience", later.seconds)
            self._resting_until = max(self._resting_until, self._monotonic() + later.seconds)
            await self._note(letter.waits)
            return False
        except MovedTo as moved:
            await self._note(partial(self._moved, chat, moved.to), letter.waits)
            return False
        except ThreadGone:
            log.info("the thread is gone")
            await self._tell(letter, letter.lost, thread_gone)
        except ThreadShut:
            log.info("the thread is closed")
            await self._tell(letter, letter.later or letter.lost, thread_shut)
        except Gone:
            log.info("the chat does not want messages any more")
            await self._note(partial(self._gone, chat), letter.lost)
        except Refused as refused:
            log.warning("the platform refuses the message: %s", refused)
            await self._note(letter.lost)
        else:
            await self._note(lambda db: letter.sent(db, sent), lambda db: thread_opened(db, chat))
            if sent.lost_thread:
                await self._tell(letter, _nothing, partial(thread_gone, goes_on=True))
            log.debug("it is sent as %s", ", ".join(map("message {}".format, sent.messages)))
        return True

    async def _tell(self, letter: Letter, note: Callable[[Connection], None], lost: LostThread) -> None:
        """Notes what becomes of it, and tells the chat that nothing gets into its thread, if it has not heard."""

        def noted(db: Connection) -> Say | None:
            note(db)
            return lost(db, letter.chat.address, self._clock())

        told = await asyncio.wrap_future(self._desk.run(noted))
        if told is not None:
            try:
                await self._outboxes[letter.chat.address.platform].send(told)
            except (Gone, Refused, TryLater) as error:
                log.warning("nobody could be told of the thread: %s", error)

    def _moved(self, chat: Chat, to: Address, db: Connection) -> None:
        people.move_chat(db, chat.address, to, self._clock())

    def _gone(self, chat: Chat, db: Connection) -> None:
        people.set_active(db, chat.address, self._clock(), active=False)

    async def _note(self, *notes: Callable[[Connection], None]) -> None:
        """Once the database takes it: what was sent and is not noted would be sent again. Raises NotKept when the
        program is stopped before.
        """

        def all_at_once(db: Connection) -> None:
            for note in notes:
                note(db)

        while True:
            try:
                return await asyncio.wrap_future(self._desk.run(all_at_once))
            except NotKept:
                if self.stop.is_set():
                    raise
                await self._rests(self.stop, NOTED_AGAIN_SECONDS)
