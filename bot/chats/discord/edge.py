"""Discord's edge: takes what the gateway brings, has it handled, and shows what comes back.

Unlike Telegram, Discord hands nothing out twice: what was acknowledged is handed to the desk again and again until the
database takes it.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from typing import Protocol

import aiohttp
import discord

from bot.chats.apology import apology
from bot.chats.discord.answering import Answering
from bot.chats.discord.catching_up import Asked, Waiting, written_since
from bot.chats.discord.client import Client, Suggest
from bot.chats.discord.fetching import downloads
from bot.chats.discord.menu import SlashCommand
from bot.chats.discord.outgoing import Outgoing, Voice
from bot.chats.discord.posting import Poster
from bot.chats.discord.probing import looks
from bot.chats.fetching import Fetcher, Files
from bot.chats.in_hand import InHand
from bot.chats.later import Later
from bot.chats.pace import Pace
from bot.chats.probing import probed
from bot.chats.seldom import Seldom
from bot.chats.waiting import Sleep, pause, unless
from bot.domain.conversation import Address, Body, DeliveryId, Incoming, Platform, Reply, Say
from bot.domain.errors import NotKept, RepasoError
from bot.domain.sending import Gone, Refused, Sent, TryLater
from bot.domain.turns import Limits
from bot.seeing import meters, trail
from bot.texts import messages as m

_log = logging.getLogger(__name__)

GRACE = 6.0
"""Seconds that what is in hand gets when the program stops."""
CLOSING = 2.0
"""Seconds for taking leave of Discord then."""
NOT_CONNECTED = 5.0
MESSAGES = Limits(40)
"""Discord takes 50 requests a second, and reactions and changed messages need some of them; discord.py keeps the limits
of each channel by itself.
"""
AGAIN_AFTER = (2.0, 2.0, 4.0, 8.0, 15.0, *([30.0] * 18))
"""Waits, in seconds, before the database is asked again to take something: ten minutes in all."""
RECONNECT_AFTER = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
BEAT_SECONDS = 20.0
LATEST = 1000
"""So many updates that are in hand, or were a moment ago, are not taken a second time."""


class WrongToken(RepasoError):
    """Discord does not know the token."""


class DiscordDesk(Protocol):
    """What this edge needs of the desk."""

    def handle(self, incoming: Incoming) -> Future[Reply]:
        """Hands one Incoming over; the Reply arrives when its effect is committed."""

    def shown(self, incoming: Incoming) -> None:
        """The Reply was shown, or cannot be shown."""

    def sent(self, delivery: DeliveryId, address: Address, messages: Sequence[int], poll: str, /) -> Future[None]:
        """The messages that carry a question."""


async def suggests_nothing(incoming: Incoming, typed: str) -> Sequence[str]:
    """For an edge that knows no topics."""
    return ()


async def nobody_waits() -> Sequence[Asked]:
    """For an edge that knows no questions."""
    return ()


class DiscordEdge:
    """Discord, both ways. `commands` become slash commands; `voice` speaks somebody's language; `suggest` knows topics;
    `left_over` are the replies that an earlier run did not show; `on_beat` hears that the connection stands; `waiting`
    are the questions to which answers may have come meanwhile.
    """

    platform = Platform.DISCORD

    def __init__(
        self,
        token: str,
        desk: DiscordDesk,
        *,
        voice: Voice,
        commands: Sequence[SlashCommand] = (),
        suggest: Suggest = suggests_nothing,
        left_over: Sequence[tuple[Incoming, Reply]] = (),
        files: Files | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        grace: float = GRACE,
        pace: Pace | None = None,
        on_beat: Callable[[], None] = lambda: None,
        waiting: Waiting = nobody_waits,
    ) -> None:
        self._token, self._desk, self._voice, self._sleep, self._clock = token, desk, voice, sleep, clock
        self._commands, self._suggest, self._files = commands, suggest, files
        self._later, self._grace, self._on_beat, self._waiting = Later(left_over), grace, on_beat, waiting
        self._pace, self._seldom = pace or Pace(MESSAGES), Seldom()
        self._in_hand = InHand()
        self._latest: deque[str] = deque(maxlen=LATEST)
        self.client: Client
        self._outgoing: Outgoing
        self._fetcher: Fetcher | None
        self._renew()

    def _renew(self) -> None:
        """A client that was closed cannot connect again."""
        self.client = Client(self, self._commands, self._voice, self._suggest, self._clock)
        poster = Poster(self.client, self._sleep, self._pace)
        self._outgoing = Outgoing(
            poster, self.client.mentions.render, sent=self._desk.sent, voice=self._voice, files=self._files
        )
        self._fetcher = Fetcher(downloads(self.client), self._files.read) if self._files else None

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop`. Raises WrongToken; waits as long as it takes while Discord cannot be reached."""
        beating = asyncio.create_task(self._beats())
        waits = iter(RECONNECT_AFTER)
        self._pace.open()
        try:
            while not stop.is_set():
                await self._connected(stop)
                await pause(next(waits, RECONNECT_AFTER[-1]), stop, self._sleep)
        finally:
            beating.cancel()
            self._pace.close()
            await self._in_hand.settle(self._grace)
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSING):
                    await self.client.close()

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`."""
        if not self.client.is_connected:
            raise TryLater(NOT_CONNECTED)
        return await asyncio.shield(self._in_hand.keep(asyncio.create_task(self._outgoing.send(say))))

    def taken(self, incoming: Incoming, answering: Answering | None = None) -> "asyncio.Task[None]":
        """Has it handled and answered, in the order in which this is called."""
        self._latest.append(incoming.key)
        with trail.following(trail.of_update(incoming)):
            task = asyncio.create_task(self._answered(incoming, self._desk.handle(incoming), answering))
            self._in_hand.leave(task)
        return task

    def told(self, say: Say) -> None:
        """Says something that nothing waits for; who cannot be reached does not hear it."""

        async def tell() -> None:
            try:
                await self._outgoing.send(say)
            except (Gone, Refused, TryLater) as error:
                _log.warning("somebody could not be told what is missing: %s", error)

        self._in_hand.leave(asyncio.create_task(tell()))

    def answered(self, body: Body, answering: Answering) -> None:
        """Answers what the desk cannot handle."""
        self._in_hand.leave(asyncio.create_task(self._outgoing.answer(body, answering)))

    def ready(self) -> None:
        """Shows what could not be shown before, and takes what was written while the bot was not there."""
        self._show_later_ones()
        self._in_hand.leave(asyncio.create_task(self._catch_up()))

    def _show_later_ones(self) -> None:
        """What could not be shown when it was its turn; where its interaction is over, as a message."""
        for incoming, reply in self._later.due(self._clock()):
            self._latest.append(incoming.key)
            answering = Answering.restored(incoming.token)
            with trail.following(trail.of_update(incoming, again=True)):
                self._in_hand.leave(asyncio.create_task(self._show(incoming, reply, answering)))

    async def _catch_up(self) -> None:
        """What was handled before, or comes through the gateway at this moment, has the same key."""
        async for found in written_since(self.client, await self._waiting()):
            if found.key not in self._latest:
                self.taken(found)

    # --- the connection ---

    async def _connected(self, stop: asyncio.Event) -> None:
        """Connected until something ends it; the library itself mends what a new connection mends."""
        try:
            await unless(stop, self.client.start(self._token))
        except discord.LoginFailure:
            raise WrongToken(
                "Discord does not know DISCORD_BOT_TOKEN: copy it from the bot's page in the developer portal"
            ) from None
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            if self._seldom.is_time("no connection"):
                _log.warning("no connection to Discord (%s: %s); trying again", type(error).__name__, error)
        if not stop.is_set():
            await self.client.close()
            self._renew()

    async def _beats(self) -> None:
        while True:
            if self.client.is_connected:
                self._on_beat()
                self._show_later_ones()
            await asyncio.sleep(BEAT_SECONDS)

    # --- what comes in ---

    async def _answered(self, incoming: Incoming, future: Future[Reply], answering: Answering | None) -> None:
        try:
            reply = await self._kept(incoming, future, answering)
        except Exception:  # noqa: BLE001 - an update is one of the three places that catch everything
            _log.exception("update %s (chat %s) failed", incoming.key, incoming.place.address.chat)
            await self._outgoing.show(incoming, self._apology(incoming), answering)
            return
        if not reply.shown:
            await self._show(incoming, reply, answering)

    async def _kept(self, incoming: Incoming, future: Future[Reply], answering: Answering | None) -> Reply:
        """The Reply, once the database takes what was done; who did it is told when that takes time."""
        for number, wait in enumerate(AGAIN_AFTER):
            try:
                return await asyncio.shield(asyncio.wrap_future(future))
            except NotKept as error:
                _log.error("update %s waits, the database cannot be written to: %s", incoming.key, error)
                if not number:
                    await self._outgoing.show(incoming, self._apology(incoming), answering)
                await self._sleep(wait)
                future = self._desk.handle(incoming)
        return await asyncio.shield(asyncio.wrap_future(future))

    async def _show(self, incoming: Incoming, reply: Reply, answering: Answering | None) -> None:
        if answering and not answering.is_alive(self._clock()):
            answering = None
        try:
            if reply.probe is not None:
                found = await probed(looks(self.client, self._voice), incoming, reply.probe)
                await self._answered(found, self._desk.handle(found), answering)
            else:
                await self._outgoing.show(incoming, reply, answering)
                meters.replied(self.platform)
                _log.debug("the reply is shown")
            if reply.fetch is not None and self._fetcher is not None:
                file = await self._fetcher.fetched(incoming, reply.fetch)
                await self._answered(file, self._desk.handle(file), None)
        except TryLater as error:
            _log.warning("the reply to update %s waits: Discord does not answer (%s)", incoming.key, error)
            self._later.add(incoming, reply, error.seconds)
        else:
            self._desk.shown(incoming)

    def _apology(self, incoming: Incoming) -> Reply:
        return apology(incoming, self._voice(incoming.sender.language).text(m.SORRY))
