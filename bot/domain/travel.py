"""Streaks of people who change their time zone (docs/streaks.md, “Zone change”)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MOST_CHANGES = 2
WEEK = timedelta(days=7)
WATCHED = timedelta(hours=24)
APART = timedelta(hours=16)
SKIPPED_WITHIN = timedelta(hours=36)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Move:
    """A change of zone (IANA name) at an instant."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The zone that a learner's days have, and since when (None: always)."""

    zone: str
    since: datetime | None = None


def whereabouts(home: str, moves: Sequence[Move], at: datetime) -> Whereabouts:
    """The zone that counts for streaks at an instant, after these moves (in order).

    A move counts at once unless two have counted in the seven days before it; then the last of those that wait
    counts when the first of the two is seven days old.
    """
    counted: list[Move] = []
    waiting: Move | None = None
    for move in (*(move for move in moves if move.at <= at), None):
        waiting = _released(counted, waiting, move.at if move else at)
        if move:
            waiting = _moved(counted, move, home)
    return Whereabouts(counted[-1].zone, counted[-1].at) if counted else Whereabouts(home)


def _moved(counted: list[Move], move: Move, home: str) -> Move | None:
    """Counts a move, or gives it back as one that waits. Back to where one is: nothing changes, nothing waits."""
    if move.zone == (counted[-1].zone if counted else home):
        return None
    if sum(move.at - one.at < WEEK for one in counted) >= MOST_CHANGES:
        return move
    counted.append(move)
    return None


def _released(counted: list[Move], waiting: Move | None, now: datetime) -> Move | None:
    """Counts the move that waits once its week is over; gives it back while it is not."""
    free = counted[-MOST_CHANGES].at + WEEK if waiting else now
    if waiting is None or free > now:
        return waiting
    counted.append(Move(free, waiting.zone))
    return None


def may_credit(at: datetime, *, last_credit: datetime | None, moved: datetime | None) -> bool:
    """Whether a new day may be credited: for 24 hours after a move, only 16 hours after the last credit."""
    if moved is None or last_credit is None or at - moved >= WATCHED:
        return True
    return at - last_credit >= APART


def skipped_by_flying(last: tuple[date, datetime, str], day: date, at: datetime, zone: str) -> date | None:
    """The day that a flight east left out: one local day, with less than 36 hours really passed. Else None.

    `last` is the last credit's local day, instant and zone.
    """
    last_day, last_at, last_zone = last
    flew = last_zone != zone and day - last_day == 2 * _DAY and at - last_at < SKIPPED_WITHIN
    return last_day + _DAY if flew else None
