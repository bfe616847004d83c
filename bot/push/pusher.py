"""Sends what is reserved: the question is chosen and fixed, sent at the platform's pace, and noted as sent."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from bot.domain.conversation import ChatKind, DeliveryId, Platform, Say
from bot.domain.delivery import Delivery, DeliveryState, Due
from bot.domain.errors import NotKept
from bot.domain.learner import Chat, Learner
from bot.domain.schedule import is_late
from bot.domain.sending import Outbox, Sent
from bot.push.errands import Errands, Kind
from bot.push.finals import Finals
from bot.push.nudger import Nudges
from bot.push.postman import HANDS, WAITING_SECONDS, Letter, Postman, Rest, rest
from bot.push.publisher import Publisher
from bot.push.snoozed import Snoozed
from bot.seeing import meters, trail
from bot.seeing.trail import Trail
from bot.store import deliveries, people
from bot.store.bank import question_in
from bot.store.day_topics import topics_on
from bot.store.engine import Connection
from bot.study import publishing, votes
from bot.study.asking import asks
from bot.study.beside_a_round import beside_the_round
from bot.study.desk import Desk
from bot.study.holding import is_unwanted, waits_until
from bot.study.morning import morning_news
from bot.study.picking import pick
from bot.study.presence import shut_for
from bot.study.spreading import remark
from bot.texts.sentences import Sentences

AT_ONCE = 100
AT_A_TIME = 20
"""How many are made ready in one go, so that people who write get in between."""
KNOCKS_EVERY = timedelta(minutes=30)
MOST_PATIENCE = timedelta(hours=3)
"""How often, and for how long, a question is tried whose topic is closed."""
IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery with the message that will carry it, and the trail that it was made ready under."""

    due: Due
    chat: Chat
    say: Say
    trail: Trail | None = field(default_factory=trail.current, compare=False)


