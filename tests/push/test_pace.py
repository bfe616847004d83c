"""How fast the bot speaks by itself, on a clock that the test moves."""

import asyncio
import heapq

import pytest

from bot.push.pace import MESSAGES_A_SECOND, Pace


class Clock:
    """Seconds that pass when the test says so; whoever sleeps wakes in the order of their times."""

    def __init__(self) -> None:
        self.now = 100.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        wake = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, len(self._sleepers), wake))
        await wake

    async def pass_to(self, moment: float) -> None:
        """Lets time pass, stopping wherever somebody wakes."""
        await settle()
        while self._sleepers and self._sleepers[0][0] <= moment:
            self.now, _, wake = heapq.heappop(self._sleepers)
            if not wake.cancelled():
                wake.set_result(None)
            await settle()
        self.now = moment


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class Street:
    """People who wait for their turn, and when it came."""

    def __init__(self, rate: float) -> None:
        self.clock = Clock()
        self.pace = Pace(self.clock, rate, sleep=self.clock.sleep)
        self.turns: list[tuple[float, int]] = []
        self.tasks: set[asyncio.Task[None]] = set()

    def queue(self, *numbers: int) -> None:
        for number in numbers:
            self.tasks.add(asyncio.create_task(self._wait(number)))

    async def _wait(self, number: int) -> None:
        await self.pace.turn()
        self.turns.append((self.clock.now - 100, number))


async def test_messages_are_evenly_spaced():
    """The first goes at once, and each other one gap after the one before."""
    street = Street(rate=2)
    street.queue(0, 1, 2, 3)
    await street.clock.pass_to(110)
    assert street.turns == [(0, 0), (0.5, 1), (1, 2), (1.5, 3)]


async def test_a_quiet_time_is_not_saved_up():
    """After a pause there is no burst."""
    street = Street(rate=2)
    street.queue(0)
    await street.clock.pass_to(150)
    street.queue(1, 2)
    await street.clock.pass_to(160)
    assert street.turns == [(0, 0), (50, 1), (50.5, 2)]


async def test_a_halt_is_for_those_who_wait_already():
    """The platform asks for ten seconds when the first message arrives: nobody's turn comes within them."""
    street = Street(rate=2)
    street.queue(0, 1, 2, 3)
    await street.clock.pass_to(100.25)
    street.pace.halt(10)
    street.queue(4)
    await street.clock.pass_to(130)
    assert [at for at, _ in street.turns] == [0, 10.25, 10.75, 11.25, 11.75]
    assert {number for _, number in street.turns} == {0, 1, 2, 3, 4}


async def test_a_shorter_halt_does_not_end_a_longer_one():
    """Two refusals arrive, and the later moment counts."""
    street = Street(rate=1)
    street.pace.halt(10)
    street.pace.halt(2)
    street.queue(0)
    await street.clock.pass_to(120)
    assert street.turns == [(10, 0)]


async def test_a_second_halt_during_the_first():
    """It is waited for as well."""
    street = Street(rate=1)
    street.pace.halt(10)
    street.queue(0, 1)
    await street.clock.pass_to(105)
    street.pace.halt(20)
    await street.clock.pass_to(140)
    assert [at for at, _ in street.turns] == [25, 26]


async def test_the_pace_of_telegram():
    """Of a hundred messages thirty go out within the first second, and not one more."""
    street = Street(rate=MESSAGES_A_SECOND)
    street.queue(*range(100))
    await street.clock.pass_to(101)
    assert len(street.turns) == 30
    await street.clock.pass_to(110)
    assert street.turns[-1][0] == pytest.approx(99 / MESSAGES_A_SECOND)


async def test_the_real_clock():
    """Three messages at a hundred a second take two gaps, with the sleep of the event loop."""
    loop = asyncio.get_running_loop()
    pace = Pace(loop.time, 100)
    began = loop.time()
    for _ in range(3):
        await pace.turn()
    assert 0.015 < loop.time() - began < 5
