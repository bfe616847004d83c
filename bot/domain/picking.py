"""Which question comes next: what is being forgotten first, then something new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.domain.memory import Card, relative_overdueness


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked: its number in the store, and the learner's card (None when it is new)."""

    question: int
    card: Card | None = None


def next_question(due: Sequence[Candidate], fresh: Sequence[Candidate], rng: Random, now: datetime) -> Candidate | None:
    """The due card that is latest for its interval, else a new question at random, else None.

    The caller decides what is due (a card that falls due later today may be).
    """
    if due:
        return max(due, key=lambda candidate: _lateness(candidate, now))
    return rng.choice(fresh) if fresh else None


def _lateness(candidate: Candidate, now: datetime) -> float:
    return relative_overdueness(candidate.card, now) if candidate.card else 0.0
