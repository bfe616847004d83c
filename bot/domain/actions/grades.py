"""What is known: grades, and answers that were right in other words."""

from dataclasses import dataclass

from bot.domain.actions.action import Action
from bot.domain.memory import Grade


@dataclass(frozen=True, slots=True)
class GradeAs(Action):
    """The learner's own verdict."""

    delivery: int
    learner: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class MoreGrades(Action):
    """Show all four grades."""

    delivery: int
    learner: int


@dataclass(frozen=True, slots=True)
class Undo(Action):
    """Take the last grade back."""

    delivery: int
    learner: int


@dataclass(frozen=True, slots=True)
class SaidIt(Action):
    """“I had it right”: count a short answer that the bot marked as wrong."""

    delivery: int
    learner: int


WHICH_ONE = 0
"""The number of a key point that is still to be chosen; the others count from 1."""


@dataclass(frozen=True, slots=True)
class SaidPoint(Action):
    """“I did say it”: this key point, by its place from 1, or WHICH_ONE."""

    delivery: int
    learner: int
    point: int


@dataclass(frozen=True, slots=True)
class SaidAs(Action):
    """These words of the answer said the key point; `stamp` stands for both."""

    delivery: int
    learner: int
    point: int
    stamp: int


@dataclass(frozen=True, slots=True)
class JudgeSynonym(Action):
    """An admin takes a learner's words for a key point into the bank (`accept` 1), or does not."""

    proposal: int
    accept: int
