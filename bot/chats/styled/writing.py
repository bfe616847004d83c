"""A text that is being written for a chat, with marks on its parts. Positions count code points here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum


class Look(StrEnum):
    """How a part of a text looks. A folded quote is one that shows its beginning, where the platform can."""

    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    SPOILER = "spoiler"
    CODE = "code"
    PRE = "pre"
    LINK = "link"
    QUOTE = "quote"
    FOLDED_QUOTE = "folded quote"


QUOTES = frozenset((Look.QUOTE, Look.FOLDED_QUOTE))
CODES = frozenset((Look.CODE, Look.PRE))
CONTINUOUS = CODES | {Look.LINK}
"""What does not overlap: Telegram takes the style from code inside a link, and Discord's parser stumbles."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A style on text[start:end]; `detail` is the address of a link or the language of code."""

    look: Look
    start: int
    end: int
    detail: str | None = None


class Writer:
    """Collects text and marks from left to right. Marks nest, because only a `with` opens and closes them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._prefixes: list[str] = []
        self._open: list[Look] = []
        self.length = 0
        self._line_feeds = 2

    def write(self, text: str) -> None:
        """Adds words; every line that is begun here gets the prefixes."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._put("\n")
                self._line_feeds += 1
            if line:
                self._put("".join(self._prefixes) + line if self._line_feeds and self._prefixes else line)
                self._line_feeds = 0

    def raw(self, text: str) -> None:
        """Adds lines of code, which no prefix may touch."""
        self._put(text)
        self._line_feeds = 0

    def gap(self, line_feeds: int) -> None:
        """Ends the line, so that at least this many line feeds stand before what comes next."""
        if self.length and self._line_feeds < line_feeds:
            self._put("\n" * (line_feeds - self._line_feeds))
            self._line_feeds = line_feeds

    @contextmanager
    def mark(self, look: Look, detail: str | None = None) -> Iterator[None]:
        """Marks what is written meanwhile; a mark inside its like, or where platforms forbid it, is none."""
        if self._is_idle(look):
            yield
            return
        start, place = self.length, len(self._marks)
        self._open.append(look)
        yield
        self._open.pop()
        if self.length > start:
            self._marks.insert(place, Mark(look, start, self.length, detail))

    def _is_idle(self, look: Look) -> bool:
        return look in self._open or (look in CONTINUOUS and any(other in CONTINUOUS for other in self._open))

    @contextmanager
    def prefix(self, prefix: str) -> Iterator[None]:
        """Every line that begins meanwhile begins with this."""
        self._prefixes.append(prefix)
        yield
        self._prefixes.pop()

    @property
    def is_quoting(self) -> bool:
        """Whether a quote is open: no platform has a quote inside a quote."""
        return not QUOTES.isdisjoint(self._open)

    def append(self, styled: "Styled") -> None:
        """Adds what another writer has finished."""
        for mark in styled.marks:
            self._marks.append(replace(mark, start=mark.start + self.length, end=mark.end + self.length))
        self.raw(styled.text)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def finished(self) -> "Styled":
        """What was written."""
        return Styled("".join(self._parts), tuple(self._marks))


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with its marks, which are sorted, the outer before the inner, and nest."""

    text: str
    marks: tuple[Mark, ...]
