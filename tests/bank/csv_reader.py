"""Reads what the CSV export wrote, by the two rules that it documents."""

import csv
from collections.abc import Callable
from io import StringIO

from bot.domain.question import Choice, Difficulty, Kind, Question, QuestionKey


def read(text: str) -> list[Question]:
    rows = csv.DictReader(StringIO(text, newline=""))
    return [_question({name: cell.removeprefix("'") for name, cell in row.items()}.__getitem__) for row in rows]


def _question(cell: Callable[[str], str]) -> Question:
    right = {int(place) for place in cell("correct").split()}
    return Question(
        key=QuestionKey(cell("id")),
        file=cell("file"),
        line=int(cell("line")),
        deck=cell("deck"),
        topic=cell("topic"),
        kind=Kind(cell("kind")),
        language=cell("language"),
        question=cell("question"),
        answer=cell("answer"),
        choices=tuple(Choice(text, place in right) for place, text in enumerate(parted(cell("choices"), "\n"), 1)),
        hint=cell("hint"),
        key_points=tuple(tuple(parted(point, "|")) for point in cell("key_points").split("\n") if point),
        tags=tuple(parted(cell("tags"), " ")),
        difficulty=Difficulty(cell("difficulty")) if cell("difficulty") else None,
    )


def parted(cell: str, sign: str) -> list[str]:
    """The parts of a cell without their backslashes."""
    parts, letters = [""], iter(cell)
    for letter in letters:
        if letter == sign:
            parts.append("")
        elif letter == "\\":
            following = next(letters)
            parts[-1] += "\n" if following == "n" else following
        else:
            parts[-1] += letter
    return parts if cell else []
