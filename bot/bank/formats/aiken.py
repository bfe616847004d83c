"""Aiken files: a line that asks, choices `A. …` or `A) …`, and `ANSWER: B`."""

import re
from collections.abc import Iterator, Sequence

from bot.bank.formats import Passage, Passages
from bot.bank.note import Note, clean_lines
from bot.texts import reasons as r
from bot.texts.reasons import because

_CHOICE = re.compile(r"\s*[A-Z][.)]\s+\S")
_ANSWER = re.compile(r"\s*ANSWER:")
_FIRST = 200


def is_aiken(head: str) -> bool:
    """Whether a text begins with a question, two choices or more, and their answer."""
    lines = [line for line in clean_lines(head)[:_FIRST] if line.strip()]
    first = next((place for place, line in enumerate(lines) if _CHOICE.match(line)), 0)
    stop = next((place for place in range(first, len(lines)) if not _CHOICE.match(lines[place])), len(lines))
    return 0 < first < 10 and stop - first > 1 and stop < len(lines) and bool(_ANSWER.match(lines[stop]))


def read(note: Note) -> Passages:
    """Finds the questions; those without an answer are faults."""
    result = Passages(reason="choices and ANSWER lines")
    for start, stop in _cuts(note.blocks.lines):
        lines = note.blocks.lines[start:stop]
        answered = any(_ANSWER.match(line) for line in lines)
        fault = "" if answered else because(r.NO_AIKEN_ANSWER)
        result.passages.append(Passage(lines[0].strip(), start, range(start + 1, stop), note.title, fault=fault))
    return result


def _cuts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each question begins and ends: at its answer, or at the next text after its choices."""
    start, has_choices = -1, False
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        is_choice, is_answer = bool(_CHOICE.match(line)), bool(_ANSWER.match(line))
        if start >= 0 and has_choices and not is_choice and not is_answer:
            yield start, index
            start, has_choices = index, False
        elif start < 0:
            start, has_choices = index, is_choice
        has_choices = has_choices or is_choice
        if is_answer:
            yield start, index + 1
            start, has_choices = -1, False
    if start >= 0:
        yield start, len(lines)
