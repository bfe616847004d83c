"""The desk: one thread that handles everything that comes in, in order, and commits once a batch.

A batch is whatever waits, up to a hundred items. Each is handled inside a savepoint of its own, so that one that
fails rolls back alone; then all are committed together, and only then does anybody hear of the result. When the
commit itself fails, every item is handled again in a transaction of its own. When no transaction can be begun,
they all fail at once.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from queue import Empty, SimpleQueue
from random import Random
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.domain.conversation import Address, DeliveryId, Incoming, Reply
from bot.domain.errors import NotKept
from bot.domain.ladder import Rung
from bot.seeing import meters, trail
from bot.seeing.discretion import discreet
from bot.store import deliveries, group_rungs, updates
from bot.store.engine import Connection, Engine, StoreError, Unavailable
from bot.study import handling, votes
from bot.study.visit import NOBODY, Defaults, Host, Load, no_decks

T = TypeVar("T")
BATCH = 100
AGAIN_SECONDS = 1.0
"""After which that is tried again which the database did not take and has to."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Item:
    """One piece of work, and who waits for it. The result is of whatever type the work gives.

    `error` is the work's own; `undone` is why its transaction came to nothing. `must`: it tells of what has happened
    already, so it is done again until the database takes it. `context` is what it was handed over in: the lines of the
    log are about the same as there.
    """

    work: Callable[[Connection], Any]
    future: Future[Any]
    must: bool = False
    context: Context = field(default_factory=copy_context)
    result: Any = None
    error: Exception | None = None
    undone: StoreError | None = None
    is_done: bool = False

    def attempt(self, db: Connection) -> None:
        """Does the work in a savepoint; keeps the result, or the error that undid it."""
        self.result, self.error, self.undone = None, None, None
        try:
            with db.begin_nested():
                self.result = self.context.run(self.work, db)
        except Exception as error:  # noqa: BLE001  # here one update's failure must not become another's
            self.error = error

    def undo(self, error: StoreError) -> None:
        """Its transaction came to nothing, unless it is done already."""
        if not self.is_done:
            self.undone = error

    @property
    def met_trouble(self) -> bool:
        """Whether a statement of its own failed as statements do when the database is in trouble (or are wrong)."""
        return isinstance(self.error, Unavailable)

    def is_not_kept(self, *, in_trouble: bool) -> bool:
        """Whether it came to nothing because of the database. `in_trouble`: that takes nothing now."""
        return isinstance(self.undone, Unavailable) or (self.met_trouble and in_trouble)

    def settle(self, *, in_trouble: bool) -> None:
        """Tells whoever waits; called when the result is committed."""
        if self.is_not_kept(in_trouble=in_trouble):
            self.future.set_exception(NotKept(_in_a_word(self.undone or self.error)))
        elif self.error or self.undone:
            self.future.set_exception(self.error or self.undone)
        else:
            self.future.set_result(self.result)


