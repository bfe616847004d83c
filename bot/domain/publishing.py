"""When a group reads the model answer to its question: at the group's hour, or when nobody is left to wait for."""

from collections.abc import Set
from datetime import datetime, time, timedelta

from bot.domain.conversation import LearnerId
from bot.domain.schedule import EVERY_DAY, Schedule, next_slot

USUAL_HOUR = time(21)
LEAST_TIME = timedelta(hours=1)
"""How long a question is open at least: one that comes shortly before the group's hour waits for the next day's."""
STILL_WANTED = timedelta(hours=24)
"""How late an answer may be published, after the program was down: one of last week only puzzles people."""
ACTIVE_WITHIN = timedelta(days=7)
"""Who earned a day of the seven before the question is waited for."""
FEWEST = 2
"""One who answers first must not have the answer published to all who were about to."""
_TICK = timedelta(microseconds=1)


def publishing_at(asked_at: datetime, hour: time, zone: str) -> datetime:
    """The next moment (UTC) when clocks in `zone` show `hour`, at least an hour after the question came."""
    return next_slot(Schedule((hour,), EVERY_DAY, 1, zone), asked_at + LEAST_TIME - _TICK).at


def is_too_late(publish_at: datetime, now: datetime) -> bool:
    """Whether nobody waits for the answer any more."""
    return now - publish_at >= STILL_WANTED


def nobody_is_missing(answered: Set[LearnerId], active: Set[LearnerId], headcount: int | None) -> bool:
    """Whether all have answered who can be waited for: everybody in the group, or all of its active members.

    `headcount` is how many people the platform counts, if it does.
    """
    if headcount is not None and len(answered) >= max(headcount, FEWEST):
        return True
    return len(active) >= FEWEST and active <= answered
