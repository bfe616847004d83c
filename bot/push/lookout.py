"""Looks every half minute whether all goes well, and tells those who look after the bot when it does not."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alarms import LATE, STANDS_STILL, Alarm, Fault, Subject, Watch, seen
from bot.domain.conversation import Address, Platform
from bot.domain.errors import NotKept
from bot.domain.learner import Chat
from bot.domain.sending import Gone, MovedTo, Outbox, Refused, TryLater
from bot.push import tick
from bot.seeing.trail import Trail, following
from bot.store.backlog import Backlog
from bot.store.engine import Connection, StoreError
from bot.study.admins import chats_of
from bot.study.alarms import told
from bot.study.desk import Desk
from bot.study.visit import Account

LOOK_SECONDS = 30.0
PATIENCE = 5.0
"""Seconds that the desk gets to say what is late: it may be what is stuck."""
SENDING_SECONDS = 20.0
"""How long a look waits for what it sends; an edge may go on trying, and then the next look sends no second one."""
ASLEEP = timedelta(seconds=4 * LOOK_SECONDS)
"""Between two looks: the machine was asleep, and nobody could have moved."""
DATABASE = "database"
"""The part that moves when a row was written."""

log = logging.getLogger(__name__)


_Letter = tuple[Address, Subject]
"""To whom, and about what: of one thing there is one letter at a time."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the desk said last: what is late on each platform, and where those are who look after the bot."""

    late: Mapping[Platform, Backlog]
    chats: Sequence[Chat]


class Lookout:
    """One for the program. `ages` are the seconds since each part moved; `admins` hear of what is wrong.

    An alarm needs neither the desk nor the pusher: it goes straight to a platform, before all pushes. Whom it cannot
    reach gets it when that is possible again, unless it is over by then: then they hear of both in one sentence.
    """

    def __init__(
        self,
        desk: Desk,
        outboxes: Mapping[Platform, Outbox],
        ages: Callable[[], Mapping[str, float]],
        admins: Collection[Account],
        *,
        clock: Callable[[], datetime],
        patience: float = PATIENCE,
        sending: float = SENDING_SECONDS,
    ) -> None:
        self._desk, self._outboxes, self._ages, self._admins = desk, outboxes, ages, admins
        self._clock, self._patience, self._sending = clock, patience, sending
        self._awake_since = self._looked_at = clock()
        self._watch = Watch()
        self._known = _Known({}, ())
        self._asked: asyncio.Future[_Known] | None = None
        self._unsent: dict[_Letter, tuple[Chat, Alarm]] = {}
        self._under_way: dict[_Letter, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Looks until `stop`."""
        with following(Trail("lookout")):
            while not stop.is_set():
                try:
                    await self.look()
                except Exception:
                    log.exception("looking after the program failed; the next look tries again")
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def look(self) -> None:
        """One look, and what has to be told about it."""
        now = self._clock()
        if now - self._looked_at > ASLEEP:
            self._awake_since = now
        self._looked_at = now
        await self._ask()
        self._watch, alarms = seen(self._watch, self._signs(now), now)
        for alarm in alarms:
            self._note(alarm)
        await self._send(now)

    # --- what is wrong -----------------------------------------------------------------------------

    async def _ask(self) -> None:
        """Asks the desk, once at a time: where it is stuck, what it said before has to do."""
        if self._asked is None or self._asked.done():
            self._asked = asyncio.wrap_future(self._desk.run(self._found))
            self._asked.add_done_callback(_heard)
        with suppress(TimeoutError, NotKept, StoreError):
            self._known = await asyncio.wait_for(asyncio.shield(self._asked), self._patience)

    def _found(self, db: Connection) -> _Known:
        admins = [account for account in self._admins if account[0] in self._outboxes]
        return _Known(tick.measure(db, tuple(self._outboxes), self._clock()), chats_of(db, admins))

    def _signs(self, now: datetime) -> list[Alarm]:
        still = [sign for part in (*self._outboxes, DATABASE) if (sign := self._standing_still(part, now))]
        return [
            *still,
            *(sign for platform, late in self._known.late.items() if (sign := self._late(platform, late, now))),
        ]

    def _standing_still(self, part: str, now: datetime) -> Alarm | None:
        since = max(now - timedelta(seconds=self._ages()[part]), self._awake_since)
        subject = Subject(Fault.STUCK) if part == DATABASE else Subject(Fault.AWAY, Platform(part))
        return Alarm(subject, since) if now - since >= STANDS_STILL else None

    def _late(self, platform: Platform, late: Backlog, now: datetime) -> Alarm | None:
        """What was due while nobody was awake is late from then on."""
        if late.oldest is None or now - max(late.oldest, self._awake_since) < LATE:
            return None
        return Alarm(Subject(Fault.LATE, platform), late.oldest, late.waiting)

    # --- telling it --------------------------------------------------------------------------------

    def _note(self, alarm: Alarm) -> None:
        log.warning("%s", _in_words(alarm))
        for chat in self._known.chats:
            # Over a platform that is away it would arrive when it is not true any more.
            if alarm.until or alarm.subject != Subject(Fault.AWAY, chat.address.platform):
                self._unsent[chat.address, alarm.subject] = chat, alarm

    async def _send(self, now: datetime) -> None:
        for letter, (chat, alarm) in self._unsent.items():
            if letter not in self._under_way:
                self._under_way[letter] = asyncio.create_task(self._tell(letter, chat, alarm, now))
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=self._sending)

    async def _tell(self, letter: _Letter, chat: Chat, alarm: Alarm, now: datetime) -> None:
        """Sends it; where that is not possible now, the next look tries again."""
        try:
            await self._outboxes[chat.address.platform].send(told(chat, alarm, now))
        except TryLater:
            return
        except (Gone, MovedTo, Refused) as error:
            log.warning("whoever looks after the bot cannot be told: %s", type(error).__name__)
        except Exception:
            log.exception("whoever looks after the bot cannot be told")
        finally:
            del self._under_way[letter]
        if self._unsent[letter][1] is alarm:  # it may be over meanwhile, which has to be told as well
            del self._unsent[letter]


@asynccontextmanager
async def on_lookout(lookout: Lookout, stop: asyncio.Event) -> AsyncIterator[None]:
    """The lookout beside everything else."""
    task = asyncio.create_task(lookout.run(stop))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _heard(asked: "asyncio.Future[_Known]") -> None:
    """An answer that comes when nobody waits for it any more is no error of asyncio's."""
    if not asked.cancelled():
        asked.exception()


def _in_words(alarm: Alarm) -> str:
    """For the log."""
    name = " ".join(filter(None, (alarm.subject.platform, alarm.subject.fault)))
    over = f", until {alarm.until:%Y-%m-%d %H:%M:%S} UTC: over" if alarm.until else ""
    return f"{name} since {alarm.since:%Y-%m-%d %H:%M:%S} UTC{over}"
