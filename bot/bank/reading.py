"""Reads notes into a bank: every question, and every problem met on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.bank import front_matter, plain_notes, vault
from bot.bank.card_options import UNTOLD, CardOptions
from bot.bank.composing import Composer
from bot.bank.formats import by_extension, mixing
from bot.bank.formats.mixing import Mixed
from bot.bank.formats.ways import what_would_work
from bot.bank.grouping import grouped
from bot.bank.identity import is_stated, occurrence, under_key
from bot.bank.note import Note, parse, unscanned
from bot.bank.note_id import with_note_id
from bot.domain.errors import RepasoError
from bot.domain.question import Bank, Convention, Problem, Question, QuestionKey, Severity
from bot.texts import reasons as r
from bot.texts.reasons import because


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
    conventions: tuple[Convention, ...] = ()


def read_bank(paths: Sequence[Path], *, default_language: str, questions: str | None = None) -> Bank:
    """Reads all notes under the paths; raises RepasoError when a path cannot be read.

    `questions` says where questions stand (`h3`, `file`, …) in notes that do not say so themselves.
    """
    return read_notes(vault.notes(paths), default_language=default_language, questions=checked_way(questions))


def read_notes(
    notes: Iterable[vault.NoteFile], *, default_language: str, questions: str = front_matter.AUTO, advises: bool = True
) -> Bank:
    """Reads notes that are at hand; see `read_bank`, and `read_note` for `advises`."""
    found: list[Question] = []
    problems: list[Problem] = []
    conventions: list[Convention] = []
    files = 0
    for note in notes:
        files += note.is_note
        problems.extend([note.problem] if note.problem else [])
        if note.text is not None:
            reading = read_note(
                note.text,
                file=note.file,
                default_language=default_language,
                questions=questions,
                cards=note.cards,
                advises=advises,
            )
            found.extend(reading.questions)
            problems.extend(reading.problems)
            conventions.extend(reading.conventions)
    kept, clashes = with_keys(found)
    sorted_problems = sorted((*problems, *clashes), key=lambda one: (one.file, one.line))
    return Bank(files, tuple(kept), tuple(sorted_problems), tuple(conventions))


def checked_way(questions: str | None) -> str:
    """A value of `questions:` that somebody gave; None is `auto`. Raises UnknownWay."""
    if questions is not None and questions not in front_matter.WAYS:
        raise UnknownWay(f'questions "{questions}" is not one of {", ".join(front_matter.WAYS)}')
    return questions or front_matter.AUTO


def read_note(
    text: str,
    *,
    file: str,
    default_language: str,
    questions: str = front_matter.AUTO,
    cards: CardOptions = UNTOLD,
    advises: bool = True,
) -> Reading:
    """Reads one note; never raises. Keys may still clash with those of other notes, see `with_keys`.

    `advises`: where nothing asks, each value of `questions:` is tried, which takes several times as long.
    """
    encoded = by_extension.reader_of(file, text)
    if encoded:
        note = unscanned(text, file=file, default_language=default_language)
        return _composed(note, mixing.only(*encoded, note), advises)
    found = plain_notes.read(text, file=file, default_language=default_language, questions=questions, cards=cards)
    if found:
        return Reading(found.questions, (), found.sections, found.left_out, (found.convention,))
    note = parse(text, file=file, default_language=default_language, questions=questions, cards=cards)
    return read_in_full(note, advises=advises)


def read_in_full(note: Note, *, advises: bool = True) -> Reading:
    """Reads a note in Markdown with all readers, though it may be plain."""
    return _composed(note, mixing.read(note), advises)


def _composed(note: Note, mixed: Mixed, advises: bool) -> Reading:
    named = with_note_id(note, mixed.passages)
    composer = Composer(note)
    for passage in named.passages:
        composer.compose(passage)
    told = [*note.problems, *named.problems, *_nothing_found(note, mixed, advises), *_passed_over(note, mixed)]
    problems = [*told, *grouped(composer.problems, len(mixed.passages))]
    return Reading(
        tuple(composer.questions),
        tuple(sorted(problems, key=lambda problem: problem.line)),
        tuple(note.line(index) for index in mixed.sections),
        _lines_left_out(note, mixed, composer.left_out),
        tuple(Convention(note.file, used.name, used.reason, used.count) for used in mixed.used),
    )


def _lines_left_out(note: Note, mixed: Mixed, residue: Iterable[int]) -> tuple[int, ...]:
    indexes = mixed.left_out.union(residue)
    return tuple(note.line(index) for index in sorted(indexes) if index >= 0 and note.blocks.lines[index].strip())


def _nothing_found(note: Note, mixed: Mixed, advises: bool) -> list[Problem]:
    if mixed.passages:
        return []
    if not any(line.strip() for line in note.blocks.lines):
        return [Problem(note.file, 1, Severity.REMARK, because(r.EMPTY_NOTE))]
    told = what_would_work(note) if advises else because(r.NOTHING_ASKS)
    return [Problem(note.file, note.first_line, Severity.REMARK, told)]


def _passed_over(note: Note, mixed: Mixed) -> list[Problem]:
    """Headings below the level that asks look like questions in sections where none asks."""
    if not mixed.passed_over:
        return []
    first, count = mixed.passed_over[0], len(mixed.passed_over)
    level = next((heading.level for heading in note.blocks.headings if heading.index == first), 0)
    told = because(r.DEEPER_HEADINGS, n=count, level=level) if count > 1 else because(r.DEEPER_HEADING, level=level)
    return [Problem(note.file, note.line(first), Severity.WARNING, told)]


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
            kept.append(under_key(question, occurrence(question.key, counts[question.key])))
        elif first := stated.setdefault((question.key, question.language), question):
            if first is question:
                kept.append(question)
            else:
                problems.append(_clash(question, first))
    return kept, problems


def _clash(question: Question, first: Question) -> Problem:
    message = because(r.SAME_ID, id=question.key, place=f"{first.file}:{first.line}")
    return Problem(question.file, question.line, Severity.ERROR, message)
