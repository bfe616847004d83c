"""How Documents become files: read on the desk, made beside it, because both would keep everybody waiting."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.bank.exporting import export
from bot.domain.conversation import Document, LearnerId
from bot.domain.progress import Progress
from bot.domain.sending import File
from bot.domain.uploads import UploadId
from bot.hosting import data_of
from bot.pictures import milestone
from bot.pictures.progress import draw
from bot.store import decks
from bot.study import milestones, my_data, stats
from bot.study.desk import Desk
from bot.texts.sentences import Sentences

DATA_AT_ONCE = 1
"""Somebody's data may be large."""
PICTURES_AT_ONCE = 2
"""Drawing keeps a core busy for a tenth of a second: many learners at once take turns, and the desk goes on."""


class Documents:
    """Makes the files of Documents. Raises whatever keeps one from being made; the edge says so in one sentence."""

    def __init__(self, desk: Desk, database: str, clock: Callable[[], datetime]) -> None:
        self._desk, self._database, self._clock = desk, database, clock
        self._room = asyncio.Semaphore(PICTURES_AT_ONCE)
        self._room_for_data = asyncio.Semaphore(DATA_AT_ONCE)

    async def file(self, document: Document) -> File:
        """For a platform that shows pictures."""
        if document.what == milestones.MILESTONE:
            say = Sentences(document.format)
            return await self._picture(f"repaso-{document.id}.png", partial(milestone.draw, document.id, say))
        if document.what == stats.PROGRESS:
            progress = await self._progress(document)
            return await self._picture("repaso.png", partial(draw, progress, Sentences(document.format)))
        return await self._other(document)

    async def _picture(self, name: str, drawing: Callable[[], bytes]) -> File:
        async with self._room:
            return File(name, await asyncio.to_thread(drawing))

    async def drawn_or_file(self, document: Document) -> Progress | File | None:
        """For one that draws with characters what others send as a picture; None for what is only made to be shared."""
        if document.what == milestones.MILESTONE:
            return None
        return await self._progress(document) if document.what == stats.PROGRESS else await self._other(document)

    async def _progress(self, document: Document) -> Progress:
        work = self._desk.run(lambda db: stats.progress_for(db, document, self._clock()))
        return await asyncio.wrap_future(work)

    async def _other(self, document: Document) -> File:
        return await self._data(document) if document.what == my_data.DATA else await self._deck(document)

    async def _data(self, document: Document) -> File:
        async with self._room_for_data:
            return await asyncio.to_thread(data_of, self._database, LearnerId(document.id), self._clock())

    async def _deck(self, document: Document) -> File:
        work = self._desk.run(lambda db: decks.questions_in(db, UploadId(document.id)))
        name, questions = await asyncio.wrap_future(work)
        made = await asyncio.to_thread(export, questions, document.format, name=Path(name).stem)
        return File(made.filename, made.data)
