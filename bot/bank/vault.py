"""Walks a vault or a folder and reads its notes; it never writes to them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import RepasoError
from bot.domain.question import Problem, Severity

_EXTENSIONS = (".md", ".markdown", ".mdx")
_SKIPPED = frozenset({"templates", "template", "_templates", "plantillas", "plantilla", "node_modules"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableVault(RepasoError):
    """A path given as the bank is not there, or its folder cannot be read."""


@dataclass(frozen=True, slots=True)
class NoteFile:
    """One note as it lies on the disk: its path relative to the bank's root, with `/`, and its text.

    `text` is None when the file cannot be read as text; `problem` says why, or what was odd about it.
    """

    file: str
    text: str | None
    problem: Problem | None = None


def notes(paths: Sequence[Path]) -> Iterator[NoteFile]:
    """All notes under the paths, each once, in the order of their names; raises UnreadableVault."""
    seen: set[str] = set()
    names: set[str] = set()
    for root in paths:
        for path, name in _found(root):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield read(path, _own_name(name, root, names))


def _own_name(name: str, root: Path, names: set[str]) -> str:
    """Keeps notes of two roots apart when they share a name."""
    own = name if name not in names else f"{root.resolve().name}/{name}"
    names.add(own)
    return own


def _found(root: Path) -> list[tuple[Path, str]]:
    if root.is_file():
        return [(root, root.name)]
    if not root.exists():
        raise UnreadableVault(f"{root} does not exist; give a note or a folder of notes")
    return sorted(_under(root, "", {os.path.realpath(root)}), key=lambda found: found[1])


def _under(folder: Path, prefix: str, entered: set[str]) -> Iterator[tuple[Path, str]]:
    for entry in _entries(folder):
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            real = os.path.realpath(entry.path)
            # A link back to a folder above would be walked for ever.
            if not _is_skipped(name) and real not in entered:
                yield from _under(Path(entry.path), f"{name}/", entered | {real})
        elif entry.name.lower().endswith(_EXTENSIONS) and not entry.name.startswith("."):
            yield Path(entry.path), name


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise UnreadableVault(f"{folder} cannot be read: {error.strerror}") from error


def _is_skipped(name: str) -> bool:
    folder = name.rpartition("/")[2]
    return folder.startswith(".") or folder.lower() in _SKIPPED or name.endswith("logseq/bak")


def read(path: Path, file: str) -> NoteFile:
    """Reads one note as `file`; what cannot be read comes with its problem."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return NoteFile(file, None, _problem(file, 1, Severity.ERROR, f"cannot be read: {error.strerror}"))
    return decode(data, file)


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
        return NoteFile(file, None, _problem(file, line, Severity.ERROR, "is not text; it was left out"))
    text = data.decode("cp1252", errors="replace")
    return NoteFile(file, text, _problem(file, line, Severity.WARNING, "is not UTF-8; it was read as Windows-1252"))


def _problem(file: str, line: int, severity: Severity, message: str) -> Problem:
    return Problem(file, line, severity, message)
