"""A note may mix conventions: readers that know their own lines come first, and each line is in one question only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.bank import front_matter
from bot.bank.blocks import Sort
from bot.bank.formats import (
    Passage,
    Passages,
    Reader,
    anki_notes,
    asking_lines,
    bold,
    bullets,
    cards,
    folds,
    headings,
    percent_cards,
    questions_and_answers,
    quiz_callouts,
    sides,
    tagged_cards,
    whole_note,
)
from bot.bank.formats.evidence import words_of
from bot.bank.note import Note

BESIDE: Sequence[tuple[str, Reader]] = (
    ("quiz callouts", quiz_callouts.read),
    ("notes for Anki", anki_notes.read),
    ("#card", tagged_cards.read),
    ("% lines", percent_cards.read),
    ("cards", cards.read),
    ("Q: and A:", questions_and_answers.read),
    ("sides", sides.read),
)
"""Conventions whose questions stand between those of any other, in the order in which they take their lines."""

BY_EVIDENCE: Sequence[tuple[str, Reader]] = (
    ("answered lines", asking_lines.read),
    ("folds", folds.read),
)
"""The same, but only in notes that do not say where their questions are."""

_WHOLE = (sides.read,)
"""Readers that see also what others have taken, because the rules of a note mean something else to them."""

STATED: dict[str, tuple[str, Reader]] = {
    front_matter.WHOLE_NOTE: ("whole note", whole_note.read),
    front_matter.BULLETS: ("bullets", bullets.read),
    front_matter.BOLD: ("bold", bold.read),
}
"""Conventions that a note must ask for by its `questions:`."""


@dataclass(frozen=True, slots=True)
class Used:
    """A convention that gave questions: its name, why it was taken, and how many it gave."""

    name: str
    reason: str
    count: int


@dataclass(slots=True)
class Mixed:
    """All passages of a note in their order, with the conventions that they come from."""

    passages: list[Passage] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    left_out: set[int] = field(default_factory=set)
    used: list[Used] = field(default_factory=list)
    passed_over: list[int] = field(default_factory=list)


def read(note: Note) -> Mixed:
    """Finds the questions of a note, in whichever conventions it holds them."""
    mixing = _Mixing(note)
    name, reader = _base(note)
    if reader is not whole_note.read:
        for other, beside in (*BESIDE, *(BY_EVIDENCE if note.questions == front_matter.AUTO else ())):
            mixing.add(other, beside)
    mixing.add_base(name, reader(note))
    return mixing.finished()


def read_base(note: Note) -> Mixed:
    """Finds only those that no convention with lines of its own has."""
    return only(*_base(note), note)


def only(name: str, reader: Reader, note: Note) -> Mixed:
    """Reads a note that is in one convention from beginning to end."""
    mixing = _Mixing(note)
    mixing.add_base(name, reader(note))
    return mixing.finished()


def _base(note: Note) -> tuple[str, Reader]:
    """The convention of what is left when the others have taken their lines."""
    if note.questions in STATED:
        return STATED[note.questions]
    if note.questions == front_matter.AUTO and whole_note.is_one_question(note):
        return STATED[front_matter.WHOLE_NOTE]
    return "headings", headings.read


@dataclass(slots=True)
class _Mixing:
    note: Note
    taken: set[int] = field(default_factory=set)
    result: Mixed = field(default_factory=Mixed)

    def add(self, name: str, reader: Reader) -> None:
        """Takes the passages whose lines are still free, and the lines that are only markup of the convention."""
        found = reader(self.note if reader in _WHOLE else self._rest())
        kept = [one for one in found.passages if self.taken.isdisjoint((one.index, *one.body))]
        markup = {index for lines in found.left_out for index in lines} - self.taken if kept else set()
        self.result.left_out |= markup
        self.taken |= markup
        for passage in kept:
            self.taken.update((passage.index, *passage.body))
        self._keep(name, found.reason, kept)

    def _rest(self) -> Note:
        """The note as if a rule stood where others have taken lines: there, an answer above ends."""
        if not self.taken:
            return self.note
        lines, sorts = list(self.note.blocks.lines), list(self.note.blocks.sorts)
        for index in self.taken:
            lines[index] = ""
            # A heading stays one: it may say which deck the cards below it are of.
            sorts[index] = Sort.HEADING if sorts[index] is Sort.HEADING else Sort.RULE
        return replace(self.note, blocks=replace(self.note.blocks, lines=lines, sorts=sorts))

    def add_base(self, name: str, found: Passages) -> None:
        """Takes what others have left; a question of which they left nothing is the section that they stand in."""
        kept: list[Passage] = []
        places = {one.index: place for place, one in enumerate(self.result.passages)}
        headings = {one.index: words_of(one) for one in self.note.blocks.headings} if places else {}
        for passage in _sharing_answers(found.passages, self.note):
            if passage.index in self.taken:
                self.result.left_out.update(index for index in passage.body if index not in self.taken)
            elif self.taken.isdisjoint(passage.body):
                kept.append(passage)
            elif any(index not in self.taken and self._has_text(index) for index in passage.body):
                self._bring_out(passage, places, headings.get(passage.index))
                kept.append(replace(passage, body=[index for index in passage.body if index not in self.taken]))
            else:
                self.result.sections.append(passage.index)
        self.result.sections.extend(found.sections)
        self.result.passed_over.extend(index for index in found.passed_over if index not in self.taken)
        self.result.left_out.update(index for lines in found.left_out for index in lines if index not in self.taken)
        self._keep(name, found.reason, kept)

    def _bring_out(self, asking: Passage, places: Mapping[int, int], words: str | None) -> None:
        """The section of what others found below a question is the question's own, for that has an answer itself."""
        for place in [places[index] for index in asking.body if index in places]:
            one = self.result.passages[place]
            self.result.passages[place] = replace(one, topic=asking.topic) if one.topic == words else one

    def _has_text(self, index: int) -> bool:
        return bool(self.note.blocks.lines[index].strip())

    def _keep(self, name: str, reason: str, kept: Sequence[Passage]) -> None:
        self.result.passages.extend(kept)
        if kept:
            self.result.used.append(Used(name, reason, len(kept)))

    def finished(self) -> Mixed:
        self.result.passages.sort(key=lambda passage: passage.index)
        self.result.sections = sorted(set(self.result.sections) - self.taken)
        return self.result


def _sharing_answers(passages: Sequence[Passage], note: Note) -> list[Passage]:
    """Questions that follow each other with nothing between share the answer of the last."""
    shared: list[Passage] = []
    below: Passage | None = None
    for passage in reversed(passages):
        adjacent = below is not None and passage.index + len(passage.body) + 1 == below.index
        empty = not any(note.blocks.lines[index].strip() for index in passage.body)
        if below and adjacent and empty and passage.topic == below.topic and _asks(passage.prompt):
            shared.append(replace(passage, body=shared[-1].body))
        else:
            shared.append(passage)
        below = passage
    return shared[::-1]


def _asks(prompt: str) -> bool:
    return prompt.rstrip("* _").endswith("?")
