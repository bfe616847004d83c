"""How notes hold questions: one reader for each convention, which finds where they stand.

A reader takes a note and returns its `Passages`; what a passage holds (choices, hints, key points…) is the same for
all conventions and is read by `bot.bank.composing`. A new convention is a new module with such a function, and a
line in `bot.bank.reading`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.bank.note import Note


@dataclass(frozen=True, slots=True)
class Passage:
    """Where one question stands: its text as written, the index of its line, and the lines below it.

    `stated_key` is the `^id` that the note gives it, if any.
    """

    prompt: str
    index: int
    body: range
    topic: str
    stated_key: str = ""


@dataclass(slots=True)
class Passages:
    """The questions of a note in their order, and the lines that are sections or belong to no question."""

    passages: list[Passage] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    left_out: list[range] = field(default_factory=list)


Reader = Callable[[Note], Passages]
