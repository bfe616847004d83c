"""What the bank is made of: questions, their choices, and the problems found while reading notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

QuestionKey = NewType("QuestionKey", str)
"""What a question is known by across edits, moves and languages: its `^id`, else a hash."""
KEY_LENGTH = 12
"""Signs of such a hash."""


class Kind(StrEnum):
    """How a question is asked and answered."""

    OPEN = "open"
    SHORT = "short"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true/false"
    CLOZE = "cloze"


class Difficulty(StrEnum):
    """How hard the note says that a question is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice question; its label (`A.`, `b)`) is removed."""

    text: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question as its note has it, in one language.

    `question`, `answer` and `hint` are Markdown; the answer keeps its wikilinks as the note has them, and the edges
    show their words. `answer` is empty when the note has none. `key_points` holds one tuple of synonyms for each
    idea; for a short question the accepted forms are its only key point, for a cloze each gap's are one. `line`
    counts from 1, `file` is relative to the bank's root. `own_key` is the id that the note itself gives, if any.
    The attachments are paths of files that the question, or its answer, embeds.
    """

    key: QuestionKey
    file: str
    line: int
    deck: str
    topic: str
    kind: Kind
    language: str
    question: str
    answer: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    key_points: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: Difficulty | None = None
    own_key: str = ""
    attachments: tuple[str, ...] = ()
    answer_attachments: tuple[str, ...] = ()


class Severity(StrEnum):
    """What was written and could not be used (exit status 1); what asks for attention; what is only told."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a note that its owner should look at; the message is a `Reason` where it was just read."""

    file: str
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def to_mend(problems: Iterable[Problem]) -> list[Problem]:
    """The errors and warnings: a remark is no fault of anybody's."""
    return [problem for problem in problems if problem.severity is not Severity.REMARK]


@dataclass(frozen=True, slots=True)
class Convention:
    """How a note was read: the convention's name, what in the note spoke for it, and how many questions it gave."""

    file: str
    name: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions read from some notes, with every problem met on the way."""

    files: int
    questions: Sequence[Question] = field(default_factory=tuple)
    problems: Sequence[Problem] = field(default_factory=tuple)
    conventions: Sequence[Convention] = field(default_factory=tuple)
