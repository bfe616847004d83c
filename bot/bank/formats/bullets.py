"""List items that ask, each with what is nested in it as its answer (`questions: bullets`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.bank.answer_labels import answer_line
from bot.bank.blocks import Sort, columns, indent_of
from bot.bank.body import Line, lines_of
from bot.bank.folds import answer_mark
from bot.bank.formats import Passage, Passages
from bot.bank.formats.asking_words import tells
from bot.bank.formats.evidence import asks_by_words, is_label
from bot.bank.formats.topics import Topics
from bot.bank.inline import plain, split_id
from bot.bank.navigation import leads_away, leads_inside
from bot.bank.note import Note

_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)")
_CODE = (Sort.FENCE, Sort.CODE)


@dataclass(frozen=True, slots=True)
class _Item:
    """A list item at the margin: its lines and its text."""

    index: int
    stop: int
    text: str


def read(note: Note) -> Passages:
    """Finds the items at the margin of the lists; those that are only a link are navigation."""
    topics = Topics(note)
    result = Passages(reason="questions: bullets")
    told: set[int] = set()
    for item in items(note):
        text, key = split_id(item.text)
        body = range(item.index + 1, item.stop)
        lines = _lines(note, item)
        result.passages.append(Passage(text, item.index, body, topics.at(item.index), key, lines))
        kept = {line.index for line in lines}
        result.left_out.append([index for index in body if index not in kept])
        told.update((item.index, *body))
    result.left_out.append([index for index in range(len(note.blocks.lines)) if index not in told])
    return result


def items(note: Note) -> Iterator[_Item]:
    """The items at the margin that are questions; a heading above a table of contents asks as little as its links."""
    return (one for one in _at_the_margin(note) if not _is_contents(note, one))


def _at_the_margin(note: Note) -> Iterator[_Item]:
    open_at, text, base = -1, "", 0
    labels = {heading.index for heading in note.blocks.headings if is_label(heading)}
    for index in range(note.start, note.stop):
        found, ends = _item_at(note, index), _ends(note, index, labels)
        if not ends and (not found or (open_at >= 0 and columns(found["indent"]) > base)):
            continue
        is_link = bool(found and leads_inside(found["text"]))
        if found and not is_link and _is_no_question(found["text"]):
            continue
        if open_at >= 0:
            yield _Item(open_at, index, text)
        open_at = -1
        if found and not is_link:
            open_at, text, base = index, found["text"], columns(found["indent"])
    if open_at >= 0:
        yield _Item(open_at, note.stop, text)


def _item_at(note: Note, index: int) -> re.Match[str] | None:
    return _ITEM.match(note.blocks.lines[index]) if note.blocks.sorts[index] is Sort.TEXT else None


def _ends(note: Note, index: int, labels: set[int]) -> bool:
    sort = note.blocks.sorts[index]
    return sort is Sort.RULE or (sort is Sort.HEADING and index not in labels)


def _is_contents(note: Note, item: _Item) -> bool:
    """Whether an item only stands above links to places in the note."""
    if asks_by_words(plain(item.text)) or tells(plain(item.text)):
        return False
    below = [index for index in range(item.index + 1, item.stop) if note.blocks.lines[index].strip()]
    return bool(below) and all(_is_link(note, index) for index in below)


def _is_link(note: Note, index: int) -> bool:
    found = _item_at(note, index)
    return found is not None and leads_inside(found["text"])


def _is_no_question(text: str) -> bool:
    return leads_away(text) or answer_line(text) is not None


def _lines(note: Note, item: _Item) -> list[Line]:
    """What is below an item: code right under it at the margin, and nested questions, belong to what it asks."""
    wanted = [index for index in range(item.index + 1, item.stop) if not _is_link(note, index)]
    lines = lines_of(note, wanted, [])
    asked = _code_below(lines) if lines and lines[0].index == item.index + 1 else 0
    if not asked and lines and _goes_on(item.text, lines[0]):
        asked = len(lines)
    return [*lines[:asked], answer_mark(), *lines[asked:]] if asked else lines


def _code_below(lines: list[Line]) -> int:
    """How many lines the code takes that stands at the margin."""
    if not lines[0].is_code or indent_of(lines[0].text):
        return 0
    return next((place for place, line in enumerate(lines) if not line.is_code), len(lines))


def _goes_on(text: str, below: Line) -> bool:
    """Whether the nested list asks too, or is what the item asks about (“Explain these headers:”)."""
    found = _ITEM.match(below.text)
    if not found:
        return False
    nested = plain(found["text"])
    return text.rstrip().endswith(":") or asks_by_words(nested) or tells(nested)
