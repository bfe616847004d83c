"""`repaso run` as a process, there within a quarter of a second: forked from one that has imported everything."""

import asyncio
import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import threading
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.journeys.processes import is_setting

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.app", "bot.cli", "bot.edges", "time_machine", "tests.journeys.lives"])
PATIENCE = 30.0


class Life:
    """One installation, whose program lives, dies and lives again. `ahead`: how far its clock is ahead of ours."""

    def __init__(self, env: Mapping[str, str], folder: Path) -> None:
        self._env, self._folder = dict(env), folder
        self._log = folder / "log"
        self._process: Any = None  # the class of a context that is chosen at run time
        self._clock: Connection | None = None
        self.ahead = timedelta()
        self.kills = 0

    @property
    def is_alive(self) -> bool:
        """Whether the program runs."""
        return self._process is not None and self._process.is_alive()

    @property
    def log(self) -> str:
        """What all of its lives have logged."""
        return self._log.read_text() if self._log.exists() else ""

    async def begins(self) -> None:
        """Starts it; it is on its way then."""
        assert not self.is_alive, "it lives"
        clock, self._clock = _FORKS.Pipe(duplex=False)
        what = (self._env, str(self._folder), str(self._log), clock, self.ahead.total_seconds())
        self._process = _FORKS.Process(target=_repaso_run, args=what, daemon=True)
        await asyncio.to_thread(self._process.start)
        clock.close()

    async def is_killed(self) -> None:
        """As a power cut does it."""
        self._process.kill()
        self.kills += 1
        assert await self._ended() == -signal.SIGKILL

    async def logs(self, words: str) -> None:
        """Waits until its log holds these words."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.log:
                assert self.is_alive, f"it ended without saying {words!r}: {self.log}"
                await asyncio.sleep(0.02)

    async def has_ended(self) -> int:
        """Waits until it ends by itself; gives the exit status."""
        return await self._ended()

    async def is_stopped(self) -> int:
        """As systemd does it; gives the exit status. Ten seconds have to be enough."""
        self._process.terminate()
        return await self._ended(10.0)

    async def jumps(self, by: timedelta) -> None:
        """Its clock jumps, while it runs and for its next lives."""
        self.ahead += by
        if self.is_alive and self._clock is not None:
            self._clock.send(by.total_seconds())

    def may_write(self, size: int | None) -> None:
        """Its files may not grow beyond so many bytes (None: as they like). As with a full disk, writes fail."""
        limit = resource.RLIM_INFINITY if size is None else size
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    async def _ended(self, within: float = PATIENCE) -> int:
        await asyncio.to_thread(self._process.join, within)
        status: int | None = self._process.exitcode
        assert status is not None, f"it goes on after {within:g} s: {self.log[-2000:]}"
        return status


def _repaso_run(env: Mapping[str, str], folder: str, log: str, clock: Connection, ahead: float) -> None:
    """The process: the same command line as anybody's, in a folder of its own, with a clock that may jump."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(out, 1), os.dup2(out, 2)
    _settle_in(env, folder)
    warnings.simplefilter("error")
    _be_nobody_special()
    _follow(clock, ahead)
    from bot.cli import main

    sys.argv = ["repaso", "run"]
    main()


def _settle_in(env: Mapping[str, str], folder: str) -> None:
    for name in [name for name in os.environ if is_setting(name)]:
        del os.environ[name]
    os.environ.update(env)
    os.chdir(folder)


def _be_nobody_special() -> None:
    """Gives up what root may do beyond others: files that are read-only are so for this process, too."""
    version_3_of_this_process, no_capabilities = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capset(version_3_of_this_process, no_capabilities)


def _follow(clock: Connection, ahead: float) -> None:
    """All of this process's clocks but the monotonic one, which never jumps, are `ahead` and do as they are told."""
    import time_machine

    traveller = time_machine.travel(datetime.now(UTC) + timedelta(seconds=ahead), tick=True).start()

    def listen() -> None:
        while True:
            try:
                traveller.shift(clock.recv())
            except EOFError:  # whoever began this life is gone, and nobody else would end it
                os._exit(1)

    threading.Thread(target=listen, daemon=True).start()
