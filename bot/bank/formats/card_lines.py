"""The lines of a card without what only the card's plugin needs, and the passages that are made of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.bank.blocks import Sort, heading_in
from bot.bank.body import Line, as_markdown, lines_of, trimmed
from bot.bank.formats import Parts, Passage
from bot.bank.front_matter import difficulty_of
from bot.bank.inline import split_id, split_tags, without_comments
from bot.bank.note import Note

_ITEM = re.compile(r"\A\s*(?:>\s?)?(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_METADATA = re.compile(r"\s*>\s*(?:\[!sr\|card-metadata\]|<!--SR:)")
_TAG_BEFORE = re.compile(r"(\s*(?:[-*+]\s+)?)((?:#[^\s#][\w/-]*\s+)+)(?=\S)")
_ANKI_ID = re.compile(r"(?:<!--\s*)?ID: \d+(?:\s*-->)?\s*$")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: its lines, and the tags that stood before or after them."""

    lines: Sequence[Line]
    tags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The side as Markdown; a list of one item is only its text."""
        text = as_markdown(self.lines)
        return without_item(text) if "\n" not in text else text


def without_item(text: str) -> str:
    """A line without the bullet or the number that it begins with."""
    return _ITEM.sub("", text, count=1)


def side_of(lines: Sequence[Line], known_tags: Sequence[str] = ()) -> Side:
    """A side without its tags; `known_tags` are those of decks, which are none of a question."""
    kept = trimmed(lines)
    if not kept:
        return Side(())
    kept, before = _without_tags_before(kept)
    last = kept[-1]
    if last.is_code:
        return Side(kept, before)
    text, after = split_tags(last.text.rstrip())
    if after:
        # `split_tags` sets words apart by one space; what is indented stays so.
        indent = last.text[: len(last.text) - len(last.text.lstrip())]
        kept = trimmed([*kept[:-1], replace(last, text=indent + text.lstrip())])
    tags = tuple(tag for tag in (*before, *after) if tag.partition("/")[0].lower() not in known_tags)
    return Side(kept, tags)


def _without_tags_before(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Tags before a question (`#flashcards/a What is…`) or on lines of their own above it are its tags."""
    kept, tags = list(lines), list[str]()
    while kept and not kept[0].is_code and "#" in kept[0].text:
        words = kept[0].text.split()
        if all(word.startswith("#") and word.strip("#") for word in words) and len(kept) > 1:
            tags.extend(word.strip("#") for word in words)
            kept.pop(0)
            continue
        if (found := _TAG_BEFORE.match(kept[0].text)) and not heading_in(kept[0].text, 0):
            tags.extend(word.strip("#") for word in found.group(2).split())
            kept[0] = replace(kept[0], text=found.group(1) + kept[0].text[found.end() :])
        break
    return kept, tuple(tags)


def cleaned(note: Note, indexes: Iterable[int], residue: list[int]) -> list[Line]:
    """The lines at some places without scheduling, ids and properties; whole lines of those go to `residue`."""
    wanted: list[int] = []
    for index in indexes:
        line = note.blocks.lines[index]
        if _METADATA.match(line) or _ANKI_ID.match(line):
            residue.append(index)
        else:
            wanted.append(index)
    return lines_of(note, wanted, residue)


def stated_key(note: Note, indexes: Sequence[int]) -> str:
    """The `^id` that stands on one of these lines; the numbers that plugins write are none that a person chose."""
    for index in reversed(indexes):
        line = note.blocks.lines[index]
        if "^" in line and note.blocks.sorts[index] not in (Sort.CODE, Sort.FENCE):
            key = split_id(without_comments(line).rstrip())[1]
            if key and not key.isdigit():
                return key
    return ""


def passage(
    front: Side,
    back: Sequence[Line],
    indexes: Sequence[int],
    topic: str,
    *,
    deck: str = "",
    key: str = "",
    parts: Parts | None = None,
) -> Passage:
    """A question made of two sides, which stand on these lines; with `parts` the back is known already."""
    grades = [difficulty for tag in front.tags if (difficulty := difficulty_of(tag))]
    return Passage(
        prompt=front.text,
        index=indexes[0],
        body=indexes[1:],
        topic=topic,
        stated_key=key,
        lines=() if parts else back,
        parts=parts,
        tags=tuple(tag for tag in front.tags if not difficulty_of(tag)),
        difficulty=grades[-1] if grades else None,
        deck=deck,
    )
