"""Choices with a label (`A.`, `b)`, `- C:`, `2)`) and the line that names the right ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.bank.answer_labels import answer_line, letters_of
from bot.bank.blocks import indent_of
from bot.bank.body import Line, as_markdown
from bot.bank.inline import plain, without_wikilinks
from bot.bank.marked_choices import by_signs, by_type
from bot.domain.question import Choice
from bot.texts import reasons as r
from bot.texts.reasons import because

_ITEM = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s+)?(?P<bold>\*\*|__)?\(?(?P<label>[A-Za-z]|\d{1,2})(?:\.\)|[).:])"
    r"(?P<after>\*\*|__)?"
    r"(?:(?:[ \t]+|(?=`)|(?<=\))(?=\w))(?P<text>\S.*)|$)"
)
_BULLET = re.compile(r"[-*+]\s+")
_TASK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s")
_PICTURE = re.compile(r"\s*!\[")
_GAP = 2
MANY = 3
"""So many lettered items right under a question, with nothing below them, are choices that nobody marked."""


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled choice as written."""

    label: str
    lines: Sequence[Line]

    @property
    def text(self) -> str:
        """The choice without its label, as Markdown."""
        found = _ITEM.match(self.lines[0].text)
        first = (found["text"] or "") if found else self.lines[0].text
        if found and found["bold"] and not found["after"] and first.endswith(found["bold"]):
            first = first[: -len(found["bold"])]
        more = as_markdown(self.lines[1:])
        return "\n".join(part for part in (without_wikilinks(first).strip(), more) if part)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is in bold, its label too."""
        found = _ITEM.match(self.lines[0].text)
        return bool(found and found["bold"] and not found["after"] and (found["text"] or "").endswith(found["bold"]))


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with labelled choices: what stands before them, what explains the answer, and what is wrong."""

    before: Sequence[Line]
    choices: tuple[Choice, ...]
    after: Sequence[Line]
    dropped: Sequence[int] = ()
    fault: str = ""

    @property
    def correct(self) -> int:
        """How many choices are right."""
        return sum(choice.correct for choice in self.choices)


@dataclass(slots=True)
class _Named:
    """What the lines from the answer's label on name: the labels, and the lines that explain."""

    labels: list[str] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    said: str = ""


def labelled(lines: Sequence[Line]) -> Labelled | None:
    """The labelled choices of a question; None when its lines are something else."""
    at = next((place for place, line in enumerate(lines) if _is_label(line)), None)
    if at is None and (told := _by_marks(lines)):
        return told
    found = _items(lines[:at] if at is not None else lines)
    if not found:
        return None
    start, items = found
    before = lines[:start]
    if at is None:
        return _unmarked(before, items)
    named = _named(lines, at, items)
    known = {item.label: place for place, item in enumerate(items)}
    right = {known[label] for label in named.labels if label in known}
    fault = _fault(named, known)
    if fault and items[0].label == "1":
        return None
    choices = tuple(Choice(item.text, place in right) for place, item in enumerate(items))
    return Labelled(before, choices, named.after, named.dropped, fault)


def _by_marks(lines: Sequence[Line]) -> Labelled | None:
    """Lettered choices of which some are marked as right themselves; what comes after them explains."""
    start = next((place for place, line in enumerate(lines) if _label(line) == "A"), None)
    items, stop = _run(lines, start) if start is not None else ([], 0)
    if len(items) < 2:
        return None
    texts = [item.text for item in items]
    # Bold type below a text is emphasis in an answer.
    strong = by_type(texts, [item.is_bold for item in items]) if _are_right_under(lines[:start]) else None
    told = by_signs(texts) or strong
    if not told:
        return None
    return Labelled(lines[:start], tuple(Choice(text, correct) for text, correct in told), lines[stop:])


def has_choices(lines: Sequence[Line]) -> bool:
    """Whether some lines end in choices with labels."""
    return _items(lines) is not None


def _is_label(line: Line) -> bool:
    return not line.is_code and answer_line(line.text) is not None


def _unmarked(before: Sequence[Line], items: Sequence[Item]) -> Labelled | None:
    """Choices below which no answer stands; what is numbered, or less than three, is a list like any other."""
    if items[0].label == "1" or len(items) < MANY or not _are_right_under(before):
        return None
    choices = tuple(Choice(item.text, correct=False) for item in items)
    return Labelled(before, choices, (), (), because(r.NO_ANSWER_LINE))


