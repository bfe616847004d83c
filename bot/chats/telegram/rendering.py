"""What the bot says → texts with entities that Telegram accepts as they are.

Telegram's rules: a message has at most 4,096 UTF-16 units and 100 entities; code holds no other entity; no quote stands
in a quote.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import MessageEntity
from telegram.constants import MessageEntityType as Kind
from telegram.constants import MessageLimit

from bot.chats.styled.body import apart, styled
from bot.chats.styled.splitting import split, units
from bot.chats.styled.writing import Look, Styled
from bot.domain.conversation import Body

MOST_ENTITIES = 100

_PRESSABLE = ("http://", "https://", "tg://", "mailto:")
_CALLING = "tg://user"
"""A link to a person is a mention: it would ring somebody's telephone."""
_NOT_AROUND_CODE = frozenset((Look.BOLD, Look.ITALIC, Look.STRIKE, Look.SPOILER))
_KINDS = {
    Look.BOLD: Kind.BOLD,
    Look.ITALIC: Kind.ITALIC,
    Look.STRIKE: Kind.STRIKETHROUGH,
    Look.SPOILER: Kind.SPOILER,
    Look.CODE: Kind.CODE,
    Look.PRE: Kind.PRE,
    Look.LINK: Kind.TEXT_LINK,
    Look.QUOTE: Kind.BLOCKQUOTE,
    Look.FOLDED_QUOTE: Kind.EXPANDABLE_BLOCKQUOTE,
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message: its text, and its entities in UTF-16 units, the outer before the inner."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


def render(body: Body, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[Rendered]:
    """The messages that show a body, in order; none when nothing in it can be seen. `limit` is in UTF-16 units."""
    whole = apart(styled(body, _PRESSABLE), _NOT_AROUND_CODE)
    return [Rendered(piece.text, tuple(_entities(piece))) for piece in split(whole, _Reach(whole, limit))]


class _Reach:
    """Where a message must end that begins somewhere: by its length, or by its marks."""

    def __init__(self, whole: Styled, limit: int) -> None:
        self._whole = whole
        self._limit = limit
        self._units = units(whole.text)
        self._starts = [mark.start for mark in whole.marks]

    def __call__(self, start: int) -> int:
        return min(self._by_length(start), self._by_marks(start))

    def _by_length(self, start: int) -> int:
        return bisect_right(self._units, self._units[start] + self._limit) - 1

    def _by_marks(self, start: int) -> int:
        """The start of the first mark that would be one too many."""
        marks = self._whole.marks
        if len(marks) <= MOST_ENTITIES:
            return len(self._whole.text)
        first = bisect_right(self._starts, start - 1)
        running = sum(mark.end > start for mark in marks[:first])
        beyond = first + MOST_ENTITIES - running
        return self._starts[beyond] if beyond < len(self._starts) else len(self._whole.text)


def _entities(piece: Styled) -> Iterator[MessageEntity]:
    before = units(piece.text)
    for mark in piece.marks:
        if mark.look == Look.LINK and (mark.detail or "").lower().startswith(_CALLING):
            continue
        offset = before[mark.start]
        yield MessageEntity(
            type=_KINDS[mark.look],
            offset=offset,
            length=before[mark.end] - offset,
            url=mark.detail if mark.look == Look.LINK else None,
            language=mark.detail if mark.look == Look.PRE else None,
        )
