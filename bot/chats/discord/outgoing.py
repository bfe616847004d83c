"""A `Reply` → what the people on Discord see of it."""

import asyncio
import logging
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
from bot.chats.latest import Latest
from bot.domain.conversation import Address, Body, Discussion, Edit, Incoming, Reply, Say
from bot.domain.sending import File, Gone, Refused, Sent, TryLater
from bot.texts import messages as m
from bot.texts.sentences import Sentences

_log = logging.getLogger(__name__)

Voice = Callable[[str | None], Sentences]
"""The language for somebody of whom the platform says this (`es-ES`), or nothing."""


class Outgoing:
    """Shows replies and sends what the core says by itself; messages to one chat stay in order."""

    def __init__(
        self, poster: Poster, render: Render, *, sent: ReportSent, voice: Voice, files: Files | None = None
    ) -> None:
        self._poster, self._render, self._sent, self._voice, self._files = poster, render, sent, voice, files
        self._latest = Latest()
        self.lanes = Lanes()

    async def send(self, say: Say) -> Sent:
        """See `Outbox.send`."""
        if say.to is None:
            raise ValueError("a Say that answers nothing needs an address")
        if say.over:
            self._latest.wants(say.over, say.to)
        async with self.lanes.lane(say.to.chat):
            if say.over and await self._changed(say.over, say.to):
                await self._discussed(say.discussion, say.over.message, say.to, again=False)
                return Sent((say.over.message,))
            posts = await self._posts(say, Where.HERE, self._voice(None))
            first = await self._poster.post(posts[0], say.to, again=False)
            # Half a text helps nobody: once it is begun, it is worth waiting for.
            sent = Sent((first, *[await self._poster.post(post, say.to) for post in posts[1:]]))
            await self._discussed(say.discussion, say.reply_to or first, say.to, again=True)
            return sent

    async def show(self, incoming: Incoming, reply: Reply, answering: Answering | None = None) -> None:
        """Everything that the reply says. What fails for good is logged.

        Raises TryLater when Discord could not be reached: the reply should be shown again some day.
        """
        voice = self._voice(incoming.sender.language)
        shown = Showing(self._poster, self._render, self._sent, voice, incoming, answering)
        here = incoming.place.address
        elsewhere = [edit for edit in reply.edits if edit.to and edit.to.chat != here.chat]
        for edit in reply.edits:
            self._latest.wants(edit, here)
        async with self.lanes.lane(here.chat):
            for edit in reply.edits:
                if edit not in elsewhere and self._latest.takes(edit, here):
                    await shown.edit(edit)
            for say in reply.says:
                await shown.say(say, await self._posts(say, shown.where(say), voice))
            await kept_going(lambda: shown.rest(reply))
        for edit in elsewhere:
            await self._elsewhere(edit, here, shown)

    async def answer(self, body: Body, answering: Answering) -> None:
        """Says something to whoever did what cannot be handled, and to nobody else."""
        await kept_going(lambda: self._poster.say_alone(self._render(body)[0], answering))

    async def _elsewhere(self, edit: Edit, here: Address, shown: Showing) -> None:
        """A change in another chat, such as a group's count. Nobody waits for it, and the next one brings it along."""
        async with self.lanes.lane((edit.to or here).chat):
            if self._latest.takes(edit, here):
                try:
                    await shown.edit(edit)
                except TryLater as error:
                    _log.info("a message elsewhere stays as it is: Discord does not answer (%s)", error)

    async def _changed(self, edit: Edit, to: Address) -> bool:
        """Puts it into the message that is there; False where that is gone, or too small: then its buttons change at
        least. Raises Gone, TryLater.
        """
        if not self._latest.takes(edit, to):
            return True
        texts = self._render(edit.body or ())
        fits = len(texts) == 1
        files = await self._embedded(edit.body or ()) if fits else ()
        try:
            shown = view(edit.buttons, Where.HERE)
            await self._poster.edit(edit.message, to, texts[0] if fits else None, shown, files, again=False)
        except Refused as error:
            _log.info("message %s in %s cannot be changed, a new one is sent: %s", edit.message, to, error)
            return False
        return fits

    async def _discussed(self, discussion: Discussion | None, message: int, to: Address, *, again: bool) -> None:
        """Opens the place to talk, once. Raises TryLater where it is not worth trying for a while."""
        if discussion is None:
            return
        try:
            thread = await self._poster.thread(message, to, discussion.name, again=again)
            await self._poster.post(Post(self._render(discussion.opening)[0]), replace(to, thread=thread))
        except (Gone, Refused) as error:
            # It is there already, perhaps since a crash; or the bot may not: /doctor names the permission.
            _log.warning("no thread is opened below message %s in %s: %s", message, to, error)
        except TryLater as error:
            if not again:
                raise
            _log.warning("no thread is opened below message %s in %s: %s", message, to, error)

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
                urgent=say.urgent,
            ),
        )

    async def _embedded(self, body: Body) -> list[File]:
        enclosed = await enclosed_files(body, self._files.enclosed) if self._files else {}
        return await asyncio.to_thread(lambda: list(files_in(body, enclosed)))
