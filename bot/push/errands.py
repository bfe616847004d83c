"""Messages of one kind that come by themselves: who is due, the letter to each, and what is done when that fails."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.push.postman import Letter, Postman
from bot.seeing import trail
from bot.seeing.trail import Trail
from bot.store.engine import Connection
from bot.study.desk import Desk

T = TypeVar("T")

log = logging.getLogger(__name__)


class Kind(Protocol[T]):
    """One kind of message; T is what is due."""

    def due(self, db: Connection, now: datetime) -> Sequence[T]:
        """A batch of what is due by now, the longest waiting first."""

    def trail(self, one: T) -> Trail:
        """By what it is found in the log."""

    def letter(self, db: Connection, one: T, now: datetime) -> Letter | None:
        """The letter that goes out now; None when none does, and that is noted."""

    def give_up(self, db: Connection, one: T, now: datetime) -> None:
        """Its letter cannot be made: it is due no more."""


class Errands(Generic[T]):
    """Drains what is due of one kind."""

    def __init__(self, kind: Kind[T], desk: Desk, postman: Postman, *, clock: Callable[[], datetime]) -> None:
        self._kind, self._desk, self._postman, self._clock = kind, desk, postman, clock

    async def drain(self) -> int:
        """Sends one batch of what is due now. Gives how many it dealt with."""
        letters, dealt = await asyncio.wrap_future(self._desk.run(self._prepare))
        done = await asyncio.gather(*(self._postman.post(letter) for letter in letters))
        return dealt - len(letters) + sum(done)

    def _prepare(self, db: Connection) -> tuple[list[Letter], int]:
        now = self._clock()
        due = self._kind.due(db, now)
        return [letter for one in due if (letter := self._alone(db, one, now))], len(due)

    def _alone(self, db: Connection, one: T, now: datetime) -> Letter | None:
        """Makes one ready in a savepoint: where that fails it is given up, since it would hold up all the others."""
        with trail.following(self._kind.trail(one)):
            try:
                with db.begin_nested():
                    return self._kind.letter(db, one, now)
            except Exception:
                log.exception("the message could not be made ready")
                self._kind.give_up(db, one, now)
                return None
