"""What the bot says → one styled text, which each platform cuts and marks up in its own way."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from bot.chats.styled.layout import lay_out
from bot.chats.styled.writing import CODES, Look, Mark, Styled, Writer
from bot.domain.conversation import Body, Line, Passage, Style
from bot.markup.cleaning import clean
from bot.markup.reading import parse

_FOLDED_LENGTH = 400
_FOLDED_LINES = 8
_STYLES = {Style.BOLD: Look.BOLD, Style.ITALIC: Look.ITALIC, Style.CODE: Look.CODE}


def styled(body: Body, pressable: tuple[str, ...]) -> Styled:
    """The lines and passages one below the other; addresses that begin with one of `pressable` are links."""
    writer = Writer()
    is_first = True
    for part in body:
        shown = _line(part) if isinstance(part, Line) else _passage(part, pressable)
        if shown is None:
            continue
        if not is_first:
            writer.write("\n")
        writer.append(shown)
        is_first = False
    return writer.finished()


def apart(styled: Styled, around: Collection[Look]) -> Styled:
    """Takes code out of the looks around it, for platforms that show no bold code."""
    code = [mark for mark in styled.marks if mark.look in CODES]
    if not code:
        return styled
    starts = [mark.start for mark in code]
    parts: list[Mark] = []
    for mark in styled.marks:
        holes = code[bisect_left(starts, mark.start) : bisect_left(starts, mark.end)] if mark.look in around else ()
        parts.extend(_without(mark, holes))
    return replace(styled, marks=tuple(sorted(parts, key=lambda mark: (mark.start, -mark.end))))


def _without(mark: Mark, holes: Iterable[Mark]) -> Iterator[Mark]:
    start = mark.start
    for hole in holes:
        if hole.start > start:
            yield replace(mark, start=start, end=hole.start)
        start = hole.end
    if start < mark.end:
        yield replace(mark, start=start)


def _line(line: Line) -> Styled:
    writer = Writer()
    for span in line.spans:
        look = _STYLES.get(span.style)
        if look is None:
            writer.write(clean(span.text))
            continue
        with writer.mark(look):
            writer.write(clean(span.text))
    return writer.finished()


def _passage(passage: Passage, pressable: tuple[str, ...]) -> Styled | None:
    """A passage as it stands or as a quote; None when its Markdown shows nothing."""
    blocks = parse(passage.markdown).blocks
    writer = Writer()
    if not passage.quoted:
        lay_out(blocks, writer, pressable)
        return writer.finished() if blocks else None
    with writer.mark(Look.QUOTE):
        lay_out(blocks, writer, pressable)
    return _folded(writer.finished()) if blocks else None


def _folded(quote: Styled) -> Styled:
    """A long quote is folded."""
    if len(quote.text) <= _FOLDED_LENGTH and quote.text.count("\n") < _FOLDED_LINES:
        return quote
    marks = (replace(mark, look=Look.FOLDED_QUOTE) if mark.look == Look.QUOTE else mark for mark in quote.marks)
    return replace(quote, marks=tuple(marks))
