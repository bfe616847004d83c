"""The edge keeps Telegram's limits, as the emulator enforces them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.chats.pace import Pace
from bot.chats.telegram.edge import TelegramEdge
from bot.chats.telegram.rates import FREE, PAID
from bot.domain.conversation import Address, Platform, Say
from bot.domain.sending import Sent, TryLater
from bot.domain.turns import Limits as Slow
from tests.chats.telegram_edge.stand_ins import CannedDesk, an_edge, line, running
from tests.emulator import Emulator, PrivateChat
from tests.emulator.limits import Limits


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


def crowd(emulator: Emulator, people: int) -> list[PrivateChat]:
    return [emulator.private(emulator.person(f"P{number}"), started=True) for number in range(people)]


def pushed(edge: TelegramEdge, chats: list[PrivateChat], *, times: int = 1) -> list[asyncio.Task[Sent]]:
    """Something that comes by itself, into each of the chats."""
    says = [Say(line("¿?"), to=Address(Platform.TELEGRAM, chat.id)) for chat in chats for _ in range(times)]
    return [asyncio.create_task(edge.send(say)) for say in says]


@pytest.mark.parametrize("limits", [FREE, PAID])
async def test_a_crowd_is_written_to_without_a_refusal(emulator: Emulator, desk: CannedDesk, limits):
    """More than go in a second, two of them into one chat: nothing is refused, and all of it arrives."""
    emulator.limits, emulator.latency = Limits(), 0.01
    chats = crowd(emulator, 40)
    async with running(an_edge(emulator, desk, pace=Pace(limits))) as edge, asyncio.timeout(20):
        await emulator.until(lambda: bool(edge.username), "it did not connect")
        await asyncio.gather(*pushed(edge, chats), *pushed(edge, chats[:1]))
        await chats[0].says("hola")
        await emulator.until(lambda: len(chats[0].from_bot) == 3, "there is no reply")
    assert emulator.limits.refused == 0
    assert [len(chat.from_bot) for chat in chats] == [3] + [1] * 39
    paid = {call.params.get("allow_paid_broadcast") for call in emulator.calls("sendMessage")}
    assert paid == {"true" if limits is PAID else None}


async def test_what_is_urgent(emulator: Emulator, desk: CannedDesk):
    """It goes before everything that comes by itself and waits for its turn."""
    chats = crowd(emulator, 12)
    async with running(an_edge(emulator, desk, pace=Pace(Slow(10)))) as edge, asyncio.timeout(20):
        await emulator.until(lambda: bool(edge.username), "it did not connect")
        waiting = pushed(edge, chats[:-1])
        await emulator.called("sendMessage")
        await edge.send(Say(line("⚠️"), to=Address(Platform.TELEGRAM, chats[-1].id), urgent=True))
        assert len(emulator.calls("sendMessage")) < len(chats) / 2
        await asyncio.gather(*waiting)


async def test_retry_after_halts_everybody(emulator: Emulator, desk: CannedDesk):
    """One is refused: until the time is over nothing is sent, neither to others nor as a reply."""
    chats = crowd(emulator, 3)
    async with running(an_edge(emulator, desk, pace=Pace(FREE))) as edge, asyncio.timeout(20):
        await emulator.until(lambda: bool(edge.username), "it did not connect")
        emulator.fail("sendMessage", status=429, retry_after=1)
        (refused,) = pushed(edge, chats[:1])
        with pytest.raises(TryLater):
            await refused
        others = pushed(edge, chats[1:2])
        await chats[2].says("hola")
        await asyncio.sleep(0.3)
        assert not any(chat.from_bot for chat in chats)
        await asyncio.gather(*others)
        await chats[2].next_message()
