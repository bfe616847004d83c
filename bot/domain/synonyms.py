"""Other words for a key point: what learners add for themselves, and what an admin takes into the bank's own file."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.folding import fold
from bot.domain.question import QuestionKey

MOST_A_QUESTION = 20
"""Synonyms of one learner for one question: more would turn the list into their answers."""


class ProposalState(StrEnum):
    """What became of a learner's words. They count for that learner in any state."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that say a key point of a question in one language; `point` is its label, as the notes have it."""

    question: QuestionKey
    language: str
    point: str
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A synonym that waits for an admin, with what the question asks and where it stands in the notes."""

    id: int
    synonym: Synonym
    asked: str
    file: str
    line: int


def with_synonyms(
    key_points: tuple[tuple[str, ...], ...], additions: Iterable[tuple[str, str]]
) -> tuple[tuple[str, ...], ...]:
    """The key points with more words for some of them: (label, words). Labels that are not there any more are left."""
    words_of: dict[str, list[str]] = {}
    for label, words in additions:
        words_of.setdefault(fold(label), []).append(words)
    return tuple(_extended(point, words_of.get(fold(point[0]), ())) if point else point for point in key_points)


def _extended(point: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    known = {fold(one) for one in point}
    return (*point, *{fold(one): one for one in more if fold(one) not in known}.values())
