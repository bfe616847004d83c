"""Questions that come by themselves are sent once each, whatever the platform says."""

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot.domain.conversation import Address, ChatKind, Passage, Place, Platform, Say
from bot.domain.memory import Card
from bot.domain.sending import Gone, MovedTo, Refused, Sent, TryLater
from bot.push.postman import HANDS
from bot.push.pusher import Pusher
from bot.store import answers, deliveries, people
from bot.store import tables as t
from bot.store.engine import Engine
from bot.study.desk import Desk
from bot.study.visit import Defaults
from tests.databases import impatient
from tests.store.builders import MADRID, NOW, TODAY, a_chat, a_learner, an_address, questions, reserves

WAIT = 20


class Outbox:
    """A platform that keeps what is sent to it; `answer` may raise what a platform raises."""

    platform = Platform.TELEGRAM

    def __init__(self) -> None:
        self.said: list[Say] = []
        self.answer: Callable[[Say], None] = lambda say: None
        self._ids = itertools.count(1)

    async def send(self, say: Say) -> Sent:
        """Keeps it, as two messages."""
        await asyncio.sleep(0)
        self.answer(say)
        self.said.append(say)
        return Sent((next(self._ids), next(self._ids)))

    @property
    def chats(self) -> list[int]:
        return [say.to.chat for say in self.said if say.to]


class Post:
    """A pusher with its outbox, on a clock that the test moves."""

    def __init__(self, engine: Engine, desk: Desk) -> None:
        self.engine = engine
        self.now: datetime = NOW
        self.seconds = 0.0
        self.outbox = Outbox()
        self.moves, self.rests = 0, False
        self.pusher = Pusher(
            desk,
            {Platform.TELEGRAM: self.outbox},
            rng=Random(7),
            clock=lambda: self.now,
            moves=self._moved,
            monotonic=lambda: self.seconds,
            rests=self._rest,
        )

    def _moved(self) -> None:
        self.moves += 1

    async def _rest(self, stop: asyncio.Event, seconds: float) -> None:
        """A moment, after which the postman looks at the clock again."""
        self.rests = True
        await asyncio.sleep(0.001)

    def reserve(self, *numbers: int, slot: str = "09:00#1", due: datetime = NOW, **place: object) -> None:
        with self.engine.begin() as db:
            for number in numbers:
                reserves(db, a_chat(db, number, **place).id, day=TODAY, slot=slot, due_at=due)

    async def drain(self) -> int:
        return await asyncio.wait_for(self.pusher.drain(), WAIT)

    def states(self) -> dict[int, list[str]]:
        """What became of the deliveries of each chat, in the order of their slots."""
        found: dict[int, list[str]] = {}
        columns = select(t.Chat.chat, t.Delivery.state).join(t.Chat, t.Chat.id == t.Delivery.chat_id)
        with self.engine.connect() as db:
            for chat, state in db.execute(columns.order_by(t.Chat.chat, t.Delivery.id)):
                found.setdefault(chat, []).append(state.value)
        return found


@pytest.fixture
async def post(engine: Engine) -> AsyncIterator[Post]:
    with engine.begin() as db:
        questions(db, *(f"Question {number}?" for number in range(5)))
    with Desk(engine, Defaults(MADRID, "en"), clock=lambda: NOW) as desk:
        yield Post(engine, desk)


def raising(error: Exception, *chats: int) -> Callable[[Say], None]:
    """A platform that says this about these chats."""

    def answer(say: Say) -> None:
        if say.to and say.to.chat in chats:
            raise error

    return answer


def asked_in(say: Say) -> str:
    return next(part.markdown for part in say.body if isinstance(part, Passage))


