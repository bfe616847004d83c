"""Finds the cards of obsidian-spaced-repetition in a note, line by line, as the plugin itself does.

Unlike the plugin, it takes no formula, property or address for a card, and a separator in an answer ends nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.bank.blocks import Sort, scan
from bot.bank.card_options import CardOptions
from bot.bank.formats.cloze_patterns import ALWAYS, Pattern, gaps, patterns
from bot.bank.formats.masking import place_of

_SCHEDULE = "<!--SR:"
_METADATA = re.compile(r"\s*>\s*\[!sr\|card-metadata\]")
# Logseq's and Dataview's properties are one word of small letters; `word::value` and `word :: value` are cards.
_PROPERTY = re.compile(r"\s*(?:[-*+]\s+)?[a-z][a-zA-Z0-9]*(?:[-_.][a-zA-Z0-9]+)*::(?:\s|$)")
_LONGEST_FORMULA = 60


class CardType(StrEnum):
    """How a card is written."""

    INLINE = "inline"
    INLINE_REVERSED = "inline_reversed"
    MULTILINE = "multiline"
    MULTILINE_REVERSED = "multiline_reversed"
    CLOZE = "cloze"

    @property
    def is_inline(self) -> bool:
        """Whether question and answer share a line."""
        return self in (CardType.INLINE, CardType.INLINE_REVERSED)

    @property
    def is_reversed(self) -> bool:
        """Whether it asks in both directions."""
        return self in (CardType.INLINE_REVERSED, CardType.MULTILINE_REVERSED)


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it stands in the note: its text with its scheduling comment, and its lines, counted from 0.

    `mark` is the line that parts question from answer in a card of several lines.
    """

    type: CardType
    text: str
    first_line: int
    last_line: int
    mark: int = -1


def cards_in(lines: Sequence[str], options: CardOptions, sorts: Sequence[Sort] | None = None) -> list[Card]:
    """The cards of some lines (without front matter); `sorts` says what each line is, when that is known already."""
    known = sorts if sorts is not None else scan(lines).sorts
    return _Scanner(lines, known, options).scan()


def inline_mark(line: str, options: CardOptions) -> tuple[CardType, int, str] | None:
    """The separator of a card on one line: its type, where it stands, and its signs."""
    if _PROPERTY.match(line) and options.inline == "::":
        return None
    return separator_in(line, options)


def separator_in(line: str, options: CardOptions) -> tuple[CardType, int, str] | None:
    """The same for a line that is known to be a card, so that `word:: value` is no property."""
    marks = ((CardType.INLINE, options.inline), (CardType.INLINE_REVERSED, options.inline_reversed))
    # `:::` begins with `::`, so the longer one is looked for first.
    for kind, mark in sorted(marks, key=lambda one: -len(one[1])):
        place = place_of(mark, line)
        if place >= 0 and not line.lstrip().startswith((mark, "|")):
            return kind, place, mark
    return None


def formulas(lines: Sequence[str], sorts: Sequence[Sort]) -> set[int]:
    """The lines of formulas that stand between two lines with `$$`."""
    inside: set[int] = set()
    opened = -1
    for index, line in enumerate(lines):
        if "$$" in line and sorts[index] is Sort.TEXT and line.count("$$") % 2:
            if opened >= 0 and index - opened <= _LONGEST_FORMULA:
                inside.update(range(opened, index + 1))
                opened = -1
            else:
                opened = index
    return inside


@dataclass(slots=True)
class _Scanner:
    """Goes down the lines, and remembers where the text began that may turn out to be a card."""

    lines: Sequence[str]
    sorts: Sequence[Sort]
    options: CardOptions
    cards: list[Card] = field(default_factory=list)
    _formulas: set[int] = field(default_factory=set)
    _patterns: tuple[Pattern, ...] = ()
    _first: int = -1
    _type: CardType | None = None
    _mark: int = -1
    _skip: int = 0

    def scan(self) -> list[Card]:
        self._formulas = formulas(self.lines, self.sorts)
        self._patterns = (*ALWAYS, *patterns(self.options.cloze_patterns)) if self.options.cloze_patterns else ()
        for index, line in enumerate(self.lines):
            if index < self._skip or self._is_comment(index, line):
                continue
            if self._ends(index, line):
                self._finish(index)
            else:
                self._take(index, line)
        self._finish(len(self.lines))
        return self.cards

    def _is_comment(self, index: int, line: str) -> bool:
        """Whether the plugin passes over a line; its own comments are part of a card."""
        if line.startswith("<!--"):
            return not line.startswith(_SCHEDULE)
        return self.sorts[index] is Sort.COMMENT and _SCHEDULE not in line

    def _ends(self, index: int, line: str) -> bool:
        if self._is_code(index):
            return False
        text, marker = line.strip(), self.options.end_marker
        if marker and text == marker:
            return True
        return not text and (not marker or self._type is None)

    def _is_code(self, index: int) -> bool:
        return self.sorts[index] in (Sort.FENCE, Sort.CODE) or index in self._formulas

    def _take(self, index: int, line: str) -> None:
        if self._is_code(index):
            self._begin(index)
            return
        answering = self._type in (CardType.MULTILINE, CardType.MULTILINE_REVERSED)
        inline = None if answering else inline_mark(line, self.options)
        if inline:
            self._add_inline(index, inline[0])
            return
        has_front = self._first >= 0
        self._begin(index)
        text = line.strip()
        if text in (self.options.multiline, self.options.multiline_reversed) and has_front:
            self._turn(index, text)
        elif self._type is None and gaps(line, self._patterns):
            self._type = CardType.CLOZE

    def _begin(self, index: int) -> None:
        self._first = index if self._first < 0 else self._first

    def _turn(self, index: int, mark: str) -> None:
        """The text so far is a question, unless it has its answer already."""
        if self._mark < 0:
            reversed_ = mark == self.options.multiline_reversed
            self._type = CardType.MULTILINE_REVERSED if reversed_ else CardType.MULTILINE
            self._mark = index

    def _add_inline(self, index: int, kind: CardType) -> None:
        if self._type is CardType.CLOZE:
            self._finish(index)
        last = index + self._schedule_after(index)
        self.cards.append(Card(kind, "\n".join(self.lines[index : last + 1]), index, last))
        self._first, self._type, self._skip = -1, None, last + 1

    def _schedule_after(self, index: int) -> int:
        """How many lines of scheduling follow a card on one line."""
        after = list(self.lines[index + 1 : index + 3])
        if after and after[0].startswith(_SCHEDULE):
            return 1
        return 2 if len(after) > 1 and _METADATA.match(after[0]) and _SCHEDULE in after[1] else 0

    def _finish(self, stop: int) -> None:
        if self._type:
            text = "\n".join(self._texts(stop)).rstrip()
            self.cards.append(Card(self._type, text, self._first, stop - 1, self._mark))
        self._first, self._type, self._mark = -1, None, -1

    def _texts(self, stop: int) -> Iterator[str]:
        for index in range(self._first, stop):
            if not self._is_comment(index, self.lines[index]):
                yield self.lines[index].rstrip()
