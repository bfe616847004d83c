"""How a note says that it holds cards, and for which decks: `#flashcards/a/b`, `deck:`, `questions: cards`."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from bot.bank.blocks import Blocks, Sort
from bot.bank.card_options import CardOptions
from bot.bank.front_matter import CARDS, FrontMatter

TARGET_DECK = "TARGET DECK"
"""How Obsidian_to_Anki's line begins that names the deck of a note."""

_TARGET = re.compile(r"TARGET DECK(?::[ \t]+(\S.*))?[ \t]*$")
_PROPERTY = re.compile(r"deck::[ \t]+(\S.*)")
_TOP = 20
_MARKED = re.compile(r"(?<![\w#&/`])#card(?:[-/](?:reverse|spaced|reminder))?(?![\w/-])")
_ITEM = re.compile(r"\s*[-*+]\s")
_LABEL = re.compile(r"(?<!\s)\s*(?:#{1,6}\s|[-*+]\s|(?:file )?tags?::?)", re.IGNORECASE)
_CODE = (Sort.FENCE, Sort.CODE, Sort.COMMENT)


class OptIn(Enum):
    """Whether lines such as `a::b` are cards: no; yes, beside answers; or yes, wherever they stand."""

    NO = auto()
    BESIDE = auto()
    EVERYWHERE = auto()


@dataclass(frozen=True, slots=True)
class DeckTag:
    """A tag that opts in: the index of its line, the deck below it ("" for the note's own), and where it stands.

    `alone` says that the line holds nothing but tags, so that it speaks for all that follows; the others speak for
    the card on their line.
    """

    index: int
    deck: str
    alone: bool
    start: int
    stop: int


@lru_cache(maxsize=32)
def _tag(tags: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(tag) for tag in sorted(tags, key=len, reverse=True))
    return re.compile(rf"(?<![\w#&/`])#(?:{names})(?:/([\w/-]{{1,200}}))?(?![\w/-])", re.IGNORECASE)


def deck_tags(lines: Sequence[str], sorts: Sequence[Sort], tags: tuple[str, ...]) -> list[DeckTag]:
    """The tags that opt in, one for each line that has some, in their order."""
    found = (_first(index, line, tags) for index, line in enumerate(lines) if "#" in line and sorts[index] not in _CODE)
    return [tag for tag in found if tag]


def _first(index: int, line: str, tags: tuple[str, ...]) -> DeckTag | None:
    found = _tag(tags).search(line)
    if not found or line[: found.start()].count("`") % 2:
        return None
    words = _LABEL.sub("", line, count=1).split()
    alone = all(word.strip(",").startswith("#") for word in words)
    return DeckTag(index, (found.group(1) or "").strip("/"), alone, found.start(), found.end())


class Decks:
    """The decks of a note by its lines: a tag on a line of its own, or in a heading, speaks for all that follows."""

    def __init__(self, tags: Sequence[DeckTag], sorts: Sequence[Sort]) -> None:
        self._standing = [tag for tag in tags if tag.alone or sorts[tag.index] is Sort.HEADING]
        self._starts = [tag.index for tag in self._standing]
        standing = set(self._starts)
        self._own = {tag.index: tag for tag in tags if tag.index not in standing}
        self.lines = [tag.index for tag in tags if tag.alone and sorts[tag.index] is not Sort.HEADING]

    def at(self, index: int, last: int) -> str:
        """The deck of the card that begins at a line and ends at another; "" for the deck of the note."""
        own = next((self._own[line] for line in range(index, last + 1) if line in self._own), None)
        if own or not self._standing:
            return own.deck if own else ""
        # A card above the first tag belongs to that tag's deck, as in the plugin.
        return self._standing[max(bisect_right(self._starts, last) - 1, 0)].deck


@dataclass(frozen=True, slots=True)
class Said:
    """What a note says about its cards: whether it opts in, its tags, and the deck that they give to all of it.

    `has_target` says that a line names a `TARGET DECK`: such a note is meant to hold cards, though perhaps not `a::b`.
    """

    opts_in: OptIn
    tags: Sequence[DeckTag]
    deck: str
    has_target: bool


def read(front: FrontMatter, blocks: Blocks, options: CardOptions, questions: str) -> Said:
    """Reads what the front matter and the lines of a note say; `questions` is where its questions are."""
    tags = deck_tags(blocks.lines, blocks.sorts, options.tags)
    named = any(tag.partition("/")[0] in options.tags for tag in front.tags)
    if tags or named or front.cards or options.every_note or questions == CARDS or _has_marked_line(blocks):
        opts_in = OptIn.EVERYWHERE
    else:
        opts_in = OptIn.BESIDE if front.deck else OptIn.NO
    target = _target_line(blocks)
    deck = _deck_at_top(tags, blocks.sorts) or _target_deck(blocks, target)
    return Said(opts_in, tags, deck, has_target=target >= 0)


def is_deck_tag(tag: str, options: CardOptions) -> bool:
    """Whether a tag (without `#`) only says that there are cards."""
    return tag.partition("/")[0].lower() in (one.partition("/")[0].lower() for one in options.tags)


def _has_marked_line(blocks: Blocks) -> bool:
    """Whether a heading or a paragraph is marked with `#card`; Logseq's list items speak only for themselves."""
    for line, sort in zip(blocks.lines, blocks.sorts, strict=True):
        if "#card" in line and sort not in _CODE and _MARKED.search(line) and not _ITEM.match(line):
            return True
    return False


def _deck_at_top(tags: Sequence[DeckTag], sorts: Sequence[Sort]) -> str:
    """The deck of a tag that is the first thing in a note, or stands in its title."""
    first = next((index for index, sort in enumerate(sorts) if sort is not Sort.BLANK), -1)
    at_top = tags and tags[0].index == first and (tags[0].alone or sorts[first] is Sort.HEADING)
    return tags[0].deck if at_top else ""


def _target_deck(blocks: Blocks, at: int) -> str:
    """The deck that `TARGET DECK` names (below it or after its colon), or a property `deck::` of Logseq at the top."""
    for line in blocks.lines[:_TOP]:
        if found := _PROPERTY.match(line):
            return found.group(1).strip().replace("::", "/").strip("/")
        if line.strip() and "::" not in line:
            break
    if at < 0:
        return ""
    said, below = _TARGET.match(blocks.lines[at]), blocks.lines[at + 1] if at + 1 < len(blocks.lines) else ""
    return ((said and said.group(1)) or below).strip().replace("::", "/").strip("/")


def _target_line(blocks: Blocks) -> int:
    """The index of the line that begins with `TARGET DECK`, -1 for none."""
    marked = (at for at, line in enumerate(blocks.lines) if line.startswith(TARGET_DECK) and _TARGET.match(line))
    return next((at for at in marked if blocks.sorts[at] not in _CODE), -1)