class Pusher:
    """Drains the reserved deliveries of the platforms it was given a way out to; `moves` is called as it goes."""

    def __init__(
        self,
        desk: Desk,
        outboxes: Mapping[Platform, Outbox],
        *,
        rng: Random,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hands: int = HANDS,
        moves: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
        rests: Rest = rest,
    ) -> None:
        self._desk = desk
        self._outboxes = outboxes
        self._ahead: asyncio.Task[tuple[list[Ready], int]] | None = None
        self._rng = rng
        self._clock = clock
        self._moves = moves
        self._postman = Postman(desk, outboxes, clock=clock, hands=hands, moves=moves, monotonic=monotonic, rests=rests)
        # Each has what is due of its own.
        kinds: tuple[Kind[Any], ...] = (Snoozed(outboxes, clock), Nudges(outboxes), Finals(outboxes))
        self._others = [Errands(kind, desk, self._postman, clock=clock) for kind in kinds]
        self._publisher = Publisher(desk, outboxes, self._postman, clock=clock)

    async def run(self, stop: asyncio.Event) -> None:
        """Sends until `stop` is set; what is being sent is finished, what waits for its turn stays reserved."""
        self._postman.stop = stop
        while not stop.is_set():
            try:
                sent = await self._showing_life(self.drain())
            except NotKept as error:
                log.debug("pushing waits: %s", error)  # the desk has said why
                await rest(stop, TROUBLE_SECONDS)
                continue
            except Exception:
                log.exception("pushing failed; the deliveries stay reserved")
                await rest(stop, TROUBLE_SECONDS)
                continue
            if not sent:
                await rest(stop, IDLE_SECONDS)
        if self._ahead is not None:  # the desk closes soon
            await asyncio.wait({self._ahead})

    async def _showing_life(self, work: Coroutine[Any, Any, int]) -> int:
        """What the work gives; while it waits for its turn to send, it is alive."""
        task = asyncio.create_task(work)
        try:
            while not (await asyncio.wait({task}, timeout=WAITING_SECONDS))[0]:
                self._moves()
            self._moves()
            return task.result()
        finally:
            task.cancel()

    async def drain(self) -> int:
        """Sends one batch of what is due now. Gives how many messages it dealt with.

        While a full batch is on its way, the next one is made ready, for the rate waits for nobody.
        """
        ahead, self._ahead = self._ahead, None
        ready, dealt = await (ahead or self._batch(()))
        if dealt >= AT_ONCE:
            self._ahead = asyncio.create_task(self._batch([one.due.id for one in ready]))
        done = await asyncio.gather(*(self._postman.post(self._letter(one)) for one in ready))
        others = sum([await errands.drain() for errands in self._others]) + await self._publisher.drain()
        return dealt - len(ready) + sum(done) + others

    async def _batch(self, under_way: Collection[DeliveryId]) -> tuple[list[Ready], int]:
        """What is sent next besides what is under way, and how many deliveries that took."""
        batch: list[Ready] = []
        dealt, found = 0, AT_A_TIME
        while found == AT_A_TIME and dealt < AT_ONCE:
            but = {*under_way, *(one.due.id for one in batch)}
            some, found = await asyncio.wrap_future(self._desk.run(partial(self._prepare, but)))
            batch, dealt = [*batch, *some], dealt + found
        return batch, dealt

    def _prepare(self, but: Collection[DeliveryId], db: Connection) -> tuple[list[Ready], int]:
        now = self._clock()
        waiting = deliveries.waiting(db, self._outboxes, now=now, limit=len(but) + AT_A_TIME)
        new = [due for due in waiting if due.id not in but][:AT_A_TIME]
        return [ready for due in new if (ready := self._alone(db, due, now))], len(new)

    def _alone(self, db: Connection, due: Due, now: datetime) -> Ready | None:
        """Makes one ready in a savepoint: where that fails it is given up, since it would hold up all the others."""
        with trail.following(trail.of_delivery(due.id)):
            try:
                with db.begin_nested():
                    return self._ready(db, due, now)
            except Exception:
                log.exception("the question could not be made ready")
                deliveries.close(db, due.id, DeliveryState.FAILED, now)
                return None

    def _ready(self, db: Connection, due: Due, now: datetime) -> Ready | None:
        """Chooses the question and fixes it, so that a second try sends the same; None when nothing is to be sent."""
        chat = people.chat_by_id(db, due.chat)
        learner = people.alone_in(db, chat)
        trail.note(chat=chat.address.chat, **({"learner": learner.id} if learner else {}))
        if is_late(due.due_at, now) or not chat.active or (learner and is_unwanted(db, chat, learner, now)):
            deliveries.close(db, due.id, DeliveryState.SKIPPED, now)
            log.debug("the question is skipped: it is too late, or nobody wants it")
            return None
        if until := waits_until(db, chat, due, now):
            deliveries.postpone(db, due.id, until)
            log.debug("the question waits until %s", until)
            return None
        question = due.question or self._chosen(db, due, chat, learner, now)
        if question is None:
            deliveries.close(db, due.id, DeliveryState.EMPTY, now)
            log.debug("there is nothing to ask")
            return None
        voice = Sentences(chat.language)
        said = remark(db, chat, learner, question, now=now, say=voice)
        deliveries.choose(db, due.id, question)
        log.debug("question %s is chosen; it was due at %s UTC", question, f"{due.due_at:%Y-%m-%d %H:%M:%S}")
        delivery = Delivery(due.id, chat.id, question, scheduled=True, ticket=due.ticket)
        delivery = publishing.planned(db, chat, delivery, now)
        in_group = chat.kind is not ChatKind.PRIVATE
        text, shown_at = question_in(db, question, chat.language), publishing.announced(voice, chat, delivery, now)
        say = asks(delivery, text, voice, in_group=in_group, polls=in_group and chat.polls, until=shown_at)
        news = morning_news(db, learner, due.chat, due.local_date, voice, now) if learner else ()
        return Ready(due, chat, replace(say, to=chat.address, calls=chat.calls, body=(*news, *said, *say.body)))

    def _chosen(self, db: Connection, due: Due, chat: Chat, learner: Learner | None, now: datetime) -> int | None:
        """Of the topics of that weekday, if it has any; where those have nothing to ask, of what the chat chose."""
        of_the_day = topics_on(db, chat.id, due.local_date.weekday())
        choose = partial(pick, db, chat, learner, now=now, rng=self._rng, by_itself=True)
        found = choose(topics=of_the_day) if of_the_day else None
        topics, found = (of_the_day, found) if found else (None, choose())
        if found is None:
            return None
        return beside_the_round(db, chat, learner, found, now=now, rng=self._rng, topics=topics)

    def _letter(self, ready: Ready) -> Letter:
        number = ready.due.id

        def sent(db: Connection, sent: Sent) -> None:
            now = self._clock()
            deliveries.close(db, number, DeliveryState.SENT, now)
            meters.PUSH_LAG.labels(ready.chat.address.platform).observe((now - ready.due.due_at).total_seconds())
            deliveries.record_messages(db, number, sent.messages)
            if sent.poll:
                votes.opened(db, number, sent.poll)

        later = partial(self._later, number) if not shut_for(ready.chat, self._clock(), MOST_PATIENCE) else None
        return Letter(ready.chat, ready.say, sent, partial(self._failed, number), later=later, trail=ready.trail)

    def _later(self, delivery: DeliveryId, db: Connection) -> None:
        deliveries.postpone(db, delivery, self._clock() + KNOCKS_EVERY)

    def _failed(self, delivery: DeliveryId, db: Connection) -> None:
        deliveries.close(db, delivery, DeliveryState.FAILED, self._clock())
