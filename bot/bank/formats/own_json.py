"""The JSON that Repaso exports, which is that of `repaso bank check --json`: each object states a whole question."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from bot.bank.formats import Passage, Passages
from bot.bank.formats.stated import Misstated, Stated
from bot.bank.note import Note, clean_lines
from bot.domain.question import Choice
from bot.texts import reasons as r
from bot.texts.reasons import because

_HEAD = re.compile(r'\s*\{\s*"files"\s*:\s*\d+\s*,\s*"questions"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def is_own(head: str) -> bool:
    """Whether a text begins as our own export does."""
    return bool(_HEAD.match("\n".join(clean_lines(head))))


def read(note: Note) -> Passages:
    """Finds the questions, with the line on which each begins; an object that states none is a fault."""
    result = Passages(reason="what Repaso writes")
    told: set[int] = set()
    for item in _items(note):
        result.passages.append(_passage(note, item))
        told.update(range(item.start, item.stop))
    result.left_out.append([at for at in range(len(note.blocks.lines)) if at not in told])
    return result


@dataclass(frozen=True, slots=True)
class _Item:
    """One value of the list, or None where the text is no JSON any more, and the indexes of its lines."""

    value: object
    start: int
    stop: int
    fault: str = ""


def _items(note: Note) -> Iterator[_Item]:
    text = "\n".join(note.blocks.lines)
    begins = [0, *accumulate(len(line) + 1 for line in note.blocks.lines)]
    head, decoder = _HEAD.match(text), json.JSONDecoder()
    at = _next(text, head.end()) if head else len(text)
    while at < len(text) and text[at] != "]":
        first = bisect_right(begins, at) - 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield _Item(None, first, len(note.blocks.lines), because(r.NO_JSON))
            return
        yield _Item(value, first, bisect_right(begins, end - 1))
        at = _next(text, end)


def _next(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _passage(note: Note, item: _Item) -> Passage:
    body = range(item.start + 1, item.stop)
    if item.fault:
        return Passage("?", item.start, body, note.title, fault=item.fault)
    try:
        question = _stated(item.value).question_at(note, item.start)
    except Misstated as fault:
        return Passage("?", item.start, body, note.title, fault=fault.reason)
    return Passage(question.question, item.start, body, question.topic, whole=question)


def _stated(value: object) -> Stated:
    """Raises Misstated."""
    said = value if isinstance(value, dict) else {}
    return Stated(
        **{name: _text(said.get(name)) for name in _TEXTS},
        choices=tuple(_choice(one) for one in _list(said, "choices")),
        key_points=tuple(tuple(_text(form) for form in _of(point)) for point in _list(said, "key_points") if point),
        tags=tuple(_text(tag) for tag in _list(said, "tags")),
    )


_TEXTS = ("id", "deck", "topic", "kind", "language", "question", "answer", "hint", "difficulty")


def _choice(value: object) -> Choice:
    if not isinstance(value, Mapping):
        raise Misstated(because(r.NO_CHOICE))
    return Choice(_text(value.get("text")), value.get("correct") is True)


def _list(said: Mapping[str, object], name: str) -> list[object]:
    return _of(said.get(name))


def _of(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if value is None:
        return []
    raise Misstated(because(r.NO_LIST))


def _text(value: object) -> str:
    """A text as notes can hold it: without what cannot be seen, and without halves of signs."""
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise Misstated(because(r.NO_TEXT))
    whole = str(value).encode("utf-8", "replace").decode().replace("\0", "")
    return "\n".join(clean_lines(whole))
