"""Choices that nobody could choose between: empty ones, and two that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.question import Choice

_SHOWN = 40


@dataclass(slots=True)
class Checked:
    """The choices that are left, what is wrong with the others, and what keeps the question from being asked."""

    choices: list[Choice] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
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
            result.complaints.append("a choice is empty; it was left out")
        elif not words:
            result.fault = "the choice that is right is empty"
        elif marks[words] == choice.correct:
            result.complaints.append(f'the choice "{words[:_SHOWN]}" stands there twice; the second was left out')
        else:
            result.fault = f'the choice "{words[:_SHOWN]}" is both right and wrong'
    if choices and len(result.choices) < 2 and not result.fault:
        result.fault = "there is only one choice"
    return result
