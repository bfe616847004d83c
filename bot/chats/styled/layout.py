"""The document tree as a styled text: what chats have no look for becomes plain signs."""

from itertools import pairwise

from bot.chats.styled.writing import Look, Writer
from bot.markup import callouts, grids
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
    plain,
)

WIDEST_TABLE = 60
"""In columns; a wider table is a list with one item a row."""

_BULLETS = "•◦▪"
_INDENT = "\N{EN SPACE}\N{EN SPACE}"
_BAR = "▎"


def lay_out(blocks: Blocks, writer: Writer, pressable: tuple[str, ...]) -> None:
    """Writes a document from where the writer stands; only addresses that begin with `pressable` become links."""
    _Layout(writer, pressable).blocks(blocks)


class _Layout:
    """Writes blocks one below the other."""

    def __init__(self, writer: Writer, pressable: tuple[str, ...]) -> None:
        self._writer = writer
        self._pressable = pressable
        self._lists = 0

    def blocks(self, blocks: Blocks) -> None:
        for number, block in enumerate(blocks):
            if number:
                self._writer.gap(1 if self._lists or _belong_together(blocks[number - 1], block) else 2)
            elif not isinstance(block, Paragraph | Heading):
                self._writer.gap(1)
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(words):
                self._inlines(words)
            case Heading(_, words):
                self._bold(words)
            case ItemList():
                self._list(block)
            case CodeBlock(text, language):
                self._pre(text, language)
            case Table():
                self._table(block)
            case Rule():
                self._writer.write("———")
            case Quote() | Callout() | Details():
                self._aside(block)

    # --- quotes, callouts, details ---

    def _aside(self, block: Quote | Callout | Details) -> None:
        match block:
            case Quote(children) if self._writer.is_quoting:
                with self._writer.prefix(_BAR):
                    self.blocks(children)
            case Quote(children):
                with self._writer.mark(Look.QUOTE):
                    self.blocks(children)
            case Callout() if self._writer.is_quoting:
                self._callout(block)
            case Callout():
                with self._writer.mark(Look.QUOTE):
                    self._callout(block)
            case Details():
                self._details(block)

    def _callout(self, callout: Callout) -> None:
        """The sign and the title; without a title the sign stands before the first words."""
        self._writer.write(callouts.sign(callout.kind) + " ")
        if callout.title:
            self._bold(callout.title)
            self._writer.gap(1)
        self.blocks(callout.children)

    def _details(self, details: Details) -> None:
        self._bold(details.summary)
        self._writer.gap(1)
        if self._writer.is_quoting:
            self.blocks(details.children)
            return
        with self._writer.mark(Look.FOLDED_QUOTE):
            self.blocks(details.children)

    # --- lists ---

    def _list(self, block: ItemList) -> None:
        bullet = _BULLETS[min(self._lists, len(_BULLETS) - 1)]
        gap = 2 if not self._lists and any(map(_is_long, block.items)) else 1
        self._lists += 1
        for number, item in enumerate(block.items):
            self._writer.gap(gap if number else 1)
            self._item(item, bullet if block.start is None else f"{block.start + number}.")
        self._lists -= 1

    def _item(self, item: Item, sign: str) -> None:
        if item.checked is not None:
            box = "☑" if item.checked else "☐"
            sign = f"{sign} {box}" if sign.endswith(".") else box
        self._writer.write(sign + " ")
        with self._writer.prefix(_INDENT):
            self.blocks(item.children)

    # --- code and tables ---

    def _pre(self, text: str, language: str = "") -> None:
        with self._writer.mark(Look.PRE, language or None):
            self._writer.raw(text)

    def _table(self, table: Table) -> None:
        grid = grids.grid(table, WIDEST_TABLE)
        if grid is not None:
            self._pre(grid)
            return
        for number, row in enumerate(table.rows):
            self._writer.gap(1 if not number else 2)
            self._row(table.header, row)

    def _row(self, header: tuple[Inlines, ...], row: tuple[Inlines, ...]) -> None:
        """`header: value` in one line for each cell that is not empty."""
        for title, cell in zip(header, row, strict=True):
            if not plain(cell).strip():
                continue
            self._writer.gap(1)
            if plain(title).strip():
                self._bold(title)
                self._writer.write(": ")
            self._inlines(cell)

    # --- inside a line ---

    def _bold(self, words: Inlines) -> None:
        with self._writer.mark(Look.BOLD):
            self._inlines(words)

    def _inlines(self, inlines: Inlines) -> None:
        for inline in inlines:
            self._inline(inline)

    def _inline(self, inline: Inline) -> None:
        match inline:
            case Text(text) | Math(text, True):
                self._writer.write(text)
            case LineBreak():
                self._writer.write("\n")
            case Code(text) | Math(text):
                self._marked(Look.CODE, (Text(text),))
            case Bold(children):
                self._marked(Look.BOLD, children)
            case Italic(children):
                self._marked(Look.ITALIC, children)
            case Strike(children):
                self._marked(Look.STRIKE, children)
            case Spoiler(children):
                self._marked(Look.SPOILER, children)
            case Link(address, children):
                self._link(address, children)
            case Image(_, address):
                self._link(address, (Text(plain((inline,))),))

    def _marked(self, look: Look, children: Inlines) -> None:
        with self._writer.mark(look):
            self._inlines(children)

    def _link(self, address: str, children: Inlines) -> None:
        """Words that open an address; a link inside the bank, or what the platform cannot open, is only its words."""
        if not address.lower().startswith(self._pressable):
            self._inlines(children)
            return
        with self._writer.mark(Look.LINK, address):
            self._inlines(children)


def _belong_together(before: Block, after: Block) -> bool:
    """Whether no empty line stands between: below a title, and where a sentence leads to a list or to code."""
    return isinstance(before, Heading) or (isinstance(before, Paragraph) and isinstance(after, ItemList | CodeBlock))


def _is_long(item: Item) -> bool:
    """Whether an item is more than a line and the lists below it."""
    return any(not isinstance(after, ItemList) for _, after in pairwise(item.children))