def _are_right_under(before: Sequence[Line]) -> bool:
    return all(line.is_code or line.is_blank or _PICTURE.match(line.text) for line in before)


def _fault(named: _Named, known: dict[str, int]) -> str:
    unknown = [label for label in named.labels if label not in known]
    first, last = min(known), max(known)
    if unknown:
        return because(r.UNKNOWN_CHOICE, answer=", ".join(unknown), first=first, last=last)
    if not named.labels and named.said:
        return because(r.ANSWER_SAYS_NONE, answer=named.said[:40], first=first, last=last)
    return "" if named.labels else because(r.ANSWER_NAMES_NONE, first=first, last=last)


def _items(lines: Sequence[Line]) -> tuple[int, list[Item]] | None:
    """The first run of labelled items that reaches the end of the lines, and where it starts."""
    place, end = 0, len(lines)
    while end and lines[end - 1].is_blank:
        end -= 1
    while place < len(lines):
        if _label(lines[place]) in ("A", "1"):
            items, stop = _run(lines, place)
            if len(items) > 1 and stop >= end:
                return place, items
            place = max(stop, place + 1)
        else:
            place += 1
    return None


def _run(lines: Sequence[Line], start: int) -> tuple[list[Item], int]:
    """The items whose labels follow each other from here on, and where they end."""
    indent, last = indent_of(lines[start].text), _label(lines[start])
    starts, place = [start], start + 1
    while place < len(lines) and not _ends(lines, place, indent):
        label = _label(lines[place]) if abs(indent_of(lines[place].text) - indent) < 4 else ""
        if label and _follows(last, label):
            starts.append(place)
            last = label
        elif label and label in ("A", "1"):
            break
        place += 1
    bounds = [*starts, place]
    return [Item(_label(lines[first]), _trimmed(lines[first:stop])) for first, stop in pairwise(bounds)], place


def _ends(lines: Sequence[Line], place: int, indent: int) -> bool:
    """Whether a paragraph at the margin, after a blank line, ends the choices."""
    line = lines[place]
    if line.is_code or line.is_blank or not lines[place - 1].is_blank or _label(line):
        return False
    return indent_of(line.text) <= indent


def _label(line: Line) -> str:
    """The label that a line opens with, in upper case; "" for none."""
    found = _ITEM.match(line.text) if not line.is_code else None
    return found["label"].upper() if found else ""


def _follows(last: str, label: str) -> bool:
    if last.isdigit() != label.isdigit():
        return False
    step = int(label) - int(last) if label.isdigit() else ord(label) - ord(last)
    return 1 <= step <= _GAP


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    stop = len(lines)
    while stop > 1 and lines[stop - 1].is_blank:
        stop -= 1
    return list(lines[:stop])


def _named(lines: Sequence[Line], at: int, items: Sequence[Item]) -> _Named:
    """Reads the answer from its label, or from the first lines below it."""
    named, place = _Named(), at
    while place < len(lines) and not named.labels and not named.said:
        line = lines[place]
        rest = answer_line(line.text) if not line.is_code else None
        said = _BULLET.sub("", line.text.strip() if rest is None else rest, count=1)
        place += 1
        if said or rest is not None:
            named.dropped.append(line.index)
        if said:
            _take(named, said, line, items)
    while named.labels and place < len(lines) and (label := _same_choice(lines[place], items)):
        # Each right choice on a line of its own.
        named.labels.append(label)
        named.dropped.append(lines[place].index)
        place += 1
    named.after.extend(lines[place:])
    return named


def _take(named: _Named, said: str, line: Line, items: Sequence[Item]) -> None:
    labels, rest = letters_of(said)
    texts = {_words(item.text): item.label for item in items}
    if labels and (_words(said) not in texts or set(labels) <= {item.label for item in items}):
        named.labels = labels
        if rest and _words(rest) not in {text for text, label in texts.items() if label in labels}:
            named.after.append(Line(line.index, rest, is_code=False))
        elif not rest:
            return
    elif _words(said) in texts:
        named.labels = [texts[_words(said)]]
    else:
        named.said = said


def _same_choice(line: Line, items: Sequence[Item]) -> str:
    """The label of the choice that a line repeats, or that it names alone."""
    label = _label(line)
    if not label:
        return ""
    item = next((item for item in items if item.label == label), None)
    return label if item and _words(Item(label, [line]).text) in ("", _words(item.text)) else ""


def _words(text: str) -> str:
    return plain(text).casefold().strip(" .*_")
