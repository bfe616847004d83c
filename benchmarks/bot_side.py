"""A bot in a process of its own that tells how much time of the processor and how much memory it has taken."""

import asyncio
import multiprocessing
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_SPAWN = multiprocessing.get_context("spawn")
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of processor time since the process began, and bytes of memory that it holds now."""

    cpu: float
    memory: int


class BotSide:
    """A running bot."""

    def __init__(self, line: Connection, pid: int) -> None:
        self._line, self.pid = line, pid

    def usage(self) -> Usage:
        """Up to now."""
        self._line.send("usage")
        return Usage(*self._line.recv())


@contextmanager
def bot_side(main: Callable[..., Coroutine[Any, Any, None]], *given: object) -> Iterator[BotSide]:
    """Runs `main(*given)` in a new process, until the end; it is killed then, for nobody cares how it stops."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_run, args=(theirs, main, given), daemon=True)
    process.start()
    try:
        yield BotSide(ours, process.pid or 0)
    finally:
        process.kill()
        process.join(10)


def _run(line: Connection, main: Callable[..., Coroutine[Any, Any, None]], given: tuple[object, ...]) -> None:
    threading.Thread(target=_answers, args=(line,), daemon=True).start()
    asyncio.run(main(*given))


def _answers(line: Connection) -> None:
    while True:
        try:
            line.recv()
        except (EOFError, OSError):
            os._exit(0)
        line.send((time.process_time(), _memory()))


def _memory() -> int:
    """What is in memory now; where the system does not tell, the most that ever was."""
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
