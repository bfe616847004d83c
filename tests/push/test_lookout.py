"""Those who look after the bot hear of what is wrong with it, once, and by a way that works."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.domain.conversation import Address, ChatKind, Place, Platform, Say
from bot.domain.sending import Gone, Sent, TryLater
from bot.push.lookout import Lookout
from bot.store import people
from bot.store.engine import Engine
from bot.study.desk import Desk
from bot.study.visit import Defaults
from tests.store.builders import MADRID, NOW, TODAY, a_chat, reserves
from tests.study.town import plain

ANA = (Platform.TELEGRAM, 1001)
MARY = (Platform.DISCORD, 1003)
WAIT = 10


class Way:
    """The way out to one platform, which tests close."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.error: Exception | None = None
        self.takes = asyncio.Event()
        self.takes.set()
        self.said: list[Say] = []

    async def send(self, say: Say) -> Sent:
        """Keeps it, unless it is closed, and as soon as it takes anything."""
        await self.takes.wait()
        if self.error:
            raise self.error
        self.said.append(say)
        return Sent((1,))

    @property
    def texts(self) -> list[str]:
        return [plain(say.body) for say in self.said]


class Post:
    """A program with two platforms, as its lookout sees it: Ana looks after it on Telegram, and Mary on Discord."""

    def __init__(self, desk: Desk) -> None:
        self.now: datetime = NOW
        self.desk = desk
        self.moved = dict.fromkeys((Platform.TELEGRAM, Platform.DISCORD, "database"), NOW)
        self.telegram, self.discord = Way(Platform.TELEGRAM), Way(Platform.DISCORD)
        ways = {way.platform: way for way in (self.telegram, self.discord)}
        self.lookout = Lookout(desk, ways, self._ages, {ANA, MARY}, clock=lambda: self.now, patience=0.2, sending=0.05)

    def _ages(self) -> dict[str, float]:
        return {part: (self.now - at).total_seconds() for part, at in self.moved.items()}

    async def passes(self, minutes: float, *still: str) -> None:
        """So many minutes with a look in each half of them; these parts stand still."""
        for _ in range(int(minutes * 2)):
            self.now += timedelta(seconds=30)
            self.moved |= {part: self.now for part in self.moved if part not in still}
            await asyncio.wait_for(self.lookout.look(), WAIT)


@pytest.fixture
def post(engine: Engine) -> Iterator[Post]:
    with engine.begin() as db:
        for (platform, account), language in ((ANA, "es"), (MARY, "en")):
            place = Place(Address(platform, account), ChatKind.PRIVATE)
            chat = people.chat_of(db, place, language=language, zone=MADRID)
            people.change_chat(db, chat.id, welcomed_at=NOW)
    with Desk(engine, Defaults(MADRID, "en"), clock=lambda: NOW) as desk:
        yield Post(desk)


async def test_while_all_is_well(post: Post):
    """Nobody hears anything."""
    await post.passes(20)
    assert (post.telegram.said, post.discord.said) == ([], [])


async def test_a_platform_that_is_away(post: Post):
    """Over the other one at once, and over itself when it is back: then in one sentence, for it is over."""
    post.telegram.error = TryLater(5)
    await post.passes(10, "telegram")
    assert post.discord.texts == [
        "⚠️ Telegram has been out of reach since 13:00. Questions there wait until it is back."
    ]
    post.telegram.error = None
    await post.passes(5)
    assert post.discord.texts[1:] == ["✅ Telegram is back. It was out of reach from 13:00 to 13:10."]
    assert post.telegram.texts == ["✅ Telegram ha vuelto. No hubo conexión de 13:00 a 13:10."]
    assert all(say.urgent for say in (*post.telegram.said, *post.discord.said))


async def test_a_platform_that_is_away_for_a_moment(post: Post):
    """Two minutes are nobody's business."""
    await post.passes(2, "discord")
    await post.passes(5)
    assert (post.telegram.said, post.discord.said) == ([], [])


async def test_questions_that_are_late(post: Post, engine: Engine):
    """How many, since when, once; and that they come on time again."""
    with engine.begin() as db:
        for number in range(3):
            reserves(db, a_chat(db, number + 1).id, day=TODAY, slot="13:00#1", due_at=NOW)
    await post.passes(8)
    assert post.discord.texts == [
        "⚠️ Questions are late on Telegram: 3 are waiting, the oldest since 13:00. The log may say why."
    ]
    (told,) = post.telegram.texts
    assert told == (
        "⚠️ Las preguntas llegan tarde en Telegram: hay 3 esperando, la primera desde las 13:00. "
        "Quizá el registro diga por qué."
    )
    with engine.begin() as db:
        db.exec_driver_sql("UPDATE deliveries SET state = 'sent'")
    await post.passes(5)
    assert post.discord.texts[1:] == [
        "✅ Questions come on time again on Telegram. They were late from 13:00 to 13:08."
    ]
    assert post.telegram.texts[1:] == [
        "✅ Las preguntas vuelven a llegar a su hora en Telegram. Llegaron tarde de 13:00 a 13:08."
    ]


async def test_a_database_that_hangs(post: Post):
    """The desk is stuck, and is not needed to say so."""
    await post.passes(1)
    released = threading.Event()
    hanging = post.desk.run(lambda db: released.wait(WAIT))
    await post.passes(4, "database")
    (told,) = post.discord.texts
    assert told == (
        "⚠️ The database has taken nothing since 13:01. Is the disk full, or does another program hold it? "
        "What people do waits meanwhile."
    )
    released.set()
    assert hanging.result(WAIT)
    await post.passes(3)
    begun, over = post.telegram.texts
    assert begun == (
        "⚠️ La base de datos no guarda nada desde las 13:01. ¿Está lleno el disco, o la tiene ocupada otro programa? "
        "Mientras tanto, lo que hace la gente espera."
    )
    assert over == "✅ La base de datos vuelve a funcionar. No guardó nada de 13:01 a 13:05."


async def test_a_machine_that_was_asleep(post: Post, engine: Engine):
    """Nobody moved and nothing was sent for hours; that is not told, and what lasts after waking is."""
    with engine.begin() as db:
        reserves(db, a_chat(db, 1).id, day=TODAY, slot="13:00#1", due_at=NOW)
    post.now += timedelta(hours=8)
    await post.lookout.look()
    await post.passes(2, "telegram")
    assert post.discord.said == []
    await post.passes(2, "telegram")
    assert post.discord.texts == [
        "⚠️ Telegram has been out of reach since 21:00. Questions there wait until it is back."
    ]


async def test_an_incident_over_midnight(post: Post):
    """The day stands beside the hour where it is not today's."""
    post.now += timedelta(hours=10, minutes=54, seconds=30)
    await post.passes(10, "telegram")
    await post.passes(3)
    assert post.discord.texts[1:] == ["✅ Telegram is back. It was out of reach from 23:55 (Mon, Mar 2) to 00:05."]


async def test_a_platform_that_takes_its_time(post: Post):
    """What is on its way is not sent a second time, and what is over meanwhile is told behind it."""
    post.discord.takes = asyncio.Event()
    await post.passes(6, "telegram")
    await post.passes(4)
    assert post.discord.said == []
    post.discord.takes.set()
    await post.passes(1)
    assert [text[0] for text in post.discord.texts] == ["⚠", "✅"]


async def test_who_cannot_be_told(post: Post):
    """Who blocked the bot is tried once."""
    post.telegram.error = Gone()
    await post.passes(5, "discord")
    post.telegram.error = None
    await post.passes(1, "discord")
    assert post.telegram.said == []
