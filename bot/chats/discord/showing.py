"""One reply on its way to those who read it: in the channel, in direct messages, or as the answer to an interaction."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import replace

from discord import ui

from bot.chats.discord.answering import Answering, Waits
from bot.chats.discord.components import view
from bot.chats.discord.custom_ids import Where
from bot.chats.discord.places import is_private
from bot.chats.discord.posting import Post, Poster, pieces
from bot.chats.in_hand import logs_failure
from bot.domain.conversation import Address, Body, DeliveryId, Edit, Incoming, Line, Platform, Reply, Say, Span
from bot.domain.sending import Gone, Refused
from bot.seeing import meters
from bot.texts import messages as m
from bot.texts.sentences import Sentences

_log = logging.getLogger(__name__)

RECEIVED = "👀"

Render = Callable[[Body], list[str]]
"""The messages that show a body, in order."""
ReportSent = Callable[[DeliveryId, Address, Sequence[int], str], "Future[None]"]


class Showing:
    """Shows the parts of one reply, in order. Raises TryLater; what Discord refuses for good is logged."""

    def __init__(
        self,
        poster: Poster,
        render: Render,
        sent: ReportSent,
        voice: Sentences,
        incoming: Incoming,
        answering: Answering | None,
    ) -> None:
        self._poster, self._render, self._sent, self._voice = poster, render, sent, voice
        self._incoming, self._answering = incoming, answering
        self._here = incoming.place.address
        self._waits = answering.waits if answering else Waits.NOTHING
        self._said_aside = False

    def where(self, say: Say) -> Where:
        """Which conversation presses on it belong to: in a server, what one person sees is their private chat."""
        to = say.to or self._here
        return Where.ASIDE if is_private(to) and self._alone(to, say.delivery) else Where.HERE

    async def say(self, say: Say, posts: Sequence[Post]) -> None:
        """Posts it where it belongs, and reports where a question stands."""
        to = say.to or self._here
        alone = self._alone(to, say.delivery)
        if say.as_reply and to == self._here:
            posts = [replace(posts[0], reply_to=self._incoming.message), *posts[1:]]
        ids = [number for post in posts if (number := await self._post(post, to, alone=alone))]
        self._said_aside |= alone
        if say.delivery is not None:
            self._sent(say.delivery, to, ids, "").add_done_callback(
                logs_failure("the ids of a question could not be stored", _log)
            )

    async def edit(self, edit: Edit) -> None:
        """Changes a message; what does not fit into it any more follows it, unless it is to be whole."""
        to = edit.to or self._here
        texts = self._render(edit.body) if edit.body is not None else []
        if texts[1:] and edit.whole:
            return
        alone = self._alone(to, None)
        where = Where.ASIDE if alone and is_private(to) else Where.HERE
        shown, nothing = (view(rows, where, self._voice.text(m.ANSWER_HERE)) for rows in (edit.buttons, ()))
        text = texts[0] if texts else None
        await kept_going(lambda: self._change(edit.message, to, text, nothing if texts[1:] else shown))
        for post in pieces(texts[1:], Post("", shown)) if texts[1:] else ():
            await self._post(post, to, alone=alone)

    async def rest(self, reply: Reply) -> None:
        """The notice, the sign that an answer arrived, and the end of waiting."""
        if self._answering is None:
            if reply.received and self._incoming.message:
                await self._poster.react(self._incoming.message, self._here, RECEIVED)
            return
        if reply.notice and not self._said_aside:
            text = self._render((Line((Span(reply.notice),)),))[0]
            await self._poster.answer(Post(text), self._answering, alone=True)
        await self._poster.stop_waiting(self._answering)

    def _alone(self, to: Address, delivery: DeliveryId | None) -> bool:
        """Whether only the presser sees it: it is said to them, or it answers what only they asked for."""
        if self._answering is None or not self._answering.in_server:
            return False
        return to.chat == self._answering.user or (self._waits is Waits.ALONE and to == self._here and delivery is None)

    async def _post(self, post: Post, to: Address, *, alone: bool) -> int:
        """The message's id; 0 where something else had to be said instead."""
        if self._answering and (alone or (self._waits is Waits.OPENLY and to == self._here)):
            try:
                with _counted():
                    return await self._poster.answer(post, self._answering, alone=alone)
            except (Gone, Refused) as error:
                _log.info("update %s cannot be answered any more, so a message is sent: %s", self._incoming.key, error)
                self._answering = None
        try:
            with _counted():
                return await self._poster.post(post, to)
        except (Gone, Refused) as error:
            _log.warning("a message for %s was refused: %s", to, error)
            return await self._instead(post, to)

    async def _instead(self, post: Post, to: Address) -> int:
        """Where the bot may not write: what was asked for as an answer, and what is missing; else how to get there."""
        if self._answering and to == self._here:
            answered = await self._poster.answer(replace(post, reply_to=0), self._answering, alone=False)
            await self._poster.answer(Post(self._missing()), self._answering, alone=True)
            return answered
        if is_private(to) and not is_private(self._here) and self._incoming.message:
            sentence = self._voice.text(m.CANNOT_WRITE_TO_YOU)
            await self._poster.post(Post(sentence, reply_to=self._incoming.message), self._here)
        return 0

    def _missing(self) -> str:
        lacks = self._answering.lacks if self._answering else ()
        names = ", ".join(lacks) or self._voice.text(m.PERMISSION_SEND)
        return self._voice.text(m.MAY_NOT_WRITE, permissions=names)

    async def _change(self, message: int, to: Address, text: str | None, shown: ui.View) -> None:
        pressed = self._answering.message if self._answering else self._incoming.message
        with _counted():
            if self._answering and pressed and message in {0, pressed}:
                await self._poster.change(self._answering, text, shown)
            elif message or pressed:
                await self._poster.edit(message or pressed, to, text, shown)


def _counted() -> AbstractContextManager[None]:
    return meters.sending(Platform.DISCORD, meters.What.REPLY)


async def kept_going(part: Callable[[], Awaitable[None]]) -> None:
    """One part that fails for good does not keep the others from being shown."""
    try:
        await part()
    except (Gone, Refused) as error:
        _log.info("a part of a reply could not be shown: %s", error)
