"""Posting texts, files and components: into a channel, to a person, or as the answer to an interaction."""

import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import discord
from discord import ui

from bot.chats.discord.answering import Answering, Waits
from bot.chats.discord.failing import WAITS, tried
from bot.chats.discord.places import channel_of, is_private
from bot.chats.discord.rendering import LONGEST
from bot.chats.pace import Pace
from bot.chats.waiting import Sleep
from bot.domain.conversation import Address
from bot.domain.sending import File, Gone, Refused, ThreadGone

_log = logging.getLogger(__name__)

MOST_FILES = 10
A_DAY: Final = 1440
"""Minutes without a word after which a thread leaves the list of channels."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message. `role` is the one that it pings; nobody else ever is. `silent`: without a sound.

    `urgent`: before everything else that is pushed.
    """

    text: str
    view: ui.View = field(default_factory=lambda: ui.View(timeout=None))
    files: tuple[File, ...] = ()
    reply_to: int = 0
    role: int = 0
    silent: bool = False
    urgent: bool = False

    @property
    def content(self) -> str:
        """The text, behind the role that it pings."""
        return (f"<@&{self.role}> " if self.role else "") + self.text

    @property
    def options(self) -> dict[str, Any]:
        """The options of discord.py's `send`, of as many types as they are."""
        roles = [discord.Object(self.role)] if self.role else []
        return {
            "content": self.content or None,
            "allowed_mentions": discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False),
            "suppress_embeds": True,
            "silent": self.silent,
            "files": _uploads(self.files[:MOST_FILES]),
            **({"view": self.view} if self.view.children else {}),
        }


class Poster:
    """Sends and edits. Raises Gone, Refused or TryLater."""

    def __init__(self, client: discord.Client, sleep: Sleep, pace: Pace) -> None:
        self._client, self._sleep, self._pace = client, sleep, pace

    async def post(self, post: Post, to: Address, *, again: bool = True) -> int:
        """Sends a message of its own, and gives its id. Raises ThreadGone, too. An archived thread opens by it.

        `again`: it is worth trying for a while.
        """
        try:
            return await self._without_files(post, to, again=again)
        except Gone as error:
            if not to.thread:
                raise
            raise ThreadGone(*error.args) from error

    async def _without_files(self, post: Post, to: Address, *, again: bool) -> int:
        """With its files, or without them where they are refused."""
        try:
            return await self._send(post, to, again=again)
        except Refused as error:
            if not post.files or not post.text:
                raise
            _log.warning("Discord refused files for %s: %s", channel_of(to), error)
            return await self._send(replace(post, files=()), to, again=again)

    async def _send(self, post: Post, to: Address, *, again: bool) -> int:
        waits = WAITS if again else ()
        channel = await tried(lambda: self._channel(to), self._sleep, waits)

        async def send() -> int:
            async with self._pace.turn(to.chat, pushed=not (again or post.urgent)):
                return await _sent(channel, post)

        return await tried(send, self._sleep, waits)

    async def edit(
        self,
        message: int,
        to: Address,
        text: str | None,
        shown: ui.View,
        files: Sequence[File] = (),
        *,
        again: bool = True,
    ) -> None:
        """Changes a message of ours; `text` None keeps its text. `files` join those that it has."""
        waits = WAITS if again else ()
        channel = await tried(lambda: self._channel(to), self._sleep, waits)
        changes = _changes(text, shown)
        if files:
            has = (await tried(lambda: channel.fetch_message(message), self._sleep, waits)).attachments
            changes["attachments"] = [*has, *_uploads(files, (one.filename for one in has))][:MOST_FILES]
        await tried(lambda: channel.get_partial_message(message).edit(**changes), self._sleep, waits)

    async def thread(self, message: int, to: Address, name: str, *, again: bool = True) -> int:
        """Opens a thread below a message, and gives its id. Raises Refused where there is one, or it may not."""
        made = await tried(
            lambda: self._client.http.start_thread_with_message(
                channel_of(to), message, name=name, auto_archive_duration=A_DAY
            ),
            self._sleep,
            WAITS if again else (),
        )
        return int(made["id"])

    async def react(self, message: int, to: Address, sign: str) -> None:
        """Puts a sign on somebody's message."""
        channel = await tried(lambda: self._channel(to), self._sleep)
        await tried(lambda: channel.get_partial_message(message).add_reaction(sign), self._sleep)

    async def answer(self, post: Post, answering: Answering, *, alone: bool) -> int:
        """Answers an interaction, to everybody there or to the presser alone; gives the message's id."""
        if alone and answering.waits is Waits.OPENLY:
            await self.stop_waiting(answering)  # else the first answer would be for everybody
        hook = self._hook(answering)
        message = await tried(lambda: hook.send(**post.options, ephemeral=alone, wait=True), self._sleep)
        answering.waits = Waits.NOTHING
        return message.id

    async def say_alone(self, text: str, answering: Answering) -> None:
        """Answers the presser alone, and nothing waits any more."""
        await self.answer(Post(text), answering, alone=True)

    async def change(self, answering: Answering, text: str | None, shown: ui.View) -> None:
        """Changes the message that was pressed, which may be one that only the presser sees."""
        hook = self._hook(answering)
        await tried(lambda: hook.edit_message(_ORIGINAL, **_changes(text, shown)), self._sleep)

    async def stop_waiting(self, answering: Answering) -> None:
        """Takes “is thinking…” away, where nothing answered it."""
        if answering.waits is Waits.NOTHING:
            return
        answering.waits = Waits.NOTHING
        await tried(lambda: self._hook(answering).delete_message(_ORIGINAL), self._sleep)

    def _hook(self, answering: Answering) -> discord.Webhook:
        hook = discord.Webhook.partial(self._client.application_id or 0, answering.token, client=self._client)
        hook.type = discord.WebhookType.application  # else it may send nothing that one person sees
        return hook

    async def _channel(self, to: Address) -> discord.DMChannel | discord.PartialMessageable:
        if is_private(to):
            return await self._client.create_dm(discord.Object(to.chat))
        return self._client.get_partial_messageable(channel_of(to))


