"""How the choices of a question are shown: their order and their letters."""

import re
from collections.abc import Sequence
from random import Random

from bot.domain.folding import fold
from bot.domain.question import Choice, Kind, Question

CHOICE_KINDS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE})
LONGEST_LABEL = 38
"""Characters that a phone still shows on a button of full width."""

_PLACED_LAST = re.compile(
    r"\b((all|none|both|neither) of (the above|these)|(todas?|todos|ningun[ao]) de (las|los)? ?(anterior|opciones)"
    r"|(todas|todos|ninguna) (las|los)? ?anteriores)"
)
_MARKUP = re.compile(r"[`*_~=$\[\]<>|]")


def shown_order(question: Question, delivery: int) -> tuple[int, ...]:
    """The places of the choices in the order they are shown: shuffled, and the same each time for one delivery.

    The bank's order stays for true/false, and where a choice speaks of the others (“all of the above”).
    """
    places = list(range(len(question.choices)))
    tied = any(_PLACED_LAST.search(fold(choice.text)) for choice in question.choices)
    if question.kind is not Kind.TRUE_FALSE and not tied:
        Random(delivery).shuffle(places)  # noqa: S311  # chance for a quiz, and the same for every look at it
    return tuple(places)


def letter(place: int) -> str:
    """The letter of a choice by its place, from 0: A, B, C and so on."""
    return chr(ord("A") + place)


def fit_on_buttons(choices: Sequence[Choice]) -> bool:
    """Whether the choices can be their own buttons: short, and without markup that a button would show raw."""
    return all(len(choice.text) <= LONGEST_LABEL and not _MARKUP.search(choice.text) for choice in choices)