@pytest.mark.both_databases
async def test_a_question_is_sent_and_noted(post, engine):
    """It goes to its chat, its messages lead back to it, and it is not sent again."""
    post.reserve(1)
    assert await post.drain() == 1
    (say,) = post.outbox.said
    assert (say.to, asked_in(say)[:8]) == (an_address(1), "Question")
    assert post.states() == {1: ["sent"]}
    with engine.connect() as db:
        chat = people.chat_at(db, an_address(1))
        assert [deliveries.delivery_of_message(db, chat.id, message).id for message in (1, 2)] == [say.delivery] * 2
        assert db.execute(select(t.Delivery.sent_at)).scalar_one() == NOW
    assert await post.drain() == 0
    assert len(post.outbox.said) == 1


async def test_several_questions_of_one_slot_are_different(post):
    """Chosen in one batch, each knows of the one before."""
    for number in range(1, 6):
        post.reserve(1, slot=f"09:00#{number}")
    assert await post.drain() == 5
    assert sorted(map(asked_in, post.outbox.said)) == [f"Question {number}?" for number in range(5)]


async def test_a_group_is_asked_as_a_group(post):
    """Its question says how to answer, and comes in the group's language."""
    post.reserve(-5, kind=ChatKind.GROUP)
    await post.drain()
    assert "Reply to this message" in repr(post.outbox.said[0].body)


async def test_patience_keeps_everything_and_halts_everybody(post):
    """Those under way have to wait, and the others do not even begin; later all are sent, with the same questions."""
    chats = list(range(1, HANDS + 5))
    post.reserve(*chats)
    post.outbox.answer = raising(TryLater(30), *chats)
    draining = asyncio.create_task(post.drain())
    await until(lambda: post.rests)
    post.outbox.answer = lambda say: None
    await asyncio.sleep(0.02)
    assert not draining.done()
    assert post.outbox.said == []
    first_choice = await chosen(post)
    assert None not in first_choice
    assert post.states() == {chat: ["reserved"] for chat in chats}
    post.seconds = 31
    assert await asyncio.wait_for(draining, WAIT) == 4
    assert await post.drain() == HANDS
    assert sorted(post.outbox.chats) == chats
    assert await chosen(post) == first_choice
    assert post.states() == {chat: ["sent"] for chat in chats}


async def chosen(post: Post) -> list[int | None]:
    with post.engine.connect() as db:
        return list(db.execute(select(t.Delivery.question_id).order_by(t.Delivery.id)).scalars())


async def test_the_question_is_the_same_on_the_second_try(post):
    """The first try did not arrive."""
    post.reserve(1)
    tried: list[Say] = []

    def refuse_first(say: Say) -> None:
        tried.append(say)
        if len(tried) == 1:
            raise TryLater(0)

    post.outbox.answer = refuse_first
    assert [await post.drain(), await post.drain()] == [0, 1]
    assert tried[0] == tried[1]


async def test_a_chat_that_does_not_want_us_any_more(post):
    """It is not written to again, with all that was reserved for it; the others get theirs."""
    post.reserve(1, 2)
    post.outbox.answer = raising(Gone(), 1)
    assert await post.drain() == 2
    assert post.states() == {1: ["failed"], 2: ["sent"]}
    with post.engine.connect() as db:
        assert not people.chat_at(db, an_address(1)).active
    post.reserve(1, slot="20:00#1")
    post.outbox.answer = lambda say: None
    assert await post.drain() == 1
    assert post.states() == {1: ["failed", "skipped"], 2: ["sent"]}
    assert post.outbox.chats == [2]


async def test_a_group_with_a_new_number(post):
    """The question goes there at the next try, once."""
    post.reserve(-5, kind=ChatKind.GROUP)
    post.outbox.answer = raising(MovedTo(an_address(-1005)), -5)
    assert [await post.drain(), await post.drain(), await post.drain()] == [0, 1, 0]
    assert post.outbox.chats == [-1005]
    assert post.states() == {-1005: ["sent"]}


