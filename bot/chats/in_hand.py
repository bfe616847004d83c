"""Work that has begun and that stopping waits for."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
Done = asyncio.Task[None] | Future[None]
"""What is done, in this thread or in another one."""
_log = logging.getLogger(__name__)


class InHand:
    """Tasks, each until it is done: the loop itself would let them be collected."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def keep(self, task: "asyncio.Task[T]") -> "asyncio.Task[T]":
        """Keeps a task whose outcome somebody waits for."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def leave(self, task: "asyncio.Task[None]") -> None:
        """Keeps a task that nobody waits for: if it fails, the log says so."""
        self.keep(task).add_done_callback(logs_failure("a reply could not be shown", _log))

    async def settle(self, grace: float) -> None:
        """Waits `grace` seconds for all of them, and cancels what is not done by then."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def logs_failure(what: str, log: logging.Logger) -> Callable[[Done], None]:
    """What to call when something is done that nobody waits for: if it failed, the log says `what`, and why."""

    def is_done(done: Done) -> None:
        if not done.cancelled() and (error := done.exception()) is not None:
            log.error(what, exc_info=error)

    return is_done
