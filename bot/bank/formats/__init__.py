"""How notes hold questions: one reader for each convention, which finds where they stand.

A reader takes a note and returns its `Passages`; what a passage holds (choices, hints, key points…) is the same for
all conventions and is read by `bot.bank.composing`, unless the reader says it in `Passage.parts`. A new convention is
a new module with such a function, and a line in `bot.bank.formats.mixing`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.bank.body import Line
from bot.bank.note import Note
from bot.domain.question import Choice, Difficulty, Kind, Question


@dataclass(frozen=True, slots=True)
class Parts:
    """What the lines below a question hold: `question` are those that belong to what is asked."""

    kind: Kind = Kind.OPEN
    question: Sequence[Line] = ()
    answer: str = ""
    choices: tuple[Choice, ...] = ()
    key_points: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Where one question stands: its text as written, the index of its line, and the indexes of the lines below it.

    `stated_key` is the `^id` that the note gives it, if any. `lines` are those of the body as they should be read
    where the note quotes or encodes them; `parts` is what they hold, where only the reader can know. `tags`, `deck`
    and `difficulty` are its own, beside those of the note. `whole` is the question where the file states each part of
    it, so that nothing is read out of its text. `fault` says why it cannot be asked.
    """

    prompt: str
    index: int
    body: Sequence[int]
    topic: str
    stated_key: str = ""
    lines: Sequence[Line] | None = None
    parts: Parts | None = None
    tags: tuple[str, ...] = ()
    deck: str = ""
    difficulty: Difficulty | None = None
    whole: Question | None = None
    fault: str = ""


@dataclass(slots=True)
class Passages:
    """The questions of a note in their order, and the lines that are sections or belong to no question.

    `reason` says what made the reader take them, in words that follow the convention's name. `passed_over` are lines
    that look like questions, too, but for which the note has no place.
    """

    passages: list[Passage] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    left_out: list[Sequence[int]] = field(default_factory=list)
    reason: str = ""
    passed_over: list[int] = field(default_factory=list)


Reader = Callable[[Note], Passages]