class _Original:
    """What Discord calls the message that an interaction is about, where it has a number for every other.

    As a string, the library would write it as `%40original`.
    """

    def __str__(self) -> str:
        return "@original"


_ORIGINAL: Any = _Original()
"""For parameters that the library declares as numbers."""


async def _sent(channel: discord.DMChannel | discord.PartialMessageable, post: Post) -> int:
    more: dict[str, Any] = {}
    if post.reply_to:
        more["reference"] = discord.MessageReference(
            message_id=post.reply_to, channel_id=channel.id, fail_if_not_exists=False
        )
    message: discord.Message = await channel.send(**post.options, **more)
    return message.id


def _changes(text: str | None, shown: ui.View) -> dict[str, Any]:
    """The options of discord.py's `edit`. Without buttons, the old ones are taken away."""
    content = {} if text is None else {"content": text}
    return {**content, "view": shown if shown.children else None, "allowed_mentions": discord.AllowedMentions.none()}


def _uploads(files: Sequence[File], known: Iterable[str] = ()) -> list[discord.File]:
    """Files to send, without those whose names are known: Discord writes underscores for blanks."""
    there = {name.replace(" ", "_") for name in known}
    return [
        discord.File(io.BytesIO(file.data), file.name) for file in files if file.name.replace(" ", "_") not in there
    ]


def pieces(texts: Sequence[str], last: Post) -> list[Post]:
    """A text in as many messages as it takes: files, role and reply stand at the first, buttons at the last."""
    empty = Post("", silent=last.silent)
    posts = [replace(empty, text=text) for text in texts] or [empty]
    if len(replace(posts[0], role=last.role).content) > LONGEST:
        posts.insert(0, empty)
    posts[0] = replace(posts[0], files=last.files, reply_to=last.reply_to, role=last.role)
    posts[-1] = replace(posts[-1], view=last.view)
    return posts
