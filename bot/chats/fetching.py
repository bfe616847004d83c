"""Fetching a file of notes that somebody sent, and having it read.

A file takes seconds, so it is no part of the batch that it came with: the desk only commits that there is something to
fetch, as a Reply that is not shown yet. The update is acknowledged like every other, and other people's updates go on;
a crash before the file is handed over leaves the Reply unshown, and the next start takes it up again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chats.files import nothing_enclosed
from bot.domain.conversation import READ, Attached, Document, Fetch, Incoming, Upload
from bot.domain.sending import File, TryLater
from bot.domain.uploads import Refusal
from bot.seeing import meters

_log = logging.getLogger(__name__)

AT_ONCE = 2
"""Files in memory at the same time, each with 70 MB at most: 20 as it comes and 50 unpacked."""

LONGEST = 120.0
"""Seconds from the message until the person hears something, waiting for other people's files included."""


class NotFetched(Exception):
    """The platform does not hand the file out."""


Download = Callable[[Attached], Awaitable[bytes | None]]
"""What a file holds; None when it is larger than the platform gives, or than we take. Raises NotFetched, TryLater."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the program does with files: `read` makes an Upload of a name and content (slow, so it runs in a thread);
    `make` makes the file of a Document, and raises when it cannot; `enclosed` gives a file that a deck encloses, by its
    name in a Passage.
    """

    read: Callable[[str, bytes], Upload]
    make: Callable[[Document], Awaitable[File]]
    enclosed: Callable[[str], Awaitable[File | None]] = nothing_enclosed

    async def made(self, document: Document) -> File | None:
        """The file to send; None, with a line in the log, when it cannot be made."""
        try:
            return await self.make(document)
        except Exception:  # noqa: BLE001  # whatever keeps it from being made, the person hears of it
            _log.exception("the %s %s could not be made into a file", document.what, document.id)
            return None


class Fetcher:
    """Fetches files, a few at a time."""

    def __init__(self, download: Download, read: Callable[[str, bytes], Upload], longest: float = LONGEST) -> None:
        self._download, self._read, self._longest = download, read, longest
        self._room = asyncio.Semaphore(AT_ONCE)

    async def fetched(self, incoming: Incoming, fetch: Fetch) -> Incoming:
        """The file of a message, read, as an Incoming of its own with always the same key."""
        upload = await self._upload(fetch.attached, incoming.key)
        meters.UPLOADS.labels(upload.found.name.lower() if isinstance(upload.found, Refusal) else "read").inc()
        key = f"{incoming.key}{READ}"
        return Incoming(key, incoming.place, fetch.sender, fetch.at, upload, incoming.message)

    async def _upload(self, attached: Attached, key: str) -> Upload:
        try:
            async with asyncio.timeout(self._longest), self._room:
                data = await self._download(attached)
                if data is None:
                    return Upload(attached.name, Refusal.TOO_BIG)
                return await asyncio.to_thread(self._read, attached.name, data)
        except (NotFetched, TryLater, TimeoutError) as error:
            _log.warning("the file of update %s could not be fetched: %s", key, type(error).__name__)
            return Upload(attached.name, Refusal.UNREACHABLE)
        except Exception:  # noqa: BLE001  # whatever a stranger's file does, its sender hears of it
            # Tried again it would fail again, at every start; so the person hears of it now.
            _log.exception("the file of update %s could not be read", key)
            return Upload(attached.name, Refusal.BROKEN)
