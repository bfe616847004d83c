"""What a learner got wrong lately and has not known since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.domain.conversation import DeliveryId, LearnerId
from bot.domain.grading import Mark
from bot.domain.memory import Grade
from bot.domain.rounds import Outcome, outcome
from bot.store import tables as t
from bot.store.bank import Reach, within
from bot.store.rounds import told_later

MOST_LOOKED_AT = 1000
"""The latest answers and the latest reviews that are looked at; nobody repeats more than that."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A question, the delivery at which it was missed, and when."""

    question: int
    delivery: DeliveryId
    at: datetime


@dataclass(slots=True)
class _Pass:
    """What a learner did with one delivery."""

    question: int
    at: datetime
    mark: Mark | None = None
    grade: Grade | None = None


def mistakes(db: Connection, learner: LearnerId, reach: Reach, since: datetime) -> list[Mistake]:
    """The questions whose last pass since then was missed, latest first; only those that can still be asked.

    An exam that goes on gives nothing away.
    """
    latest: dict[int, Mistake | None] = {}
    for delivery, one in sorted(_passes(db, learner, since).items(), key=lambda item: (item[1].at, item[0])):
        came = outcome(one.grade, one.mark)
        if came in (Outcome.MISSED, Outcome.KNOWN):
            latest.pop(one.question, None)
            latest[one.question] = Mistake(one.question, delivery, one.at) if came is Outcome.MISSED else None
    missed = [one for one in latest.values() if one]
    askable = _askable(db, [one.question for one in missed], reach)
    return [one for one in reversed(missed) if one.question in askable]


def _passes(db: Connection, learner: LearnerId, since: datetime) -> dict[DeliveryId, _Pass]:
    """Answers and reviews of the same delivery are one pass."""
    answers = select(t.Answer.delivery_id, t.Delivery.question_id, t.Answer.at, t.Answer.mark).join(t.Delivery)
    answers = answers.where(
        t.Answer.learner_id == learner, t.Answer.at >= since, ~told_later(t.Answer.delivery_id)
    ).order_by(t.Answer.id.desc())
    passes = {
        DeliveryId(row.delivery_id): _Pass(row.question_id, row.at, mark=row.mark)
        for row in db.execute(answers.limit(MOST_LOOKED_AT))
    }
    reviews = select(t.Review.delivery_id, t.Review.question_id, t.Review.at, t.Review.grade)
    reviews = reviews.where(
        t.Review.learner_id == learner, t.Review.at >= since, ~told_later(t.Review.delivery_id)
    ).order_by(t.Review.id.desc())
    for row in db.execute(reviews.limit(MOST_LOOKED_AT)):
        one = passes.setdefault(DeliveryId(row.delivery_id), _Pass(row.question_id, row.at))
        one.grade, one.at = Grade(row.grade), max(one.at, row.at)
    return passes


def _askable(db: Connection, questions: Iterable[int], reach: Reach) -> set[int]:
    query = select(t.Question.id).where(t.Question.id.in_(questions), within((), reach))
    return set(db.execute(query).scalars())
