"""Cards of obsidian-spaced-repetition, in notes that opt in: `Q::A`, `Q:::A`, `?` and `??` lines, `==gaps==`."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.bank.blocks import Heading, Sort
from bot.bank.body import Line, trimmed
from bot.bank.card_tags import Decks, OptIn
from bot.bank.formats import Passage, Passages
from bot.bank.formats.card_lines import Side, cleaned, side_of, stated_key, without_item
from bot.bank.formats.card_scanner import Card, CardType, cards_in, inline_mark
from bot.bank.formats.cloze_patterns import ALWAYS, patterns
from bot.bank.formats.clozes import both_ways, gapped
from bot.bank.formats.evidence import asks
from bot.bank.formats.topics import Topics
from bot.bank.inline import split_id
from bot.bank.note import Note

_SIGNS = re.compile(r"\A\s*#{1,6}\s+")
_NAMES = {
    CardType.INLINE: "::",
    CardType.INLINE_REVERSED: ":::",
    CardType.MULTILINE: "?",
    CardType.MULTILINE_REVERSED: "??",
    CardType.CLOZE: "gaps",
}


def read(note: Note) -> Passages:
    """Finds the cards of a note; none unless it opts in."""
    if note.opts_in is OptIn.NO:
        return Passages()
    cards = [card for card in cards_in(note.blocks.lines, note.cards, note.blocks.sorts) if card.first_line < note.stop]
    if note.opts_in is OptIn.BESIDE:
        cards = list(_beside_answers(cards, note))
    return _Reader(note).read(cards)


def _beside_answers(cards: Sequence[Card], note: Note) -> Iterator[Card]:
    """The cards that are no part of an answer: the first paragraph below a heading that asks is one.

    Gaps below such a heading are only highlights, unless other cards stand there before them.
    """
    headings = iter(note.blocks.headings)
    ahead = next(headings, None)
    # The line at which the first paragraph below the heading ends; 0 where anything may be a card.
    answer_end = 0
    for card in cards:
        while ahead and ahead.index <= card.first_line:
            answer_end = _paragraph_end(ahead, note) if asks(ahead, note.blocks) else 0
            ahead = next(headings, None)
        after = card.first_line >= answer_end
        if card.mark >= 0 or not answer_end or (card.type.is_inline and after):
            answer_end = 0
            yield card


def _paragraph_end(heading: Heading, note: Note) -> int:
    """Where the first paragraph below a heading ends."""
    sorts, place = note.blocks.sorts, heading.index + 1
    while place < len(sorts) and sorts[place] is Sort.BLANK:
        place += 1
    while place < len(sorts) and sorts[place] not in (Sort.BLANK, Sort.HEADING):
        place += 1
    return place


@dataclass(slots=True)
class _Reader:
    """Makes questions of cards."""

    note: Note
    result: Passages = field(default_factory=Passages)
    residue: list[int] = field(default_factory=list)
    _topics: Topics = field(init=False)
    _decks: Decks = field(init=False)
    _headings: dict[int, Heading] = field(init=False)

    def __post_init__(self) -> None:
        self._topics = Topics(self.note, but_questions=True)
        self._decks = Decks(self.note.deck_tags, self.note.blocks.sorts)
        self._headings = {heading.index: heading for heading in self.note.blocks.headings}

    def read(self, cards: Sequence[Card]) -> Passages:
        counts: Counter[str] = Counter()
        for card in cards:
            found = self._inline(card) if card.type.is_inline else self._of_lines(card)
            counts[_NAMES[card.type]] += len(found)
            self.result.passages.extend(found)
        if self.result.passages:
            self.result.reason = ", ".join(f"{count} with {name}" for name, count in counts.items() if count)
            self.result.left_out.append([*self.residue, *self._decks.lines])
        return self.result

    def _side(self, lines: Sequence[Line]) -> Side:
        return side_of(lines, [tag.partition("/")[0].lower() for tag in self.note.cards.tags])

    def _inline(self, card: Card) -> list[Passage]:
        self.residue.extend(range(card.first_line + 1, card.last_line + 1))
        lines = cleaned(self.note, [card.first_line], self.residue)
        mark = inline_mark(lines[0].text, self.note.cards) if lines else None
        if not mark:
            return []
        whole, (_, place, sign) = lines[0], mark
        asked = without_item(_SIGNS.sub("", whole.text[:place], count=1))
        front = self._side([replace(whole, text=asked)])
        back = self._side([replace(whole, text=whole.text[place + len(sign) :].lstrip())])
        return self._two_sided(card, front, back, [card.first_line])

    def _of_lines(self, card: Card) -> list[Passage]:
        first = card.first_line + self._sections_in(card)
        front = self._front(first, card.mark if card.mark >= 0 else card.last_line + 1)
        if card.type is CardType.CLOZE:
            return self._clozes(card, front)
        back = self._side(cleaned(self.note, range(card.mark + 1, card.last_line + 1), self.residue))
        indexes = sorted({*(line.index for line in front.lines), card.mark, *(line.index for line in back.lines)})
        return self._two_sided(card, front, back, indexes)

    def _front(self, first: int, stop: int) -> Side:
        lines = cleaned(self.note, range(first, stop), self.residue)
        known = self._headings
        return self._side(
            [replace(line, text=split_id(known[line.index].text)[0]) if line.index in known else line for line in lines]
        )

    def _sections_in(self, card: Card) -> int:
        """How many lines at the top of a card are headings of a section, and not what is asked."""
        stop = card.mark if card.mark >= 0 else card.last_line + 1
        lines, sorts = self.note.blocks.lines, self.note.blocks.sorts
        last = next((at for at in range(stop - 1, card.first_line - 1, -1) if lines[at].strip()), card.first_line)
        count = 0
        while card.first_line + count < last and sorts[card.first_line + count] is Sort.HEADING:
            count += 1
        return count

    def _two_sided(self, card: Card, front: Side, back: Side, indexes: list[int]) -> list[Passage]:
        return both_ways(
            front,
            back,
            indexes,
            self._topics.at(indexes[0]),
            deck=self._decks.at(card.first_line, card.last_line),
            key=stated_key(self.note, range(card.first_line, card.last_line + 1)),
            is_reversed=card.type.is_reversed,
        )

    def _clozes(self, card: Card, whole: Side) -> list[Passage]:
        among = (*ALWAYS, *patterns(self.note.cards.cloze_patterns))
        indexes = [line.index for line in trimmed(whole.lines)]
        if not indexes:
            return []
        deck = self._decks.at(card.first_line, card.last_line)
        key = stated_key(self.note, range(card.first_line, card.last_line + 1))
        return gapped(whole, among, indexes, self._topics.at(indexes[0]), deck=deck, key=key)
