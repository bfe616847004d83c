"""One note: its text made clean, what its front matter says, its blocks, and what they say about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.bank import card_tags, front_matter, language
from bot.bank.blocks import Blocks, Sort, scan
from bot.bank.card_options import UNTOLD, CardOptions
from bot.bank.card_tags import DeckTag, OptIn, is_deck_tag
from bot.bank.inline import plain, tags_in
from bot.domain.question import Difficulty, Problem, Severity
from bot.texts import reasons as r
from bot.texts.reasons import because

_INVISIBLE = ("\u200b", "\u2060", "\ufeff")
PROPERTY_WORDS = "tags?|links?|aliases|up|related|source|created|updated"
"""What a property line at the top or the end of a note begins with, before its colon."""
_PROPERTY = re.compile(rf"\s*({PROPERTY_WORDS})\s*::?(?:\s(.*)|)$", re.IGNORECASE)
_ONLY_LINKS = re.compile(r"\s*(?:[-*]\s+)?(?:(?:#[\w/-]+|\[\[[^\[\]\n]*\]\]|[,·|])\s*)+$")


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the readers of questions see it.

    Indexes into `blocks` count from 0 and start after the front matter; `line` turns one into a line number.
    `start` and `stop` bound what is no property line at the top or trailer at the end. `cards` says what a card looks
    like in its vault; `opts_in`, `has_target` and `deck_tags` whether it holds some, and for which decks.
    """

    file: str
    title: str
    language: str
    deck: str
    tags: tuple[str, ...]
    difficulty: Difficulty | None
    questions: str
    id: str
    blocks: Blocks
    first_line: int
    start: int
    stop: int
    stated_title: str
    problems: tuple[Problem, ...]
    cards: CardOptions = UNTOLD
    opts_in: OptIn = OptIn.NO
    has_target: bool = False
    deck_tags: Sequence[DeckTag] = ()
    id_line: int = 1

    def line(self, index: int) -> int:
        """The line number, in the file, of a line of the body."""
        return self.first_line + index


def clean_lines(text: str) -> list[str]:
    """The lines of a text without what cannot be seen: marks of byte order, zero widths, odd spaces and ends."""
    for sign in _INVISIBLE:
        if sign in text:
            text = text.replace(sign, "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\u00a0", " ").split("\n")


def parse(text: str, *, file: str, default_language: str, questions: str, cards: CardOptions = UNTOLD) -> Note:
    """Reads a note; `questions` is where its questions are when it does not say so itself. Never raises."""
    lines = clean_lines(text)
    front = front_matter.read(lines, file)
    blocks = scan(lines[front.length :])
    start, stop = _after_header(blocks), _before_trailer(blocks)
    stem = file.rpartition("/")[2].rpartition(".")[0]
    stated = front.title or stem
    said = card_tags.read(front, blocks, cards, front.questions or questions)
    tags = dict.fromkeys((*front.tags, *_property_tags(blocks, start, stop)))
    return Note(
        file=file,
        title=front.title or _first_title(blocks) or stem,
        language=language_of(front.language, stem, blocks.lines, default_language),
        deck=front.deck or said.deck or file.rpartition("/")[0],
        tags=tuple(tag for tag in tags if not is_deck_tag(tag, cards)),
        difficulty=front.difficulty,
        questions=front.questions or questions,
        id=front.id,
        blocks=blocks,
        first_line=front.length + 1,
        start=start,
        stop=stop,
        stated_title=stated,
        problems=(*front.problems, *_conflicts(blocks, file, front.length + 1)),
        cards=cards,
        opts_in=said.opts_in,
        has_target=said.has_target,
        deck_tags=said.tags,
        id_line=front.id_line,
    )


def unscanned(text: str, *, file: str, default_language: str) -> Note:
    """A file that is no Markdown: its lines are only text, and nothing at its top or end is set apart."""
    lines = clean_lines(text)
    stem = file.rpartition("/")[2].rpartition(".")[0]
    blocks = Blocks(lines, [Sort.TEXT if line.strip() else Sort.BLANK for line in lines], [])
    spoken = language_of("", stem, lines, default_language)
    deck = file.rpartition("/")[0]
    return Note(file, stem, spoken, deck, (), None, "", "", blocks, 1, 0, len(lines), stem, ())


def language_of(stated: str, stem: str, lines: Sequence[str], default: str) -> str:
    """The language that a note states, that its file's name does, or that its first lines seem to be in."""
    # The first lines of a long note are enough; joining all of them would not be cheap.
    return stated or language.in_file_name(stem) or language.detect("\n".join(lines[:60]), default)


def _first_title(blocks: Blocks) -> str:
    return next((plain(heading.text) for heading in blocks.headings if heading.level == 1 and not heading.in_item), "")


def _after_header(blocks: Blocks) -> int:
    """The index after the property lines (`links: …`, `tags: …`) at the top."""
    after = 0
    for index, line in enumerate(blocks.lines):
        if _PROPERTY.match(line):
            after = index + 1
        elif line.strip():
            break
    return after


def _before_trailer(blocks: Blocks) -> int:
    """The index of the `---` that opens a trailer of properties, tags and links; else the number of lines."""
    for index in range(len(blocks.lines) - 1, -1, -1):
        sort, line = blocks.sorts[index], blocks.lines[index]
        if sort is Sort.RULE:
            return index
        if sort is not Sort.BLANK and not _PROPERTY.match(line) and not _ONLY_LINKS.match(line):
            break
    return len(blocks.lines)


def _property_tags(blocks: Blocks, start: int, stop: int) -> tuple[str, ...]:
    return tuple(tag for line in (*blocks.lines[:start], *blocks.lines[stop:]) for tag in _tags_of(line))


def _tags_of(line: str) -> tuple[str, ...]:
    found = _PROPERTY.match(line)
    if not found or "#" in line:
        return tags_in(line)
    if not found.group(1).lower().startswith("tag"):
        return ()
    return tuple(word.strip() for word in (found.group(2) or "").split(",") if word.strip())


def _conflicts(blocks: Blocks, file: str, first_line: int) -> list[Problem]:
    if Sort.CONFLICT not in blocks.sorts:
        return []
    line = first_line + blocks.sorts.index(Sort.CONFLICT)
    return [Problem(file, line, Severity.ERROR, because(r.CONFLICT))]
