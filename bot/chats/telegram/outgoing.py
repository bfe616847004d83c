"""A `Reply` → what the people in Telegram see of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.chats.fetching import Files
from bot.chats.in_hand import logs_failure
from bot.chats.lanes import Lanes
from bot.chats.latest import Latest
from bot.chats.telegram.addressing import Addressing
from bot.chats.telegram.asides import OVER, Aside, query_of
from bot.chats.telegram.keyboard import deep_link
from bot.chats.telegram.patience import A_MOMENT, Patience
from bot.chats.telegram.posting import Poster
from bot.chats.telegram.spots import Spot
from bot.chats.telegram.whispers import Learned, Whispers
from bot.domain.conversation import (
    Address,
    DeliveryId,
    Edit,
    Incoming,
    Line,
    Platform,
    Reply,
    Say,
    Span,
    ThreadClosed,
    ThreadDeleted,
)
from bot.domain.conversation import Aside as How
from bot.domain.ladder import Rung
from bot.domain.sending import File, Gone, Refused, Sent, ThreadShut, TryLater
from bot.seeing import meters

_log = logging.getLogger(__name__)

LONGEST_NOTICE = 200
RECEIVED = "👀"

ReportSent = Callable[[DeliveryId, Address, Sequence[int], str], "Future[None]"]
ReportMoved = Callable[[Incoming, int, int], None]
ReportThread = Callable[[Address, ThreadDeleted | ThreadClosed], None]


class Outgoing:
    """Shows replies and sends what the core says by itself; messages to one chat stay in order."""

    platform = Platform.TELEGRAM

    def __init__(
        self,
        bot: Bot,
        *,
        sent: ReportSent,
        moved: ReportMoved,
        sorry: Callable[[str | None], str],
        files: Files | None = None,
        patience: Patience | None = None,
        commands: Collection[str] = (),
        learned: Learned = lambda *_: None,
        thread: ReportThread = lambda *_: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._bot = bot
        self._sent = sent
        self._moved = moved
        self._sorry, self._files = sorry, files
        self._patience = patience or Patience()
        self._poster = Poster(bot, self._patience, Addressing(commands), *([files.enclosed] if files else []))
        self._whispers = Whispers(bot, self._poster, self._patience, learned=learned, clock=clock)
        self._learned, self._thread = learned, thread
        self.lanes = Lanes()
        self._latest = Latest()

    async def show(self, incoming: Incoming, reply: Reply) -> None:
        """Everything that the reply says; the token of a press is the query that waits for it. What fails for good is
        logged.

        Raises TryLater when Telegram could not be reached: the reply should be shown again some day.
        """
        reply = await self._alone_first(incoming, reply)
        parts = [self._in_chat(chat, jobs) for chat, jobs in self._by_chat(incoming, reply).items()]
        query = query_of(incoming.token)
        asides = [self._answer(query, reply, incoming)] if query else []
        asides += [self._react(incoming)] if reply.received and incoming.message > 0 else []
        outcomes = await asyncio.gather(*asides, *parts, return_exceptions=True)
        _raise_first(outcomes)

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`. The caller reports the ids. Raises Gone, MovedTo, TryLater or Refused."""
        if say.to is None:
            raise ValueError("a Say that answers nothing needs an address")
        async with self.lanes.lane(say.to.chat):
            spot = Spot(say.to.chat, say.to.thread, silent=say.silent, urgent=say.urgent, pushed=True)
            sent = await self._poster.say(say, spot, reply_to=say.reply_to)
            return replace(sent, lost_thread=spot.lost(say.to))

    async def _alone_first(self, incoming: Incoming, reply: Reply) -> Reply:
        """Says what is for the sender alone, and gives what is left to show: whether it was heard decides that."""
        aside = Aside.restored(incoming.token)
        person, here = aside.user if aside else incoming.sender.account, incoming.place.address
        mine = [say for say in reply.says if (say.to or here).chat == person]
        if not mine or not (reply.aside or reply.instead):
            return reply
        self._patience.pace.hurry(person)
        async with self.lanes.lane(person):
            if reply.aside and aside and await self._said_aside(mine, aside, reply.aside, incoming):
                reply = replace(reply, notice="", instead=None)
            elif reply.instead and not await self._said_privately(mine, incoming):
                return _merged(reply.instead, reply, mine)
            elif not reply.instead:
                return reply
        return replace(reply, says=tuple(say for say in reply.says if say not in mine))

    async def _said_aside(self, says: Sequence[Say], to: Aside, how: How, incoming: Incoming) -> bool:
        made = [await self._made(say, incoming) for say in says]
        sent = await self._whispers.said(made, to, how.rungs, how.first)
        for say, where in zip(says, sent, strict=False):
            self._report(say, Address(Platform.TELEGRAM, to.user), where)
        return bool(sent)

    async def _said_privately(self, says: Sequence[Say], incoming: Incoming) -> bool:
        """False where the private chat does not take it, so that nobody heard anything."""
        try:
            for say in says:
                await self._say(say, incoming)
        except (Gone, Refused) as error:
            _log.info("nothing can be said to the sender of update %s in private: %s", incoming.key, error)
            return False
        return True

    def _by_chat(self, incoming: Incoming, reply: Reply) -> dict[int, list[Callable[[], Awaitable[None]]]]:
        """What to do in each chat, in order: edits first, for they are where the person looks."""
        jobs: dict[int, list[Callable[[], Awaitable[None]]]] = {}
        here = incoming.place.address
        for edit in reply.edits:
            self._latest.wants(edit, here)
            jobs.setdefault((edit.to or here).chat, []).append(partial(self._edit, edit, incoming))
        for say in reply.says:
            jobs.setdefault((say.to or here).chat, []).append(partial(self._say, say, incoming))
        return jobs

    async def _in_chat(self, chat: int, jobs: Sequence[Callable[[], Awaitable[None]]]) -> None:
        self._patience.pace.hurry(chat)
        async with self.lanes.lane(chat):
            for job in jobs:
                try:
                    with meters.sending(self.platform, meters.What.REPLY):
                        await job()
                except Refused as error:
                    _log.error("Telegram refused a message to chat %s: %s", chat, error)
                except Gone as error:
                    _log.info("chat %s cannot be written to: %s", chat, error)
                    return

    async def _say(self, say: Say, incoming: Incoming) -> None:
        here = incoming.place.address
        address = say.to or here
        reply_to = incoming.message if say.as_reply and address.chat == here.chat else say.reply_to
        spot = replace(self._spot(address, incoming), silent=say.silent)
        say, file = await self._made(say, incoming)
        try:
            sent = await self._poster.say(say, spot, file, reply_to=max(reply_to, 0))
        except ThreadShut:
            self._thread(address, ThreadClosed())
            raise
        if spot.lost(address):
            self._thread(address, ThreadDeleted(goes_on=True))
        self._report(say, Address(Platform.TELEGRAM, spot.chat, spot.thread), sent)

    async def _made(self, say: Say, incoming: Incoming) -> tuple[Say, File | None]:
        """With its file, if it has one; where that cannot be made, it says so."""
        file = await self._files.made(say.document) if say.document and self._files else None
        if say.document and file is None:
            say = replace(say, body=(Line((Span(self._sorry(incoming.sender.language)),)),))
        return say, file

    def _report(self, say: Say, address: Address, sent: Sent) -> None:
        if say.delivery is not None:
            report = self._sent(say.delivery, address, sent.messages, sent.poll)
            report.add_done_callback(logs_failure("the ids of a question could not be stored", _log))

    async def _edit(self, edit: Edit, incoming: Incoming) -> None:
        here = incoming.place.address
        if not self._latest.takes(edit, here):
            return
        if (edit.message or incoming.message) < 0:
            await self._edit_aside(edit, incoming)
        else:
            await self._poster.edit(edit, edit.message or incoming.message, self._spot(edit.to or here, incoming))

    async def _edit_aside(self, edit: Edit, incoming: Incoming) -> None:
        """Changes what only one member sees, as long as they act in that group: elsewhere nobody knows where it is."""
        if aside := Aside.restored(incoming.token):
            spot = Spot(aside.chat, aside.thread, aside=aside)
            await self._poster.edit(edit, edit.message or incoming.message, spot)

    def _spot(self, address: Address, incoming: Incoming) -> Spot:
        return Spot(address.chat, address.thread, lambda old, new: self._moved(incoming, old, new))

    async def _answer(self, query: str, reply: Reply, incoming: Incoming) -> None:
        """Ends the press: until then the button shows that it waits."""
        try:
            if reply.link and await self._led(query, reply.link, incoming):
                return
            notice = shortened(reply.notice)
            await self._patience.tried(
                lambda: self._bot.answer_callback_query(query, notice or None, show_alert=reply.alert and bool(notice)),
                obeying=A_MOMENT,
            )
        except (TelegramError, TryLater) as error:
            # "query is too old": after a restart or a long wait; what the press did is done all the same.
            _log.debug("a press could not be answered: %s", error)

    async def _led(self, query: str, payload: str, incoming: Incoming) -> bool:
        """Opens the private chat with the bot for who pressed; False where Telegram does not do that."""
        link = deep_link(self._bot.username, payload)
        try:
            await self._patience.tried(lambda: self._bot.answer_callback_query(query, url=link), obeying=A_MOMENT)
        except BadRequest as error:
            if any(reason in error.message.lower() for reason in OVER):
                raise
            _log.warning("a press in chat %s cannot lead to the private chat: %s", incoming.place.address.chat, error)
            self._learned(incoming.place.address, Rung.LINK, False)
            return False
        return True

    async def _react(self, incoming: Incoming) -> None:
        chat = incoming.place.address.chat
        try:
            await self._patience.tried(
                lambda: self._bot.set_message_reaction(chat, incoming.message, RECEIVED), obeying=A_MOMENT
            )
        except (TelegramError, TryLater) as error:
            _log.debug("no reaction in chat %s: %s", chat, error)


def _merged(instead: Reply, reply: Reply, unheard: Sequence[Say]) -> Reply:
    """What is shown when what was for the sender alone reached nobody."""
    others = tuple(say for say in reply.says if say not in unheard)
    return replace(
        instead,
        says=(*others, *instead.says),
        edits=(*reply.edits, *instead.edits),
        received=reply.received or instead.received,
    )


def shortened(notice: str) -> str:
    """The notice within Telegram's limit, counted as it counts: in UTF-16 units."""
    if len(notice.encode("utf-16-le")) // 2 <= LONGEST_NOTICE:
        return notice
    cut = notice.encode("utf-16-le")[: (LONGEST_NOTICE - 1) * 2]
    return cut.decode("utf-16-le", "ignore").rstrip() + "…"


def _raise_first(outcomes: Sequence[object]) -> None:
    """Logs what nobody expected and raises the first reason to try again later."""
    later = None
    for outcome in outcomes:
        if isinstance(outcome, TryLater):
            later = later or outcome
        elif isinstance(outcome, BaseException):
            _log.error("a part of a reply could not be shown", exc_info=outcome)
    if later is not None:
        raise later
