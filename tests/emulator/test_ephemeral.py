"""Messages that one member of a group sees alone: what Telegram allows, asked by python-telegram-bot itself."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from telegram import Bot, Message
from telegram.error import BadRequest, EndPointNotFound

from tests.emulator import Chat, Emulator, Person
from tests.emulator.test_emulator import a_bot, keys


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        emulator.ephemeral = True
        emulator.clock = lambda: 1_000_000.0
        yield emulator


@pytest_asyncio.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    async with a_bot(emulator) as bot:
        yield bot


@pytest.fixture
def ana(emulator: Emulator) -> Person:
    return emulator.person("Ana")


@pytest.fixture
def group(emulator: Emulator, ana: Person) -> Chat:
    return emulator.group("IA 2026", [ana])


async def says(bot: Bot, chat: int, to: Person, text: str = "secreto", **how: Any) -> Message:
    told = {"receiver_user_id": to.id, **how}
    return await bot.send_message(chat, text, api_kwargs={"ephemeral_message_parameters": told})


async def pressed(bot: Bot, group: Chat, who: Person) -> str:
    await bot.send_message(group.id, "¿?", reply_markup=keys("x"))
    return (await group.press(who, group.from_bot[-1], 0)).id


async def test_within_fifteen_seconds_of_a_press(emulator: Emulator, bot: Bot, group: Chat, ana: Person):
    query = await pressed(bot, group, ana)
    sent = await says(bot, group.id, ana, callback_query_id=query)
    assert (sent.message_id, group.asides.of(ana)[0].text) == (0, "secreto")
    assert sent.api_kwargs["ephemeral_message_id"] == group.asides.of(ana)[0].ephemeral
    emulator.clock = lambda: 1_000_016.0
    with pytest.raises(BadRequest, match="too old"):
        await says(bot, group.id, ana, callback_query_id=query)


async def test_the_press_of_somebody_else(emulator: Emulator, bot: Bot, group: Chat, ana: Person):
    luis = emulator.person("Luis")
    group.members.append(luis)
    query = await pressed(bot, group, ana)
    with pytest.raises(BadRequest, match="too old"):
        await says(bot, group.id, luis, callback_query_id=query)


async def test_at_any_time_for_an_admin(bot: Bot, group: Chat, ana: Person):
    with pytest.raises(BadRequest, match=r"[Nn]ot enough rights"):
        await says(bot, group.id, ana)
    group.bot_role = "administrator"
    assert (await says(bot, group.id, ana)).message_id == 0


async def test_groups_and_their_members_only(emulator: Emulator, bot: Bot, group: Chat, ana: Person):
    emulator.private(ana, started=True)
    with pytest.raises(BadRequest, match="groups and supergroups"):
        await says(bot, ana.id, ana)
    with pytest.raises(BadRequest, match=r"(?i)not_participant"):
        await says(bot, group.id, emulator.person("Nobody"))


async def test_changing_one(bot: Bot, group: Chat, ana: Person):
    group.bot_role = "administrator"
    number = (await says(bot, group.id, ana)).api_kwargs["ephemeral_message_id"]
    where = {"chat_id": group.id, "receiver_user_id": ana.id, "ephemeral_message_id": number}
    assert await bot.do_api_request("editEphemeralMessageText", api_kwargs=where | {"text": "otro"})
    assert group.asides.of(ana)[0].text == "otro"
    with pytest.raises(BadRequest, match=r"(?i)caption_too_long"):
        await bot.do_api_request("editEphemeralMessageText", api_kwargs=where | {"text": "x" * 1025})
    with pytest.raises(BadRequest, match=r"(?i)not found"):
        await bot.do_api_request(
            "editEphemeralMessageText", api_kwargs=where | {"ephemeral_message_id": 1, "text": "x"}
        )


async def test_a_server_that_does_not_know_them(emulator: Emulator, bot: Bot, group: Chat, ana: Person):
    emulator.ephemeral = False
    sent = await says(bot, group.id, ana, text="¡todos me leen!")
    assert sent.message_id
    assert group.asides.of(ana) == []
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("editEphemeralMessageText", api_kwargs={"chat_id": group.id, "text": "x"})
