"""Finds the notes under some paths, with what the file system says of each.

It opens no Markdown; of other files (.txt, .csv…) it looks at the first lines, for few of them hold questions.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from bot.bank.attachments import TAKEN
from bot.bank.formats import by_extension
from bot.domain.errors import RepasoError

EXTENSIONS = (".md", ".markdown", ".mdx")
_SKIPPED = frozenset({"templates", "template", "_templates", "plantillas", "plantilla", "node_modules", "lost+found"})


class UnreadableVault(RepasoError):
    """A path given as the bank is not there, or its folder cannot be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A note as the file system knows it: its name in the bank (with `/`), where it lies, bytes, and nanoseconds."""

    name: str
    path: str
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies under the paths of the bank: the notes, and the paths of the files that a note can embed."""

    notes: list[Found] = field(default_factory=list)
    embeddable: list[str] = field(default_factory=list)


def walk(paths: Sequence[Path]) -> list[Found]:
    """All notes under the paths, each once, in the order of the paths and their names; raises UnreadableVault."""
    return look_around(paths).notes


def look_around(paths: Sequence[Path]) -> Seen:
    """The same, with what they can embed."""
    known: set[str] = set()
    names: set[str] = set()
    seen = Seen()
    for root in paths:
        for one in _below(root, seen.embeddable):
            if one.path not in known:
                known.add(one.path)
                seen.notes.append(_named(one, root, names))
    seen.embeddable.sort()
    return seen


def is_note(name: str) -> bool:
    """Whether a file of this name (relative to the bank's root, with `/`) counts as a note; by its name alone."""
    folders = name.split("/")
    inside = ["/".join(folders[:depth]) for depth in range(1, len(folders))]
    hidden = any(part.startswith(".") for part in folders)
    return not hidden and name.lower().endswith(EXTENSIONS) and not any(_is_skipped(folder) for folder in inside)


def _named(one: Found, root: Path, names: set[str]) -> Found:
    """Keeps notes of several roots apart when they share a name."""
    name = one.name
    while name in names:
        name = f"{root.resolve().name}/{name}"
    names.add(name)
    return one if name == one.name else replace(one, name=name)


def _below(root: Path, embeddable: list[str]) -> list[Found]:
    real = os.path.realpath(root)
    try:
        state = Path(real).stat()
    except OSError as error:
        raise UnreadableVault(f"{root} does not exist; give a note or a folder of notes") from error
    if not stat.S_ISDIR(state.st_mode):
        return [Found(root.name, real, state.st_size, state.st_mtime_ns)]
    return sorted(_under(real, "", {real}, embeddable), key=lambda one: one.name)


def _under(folder: str, prefix: str, entered: set[str], embeddable: list[str]) -> Iterator[Found]:
    for entry in _entries(folder):
        name = f"{prefix}{entry.name}"
        # Only a link can lead out of the folder, or back to one above, which would be walked for ever.
        path = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not _is_skipped(name) and path not in entered:
                yield from _under(path, f"{name}/", entered | {path}, embeddable)
            continue
        extension = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122  # a Path for each file costs seconds
        if extension in EXTENSIONS:
            yield from _found(entry, name, path)
        elif extension in TAKEN:
            embeddable += [] if entry.is_symlink() else [path]
        elif by_extension.might_hold_questions(name):
            yield from filter(_holds_questions, _found(entry, name, path))


def _found(entry: os.DirEntry[str], name: str, path: str) -> Iterator[Found]:
    """The file; nothing when it is a pipe or a device, which may keep its reader waiting for ever."""
    try:
        state = entry.stat()
    except OSError:  # a link to nothing: reading it will say so
        yield Found(name, path, 0, 0)
        return
    if stat.S_ISREG(state.st_mode):
        yield Found(name, path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=10_000)
def _holds_questions(one: Found) -> bool:
    """Whether a file that is no Markdown is in one of the formats that are read; asked once for each state of it."""
    try:
        with Path(one.path).open("rb") as file:
            head = file.read(by_extension.HEAD)
    except OSError:
        return False
    # The last sign may be cut in two.
    return by_extension.reader_of(one.name, head.decode("utf-8-sig", "ignore")) is not None


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise UnreadableVault(f"{folder} cannot be read: {error.strerror}") from error


def _is_skipped(name: str) -> bool:
    return name.rpartition("/")[2].lower() in _SKIPPED or name.endswith("logseq/bak")
