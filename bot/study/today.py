"""Which day it is for a learner."""

from datetime import date, datetime

from bot.domain.learner import Learner
from bot.domain.streak import local_day
from bot.store import moves
from bot.store.engine import Connection


def local_today(db: Connection, learner: Learner, at: datetime) -> tuple[date, str]:
    """The learner's local day at an instant, and the zone that their days have then.

    Never a day before the last one that something counted for: a change of zone cannot open an old day again.
    """
    zone = moves.where_is(db, learner, at).zone
    return not_before(learner.last_day, local_day(at, zone, learner.rollover)), zone


def not_before(last: date | None, computed: date) -> date:
    """The later of the two; None is before every day."""
    return computed if last is None else max(last, computed)
