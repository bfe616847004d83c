"""Choices that nobody could choose between: empty ones, and two that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.question import Choice
from bot.domain.reason import Reason
from bot.texts import reasons as r
from bot.texts.reasons import because

_SHOWN = 40


@dataclass(slots=True)
class Checked:
    """The choices that are left, what is wrong with the others, and what keeps the question from being asked."""

    choices: list[Choice] = field(default_factory=list)
    complaints: list[Reason] = field(default_factory=list)
    fault: str = ""


def checked(choices: Sequence[Choice]) -> Checked:
    """Leaves out wrong choices that are empty and repeated ones; where a right one is concerned, that is a fault."""
    result = Checked()
    marks: dict[str, bool] = {}
    for choice in choices:
        words = " ".join(choice.text.split())
        if words not in marks and words:
            marks[words] = choice.correct
            result.choices.append(choice)
        elif not words and not choice.correct:
            result.complaints.append(because(r.EMPTY_CHOICE))
        elif not words:
            result.fault = because(r.EMPTY_RIGHT_CHOICE)
        elif marks[words] == choice.correct:
            result.complaints.append(because(r.SAME_CHOICE, choice=words[:_SHOWN]))
        else:
            result.fault = because(r.RIGHT_AND_WRONG, choice=words[:_SHOWN])
    if choices and len(result.choices) < 2 and not result.fault:
        result.fault = because(r.ONE_CHOICE)
    return result
