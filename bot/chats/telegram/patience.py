"""How long and how often one call to Telegram is tried."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TypeVar

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.chats.pace import Pace
from bot.chats.telegram.request import NotSent
from bot.chats.waiting import Sleep
from bot.domain.sending import TryLater

T = TypeVar("T")

DOUBTFUL = (0.5, 1.0, 2.0)
"""Waits, in seconds, before asking again when the answer was lost: a lost reply is worse than a double one."""

UNREACHED = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""The same when no connection came about, so that nothing can be sent twice."""

SEVERAL_MINUTES = 180.0
"""How long, in all, we do as told when Telegram says “retry after”."""

NOT_AT_ALL = 0.0
A_MOMENT = 10.0
"""As long as somebody looks at what they pressed."""

AT_ONCE = 160
"""Calls under way: a thousand a second of 50 ms each are fifty, and some are slower."""

Turn = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Patience:
    """Tries calls, at most `at_once` of them at a time; whoever waits makes room for others.

    When Telegram says “retry after” to one, it means the whole bot, and so `pace` halts.
    """

    at_once: int = AT_ONCE
    sleep: Sleep = asyncio.sleep
    pace: Pace = field(default_factory=Pace)
    _room: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_room", asyncio.Semaphore(self.at_once))

    async def tried(
        self, call: Callable[[], Awaitable[T]], *, obeying: float = SEVERAL_MINUTES, turn: Turn = nullcontext
    ) -> T:
        """The answer. Waits for “retry after” `obeying` seconds in all; each try waits for its `turn` first.

        Raises TryLater when Telegram cannot be reached or asks for more patience than that; BadRequest, Forbidden
        and ChatMigrated pass through.
        """
        waits = _Waits(obeying)
        while True:
            try:
                if turn is nullcontext and (halted := self.pace.halted_for()):
                    await self.sleep(waits.obey(halted))
                async with turn(), self._room:
                    return await call()
            except BadRequest:
                raise  # it is a NetworkError to the library, but asking again would not help
            except RetryAfter as error:
                self.pace.halt(seconds_of(error))
                await self.sleep(waits.obey(seconds_of(error)))
            except (NetworkError, InvalidToken) as error:
                await self.sleep(waits.after(error))


class _Waits:
    """The waits of one call, until there are no more."""

    def __init__(self, obeying: float) -> None:
        self._left = obeying
        self._doubtful = iter(DOUBTFUL)
        self._unreached = iter(UNREACHED)

    def after(self, error: NetworkError | InvalidToken) -> float:
        if isinstance(error, InvalidToken):
            raise TryLater(60) from None
        try:
            return next(self._unreached if isinstance(error, NotSent) else self._doubtful)
        except StopIteration:
            raise TryLater(30 if isinstance(error, NotSent) else 5) from error

    def obey(self, seconds: float) -> float:
        if seconds > self._left:
            raise TryLater(seconds)
        self._left -= seconds
        return seconds


def seconds_of(error: RetryAfter) -> float:
    """What Telegram asks us to wait."""
    asked = error.retry_after
    return float(asked) if isinstance(asked, int | float) else asked.total_seconds()
