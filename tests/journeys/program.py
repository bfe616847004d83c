"""Repaso at work against the emulator, in this process: the real edge, desk, tick and pusher on a real SQLite file."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text as sql

from bot import edges
from bot.bank.importer import load
from bot.chats.pace import Pace
from bot.chats.telegram.edge import TelegramEdge
from bot.curating import host_of
from bot.domain.conversation import Platform
from bot.domain.turns import UNLIMITED
from bot.health import Pulse
from bot.push import tick
from bot.push.pusher import Pusher
from bot.settings import Settings
from bot.study.desk import Desk
from bot.study.visit import Defaults
from tests.databases import lent
from tests.emulator import Emulator
from tests.study.town import MONDAY

PATIENCE = 10.0
FIRST_IS_OVERFITTING = 906
"""With this seed the first new question is that of the topic “Machine learning”."""


class Clock:
    """The time, for the program and for Telegram alike; only tests move it."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The moment, in UTC."""
        return self.now

    def later(self, **passed: float) -> None:
        """Lets time pass: `later(days=1)`."""
        self.now += timedelta(**passed)


class Program:
    """One installation. `start` and `stop` may be called again and again: the database stays."""

    def __init__(self, emulator: Emulator, file: Path, clock: Clock, **settings: Any) -> None:
        self.emulator, self.clock = emulator, clock
        self.settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it; nobody's .env counts here
            telegram_bot_token=SecretStr(emulator.token),
            telegram_api_url=emulator.url,
            database_url=f"sqlite:///{file}",
            **settings,
        )
        self.desk: Desk
        self.edge: TelegramEdge
        self.pulse = Pulse(clock, [Platform.TELEGRAM, "database"])
        self._file, self._held = file, ExitStack()
        self._pusher: Pusher
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """As `repaso run` starts, but that nothing is sent by itself: see `pushes`."""
        engine = self._held.enter_context(lent(self._file))
        defaults = Defaults(self.settings.timezone, self.settings.language)
        rng, host = Random(FIRST_IS_OVERFITTING), host_of(self.settings)
        desk = Desk(engine, defaults, clock=self.clock, rng=rng, load=load, host=host)
        self.desk = self._held.enter_context(desk)
        left = await asyncio.wrap_future(self.desk.run(lambda db: edges.left_over(db, Platform.TELEGRAM, self.clock())))
        beat = partial(self.pulse.beat, Platform.TELEGRAM)
        self.edge = edges.telegram_edge(
            self.settings, self.desk, left, clock=self.clock, pace=Pace(UNLIMITED), on_beat=beat
        )
        self._pusher = Pusher(
            self.desk, {Platform.TELEGRAM: self.edge}, rng=Random(FIRST_IS_OVERFITTING), clock=self.clock
        )
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self.edge.run(self._stop))
        await self.emulator.until(lambda: bool(self.edge.username), "the bot did not connect")

    async def stop(self) -> None:
        """As a person stops it."""
        running, self._running = self._running, None
        if running is None:
            return
        self._stop.set()
        async with asyncio.timeout(PATIENCE):
            await running
        self._held.close()

    async def pushes(self) -> int:
        """What the tick and the pusher do within two seconds; gives how many deliveries were dealt with."""
        claim = self.desk.run(lambda db: tick.take_up(db, {Platform.TELEGRAM}, self.clock()))
        async with asyncio.timeout(PATIENCE):
            await asyncio.wrap_future(claim)
            return await self._pusher.drain()

    async def closes_days(self) -> None:
        """What the program does every minute."""
        await asyncio.wrap_future(self.desk.run(lambda db: tick.close_days(db, self.clock())))

    async def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of an SQL query, after everything that was handed over before."""
        async with asyncio.timeout(PATIENCE):
            return await asyncio.wrap_future(self.desk.run(lambda db: [tuple(row) for row in db.execute(sql(query))]))


@asynccontextmanager
async def running(
    emulator: Emulator, file: Path, clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Program]:
    """An installation at work."""
    program = Program(emulator, file, clock or Clock(), **settings)
    emulator.clock = lambda: program.clock().timestamp()
    await program.start()
    try:
        yield program
    finally:
        await program.stop()
