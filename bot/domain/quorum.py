"""The streak of a group: enough of its active members on a day of the group's own (docs/streaks.md, “Groups”)."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from bot.domain.conversation import LearnerId

ACTIVE_DAYS = 7
FEWEST = 2
_DAY = timedelta(days=1)


def active(
    day: date, credited: Mapping[LearnerId, Collection[date]], paused: Collection[LearnerId] = ()
) -> set[LearnerId]:
    """Members credited in the last seven group days (`day` is the last of them), and not paused."""
    since = day - (ACTIVE_DAYS - 1) * _DAY
    return {who for who, days in credited.items() if who not in paused and any(since <= one <= day for one in days)}


def quorum(members: int) -> int:
    """How many of so many active members make the day: at least two, and at least half."""
    return max(FEWEST, (members + 1) // 2)


def is_met(day: date, credited: Mapping[LearnerId, Collection[date]], paused: Collection[LearnerId] = ()) -> bool:
    """Whether enough of the active members were credited on the group's day."""
    members = active(day, credited, paused)
    return sum(day in credited[who] for who in members) >= quorum(len(members))
