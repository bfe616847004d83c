"""Finding the FSRS parameters that suit one learner, by fsrs-rs (`fsrs-rs-python`), and trying them out.

The earlier reviews are fitted to and the latest fifth is held back: the parameters that foretell it better are kept.
How well is the log-loss, smaller being better.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import fsrs_rs_python as fsrs_rs
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from bot.domain.memory import EVERYBODYS, Grade, Parameters, days_passed

ENOUGH = 400
"""Reviews that a learner needs before a fit tells more than chance."""
GROWTH = 1.2
"""How many times as many reviews as at the last fit are worth a new one."""
MOST = 50_000
"""The latest so many reviews are fitted to: about a sixth of a second, in which Python does nothing else."""
_FITTED_TO = 0.8


@dataclass(frozen=True, slots=True)
class Graded:
    """One graded pass over a question."""

    question: int
    grade: Grade
    at: datetime


@dataclass(frozen=True, slots=True)
class Fit:
    """The parameters to use, and the log-loss on the held-back reviews before and after; None where none were left."""

    parameters: Parameters
    reviews: int
    before: float | None
    after: float | None

    @property
    def is_better(self) -> bool:
        """Whether the new parameters were kept."""
        return self.before is not None and self.after is not None and self.after < self.before


def is_due(reviews: int, fitted_to: int) -> bool:
    """Whether a learner with so many reviews should be fitted; `fitted_to` is how many there were last time."""
    return reviews >= max(ENOUGH, GROWTH * fitted_to)


def fit(history: Sequence[Graded], before: Parameters = EVERYBODYS) -> Fit:
    """Fits the parameters to a learner's reviews; keeps those of `before` where new ones foretell no better.

    Whatever the history holds, the result lies within the bounds of FSRS.
    """
    items = _items(history)
    split = int(len(items) * _FITTED_TO)
    earlier, held_back = items[:split], items[split:]
    found, loss = _fitted(earlier), _loss(before, held_back)
    if found is None or loss is None:
        return Fit(before, len(history), None, None)
    new_loss = _loss(found, held_back)
    better = new_loss is not None and new_loss < loss
    return Fit(found if better else before, len(history), loss, new_loss)


def _items(history: Sequence[Graded]) -> list[fsrs_rs.FSRSItem]:
    """For each review that says something of memory, it with all before it of its question; in the order of time.

    The first review of a question has nothing to foretell, nor has a second look on the same day.
    """
    passes: dict[int, list[fsrs_rs.FSRSReview]] = {}
    latest: dict[int, datetime] = {}
    items = []
    for one in sorted(history, key=lambda one: one.at):
        days = days_passed(latest.get(one.question, one.at), one.at)
        latest[one.question] = one.at
        reviews = passes.setdefault(one.question, [])
        reviews.append(fsrs_rs.FSRSReview(int(one.grade), days))
        if days:
            items.append(fsrs_rs.FSRSItem(list(reviews[-_LONGEST:])))
    return items


_LONGEST = 64
"""Passes over one question that are looked at: with all of thousands, one question's items would grow as a square."""


def _fitted(items: Sequence[fsrs_rs.FSRSItem]) -> Parameters | None:
    """None where there is nothing to fit to, or what comes out is no number."""
    if not items:
        return None
    try:
        found = fsrs_rs.FSRS(list(EVERYBODYS)).compute_parameters(items)
    except ValueError:
        return None
    if len(found) != len(EVERYBODYS) or not all(map(math.isfinite, found)):
        return None
    # They are of single precision there, so that one on a bound may come out just beyond it.
    bounds = zip(found, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(value, low), high) for value, low, high in bounds)


def _loss(parameters: Parameters, items: Sequence[fsrs_rs.FSRSItem]) -> float | None:
    if not items:
        return None
    try:
        loss = fsrs_rs.FSRS(list(parameters)).evaluate(items).log_loss
    except ValueError:
        return None
    return loss if math.isfinite(loss) else None
