"""How often a learner has had what costs."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from bot.domain.allowances import Allowance, Costly, Spent, one_more
from bot.domain.conversation import LearnerId
from bot.store import tables as t


def spent(db: Connection, learner: LearnerId, what: Costly) -> Spent | None:
    """How often, and since when; None before the first time."""
    row = db.execute(select(t.Allowance.since, t.Allowance.used).where(*_of(learner, what))).first()
    return None if row is None else Spent(row.since, row.used)


def spend(db: Connection, learner: LearnerId, what: Costly, allowance: Allowance, now: datetime) -> None:
    """Counts one more."""
    more = one_more(spent(db, learner, what), allowance, now)
    db.execute(delete(t.Allowance).where(*_of(learner, what)))
    db.execute(insert(t.Allowance).values(learner_id=learner, what=what, since=more.since, used=more.used))


def _of(learner: LearnerId, what: Costly) -> tuple[ColumnElement[bool], ...]:
    return (t.Allowance.learner_id == learner, t.Allowance.what == what)
