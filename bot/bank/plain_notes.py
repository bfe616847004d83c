"""The short way for plain notes: headings that ask, and prose, bold type and plain lists below them.

Many notes of a person's own are so. They hold no sign that any reader looks for, so that one regular expression can
tell, and what the readers would find in them is found without asking them. All other notes are read in full.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.bank import front_matter, key_points
from bot.bank.answer_labels import ANSWER_WORDS
from bot.bank.body import is_placeholder
from bot.bank.card_options import UNTOLD, CardOptions
from bot.bank.card_tags import TARGET_DECK, is_deck_tag
from bot.bank.choices import is_statement
from bot.bank.composing import worded
from bot.bank.formats.asking_words import title_asks
from bot.bank.formats.evidence import ASIDE_WORDS, NAVIGATION_WORDS, asks_by_words, level_among, levels_by_words
from bot.bank.formats.headings import reason_of_level
from bot.bank.front_matter import FrontMatter
from bot.bank.identity import content_key
from bot.bank.inline import plain
from bot.bank.note import PROPERTY_WORDS, clean_lines, language_of
from bot.domain.question import Convention, Kind, Question

# Signs that mean something to a reader, spaces of other kinds, and letters that are two when case is ignored.
_ODD = re.compile(
    "[<{}|^\\\\✅✔☑✓ſİı\u212a\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
_PAIRS = ("::", "``", "[[", "[!", "![", "__", "==", "%%", "$$", "~~", "START", "CLOCK:", TARGET_DECK)
"""The same for what only means something together, and words of card plugins."""
# How lines of plain notes begin, in lower case: ignoring case would take a regular expression three times as long.
_FIRST = r"\*{0,3}+[\w¿¡\"'«“(`]"
_LABEL = rf"[*_`]{{0,4}}\s?(?:{ANSWER_WORDS})"
_CHOICE = r"\*{0,3}\(?[a-z](?:\.\)|[).:])|\*{0,3}(?:[qp]\s?\d|question|pregunta)"
_HEADING_LINE = rf"\#{{1,6}}+\ ++(?!{_LABEL}|[*_`]{{0,4}}(?:{ASIDE_WORDS}|{NAVIGATION_WORDS})){_FIRST}"
_TEXT_LINE = (
    rf"\ *+(?>[-*+]\ ++|\d{{1,9}}[.)]\ ++)?+(?!{_CHOICE}|{_LABEL}|(?:{PROPERTY_WORDS})\s*:(?!\w))(?!\ ){_FIRST}"
)
_PLAIN_LINE = re.compile(f"{_HEADING_LINE}|{_TEXT_LINE}")


@dataclass(frozen=True, slots=True)
class PlainNote:
    """What a plain note gave; there is nothing wrong with it. The numbers are those of lines, as in a `Reading`."""

    questions: tuple[Question, ...]
    sections: tuple[int, ...]
    left_out: tuple[int, ...]
    convention: Convention


def read(text: str, *, file: str, default_language: str, questions: str, cards: CardOptions) -> PlainNote | None:
    """Reads a note if it is plain, all is well with it, and it has questions; None, when it has to be read in full."""
    if questions != front_matter.AUTO or cards != UNTOLD:
        return None
    lines = clean_lines(text)
    front = front_matter.read(lines, file)
    del lines[: front.length]
    if not _is_simple(front) or not _is_plain("\n".join(lines)):
        return None
    stem = file.rpartition("/")[2].rpartition(".")[0]
    if front.title and front.title != stem and title_asks(front.title):
        return None
    spoken = language_of(front.language, stem, lines, default_language)
    tags = tuple(tag for tag in front.tags if not is_deck_tag(tag, cards))
    return _Reader(file, front, lines, stem, spoken, tags).read()


def _is_simple(front: FrontMatter) -> bool:
    """Whether the front matter says nothing of where the questions are, and nothing wrong."""
    return not (front.problems or front.id or front.cards or front.questions not in ("", front_matter.AUTO))


def _is_plain(body: str) -> bool:
    if _ODD.search(body) or any(pair[0] in body and pair in body for pair in _PAIRS):  # one sign is found much faster
        return False
    return all(map(_PLAIN_LINE.match, filter(None, body.lower().split("\n"))))


class _Heading(NamedTuple):
    """A heading: its level, text and words, and where its line is among the others."""

    level: int
    text: str
    words: str
    place: int


@dataclass(slots=True)
class _Reader:
    """Cuts the lines at the headings; a deeper heading than those that ask is part of an answer."""

    file: str
    front: FrontMatter
    lines: Sequence[str]
    stem: str
    language: str
    tags: tuple[str, ...]
    questions: list[Question] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    _above: dict[int, str] = field(default_factory=dict)

    def read(self) -> PlainNote | None:
        headings = [_heading(line, at) for at, line in enumerate(self.lines) if line.startswith("#")]
        weighed = levels_by_words((one.level, one.words) for one in headings)
        level = level_among(weighed)
        if level is None or self._is_tagged(headings) or not self._cut(headings, level):
            return None
        reason = reason_of_level(next(one for one in weighed if one.level == level))
        told = Convention(self.file, "headings", reason, len(self.questions))
        return PlainNote(tuple(self.questions), tuple(self.sections), tuple(self.left_out), told)

    def _is_tagged(self, headings: Sequence[_Heading]) -> bool:
        """Whether a # stands anywhere but at the start of a heading."""
        return "\n".join(self.lines).count("#") > sum(one.level for one in headings)

    def _cut(self, headings: Sequence[_Heading], level: int) -> bool:
        """Reads what is between the cuts; False when something is odd after all."""
        title = next((one.words for one in headings if one.level == 1), "")
        stated = self.front.title or self.stem
        top = stated if level == 1 else self.front.title or title or self.stem
        cuts = list(_cuts(headings, level))
        self._leave_out(0, cuts[0].place)
        for one, stop in zip(cuts, [*(one.place for one in cuts[1:]), len(self.lines)], strict=True):
            if not (self._ask(one, stop, top) if one.level == level else self._enter(one, stop, level)):
                return False
        return True

    def _enter(self, section: _Heading, stop: int, level: int) -> bool:
        self.sections.append(self._line(section.place))
        self._leave_out(section.place + 1, stop)
        shallower = {depth: words for depth, words in self._above.items() if depth < section.level}
        self._above = shallower | {section.level: section.words}
        return section.level < level or not asks_by_words(section.words)

    def _ask(self, heading: _Heading, stop: int, top: str) -> bool:
        answer = "\n".join(self.lines[heading.place + 1 : stop]).strip("\n").rstrip()
        asked = worded(heading.text)
        if not asked or not answer or answer[0] == " " or is_placeholder(answer) or is_statement(asked):
            return False
        above = [depth for depth in self._above if depth < heading.level]
        self.questions.append(self._question(heading, asked, answer, self._above[max(above)] if above else top))
        return True

    def _question(self, heading: _Heading, asked: str, answer: str, topic: str) -> Question:
        return Question(
            key=content_key(asked),
            file=self.file,
            line=self._line(heading.place),
            deck=self.front.deck or self.file.rpartition("/")[0],
            topic=topic,
            kind=Kind.OPEN,
            language=self.language,
            question=asked,
            answer=answer,
            key_points=key_points.of_texts(answer.split("\n")),
            tags=self.tags,
            difficulty=self.front.difficulty,
        )

    def _leave_out(self, start: int, stop: int) -> None:
        self.left_out += [self._line(at) for at in range(start, stop) if self.lines[at]]

    def _line(self, index: int) -> int:
        return self.front.length + 1 + index


def _heading(line: str, index: int) -> _Heading:
    signs, _, rest = line.partition(" ")
    text = rest.strip()
    return _Heading(len(signs), text, plain(text), index)


def _cuts(headings: Sequence[_Heading], level: int) -> Iterator[_Heading]:
    """The headings that ask, and those of sections."""
    is_open = False
    for one in headings:
        if one.level <= level or not is_open:
            is_open = one.level == level
            yield one
