"""Posting one thing into one chat, and mending what Telegram refuses where that can be done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram import Poll as Quiz
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.chats.files import enclosed_files, files_in, is_picture, nothing_enclosed
from bot.chats.telegram.addressing import Addressing
from bot.chats.telegram.asides import Aside, number_of
from bot.chats.telegram.keyboard import keyboard
from bot.chats.telegram.patience import A_MOMENT, NOT_AT_ALL, SEVERAL_MINUTES, Patience
from bot.chats.telegram.rates import PAID
from bot.chats.telegram.rendering import Rendered, render
from bot.chats.telegram.spots import Spot
from bot.domain.actions import Choose
from bot.domain.conversation import Body, Edit, Passage, Poll, Rows, Say
from bot.domain.sending import File, Gone, Refused, Sent, ThreadShut

T = TypeVar("T")
_log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TOPIC_IS_GONE = "message thread not found"
TOPIC_IS_CLOSED = "topic_closed"
_CHAT_IS_GONE = ("chat not found", "peer_id_invalid", "group chat was deactivated")
_NOTHING_TO_CHANGE = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_TOO_LONG = ("too_long", "too long")
# https://github.com/tdlib/telegram-bot-api/issues/881: what one member sees can be changed up to 1,024 characters only.


class Poster:
    """Sends and edits messages. Raises Gone, Refused, TryLater, and MovedTo where the spot does not follow moves."""

    def __init__(
        self,
        bot: Bot,
        patience: Patience,
        addressing: Addressing,
        enclosed: Callable[[str], Awaitable[File | None]] = nothing_enclosed,
    ) -> None:
        """`enclosed` gives a file that a learner's deck encloses, by its name in a body."""
        self._bot = bot
        self._patience = patience
        self._paid = patience.pace.limits == PAID or None
        self._addressing = addressing
        self._enclosed = enclosed

    async def say(
        self,
        say: Say,
        spot: Spot,
        file: File | None = None,
        *,
        reply_to: int = 0,
    ) -> Sent:
        """Sends it in as many messages as it takes, the buttons on the last, and gives their ids in order.

        A file is one message, with the first piece of the body below it, and a picture is shown as one; so is a poll,
        and where the chat takes none the text goes out.
        """
        takes_polls = spot.aside is None
        if say.poll and takes_polls and (sent := await self._post_poll(say.poll, say.buttons, spot)):
            return sent
        if file is not None:
            piece = self._rendered(say.body, spot)[0]
            return Sent((await self._post_file(file, say.buttons, spot, reply_to, piece),))
        embedded = await self._post_embedded(say.body, spot)
        return Sent((*embedded, *await self._post(self._rendered(say.body, spot), say.buttons, spot, reply_to)))

    async def _post_poll(self, poll: Poll, buttons: Rows, spot: Spot) -> Sent | None:
        """The poll; None when Telegram refuses it, as where a group lets nobody send polls."""
        rows = tuple(row for row in buttons if not any(isinstance(button.action, Choose) for button in row))
        try:
            return await self._mending(partial(self._send_poll, poll, rows, spot), Rendered(""), spot)
        except Refused as error:
            _log.warning("Telegram refused a poll for chat %s: %s", spot.chat, error)
            return None

    async def _post_embedded(self, body: Body, spot: Spot) -> list[int]:
        """Sends the files that the body embeds; one that Telegram does not want is left out, the text says its name."""
        if not any(isinstance(part, Passage) and part.files for part in body):
            return []
        ids: list[int] = []
        enclosed = await enclosed_files(body, self._enclosed)
        for file in await asyncio.to_thread(lambda: list(files_in(body, enclosed))):
            try:
                ids.append(await self._post_file(file, (), spot, 0, Rendered("")))
            except Refused as error:
                # Not by its name: a learner may have given it.
                _log.warning("Telegram refused a file of %s bytes for chat %s: %s", len(file.data), spot.chat, error)
        return ids

    async def _post_file(self, file: File, rows: Rows, spot: Spot, reply_to: int, piece: Rendered) -> int:
        """A picture as a photo; one that Telegram does not want as such, and everything else, as a document."""
        what = (file, rows, spot, reply_to)
        if is_picture(file):
            try:
                return await self._mending(partial(self._send_file, self._bot.send_photo, *what), piece, spot)
            except Refused as error:
                _log.warning("a picture goes to chat %s as a document: %s", spot.chat, error)
        return await self._mending(partial(self._send_file, self._bot.send_document, *what), piece, spot)

    async def edit(self, edit: Edit, message: int, spot: Spot) -> None:
        """Changes a message. One that is gone, or already looks like that, is left as it is."""
        pieces = self._rendered(edit.body, spot) if edit.body is not None else []
        if pieces[1:] and edit.whole:
            return
        try:
            if pieces:
                await self._edit_text(pieces[0], edit.buttons if len(pieces) == 1 else (), message, spot)
            else:
                await self._edit_buttons(edit.buttons, message, spot)
        except Refused as error:
            if spot.aside and _any_of(_TOO_LONG, str(error)):
                await self._post(pieces, edit.buttons, spot)
                return
            if not _any_of(_NOTHING_TO_CHANGE, str(error)):
                raise
            _log.debug("message %s in chat %s stays as it is: %s", message, spot.chat, error)
        # What does not fit into the message follows it.
        await self._post(pieces[1:], edit.buttons, spot)

    def _rendered(self, body: Body, spot: Spot) -> list[Rendered]:
        in_group = spot.chat < 0  # Telegram's numbers: people are positive
        return render(self._addressing.in_group(body, self._bot.username) if in_group else body)

    async def _post(self, pieces: list[Rendered], buttons: Rows, spot: Spot, reply_to: int = 0) -> list[int]:
        ids: list[int] = []
        for number, piece in enumerate(pieces, start=1):
            rows = buttons if number == len(pieces) else ()
            ids.append(await self._mending(partial(self._send, rows, spot, reply_to), piece, spot))
            reply_to = 0
        return ids

    async def _send(self, rows: Rows, spot: Spot, reply_to: int, piece: Rendered) -> int:
        message = await self._bot.send_message(
            spot.chat,
            piece.text,
            entities=piece.entities,
            message_thread_id=spot.thread or None,
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
            reply_markup=keyboard(rows, self._bot.username),
            link_preview_options=_NO_PREVIEW,
            disable_notification=spot.silent or None,
            allow_paid_broadcast=self._paid,
            api_kwargs=spot.more,
        )
        return number_of(message, spot.aside)

    async def _send_poll(self, poll: Poll, rows: Rows, spot: Spot, piece: Rendered) -> Sent:
        # Of anonymous polls Telegram never says who voted.
        message = await self._bot.send_poll(
            spot.chat,
            poll.question,
            poll.options,
            is_anonymous=False,
            type=Quiz.QUIZ,
            correct_option_ids=[poll.correct],  # type: ignore[list-item]  # a Literal of numbers
            explanation=poll.explanation or None,
            message_thread_id=spot.thread or None,
            reply_markup=keyboard(rows, self._bot.username),
            allow_paid_broadcast=self._paid,
        )
        return Sent((message.message_id,), message.poll.id if message.poll else "")

    async def _send_file(
        self,
        send: Callable[..., Awaitable[Message]],  # send_photo or send_document
        file: File,
        rows: Rows,
        spot: Spot,
        reply_to: int,
        piece: Rendered,
    ) -> int:
        message = await send(
            spot.chat,
            file.data,
            filename=file.name,
            caption=piece.text,
            caption_entities=piece.entities,
            message_thread_id=spot.thread or None,
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
            reply_markup=keyboard(rows, self._bot.username),
            allow_paid_broadcast=self._paid,
            api_kwargs=spot.more,
        )
        return number_of(message, spot.aside)

    async def _edit_text(self, piece: Rendered, rows: Rows, message: int, spot: Spot) -> None:
        markup = keyboard(rows, self._bot.username)

        async def call(piece: Rendered) -> None:
            if spot.aside:
                text = {"text": piece.text, "entities": piece.entities, "link_preview_options": _NO_PREVIEW}
                await self._edit_aside("editEphemeralMessageText", message, spot.aside, reply_markup=markup, **text)
                return
            await self._bot.edit_message_text(
                piece.text,
                spot.chat,
                message,
                entities=piece.entities,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )

        await self._mending(call, piece, spot, posts=False)

    async def _edit_buttons(self, rows: Rows, message: int, spot: Spot) -> None:
        markup = keyboard(rows, self._bot.username)

        async def call(_: Rendered) -> None:
            if spot.aside:
                await self._edit_aside("editEphemeralMessageReplyMarkup", message, spot.aside, reply_markup=markup)
                return
            await self._bot.edit_message_reply_markup(spot.chat, message, reply_markup=markup)

        await self._mending(call, Rendered(""), spot, posts=False)

    async def _edit_aside(self, method: str, message: int, aside: Aside, **what: Any) -> None:
        """`what` is of as many types as Telegram's parameters."""
        where = {"chat_id": aside.chat, "receiver_user_id": aside.user, "ephemeral_message_id": -message}
        given = {name: value for name, value in what.items() if value is not None}
        await self._bot.do_api_request(method, api_kwargs={**where, **given})

    async def _mending(
        self, call: Callable[[Rendered], Awaitable[T]], piece: Rendered, spot: Spot, *, posts: bool = True
    ) -> T:
        """Tries the call when its turn comes; each mend takes something away, so this ends. `posts`: a new message."""
        while True:
            try:
                return await self._tried(partial(call, piece), spot, posts=posts)
            except Forbidden as error:
                raise Gone(error.message) from error
            except ChatMigrated as error:
                spot.follow(error.new_chat_id)
            except BadRequest as error:
                piece = _mended(error, piece, spot)

    async def _tried(self, call: Callable[[], Awaitable[T]], spot: Spot, *, posts: bool) -> T:
        obeying = NOT_AT_ALL if spot.pushed else A_MOMENT if spot.aside else SEVERAL_MINUTES
        reader, waits = spot.aside.user if spot.aside else spot.chat, spot.pushed and not spot.urgent
        turn = partial(self._patience.pace.turn, reader, pushed=waits, posts=posts)
        result = await self._patience.tried(call, obeying=obeying, turn=turn)
        spot.pushed = False
        return result


def _mended(error: BadRequest, piece: Rendered, spot: Spot) -> Rendered:
    """What to try instead. Raises Gone or Refused when there is nothing to take away."""
    if _any_of((TOPIC_IS_GONE,), error.message) and spot.thread:
        _log.warning("topic %s of chat %s is gone; writing into the chat itself", spot.thread, spot.chat)
        spot.thread = 0
        return piece
    if _any_of(("entit",), error.message) and piece.entities:
        _log.warning("Telegram refused the layout of a message to chat %s: %s", spot.chat, error)
        return Rendered(piece.text)
    if _any_of((TOPIC_IS_CLOSED,), error.message):
        raise ThreadShut(error.message)
    raise Gone(error.message) if _any_of(_CHAT_IS_GONE, error.message) else Refused(error.message)


def _any_of(reasons: tuple[str, ...], message: str) -> bool:
    return any(reason in message.lower() for reason in reasons)
