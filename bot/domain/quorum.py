"""When a day counts for a whole group (docs/streaks.md, “Groups”): enough of its active members studied on it.

A group has days of its own: its zone, its rollover. Its streak is the fold of `streak.py` over them, with freezes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.conversation import LearnerId
from bot.domain.streak import day_ends_at

ACTIVE_DAYS = 7
"""How many group days back a credit makes a member active, the day itself among them."""
LEAST = 2
"""A group of one has no streak of its own."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """One group day as instants (UTC): since when a credit makes active, when the day begins, and when it ends."""

    active_from: datetime
    begins: datetime
    ends: datetime


def bounds(day: date, zone: str, rollover: time) -> Bounds:
    """The instants of a group's day."""
    active_from, begins, ends = (day_ends_at(day - back * _DAY, zone, rollover) for back in (ACTIVE_DAYS, 1, 0))
    return Bounds(active_from, begins, ends)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many members are active as of one group day, and how many of them were credited on it."""

    credited: int
    active: int

    @property
    def quorum(self) -> int:
        """How many have to be credited: half of the active ones, and two at least."""
        return max(LEAST, (self.active + 1) // 2)

    @property
    def is_met(self) -> bool:
        """Whether the day counts."""
        return self.credited >= self.quorum


def turnout(latest: Mapping[LearnerId, datetime], paused: Collection[LearnerId], day: Bounds) -> Turnout:
    """Who came: `latest` is each member's last credit between `active_from` and `ends`.

    Members on a pause are not waited for; who studied all the same is counted.
    """
    credited = {member for member, at in latest.items() if at >= day.begins}
    active = credited | (latest.keys() - set(paused))
    return Turnout(len(credited), len(active))
