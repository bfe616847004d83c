"""Telegram's edge: takes updates in order, has them handled, and only then tells Telegram that they arrived.

python-telegram-bot's own Updater acknowledges first and handles later, so a crash loses what was in hand; this loop
moves the offset once the desk has committed.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.chats.apology import apology
from bot.chats.fetching import Fetcher, Files
from bot.chats.in_hand import InHand
from bot.chats.later import Later
from bot.chats.pace import Pace
from bot.chats.probing import probed
from bot.chats.telegram.fetching import Downloads
from bot.chats.telegram.menu import MenuEntry, register
from bot.chats.telegram.outgoing import Outgoing
from bot.chats.telegram.patience import Patience
from bot.chats.telegram.polling import LONG_POLL, RawUpdate, Trouble, WrongToken, bot_for
from bot.chats.telegram.probing import Look
from bot.chats.telegram.rates import FREE
from bot.chats.telegram.receiving import Received, Receiver
from bot.chats.waiting import Sleep, pause, unless
from bot.domain.conversation import (
    Address,
    ChatKind,
    DeliveryId,
    Incoming,
    Moved,
    Place,
    Platform,
    Reply,
    Say,
    Sender,
    ThreadClosed,
    ThreadDeleted,
)
from bot.domain.errors import NotKept
from bot.domain.ladder import Rung
from bot.domain.sending import Sent, TryLater
from bot.seeing import meters, trail

_log = logging.getLogger(__name__)

OFFICIAL = "https://api.telegram.org"
GRACE = 8.0
"""Seconds that what is in hand gets when the program stops; half of them the desk, then the replies, then Telegram."""
_DESK, _REPLIES, _TELEGRAM = 0.5, 0.375, 0.125


AGAIN_AFTER = 2.0
"""Seconds before updates are asked for again that the database could not take."""


class TelegramDesk(Protocol):
    """What this edge needs of the desk."""

    def handle(self, incoming: Incoming) -> Future[Reply]:
        """Hands one Incoming over; the Reply arrives when its effect is committed."""

    def shown(self, incoming: Incoming) -> None:
        """The Reply was shown, or cannot be shown."""

    def sent(self, delivery: DeliveryId, address: Address, messages: Sequence[int], poll: str, /) -> Future[None]:
        """The messages that carry a question, and the poll that it is, if it is one."""

    def learned(self, group: Address, rung: Rung, works: bool, /) -> Future[None]:
        """Whether something can be shown to one member of a group in this way."""


class TelegramEdge:
    """Telegram, both ways. `needs_admin` says which Incomings of a group only its admins may send; `sorry` gives
    the one sentence for a failure in the sender's language; `commands` fill the menu; `left_over` are the replies that
    an earlier run did not show; without `files` no notes are fetched; `pace` is what Telegram takes without being paid,
    unless it is another; `on_poll` hears of each answer of Telegram.
    """

    platform = Platform.TELEGRAM

    def __init__(
        self,
        token: str,
        desk: TelegramDesk,
        *,
        needs_admin: Callable[[Incoming], bool],
        sorry: Callable[[str | None], str],
        commands: Sequence[MenuEntry] = (),
        api_url: str | None = None,
        default_language: str = "en",
        left_over: Sequence[tuple[Incoming, Reply]] = (),
        files: Files | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        grace: float = GRACE,
        pace: Pace | None = None,
        on_poll: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk, self._sorry, self._sleep, self._grace = desk, sorry, sleep, grace
        self._commands, self._default_language, self._on_poll, self._clock = commands, default_language, on_poll, clock
        self._url = (api_url or OFFICIAL).rstrip("/")
        self._bot = bot_for(token, self._url)
        self._application = Application.builder().bot(self._bot).updater(None).job_queue(None).build()
        self._receiver = Receiver(self._bot, needs_admin=needs_admin, clock=clock)
        self._pace = pace or Pace(FREE)
        patience = Patience(sleep=sleep, pace=self._pace)
        self._outgoing = Outgoing(
            self._bot,
            sent=desk.sent,
            moved=self._report_move,
            sorry=sorry,
            files=files,
            patience=patience,
            commands=[entry[0] for entry in commands],
            learned=desk.learned,
            thread=self._report_thread,
            clock=clock,
        )
        self._fetcher = Fetcher(Downloads(self._bot, patience), files.read) if files else None
        self._look = Look(self._bot, patience)
        self._trouble = Trouble()
        self._offset = 0
        self._later = Later(left_over)
        self._in_hand = InHand()
        self._told = ""
        self.username = ""
        self.last_poll_at: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop`. Raises WrongToken; waits as long as it takes while Telegram cannot be reached."""
        self._pace.open()
        try:
            await self._connect(stop)
            while not stop.is_set():
                updates = await self._next(stop)
                await unless(stop, self._take(updates), grace=self._grace * _DESK)
                self._catch_up(updates)
        finally:
            await self._close()

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`."""
        if not self.username:
            raise TryLater(5)
        task = self._in_hand.keep(asyncio.create_task(self._outgoing.send(say)))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not task.cancelled():
                raise
            raise TryLater(5) from None  # we are closing; whoever sends may be not

    async def show(self, incoming: Incoming, reply: Reply) -> None:
        """Shows a reply, also one that a crash left unshown, and tells the desk when that is settled.

        Of one that the person has before them, because its update came again, only a press is answered; of one that
        is just being shown, nothing.
        """
        if reply.shown or self._later.was_shown(incoming.key):
            reply = Reply(notice=reply.notice, alert=reply.alert, shown=True)
        with self._later.showing(incoming.key) as is_first:
            if is_first:
                await self._show(incoming, reply)

    async def _show(self, incoming: Incoming, reply: Reply) -> None:
        try:
            await self._outgoing.show(incoming, reply)
            meters.replied(self.platform)
            _log.debug("the reply is shown")
            if found := await self._found(incoming, reply):
                await self._settled(found, self._desk.handle(found))
        except TryLater as error:
            _log.warning("the reply to update %s waits: Telegram does not answer (%s)", incoming.key, error)
            self._later.add(incoming, reply, error.seconds)
        else:
            self._later.shown(incoming.key)
            self._desk.shown(incoming)

    async def _found(self, incoming: Incoming, reply: Reply) -> Incoming | None:
        """What comes of the work that a reply has for the edge, if it has any."""
        if reply.fetch is not None and self._fetcher is not None:
            return await self._fetcher.fetched(incoming, reply.fetch)
        return await probed(self._look, incoming, reply.probe) if reply.probe is not None else None

    # --- starting and stopping ---------------------------------------------------------------------

    async def _connect(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await unless(stop, self._application.initialize())
                await unless(stop, self._bot.delete_webhook(drop_pending_updates=False))
                break
            except InvalidToken:
                # The library's own sentence holds the token.
                raise WrongToken(f"{self._url} does not know TELEGRAM_BOT_TOKEN: copy it from @BotFather") from None
            except TelegramError as error:
                await pause(self._trouble.after(error), stop, self._sleep)
        if stop.is_set():
            return
        self._trouble.over()
        self.username = self._bot.username
        _log.info("connected to Telegram as @%s", self.username)
        self._in_hand.leave(asyncio.create_task(register(self._bot, self._commands, self._default_language)))

    async def _close(self) -> None:
        self.username = ""
        self._pace.close()
        await self._in_hand.settle(self._grace * _REPLIES)
        if self._offset:
            await self._confirm()
        await self._application.shutdown()
        await self._bot.shutdown()  # the application forgets it when it never got through to Telegram

    async def _confirm(self) -> None:
        """Tells Telegram what was handled; otherwise the next start gets the last batch once more."""
        try:
            async with asyncio.timeout(self._grace * _TELEGRAM):
                await self._bot.raw_updates(self._offset, wait=0, limit=1)
        except (TelegramError, TimeoutError) as error:
            _log.debug("the last updates are not confirmed and will come again: %s", error)

    # --- the loop ----------------------------------------------------------------------------------

    async def _next(self, stop: asyncio.Event) -> list[RawUpdate]:
        """The next updates; none when Telegram had none, did not answer, or it is time to stop."""
        try:
            wait = LONG_POLL if self.last_poll_at else 0  # first of all, what has been waiting
            updates = await unless(stop, self._bot.raw_updates(self._offset, wait=wait))
        except TelegramError as error:
            await pause(self._trouble.after(error), stop, self._sleep)
            return []
        if updates is not None:
            self.last_poll_at = datetime.now(UTC)
            self._on_poll()
            self._trouble.over()
        return updates or []

    async def _take(self, updates: Sequence[RawUpdate]) -> None:
        """Has all of them handled, in order; the offset moves when every one is committed."""
        received = await self._receiver.received(updates)
        futures = [self._handed_over(one) for one in received]
        for one, future in zip(received, futures, strict=True):
            with trail.following(one.trail):
                try:
                    self._in_hand.leave(await self._answered(one.incoming, future))
                except NotKept as error:
                    await self._not_kept(one.incoming, error)
                    return
        self._offset = max([self._offset, *(raw["update_id"] + 1 for raw in updates)])

    def _handed_over(self, one: Received) -> Future[Reply]:
        with trail.following(one.trail):
            return self._desk.handle(one.incoming)

    async def _not_kept(self, one: Incoming, error: NotKept) -> None:
        """The database is out of reach: this update and those behind it are not acknowledged, and will come again.

        Whoever sent it is told once; those before it are done.
        """
        self._offset = max(self._offset, int(one.key))
        if self._told != one.key:
            self._told = one.key
            _log.error("update %s waits, the database cannot be written to: %s", one.key, error)
            self._in_hand.leave(asyncio.create_task(self._apologise(one)))
        await self._sleep(AGAIN_AFTER)

    def _catch_up(self, updates: Sequence[RawUpdate]) -> None:
        """Shows what could not be shown before, but for what came again in these updates and is shown anyway."""
        if self.last_poll_at is None:
            return
        again = {str(raw.get("update_id")) for raw in updates}
        for incoming, reply in self._later.due(self._clock()):
            if incoming.key not in again:
                with trail.following(trail.of_update(incoming, again=True)):
                    self._in_hand.leave(asyncio.create_task(self.show(incoming, reply)))

    async def _answered(self, one: Incoming, future: Future[Reply]) -> "asyncio.Task[None]":
        """The task that shows what the desk said to it, or that we are sorry."""
        try:
            # Shielded, because cancelling the wait would take the work away from under the desk.
            reply = await asyncio.shield(asyncio.wrap_future(future))
        except NotKept:
            raise
        except Exception:  # noqa: BLE001 - an update is one of the three places that catch everything
            _log.exception("update %s (chat %s) failed", one.key, one.place.address.chat)
            return asyncio.create_task(self._apologise(one))
        return asyncio.create_task(self.show(one, reply))

    async def _apologise(self, one: Incoming) -> None:
        await self._outgoing.show(one, apology(one, self._sorry(one.sender.language)))

    async def _settled(self, one: Incoming, future: Future[Reply]) -> None:
        await (await self._answered(one, future))

    def _report_thread(self, address: Address, what: ThreadDeleted | ThreadClosed) -> None:
        """A topic turned out to be gone or closed when something was sent there: Telegram tells of neither."""
        now = self._clock()
        key = f"{type(what).__name__}:{address.chat}:{address.thread}:{now:%Y%m%d%H%M}"
        one = Incoming(key[:64], Place(address, ChatKind.GROUP), Sender(0, "", scores=False), now, what)
        self._in_hand.leave(asyncio.create_task(self._settled(one, self._desk.handle(one))))

    def _report_move(self, incoming: Incoming, old: int, new: int) -> None:
        """A send was refused because the group has a new id: the core learns it as if Telegram had told us."""
        place = Place(Address(Platform.TELEGRAM, old), ChatKind.GROUP)
        moved = Moved(Address(Platform.TELEGRAM, new))
        key = f"moved:{old}:{new}"
        one = Incoming(key, place, replace(incoming.sender, scores=False), incoming.at, moved)
        self._in_hand.leave(asyncio.create_task(self._settled(one, self._desk.handle(one))))
