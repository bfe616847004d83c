"""Cuts a styled text into pieces that a platform accepts, where a reader minds it least."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum, auto
from itertools import accumulate
from operator import itemgetter

from wcwidth import iter_graphemes

from bot.chats.styled.writing import QUOTES, Look, Mark, Styled

Reach = Callable[[int], int]
"""Where a piece that begins at a position must end at the latest; every shorter one fits as well."""

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


def split(styled: Styled, reach: Reach) -> Iterator[Styled]:
    """Pieces within their reach, trimmed as platforms trim; none is empty."""
    cutter = _Cutter(styled, reach)
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

    def __init__(self, styled: Styled, reach: Reach) -> None:
        self._text = styled.text
        self._reach = reach
        self._code = [(mark.start, mark.end) for mark in styled.marks if mark.look == Look.PRE]

    def end(self, start: int) -> int:
        """The end of the piece that begins at `start`; it holds one character at least."""
        most = max(start + 1, self._reach(start))
        return most if most >= len(self._text) else self._best(start, most)

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
    code = [mark for mark in styled.marks if mark.look == Look.PRE]
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
    keeps_indent = mark.look == Look.PRE or mark.look in QUOTES
    first, last = _trimmed(text, max(mark.start, start), min(mark.end, end), keeps_indent)
    return replace(mark, start=first, end=last) if first < last else None


def _trimmed(text: str, start: int, end: int, keeps_indent: bool) -> tuple[int, int]:
    part = text[start:end]
    end = start + len(part.rstrip())
    if keeps_indent:
        found = _BLANK_LINES.match(text, start, end)
        return (found.end() if found else start), end
    return start + len(part) - len(part.lstrip()), end
