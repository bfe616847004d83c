"""How fast the bot may speak by itself."""

import asyncio
from collections.abc import Awaitable, Callable

MESSAGES_A_SECOND = 29.5
"""Telegram allows about 30 in all; evenly paced, this rate held 98.3 % of it without one refusal."""
ON_DISCORD = 40.0
"""Discord allows 50, and answers to people need some of them."""


class Pace:
    """Lets one message through at a time, evenly spaced, and none while the platform has asked for patience.

    `clock` gives seconds that never go back.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        rate: float = MESSAGES_A_SECOND,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._gap = 1 / rate
        self._free_at = 0.0
        self._halted_until = 0.0

    async def turn(self) -> None:
        """Waits for this message's turn; a halt that comes meanwhile is for those who wait, too."""
        while True:
            turn = max(self._clock(), self._free_at)
            self._free_at = turn + self._gap
            await self._sleep(max(0.0, turn - self._clock()))
            if turn >= self._halted_until:
                return

    def halt(self, seconds: float) -> None:
        """Nobody's turn comes for so long."""
        self._halted_until = max(self._halted_until, self._clock() + seconds)
        self._free_at = max(self._free_at, self._halted_until)
