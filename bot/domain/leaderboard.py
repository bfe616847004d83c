"""Who keeps going in a chat: the order of its boards (docs/streaks.md, “Groups”)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTH = timedelta(days=30)


class Board(StrEnum):
    """What a board goes by: days in a row, or what was answered this week, in the last 30 days, or ever."""

    STREAK = "streak"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"

    def since(self, today: date) -> date:
        """The first day that counts."""
        if self is Board.WEEK:
            return today - today.weekday() * timedelta(days=1)
        return date.min if self is Board.ALL else today - MONTH + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """One member on the board: streaks in days; credited days and questions answered in the board's time.

    A reveal that is graded counts as a day and not as an answer. Hidden members have a rank and are not shown.
    """

    learner: int
    name: str
    current: int
    longest: int
    credited: int
    answers: int = 0
    today_credited: bool = False
    hidden: bool = False


def ranked(rows: Iterable[Standing], board: Board = Board.STREAK) -> list[tuple[int, Standing]]:
    """Ranks from 1: by current streak, then longest, then credited days; or by answers, then credited days.

    Members equal in all of these share a rank (1, 2, 2, 4) and stand in the order of their names.
    """
    found: list[tuple[int, Standing]] = []
    merit = _by_streak if board is Board.STREAK else _by_answers
    for place, row in enumerate(sorted(rows, key=lambda row: (*(-n for n in merit(row)), *_name(row))), start=1):
        shared = bool(found) and merit(found[-1][1]) == merit(row)
        found.append((found[-1][0] if shared else place, row))
    return found


def _by_streak(row: Standing) -> tuple[int, ...]:
    return row.current, row.longest, row.credited


def _by_answers(row: Standing) -> tuple[int, ...]:
    return row.answers, row.credited


def _name(row: Standing) -> tuple[str, int]:
    return row.name.casefold(), row.learner
