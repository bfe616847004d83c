"""Brings the database up to what the folders of the bank hold, reading no more than what changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from bot.bank import importer
from bot.bank.importer import Loaded
from bot.bank.reading import with_keys
from bot.bank.survey import Look, Survey
from bot.bank.walking import Found, walk
from bot.domain.errors import RepasoError
from bot.domain.question import Bank, Problem, Question
from bot.store import bank_sync, notes
from bot.store.engine import Connection, Engine
from bot.store.notes import LastSurvey, NoteState

T = TypeVar("T")


class Run(Protocol):
    """Carries work out in a transaction, and gives its result."""

    def __call__(self, work: Callable[[Connection], T]) -> T:
        """Raises what the work raises."""


class NoNotes(RepasoError):
    """There is nothing to load."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What the bank holds after it was brought up to date, and what that changed."""

    files: int
    questions: int
    problems: tuple[Problem, ...]
    loaded: Loaded


def sync(engine: Engine, look: Look, now: datetime) -> Synced:
    """Loads what changed, in one transaction. Raises RepasoError, with the database as it was.

    A folder without a note is not loaded: one that was not mounted must not retire the whole bank.
    """

    def in_transaction(work: Callable[[Connection], T]) -> T:
        with engine.begin() as db:
            return work(db)

    return sync_beside(look, lambda: now, in_transaction)


def sync_beside(look: Look, clock: Callable[[], datetime], run: Run) -> Synced:
    """The same where `run` carries work out in a transaction: the notes are read outside of it."""
    files = found_by(look)
    seen = look.fingerprint(files)
    before = run(lambda db: _before(db, seen))
    if isinstance(before, Synced):
        return before
    known, last = before
    survey = look.survey(files, known, last)
    return run(lambda db: refresh(db, look, survey, clock()))


def _before(db: Connection, fingerprint: str) -> Synced | tuple[dict[str, NoteState], str]:
    """Everything as it was, when nothing changed since; else what is known of each note, and the last fingerprint."""
    last = notes.last_survey(db)
    if last and last.fingerprint == fingerprint:
        return _as_it_was(db)
    return notes.notes(db), last.fingerprint if last else ""


def found_by(look: Look) -> list[Found]:
    """The files under the paths. Raises UnreadableVault or NoNotes."""
    files = walk(look.paths)
    if not files:
        raise NoNotes(f"There are no notes (.md) in {', '.join(map(str, look.paths))}. Nothing was changed.")
    return files


def refresh(db: Connection, look: Look, survey: Survey, now: datetime) -> Synced:
    """Stores what a survey found, inside the caller's transaction."""
    kept, clashes = with_keys(_questions(db, survey))
    loaded = importer.load(db, Bank(len(survey.order), kept), now)
    clashing = {clash.file for clash in clashes}
    read = [one.with_whole(one.state.name not in clashing).state for one in survey.read.values()]
    notes.replace_notes(db, [*read, *survey.touched], survey.gone)
    paths = tuple(str(path.resolve()) for path in look.paths)
    notes.remember_survey(db, LastSurvey(paths, look.questions, survey.fingerprint))
    problems = sorted((*notes.stored_problems(db), *clashes), key=lambda problem: (problem.file, problem.line))
    return Synced(len(survey.order), len(kept), tuple(problems), loaded)


def _questions(db: Connection, survey: Survey) -> list[Question]:
    """All questions of all notes, in their order: those read now, and those of the others as they are stored."""
    stored = bank_sync.questions_in(db, survey.kept) if survey.kept else {}
    return [
        question
        for name in survey.order
        for question in (survey.read[name].questions if name in survey.read else stored.get(name, ()))
    ]


def _as_it_was(db: Connection) -> Synced:
    count = bank_sync.count_variants(db)
    return Synced(notes.count_notes(db), count, tuple(notes.stored_problems(db)), Loaded((), count))


def sources(db: Connection) -> tuple[Sequence[Path], str]:
    """The paths that the bank was loaded from last, and how its notes were read; nothing when it never was."""
    last = notes.last_survey(db)
    return ([Path(path) for path in last.paths], last.questions) if last else ((), "")
