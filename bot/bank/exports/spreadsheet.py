r"""Questions → CSV: UTF-8 without a byte order mark, commas, CRLF between rows, line feeds inside of quotes.

Two rules make every cell safe in a spreadsheet and readable again:

- A cell that a spreadsheet could take for a formula (`= + - @`, also full-width, a tab or a line end at its start)
  has an apostrophe before it, and so has one that begins with an apostrophe. Reading takes one apostrophe away.
- A cell that holds a list has its parts apart by a sign: choices and key points by line feeds, the synonyms of a key
  point by `|`, tags by spaces. Inside of a part `\` stands before that sign and before itself, and `\n` is a line
  feed. `correct` holds the numbers of the choices that are right, from 1.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from bot.domain.question import Question

COLUMNS = (
    "id", "deck", "topic", "kind", "language", "question", "answer", "choices", "correct", "hint", "key_points",
    "tags", "difficulty", "file", "line",
)  # fmt: skip
_DANGEROUS = tuple("=+-@＝＋－＠\t\r\n'")


def table(questions: Iterable[Question]) -> str:
    """The questions as CSV, with a header."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(cell) for cell in _row(question)] for question in questions)
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
        _joined((choice.text for choice in question.choices), "\n"),
        " ".join(str(place) for place, choice in enumerate(question.choices, 1) if choice.correct),
        question.hint,
        "\n".join(_joined(point, "|") for point in question.key_points),
        _joined(question.tags, " "),
        question.difficulty.value if question.difficulty else "",
        question.file,
        str(question.line),
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _joined(parts: Iterable[str], sign: str) -> str:
    return sign.join(_escaped(part, sign) for part in parts)


def _escaped(part: str, sign: str) -> str:
    part = part.replace("\\", "\\\\").replace("\n", "\\n")
    return part if sign == "\n" else part.replace(sign, f"\\{sign}")
