"""What was known of each note when it was read last, so that one that did not change need not be read again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from bot.domain.question import Problem, Severity
from bot.store import tables as t


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note as it was read: bytes, moment of its last change in nanoseconds, hash, and what was wrong with it.

    `whole` is False when a question of it was left out because of another note: what that note becomes decides
    whether it can come in, so such a note is always read again.
    """

    name: str
    size: int
    changed_ns: int
    digest: str
    problems: tuple[Problem, ...] = ()
    whole: bool = True


def notes(db: Connection) -> dict[str, NoteState]:
    """Every note of the bank, by its name."""
    columns = (t.Note.name, t.Note.size, t.Note.changed_ns, t.Note.digest, t.Note.problems, t.Note.whole)
    return {
        row.name: NoteState(*row[:4], _problems(row.name, row.problems), row.whole)
        for row in db.execute(select(*columns))
    }


def replace_notes(db: Connection, states: Collection[NoteState], gone: Iterable[str]) -> None:
    """Stores the states of notes that were read, and forgets those that are gone."""
    for name in (*gone, *(state.name for state in states)):
        db.execute(delete(t.Note).where(t.Note.name == name))
    if states:
        db.execute(insert(t.Note), [_values(state) for state in states])


def survey_fingerprint(db: Connection) -> str:
    """The fingerprint of what was found in the folders when the bank was loaded last; empty when it never was."""
    return db.execute(select(t.Source.fingerprint).limit(1)).scalar() or ""


def _values(state: NoteState) -> dict[str, object]:
    problems = [[problem.line, problem.severity.value, problem.message] for problem in state.problems]
    return {
        "name": state.name,
        "size": state.size,
        "changed_ns": state.changed_ns,
        "digest": state.digest,
        "problems": problems,
        "whole": state.whole,
    }


def _problems(name: str, kept: list[list[object]]) -> tuple[Problem, ...]:
    return tuple(Problem(name, int(str(line)), Severity(severity), str(message)) for line, severity, message in kept)
