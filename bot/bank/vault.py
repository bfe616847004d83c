"""Reads the notes of a vault or a folder as text; it never writes to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.bank import card_options
from bot.bank.card_options import UNTOLD, CardOptions
from bot.bank.walking import look_around
from bot.domain.question import Problem, Severity
from bot.texts import reasons as r
from bot.texts.reasons import because

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class NoteFile:
    """One note as it lies on the disk: its path relative to the bank's root, with `/`, and its text.

    `text` is None when the file cannot be read as text; `problem` says why, or what was odd about it.
    `cards` says what a card looks like in its vault; `is_closed` that the file could not even be opened;
    `is_folder` that this is no note but a folder that could not be read.
    """

    file: str
    text: str | None
    problem: Problem | None = None
    cards: CardOptions = UNTOLD
    is_closed: bool = False
    is_folder: bool = False


def notes(paths: Sequence[Path]) -> Iterator[NoteFile]:
    """All notes under the paths, each once, in the order of their names, then the folders that cannot be read.

    Raises UnreadableVault.
    """
    seen = look_around(paths)
    yield from (read(Path(found.path), found.name) for found in seen.notes)
    yield from (NoteFile(folder.name, None, folder.problem, is_folder=True) for folder in seen.closed)


def read(path: Path, file: str) -> NoteFile:
    """Reads one note as `file`; what cannot be read comes with its problem."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = _problem(file, 1, Severity.ERROR, f"cannot be read: {error.strerror}")
        return NoteFile(file, None, problem, is_closed=True)
    return replace(decode(data, file), cards=card_options.of_vault(path))


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
