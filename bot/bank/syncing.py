"""Brings the database up to what the folders of the bank hold, reading no more than what changed."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

from bot.bank import importer, synonym_file
from bot.bank.concerned import Concerned, concerned
from bot.bank.importer import Loaded
from bot.bank.reading import with_keys
from bot.bank.survey import Look, Survey, says_all
from bot.bank.synonym_file import SynonymFile
from bot.bank.walking import Seen, UnreadableVault, look_around
from bot.domain.errors import RepasoError
from bot.domain.question import Bank, Problem, Question
from bot.domain.synonyms import Synonym
from bot.store import bank_sync, notes, synonyms
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


@dataclass(frozen=True, slots=True)
class Sources:
    """The paths that the bank was loaded from, and how notes were read that do not say so themselves."""

    paths: Sequence[Path]
    questions: str

    def are(self, paths: Sequence[Path]) -> bool:
        """Whether they are these paths, in whatever order."""
        return {path.resolve() for path in paths} == set(self.paths)


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
    synced = None
    with _collecting_nothing():
        while synced is None:
            synced = _attempt(look, clock, run)
    return _with_synonyms(look, run, synced)


def _with_synonyms(look: Look, run: Run, synced: Synced) -> Synced:
    """Brings the synonyms up to their file, too, and adds what is wrong with it to the problems."""
    if look.synonyms is None:
        return synced
    file = synonym_file.read(look.synonyms)
    unknown = run(lambda db: _mirrored(db, file))
    told = [*file.problems, *(file.problem_at(look.synonyms.name, one) for one in unknown)]
    return replace(synced, problems=(*synced.problems, *sorted(told, key=lambda problem: problem.line)))


def _mirrored(db: Connection, file: SynonymFile) -> Sequence[Synonym]:
    if file.is_readable:
        synonyms.mirror(db, list(file.synonyms))
    return synonyms.without_point(db, file.synonyms)


def _attempt(look: Look, clock: Callable[[], datetime], run: Run) -> Synced | None:
    seen = found_by(look)
    fingerprint = look.fingerprint(seen)
    before = run(lambda db: _before(db, fingerprint))
    if isinstance(before, Synced):
        return _with_odd(seen, before)
    survey = look.survey(seen, *before)
    synced = run(lambda db: refresh(db, look, survey, clock()))
    return synced and _with_odd(seen, synced)


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Loading makes hundreds of thousands of objects that all stay: looking for garbage among them takes a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _before(db: Connection, fingerprint: str) -> Synced | tuple[dict[str, NoteState], str]:
    """Everything as it was, when nothing changed since; else what is known of each note, and the last fingerprint."""
    last = notes.last_survey(db)
    if last and says_all(fingerprint) and last.fingerprint == fingerprint:
        return _as_it_was(db, last)
    return notes.notes(db), last.fingerprint if last else ""


def _last_fingerprint(db: Connection) -> str:
    last = notes.last_survey(db)
    return last.fingerprint if last else ""


def found_by(look: Look) -> Seen:
    """What lies under the paths. Raises UnreadableVault or NoNotes."""
    seen = look_around(look.paths)
    if not seen.notes and seen.closed:
        raise UnreadableVault(f"{seen.closed[0].name} cannot be read: {seen.closed[0].reason}. Nothing was changed.")
    if not seen.notes:
        raise no_notes(look.paths, seen.refused)
    return seen


def no_notes(paths: Sequence[Path], problems: Sequence[Problem]) -> NoNotes:
    """That there is nothing to load, and the first thing that may be the reason."""
    told = ["Nothing was changed.", *map(str, problems[:1])]
    return NoNotes(f"There are no notes (.md) in {', '.join(map(str, paths))}. {' '.join(told)}")


def refresh(db: Connection, look: Look, survey: Survey, now: datetime) -> Synced | None:
    """Stores what a survey found, inside the caller's transaction.

    None, and nothing is stored, when another program loaded the bank since: what was kept may be something else now.
    """
    if _last_fingerprint(db) != survey.since:
        return None
    loaded, clashes = _loaded(db, survey, now)
    notes.replace_notes(db, _states(survey, clashes), survey.gone)
    synced = Synced(len(survey.notes), bank_sync.count_variants(db), _problems(db), loaded)
    counts = synced.files, synced.questions, len(synced.problems)
    paths = tuple(str(path.resolve()) for path in look.paths)
    notes.remember_survey(db, LastSurvey(paths, look.questions, survey.fingerprint, *counts))
    return synced


def _loaded(db: Connection, survey: Survey, now: datetime) -> tuple[Loaded, list[Problem]]:
    """What loading did, and which questions were left out: with all notes, or with those that the changes concern."""
    part = _concerned(db, survey) if survey.kept else None
    if part:
        questions, clashes = with_keys(_questions(survey, part.kept))
        return importer.load_part(db, questions, part, now), clashes
    stored = bank_sync.questions_in(db, survey.kept) if survey.kept else {}
    questions, clashes = with_keys(_questions(survey, stored))
    return importer.load(db, Bank(len(survey.notes), questions), now), clashes


def _concerned(db: Connection, survey: Survey) -> Concerned | None:
    others = _with_other_files(db, survey) if survey.sees_other_files else {}
    read = chain.from_iterable(note.questions for note in survey.read.values())
    found = concerned(db, {*survey.read, *survey.gone, *others}, chain(read, *others.values()))
    if found:
        found.kept |= others
    return found


def _with_other_files(db: Connection, survey: Survey) -> dict[str, list[Question]]:
    """The questions of the kept notes of which one embeds other files than when it was stored."""
    stored = bank_sync.questions_in(db, bank_sync.files_that_embed(db) & survey.kept.keys())
    places = {note.name: note for note in survey.notes}
    return {name: some for name, some in stored.items() if [*survey.completed(places[name], some)] != some}


def _questions(survey: Survey, stored: Mapping[str, Sequence[Question]]) -> list[Question]:
    """All questions of these notes, in their order: those read now, and those of the others as they are stored."""
    questions: list[Question] = []
    for note in survey.notes:
        if note.name in survey.read:
            questions += survey.read[note.name].questions
        else:
            questions += survey.completed(note, stored.get(note.name, ()))
    return questions


def _states(survey: Survey, clashes: Iterable[Problem]) -> list[NoteState]:
    """What is to be known of the notes that were opened, and of those that lost a question to another note."""
    states = {name: one.state for name, one in survey.read.items()} | survey.touched
    lost: defaultdict[str, list[Problem]] = defaultdict(list)
    for clash in clashes:
        lost[clash.file].append(clash)
    for name, problems in lost.items():
        state = states.get(name) or survey.kept[name]
        states[name] = replace(state, problems=(*state.problems, *problems), whole=False)
    return list(states.values())


def _as_it_was(db: Connection, last: LastSurvey) -> Synced:
    problems = _problems(db) if last.problem_count else ()
    return Synced(last.note_count, last.question_count, problems, Loaded((), last.question_count))


def _problems(db: Connection) -> tuple[Problem, ...]:
    return tuple(sorted(notes.stored_problems(db), key=lambda problem: (problem.file, problem.line)))


def _with_odd(seen: Seen, synced: Synced) -> Synced:
    """With what could not be looked into among the problems; this is told anew each time, and not stored."""
    return replace(synced, problems=(*seen.problems, *synced.problems))


def sources(db: Connection) -> Sources:
    """What the bank was loaded from last; nothing when it never was."""
    last = notes.last_survey(db)
    return Sources(tuple(Path(path) for path in last.paths), last.questions) if last else Sources((), "")
