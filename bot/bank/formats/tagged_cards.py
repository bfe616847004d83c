"""Cards that a tag marks: `#card` on a block of Logseq, whose children answer, or on a heading or a line (Flashcards).

`#card-reverse` asks both ways. Reminders (`#card-spaced`) ask nothing and are passed over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.bank.blocks import Heading, Sort, indent_of
from bot.bank.body import Line
from bot.bank.formats import Passage, Passages
from bot.bank.formats.card_lines import Side, cleaned, side_of, stated_key, without_item
from bot.bank.formats.card_scanner import separator_in
from bot.bank.formats.cloze_patterns import ALWAYS
from bot.bank.formats.clozes import both_ways, gapped
from bot.bank.formats.topics import Topics
from bot.bank.inline import split_id, without_comments
from bot.bank.note import Note

_MARK = re.compile(
    r"(?<![\w#&/`\[])(?:#card(?:[-/](?P<how>reversed?|spaced|reminder))?|#?\[\[card\]\])(?![\w/-])", re.IGNORECASE
)
_ITEM = re.compile(r"\s*[-*+]\s")
_TASK = re.compile(r"(?:TODO|DONE|DOING|LATER|NOW|WAITING)\s+(?=\S)")
_SIGNS = re.compile(r"#{1,6}\s+")
_ONLY_TAGS = re.compile(r"(?:\s*#[^\s#]+)*\s*(?:\^[\w-]+\s*)?(?:<!--.*-->\s*)?$")
_ONLY_ID = re.compile(r"\s*\^[\w-]+\s*$")
_REMINDERS = ("spaced", "reminder")


def read(note: Note) -> Passages:
    """Finds the marked blocks, headings and lines of a note."""
    if not any("card" in line.lower() and _MARK.search(line) for line in note.blocks.lines):
        return Passages()
    return _Reader(note).read()


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line with a mark: what stands before and after it, and the lines that ask and that answer."""

    index: int
    text: str
    answer: str
    is_reversed: bool
    asking: Sequence[int] = ()
    answering: Sequence[int] = ()


