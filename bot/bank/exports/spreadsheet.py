r"""Questions → CSV: UTF-8 without a byte order mark, commas, CRLF between rows, line feeds inside of quotes.

Every cell is safe in a spreadsheet and readable again (`bot.bank.cells`). Choices and key points are parted by line
feeds, the synonyms of a key point by `|`, tags by spaces. `correct` holds the numbers of the choices that are right,
from 1. `formats/own_table.py` reads it.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from bot.bank.cells import guarded, joined
from bot.domain.question import Question

COLUMNS = (
    "id", "deck", "topic", "kind", "language", "question", "answer", "choices", "correct", "hint", "key_points",
    "tags", "difficulty", "file", "line",
)  # fmt: skip


def table(questions: Iterable[Question]) -> str:
    """The questions as CSV, with a header."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in _row(question)] for question in questions)
    return text.getvalue()


def _row(question: Question) -> Sequence[str]:
    """The cells in the order of the columns."""
    return (
        question.key,
        question.deck,
        question.topic,
        question.kind.value,
        question.language,
        question.question,
        question.answer,
        joined((choice.text for choice in question.choices), "\n"),
        " ".join(str(place) for place, choice in enumerate(question.choices, 1) if choice.correct),
        question.hint,
        "\n".join(joined(point, "|") for point in question.key_points),
        joined(question.tags, " "),
        question.difficulty.value if question.difficulty else "",
        question.file,
        str(question.line),
    )
