"""Pictures and other files that a note embeds: found in its Markdown, and looked up inside the vault, never outside."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from bot.domain.question import Question

TAKEN = frozenset(".png .jpg .jpeg .gif .webp .svg .pdf .mp3 .ogg .m4a .wav .mp4 .webm".split())  # noqa: SIM905  # reads better
"""What notes embed; nothing that could run."""
MOST = 10

_EMBED = re.compile(
    r"!\[\[(?P<wiki>[^\]|#\n]{1,400})[^\]\n]{0,200}\]\]"
    r"|!\[[^\]\n]{0,400}\]\((?:<(?P<angle>[^>\n]{1,800})>|(?P<plain>[^\s)]{1,800}))"
    r"|<img\b[^>\n]{0,400}?\bsrc=[\"'](?P<html>[^\"'\n]{1,800})[\"']",
    re.IGNORECASE,
)
_WEB = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


def embedded(markdown: str) -> list[str]:
    """The files that a text embeds, as it names them, without those that lie on the web."""
    if "![" not in markdown and ("<" not in markdown or "<img" not in markdown.lower()):
        return []
    named = (next(filter(None, found.groups())) for found in _EMBED.finditer(markdown))
    return [unquote(name.strip()) for name in dict.fromkeys(named) if not _WEB.match(name)]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one vault that can be embedded: by their path in it, and by their bare name."""

    by_path: Mapping[str, str]
    by_name: Mapping[str, Sequence[str]]

    @classmethod
    def under(cls, root: Path) -> "Files":
        """Looks through a vault. Links are not followed: what they lead to may lie outside."""
        return cls.named(dict(_walk(str(root), "")))

    @classmethod
    def named(cls, by_path: Mapping[str, str]) -> "Files":
        """Files by their paths from the top of the vault, in lower case."""
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(by_path, key=lambda name: (name.count("/"), name)):
            by_name[name.rpartition("/")[2]].append(name)
        return cls(by_path, by_name)

    def find(self, target: str, note: str) -> str | None:
        """Where a file lies that `note` (its path in the vault) embeds as `target`.

        Beside the note, then from the vault's root, then, as Obsidian does, anywhere by its bare name.
        """
        wanted = target.replace("\\", "/").casefold()
        beside = _joined(note.rpartition("/")[0].casefold(), wanted)
        for name in (beside, _joined("", wanted.lstrip("/"))):
            if name in self.by_path:
                return self.by_path[name]
        same = self.by_name.get(wanted, ()) if "/" not in wanted else ()
        return self.by_path[same[0]] if same else None


@dataclass(slots=True)
class Folders:
    """The folders of a bank; each is looked through once, when a note in it embeds something."""

    paths: Sequence[Path]
    _roots: list[Path] | None = None
    _files: dict[Path, Files] = field(default_factory=dict)
    _places: dict[str, tuple[str, Files] | None] = field(default_factory=dict)

    def completed(self, question: Question, note: str) -> Question:
        """The question with the files that it embeds, looked up in the folder that `note` (a path) lies in."""
        if not embeds_something(question):
            return question
        folder, name = os.path.split(note)  # a Path for each question takes seconds
        if folder not in self._places:
            self._places[folder] = self._place_of(Path(folder))
        place = self._places[folder]
        if place is None:  # reached by a link that leads out of the bank
            return replace(question, attachments=(), answer_attachments=())
        inside, files = place
        return with_attachments(question, f"{inside}/{name}", files)

    def _place_of(self, folder: Path) -> tuple[str, Files] | None:
        """Where a folder lies in its vault, and the files of that."""
        if self._roots is None:
            self._roots = [_folder(path) for path in self.paths]
        root = next((root for root in self._roots if folder.is_relative_to(root)), None)
        if root is None:
            return None
        if root not in self._files:
            self._files[root] = Files.under(root)
        return folder.relative_to(root).as_posix(), self._files[root]


def _folder(path: Path) -> Path:
    real = path.resolve()
    return real if real.is_dir() else real.parent


def with_attachments(question: Question, note: str, files: Files) -> Question:
    """The question with the files that its text, then its answer, embed."""

    def found(markdown: str) -> tuple[str, ...]:
        paths = (path for target in embedded(markdown) if (path := files.find(target, note)))
        return tuple(dict.fromkeys(paths))[:MOST]

    return replace(question, attachments=found(question.question), answer_attachments=found(question.answer))


def embeds_something(question: Question) -> bool:
    """Whether a file has to be looked up for it."""
    return bool(embedded(question.question) or embedded(question.answer))


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:  # reading the notes of this folder has said so
        return
    for entry in entries:
        name = f"{prefix}{entry.name.casefold()}"
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(entry.path, f"{name}/")
        elif os.path.splitext(name)[1] in TAKEN and entry.is_file():  # noqa: PTH122  # a Path for each costs seconds
            yield name, entry.path


def _joined(folder: str, target: str) -> str:
    """A path with its `.` and `..` worked out; one that leaves the vault finds nothing."""
    parts: list[str] = []
    for part in f"{folder}/{target}".split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
