"""Files of notes that learners send: their limits, and why one is not taken.

Telegram lets bots fetch 20 MB; the other limits keep one person's file from costing everybody else.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

UploadId = NewType("UploadId", int)

MEGABYTE = 2**20
MOST_PACKED = 20 * MEGABYTE
MOST_UNPACKED = 50 * MEGABYTE
MOST_FILES = 5_000
MOST_DECKS = 20
MOST_QUESTIONS = 10_000
"""Of one learner, in all of their decks."""

ARCHIVE = ".zip"
ENDINGS = (".md", ".markdown", ".mdx", ".txt", ".csv", ".tsv", ".gift", ".aiken", ".json", ARCHIVE)
"""The names of files that are read as a deck, in lower case."""

LARGEST_ENCLOSURE = 10_000_000
"""Bytes: the most that Telegram takes for a photo."""
MOST_ENCLOSED = 50 * MEGABYTE
"""Of one learner, in all of their decks."""
_ENCLOSED = "upload:"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture or another file that the notes of an upload embed: its path among them, and what it holds."""

    path: str
    data: bytes


def enclosed_as(deck: UploadId, path: str) -> str:
    """How a question of a deck names what it embeds; the paths of files on the disk never look like it."""
    return f"{_ENCLOSED}{deck}/{path}"


def enclosed_in(name: str) -> tuple[UploadId, str] | None:
    """The deck and the path that such a name stands for; None for the path of a file on the disk."""
    deck, _, path = name.removeprefix(_ENCLOSED).partition("/")
    return (UploadId(int(deck)), path) if name.startswith(_ENCLOSED) and deck.isdigit() else None


class Refusal(StrEnum):
    """Why nothing was taken from a file."""

    TOO_BIG = "too big"
    TOO_BIG_UNPACKED = "too big unpacked"
    TOO_MANY_FILES = "too many files"
    BOMB = "bomb"
    OUTSIDE = "a path leads outside"
    NESTED = "an archive in the archive"
    LINK = "a link, or another file that is none"
    ENCRYPTED = "encrypted"
    TWICE = "two files with one name"
    BROKEN = "broken, or no archive"
    EMPTY = "empty"
    NOT_TEXT = "a note that is no text"
    NO_NOTES = "an archive without notes"
    UNREACHABLE = "could not be fetched"
