"""Whoever looks after the bot hears from it when it does not work, as they read it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.conversation import Platform
from bot.push import tick
from bot.push.lookout import Lookout
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.program import Program, running
from tests.journeys.test_pushes import has_daily, madrid


@pytest_asyncio.fixture
async def repaso(emulator: Emulator, ana: Person, mary: Person, file: Path) -> AsyncIterator[Program]:
    """Ana and Mary look after it."""
    async with running(emulator, file, admins=f"telegram:{ana.id},telegram:{mary.id}") as program:
        yield program


@pytest.fixture
def lookout(repaso: Program) -> Lookout:
    """As `repaso run` has it."""
    ways = {Platform.TELEGRAM: repaso.edge}
    return Lookout(repaso.desk, ways, repaso.pulse.ages, repaso.settings.host_admins, clock=repaso.clock)


async def welcomed(emulator: Emulator, person: Person) -> PrivateChat:
    """Their chat, after /start."""
    chat = emulator.private(person)
    await chat.says("/start")
    await chat.next_message()
    return chat


async def passes(repaso: Program, lookout: Lookout, minutes: int, *still: str) -> None:
    """So many minutes, with a look in each, in which everything moves but these parts."""
    for _ in range(minutes):
        repaso.clock.now += timedelta(minutes=1)
        for part in {"telegram", "database"} - set(still):
            repaso.pulse.beat(part)
        await lookout.look()


async def test_telegram_was_away(repaso: Program, lookout: Lookout, emulator: Emulator, ana: Person, mary: Person):
    """Nobody can be told while it is; then one sentence says from when to when, in each one's language."""
    chats = [await welcomed(emulator, person) for person in (ana, mary)]
    await lookout.look()
    await emulator.goes_down()
    await passes(repaso, lookout, 19, "telegram")
    await emulator.comes_back()
    await chats[0].says("/help")
    await chats[0].next_message()
    await passes(repaso, lookout, 4)
    assert [chat.from_bot[-1].text for chat in chats] == [
        "✅ Telegram ha vuelto. No hubo conexión de 10:12 a 10:32.",
        "✅ Telegram is back. It was out of reach from 10:12 to 10:32.",
    ]
    said = [len(chat.from_bot) for chat in chats]
    await passes(repaso, lookout, 10)
    assert [len(chat.from_bot) for chat in chats] == said


async def test_questions_were_late(repaso: Program, lookout: Lookout, emulator: Emulator, ana: Person, mary: Person):
    """At six past nine, once, and when they come on time again."""
    chats = [await welcomed(emulator, person) for person in (ana, mary)]
    await has_daily(chats[0], ana, "09:00")
    repaso.clock.now = madrid(24, 8, 59)
    lookout._looked_at = lookout._awake_since = repaso.clock()
    await passes(repaso, lookout, 1)
    repaso.desk.run(lambda db: tick.take_up(db, {Platform.TELEGRAM}, repaso.clock())).result(10)
    await passes(repaso, lookout, 6)
    assert [chat.from_bot[-1].text for chat in chats] == [
        "⚠️ Las preguntas llegan tarde en Telegram: hay 1 esperando desde las 09:00. Quizá el registro diga por qué.",
        "⚠️ Questions are late on Telegram: 1 has been waiting since 09:00. The log may say why.",
    ]
    await repaso.pushes()
    await passes(repaso, lookout, 4)
    assert [chat.from_bot[-1].text for chat in chats] == [
        "✅ Las preguntas vuelven a llegar a su hora en Telegram. Llegaron tarde de 09:00 a 09:07.",
        "✅ Questions come on time again on Telegram. They were late from 09:00 to 09:07.",
    ]
