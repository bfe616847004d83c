"""Numbered or bold lines that ask and have an answer of their own: a fold, callouts, or choices with an answer line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.bank.answer_callouts import is_answer_callout, opened
from bot.bank.answer_labels import answer_line, opens_answer
from bot.bank.blocks import Heading, Sort, indent_of
from bot.bank.body import Line, lines_of
from bot.bank.callout_choices import mark_of
from bot.bank.folds import opening_at, unfold
from bot.bank.formats import Passage, Passages
from bot.bank.formats.bold import LONGEST
from bot.bank.formats.evidence import asks_by_words, is_label, is_navigation, words_of
from bot.bank.formats.topics import Topics
from bot.bank.inline import plain, split_id
from bot.bank.labelled import labelled
from bot.bank.note import Note

_NUMBERED = re.compile(
    r"\s{0,3}(?:\*\*|__)?(?:(?:Q|P|Question|Pregunta|Exercise|Ejercicio|Quest[aã]o)\s?\.?\s?#?)?(?P<number>\d{1,4})"
    r"\s?[.):]\s?(?:\*\*|__)?\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\s{0,3}(?P<sign>\*\*|__)(?P<text>[^*_\s][^\n]*)(?P=sign)[ \t]*:?\s*$")
_MIGHT_ASK = re.compile(r"\s{0,3}(?:\*\*|__|\d|[QPE][a-zã]{0,8}\s?\.?\s?#?\d)", re.IGNORECASE)
"""How a line of either kind begins, and some others: most notes have none."""
_FOLD = re.compile(r"</?details\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may ask, and where what is below it ends."""

    index: int
    stop: int
    prompt: str


@dataclass(frozen=True, slots=True)
class _Section:
    """The lines between two headings or rules, and the heading above them."""

    start: int
    stop: int
    heading: Heading | None


def read(note: Note) -> Passages:
    """Finds such lines, section by section: the first of its kind there must have an answer, and most must."""
    result = Passages()
    if not any(map(_MIGHT_ASK.match, note.blocks.lines)):
        return result
    topics = Topics(note)
    kinds: set[str] = set()
    for section in _sections(note):
        for kind, pattern in (("numbered", _NUMBERED), ("bold", _BOLD)):
            found = _asking(note, section, pattern)
            if found:
                kinds.add(kind)
                result.passages.extend(_passage(_until_a_fold_asks(note, one), topics) for one in found)
                break
    result.reason = f"{' and '.join(sorted(kinds))} lines with a fold, callouts or choices below them"
    return result


def _passage(one: _Candidate, topics: Topics) -> Passage:
    text, key = split_id(one.prompt)
    return Passage(text, one.index, range(one.index + 1, one.stop), topics.at(one.index), key)


def _until_a_fold_asks(note: Note, one: _Candidate) -> _Candidate:
    """Ends the question at a fold below its folded answer whose summary asks: that is a question of its own."""
    lines = lines_of(note, range(one.index + 1, one.stop), [])
    depth, is_answered = 0, False
    for place, line in enumerate(lines):
        opening = opening_at(lines, place) if not depth else None
        if opening and is_answered and asks_by_words(plain(opening.summary)):
            return replace(one, stop=line.index)
        is_answered = is_answered or _opens_answer(lines, place)
        depth = depth if line.is_code else _depth(line.text, depth)
    return one


def _sections(note: Note) -> Iterator[_Section]:
    """The parts of a note; a label such as `#### Answer: B` parts nothing."""
    headings = {heading.index: heading for heading in note.blocks.headings}
    start, above = note.start, None
    for index in range(note.start, note.stop):
        heading = headings.get(index)
        if (heading and not is_label(heading)) or note.blocks.sorts[index] is Sort.RULE:
            yield _Section(start, index, above)
            start, above = index + 1, heading if heading and not is_navigation(heading) else above
    yield _Section(start, note.stop, above)


def _asking(note: Note, section: _Section, pattern: re.Pattern[str]) -> list[_Candidate]:
    candidates = _candidates(note, section, pattern)
    if not candidates or (len(candidates) == 1 and _asks(section.heading)):
        return []
    answered = [_is_answered(note, one) for one in candidates]
    if not answered[0] or 2 * sum(answered) <= len(answered):
        return []
    return list(_joined(candidates, answered))


def _asks(heading: Heading | None) -> bool:
    return heading is not None and asks_by_words(words_of(heading))


def _candidates(note: Note, section: _Section, pattern: re.Pattern[str]) -> list[_Candidate]:
    """The lines of a section that may ask: not in folds, and not further in than the first."""
    found: list[tuple[int, str]] = []
    depth = 0
    for index in range(section.start, section.stop):
        line = note.blocks.lines[index]
        if note.blocks.sorts[index] is not Sort.TEXT:
            continue
        match = pattern.match(line) if not depth and len(line) <= LONGEST else None
        if match and answer_line(line) is None and (not found or indent_of(line) <= _indent(note, found[0][0]) + 1):
            found.append((index, _unbalanced(match["text"])))
        depth = _depth(line, depth)
    stops = [*(index for index, _ in found), section.stop][1:]
    return [_Candidate(index, stop, text) for (index, text), stop in zip(found, stops, strict=True)]


def _unbalanced(text: str) -> str:
    """The prompt without the bold type that opened before its number."""
    for sign in ("**", "__"):
        if text.count(sign) % 2 and text.rstrip().endswith(sign):
            return text.rstrip()[: -len(sign)]
    return text


def _indent(note: Note, index: int) -> int:
    return indent_of(note.blocks.lines[index])


def _depth(line: str, depth: int) -> int:
    """How many folds are open after a line; a stray closing tag opens none."""
    for tag in _FOLD.findall(line) if "details" in line.lower() else ():
        depth = max(0, depth - 1) if tag.startswith("</") else depth + 1
    return depth


def _is_answered(note: Note, one: _Candidate) -> bool:
    lines = lines_of(note, range(one.index + 1, one.stop), [])
    if {"x", " "} <= {mark_of(line) for line in lines}:
        return True
    if any(_opens_answer(lines, place) for place in range(len(lines))):
        return True
    return _has_answer_line(lines) and labelled(opened(unfold(lines).lines).lines) is not None


def _opens_answer(lines: Sequence[Line], place: int) -> bool:
    if not lines[place].is_code and is_answer_callout(lines[place].text):
        return True
    opening = opening_at(lines, place)
    return opening is not None and opens_answer(opening.summary)


def _has_answer_line(lines: Sequence[Line]) -> bool:
    return any(not line.is_code and answer_line(line.text.lstrip("> ")) is not None for line in lines)


def _joined(candidates: Sequence[_Candidate], answered: Sequence[bool]) -> Iterator[_Candidate]:
    """The candidates that ask; the others are text of the one before them."""
    open_one = candidates[0]
    for one, is_answered in zip(candidates[1:], answered[1:], strict=True):
        if is_answered or plain(one.prompt).endswith("?"):
            yield open_one
            open_one = one
        else:
            open_one = _Candidate(open_one.index, one.stop, open_one.prompt)
    yield open_one
