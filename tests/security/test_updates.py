"""Updates as no honest platform sends them, through the real library and the running program."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.emulator import Emulator
from tests.journeys.program import Program, running

PRIVATE = {"id": 5, "type": "private", "first_name": "X"}
WHO = {"id": 5, "is_bot": False, "first_name": "X"}
GOOD = {"message_id": 5, "date": 1_790_000_000, "chat": PRIVATE, "from": WHO, "text": "/start"}
ABSURD: dict[str, tuple[str, Any]] = {
    "nothing in it": ("message", {}),
    "a number for a text": ("message", GOOD | {"text": 7}),
    "a list for a text": ("message", GOOD | {"text": ["/start"]}),
    "words for a date": ("message", GOOD | {"date": "yesterday"}),
    "no date": ("message", {key: value for key, value in GOOD.items() if key != "date"}),
    "a date before time": ("message", GOOD | {"date": -(10**18)}),
    "words for a chat": ("message", GOOD | {"chat": "x"}),
    "words for its number": ("message", GOOD | {"chat": PRIVATE | {"id": "5"}}),
    "a number beyond the database": ("message", GOOD | {"chat": PRIVATE | {"id": 10**30}}),
    "half a person": ("message", GOOD | {"from": WHO | {"id": 5.5}}),
    "a huge person": ("message", GOOD | {"from": WHO | {"id": -(10**30)}}),
    "nobody at all": ("message", GOOD | {"from": {"id": None, "is_bot": False, "first_name": ""}}),
    "a huge message": ("message", GOOD | {"message_id": 10**40}),
    "a chat of another kind": ("message", GOOD | {"chat": PRIVATE | {"type": "séance"}}),
    "an answer to nothing": ("message", GOOD | {"reply_to_message": {}}),
    "a thread that is none": ("message", GOOD | {"is_topic_message": True, "message_thread_id": "x"}),
    "a place off the map": ("message", GOOD | {"text": None, "location": {"latitude": "x", "longitude": 1e999}}),
    "a file without a name": ("message", GOOD | {"text": None, "document": {"file_id": 1, "file_unique_id": 2}}),
    "a file of negative size": (
        "message",
        GOOD
        | {"text": None, "document": {"file_id": "a", "file_unique_id": "b", "file_name": "x.md", "file_size": -9}},
    ),
    "a press on nothing": ("callback_query", {"id": "1", "from": WHO, "chat_instance": "x", "data": "1h:1:0"}),
    "a press of a number": (
        "callback_query",
        {"id": "1", "from": WHO, "chat_instance": "x", "data": 7, "message": GOOD},
    ),
    "a press of ten thousand letters": (
        "callback_query",
        {"id": "1", "from": WHO, "chat_instance": "x", "data": "1" + "h" * 10_000, "message": GOOD},
    ),
    "a vote of a thousand": ("poll_answer", {"poll_id": "1", "user": WHO, "option_ids": [10**9] * 1_000}),
    "a vote of words": ("poll_answer", {"poll_id": 7, "user": WHO, "option_ids": "all"}),
    "a member of nothing": ("my_chat_member", {"chat": PRIVATE, "from": WHO, "date": 1}),
    "something new": ("telepathy", {"thought": "?"}),
}


@pytest_asyncio.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A fresh Telegram."""
    async with Emulator() as emulator:
        yield emulator


@pytest_asyncio.fixture
async def repaso(emulator: Emulator, file: Path) -> AsyncIterator[Program]:
    """The program at work."""
    async with running(emulator, file) as program:
        yield program


async def test_none_of_them_holds_up_those_behind(
    emulator: Emulator, repaso: Program, caplog: pytest.LogCaptureFixture
):
    """All at once, and then somebody who only wants to begin: they are answered, and Telegram is told of all."""
    for kind, content in ABSURD.values():
        emulator.updates.add(kind, content)
    ana = emulator.person("Ana", language="es")
    chat = emulator.private(ana)
    await chat.says(ana, "/start")
    assert "¡Hola, Ana!" in (await chat.next_message()).text
    await emulator.all_acknowledged()
    people = await repaso.ask("SELECT name FROM learners WHERE name NOT IN ('X', '?')")
    assert people == [("Ana",)]


@pytest.mark.parametrize("answer", [7, "x", [7], [None], [{}], [{"update_id": "9"}], [{"update_id": True}], {"a": 1}])
async def test_an_answer_that_holds_no_updates(answer: Any):
    """A proxy may answer in Telegram's place: that is trouble with the network, and waited for."""
    from telegram.error import NetworkError

    from bot.chats.telegram.polling import bot_for

    bot = bot_for("42:AAF", "http://127.0.0.1:1")

    async def answers(*_: object, **__: object) -> Any:
        return answer

    bot._post = answers  # type: ignore[method-assign,assignment]  # what the wire brought
    with pytest.raises(NetworkError, match="holds no updates"):
        await bot.raw_updates(0)
