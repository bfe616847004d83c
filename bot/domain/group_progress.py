"""What a group may hear about itself without hearing about one of its members."""

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST_PEOPLE = 3
"""Who takes part in a group before it sees how much is done on each day: of two, each would know the other's days."""
FEWEST_GRADERS = 4
FEWEST_FORGOT = 2


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """How a group did with one of its questions: by how many members it was graded, and how many of them forgot it."""

    question: int
    graders: int
    forgot: int


def told_to_group(questions: Iterable[GroupQuestion], most: int = 3) -> tuple[GroupQuestion, ...]:
    """The hardest questions that a group may hear of, the hardest first.

    A question is named when at least four members graded it and at least two of them forgot it, and its counts are
    never shown. So who knows their own grade can tell nobody else's: beside a reader who remembered, two or more of at
    least three others forgot, which may be any of them; beside one who forgot, at least one of three. With three
    graders, a reader who remembered would know of both others that they forgot.
    """
    hard = [one for one in questions if one.graders >= FEWEST_GRADERS and one.forgot >= FEWEST_FORGOT]
    return tuple(sorted(hard, key=lambda one: (-one.forgot / one.graders, -one.graders, one.question))[:most])
