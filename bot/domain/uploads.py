"""Files of notes that learners send: their limits, and why one is not taken.

Telegram lets bots fetch 20 MB; the other limits keep one person's file from costing everybody else.
"""

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
ENDINGS = (".md", ARCHIVE)
"""The names of files that are read as a deck, in lower case."""


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
    UNREACHABLE = "could not be fetched"
