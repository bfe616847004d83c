"""Where the questions of a round stand: asked, next, gone from the bank."""

from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from bot.domain.conversation import DeliveryId, LearnerId
from bot.domain.rounds import RoundId, Step
from bot.store import tables as t
from bot.store.bank import Reach, within


def step_of(db: Connection, delivery: int) -> Step | None:
    """The place in its round of a question that was asked; None when the round is gone."""
    other = aliased(t.Step)
    beside = select(func.count()).where(other.round_id == t.Step.round_id)
    place = beside.where(other.place <= t.Step.place).scalar_subquery().label("place")
    total = beside.scalar_subquery().label("total")
    columns = (t.Step.round_id, t.Round.learner_id, t.Round.exam, t.Round.state, place, total)
    query = select(*columns).join(t.Round, t.Round.id == t.Step.round_id)
    row = db.execute(query.where(t.Step.delivery_id == delivery)).first()
    if row is None:
        return None
    return Step(RoundId(row.round_id), LearnerId(row.learner_id), row.place, row.total, row.exam, row.state)


def add(db: Connection, number: RoundId, questions: list[int]) -> None:
    """The questions of a new round, in this order."""
    rows = [{"round_id": number, "place": at, "question_id": one} for at, one in enumerate(questions, start=1)]
    if rows:
        db.execute(insert(t.Step), rows)


def drop_gone(db: Connection, number: RoundId, reach: Reach) -> None:
    """Takes out what is still to be asked and cannot be any more: the round is shorter then."""
    askable = exists().where(t.Question.id == t.Step.question_id, within((), reach))
    db.execute(delete(t.Step).where(t.Step.round_id == number, t.Step.delivery_id.is_(None), ~askable))


def next_question(db: Connection, number: RoundId) -> int | None:
    """The first question that was not asked yet."""
    query = select(t.Step.question_id).where(t.Step.round_id == number, t.Step.delivery_id.is_(None))
    return db.execute(query.order_by(t.Step.place).limit(1)).scalar()


def waiting(db: Connection, number: RoundId) -> set[int]:
    """The questions that were not asked yet."""
    query = select(t.Step.question_id).where(t.Step.round_id == number, t.Step.delivery_id.is_(None))
    return set(db.execute(query).scalars())


def asked(db: Connection, number: RoundId, question: int, delivery: DeliveryId) -> None:
    """The question went out as this delivery."""
    where = (t.Step.round_id == number, t.Step.question_id == question, t.Step.delivery_id.is_(None))
    db.execute(update(t.Step).where(*where).values(delivery_id=delivery))


def asked_last(db: Connection, number: RoundId) -> DeliveryId | None:
    """The question of the round that was asked last."""
    query = select(t.Step.delivery_id).where(t.Step.round_id == number, t.Step.delivery_id.is_not(None))
    return _delivery(db.execute(query.order_by(t.Step.place.desc()).limit(1)).scalar())


def shown_last(db: Connection, number: RoundId) -> DeliveryId | None:
    """The answer of an exam that was shown last, to be graded."""
    query = select(t.Step.delivery_id).where(t.Step.round_id == number, t.Step.marked_at.is_not(None))
    return _delivery(db.execute(query.order_by(t.Step.place.desc()).limit(1)).scalar())


def shown(db: Connection, delivery: DeliveryId, now: datetime) -> None:
    """The answer is shown, to be graded."""
    db.execute(update(t.Step).where(t.Step.delivery_id == delivery).values(marked_at=now))


def to_mark(db: Connection, number: RoundId, learner: LearnerId) -> list[DeliveryId]:
    """The answers of an exam that no machine can mark and that are not graded yet, in their order."""
    graded = exists().where(t.Review.delivery_id == t.Step.delivery_id, t.Review.learner_id == learner)
    query = select(t.Step.delivery_id).join(t.Answer, t.Answer.delivery_id == t.Step.delivery_id)
    query = query.where(t.Step.round_id == number, t.Answer.learner_id == learner, t.Answer.mark.is_(None), ~graded)
    return [DeliveryId(one) for one in db.execute(query.order_by(t.Step.place)).scalars() if one is not None]


def in_own_words(db: Connection, number: RoundId, learner: LearnerId) -> int:
    """How many answers of an exam no machine can mark."""
    query = select(func.count()).select_from(t.Step).join(t.Answer, t.Answer.delivery_id == t.Step.delivery_id)
    query = query.where(t.Step.round_id == number, t.Answer.learner_id == learner, t.Answer.mark.is_(None))
    return db.execute(query).scalar_one()


def _delivery(number: int | None) -> DeliveryId | None:
    return None if number is None else DeliveryId(number)
