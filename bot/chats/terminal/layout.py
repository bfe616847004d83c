"""The document tree as rows of the terminal, drawn (`fancy`) or as plain text where the output is piped."""

from collections.abc import Iterator
from functools import cached_property

from rich import box
from rich.console import RenderableType
from rich.style import Style
from rich.syntax import Syntax
from rich.table import Table as Grid
from rich.text import Text as Styled

from bot.chats.terminal.rows import Row, behind
from bot.markup import callouts
from bot.markup.tree import (
    Block,
    Blocks,
    Bold,
    Callout,
    Code,
    CodeBlock,
    Details,
    Heading,
    Image,
    Inline,
    Inlines,
    Italic,
    Item,
    ItemList,
    LineBreak,
    Link,
    Math,
    Paragraph,
    Quote,
    Rule,
    Spoiler,
    Strike,
    Table,
    Text,
)

BOLD = Style(bold=True)
ITALIC = Style(italic=True)
CODE = Style(color="cyan")
_STRIKE = Style(strike=True)
_TITLE = Style(bold=True, color="magenta")
_DIM = Style(dim=True)
_BAR = Style(color="blue")

_BULLETS = "•◦▪"
_WEB = ("http://", "https://", "mailto:")


class Layout:
    """Turns blocks into rows."""

    def __init__(self, fancy: bool) -> None:
        self._fancy = fancy
        self._lists = 0

    def blocks(self, blocks: Blocks) -> Iterator[Row]:
        """The blocks one below the other, with an empty row between, but not inside of lists and below titles."""
        for number, block in enumerate(blocks):
            if number and not self._lists and not isinstance(blocks[number - 1], Heading):
                yield Row(Styled())
            yield from self._block(block)

    def barred(self, blocks: Blocks) -> Iterator[Row]:
        """The blocks with a bar at their left."""
        return behind(self.blocks(blocks), self._bar, self._bar)

    @cached_property
    def _bar(self) -> Styled:
        return Styled("▌ " if self._fancy else "| ", style=_BAR)

    def _block(self, block: Block) -> Iterator[Row]:
        match block:
            case Paragraph(words):
                yield Row(self._words(words))
            case Heading(_, words):
                yield Row(self._words(words, _TITLE))
            case ItemList():
                yield from self._list(block)
            case CodeBlock():
                yield from behind([Row(self._code(block))], Styled("  "), Styled("  "))
            case Table():
                yield Row(self._table(block))
            case Rule():
                yield Row(Styled("─" * 24 if self._fancy else "-" * 24, style=_DIM))
            case Quote(children):
                yield from self.barred(children)
            case Callout():
                yield from behind(self._callout(block), self._bar, self._bar)
            case Details():
                yield from self._details(block)

    # --- callouts, details, lists ---

    def _callout(self, callout: Callout) -> Iterator[Row]:
        sign = Styled(callouts.sign(callout.kind) + " ")
        if not callout.title:
            yield from behind(self.blocks(callout.children), sign, Styled())
            return
        yield Row(sign + self._words(callout.title, BOLD))
        yield from self.blocks(callout.children)

    def _details(self, details: Details) -> Iterator[Row]:
        if details.summary:
            yield Row(self._words(details.summary, BOLD))
        yield from behind(self.blocks(details.children), Styled("  "), Styled("  "))

    def _list(self, block: ItemList) -> Iterator[Row]:
        bullet = _BULLETS[min(self._lists, len(_BULLETS) - 1)]
        self._lists += 1
        for number, item in enumerate(block.items):
            yield from self._item(item, bullet if block.start is None else f"{block.start + number}.")
        self._lists -= 1

    def _item(self, item: Item, sign: str) -> Iterator[Row]:
        if item.checked is not None:
            box = "☑" if item.checked else "☐"
            sign = f"{sign} {box}" if sign.endswith(".") else box
        first = Styled(sign + " ", style=_BAR)
        rows = list(self.blocks(item.children)) or [Row(Styled())]
        return behind(rows, first, Styled(" " * first.cell_len))

    # --- code and tables ---

    def _code(self, block: CodeBlock) -> Styled:
        if not (self._fancy and block.language):
            return Styled(block.text, style=CODE)
        highlighted = Syntax("", block.language, theme="ansi_dark", background_color="default").highlight(block.text)
        highlighted.rstrip()
        return highlighted

    def _table(self, table: Table) -> RenderableType:
        grid = Grid(box=box.ROUNDED if self._fancy else box.ASCII2, header_style=BOLD, border_style=_DIM)
        for title, align in zip(table.header, table.alignment, strict=True):
            grid.add_column(self._words(title), justify=align.value, overflow="fold")
        for row in table.rows:
            grid.add_row(*map(self._words, row))
        return grid

    # --- inside a line ---

    def _words(self, inlines: Inlines, style: Style | None = None) -> Styled:
        words = Styled(style=style or "")
        for inline in inlines:
            words.append_text(self._inline(inline))
        return words

    def _inline(self, inline: Inline) -> Styled:
        match inline:
            case Text(text) | Math(text, True):
                return Styled(text)
            case LineBreak():
                return Styled("\n")
            case Code(text) | Math(text):
                return Styled(text, style=CODE)
            case Bold(children):
                return self._words(children, BOLD)
            case Italic(children):
                return self._words(children, ITALIC)
            case Strike(children):
                return self._words(children, _STRIKE)
            case Spoiler(children):
                return self._words(children)
            case Link(address, children):
                return self._link(self._words(children), address)
            case Image(alt, address):
                shown = Styled(f"[image: {alt}]" if alt else "[image]")
                return self._link(shown, address) if self._fancy else shown

    def _link(self, words: Styled, address: str) -> Styled:
        """Words that open an address; in plain text the address follows in parentheses."""
        if not address.lower().startswith(_WEB):
            return words
        if self._fancy:
            words.stylize(Style(underline=True, link=address))
        elif words.plain != address:
            words.append(f" ({address})")
        return words
