"""Which headings of a note ask something: those in list items, and one level of the others."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.bank.answer_callouts import is_answer_callout
from bot.bank.answer_labels import ANSWER_WORDS, answer_line, callout_mark
from bot.bank.blocks import Blocks, Heading, Sort, heading_in
from bot.bank.formats.asking_words import title_asks
from bot.bank.inline import plain, split_id, split_tags

ASIDE_WORDS = r"explanation|explicaci[oó]n|good to hear|(?:additional|further) (?:links|reading)|references|referencias"
_ANSWER_LABEL = re.compile(rf"(?:{ANSWER_WORDS})\s*:?$", re.IGNORECASE)
_LABEL = re.compile(rf"(?:{ANSWER_WORDS}|{ASIDE_WORDS})\s*(?::.{{0,20}})?$", re.IGNORECASE)
NAVIGATION_WORDS = r"table of contents|contents|toc|index|[ií]ndice|(?:tabla de )?contenidos?|sumario"
"""What a table of contents is called, and above it what stands below an answer; both ignore case."""
_NAVIGATION = re.compile(rf"(?:{NAVIGATION_WORDS})\W*$", re.IGNORECASE)
_ONLY_LINK = re.compile(r"\W*(?:\[[^\[\]]*\]\(#[^()]*\)|\[\[#[^\[\]]*\]\])\W*$")
_ASKS = re.compile(
    r"¿|[QP]\d+\s*[.:)]|(?:question|pregunta|quest[aã]o|frage)\s+#?\d+|verdadero o falso\b|true or false\b|"
    r"(?:v o f|v/f|t/f|true/false|verdadero/falso)\s*:|"
    r"(?:qu[eé]|c[oó]mo|cu[aá]l(?:es)?|cu[aá]ndo|d[oó]nde|qui[eé]n(?:es)?|cu[aá]nt[oa]s?|por qu[eé]|para qu[eé]|"
    r"what|why|how|when|where|which|who|whose|whom)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\d+[.)]\s")
# A number, and the pictures that people put before a heading.
_BEFORE = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2}){0,3}[.)]?\s+)?[^\w\s¿(\[{]*\s*(?:\d{1,3}[.)]\s+)?")
_FOLLOWED_BY = re.compile(r"\s*(?:[-*+]\s+\[[ xX]\]\s|\?{1,2}$|= \S|<details\b)")
_SUMMARY = re.compile(r"<summary\b[^<>]*>(.{0,1000}?)</summary\s*>", re.IGNORECASE | re.DOTALL)
_FIRST_CHOICE = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)?\(?[Aa](?:\.\)|[).:])")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The headings of a note by what they may be: in list items, or free; labels and navigation are neither."""

    in_items: Sequence[Heading]
    free: Sequence[Heading]


def candidates(blocks: Blocks, start: int, stop: int) -> Candidates:
    """Tells the headings apart; those inside the item or the answer of a list heading are text."""
    in_items: list[Heading] = []
    free: list[Heading] = []
    for heading in blocks.headings:
        if not start <= heading.index < stop or is_label(heading) or is_navigation(heading):
            continue
        item = in_items[-1] if in_items else None
        if heading.in_item and not (item and is_open(item, free) and is_nested(item, heading)):
            in_items.append(heading)
        elif not (item and is_open(item, free) and belongs_to(item, heading)) and heading.indent < 4:
            free.append(heading)
    return Candidates(in_items, free)


def is_open(item: Heading, free: Sequence[Heading]) -> bool:
    """Whether no free heading has come since the list heading."""
    return not free or free[-1].index < item.index


def is_nested(item: Heading, heading: Heading) -> bool:
    """Whether a list heading is a deeper part of the list heading above it; one of its level is only indented."""
    return heading.indent >= item.content and heading.level > item.level


def belongs_to(item: Heading, heading: Heading) -> bool:
    """Whether a heading is part of the answer of the list heading above it."""
    return heading.indent >= item.content or heading.level > item.level


def is_label(heading: Heading) -> bool:
    """`Answer`, `Respuesta correcta: D` and the like: part of an answer at whatever level."""
    return bool(_LABEL.match(plain(heading.text)))


def is_answer_label(line: str) -> bool:
    """A heading that says nothing but that the answer follows."""
    heading = heading_in(line, 0)
    return bool(heading and _ANSWER_LABEL.match(plain(heading.text)))


def is_navigation(heading: Heading) -> bool:
    """A table of contents, or a heading that is only a link inside the note."""
    return not heading.text or bool(_ONLY_LINK.match(heading.text) or _NAVIGATION.match(plain(heading.text)))


def asks(heading: Heading, blocks: Blocks) -> bool:
    """Whether a heading looks like a question by its words or by what follows it."""
    return asks_by_words(words_of(heading)) or _quizzes(heading, blocks)


def asks_by_words(text: str) -> bool:
    """Whether a text without markup looks like a question: by its signs, an interrogative, or how it is numbered."""
    return text.endswith(("?", "？", "؟")) or bool(_ASKS.match(_BEFORE.sub("", text, count=1)))


