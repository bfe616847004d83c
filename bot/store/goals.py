"""How many questions make a learner's day."""

from datetime import date

from sqlalchemy import Connection, Executable, delete, insert, select

from bot.domain.conversation import LearnerId
from bot.store import tables as t
from bot.store.prepared import Bound, prepared

USUAL = 1


def goal_on(db: Connection, learner: LearnerId, day: date) -> int:
    """The goal in force when this local day opened."""
    return db.execute(*_goal_on(learner, day)).scalar() or USUAL


@prepared
def _goal_on(learner: Bound, day: Bound) -> Executable:
    query = select(t.Goal.goal).where(t.Goal.learner_id == learner, t.Goal.since <= day)
    return query.order_by(t.Goal.since.desc()).limit(1)


def set_goal(db: Connection, learner: LearnerId, goal: int, since: date) -> None:
    """The goal from a local day on; one chosen for later gives way."""
    db.execute(delete(t.Goal).where(t.Goal.learner_id == learner, t.Goal.since >= since))
    db.execute(insert(t.Goal).values(learner_id=learner, goal=goal, since=since))
