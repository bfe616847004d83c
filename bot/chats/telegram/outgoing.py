"""A `Reply` → what the people in Telegram see of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.chats.fetching import Files
from bot.chats.lanes import Lanes
from bot.chats.latest import Latest
from bot.chats.telegram.addressing import Addressing
from bot.chats.telegram.patience import Patience
from bot.chats.telegram.posting import Poster, Spot
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
)
from bot.domain.sending import Gone, Refused, Sent, TryLater
from bot.seeing import meters

_log = logging.getLogger(__name__)

LONGEST_NOTICE = 200
RECEIVED = "👀"
_A_MOMENT = 10.0

ReportSent = Callable[[DeliveryId, Address, Sequence[int], str], "Future[None]"]
ReportMoved = Callable[[Incoming, int, int], None]


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
    ) -> None:
        self._bot = bot
        self._sent = sent
        self._moved = moved
        self._sorry, self._files = sorry, files
        self._patience = patience or Patience()
        self._poster = Poster(bot, self._patience, Addressing(commands), *([files.enclosed] if files else []))
        self.lanes = Lanes()
        self._latest = Latest()

    async def show(self, incoming: Incoming, reply: Reply) -> None:
        """Everything that the reply says; the token of a press is the query that waits for it. What fails for good is
        logged.

        Raises TryLater when Telegram could not be reached: the reply should be shown again some day.
        """
        parts = [self._in_chat(chat, jobs) for chat, jobs in self._by_chat(incoming, reply).items()]
        asides = [self._answer(incoming.token, reply)] if incoming.token else []
        asides += [self._react(incoming)] if reply.received and incoming.message else []
        outcomes = await asyncio.gather(*asides, *parts, return_exceptions=True)
        _raise_first(outcomes)

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`. The caller reports the ids. Raises Gone, MovedTo, TryLater or Refused."""
        if say.to is None:
            raise ValueError("a Say that answers nothing needs an address")
        async with self.lanes.lane(say.to.chat):
            spot = Spot(say.to.chat, say.to.thread, silent=say.silent, urgent=say.urgent, pushed=True)
            return await self._poster.say(say, spot, reply_to=say.reply_to)

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
        spot = self._spot(address, incoming)
        file = await self._files.made(say.document) if say.document and self._files else None
        if say.document and file is None:
            say = replace(say, body=(Line((Span(self._sorry(incoming.sender.language)),)),))
        sent = await self._poster.say(say, spot, file, reply_to=reply_to)
        if say.delivery is not None:
            address = Address(Platform.TELEGRAM, spot.chat, spot.thread)
            report = self._sent(say.delivery, address, sent.messages, sent.poll)
            report.add_done_callback(_log_failure)

    async def _edit(self, edit: Edit, incoming: Incoming) -> None:
        here = incoming.place.address
        if self._latest.takes(edit, here):
            await self._poster.edit(edit, edit.message or incoming.message, self._spot(edit.to or here, incoming))

    def _spot(self, address: Address, incoming: Incoming) -> Spot:
        return Spot(address.chat, address.thread, lambda old, new: self._moved(incoming, old, new))

    async def _answer(self, query: str, reply: Reply) -> None:
        """Ends the press: until then the button shows that it waits."""
        try:
            notice = shortened(reply.notice)
            await self._patience.tried(
                lambda: self._bot.answer_callback_query(query, notice or None, show_alert=reply.alert and bool(notice)),
                obeying=_A_MOMENT,
            )
        except (TelegramError, TryLater) as error:
            # "query is too old": after a restart or a long wait; what the press did is done all the same.
            _log.debug("a press could not be answered: %s", error)

    async def _react(self, incoming: Incoming) -> None:
        chat = incoming.place.address.chat
        try:
            await self._patience.tried(
                lambda: self._bot.set_message_reaction(chat, incoming.message, RECEIVED), obeying=_A_MOMENT
            )
        except (TelegramError, TryLater) as error:
            _log.debug("no reaction in chat %s: %s", chat, error)


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


def _log_failure(report: "Future[None]") -> None:
    if not report.cancelled() and (error := report.exception()) is not None:
        _log.error("the ids of a question could not be stored", exc_info=error)
