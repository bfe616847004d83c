"""Finds the notes under some paths, with what the file system says of each.

It opens no Markdown; of other files (.txt, .csv…) it looks at the first lines, for few of them hold questions.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from bot.bank.attachments import TAKEN
from bot.bank.formats import by_extension
from bot.domain.errors import RepasoError
from bot.domain.question import Problem, Severity

EXTENSIONS = (".md", ".markdown", ".mdx")
_EMBEDDABLE = tuple(sorted(TAKEN))
_LEADS_OUT = "this link leads out of the notes' folder and was not followed"
_ODD_NAME = "its name is not UTF-8; it was left out"
_SKIPPED = frozenset({"templates", "template", "_templates", "plantillas", "plantilla", "node_modules", "lost+found"})


class UnreadableVault(RepasoError):
    """A path given as the bank is not there, or its folder cannot be read."""


class Found(NamedTuple):
    """A note as the file system knows it: its name in the bank (with `/`), where it lies, bytes, and nanoseconds.

    `changed_ns` can be set by anybody (`touch -r`, archives); `altered_ns` is the moment of that or any other change of
    the file, which only the clock sets (on Windows, of its creation).
    """

    name: str
    path: str
    size: int
    changed_ns: int
    altered_ns: int

    @property
    def stamp(self) -> int:
        """A number that is another one after any change."""
        return self.changed_ns + self.altered_ns


@dataclass(frozen=True, slots=True)
class Closed:
    """A folder in the bank that cannot be read, by its name as those of notes, and why."""

    name: str
    reason: str

    @property
    def problem(self) -> Problem:
        """What its owner is told."""
        message = f"the folder cannot be read ({self.reason}); its notes stay as they were loaded"
        return Problem(self.name, 1, Severity.ERROR, message)


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies under the paths of the bank: the notes, the folders in which they are, the paths of the files that a
    note can embed, the folders that cannot be read, and a problem for each link that is not followed and each name
    that cannot be kept.
    """

    notes: list[Found] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    embeddable: list[str] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """What its owner is told of all that is no note."""
        return [*(folder.problem for folder in self.closed), *self.refused]


def walk(paths: Sequence[Path]) -> list[Found]:
    """All notes under the paths, each once, in the order of the paths and their names; raises UnreadableVault."""
    return look_around(paths).notes


def look_around(paths: Sequence[Path]) -> Seen:
    """The same, with what they can embed, and what is odd."""
    seen, bounds = Seen(), _Bounds.of(paths)
    for root in paths:
        below = _below(root, seen, bounds)
        seen.notes.extend(_others(below, root, seen.notes) if seen.notes else below)
    seen.embeddable.sort()
    seen.refused.sort(key=attrgetter("file"))
    return seen


def is_note(name: str) -> bool:
    """Whether a file of this name (relative to the bank's root, with `/`) counts as a note; by its name alone."""
    return name.lower().endswith(EXTENSIONS) and is_seen(name)


def is_seen(name: str) -> bool:
    """Whether a walk would come by a file of this name: it is not hidden, nor in a folder that is passed over."""
    folders = name.split("/")
    inside = ("/".join(folders[:depth]) for depth in range(1, len(folders)))
    return not any(part.startswith(".") for part in folders) and not any(_is_skipped(folder) for folder in inside)


def _others(below: Sequence[Found], root: Path, before: Sequence[Found]) -> Iterator[Found]:
    """The notes that no earlier root has; those that share a name are kept apart."""
    known, names = {one.path for one in before}, {one.name for one in before}
    for one in below:
        if one.path not in known:
            name = one.name
            while name in names:
                name = f"{root.resolve().name}/{name}"
            names.add(name)
            yield one._replace(name=name)


def _each_once(found: Iterable[Found]) -> list[Found]:
    by_path: dict[str, Found] = {}
    for one in found:
        by_path.setdefault(one.path, one)
    return list(by_path.values())


