"""The rows of a table; a quotation mark that never closes costs the row in which it opens, and no other."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.texts import reasons as r
from bot.texts.reasons import because

_QUOTED = re.compile(r'[^"]*(?:""[^"]*)*"(?!")')


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row on the lines from `start` to before `stop`, by their indexes.

    `fault` says why there are none, `faulty` on which line. `remains`: it has fewer cells than the rows around it and
    follows a broken one, so it is likely a part of that.
    """

    start: int
    stop: int
    cells: Sequence[str]
    fault: str = ""
    faulty: int = -1
    remains: bool = False


def rows(lines: Sequence[str], separator: str, start: int, width: int) -> Iterator[Row]:
    """The rows from a line on; a whole one has `width` cells or more. Empty ones are passed over.

    Reading goes on behind the line on which a quotation mark opens for good. That is no way back to the same lines
    again and again: up to where this was seen no other mark can open, or it would have closed the first.
    """
    behind = False
    while start < len(lines):
        for row in _until_broken(lines, separator, start):
            start = row.stop
            if row.fault:
                yield row
                behind = True
                break
            behind = behind and len(row.cells) < width
            if any(cell.strip() for cell in row.cells):
                yield Row(row.start, row.stop, row.cells, remains=behind)


def _until_broken(lines: Sequence[str], separator: str, first: int) -> Iterator[Row]:
    reader = csv.reader(_with_ends(lines, first), delimiter=separator, strict=True)
    start = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield _odd(lines, separator, start)
            return
        stop = first + reader.line_num
        yield Row(start, stop, cells)
        start = stop


def _odd(lines: Sequence[str], separator: str, start: int) -> Row:
    """A row that is not written as it should be: with a stray quotation mark it can be read, without its end not."""
    opened = _never_closed(lines, separator, start)
    if opened is not None:
        return Row(start, opened + 1, (), because(r.NEVER_CLOSES), opened)
    reader = csv.reader(_with_ends(lines, start), delimiter=separator, strict=False)
    try:
        cells = next(reader)
    except csv.Error:
        return Row(start, start + max(reader.line_num, 1), (), because(r.LONG_CELL), start)
    return Row(start, start + reader.line_num, cells)


def _never_closed(lines: Sequence[str], separator: str, start: int) -> int | None:
    """The line of the row on which a quotation mark opens that closes nowhere, or amid the text of a later line."""
    opened, place = -1, 0
    for at in range(start, len(lines)):
        line, place = lines[at], 0
        while place <= len(line):
            if opened < 0 and line[place : place + 1] == '"':
                opened, place = at, place + 1
            if opened >= 0:
                closing = _QUOTED.match(line, place)
                if not closing:
                    break
                place = closing.end()
                if opened < at and line[place : place + 1] not in ("", separator):
                    return opened
                opened = -1
            found = line.find(separator, place)
            if found < 0:
                return None
            place = found + 1
    return opened if opened >= 0 else None


def _with_ends(lines: Sequence[str], start: int) -> Iterator[str]:
    return (f"{lines[at]}\n" for at in range(start, len(lines)))
