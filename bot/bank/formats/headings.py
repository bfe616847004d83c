"""Questions that are headings: those that open a list item, and one level of the others."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.bank.blocks import Heading, Sort, indent_of
from bot.bank.formats import Passage, Passages
from bot.bank.formats.evidence import (
    Candidates,
    Level,
    asks,
    candidates,
    is_navigation,
    level_among,
    levels,
    words_of,
)
from bot.bank.front_matter import AUTO, LEVELS
from bot.bank.inline import split_id
from bot.bank.note import Note


def read(note: Note) -> Passages:
    """Finds the questions of a note among its headings, by its `questions:` or by what they look like."""
    found = candidates(note.blocks, note.start, note.stop)
    weighed = levels(found.free, note.blocks) if note.questions == AUTO else []
    level = level_among(weighed) if weighed else _stated_level(note)
    result = _Cutter(note, found, level).cut()
    result.reason = _reason(note, found, next((one for one in weighed if one.level == level), None))
    return result


def _reason(note: Note, found: Candidates, weighed: Level | None) -> str:
    """What spoke for the headings that were taken."""
    items = f"{len(found.in_items)} in list items" if found.in_items else ""
    if note.questions != AUTO:
        return ", ".join(part for part in (f"questions: {note.questions}", items) if part)
    return ", ".join(part for part in (items, reason_of_level(weighed) if weighed else "") if part)


def reason_of_level(weighed: Level) -> str:
    """What spoke for the headings of a level."""
    looks = "look like questions" if weighed.asking else "are numbered"
    return f"level {weighed.level}: {weighed.asking or weighed.numbered} of {weighed.count} {looks}"


def _stated_level(note: Note) -> int | None:
    return LEVELS.index(note.questions) + 1 if note.questions in LEVELS else None


@dataclass(slots=True)
class _Cutter:
    """Goes down a note and cuts it into sections, questions, and what belongs to neither."""

    note: Note
    found: Candidates
    level: int | None
    result: Passages = field(default_factory=Passages)
    _open: Heading | None = None
    _sections: dict[int, str] = field(default_factory=dict)

    def cut(self) -> Passages:
        begun, place = None, 0
        for index, heading in self._cuts():
            self._finish(begun, place, index)
            begun, place = heading, index
        self._finish(begun, place, self.note.stop)
        self.result.left_out.append(range(self.note.stop, len(self.note.blocks.lines)))
        return self.result

    def _cuts(self) -> Iterator[tuple[int, Heading | None]]:
        """Where something new begins: a section or a question with its heading, or what is neither."""
        items = {heading.index for heading in self.found.in_items}
        free = {heading.index for heading in self.found.free}
        for index, heading in self._landmarks():
            if heading is None or (index not in items and index not in free):
                if self._ends_at(index, heading):
                    self._open = None
                    yield index, None
            elif index in items or heading.level == self.level:
                self._open = heading
                yield index, heading
            elif self._open is None or heading.level <= self._open.level:
                self._open = None
                yield index, heading

    def _landmarks(self) -> Iterator[tuple[int, Heading | None]]:
        """The headings and the rules of the note, in order."""
        headings = {heading.index: heading for heading in self.note.blocks.headings}
        for index in range(self.note.start, self.note.stop):
            sort = self.note.blocks.sorts[index]
            if sort is Sort.HEADING:
                yield index, headings[index]
            elif sort is Sort.RULE:
                yield index, None

    def _ends_at(self, index: int, heading: Heading | None) -> bool:
        """Whether a rule, or a heading that is navigation, ends what came before it."""
        indent = indent_of(self.note.blocks.lines[index])
        inside = indent >= (self._open.content if self._open and self._open.in_item else 4)
        if heading is None or inside:
            return not inside
        return is_navigation(heading) and (self._open is None or heading.level <= self._open.level)

    def _finish(self, heading: Heading | None, start: int, stop: int) -> None:
        if heading is None:
            self.result.left_out.append(range(start, stop))
        elif heading.in_item or heading.level == self.level:
            text, key = split_id(heading.text)
            below = self._below_mark(start + 1, stop)
            self.result.left_out.append(range(start + 1, below))
            self.result.passages.append(Passage(text, start, range(below, stop), self._topic(heading), key))
        else:
            self.result.sections.append(start)
            if (
                self.level
                and heading.level > self.level
                and self.note.questions == AUTO
                and asks(heading, self.note.blocks)
            ):
                self.result.passed_over.append(start)
            self.result.left_out.append(range(start + 1, stop))
            self._enter(heading)

    def _below_mark(self, start: int, stop: int) -> int:
        """Where the answer begins: after a line that is only `?` or `??`, as card plugins put it below a question."""
        lines = self.note.blocks.lines
        first = next((index for index in range(start, min(start + 3, stop)) if lines[index].strip()), stop)
        return first + 1 if first < stop and lines[first].strip() in ("?", "??") else start

    def _enter(self, section: Heading) -> None:
        shallower = {level: text for level, text in self._sections.items() if level < section.level}
        self._sections = shallower | {section.level: words_of(section)}

    def _topic(self, question: Heading) -> str:
        """The nearest section above a question: a shallower one, or any when the question is in a list item."""
        above = [level for level in self._sections if question.in_item or level < question.level]
        if above:
            return self._sections[max(above)]
        # A first-level heading that asks is no title for the rest.
        return self.note.stated_title if self.level == 1 else self.note.title
