"""Sends what is reserved: the question is chosen and fixed, sent at the platform's pace, and noted as sent."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import Any

from bot.domain.conversation import ChatKind, Platform, Say
from bot.domain.delivery import Delivery, DeliveryState, Due
from bot.domain.learner import Chat, Learner
from bot.domain.schedule import is_late
from bot.domain.sending import Gone, MovedTo, Outbox, Refused, Sent, TryLater
from bot.push.pace import Pace
from bot.store import deliveries, people
from bot.store.bank import question_in
from bot.store.day_topics import topics_on
from bot.store.engine import Connection
from bot.study import votes
from bot.study.asking import asks
from bot.study.desk import Desk
from bot.study.holding import is_unwanted, waits_until
from bot.study.morning import morning_news
from bot.study.picking import pick
from bot.study.spreading import remark
from bot.texts.sentences import Sentences

AT_ONCE = 100
WORKERS = 16
IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
WAITING_SECONDS = 10.0
"""How often the pusher shows that it is alive while a platform makes it wait for its turn."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery with the message that will carry it."""

    due: Due
    chat: Chat
    say: Say


class Pusher:
    """Drains the reserved deliveries of the platforms it was given a way out to; `moves` is called as it goes."""

    def __init__(
        self,
        desk: Desk,
        outboxes: Mapping[Platform, Outbox],
        pace: Pace,
        *,
        rng: Random,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        moves: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._outboxes = outboxes
        self._pace = pace
        self._rng = rng
        self._clock = clock
        self._moves = moves
        self._workers = asyncio.Semaphore(WORKERS)
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Sends until `stop` is set; what is being sent is finished, what waits for its turn stays reserved."""
        self._stop = stop
        while not stop.is_set():
            try:
                sent = await self.drain()
                self._moves()
            except Exception:
                log.exception("pushing failed; the deliveries stay reserved")
                await _pause(stop, TROUBLE_SECONDS)
                continue
            if not sent:
                await _pause(stop, IDLE_SECONDS)

    async def drain(self) -> int:
        """Sends one batch of what is due now. Gives how many deliveries it dealt with."""
        ready, dealt = await asyncio.wrap_future(self._desk.run(self._prepare))
        done = await asyncio.gather(*(self._push(one) for one in ready))
        return dealt - len(ready) + sum(done)

    def _prepare(self, db: Connection) -> tuple[list[Ready], int]:
        now = self._clock()
        waiting = deliveries.waiting(db, self._outboxes, now=now, limit=AT_ONCE)
        return [ready for due in waiting if (ready := self._alone(db, due, now))], len(waiting)

    def _alone(self, db: Connection, due: Due, now: datetime) -> Ready | None:
        """Makes one ready in a savepoint: where that fails it is given up, since it would hold up all the others."""
        try:
            with db.begin_nested():
                return self._ready(db, due, now)
        except Exception:
            log.exception("chat %s: the question could not be made ready", due.chat)
            deliveries.close(db, due.id, DeliveryState.FAILED, now)
            return None

    def _ready(self, db: Connection, due: Due, now: datetime) -> Ready | None:
        """Chooses the question and fixes it, so that a second try sends the same; None when nothing is to be sent."""
        chat = people.chat_by_id(db, due.chat)
        learner = _alone_in(db, chat)
        if is_late(due.due_at, now) or not chat.active or (learner and is_unwanted(db, chat, learner, now)):
            deliveries.close(db, due.id, DeliveryState.SKIPPED, now)
            return None
        if until := waits_until(db, chat, due, now):
            deliveries.postpone(db, due.id, until)
            return None
        question = due.question or self._chosen(db, due, chat, learner, now)
        if question is None:
            deliveries.close(db, due.id, DeliveryState.EMPTY, now)
            return None
        voice = Sentences(chat.language)
        said = remark(db, chat, learner, question, now=now, say=voice)
        deliveries.choose(db, due.id, question)
        delivery = Delivery(due.id, chat.id, question, scheduled=True, ticket=due.ticket)
        in_group = chat.kind is not ChatKind.PRIVATE
        text = question_in(db, question, chat.language)
        say = asks(delivery, text, voice, in_group=in_group, polls=in_group and chat.polls)
        news = morning_news(db, learner, due.chat, due.local_date, voice, now) if learner else ()
        return Ready(due, chat, replace(say, to=chat.address, body=(*news, *said, *say.body)))

    def _chosen(self, db: Connection, due: Due, chat: Chat, learner: Learner | None, now: datetime) -> int | None:
        """Of the topics of that weekday, if it has any; where those have nothing to ask, of what the chat chose."""
        of_the_day = topics_on(db, chat.id, due.local_date.weekday())
        choose = partial(pick, db, chat, learner, now=now, rng=self._rng, by_itself=True)
        return (choose(topics=of_the_day) if of_the_day else None) or choose()

    async def _push(self, ready: Ready) -> bool:
        """Sends one. False when it has to be tried again, whatever the reason: the others go on."""
        try:
            async with self._workers:
                return await self._has_turn() and await self._send(ready)
        except Exception:
            log.exception("chat %s: the question could not be sent; it stays reserved", ready.chat.id)
            return False

    async def _has_turn(self) -> bool:
        """Waits for the pace; False when the program is stopped first, since a platform may ask for minutes."""
        turn, stop = asyncio.create_task(self._pace.turn()), asyncio.create_task(self._stop.wait())
        done: set[asyncio.Task[Any]] = set()  # one of them gives None, the other True
        while not done:
            self._moves()
            done, unfinished = await asyncio.wait(
                {turn, stop}, timeout=WAITING_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
        for task in unfinished:
            task.cancel()
        return not self._stop.is_set()

    async def _send(self, ready: Ready) -> bool:
        try:
            sent = await self._outboxes[ready.chat.address.platform].send(ready.say)
        except TryLater as later:
            log.warning("the platform asks for %g s of patience", later.seconds)
            self._pace.halt(later.seconds)
            return False
        except MovedTo as moved:
            await self._moved(ready, moved)
            return False
        except Gone:
            await self._gone(ready)
        except Refused as refused:
            log.warning("chat %s: the platform refuses the question: %s", ready.chat.id, refused)
            await self._close(ready, DeliveryState.FAILED)
        else:
            await self._sent(ready, sent)
        return True

    async def _sent(self, ready: Ready, sent: Sent) -> None:
        def note(db: Connection) -> None:
            deliveries.close(db, ready.due.id, DeliveryState.SENT, self._clock())
            deliveries.record_messages(db, ready.due.id, sent.messages)
            if sent.poll:
                votes.opened(db, ready.due.id, sent.poll)

        await asyncio.wrap_future(self._desk.run(note))

    async def _gone(self, ready: Ready) -> None:
        def note(db: Connection) -> None:
            people.set_active(db, ready.chat.address, self._clock(), active=False)
            deliveries.close(db, ready.due.id, DeliveryState.FAILED, self._clock())

        log.info("chat %s does not want messages any more", ready.chat.id)
        await asyncio.wrap_future(self._desk.run(note))

    async def _moved(self, ready: Ready, moved: MovedTo) -> None:
        await asyncio.wrap_future(
            self._desk.run(lambda db: people.move_chat(db, ready.chat.address, moved.to, self._clock()))
        )

    async def _close(self, ready: Ready, state: DeliveryState) -> None:
        await asyncio.wrap_future(self._desk.run(lambda db: deliveries.close(db, ready.due.id, state, self._clock())))


def _alone_in(db: Connection, chat: Chat) -> Learner | None:
    """Whose private chat this is."""
    learners = people.members(db, chat.id) if chat.kind is ChatKind.PRIVATE else []
    return learners[0] if learners else None


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
