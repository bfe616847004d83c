"""Cuts a styled text into pieces that Telegram accepts, where a reader minds it least."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum, auto
from itertools import accumulate
from operator import itemgetter

from telegram.constants import MessageEntityType as Kind
from wcwidth import iter_graphemes

from bot.chats.telegram.styling import QUOTES, Mark, Styled

MOST_ENTITIES = 100

_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)*")
_NEARBY = 64


class _Break(IntEnum):
    """What a cut goes through."""

    BLOCK = auto()
    LINE = auto()
    SENTENCE = auto()
    WORD = auto()
    CODE_PART = auto()
    CODE_LINE = auto()
    CODE_WORD = auto()


# In this order; a break counts only when the piece before it is at least this full.
_PREFERENCES = (
    (_Break.BLOCK, 0.25),
    (_Break.LINE, 0.5),
    (_Break.CODE_PART, 0.5),
    (_Break.CODE_LINE, 0.5),
    (_Break.SENTENCE, 0.5),
    (_Break.WORD, 0.5),
    *((kind, 0.0) for kind in (_Break.BLOCK, _Break.LINE, _Break.CODE_PART, _Break.CODE_LINE)),
    *((kind, 0.0) for kind in (_Break.SENTENCE, _Break.WORD, _Break.CODE_WORD)),
)


def split(styled: Styled, limit: int) -> Iterator[Styled]:
    """Pieces of at most `limit` UTF-16 units and 100 marks, trimmed as Telegram trims; none is empty."""
    cutter = _Cutter(styled, limit)
    start = 0
    while start < len(styled.text):
        end = cutter.end(start)
        piece = _piece(styled, start, end)
        if piece.text:
            yield piece
        start = end


def units(text: str) -> Sequence[int]:
    """For each position of a text, how many UTF-16 units stand before it."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    return list(accumulate((1 + (character > "\uffff") for character in text), initial=0))


class _Cutter:
    """Finds where pieces end."""

    def __init__(self, styled: Styled, limit: int) -> None:
        self._text = styled.text
        self._marks = styled.marks
        self._limit = limit
        self._units = units(styled.text)
        self._starts = [mark.start for mark in styled.marks]
        self._code = [(mark.start, mark.end) for mark in styled.marks if mark.kind == Kind.PRE]

    def end(self, start: int) -> int:
        """The end of the piece that begins at `start`; it holds one character at least."""
        most = max(start + 1, min(self._by_length(start), self._by_marks(start)))
        return most if most >= len(self._text) else self._best(start, most)

    def _by_length(self, start: int) -> int:
        return bisect_right(self._units, self._units[start] + self._limit) - 1

    def _by_marks(self, start: int) -> int:
        """The start of the first mark that would be one too many."""
        if len(self._marks) <= MOST_ENTITIES:
            return len(self._text)
        first = bisect_right(self._starts, start - 1)
        running = sum(mark.end > start for mark in self._marks[:first])
        beyond = first + MOST_ENTITIES - running
        return self._starts[beyond] if beyond < len(self._starts) else len(self._text)

    def _best(self, start: int, most: int) -> int:
        breaks = self._breaks(start, most)
        for kind, full in _PREFERENCES:
            at = breaks.get(kind, 0)
            if at > start + full * (most - start):
                return at
        return self._between_graphemes(start, most)

    def _breaks(self, start: int, most: int) -> dict[_Break, int]:
        """The last break of each kind."""
        last: dict[_Break, int] = {}
        for space in _SPACE.finditer(self._text, start, min(most + 2, len(self._text))):
            if start < space.start() <= most:
                last[self._kind(space)] = space.start()
        return last

    def _kind(self, space: re.Match[str]) -> _Break:
        lines = space[0].count("\n")
        if self._is_code(space.start()):
            if not lines:
                return _Break.CODE_WORD
            return _Break.CODE_PART if space[0].endswith("\n") else _Break.CODE_LINE
        if lines:
            return _Break.BLOCK if lines > 1 or self._is_code(space.end()) else _Break.LINE
        return _Break.SENTENCE if self._text[space.start() - 1] in ".!?…" else _Break.WORD

    def _is_code(self, at: int) -> bool:
        place = bisect_right(self._code, at, key=itemgetter(0)) - 1
        return place >= 0 and at < self._code[place][1]

    def _between_graphemes(self, start: int, most: int) -> int:
        """The last place up to `most` that is not inside of what a reader sees as one character."""
        at = max(start, most - _NEARBY)
        best = start
        for grapheme in iter_graphemes(self._text[at : most + _NEARBY]):
            if at > most:
                break
            best, at = at, at + len(grapheme)
        return best if best > start else most


def _piece(styled: Styled, start: int, end: int) -> Styled:
    """One piece with its own marks."""
    code = [mark for mark in styled.marks if mark.kind == Kind.PRE]
    start, end = _trimmed(styled.text, start, end, _begins_in(code, styled.text, start, end))
    marks = (_clipped(styled.text, mark, start, end) for mark in styled.marks if mark.start < end and mark.end > start)
    own = tuple(replace(mark, start=mark.start - start, end=mark.end - start) for mark in marks if mark)
    return Styled(styled.text[start:end], own)


def _begins_in(code: Sequence[Mark], text: str, start: int, end: int) -> bool:
    """Whether the first line that is seen is code, whose indentation matters."""
    found = _BLANK_LINES.match(text, start, end)
    first = found.end() if found else start
    return any(mark.start <= first < mark.end for mark in code)


def _clipped(text: str, mark: Mark, start: int, end: int) -> Mark | None:
    """The part of a mark that lies in a piece, without white space at its ends."""
    keeps_indent = mark.kind == Kind.PRE or mark.kind in QUOTES
    first, last = _trimmed(text, max(mark.start, start), min(mark.end, end), keeps_indent)
    return replace(mark, start=first, end=last) if first < last else None


def _trimmed(text: str, start: int, end: int, keeps_indent: bool) -> tuple[int, int]:
    part = text[start:end]
    end = start + len(part.rstrip())
    if keeps_indent:
        found = _BLANK_LINES.match(text, start, end)
        return (found.end() if found else start), end
    return start + len(part) - len(part.lstrip()), end
