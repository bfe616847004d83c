"""Several questions in a row, and what was missed."""

from dataclasses import dataclass

from bot.domain.actions.action import Action


@dataclass(frozen=True, slots=True)
class BeginRound(Action):
    """A round of `count` questions, an exam with `exam` 1; `topic` is a topic's short code, or empty for all."""

    topic: str
    count: int
    exam: int


@dataclass(frozen=True, slots=True)
class NextInRound(Action):
    """Go on with a round: its open question again, else the next one."""

    round: int


@dataclass(frozen=True, slots=True)
class AskMissed(Action):
    """A round of what was missed or skipped in this one."""

    round: int


@dataclass(frozen=True, slots=True)
class Mistakes(Action):
    """Open page `page` of what was missed lately."""

    page: int


@dataclass(frozen=True, slots=True)
class AskMistakes(Action):
    """A round of what was missed lately."""
