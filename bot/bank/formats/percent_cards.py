"""Cards for mdanki: headings whose text goes on to a line that is only `%`, below which is the answer."""

import re
from dataclasses import dataclass

from bot.bank.blocks import Heading, Sort
from bot.bank.body import Line
from bot.bank.formats import Passage, Passages
from bot.bank.formats.card_lines import Side, cleaned, side_of
from bot.bank.formats.clozes import both_ways
from bot.bank.formats.evidence import words_of
from bot.bank.note import Note

_TAG_LINE = re.compile(r"\s*(?:\[#[^\[\]\n]+\]\([^()\n]*\)\s*)+$")
_TAG = re.compile(r"\[#([^\[\]\n]+)\]")


def read(note: Note) -> Passages:
    """Finds the cards of a note that has such a line below a heading; its other headings of that level ask, too."""
    lines = note.blocks.lines
    marks = [index for index in range(note.start, note.stop) if "%" in lines[index] and _is_mark(note, index)]
    headings = [one for one in note.blocks.headings if not one.in_item and note.start <= one.index < note.stop]
    if not marks or not headings:
        return Passages()
    levels = _levels(headings, marks)
    result, residue = Passages(), list[int]()
    for section in _sections(headings, note):
        if section.heading.level in levels:
            result.passages.extend(_passages(note, section, residue))
    result.reason = f"{len(marks)} % lines below headings"
    result.left_out.append([*residue, *marks])
    return result


def _is_mark(note: Note, index: int) -> bool:
    return note.blocks.sorts[index] is Sort.TEXT and note.blocks.lines[index].strip() == "%"


def _levels(headings: list[Heading], marks: list[int]) -> set[int]:
    """The levels of the headings right above the marks."""
    levels, place = set[int](), -1
    for mark in marks:
        while place + 1 < len(headings) and headings[place + 1].index < mark:
            place += 1
        if place >= 0:
            levels.add(headings[place].level)
    return levels


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with the line where the next one begins that is not deeper, and what it stands under."""

    heading: Heading
    stop: int
    topic: str


def _sections(headings: list[Heading], note: Note) -> list[_Section]:
    closed: list[_Section] = []
    opened: list[tuple[Heading, str]] = []
    for heading in headings:
        while opened and opened[-1][0].level >= heading.level:
            closed.append(_Section(opened[-1][0], heading.index, opened.pop()[1]))
        opened.append((heading, words_of(opened[-1][0]) if opened else note.title))
    closed.extend(_Section(heading, note.stop, topic) for heading, topic in opened)
    return sorted(closed, key=lambda one: one.heading.index)


def _passages(note: Note, section: _Section, residue: list[int]) -> list[Passage]:
    heading, stop = section.heading, section.stop
    body = range(heading.index + 1, stop)
    mark = next((index for index in body if _is_mark(note, index)), heading.index)
    before = cleaned(note, range(heading.index + 1, mark), residue)
    after = cleaned(note, [index for index in range(mark + 1, stop) if index not in residue], residue)
    tags = tuple(tag for line in after if _TAG_LINE.match(line.text) for tag in _TAG.findall(line.text))
    back = Side([line for line in after if not _TAG_LINE.match(line.text) and not _is_mark(note, line.index)])
    gap = [Line(heading.index, "", is_code=False)] if before else []
    front = side_of([Line(heading.index, heading.text, is_code=False), *gap, *before])
    if not back.text:
        return []
    indexes = sorted({line.index for line in (*front.lines, *after)})
    named = Side(front.lines, (*front.tags, *(tag.replace(" ", "_") for tag in tags)))
    return both_ways(named, back, indexes, section.topic)