async def test_a_group_with_a_new_number_that_is_used_already(post):
    """The old number is given up rather than tried for ever."""
    post.reserve(-5, -1005, kind=ChatKind.GROUP)
    post.outbox.answer = raising(MovedTo(an_address(-1005)), -5)
    while await post.drain():
        pass
    assert await post.drain() == 0
    assert post.states() == {-1005: ["sent"], -5: ["skipped"]}


async def test_a_message_that_the_platform_never_takes(post):
    """That one has failed, and the chat is asked again another time."""
    post.reserve(1, 2)
    post.outbox.answer = raising(Refused("no right to write"), 1)
    assert await post.drain() == 2
    assert post.states() == {1: ["failed"], 2: ["sent"]}
    with post.engine.connect() as db:
        assert people.chat_at(db, an_address(1)).active


async def test_an_unexpected_error_while_sending(post, caplog):
    """That delivery stays reserved, all others are sent first, and the log says for which chat."""
    post.reserve(*range(1, 41))
    post.outbox.answer = raising(RuntimeError("a bug"), 1, 20)
    assert await post.drain() == 38
    assert sorted(post.outbox.chats) == [number for number in range(1, 41) if number not in {1, 20}]
    assert (post.states()[1], post.states()[20]) == (["reserved"], ["reserved"])
    assert sum("could not be sent" in record.message for record in caplog.records) == 2
    post.outbox.answer = lambda say: None
    assert await post.drain() == 2
    assert len(post.outbox.chats) == 40


async def test_a_chat_whose_question_cannot_be_made_ready(post, caplog):
    """It has failed, with a traceback in the log; it does not hold up the others."""
    post.reserve(1, 2)
    with post.engine.begin() as db:
        people.change_chat(db, people.chat_at(db, an_address(1)).id, language="tlh")
    assert await post.drain() == 2
    assert post.states() == {1: ["failed"], 2: ["sent"]}
    assert "could not be made ready" in caplog.text


async def test_an_empty_bank(engine):
    """There is nothing to ask: the delivery is closed as such, not tried for ever."""
    with Desk(engine, Defaults(MADRID, "en")) as desk:
        post = Post(engine, desk)
        post.reserve(1)
        assert [await post.drain(), await post.drain()] == [1, 0]
        assert post.states() == {1: ["empty"]}
        assert post.outbox.said == []


@pytest.mark.parametrize(("hours", "state"), [(2.99, "sent"), (3, "skipped")])
async def test_a_delivery_that_waited_too_long(post, hours, state):
    """A reservation that could not be sent for three hours is skipped."""
    post.reserve(1, due=NOW - timedelta(hours=hours))
    assert await post.drain() == 1
    assert post.states() == {1: [state]}


async def test_what_is_not_due_yet(post):
    """It waits for its time."""
    post.reserve(1, due=NOW + timedelta(seconds=1))
    assert await post.drain() == 0
    post.now += timedelta(seconds=1)
    assert await post.drain() == 1


async def test_a_chat_of_another_platform(post, engine):
    """It is left to the program that serves it."""
    with engine.begin() as db:
        terminal = Place(Address(Platform.TERMINAL, 1), ChatKind.PRIVATE)
        chat = people.chat_of(db, terminal, language="en", zone=MADRID)
        reserves(db, chat.id, day=TODAY, slot="09:00#1", due_at=NOW)
    assert await post.drain() == 0


async def test_the_memory_of_the_learner_decides_in_private(post, engine):
    """A question graded long ago and due today comes before new ones."""
    post.reserve(1)
    with engine.begin() as db:
        ana, chat = a_learner(db), people.chat_at(db, an_address(1))
        people.join(db, chat.id, ana.id, NOW)
        known = db.execute(select(t.Variant.question_id).where(t.Variant.prompt == "Question 3?")).scalar_one()
        answers.keep_card(db, ana.id, known, Card(2.0, 5.0, NOW - timedelta(days=3), NOW - timedelta(days=5)))
    await post.drain()
    assert asked_in(post.outbox.said[0]) == "Question 3?"


