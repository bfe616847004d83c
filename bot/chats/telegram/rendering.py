"""What the bot says → texts with entities that Telegram accepts as they are.

Telegram's rules: a message has at most 4,096 UTF-16 units and 100 entities; code holds no other entity; no quote stands
in a quote.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from telegram import MessageEntity
from telegram.constants import MessageEntityType as Kind
from telegram.constants import MessageLimit

from bot.chats.telegram.layout import lay_out
from bot.chats.telegram.splitting import split, units
from bot.chats.telegram.styling import Mark, Styled, Writer
from bot.domain.conversation import Body, Line, Passage, Style
from bot.markup.cleaning import clean
from bot.markup.reading import parse

_FOLDED_LENGTH = 400
_FOLDED_LINES = 8
_STYLES = {Style.BOLD: Kind.BOLD, Style.ITALIC: Kind.ITALIC, Style.CODE: Kind.CODE}
_CODE = (Kind.CODE, Kind.PRE)
_AROUND = frozenset((Kind.BOLD, Kind.ITALIC, Kind.STRIKETHROUGH, Kind.SPOILER))


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message: its text, and its entities in UTF-16 units, the outer before the inner."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


def render(body: Body, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[Rendered]:
    """The messages that show a body, in order; none when nothing in it can be seen. `limit` is in UTF-16 units."""
    writer = Writer()
    is_first = True
    for part in body:
        shown = _line(part) if isinstance(part, Line) else _passage(part)
        if shown is None:
            continue
        if not is_first:
            writer.write("\n")
        writer.append(shown)
        is_first = False
    styled = _apart(writer.finished())
    return [Rendered(piece.text, tuple(_entities(piece))) for piece in split(styled, limit)]


def _line(line: Line) -> Styled:
    writer = Writer()
    for span in line.spans:
        kind = _STYLES.get(span.style)
        if kind is None:
            writer.write(clean(span.text))
            continue
        with writer.mark(kind):
            writer.write(clean(span.text))
    return writer.finished()


def _passage(passage: Passage) -> Styled | None:
    """A passage as it stands or as a quote; None when its Markdown shows nothing."""
    blocks = parse(passage.markdown).blocks
    writer = Writer()
    if not passage.quoted:
        lay_out(blocks, writer)
        return writer.finished() if blocks else None
    with writer.mark(Kind.BLOCKQUOTE):
        lay_out(blocks, writer)
    return _folded(writer.finished()) if blocks else None


def _folded(quote: Styled) -> Styled:
    """A long quote is expandable."""
    if len(quote.text) <= _FOLDED_LENGTH and quote.text.count("\n") < _FOLDED_LINES:
        return quote
    return replace(
        quote,
        marks=tuple(
            replace(mark, kind=Kind.EXPANDABLE_BLOCKQUOTE) if mark.kind == Kind.BLOCKQUOTE else mark
            for mark in quote.marks
        ),
    )


def _apart(styled: Styled) -> Styled:
    """Takes code out of the styles around it: Telegram shows no bold code."""
    code = [mark for mark in styled.marks if mark.kind in _CODE]
    if not code:
        return styled
    starts = [mark.start for mark in code]
    parts: list[Mark] = []
    for mark in styled.marks:
        holes = code[bisect_left(starts, mark.start) : bisect_left(starts, mark.end)] if mark.kind in _AROUND else ()
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


def _entities(piece: Styled) -> Iterator[MessageEntity]:
    before = units(piece.text)
    for mark in piece.marks:
        offset = before[mark.start]
        yield MessageEntity(
            type=mark.kind,
            offset=offset,
            length=before[mark.end] - offset,
            url=mark.detail if mark.kind == Kind.TEXT_LINK else None,
            language=mark.detail if mark.kind == Kind.PRE else None,
        )