class Desk:
    """Handles Incomings, and any other work on the database, one after another.

    `clock` and `rng` are what the core takes for the time and for chance; `load` brings in a learner's deck; `host` is
    what the one who hosts the bot decides.
    """

    def __init__(
        self,
        engine: Engine,
        defaults: Defaults,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        rng: Random | None = None,
        load: Load = no_decks,
        host: Host = NOBODY,
    ) -> None:
        self._engine = engine
        self._clock = clock
        rng = rng or Random()  # noqa: S311  # chance for studying, not for secrets
        self._handled = partial(handling.handle, defaults=defaults, rng=rng, load=load, host=host)
        self._waiting: SimpleQueue[_Item | None] = SimpleQueue()
        self._once_more: list[_Item] = []
        self._warned = False
        self._thread = threading.Thread(target=self._work, name="desk", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finishes what waits, and stops."""
        self._waiting.put(None)
        self._thread.join()

    def handle(self, incoming: Incoming) -> Future[Reply]:
        """Hands one Incoming over; its Reply arrives when the effect is committed. Handled in the order of calls.

        The future raises NotKept when the database was out of reach, so that the update may be handed over again.
        """
        meters.came(incoming)
        with trail.following(trail.current() or trail.of_update(incoming)):
            return self.run(lambda db: self._handled(db, incoming, now=self._clock()))

    @property
    def waiting(self) -> int:
        """How many pieces of work wait for their turn."""
        return self._waiting.qsize()

    def run(self, work: Callable[[Connection], T]) -> Future[T]:
        """Does other work on the desk's thread, inside the same batches and commits."""
        return self._hand_over(work, must=False)

    def _hand_over(self, work: Callable[[Connection], T], *, must: bool) -> Future[T]:
        future: Future[T] = Future()
        self._waiting.put(_Item(work, future, must))
        return future

    def shown(self, incoming: Incoming) -> None:
        """The edge has shown the Reply, or given it up for good: a restart need not show it again."""
        note = partial(updates.mark_shown, platform=incoming.place.address.platform, key=incoming.key)
        self._hand_over(note, must=True)

    def sent(self, delivery: DeliveryId, address: Address, messages: Sequence[int], poll: str = "") -> Future[None]:
        """The question of a delivery stands in these messages now, and is this poll if it went out as one."""

        def note(db: Connection) -> None:
            deliveries.record_messages(db, delivery, messages)
            if poll:
                votes.opened(db, delivery, poll)

        return self._hand_over(note, must=True)

    def learned(self, group: Address, rung: Rung, works: bool) -> Future[None]:
        """Whether something can be shown to one member of a group in this way."""
        return self.run(lambda db: group_rungs.learn(db, group, rung, works=works, now=self._clock()))

    def _work(self) -> None:
        running = True
        while running:
            batch = self._next()
            running = None not in batch
            self._handle([item for item in batch if item is not None])
        for item in self._once_more:
            item.settle(in_trouble=True)

    def _next(self) -> list[_Item | None]:
        """The next batch, with what has to be done once more; without other work that is tried after a moment."""
        batch: list[_Item | None] = [*self._once_more]
        self._once_more.clear()
        with suppress(Empty):
            batch.append(self._waiting.get(timeout=AGAIN_SECONDS if batch else None))
        while len(batch) < BATCH and not self._waiting.empty():
            batch.append(self._waiting.get())
        return batch

    def _handle(self, batch: Sequence[_Item]) -> None:
        live = [item for item in batch if item.future.running() or item.future.set_running_or_notify_cancel()]
        try:
            # Where nothing can be written, a hundred tries more would only write a hundred lines into the log.
            if not self._committed(live) and len(live) > 1 and self._takes_rows():
                for item in live:
                    self._committed([item])
        except StoreError as error:
            self._warn(error)
            for item in live:
                item.undo(error)
        in_trouble = any(item.met_trouble for item in live) and not self._takes_rows()
        for item in live:
            if item.must and item.is_not_kept(in_trouble=in_trouble):
                self._once_more.append(item)
            else:
                item.context.run(item.settle, in_trouble=in_trouble)

    def _takes_rows(self) -> bool:
        """Whether the database can be written to: tells a full disk from a statement that is wrong."""
        try:
            with self._engine.begin() as db:
                updates.probe(db)
        except StoreError:
            return False
        return True

    def _committed(self, batch: Sequence[_Item]) -> bool:
        """Does all the work in one transaction. False, with the error on each item, when nothing was committed.

        Raises StoreError when no transaction can be begun. Then the others are not tried: a database that somebody
        has locked would let each of a hundred wait for its own five seconds.
        """
        began = time.perf_counter()
        with self._engine.connect() as db:
            transaction = db.begin()
            try:
                with transaction:
                    for item in batch:
                        item.attempt(db)
                    done = time.perf_counter()
            except StoreError as error:
                meters.NOT_COMMITTED.inc()
                self._warn(error)
                for item in batch:
                    item.undo(error)
                return False
        meters.committed(len(batch), began, done)
        for item in batch:
            item.is_done = True
        if self._warned:
            self._warned = False
            log.info("the database takes what is written again")
        return True

    def _warn(self, error: StoreError) -> None:
        """Once for each trouble: a disk that is full is not helped by a log that grows."""
        if not self._warned:
            self._warned = True
            log.warning("the database takes nothing, and what comes in waits: %s", _in_a_word(error))


def _in_a_word(error: object) -> str:
    """What the database says, without the statement."""
    return discreet(str(getattr(error, "orig", None) or error))
