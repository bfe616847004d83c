"""Decks of `Q: …` and `A: …` lines (or `P:` and `R:`, or the whole words); a question may take several lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.bank.blocks import Sort
from bot.bank.body import Line
from bot.bank.card_tags import OptIn
from bot.bank.formats import Passage, Passages
from bot.bank.formats.card_lines import cleaned, side_of, stated_key
from bot.bank.formats.clozes import both_ways
from bot.bank.formats.topics import Topics
from bot.bank.note import Note

_BEFORE = r"\s*(?:[-*+]\s+|\d{1,4}[.)]\s+)?(?:\*\*|__)?"
_ASKS = re.compile(rf"{_BEFORE}(?:Q|P|Question|Pregunta)\s?(?:\d{{1,4}})?(?:\*\*|__)?:(?:\*\*|__)?(?:\s+|$)")
_ANSWERS = re.compile(rf"{_BEFORE}(?:A|R|Answer|Respuesta)\s?(?:\d{{1,4}})?(?:\*\*|__)?:(?:\*\*|__)?(?:\s+|$)")
_ENOUGH = 2


def read(note: Note) -> Passages:
    """Finds the pairs of a note: two of them, or one where the note says that it holds cards."""
    pairs = [pair for pair in _pairs(note) if pair.answer >= 0]
    enough = 1 if note.has_target or note.opts_in is OptIn.EVERYWHERE else _ENOUGH
    if len(pairs) < enough:
        return Passages()
    topics = Topics(note, but_questions=True)
    result = Passages(reason=f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} of Q: and A:")
    residue: list[int] = []
    for pair in pairs:
        result.passages.extend(_passages(note, pair, topics, residue))
    result.left_out.append(residue)
    return result


@dataclass(slots=True)
class _Pair:
    """Where a question and its answer begin, and where the answer ends."""

    question: int
    answer: int = -1
    stop: int = field(default=-1)


def _pairs(note: Note) -> Iterator[_Pair]:
    pair: _Pair | None = None
    for index in range(note.start, note.stop):
        sort, line = note.blocks.sorts[index], note.blocks.lines[index]
        if pair and (sort in (Sort.HEADING, Sort.RULE) or (sort is Sort.BLANK and _is_cut(pair, index))):
            yield replace(pair, stop=index)
            pair = None
        elif sort is not Sort.TEXT:
            continue
        elif _ASKS.match(line):
            if pair:
                yield replace(pair, stop=index)
            pair = _Pair(index)
        elif pair and pair.answer < 0 and _ANSWERS.match(line):
            pair.answer = index
    if pair:
        yield replace(pair, stop=note.stop)


def _is_cut(pair: _Pair, index: int) -> bool:
    """Whether a question goes on for so long without its answer that it is none."""
    return pair.answer < 0 and index - pair.question > _LONGEST_QUESTION


_LONGEST_QUESTION = 40


def _passages(note: Note, pair: _Pair, topics: Topics, residue: list[int]) -> list[Passage]:
    front = side_of(_unlabelled(cleaned(note, range(pair.question, pair.answer), residue), _ASKS))
    back = side_of(_unlabelled(cleaned(note, range(pair.answer, pair.stop), residue), _ANSWERS))
    if not front.text:
        return []
    indexes = [line.index for line in (*front.lines, *back.lines)]
    key = stated_key(note, range(pair.question, pair.stop))
    return both_ways(front, back, indexes, topics.at(pair.question), key=key)


def _unlabelled(lines: list[Line], label: re.Pattern[str]) -> list[Line]:
    """The lines without the label of the first, and without the type that was bold around both."""
    if not lines or not (found := label.match(lines[0].text)):
        return lines
    text = lines[0].text[found.end() :]
    for sign in ("**", "__"):
        if sign in found.group() and found.group().count(sign) == 1 and text.rstrip().endswith(sign):
            text = text.rstrip().removesuffix(sign)
    return [replace(lines[0], text=text), *lines[1:]]