def _below(root: Path, seen: Seen, bounds: "_Bounds") -> list[Found]:
    real = os.path.realpath(root)
    if not _is_unicode(real):
        raise UnreadableVault(f"the name of {_shown(str(root))} is not UTF-8; rename it")
    try:
        state = Path(real).stat()
    except OSError as error:
        raise UnreadableVault(f"{root} does not exist; give a note or a folder of notes") from error
    if not stat.S_ISDIR(state.st_mode):
        seen.folders.add(str(Path(real).parent))
        return [_found(root.name, real, state)]
    walk = _Walk(seen, bounds)
    walk.through(real)
    return _each_once(sorted(walk.notes)) if walk.has_links else sorted(walk.notes)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How far links may lead: into the paths of the bank, but not to what is hidden there, as a clone's `.git`.

    Notes are often other people's, and a link in them must not show them the disk of who runs the bot.
    """

    roots: Sequence[str]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "_Bounds":
        return cls([os.path.realpath(path) for path in paths])

    def hold(self, real: str) -> bool:
        """Whether a real path is within them."""
        return any(real == root or self._shows(root, real) for root in self.roots)

    @staticmethod
    def _shows(root: str, real: str) -> bool:
        folder = root.rstrip(os.sep) + os.sep
        return real.startswith(folder) and f"{os.sep}." not in real[len(folder) - 1 :]


@dataclass(slots=True)
class _Walk:
    """A way through a folder that enters each folder once: first those that lie in it, then what links lead to."""

    seen: Seen
    bounds: _Bounds
    notes: list[Found] = field(default_factory=list)
    has_links: bool = False
    _entered: set[str] = field(default_factory=set)
    _links: dict[str, str] = field(default_factory=dict)

    def through(self, root: str) -> None:
        self._enter(root, "")
        while self._links:
            name = min(self._links)
            self._enter(self._links.pop(name), f"{name}/")

    def _enter(self, folder: str, prefix: str) -> None:
        if folder in self._entered:
            return
        self._entered.add(folder)
        before = len(self.notes)
        for entry in self._entries(folder, prefix):
            file = entry.name
            if file.startswith("."):
                continue
            if file.endswith(EXTENSIONS) and file.isascii() and entry.is_file(follow_symlinks=False):
                self.notes.append(_state_of(entry, prefix + file))
            else:
                self._look_at(entry, prefix + file)
        if len(self.notes) > before:
            self.seen.folders.add(folder)

    def _look_at(self, entry: os.DirEntry[str], name: str) -> None:
        """At anything but a plain note, of which there are thousands."""
        if not _is_unicode(entry.name):
            self._leave_out(entry, name)
        elif not _is_folder(entry):
            self._look_at_file(entry, name)
        elif _is_skipped(name):
            return
        elif entry.is_symlink():
            for real in self._led_to(entry, name):
                self._links[name] = real
        else:
            self._enter(entry.path, f"{name}/")

    def _entries(self, folder: str, prefix: str) -> list[os.DirEntry[str]]:
        """What lies in the folder. One below the bank's own that cannot be read does not end the walk."""
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            reason = error.strerror or str(error)
            if not prefix:
                raise UnreadableVault(f"{folder} cannot be read: {reason}") from error
            self.seen.closed.append(Closed(prefix.removesuffix("/"), reason))
            return []

    def _leave_out(self, entry: os.DirEntry[str], name: str) -> None:
        """Tells of a folder or a note whose name is of an older encoding: the database has no place for it."""
        if _is_folder(entry) or name.lower().endswith(EXTENSIONS) or by_extension.might_hold_questions(name):
            self.seen.refused.append(Problem(_shown(name), 1, Severity.ERROR, _ODD_NAME))

    def _look_at_file(self, entry: os.DirEntry[str], name: str) -> None:
        lower = entry.name.lower()
        if lower.endswith(EXTENSIONS):
            self.notes += self._found(entry, name)
        elif lower.endswith(_EMBEDDABLE):
            self.seen.embeddable.extend(path for path in self._led_to(entry, name) if not entry.is_symlink())
        elif by_extension.might_hold_questions(name):
            self.notes += filter(_holds_questions, self._found(entry, name))

    def _found(self, entry: os.DirEntry[str], name: str) -> list[Found]:
        paths = self._led_to(entry, name)
        self.seen.folders.update(str(Path(path).parent) for path in paths)
        return [_state_of(entry, name, path) for path in paths if not _is_odd(entry)]

    def _led_to(self, entry: os.DirEntry[str], name: str) -> tuple[str, ...]:
        """Where an entry really lies; nothing, and a problem, when that is not within the bounds."""
        if not entry.is_symlink():
            return (entry.path,)
        self.has_links = True
        real = os.path.realpath(entry.path)
        if self.bounds.hold(real):
            return (real,)
        self.seen.refused.append(Problem(name, 1, Severity.ERROR, _LEADS_OUT))
        return ()


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _shown(name: str) -> str:
    return os.fsencode(name).decode(errors="replace")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _state_of(entry: os.DirEntry[str], name: str, path: str = "") -> Found:
    try:
        state = entry.stat()
    except OSError:  # a link to nothing, or a file that just went: reading it will say so
        return Found(name, path or entry.path, 0, 0, 0)
    return _found(name, path or entry.path, state)


def _found(name: str, path: str, state: os.stat_result) -> Found:
    return Found(name, path, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def _is_odd(entry: os.DirEntry[str]) -> bool:
    """Whether it is a pipe or a device, which may keep its reader waiting for ever."""
    try:
        return not stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False


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


def _is_skipped(name: str) -> bool:
    return name.rpartition("/")[2].lower() in _SKIPPED or name.endswith("logseq/bak")
