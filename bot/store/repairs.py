"""Days that somebody who looks after the bot made good: who did it, when, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, or_, select, update

from bot.domain.conversation import LearnerId, Platform
from bot.domain.streak import DayState
from bot.store import tables as t
from bot.store.upsert import insert_new

LONGEST_NUMBER = 18
"""Digits of an account: no longer one fits into a column."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One repaired day, by whom, and why. `author` is empty when they have erased themselves since."""

    day: date
    author: str
    reason: str


def find(db: Connection, platform: Platform, who: str) -> list[LearnerId]:
    """Learners of a platform by their account number there, or by a whole name, be it that of an account elsewhere;
    none, one, or several.
    """
    here, named = t.Account.__table__, t.Account.__table__.alias()
    query = select(here.c.learner_id).join(named, named.c.learner_id == here.c.learner_id).distinct()
    by = here.c.account == int(who) if who.isdecimal() and len(who) <= LONGEST_NUMBER else named.c.name == who
    return [LearnerId(one) for one in db.execute(query.where(here.c.platform == platform, by).limit(2)).scalars()]


def repair(
    db: Connection, learner: LearnerId, done: Repair, was: DayState, at: datetime, *, by: tuple[Platform, int]
) -> bool:
    """Writes down who repaired the day, with the account `by`; False when somebody had before."""
    what = {"signature": done.author, "reason": done.reason, "was": was, "at": at}
    what |= {"author_platform": by[0], "author": by[1]}
    if db.execute(select(t.Repair.day).where(t.Repair.learner_id == learner, t.Repair.day == done.day)).first():
        return False
    db.execute(insert(t.Repair).values(learner_id=learner, day=done.day, **what))
    insert_new(db, t.Day, learner_id=learner, day=done.day, state=DayState.MISSED, reason=None)
    return True


def forget_author(db: Connection, learner: LearnerId) -> None:
    """The name of who erases themselves goes from what they repaired; what was repaired, and why, is not theirs.

    Until their account was noted, too, a repair is theirs that bears a name of theirs.
    """
    mine = select(t.Account.learner_id).where(t.Account.learner_id == learner)
    by_account = mine.where(t.Account.platform == t.Repair.author_platform, t.Account.account == t.Repair.author)
    by_name = t.Repair.author.is_(None) & or_(
        t.Repair.signature.in_(select(t.Account.name).where(t.Account.learner_id == learner)),
        t.Repair.signature.in_(select(t.Learner.name).where(t.Learner.id == learner)),
    )
    nobody = {"signature": "", "author_platform": None, "author": None}
    db.execute(update(t.Repair).where(or_(by_account.exists(), by_name)).values(**nobody))


def repairs_of(db: Connection, learner: LearnerId, since: date) -> Mapping[date, Repair]:
    """The days of a learner that were repaired by somebody else, from `since` on."""
    columns = (t.Repair.day, t.Repair.signature, t.Repair.reason)
    rows = db.execute(select(*columns).where(t.Repair.learner_id == learner, t.Repair.day >= since))
    return {row.day: Repair(row.day, row.signature, row.reason) for row in rows}
