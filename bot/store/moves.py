"""Where learners were, for the days of their streaks."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.domain.conversation import LearnerId
from bot.domain.learner import Learner
from bot.domain.travel import WEEK, Move, Whereabouts, whereabouts
from bot.store import tables as t

SETTLED = 2 * WEEK
"""How long after the last move the zone is surely the one that counts."""


def where_is(db: Connection, learner: Learner, at: datetime) -> Whereabouts:
    """The zone of the learner's days at an instant; mostly just their zone."""
    if learner.moved_at is None or at - learner.moved_at >= SETTLED:
        return Whereabouts(learner.zone)
    rows = db.execute(
        select(t.ZoneMove.left, t.ZoneMove.at, t.ZoneMove.zone)
        .where(t.ZoneMove.learner_id == learner.id)
        .order_by(t.ZoneMove.at, t.ZoneMove.id)
    ).all()
    return whereabouts(rows[0].left, [Move(row.at, row.zone) for row in rows], at)


def move(db: Connection, learner: Learner, zone: str, at: datetime) -> None:
    """The learner is in another zone from now on."""
    left = {"learner_id": learner.id, "left": learner.zone}
    db.execute(insert(t.ZoneMove).values(**left, zone=zone, at=at))
    db.execute(update(t.Learner).where(t.Learner.id == learner.id).values(zone=zone, moved_at=at))


def settle(db: Connection, learner: LearnerId, zone: str) -> None:
    """The learner's first zone: until now it was a guess, so that this is no move."""
    db.execute(update(t.Learner).where(t.Learner.id == learner).values(zone=zone))
