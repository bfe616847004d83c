"""The document that a note's Markdown becomes: a small tree that every platform lays out in its own way.

All values are frozen. The texts hold no control characters other than line feeds and tabs.
"""

from dataclasses import dataclass, field
from enum import StrEnum

# --- inside a line ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words without a style, never with a line feed."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    """`**strong**`, `==highlighted==`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Italic:
    """`*emphasis*`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Strike:
    """`~~crossed out~~`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Spoiler:
    """`||hidden until touched||`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to any address; which addresses may be pressed is the platform's choice."""

    address: str
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Code:
    """`` `code` `` in a line; its text is shown as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula: `readable` as Unicode text, or else in its LaTeX source, which `source` always has."""

    text: str
    readable: bool
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, by its description or file name, and by its address."""

    alt: str
    address: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The line ends here and the paragraph goes on."""


Inline = Text | Bold | Italic | Strike | Spoiler | Link | Code | Math | Image | LineBreak
Inlines = tuple[Inline, ...]

# --- blocks ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside an answer; `level` is 1 to 6."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `checked` is None when it is no task."""

    children: "Blocks"
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; `start` is the number of its first item, and None when it has bullets."""

    items: tuple[Item, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code without the last line feed; `language` is empty when the note does not say."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """`> quoted`."""

    children: "Blocks"


@dataclass(frozen=True, slots=True)
class Callout:
    """Obsidian's `> [!kind] title`; the kind is in lower case, the title may be empty."""

    kind: str
    title: Inlines
    children: "Blocks"


@dataclass(frozen=True, slots=True)
class Details:
    """`<details>`: a summary, and what it hides."""

    summary: Inlines
    children: "Blocks"


class Align(StrEnum):
    """Where the cells of a column stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    alignment: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """`---`: a line across."""


Block = Paragraph | Heading | ItemList | CodeBlock | Quote | Callout | Details | Table | Rule
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole passage."""

    blocks: Blocks


def plain(inlines: Inlines) -> str:
    """The words of a line without any style; a line break is a space."""
    return "".join(map(_plain, inlines))


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text) | Code(text) | Math(text):
            return text
        case Image(alt):
            return f"🖼 {alt}".rstrip()
        case LineBreak():
            return " "
        case Bold(children) | Italic(children) | Strike(children) | Spoiler(children) | Link(_, children):
            return plain(children)
