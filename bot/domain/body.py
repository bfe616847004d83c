"""What a message of the bot's holds: lines of styled words, and Markdown of notes. Every edge lays it out."""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a piece of a sentence looks."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence in one style. The text is shown as it is: nothing in it is markup."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what the bot says; without spans, an empty line."""

    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Markdown from a note, parsed and laid out by the edge. `quoted`: as a quote, folded when it is long.

    `files` are paths of pictures and other files that it embeds; they go out before a new message, not with an edit.
    """

    markdown: str
    quoted: bool = False
    files: tuple[str, ...] = ()


Body = tuple[Line | Passage, ...]
