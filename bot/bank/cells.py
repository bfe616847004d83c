r"""What a cell of our own CSV holds: safe in a spreadsheet, and the very same text again when it is read.

- A cell that a spreadsheet could take for a formula (`= + - @`, also full-width, a tab or a line end at its start)
  has an apostrophe before it, and so has one that begins with an apostrophe.
- A cell that holds a list has its parts apart by a sign. Inside of a part `\` stands before that sign and before
  itself, and `\n` is a line feed.
"""

from collections.abc import Iterable

DANGEROUS = tuple("=+-@＝＋－＠\t\r\n'")


def guarded(cell: str) -> str:
    """The cell as no spreadsheet computes it."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def unguarded(cell: str) -> str:
    """What was there before `guarded`; an apostrophe that guards nothing stays."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(DANGEROUS) else cell


def joined(parts: Iterable[str], sign: str) -> str:
    """The parts as one cell."""
    return sign.join(_escaped(part, sign) for part in parts)


def parted(cell: str, sign: str) -> list[str]:
    """The parts of a cell; an empty cell has none."""
    parts, signs = [""], iter(cell)
    for one in signs:
        if one == sign:
            parts.append("")
        elif one == "\\":
            following = next(signs, "\\")  # a lone one at the end was typed by hand
            parts[-1] += "\n" if following == "n" else following
        else:
            parts[-1] += one
    return parts if cell else []


def lines_of(cell: str) -> list[str]:
    """The lines of a cell whose parts are lists themselves."""
    return cell.split("\n") if cell else []


def _escaped(part: str, sign: str) -> str:
    part = part.replace("\\", "\\\\").replace("\n", "\\n")
    return part if sign == "\n" else part.replace(sign, f"\\{sign}")
