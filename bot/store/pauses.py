"""Days off that learners chose."""

from datetime import date

from sqlalchemy import Connection, Executable, delete, insert, select

from bot.domain.conversation import LearnerId
from bot.domain.pauses import Pause, ended_by_answer
from bot.store import tables as t
from bot.store.prepared import Bound, prepared


def pauses_of(db: Connection, learner: LearnerId, since: date = date.min) -> list[Pause]:
    """The learner's pauses that end on `since` or later, in order."""
    return [Pause(*row) for row in db.execute(*_pauses_of(learner, since))]


@prepared
def _pauses_of(learner: Bound, since: Bound) -> Executable:
    query = select(t.Pause.first, t.Pause.last).where(t.Pause.learner_id == learner, t.Pause.last >= since)
    return query.order_by(t.Pause.first)


def is_paused(db: Connection, learner: LearnerId, day: date) -> bool:
    """Whether the learner chose this local day to be off."""
    return any(day in pause for pause in pauses_of(db, learner, day))


def add_pause(db: Connection, learner: LearnerId, pause: Pause) -> None:
    """Takes these days off."""
    db.execute(insert(t.Pause).values(learner_id=learner, first=pause.first, last=pause.last))


def end_pauses(db: Connection, learner: LearnerId, day: date) -> bool:
    """An answer on this day, or a wish, ends the pause that holds it. False when none did."""
    ended = [pause for pause in pauses_of(db, learner, day) if day in pause]
    for pause in ended:
        db.execute(delete(t.Pause).where(t.Pause.learner_id == learner, t.Pause.first == pause.first))
        if left := ended_by_answer(pause, day):
            add_pause(db, learner, left)
    return bool(ended)


def drop_coming(db: Connection, learner: LearnerId, day: date) -> bool:
    """Gives up the pauses that begin after this day. False when there were none."""
    where = (t.Pause.learner_id == learner, t.Pause.first > day)
    return db.execute(delete(t.Pause).where(*where)).rowcount > 0