def answered_below(blocks: Blocks) -> set[int]:
    """The lines of the headings below which an answer of its own kind stands.

    An `Answer` heading right below and deeper, choices with a line or a fold that names the right one, or callouts of
    which some are right and some are wrong.
    """
    headings = {heading.index: heading for heading in blocks.headings}
    found = {one.index for one, below in pairwise(blocks.headings) if below.level > one.level and _is_answer(below)}
    above, marks = -1, set[str]()
    for index, sort in enumerate(blocks.sorts):
        if sort is Sort.HEADING and not is_label(headings[index]):
            above, marks = index, set()
        elif sort in (Sort.TEXT, Sort.HEADING) and above >= 0 and (mark := _mark(blocks.lines[index])):
            marks.add(mark)
            if marks >= {"x", " "} or marks >= {"choice", "answer"}:
                found.add(above)
    return found


def _is_answer(heading: Heading) -> bool:
    return bool(_ANSWER_LABEL.match(plain(heading.text)))


def _mark(line: str) -> str:
    """What a line says about the question above it: a first choice, an answer, or a callout that marks a choice."""
    if _FIRST_CHOICE.match(line):
        return "choice"
    if "<details" in line or is_answer_callout(line) or answer_line(line.lstrip("> ")) is not None:
        return "answer"
    return callout_mark(line)


def words_of(heading: Heading) -> str:
    """A heading without its tags, its id and its markup."""
    return plain(split_tags(split_id(heading.text)[0])[0])


def _quizzes(heading: Heading, blocks: Blocks) -> bool:
    if "#card" in heading.text:
        return True
    after = _line_after(heading.index, blocks)
    if after < 0 or not (_FOLLOWED_BY.match(blocks.lines[after]) or is_answer_callout(blocks.lines[after])):
        return False
    # A fold that asks by itself is a question of its own.
    summary = _SUMMARY.search("\n".join(blocks.lines[after : after + 4])) if "<" in blocks.lines[after] else None
    return not (summary and asks_by_words(plain(summary.group(1))))


def _line_after(index: int, blocks: Blocks) -> int:
    """The index of the line that follows a heading, only a few blank ones between; -1 when there is none."""
    few = range(index + 1, min(index + 4, len(blocks.lines)))
    return next((after for after in few if blocks.sorts[after] is not Sort.BLANK), -1)


@dataclass(frozen=True, slots=True)
class Level:
    """How many headings a level has, and how many of them look like questions, or are at least numbered."""

    level: int
    count: int
    asking: int
    numbered: int

    @property
    def qualifies(self) -> bool:
        """Whether half of the headings look like questions."""
        return 2 * (self.asking + self.numbered) >= self.count


def level_among(weighed: Iterable[Level]) -> int | None:
    """The shallowest level at which half of the headings look like questions; None when there is none.

    Two kinds of headings give way to deeper ones that ask more: a lone first-level title, and sections that are
    only numbered.
    """
    found = [level for level in weighed if level.qualifies]
    for place, level in enumerate(found):
        deeper = max((other.asking for other in found[place + 1 :]), default=0)
        is_title = level.level == 1 and level.count == 1 and deeper > 1
        is_numbering = not level.asking and deeper > level.count
        if not is_title and not is_numbering:
            return level.level
    return None


def levels(free: Iterable[Heading], blocks: Blocks) -> list[Level]:
    """The levels at which a note has headings, from the shallowest, with how many ask."""
    by_level: dict[int, list[Heading]] = {}
    for heading in free:
        by_level.setdefault(heading.level, []).append(heading)
    answered = answered_below(blocks)
    weighed = [_weigh(level, by_level[level], blocks, answered) for level in sorted(by_level)]
    return [_as_title(one, by_level[one.level][0], blocks, answered) for one in weighed]


def levels_by_words(headings: Iterable[tuple[int, str]]) -> list[Level]:
    """The same for headings (levels and words) below which there is nothing but prose, so that only words tell."""
    by_level: dict[int, list[str]] = {}
    for level, words in headings:
        by_level.setdefault(level, []).append(words)
    return [_weigh_words(level, by_level[level]) for level in sorted(by_level)]


def _weigh_words(level: int, headings: Sequence[str]) -> Level:
    others = [words for words in headings if not asks_by_words(words)]
    numbered = sum(1 for words in others if _NUMBERED.match(words))
    asking = len(headings) - len(others)
    if level == 1 and len(headings) == 1 and asking and not title_asks(headings[0]):
        asking = 0
    return Level(level, len(headings), asking, numbered)


def _as_title(level: Level, heading: Heading, blocks: Blocks, answered: Collection[int]) -> Level:
    """A lone first-level heading is the title of most notes: “How to bake bread” asks nothing."""
    if level.level > 1 or level.count > 1 or not level.asking:
        return level
    if heading.index in answered or title_asks(words_of(heading)) or _quizzes(heading, blocks):
        return level
    return replace(level, asking=0)


def _weigh(level: int, headings: Sequence[Heading], blocks: Blocks, answered: Collection[int]) -> Level:
    asking = [heading for heading in headings if heading.index in answered or asks(heading, blocks)]
    asked = {heading.index for heading in asking}
    numbered = sum(1 for one in headings if one.index not in asked and _NUMBERED.match(words_of(one)))
    return Level(level, len(headings), len(asking), numbered)
