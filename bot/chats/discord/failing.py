"""How a call to Discord fails, in the words of `bot.domain.sending`."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import aiohttp
import discord

from bot.chats.waiting import Sleep
from bot.domain.sending import Gone, Refused, TryLater

T = TypeVar("T")

UNKNOWN_CHANNEL = 10003
MISSING_ACCESS = 50001
NOT_TO_THIS_PERSON = 50007
_CLOSED_TO_US = frozenset({UNKNOWN_CHANNEL, MISSING_ACCESS, NOT_TO_THIS_PERSON})
TOO_MANY = 429
NO_SUCH_TOKEN = 401
WAITS = (0.5, 1.0, 2.0)
"""Seconds before a reply is tried again, beyond the library's own five tries."""
A_MOMENT = 5.0


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raises Gone, Refused or TryLater instead of what the library raises."""
    try:
        yield
    except discord.RateLimited as error:
        raise TryLater(error.retry_after) from error
    except discord.HTTPException as error:
        raise _named(error) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise TryLater(A_MOMENT) from error


def _named(error: discord.HTTPException) -> Exception:
    if error.status >= 500 or error.status in {TOO_MANY, NO_SUCH_TOKEN}:
        return TryLater(A_MOMENT)
    if error.code in _CLOSED_TO_US:
        return Gone(error.text)
    return Refused(f"{error.text} ({error.code})")


async def tried(call: Callable[[], Awaitable[T]], sleep: Sleep, waits: tuple[float, ...] = WAITS) -> T:
    """What the call gives, tried again where that may help. Raises Gone, Refused or TryLater."""
    for wait in waits:
        try:
            with in_our_words():
                return await call()
        except TryLater as later:
            if later.seconds > A_MOMENT:
                raise
            await sleep(wait)
    with in_our_words():
        return await call()
