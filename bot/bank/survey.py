"""Looks at the folders of the bank and reads only the notes that changed since the last time."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from bot.bank import card_options
from bot.bank.attachments import Folders
from bot.bank.hashing import hash_of
from bot.bank.opening import Opened, Opening, opened
from bot.bank.walking import Closed, Found, Seen
from bot.domain.question import Question
from bot.store.notes import NoteState

_JUST_NOW_NS = 2_000_000_000
"""A file that changed so lately may change again without its clock moving on: its time says nothing yet."""


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note that was opened, with what it holds."""

    state: NoteState
    questions: tuple[Question, ...] = ()


@dataclass(slots=True)
class Survey:
    """What there is now: the notes in their order, those of them that were `read`, and those `kept` as they were.

    `touched` are the new states of kept notes whose file was written again with the same text. `since` is the
    fingerprint of the survey that this one goes on from.
    """

    fingerprint: str
    since: str
    notes: list[Found]
    folders: Folders
    read: dict[str, NoteRead] = field(default_factory=dict)
    kept: dict[str, NoteState] = field(default_factory=dict)
    touched: dict[str, NoteState] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    @property
    def sees_other_files(self) -> bool:
        """Whether there may be other files than last time that notes can embed."""
        return _embeddable_of(self.fingerprint) != _embeddable_of(self.since)

    def completed(self, note: Found, questions: Iterable[Question]) -> Iterable[Question]:
        """The questions of a note with the files that they embed, as these lie now, or as they lay when seen last."""
        if not note.path:
            return questions
        return (self.folders.completed(question, note.path) for question in questions)


@cache
def reader_version() -> str:
    """A fingerprint of the code that reads notes: a new version of it reads them all again."""
    digest = blake2b(digest_size=8)
    for part in ("bank", "domain", "markup"):
        for path in sorted((Path(__file__).parents[1] / part).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Look:
    """Which paths to look at, and how to read what is there; `synonyms` is the bank's own file of them."""

    paths: Sequence[Path]
    default_language: str
    questions: str
    reader: str = field(default_factory=reader_version)
    synonyms: Path | None = None

    def fingerprint(self, seen: Seen) -> str:
        """`way.embeddable.notes`: how notes are read (by which code, too), which files they can embed, and which notes
        there are by name, size and time.

        Where a note changed just now there is nothing after the last dot: the fingerprint says nothing of the notes.
        """
        way = f"{self._way(seen)}.{hash_of(chr(0).join(seen.embeddable))}"
        names, _, *numbers = zip(*seen.notes, strict=True) if seen.notes else [()] * 5
        if _any_fresh(numbers[1]):
            return f"{way}."
        return f"{way}.{hash_of(chr(0).join((*names, repr(numbers), repr(seen.closed))))}"

    def _way(self, seen: Seen) -> str:
        paths = [str(path.resolve()) for path in self.paths]
        cards = card_options.fingerprint(seen.folders)
        return hash_of(repr([paths, self.default_language, self.questions, cards, self.reader]))

    def survey(self, seen: Seen, before: Mapping[str, NoteState], last: str) -> Survey:
        """Opens what is new or changed since the survey with the fingerprint `last`; all, if it read in another way."""
        fingerprint = self.fingerprint(seen)
        found = Survey(fingerprint, last, list(seen.notes), Folders(self.paths))
        known = before if _way_of(last) == _way_of(fingerprint) else {}
        to_open: list[Opening] = []
        for one in seen.notes:
            state = known.get(one.name)
            if state and _is_unchanged(one, state):
                found.kept[one.name] = state
            else:
                digest = state.digest if state and state.whole else ""
                to_open.append(Opening(one, 0 if _any_fresh([one.changed_ns]) else one.stamp, digest))
        for file in opened(to_open, self.default_language, self.questions):
            _take(file, known, found)
        for folder in seen.closed:
            _keep(folder, before, found)
        found.gone = [name for name in before if name not in found.kept and name not in found.read]
        return found


def _keep(folder: Closed, before: Mapping[str, NoteState], found: Survey) -> None:
    """Keeps what is known of the notes in a folder that cannot be read, at their place in the order, without a path."""
    prefix = f"{folder.name}/"
    taken = found.read.keys() | found.kept.keys()
    inside = sorted(name for name in before if name.startswith(prefix) and name not in taken)
    at = next((at for at, one in enumerate(found.notes) if one.name > prefix), len(found.notes))
    found.notes[at:at] = [Found(name, "", before[name].size, before[name].stamp, 0) for name in inside]
    found.kept.update((name, before[name]) for name in inside)


def says_all(fingerprint: str) -> bool:
    """Whether the same fingerprint means that nothing changed."""
    return not fingerprint.endswith(".")


def _take(file: Opened, known: Mapping[str, NoteState], found: Survey) -> None:
    """Sorts one opened note in."""
    name, size = file.note.name, file.note.size
    if file.reading is None:
        found.kept[name] = found.touched[name] = replace(known[name], size=size, stamp=file.stamp)
        return
    whole = not file.is_closed
    state = NoteState(name, size, file.stamp, file.digest, file.problems, whole)
    found.read[name] = NoteRead(state, tuple(found.completed(file.note, file.reading)))
    if not whole:  # that it can be opened again does not show in its size or time
        found.fingerprint = found.fingerprint.rpartition(".")[0] + "."


def _is_unchanged(one: Found, known: NoteState) -> bool:
    return known.whole and known.stamp != 0 and (known.size, known.stamp) == (one.size, one.stamp)


def _any_fresh(changed_ns: Sequence[int]) -> bool:
    now = time.time_ns()
    just_now = range(now - _JUST_NOW_NS + 1, now + _JUST_NOW_NS)
    return max(changed_ns, default=0) in just_now or any(at in just_now for at in changed_ns if at >= just_now.start)


def _way_of(fingerprint: str) -> str:
    return fingerprint.partition(".")[0]


def _embeddable_of(fingerprint: str) -> str:
    return fingerprint.partition(".")[2].partition(".")[0]
