"""Tables as lines of equally wide characters, for screens that cannot draw them."""

from collections.abc import Sequence

from wcwidth import wcswidth

from bot.markup.tree import Align, Table, plain


def grid(table: Table, widest: int) -> str | None:
    """The table with padded columns, or None when it would be wider than that many columns of text."""
    rows = [[plain(cell).strip() for cell in row] for row in (table.header, *table.rows)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 3 * (len(widths) - 1) > widest:
        return None
    lines = [_line(row, widths, table.alignment) for row in rows]
    return "\n".join([lines[0], "-+-".join("-" * size for size in widths), *lines[1:]])


def width(text: str) -> int:
    """How many columns a text takes: two for an emoji or an ideogram."""
    return len(text) if text.isascii() else max(0, wcswidth(text))


def _line(cells: Sequence[str], widths: Sequence[int], alignment: Sequence[Align]) -> str:
    padded = (_padded(*column) for column in zip(cells, widths, alignment, strict=True))
    return " | ".join(padded).rstrip()


def _padded(text: str, size: int, align: Align) -> str:
    free = size - width(text)
    before = {Align.LEFT: 0, Align.CENTER: free // 2, Align.RIGHT: free}[align]
    return " " * before + text + " " * (free - before)
