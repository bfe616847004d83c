"""Telegram in a process of its own, so that what it costs is not counted as the bot's: the emulator and its crowd."""

import asyncio
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from tests.emulator import Call, Emulator, Message, PrivateChat
from tests.emulator.limits import Limits

AT_ONCE = 500
"""Updates that wait for the bot at most: it takes a hundred at a time."""
LONGEST = 1800.0
STANDS_STILL = 20.0
"""Seconds without a message, after which no more are waited for."""
_SPAWN = multiprocessing.get_context("spawn")


class _Watched(Limits):
    """Limits that note when a message comes that they let through."""

    def __init__(self, arrived: list[float]) -> None:
        super().__init__()
        self._arrived = arrived

    def check(self, call: Call) -> None:
        """See `Limits.check`."""
        super().check(call)
        if call.method == "sendMessage":
            self._arrived.append(time.time())


class Crowd:
    """People in private chats with the bot, each of whom has some questions before them."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._asked: list[tuple[PrivateChat, Message]] = []
        self._next = 0
        self._arrived: list[float] = []

    async def gathers(self, people: int, questions: int) -> None:
        """So many people, numbered from 1001 on, with the messages 1, 2 … of the bot in their chats."""
        self._emulator.keeps_record = False
        chats = [self._emulator.private(self._emulator.person(f"P{number}"), started=True) for number in range(people)]
        for number in range(questions):
            self._asked += [(chat, chat.add(self._emulator.me, text=f"Question {number}?")) for chat in chats]

    async def answers(self, times: int, text: str) -> float:
        """The next so many questions are replied to; gives the seconds until each reply was replied to."""
        goal = self._emulator.done["sendMessage"] + times
        began = time.perf_counter()
        feeding = asyncio.create_task(self._feeds(times, text))
        await self._emulator.until(lambda: self._emulator.done["sendMessage"] >= goal, "not all is answered", LONGEST)
        await feeding
        return time.perf_counter() - began

    async def _feeds(self, times: int, text: str) -> None:
        updates = self._emulator.updates
        for number, (chat, message) in enumerate(self._asked[self._next : self._next + times]):
            await chat.says(text, reply_to=message)
            while not number % 100 and len(updates.all) > AT_ONCE:  # nobody tells of what is taken
                waiting = {update["update_id"] for update in updates.unacknowledged()}
                updates.all = {one: update for one, update in updates.all.items() if one in waiting}
                await asyncio.sleep(0.01)
        self._next += times

    async def limits(self, latency: float, *, enforced: bool) -> None:
        """From now on."""
        self._emulator.latency, self._emulator.limits = latency, _Watched(self._arrived) if enforced else None

    async def sends(self, messages: int) -> tuple[list[float], int]:
        """Waits until the bot has sent so many; gives when each arrived, in seconds since 1970, and how many calls were
        too many.
        """
        arrived = self._arrived
        while len(arrived) < messages and (not arrived or time.time() - arrived[-1] < STANDS_STILL):  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.05)
        return sorted(arrived), self._emulator.limits.refused if self._emulator.limits else 0


class TelegramSide:
    """What the measuring process holds of it: `ask` runs one of the crowd's methods there."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.url, self.token = line.recv()

    def ask(self, name: str, *given: Any, **named: Any) -> Any:  # as the method has them
        """What it gives."""
        self._line.send((name, given, named))
        return self._line.recv()


@contextmanager
def telegram_side() -> Iterator[TelegramSide]:
    """Telegram at work, until the end."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield TelegramSide(ours)
    finally:
        ours.close()
        process.join(10)
        process.kill()


def _serve(line: Connection) -> None:
    asyncio.run(_serving(line))


async def _serving(line: Connection) -> None:
    async with Emulator() as emulator:
        crowd = Crowd(emulator)
        line.send((emulator.url, emulator.token))
        while True:
            try:
                name, given, named = await asyncio.to_thread(line.recv)
            except (EOFError, OSError):
                return
            line.send(await getattr(crowd, name)(*given, **named))


__all__: Sequence[str] = ("TelegramSide", "telegram_side")