@dataclass(slots=True)
class _Reader:
    """Goes down the lines of a note."""

    note: Note
    result: Passages = field(default_factory=Passages)
    residue: list[int] = field(default_factory=list)
    _topics: Topics = field(init=False)
    _headings: dict[int, Heading] = field(init=False)
    _marks: dict[int, re.Match[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._topics = Topics(self.note, but_questions=True)
        self._headings = {heading.index: heading for heading in self.note.blocks.headings}
        lines, sorts = self.note.blocks.lines, self.note.blocks.sorts
        for index, line in enumerate(lines):
            found = _MARK.search(line) if sorts[index] in (Sort.TEXT, Sort.HEADING) else None
            if found and found["how"] not in _REMINDERS and line[: found.start()].count("`") % 2 == 0:
                self._marks[index] = found

    def read(self) -> Passages:
        stop = 0
        for index, found in self._marks.items():
            marked = self._marked(index, found, stop)
            if marked:
                stop = max(stop, index + 1, *(one + 1 for one in marked.answering))
                self.result.passages.extend(self._passages(marked))
        self.result.reason = f"{len(self.result.passages)} with #card"
        self.result.left_out.append(self.residue)
        return self.result

    def _marked(self, index: int, found: re.Match[str], free_from: int) -> _Marked | None:
        """What a mark is about; None when it is only spoken of."""
        line = self.note.blocks.lines[index]
        before, after = line[: found.start()].rstrip(), line[found.end() :].strip()
        is_item = bool(_ITEM.match(line))
        bare = _SIGNS.sub("", without_item(f"{before.lstrip()} x")[:-1].strip(), count=1).strip()
        tags = after if _ONLY_TAGS.fullmatch(after) else ""
        how = bool(found["how"])
        if not bare and after and not tags and is_item:
            bare, after = after, ""
        if after and not tags and not bare.endswith(("?", "？")):
            return None
        text = f"{bare} {tags}" if tags else bare
        marked = _Marked(index, text.strip(), "" if tags else after, how)
        if is_item:
            return self._block(marked)
        if index in self._headings:
            section = self._section(index, self._headings[index].level)
            return replace(marked, answering=section) if self._has_text(section) else self._on_one_line(marked)
        sides = self._on_one_line(marked)
        return self._paragraph(marked, free_from) if sides is marked else sides

    def _on_one_line(self, marked: _Marked) -> _Marked:
        """A card whose sides stand on the line of its mark: `Capital of Italy::Rome #card`."""
        found = None if marked.answer else separator_in(marked.text, self.note.cards)
        if not found:
            return marked
        kind, place, sign = found
        front, back = marked.text[:place].strip(), marked.text[place + len(sign) :].strip()
        if not front or not back:
            return marked
        return replace(marked, text=front, answer=back, is_reversed=marked.is_reversed or kind.is_reversed)

    def _has_text(self, indexes: Sequence[int]) -> bool:
        return any(self.note.blocks.lines[index].strip() for index in indexes)

    def _block(self, marked: _Marked) -> _Marked | None:
        """A block of Logseq: its own lines ask, and its children answer; without any, its own lines do."""
        inside = self._inside(marked.index)
        lines = self.note.blocks.lines
        child = next((place for place, index in enumerate(inside) if _ITEM.match(lines[index])), len(inside))
        own, children = inside[:child], inside[child:]
        if children:
            return replace(marked, asking=own, answering=children)
        if not own and not marked.answer and "{{" not in marked.text and marked.index in self._headings:
            # A heading in a list item may have its answer at the margin; that is known elsewhere.
            return None
        return replace(marked, answering=own) if own else self._on_one_line(marked)

    def _inside(self, index: int) -> list[int]:
        """The lines that belong to a list item, but for the blocks in it that are cards of their own."""
        lines, sorts = self.note.blocks.lines, self.note.blocks.sorts
        indent, inside, inner = indent_of(lines[index]), list[int](), -1
        for place in range(index + 1, len(lines)):
            if sorts[place] in (Sort.BLANK, Sort.CODE):
                inside.extend([place] if inner < 0 else [])
                continue
            depth = indent_of(lines[place])
            if depth <= indent:
                break
            inner = -1 if depth <= inner else inner
            if inner < 0 and place in self._marks and _ITEM.match(lines[place]):
                inner = depth
            inside.extend([place] if inner < 0 else [])
        return inside

    def _section(self, index: int, level: int) -> list[int]:
        """The lines below a heading, to the next heading of its level, card, or rule."""
        lines: list[int] = []
        for place in range(index + 1, self.note.stop):
            heading = self._headings.get(place)
            if (
                self.note.blocks.sorts[place] is Sort.RULE
                or place in self._marks
                or (heading and heading.level <= level)
            ):
                return self._without_next(lines, place)
            lines.append(place)
            if self._is_id(place):
                break
        return lines

    def _is_id(self, index: int) -> bool:
        """Whether a line holds only a block id, which ends a card: the plugin writes it below the answer."""
        return self.note.blocks.sorts[index] is Sort.TEXT and bool(_ONLY_ID.match(self.note.blocks.lines[index]))

    def _without_next(self, lines: list[int], stop: int) -> list[int]:
        """The lines of an answer without what the next mark asks above its own line."""
        sorts = self.note.blocks.sorts
        if stop in self._marks and sorts[stop] is Sort.TEXT and not _ITEM.match(self.note.blocks.lines[stop]):
            end = len(lines)
            while end and sorts[lines[end - 1]] in (Sort.TEXT, Sort.HEADING):
                end -= 1
            # Without a blank line between, the answer and the next question cannot be told apart.
            return lines[:end] if end else lines
        return lines

    def _paragraph(self, marked: _Marked, free_from: int) -> _Marked | None:
        """A line, with those of its paragraph above it; a mark alone speaks for what stands above."""
        above = marked.index - 1
        if not marked.text.split("#")[0].strip() and above in self._headings and above >= free_from:
            heading = self._headings[above]
            answering = self._section(marked.index, heading.level)
            return replace(marked, index=above, text=f"{heading.text} {marked.text}".strip(), answering=answering)
        asking = self._lines_above(marked.index, free_from)
        if not marked.text and not asking:
            return None
        answering = self._block_below(marked.index + 1)
        if not answering and not marked.answer:
            answering = self._block_below(self._next_text(marked.index + 1))
        return replace(marked, asking=asking, answering=answering)

    def _lines_above(self, index: int, free_from: int) -> list[int]:
        start = index
        while start > free_from and self.note.blocks.sorts[start - 1] is Sort.TEXT:
            start -= 1
        return list(range(start, index))

    def _next_text(self, place: int) -> int:
        while place < self.note.stop and self.note.blocks.sorts[place] is Sort.BLANK:
            place += 1
        return place

    def _block_below(self, place: int) -> list[int]:
        lines: list[int] = []
        ends = (Sort.BLANK, Sort.HEADING, Sort.RULE)
        while place < self.note.stop and self.note.blocks.sorts[place] not in ends and place not in self._marks:
            lines.append(place)
            place += 1
            if self._is_id(place - 1):
                break
        return lines

    def _passages(self, marked: _Marked) -> Iterator[Passage]:
        first = Line(marked.index, _TASK.sub("", marked.text, count=1), is_code=False)
        own = cleaned(self.note, marked.asking, self.residue)
        if own and own[0].index < marked.index:
            front = side_of([*own, first] if first.text else own)
        else:
            front = side_of([first, *own])
        said = split_id(without_comments(marked.answer))[0]
        back = side_of([Line(marked.index, said, is_code=False)]) if said else Side(())
        back = replace(back, lines=[*back.lines, *cleaned(self.note, marked.answering, self.residue)])
        if not front.text:
            return
        if len(back.lines) == 1 and not back.lines[0].is_code:
            back = replace(back, lines=[replace(back.lines[0], text=without_item(back.lines[0].text))])
        indexes = sorted({marked.index, *(line.index for line in (*front.lines, *back.lines))})
        key = stated_key(self.note, sorted({*indexes, *marked.answering}))
        topic = self._topics.at(marked.index)
        gaps = gapped(front, ALWAYS, indexes, topic, key=key, more=back.text)
        yield from gaps or both_ways(front, back, indexes, topic, key=key, is_reversed=marked.is_reversed)
