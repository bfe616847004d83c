"""The pace of a platform on the event loop: turns are waited for, given back, and refused when the program stops."""

import asyncio

import pytest

from bot.chats.pace import Pace
from bot.domain.sending import TryLater
from bot.domain.turns import Limits

PATIENCE = 5.0


class Clock:
    """Seconds that pass only when the test says so; what was to be called later is called on the way."""

    def __init__(self) -> None:
        self.now = 100.0
        self._calls: list[_Call] = []

    def later(self, seconds, call):
        self._calls.append(_Call(self.now + seconds, call))
        return self._calls[-1]

    async def pass_to(self, moment: float) -> None:
        await settle()
        while due := [call for call in self._calls if not call.is_cancelled and call.at <= moment]:
            self.wakes(min(call.at for call in due))
            await settle()
        self.now = moment

    def wakes(self, moment: float) -> None:
        """Calls what is next, for this moment."""
        first = min((call for call in self._calls if not call.is_cancelled), key=lambda call: call.at)
        self._calls.remove(first)
        self.now = moment
        first.call()


class _Call:
    def __init__(self, at, call):
        self.at, self.call, self.is_cancelled = at, call, False

    def cancel(self):
        self.is_cancelled = True


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class Street:
    """Calls to a platform that answers at once."""

    def __init__(self, limits: Limits) -> None:
        self.clock = Clock()
        self.pace = Pace(limits, clock=lambda: self.clock.now, later=self.clock.later)
        self.sent: list[tuple[float, int]] = []

    def sends(self, *chats: int, pushed: bool = False) -> list[asyncio.Task[None]]:
        return [asyncio.create_task(self._send(chat, pushed)) for chat in chats]

    async def _send(self, chat: int, pushed: bool) -> None:
        async with self.pace.turn(chat, pushed=pushed):
            self.sent.append((round(self.clock.now - 100, 1), chat))


async def test_turns_come_when_the_limits_allow_them():
    """Two a second, and one a second into one chat."""
    street = Street(Limits(2, chat_alone=True))
    street.sends(1, 2, 1, 3)
    await street.clock.pass_to(103)
    assert street.sent == [(0, 1), (0, 2), (1, 3), (1, 1)]


async def test_a_failure_gives_its_turn_back():
    """What was sent in vain counts, and holds up nobody for longer than what arrived."""
    street = Street(Limits(1))
    with pytest.raises(OSError, match="broken"):
        async with street.pace.turn(1):
            raise OSError("broken")
    street.sends(2)
    await street.clock.pass_to(102)
    assert street.sent == [(1, 2)]


async def test_who_is_cancelled_leaves_the_line():
    """Waiting, or with the turn just granted; the next one is not kept from theirs."""
    street = Street(Limits(1))
    waits, granted = street.sends(1, 1)
    street.sends(2)
    await settle()
    granted.cancel()
    await street.clock.pass_to(105)
    assert [chat for _, chat in street.sent] == [1, 2]
    assert waits.done()
    street.sends(3)
    (just_granted,) = street.sends(4)
    await settle()
    street.clock.wakes(106.1)
    just_granted.cancel()
    street.sends(5)
    await street.clock.pass_to(110)
    assert [chat for _, chat in street.sent] == [1, 2, 3, 5]
    assert just_granted.cancelled()


async def test_a_halt_is_waited_for():
    """By replies and pushes alike."""
    street = Street(Limits(10))
    street.pace.halt(30)
    street.sends(1)
    street.sends(2, pushed=True)
    assert street.pace.halted_for() == 30
    await street.clock.pass_to(129)
    assert street.sent == []
    await street.clock.pass_to(131)
    assert street.sent == [(30, 1), (30, 2)]


async def test_when_the_program_stops_pushes_wait_no_longer():
    """Replies still get their turn, and after a new start pushes do, too."""
    street = Street(Limits(1))
    street.sends(1)
    (push,), (reply,) = street.sends(2, pushed=True), street.sends(3)
    await settle()
    street.pace.close()
    late = street.sends(4, pushed=True)[0]
    for one in (push, late):
        with pytest.raises(TryLater):
            await asyncio.wait_for(one, PATIENCE)
    await street.clock.pass_to(102)
    assert reply.done()
    street.pace.open()
    street.sends(5, pushed=True)
    await street.clock.pass_to(104)
    assert [chat for _, chat in street.sent] == [1, 3, 5]


async def test_a_reply_hurries_what_is_pushed_there():
    """Somebody who writes waits behind the question that is on its way to them, and not behind all the others."""
    street = Street(Limits(1))
    street.sends(*range(1, 10), pushed=True)
    await settle()
    street.pace.hurry(8)
    await street.clock.pass_to(101.5)
    assert [chat for _, chat in street.sent] == [1, 8]


async def test_the_clock_of_the_event_loop():
    """Without a limit nobody waits, and with one turns come by themselves."""
    pace = Pace(Limits(1000))
    async with asyncio.timeout(PATIENCE):
        for chat in range(60):
            async with pace.turn(chat):
                pass
