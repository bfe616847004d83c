"""Takes the answers that wait for an opinion, a few at a time, and sends what can be shown as a message of its own."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.conversation import Platform, Say
from bot.domain.opinions import NoOpinion, Opinion, Rubric, Wish
from bot.domain.sending import Gone, MovedTo, Outbox, Refused, TryLater
from bot.seeing import meters, trail
from bot.store.engine import Connection
from bot.study import opinions

T = TypeVar("T")
AT_ONCE = 4
LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)


class Desk(Protocol):
    """What this needs of the desk."""

    def run(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Does work on the database."""


class Adviser(Protocol):
    """Who is asked."""

    async def opinion(self, rubric: Rubric) -> Opinion:
        """Raises NoOpinion."""

    async def close(self) -> None:
        """Nobody asks any more."""


class Worker:
    """One for the program. An opinion that fails leaves one line in the log, without anybody's words."""

    def __init__(
        self, desk: Desk, outboxes: Mapping[Platform, Outbox], adviser: Adviser, clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._outboxes, self._adviser, self._clock = desk, outboxes, adviser, clock
        self._busy = asyncio.Lock()

    async def run(self, stop: asyncio.Event) -> None:
        """Looks every second, until `stop`."""
        while not stop.is_set():
            try:
                await self.drain()
            except Exception:
                log.exception("looking for opinions failed; the next look tries again")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def drain(self) -> None:
        """Deals with all that waits now, and with what is under way."""
        async with self._busy:
            while wishes := await self._next():
                await asyncio.gather(*(self._deal_with(wish) for wish in wishes))

    async def _next(self) -> Sequence[Wish]:
        platforms, now = tuple(self._outboxes), self._clock()
        return await asyncio.wrap_future(self._desk.run(lambda db: opinions.taken(db, platforms, now, AT_ONCE)))

    async def _deal_with(self, wish: Wish) -> None:
        with trail.following(trail.of_delivery(wish.delivery)):
            trail.note(learner=wish.learner)
            await self._dealt_with(wish)

    async def _dealt_with(self, wish: Wish) -> None:
        try:
            with meters.OPINION_SECONDS.time(), meters.advising():
                opinion = await self._adviser.opinion(wish.rubric)
        except NoOpinion as error:
            log.warning("no opinion on delivery %s: %s", wish.delivery, error)
            return
        except Exception as error:  # noqa: BLE001  # a stranger's server must not end the others' opinions
            log.warning("no opinion on delivery %s: %s", wish.delivery, type(error).__name__)
            return
        say = await asyncio.wrap_future(self._desk.run(lambda db: opinions.told(db, wish, opinion)))
        if say is not None:
            await self._send(wish, say)

    async def _send(self, wish: Wish, say: Say) -> None:
        if say.to is None:
            return
        try:
            await self._outboxes[say.to.platform].send(say)
        except (Gone, MovedTo, Refused, TryLater) as error:
            log.info("the opinion on delivery %s is not shown: %s", wish.delivery, type(error).__name__)


@asynccontextmanager
async def at_work(worker: Worker, adviser: Adviser, stop: asyncio.Event) -> AsyncIterator[None]:
    """The worker beside everything else. What is under way at the end is given up."""
    task = asyncio.create_task(worker.run(stop))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await adviser.close()
