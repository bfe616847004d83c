"""What somebody can say about a question that is not right."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_WORDS = 1000
"""Characters that are kept of what somebody writes about a question."""

WORDS_WITHIN = timedelta(minutes=15)
"""How long the bot waits for the words of a report; a text after that is an answer again."""


class Reason(StrEnum):
    """What is wrong with a question."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    TYPO = "typo"
    OUTDATED = "outdated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as whoever looks after the notes reads it: where the question stands, and what is wrong with it."""

    id: int
    reason: Reason
    words: str
    file: str
    line: int
    question: str
    at: datetime
    closed_at: datetime | None = None
