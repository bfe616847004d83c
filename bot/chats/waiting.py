"""Waiting for work or for time to pass, but not longer than the program runs."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T], grace: float = 0.0) -> T | None:
    """The result of `work`, or None when `stop` came and `grace` seconds passed first; then the work is cancelled."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        if grace and not working.done():
            await asyncio.wait((working,), timeout=grace)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


async def pause(seconds: float, stop: asyncio.Event, sleep: Sleep) -> None:
    """Sleeps, but not through `stop`."""

    async def sleeping() -> None:
        await sleep(seconds)

    await unless(stop, sleeping())
