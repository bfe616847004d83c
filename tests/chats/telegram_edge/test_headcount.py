"""How many people a group has, as Telegram says it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio
from telegram import Bot

from bot.chats.telegram.headcount import REMEMBERED_FOR, Headcount
from bot.chats.telegram.request import AiohttpRequest
from bot.domain.conversation import Address, ChatKind, Command, Incoming, Place, Platform, Presence, Sender
from tests.emulator import Emulator

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A Telegram."""
    async with Emulator() as emulator:
        yield emulator


@pytest_asyncio.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    """Our account there."""
    request = AiohttpRequest()
    async with Bot(emulator.token, base_url=f"{emulator.url}/bot", request=request, get_updates_request=request) as bot:
        yield bot


def said_in(chat: int, kind: ChatKind = ChatKind.GROUP, what: object = Command("top")) -> Incoming:
    place = Place(Address(Platform.TELEGRAM, chat), kind)
    return Incoming("1", place, Sender(1, "Ana"), NOW, what)  # type: ignore[arg-type]  # some kind of Incoming


async def test_asked_once_an_hour(emulator: Emulator, bot: Bot):
    """Two updates of a group ask once; an hour later it is asked again, and who came since counts."""
    people = [emulator.person(name) for name in ("Ana", "Luis")]
    group = emulator.group("IA", people)
    time = [100.0]
    headcount = Headcount(bot, lambda: time[0])
    counted = await headcount.counted([said_in(group.id), said_in(group.id)])
    assert [one.place.headcount for one in counted] == [2, 2]
    group.members.append(emulator.person("Eva"))
    assert [one.place.headcount for one in await headcount.counted([said_in(group.id)])] == [None]
    time[0] += REMEMBERED_FOR
    assert [one.place.headcount for one in await headcount.counted([said_in(group.id)])] == [3]
    assert len(emulator.calls("getChatMemberCount")) == 2


async def test_what_is_not_asked_about(emulator: Emulator, bot: Bot):
    """Private chats, channels, and a group that has just thrown us out."""
    incomings = [
        said_in(1, ChatKind.PRIVATE),
        said_in(-2, ChatKind.CHANNEL),
        said_in(-3, what=Presence(here=False)),
    ]
    assert await Headcount(bot).counted(incomings) == incomings
    assert emulator.calls("getChatMemberCount") == []


async def test_a_telegram_that_says_nothing(emulator: Emulator, bot: Bot):
    """The number stays empty, for this hour, and nothing fails."""
    group = emulator.group("IA", [emulator.person("Ana")])
    emulator.fail("getChatMemberCount", status=500)
    headcount = Headcount(bot, lambda: 5.0)
    for _ in range(2):
        assert [one.place.headcount for one in await headcount.counted([said_in(group.id)])] == [None]
    assert len(emulator.calls("getChatMemberCount")) == 1
