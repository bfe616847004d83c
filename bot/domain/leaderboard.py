"""Who keeps going in a chat: the order of its board (docs/streaks.md, “Groups”)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """One member on the board: streaks in days, credited days of the last 30, answers in the board's period."""

    learner: int
    name: str
    current: int
    longest: int
    credited_30: int
    answers: int = 0
    today_credited: bool = False


def ranked(rows: Iterable[Standing]) -> list[tuple[int, Standing]]:
    """Ranks from 1, by current streak, then longest, then credited days of the last 30.

    Members equal in all three share a rank (1, 2, 2, 4) and stand in the order of their names.
    """
    board: list[tuple[int, Standing]] = []
    for place, row in enumerate(sorted(rows, key=_order), start=1):
        shared = bool(board) and _merit(board[-1][1]) == _merit(row)
        board.append((board[-1][0] if shared else place, row))
    return board


def _merit(row: Standing) -> tuple[int, int, int]:
    return row.current, row.longest, row.credited_30


def _order(row: Standing) -> tuple[int, int, int, str, int]:
    return -row.current, -row.longest, -row.credited_30, row.name.casefold(), row.learner
