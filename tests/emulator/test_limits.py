"""The emulator enforces how much a bot may send, when it is told to."""

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from tests.emulator import Emulator
from tests.emulator.errors import ApiError
from tests.emulator.faults import Call
from tests.emulator.limits import Limits
from tests.emulator.test_emulator import a_bot

ANA, GROUP = 1001, -1_002_000_000_001


class Bouncer:
    """Limits on a clock that the test sets."""

    def __init__(self) -> None:
        self.now = 100.0
        self.limits = Limits(clock=lambda: self.now)

    def takes(self, chat: int, method: str = "sendMessage", **params: object) -> int:
        """Seconds that it asks to wait; 0 when the call is let through."""
        try:
            self.limits.check(Call(method, {"chat_id": chat, **params}))
        except ApiError as error:
            return error.parameters["retry_after"]
        return 0


def test_thirty_a_second_in_all():
    """In whatever second: what is sent at its end leaves less for the beginning of the next one."""
    bouncer = Bouncer()
    assert [bouncer.takes(chat) for chat in range(1, 31)] == [0] * 30
    bouncer.now += 0.99
    assert bouncer.takes(31) == 1
    bouncer.now += 0.01
    assert bouncer.takes(31) == 0
    assert bouncer.limits.refused == 1


def test_one_a_second_in_a_chat():
    """Changing a message is not posting one, and a press has to be answered at once."""
    bouncer = Bouncer()
    assert [bouncer.takes(ANA), bouncer.takes(ANA)] == [0, 1]
    assert [bouncer.takes(ANA, method) for method in ("editMessageText", "answerCallbackQuery")] == [0, 0]


def test_twenty_a_minute_in_a_group():
    """Changed messages count there."""
    bouncer = Bouncer()
    for _ in range(20):
        assert bouncer.takes(GROUP, "editMessageText") == 0
        bouncer.now += 1
    assert bouncer.takes(GROUP) == 40


def test_paid_broadcast_is_a_thousand_a_second():
    """Only for what is sent with it."""
    bouncer = Bouncer()
    refused = sum(bouncer.takes(chat, allow_paid_broadcast="true") for chat in range(1, 1002))
    assert refused == 1
    assert bouncer.takes(2000) == 0


@pytest.mark.parametrize("latency", [0.0, 0.02])
async def test_a_message_too_many_is_refused_on_the_wire(latency: float):
    """Whoever sends two at once into a chat is told how long to wait; without limits it is not."""
    async with Emulator() as emulator:
        ana = emulator.private(emulator.person("Ana"), started=True)
        emulator.latency = latency
        async with a_bot(emulator) as bot:
            await _two_at_once(bot, ana.id)
            emulator.limits = Limits()
            with pytest.raises(RetryAfter):
                await _two_at_once(bot, ana.id)
    assert len(ana.from_bot) == 3


async def _two_at_once(bot: Bot, chat: int) -> None:
    await bot.send_message(chat, "uno")
    await bot.send_message(chat, "dos")
