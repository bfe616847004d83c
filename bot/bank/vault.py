"""Reads the notes of a vault or a folder as text; it never writes to them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.bank.card_options import UNTOLD, CardOptions, Vaults
from bot.bank.walking import look_around
from bot.domain.question import Problem, Severity
from bot.texts import reasons as r
from bot.texts.reasons import because

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class NoteFile:
    """One note as it lies on the disk: its path relative to the bank's root, with `/`, and its text.

    `text` is None when the file cannot be read as text; `problem` says why, or what was odd about it.
    `cards` says what a card looks like in its vault; `is_closed` that the file could not even be opened;
    `is_note` is False for a folder that could not be read, and for a link that was not followed.
    """

    file: str
    text: str | None
    problem: Problem | None = None
    cards: CardOptions = UNTOLD
    is_closed: bool = False
    is_note: bool = True


def notes(paths: Sequence[Path]) -> Iterator[NoteFile]:
    """All notes under the paths, each once, in the order of their names, then what could not be looked into.

    Raises UnreadableVault.
    """
    seen = look_around(paths)
    vaults = Vaults()
    yield from (read(Path(found.path), found.name, vaults) for found in seen.notes)
    yield from (NoteFile(problem.file, None, problem, is_note=False) for problem in seen.problems)


def read(path: Path, file: str, vaults: Vaults | None = None) -> NoteFile:
    """Reads one note as `file`; what cannot be read comes with its problem. `vaults` are those of other notes, too."""
    try:
        data = _bytes_of(path)
    except OSError as error:
        problem = _problem(file, 1, Severity.ERROR, f"cannot be read: {error.strerror}")
        return NoteFile(file, None, problem, is_closed=True)
    cards = (vaults or Vaults()).of(path)
    decoded = decode(data, file)
    return decoded if cards is decoded.cards else replace(decoded, cards=cards)


def _bytes_of(path: Path) -> bytes:
    """The file itself: what has become a link since it was found may lead anywhere."""
    descriptor = os.open(path, os.O_RDONLY | _NO_LINK)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123  # Path.open takes no descriptor
        return file.read()


def decode(data: bytes, file: str) -> NoteFile:
    """UTF-8 with or without its mark, UTF-16 with it; else a guess at Windows-1252, with a warning."""
    line = 1
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
        if "\0" not in text:
            return NoteFile(file, text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if b"\0" in data:
        return NoteFile(file, None, _problem(file, line, Severity.ERROR, because(r.NOT_TEXT)))
    text = data.decode("cp1252", errors="replace")
    return NoteFile(file, text, _problem(file, line, Severity.WARNING, because(r.NOT_UTF8)))


def _problem(file: str, line: int, severity: Severity, message: str) -> Problem:
    return Problem(file, line, severity, message)
