"""What was known of each note when it was read last, so that one that did not change need not be read again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, delete, insert, select

from bot.domain.question import Problem, Severity
from bot.store import tables as t
from bot.store.upsert import insert_all

_LAST = (
    t.Source.questions,
    t.Source.fingerprint,
    t.Source.note_count,
    t.Source.question_count,
    t.Source.problem_count,
)


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note as it was read: bytes, a number that is another one after any change of the file (0: it is not known),
    hash, and what was wrong with it.

    `whole` is False when a question of it was left out because of another note: what that note becomes decides
    whether it can come in, so such a note is always read again.
    """

    name: str
    size: int
    stamp: int
    digest: str
    problems: tuple[Problem, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class LastSurvey:
    """The paths of the bank, how notes were read that do not say so themselves, and a fingerprint of what was found.

    The counts are of the notes, questions and stored problems that the bank has since.
    """

    paths: tuple[str, ...]
    questions: str
    fingerprint: str
    note_count: int = 0
    question_count: int = 0
    problem_count: int = 0


def notes(db: Connection) -> dict[str, NoteState]:
    """Every note of the bank, by its name."""
    columns = (t.Note.name, t.Note.size, t.Note.changed_ns, t.Note.digest, t.Note.problems, t.Note.whole)
    return {
        row.name: NoteState(
            row.name, row.size, row.changed_ns, row.digest, _problems(row.name, row.problems), row.whole
        )
        for row in db.execute(select(*columns))
    }


def replace_notes(db: Connection, states: Collection[NoteState], gone: Iterable[str]) -> None:
    """Stores the states of notes that were read, and forgets those that are gone."""
    names = [{"old": name} for name in (*gone, *(state.name for state in states))]
    if names and db.execute(select(t.Note.name).limit(1)).first():
        db.execute(delete(t.Note).where(t.Note.name == bindparam("old")), names)
    insert_all(db, t.Note, [_values(state) for state in states])


def last_survey(db: Connection) -> LastSurvey | None:
    """What the bank was loaded from last; None when it never was."""
    rows = db.execute(select(t.Source.path, *_LAST).order_by(t.Source.path)).all()
    return LastSurvey(tuple(row.path for row in rows), *rows[0][1:]) if rows else None


def remember_survey(db: Connection, survey: LastSurvey) -> None:
    """Keeps what the bank was loaded from."""
    db.execute(delete(t.Source))
    values = {column.key: getattr(survey, column.key) for column in _LAST}
    db.execute(insert(t.Source), [{"path": path} | values for path in dict.fromkeys(survey.paths)])


def stored_problems(db: Connection) -> list[Problem]:
    """What was wrong with the notes when they were read last."""
    told = select(t.Note.name, t.Note.problems).where(cast(t.Note.problems, Text) != "[]")
    return [problem for row in db.execute(told.order_by(t.Note.name)) for problem in _problems(row.name, row.problems)]


def _values(state: NoteState) -> dict[str, object]:
    problems = tuple((problem.line, problem.severity.value, problem.message) for problem in state.problems)
    return {
        "name": state.name,
        "size": state.size,
        "changed_ns": state.stamp,
        "digest": state.digest,
        "problems": problems,
        "whole": state.whole,
    }


def _problems(name: str, kept: list[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(name, line, Severity(severity), message) for line, severity, message in kept)
