"""Rounds: several questions in a row, what was asked for in words, and how one went.

In an exam the feedback waits until the end: what can be marked by machine is, and the rest is graded then, one by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.conversation import LearnerId
from bot.domain.grading import Mark
from bot.domain.memory import Grade

RoundId = NewType("RoundId", int)

MOST = 50
"""Questions in one round at most; who asks for more gets these."""
EXAM = 10
"""Questions of an exam when no number is given."""
RESTS_AFTER = timedelta(hours=12)
"""After this silence a round is no longer offered by itself; its own buttons still go on with it."""
LONGEST_THOUGHT = timedelta(minutes=15)
"""What one question adds to the time of a round at most: a night in between is no studying."""


class RoundState(StrEnum):
    """How far a round has come. `marking`: an exam's last answer is given, and its open ones are being graded."""

    ASKING = "asking"
    MARKING = "marking"
    DONE = "done"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a question stands in a learner's round: the `place` of `total`, from 1."""

    round: RoundId
    learner: LearnerId
    place: int
    total: int
    exam: bool
    state: RoundState

    @property
    def holds_feedback(self) -> bool:
        """Whether nothing may be given away yet."""
        return self.exam and self.state is RoundState.ASKING


# --- what was asked for ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand what stands behind a command: a name (`` for everything) and a number, if any.

    `loosely`: the name may be a part of a title; else it is the title, or its beginning.
    """

    name: str
    count: int | None = None
    loosely: bool = True


_NUMBER_LAST = re.compile(r"(?:(?P<name>.*\S)\s+)?(?P<count>[+-]?[0-9]+)\Z", re.DOTALL)
_NUMBER_FIRST = re.compile(r"(?P<count>[+-]?[0-9]+)\s+(?P<name>.+)\Z", re.DOTALL)
_MOST_DIGITS = 6


def readings(argument: str) -> Iterator[Reading]:
    """The ways to read `sql`, `5`, `sql 5`, `5 sql` or `Python 3 5`, the likeliest first.

    A name that ends in a number is first looked for as a whole, so that “Python 3” is a topic where there is one.
    """
    last, first = _NUMBER_LAST.match(argument), _NUMBER_FIRST.match(argument)
    if last and last["name"]:
        yield Reading(argument, loosely=False)
    for found in (last, first):
        if found:
            yield Reading(found["name"] or "", _count(found["count"]))
    if not last or last["name"]:
        yield Reading(argument)


def _count(digits: str) -> int:
    """The number; of very long ones any that is too large will do."""
    return int(digits[: _MOST_DIGITS + 1])


# --- how it went -------------------------------------------------------------------------------------


class Outcome(StrEnum):
    """What became of one question."""

    KNOWN = "known"
    MISSED = "missed"
    SKIPPED = "skipped"
    UNGRADED = "ungraded"


def outcome(grade: Grade | None, mark: Mark | None, *, skipped: bool = False) -> Outcome:
    """Missed: graded “again”, a wrong answer, or one that was partly right and got no better grade."""
    if grade is Grade.AGAIN or mark is Mark.WRONG:
        return Outcome.MISSED
    if grade is not None or mark is Mark.RIGHT:
        return Outcome.KNOWN
    if mark is Mark.PARTLY:
        return Outcome.MISSED
    return Outcome.SKIPPED if skipped else Outcome.UNGRADED


GRADE_FOR = {Mark.RIGHT: Grade.GOOD, Mark.PARTLY: Grade.HARD, Mark.WRONG: Grade.AGAIN}
"""How an exam, or a poll of somebody who cannot be written to, moves the card by itself."""
