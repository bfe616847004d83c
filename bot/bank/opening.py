"""Opens notes, and reads the questions of those whose text is another one than before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from bot.bank import vault
from bot.bank.reading import read_note
from bot.bank.walking import Found
from bot.domain.question import Problem, Question


@dataclass(frozen=True, slots=True)
class Opening:
    """A note to open, the moment of its last change if that can be trusted (else 0), and the hash it had before."""

    note: Found
    trusted_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A note that was opened. `reading` is None when its text is what it was before."""

    note: Found
    trusted_ns: int
    digest: str
    reading: tuple[Question, ...] | None = None
    problems: tuple[Problem, ...] = ()
    is_closed: bool = False


def opened(openings: Sequence[Opening], default_language: str, questions: str) -> Iterator[Opened]:
    """The notes, in their order; never raises."""
    return (_opened(one, default_language, questions) for one in openings)


def _opened(opening: Opening, default_language: str, questions: str) -> Opened:
    found = opening.note
    note = vault.read(Path(found.path), found.name)
    digest = _digest(note)
    if digest and digest == opening.digest:
        return Opened(found, opening.trusted_ns, digest)
    told = (note.problem,) if note.problem else ()
    if note.text is None:
        return Opened(found, opening.trusted_ns, digest, (), told, note.is_closed)
    read = read_note(
        note.text,
        file=note.file,
        default_language=default_language,
        questions=questions,
        cards=note.cards,
        advises=False,
    )
    return Opened(found, opening.trusted_ns, digest, read.questions, (*told, *read.problems))


def _digest(note: vault.NoteFile) -> str:
    """A hash of the text and of how it had to be read; nothing for what is no text."""
    if note.text is None:
        return ""
    whole = f"{note.problem or ''}\0{note.text}"
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
