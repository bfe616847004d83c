"""Reads notes into a bank: every question, and every problem met on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.bank import front_matter, vault
from bot.bank.composing import Composer
from bot.bank.formats import Passage, Passages, Reader, headings, whole_note
from bot.bank.formats.evidence import candidates, what_would_work
from bot.bank.identity import is_stated, occurrence
from bot.bank.note import Note, parse
from bot.domain.errors import RepasoError
from bot.domain.question import Bank, Problem, Question, QuestionKey, Severity


class UnknownWay(RepasoError):
    """`questions` was given a value that it does not know."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one note gave: its questions, its problems, and the numbers of the lines that are in no question.

    Every line that is not blank is part of a question, or stands in `sections` or in `left_out`.
    """

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    sections: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()


def read_bank(paths: Sequence[Path], *, default_language: str, questions: str | None = None) -> Bank:
    """Reads all notes under the paths; raises RepasoError when a path cannot be read.

    `questions` says where questions stand (`h3`, `file`, …) in notes that do not say so themselves.
    """
    way = _checked(questions)
    found: list[Question] = []
    problems: list[Problem] = []
    files = 0
    for note in vault.notes(paths):
        files += 1
        problems.extend([note.problem] if note.problem else [])
        if note.text is not None:
            reading = read_note(note.text, file=note.file, default_language=default_language, questions=way)
            found.extend(reading.questions)
            problems.extend(reading.problems)
    kept, clashes = with_keys(found)
    return Bank(files, tuple(kept), tuple(sorted((*problems, *clashes), key=lambda one: (one.file, one.line))))


def _checked(questions: str | None) -> str:
    if questions is not None and questions not in front_matter.WAYS:
        raise UnknownWay(f'questions "{questions}" is not one of {", ".join(front_matter.WAYS)}')
    return questions or front_matter.AUTO


def read_note(text: str, *, file: str, default_language: str, questions: str = front_matter.AUTO) -> Reading:
    """Reads one note; never raises. Keys may still clash with those of other notes, see `with_keys`."""
    note = parse(text, file=file, default_language=default_language, questions=questions)
    found = reader_of(note)(note)
    composer = Composer(note)
    for passage in _sharing_answers(found.passages, note):
        composer.compose(passage)
    problems = [*note.problems, *composer.problems, *_nothing_found(note, found)]
    return Reading(
        tuple(composer.questions),
        tuple(sorted(problems, key=lambda problem: problem.line)),
        tuple(note.line(index) for index in found.sections),
        _lines_left_out(note, found, composer.left_out),
    )


def reader_of(note: Note) -> Reader:
    """The convention by which a note holds its questions."""
    return whole_note.read if note.questions == front_matter.WHOLE_NOTE else headings.read


def _lines_left_out(note: Note, found: Passages, residue: Iterable[int]) -> tuple[int, ...]:
    indexes = {index for lines in found.left_out for index in lines}.union(residue)
    return tuple(note.line(index) for index in sorted(indexes) if note.blocks.lines[index].strip())


def _sharing_answers(passages: Sequence[Passage], note: Note) -> list[Passage]:
    """Questions that follow each other with nothing between share the answer of the last."""
    shared: list[Passage] = []
    below: Passage | None = None
    for passage in reversed(passages):
        adjacent = below is not None and passage.body.stop == below.index and passage.topic == below.topic
        empty = not any(note.blocks.lines[index].strip() for index in passage.body)
        if adjacent and empty and _asks(passage.prompt):
            passage_shared = replace(passage, body=shared[-1].body)
        else:
            passage_shared = passage
        shared.append(passage_shared)
        below = passage
    return shared[::-1]


def _asks(prompt: str) -> bool:
    return prompt.rstrip("* _").endswith("?")


def _nothing_found(note: Note, found: Passages) -> list[Problem]:
    if found.passages:
        return []
    lines = note.blocks.lines
    if not any(line.strip() for line in lines):
        return [Problem(note.file, 1, Severity.WARNING, "the note is empty")]
    ways = what_would_work(candidates(note.blocks, note.start, note.stop).free)
    message = f"no heading looks like a question; these would find some: questions: {ways}"
    return [Problem(note.file, note.first_line, Severity.WARNING, message)]


def with_keys(questions: Iterable[Question]) -> tuple[list[Question], list[Problem]]:
    """The questions with keys of their own.

    Questions that ask the same are numbered in their order. The same `^id` in two languages makes variants of one
    question; twice in one language it is an error, and the second is left out.
    """
    kept: list[Question] = []
    problems: list[Problem] = []
    counts: dict[QuestionKey, int] = {}
    stated: dict[tuple[QuestionKey, str], Question] = {}
    for question in questions:
        if not is_stated(question):
            counts[question.key] = counts.get(question.key, 0) + 1
            kept.append(replace(question, key=occurrence(question.key, counts[question.key])))
        elif first := stated.setdefault((question.key, question.language), question):
            if first is question:
                kept.append(question)
            else:
                problems.append(_clash(question, first))
    return kept, problems


def _clash(question: Question, first: Question) -> Problem:
    message = f"^{question.key} already stands at {first.file}:{first.line}; this question was left out"
    return Problem(question.file, question.line, Severity.ERROR, message)