async def test_more_than_a_batch(post, monkeypatch):
    """The next batch is made ready while one is on its way: each goes out once, also when tried again."""
    monkeypatch.setattr("bot.push.pusher.AT_ONCE", 4)
    monkeypatch.setattr("bot.push.pusher.AT_A_TIME", 2)
    chats = list(range(1, 12))
    post.reserve(*chats)
    post.outbox.answer = raising(TryLater(0), 2, 5)
    assert await post.drain() == 3
    post.outbox.answer = lambda say: None
    assert [await post.drain() for _ in range(4)] == [4, 4, 0, 0]
    assert sorted(post.outbox.chats) == chats
    assert post.states() == {chat: ["sent"] for chat in chats}


# --- running ---------------------------------------------------------------------------------------


@asynccontextmanager
async def running(pusher: Pusher) -> AsyncIterator[asyncio.Event]:
    """The pusher at work; it has to end by itself when it is told to stop."""
    stop = asyncio.Event()
    task = asyncio.create_task(pusher.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, WAIT)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT):
        while not true():  # noqa: ASYNC110  # anything that can be true is waited for
            await asyncio.sleep(0.005)


async def test_it_sends_until_it_is_stopped(post):
    """What comes while it runs is sent, and then it ends."""
    post.reserve(1)
    async with running(post.pusher):
        await until(lambda: post.outbox.chats == [1])
        post.reserve(2)
        await until(lambda: post.outbox.chats == [1, 2])
    assert post.states() == {1: ["sent"], 2: ["sent"]}


async def test_it_shows_that_it_moves(post):
    """Also when there is nothing to send."""
    async with running(post.pusher):
        await until(lambda: post.moves > 0)


async def test_it_shows_that_it_moves_while_the_platform_asks_for_an_hour(post):
    """A pusher that waits is not ill."""
    post.reserve(1)
    post.outbox.answer = raising(TryLater(3600), 1)
    async with running(post.pusher):
        await until(lambda: post.rests)
        moves = post.moves
        await until(lambda: post.moves > moves + 2)


async def test_it_is_stopped_while_the_platform_asks_for_an_hour(post):
    """It ends at once: what waits for its turn stays reserved for the next start."""
    post.reserve(1, 2)
    post.outbox.answer = raising(TryLater(3600), 1, 2)
    async with running(post.pusher):
        await until(lambda: post.rests)
    assert post.states() == {1: ["reserved"], 2: ["reserved"]}


async def test_a_message_that_is_being_sent_is_finished(post):
    """The stop comes while the platform has it: it is noted as sent."""
    post.reserve(1)
    sending, arrived = asyncio.Event(), asyncio.Event()
    send = post.outbox.send

    async def slow(say: Say) -> Sent:
        sending.set()
        await arrived.wait()
        return await send(say)

    post.outbox.send = slow  # type: ignore[method-assign]  # this platform is slow
    async with running(post.pusher) as stop:
        await asyncio.wait_for(sending.wait(), WAIT)
        stop.set()
        await asyncio.sleep(0.01)
        arrived.set()
    assert post.states() == {1: ["sent"]}


async def test_the_database_is_locked_when_a_question_was_sent(engine):
    """It is noted as soon as that is possible, and not sent a second time."""
    with impatient(engine, 50), Desk(engine, Defaults(MADRID, "en"), clock=lambda: NOW) as desk:
        with engine.begin() as db:
            questions(db, "Question?")
        post, other = Post(engine, desk), sqlite3.connect(engine.url.database, isolation_level=None)
        post.outbox.answer = lambda say: other.execute("BEGIN IMMEDIATE")
        post.reserve(1)
        draining = asyncio.create_task(post.drain())
        await until(lambda: bool(post.outbox.said))
        await asyncio.sleep(0.2)
        assert not draining.done()
        other.close()
        assert await asyncio.wait_for(draining, WAIT) == 1
        assert post.states() == {1: ["sent"]}
        assert len(post.outbox.said) == 1
