"""A styled text in Discord's Markdown, and how long it becomes."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from bot.chats.discord.escaping import COSTS, ZERO_WIDTH, code, code_block, escaped, link, link_cost
from bot.chats.styled.writing import QUOTES, Look, Mark, Styled

_AROUND = {Look.BOLD: "**", Look.ITALIC: "*", Look.STRIKE: "~~", Look.SPOILER: "||"}
_MARK_COSTS = {Look.BOLD: 4, Look.ITALIC: 2, Look.STRIKE: 4, Look.SPOILER: 4, Look.CODE: 6, Look.PRE: 20}
_OVER_LINES = QUOTES | {Look.PRE}


def by_line(styled: Styled) -> Styled:
    """The same with every mark in one line, without white space at its ends, as Discord's parser wants it."""
    marks = (part for mark in styled.marks for part in _lines_of(mark, styled.text))
    return replace(styled, marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))


def markdown(styled: Styled) -> str:
    """The text in Markdown; every mark but quotes and blocks of code lies in one line."""
    return _written(styled.text, 0, len(styled.text), styled.marks)


class Reach:
    """Where a piece must end so that its Markdown is no longer than `limit`, in UTF-16 units."""

    def __init__(self, whole: Styled, limit: int) -> None:
        self._marks = whole.marks
        self._limit = limit
        self._text_costs = list(accumulate(map(_cost, whole.text), initial=0))
        self._mark_costs = list(accumulate(map(_mark_cost, whole.marks), initial=0))
        self._starts = [mark.start for mark in whole.marks]

    def __call__(self, start: int) -> int:
        """A piece carries the marks that are open at its start, and those that begin in it."""
        begun = bisect_right(self._starts, start)
        open_ = sum(_mark_cost(mark) for mark in self._marks[:begun] if mark.end > start)
        spent = self._text_costs[start] + self._mark_costs[begun]

        def cost(end: int) -> int:
            marks = self._mark_costs[max(begun, bisect_right(self._starts, end - 1))]
            return open_ + self._text_costs[end] + marks - spent

        ends = range(start, len(self._text_costs))
        return start + bisect_right(ends, self._limit, key=cost) - 1


def _cost(sign: str) -> int:
    return COSTS.get(sign, 1 + (sign > "\uffff"))


def _mark_cost(mark: Mark) -> int:
    """What a mark adds, with the zero-width space that may part it from the one before."""
    detail = mark.detail or ""
    return 1 + (link_cost(detail) if mark.look == Look.LINK else _MARK_COSTS.get(mark.look, 2) + len(detail))


def _lines_of(mark: Mark, text: str) -> Iterator[Mark]:
    if mark.look in _OVER_LINES:
        yield mark
        return
    start = mark.start
    for line in text[mark.start : mark.end].split("\n"):
        first = start + len(line) - len(line.lstrip())
        if line.strip():
            yield replace(mark, start=first, end=first + len(line.strip()))
        start += len(line) + 1


def _written(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """text[start:end] with the marks that lie in it, the outer before the inner."""
    parts: list[str] = []
    at, number = start, 0
    while number < len(marks):
        mark = marks[number]
        after = next((later for later in range(number + 1, len(marks)) if marks[later].start >= mark.end), len(marks))
        if number and mark.start == at:
            parts.append(ZERO_WIDTH)  # or the end of one and the beginning of the next would be read as one sign
        parts += escaped(text[at : mark.start]), _marked(mark, text, marks[number + 1 : after])
        at, number = mark.end, after
    return "".join((*parts, escaped(text[at:end])))


def _marked(mark: Mark, text: str, inner: Sequence[Mark]) -> str:
    if mark.look == Look.CODE:
        return code(text[mark.start : mark.end])
    if mark.look == Look.PRE:
        return code_block(text[mark.start : mark.end], mark.detail or "")
    words = _written(text, mark.start, mark.end, inner)
    if mark.look in QUOTES:
        return "> " + words.replace("\n", "\n> ")
    if mark.look == Look.LINK:
        return link(words, mark.detail or "")
    if mark.look == Look.SPOILER:
        words = words.replace("||", f"|{ZERO_WIDTH}|")  # of code, where they would end the spoiler
    return _AROUND[mark.look] + words + _AROUND[mark.look]
