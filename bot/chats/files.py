"""Files of a vault on their way to a chat: read when they are sent, and left out when they are gone or too large."""

import logging
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from bot.domain.conversation import Body, Passage
from bot.domain.sending import File
from bot.domain.uploads import enclosed_in

_log = logging.getLogger(__name__)

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
"""What Telegram shows as a photo; anything else goes as a document."""
LARGEST = 10_000_000
"""Bytes: the most that Telegram takes for a photo."""


def files_in(body: Body, enclosed: Mapping[str, File] = MappingProxyType({})) -> Iterator[File]:
    """The files that a body embeds, in their order. Reads from the disk what decks do not enclose."""
    for path in _paths(body):
        file = enclosed.get(path) if enclosed_in(path) else _read(Path(path))
        if file is not None:
            yield file


async def enclosed_files(body: Body, fetch: Callable[[str], Awaitable[File | None]]) -> dict[str, File]:
    """The files that the decks of learners enclose, by the names under which a body embeds them."""
    names = [path for path in _paths(body) if enclosed_in(path)]
    return {name: file for name in names if (file := await fetch(name))}


async def nothing_enclosed(_: str) -> None:
    """For an edge to which nobody sends files."""


def _paths(body: Body) -> list[str]:
    paths = (path for part in body if isinstance(part, Passage) for path in part.files)
    return list(dict.fromkeys(paths))


def is_picture(file: File) -> bool:
    """Whether Telegram can show it as a photo."""
    return Path(file.name).suffix.lower() in PICTURES


def _read(path: Path) -> File | None:
    """None when it should not be sent, or cannot be.

    A link is not followed: since the notes were read, it may have come to lead out of the vault.
    """
    try:
        if os.path.realpath(path) != str(path) or (path.exists() and not path.is_file()):
            _log.warning("%s is not sent: it is not a file of the vault any more", path.name)
            return None
        if path.stat().st_size > LARGEST:
            _log.warning("%s is not sent: it has more than %s bytes", path.name, LARGEST)
            return None
        return File(path.name, path.read_bytes())
    except OSError as error:
        _log.warning("%s is not sent: %s", path.name, error.strerror)
        return None
