"""The FSRS parameters of each learner, and the reviews that they are fitted to."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from bot.domain.conversation import LearnerId
from bot.domain.fitting import ENOUGH, MOST, Fit, Graded, is_due
from bot.domain.learner import Learner
from bot.domain.memory import EVERYBODYS, Grade, Parameters
from bot.store import people
from bot.store import tables as t

LONGEST_NUMBER = 18
_PARAMETERS = select(t.Fit.parameters).where(t.Fit.learner_id == bindparam("learner"))


def parameters_of(db: Connection, learner: LearnerId) -> Parameters:
    """What fits this learner; everybody's until there is more to go by."""
    found = db.execute(_PARAMETERS, {"learner": learner}).scalar()
    return tuple(found) if found else EVERYBODYS


def keep_fit(db: Connection, learner: LearnerId, fit: Fit, now: datetime) -> None:
    """What a learner's reviews are judged by from now on; nothing where the learner is gone meanwhile."""
    if db.execute(select(t.Learner.id).where(t.Learner.id == learner)).first() is None:
        return
    db.execute(delete(t.Fit).where(t.Fit.learner_id == learner))
    what = {"parameters": list(fit.parameters), "reviews": fit.reviews}
    losses = {"loss_before": fit.before, "loss_after": fit.after}
    db.execute(insert(t.Fit).values(learner_id=learner, **what, **losses, at=now))


def to_fit(db: Connection, after: LearnerId, at_once: int) -> tuple[list[LearnerId], LearnerId | None]:
    """Of the next so many learners `after` one, those whose reviews have grown enough; and the last one looked at."""
    reviews = select(func.count()).where(t.Review.learner_id == t.Learner.id).scalar_subquery().label("reviews")
    query = select(t.Learner.id, reviews, func.coalesce(t.Fit.reviews, 0).label("fitted_to"))
    query = query.outerjoin(t.Fit, t.Fit.learner_id == t.Learner.id).where(t.Learner.id > after)
    rows = db.execute(query.order_by(t.Learner.id).limit(at_once)).all()
    grown = [LearnerId(row.id) for row in rows if is_due(row.reviews, row.fitted_to)]
    return grown, LearnerId(rows[-1].id) if rows else None


def reviews_of(db: Connection, learner: LearnerId, before: int | None, at_once: int) -> tuple[list[Graded], int | None]:
    """The latest so many reviews, of those whose row is `before` one; and the row to go on before, None at the end."""
    query = select(t.Review.id, t.Review.question_id, t.Review.grade, t.Review.at).where(t.Review.learner_id == learner)
    if before is not None:
        query = query.where(t.Review.id < before)
    rows = db.execute(query.order_by(t.Review.id.desc()).limit(at_once)).all()
    found = [Graded(row.question_id, Grade(row.grade), row.at) for row in rows]
    return found, rows[-1].id if len(rows) == at_once else None


def with_enough(db: Connection) -> list[Learner]:
    """All learners with enough reviews for a fit."""
    many = select(t.Review.learner_id).group_by(t.Review.learner_id).having(func.count() >= ENOUGH)
    numbers = db.execute(many.order_by(t.Review.learner_id)).scalars().all()
    return [people.learner_by_id(db, LearnerId(number)) for number in numbers]


def called(db: Connection, learner: str) -> list[Learner]:
    """The learners of this name, or the one of this number."""
    is_called = t.Learner.name == learner
    if learner.isascii() and learner.isdigit() and len(learner) <= LONGEST_NUMBER:
        is_called |= t.Learner.id == int(learner)
    numbers = db.execute(select(t.Learner.id).where(is_called).order_by(t.Learner.id)).scalars().all()
    return [people.learner_by_id(db, LearnerId(number)) for number in numbers]


def history_of(db: Connection, learner: LearnerId) -> list[Graded]:
    """The latest reviews of a learner, as many as a fit takes."""
    return reviews_of(db, learner, None, MOST)[0]
