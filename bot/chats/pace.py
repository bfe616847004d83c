"""How fast one platform is written to: everything that is sent there waits here for its turn."""

import asyncio
import math
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

from bot.domain.sending import TryLater
from bot.domain.turns import UNLIMITED, Claim, Limits, Turns

AFTER_STOP = 5.0
"""What is said to pushes when the program stops: not now."""


class Timer(Protocol):
    """A call to come."""

    def cancel(self) -> None:
        """It does not come."""


Later = Callable[[float, Callable[[], None]], Timer]
"""Calls something after so many seconds, as `loop.call_later` does."""


def _call_later(seconds: float, call: Callable[[], None]) -> Timer:
    return asyncio.get_running_loop().call_later(seconds, call)


class Pace:
    """Lets through what the limits allow, replies before pushes; nothing while the platform has asked for patience.

    `clock` gives seconds that never go back.
    """

    def __init__(
        self, limits: Limits = UNLIMITED, *, clock: Callable[[], float] = time.monotonic, later: Later = _call_later
    ) -> None:
        self.limits, self.clock, self._later = limits, clock, later
        self.turns = Turns(limits)
        self._futures: dict[Claim, asyncio.Future[None]] = {}
        self._timer: Timer | None = None
        self._wakes_at = math.inf
        self._is_closed = False

    def turn(self, chat: int, *, pushed: bool = False, posts: bool = True) -> "Turn":
        """To be entered around one call to the platform. `pushed`: nobody waits for it; `posts`: it is a new message.

        Raises TryLater for a push when the program stops before its turn comes.
        """
        return Turn(self, Claim(chat, pushed, posts))

    def hurry(self, chat: int) -> None:
        """Somebody in this chat waits for a reply: what is pushed there before it becomes as urgent."""
        self.turns.hurry(chat)
        self._serve()

    def halt(self, seconds: float) -> None:
        """Nobody's turn comes for so long."""
        self.turns.halt(self.clock() + seconds)

    def halted_for(self) -> float:
        """Seconds until somebody's turn can come again."""
        return self.turns.halted_for(self.clock())

    def close(self) -> None:
        """The program stops: pushes that wait are told to try later, replies still get their turn."""
        self._is_closed = True
        for claim, future in list(self._futures.items()):
            if claim.pushed and not future.done():
                future.set_exception(TryLater(AFTER_STOP))

    def open(self) -> None:
        """It is served again after `close`."""
        self._is_closed = False

    async def granted(self, claim: Claim) -> None:
        """Waits for the turn of a claim."""
        if self._is_closed and claim.pushed:
            raise TryLater(AFTER_STOP)
        self.turns.ask(claim, self.clock())
        future = self._futures[claim] = asyncio.get_running_loop().create_future()
        self._serve()
        try:
            await future
        except BaseException:
            self._given_up(claim)
            raise
        finally:
            del self._futures[claim]

    def landed(self, claim: Claim, began: float, *, well: bool) -> None:
        """The call that began then has come back."""
        self.turns.landed(claim, began, self.clock(), well=well)
        self._serve()

    def _given_up(self, claim: Claim) -> None:
        if claim.is_granted:
            self.landed(claim, self.clock(), well=False)
        else:
            self.turns.withdraw(claim)

    def _serve(self) -> None:
        """Grants all turns that have come, and sees to it that the next ones are granted in time."""
        while (claim := self.turns.next(self.clock())) is not None:
            if not (future := self._futures[claim]).done():
                future.set_result(None)
        now = self.clock()
        at = self.turns.look_again_at(now)
        if at < self._wakes_at:
            if self._timer is not None:
                self._timer.cancel()
            self._timer, self._wakes_at = self._later(max(0.0, at - now), self._wake), at

    def _wake(self) -> None:
        self._timer, self._wakes_at = None, math.inf
        self._serve()


class Turn:
    """One turn, waited for and taken."""

    __slots__ = ("_began", "_claim", "_pace")

    def __init__(self, pace: Pace, claim: Claim) -> None:
        self._pace, self._claim, self._began = pace, claim, 0.0

    async def __aenter__(self) -> None:
        await self._pace.granted(self._claim)
        self._began = self._pace.clock()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pace.landed(self._claim, self._began, well=kind is None)
