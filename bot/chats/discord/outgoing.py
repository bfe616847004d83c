"""A `Reply` → what the people on Discord see of it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.chats.discord.answering import Answering
from bot.chats.discord.components import view
from bot.chats.discord.custom_ids import Where
from bot.chats.discord.posting import Post, Poster, pieces
from bot.chats.discord.showing import Render, ReportSent, Showing, kept_going
from bot.chats.fetching import Files
from bot.chats.files import enclosed_files, files_in
from bot.chats.lanes import Lanes
from bot.domain.conversation import Body, Incoming, Reply, Say
from bot.domain.sending import File, Sent
from bot.texts import messages as m
from bot.texts.sentences import Sentences

Voice = Callable[[str | None], Sentences]
"""The language for somebody of whom the platform says this (`es-ES`), or nothing."""


class Outgoing:
    """Shows replies and sends what the core says by itself; messages to one chat stay in order."""

    def __init__(
        self, poster: Poster, render: Render, *, sent: ReportSent, voice: Voice, files: Files | None = None
    ) -> None:
        self._poster, self._render, self._sent, self._voice, self._files = poster, render, sent, voice, files
        self.lanes = Lanes()

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`."""
        if say.to is None:
            raise ValueError("a Say that answers nothing needs an address")
        async with self.lanes.lane(say.to.chat):
            posts = await self._posts(say, Where.HERE, self._voice(None))
            first = await self._poster.post(posts[0], say.to, again=False)
            # Half a text helps nobody: once it is begun, it is worth waiting for.
            return Sent((first, *[await self._poster.post(post, say.to) for post in posts[1:]]))

    async def show(self, incoming: Incoming, reply: Reply, answering: Answering | None = None) -> None:
        """Everything that the reply says. What fails for good is logged.

        Raises TryLater when Discord could not be reached: the reply should be shown again some day.
        """
        voice = self._voice(incoming.sender.language)
        shown = Showing(self._poster, self._render, self._sent, voice, incoming, answering)
        async with self.lanes.lane(incoming.place.address.chat):
            for edit in reply.edits:
                await shown.edit(edit)
            for say in reply.says:
                await shown.say(say, await self._posts(say, shown.where(say), voice))
            await kept_going(lambda: shown.rest(reply))

    async def _posts(self, say: Say, where: Where, voice: Sentences) -> list[Post]:
        made = [file] if say.document and self._files and (file := await self._files.made(say.document)) else []
        if say.document and not made:
            say = replace(say, body=voice(m.SORRY))
        files = (*made, *await self._embedded(say.body))
        return pieces(
            self._render(say.body),
            Post(
                "",
                view(say.buttons, where, voice.text(m.ANSWER_HERE)),
                files,
                reply_to=say.reply_to,
                role=say.calls or 0,
                silent=say.silent,
            ),
        )

    async def _embedded(self, body: Body) -> list[File]:
        enclosed = await enclosed_files(body, self._files.enclosed) if self._files else {}
        return await asyncio.to_thread(lambda: list(files_in(body, enclosed)))
