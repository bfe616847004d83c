"""Counts of days in a row as a line of bars, for messages."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.conversation import Body, Line, Span, Style
from bot.texts.sentences import Sentences

BARS = "▁▂▃▄▅▆▇█"
"""The lowest is for nothing at all."""


def bar_lines(say: Sentences, first: date, counts: Sequence[int]) -> Body:
    """A bar for each day from `first` on, and the letter of its weekday below, in letters of one width."""
    days = [(first + timedelta(days=number)).weekday() for number in range(len(counts))]
    return (_code(bars(counts)), _code("".join(say.weekdays(days, "narrow"))))


def bars(counts: Sequence[int]) -> str:
    """One sign for each count, the highest for the most; a count of one is never the lowest."""
    most = max(*counts, 1)
    return "".join(BARS[-(-(len(BARS) - 1) * count // most)] for count in counts)


def _code(text: str) -> Line:
    return Line((Span(text, Style.CODE),))
