"""Looks at the folders of the bank and reads only the notes that changed since the last time."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from bot.bank import card_options, vault
from bot.bank.attachments import Files, embeds_something, with_attachments
from bot.bank.reading import Reading, read_note
from bot.bank.walking import Found
from bot.domain.question import Question
from bot.store.notes import NoteState

_JUST_NOW_NS = 2_000_000_000
"""A file that changed so lately may change again without its clock moving on: its time says nothing yet."""


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note that was opened, with what it holds."""

    state: NoteState
    questions: tuple[Question, ...] = ()

    def with_whole(self, whole: bool) -> "NoteRead":
        """The same, saying whether all of its questions came in."""
        return replace(self, state=replace(self.state, whole=whole))


@dataclass(slots=True)
class Survey:
    """What there is now: the notes in `order`, those of them that were `read`, and those `kept` as they were.

    `touched` are the new states of kept notes whose file was written again with the same text.
    """

    fingerprint: str
    order: list[str] = field(default_factory=list)
    read: dict[str, NoteRead] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    touched: list[NoteState] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    files: dict[Path, Files] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Look:
    """Which paths to look at, and how to read what is there."""

    paths: Sequence[Path]
    default_language: str
    questions: str

    def fingerprint(self, files: Sequence[Found]) -> str:
        """`way.files`: how notes are read (by which code, too), and which files there are by name, size and time."""
        paths = [str(path.resolve()) for path in self.paths]
        cards = card_options.fingerprint([one.path for one in files])
        way = _hash(repr([paths, self.default_language, self.questions, cards, reader_version()]))
        return f"{way}.{_hash(repr([(one.name, one.size, _trusted(one)) for one in files]))}"

    def survey(self, files: Sequence[Found], before: Mapping[str, NoteState], last: str) -> Survey:
        """Opens what is new or changed since the survey with the fingerprint `last`; all, if it read in another way."""
        found = Survey(self.fingerprint(files), [one.name for one in files])
        known = before if last.partition(".")[0] == found.fingerprint.partition(".")[0] else {}
        for one in files:
            self._take(one, known.get(one.name), found)
        found.gone = [name for name in before if name not in found.kept and name not in found.read]
        return found

    def _take(self, one: Found, known: NoteState | None, found: Survey) -> None:
        if known and known.whole and (known.size, known.changed_ns) == (one.size, _trusted(one)):
            found.kept.add(one.name)
            return
        note = vault.read(Path(one.path), one.name)
        state = NoteState(one.name, one.size, _trusted(one), _hash(note.text or ""))
        if known and known.whole and known.digest == state.digest:
            found.kept.add(one.name)
            found.touched.append(replace(state, problems=known.problems))
            return
        reading = self._reading(note)
        problems = (*([note.problem] if note.problem else ()), *reading.problems)
        questions = tuple(self._with_files(question, one, found) for question in reading.questions)
        found.read[one.name] = NoteRead(replace(state, problems=problems), questions)

    def _with_files(self, question: Question, one: Found, found: Survey) -> Question:
        """Looks up what the question embeds, in the folder of the bank that the note lies in."""
        if not embeds_something(question):
            return question
        root = next((root for path in self.paths if (root := _folder(path)) in Path(one.path).parents), None)
        if root is None:  # reached by a link that leads out of the bank
            return question
        if root not in found.files:
            found.files[root] = Files.under(root)
        return with_attachments(question, Path(one.path).relative_to(root).as_posix(), found.files[root])

    def _reading(self, note: vault.NoteFile) -> Reading:
        if note.text is None:
            return Reading((), ())
        return read_note(
            note.text,
            file=note.file,
            default_language=self.default_language,
            questions=self.questions,
            cards=note.cards,
        )


def _folder(path: Path) -> Path:
    real = path.resolve()
    return real if real.is_dir() else real.parent


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _trusted(one: Found) -> int:
    """The moment of the last change, or 0 when it is so fresh that the next change might show the same."""
    return 0 if time.time_ns() - one.changed_ns < _JUST_NOW_NS else one.changed_ns


@cache
def reader_version() -> str:
    """A fingerprint of the code that reads notes: a new version of it reads them all again."""
    digest = blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
