"""One pass over a note's lines: which are headings, rules, code, comments, or plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.bank.inline import outside_code

_FENCE = re.compile(r"([\s>]*)(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}(?=[^`]*$)|~{3,})(.*)")
_HEADING = re.compile(r"(\s*)((?:[-*+]|\d{1,9}[.)])[ \t]+)?(#{1,6})(?=[ \t]|$)")
_STATED_ANCHOR = re.compile(r"(?<!\s)\s*\{#[\w.:-]+\}$")
_ARROW = re.compile(r"\[(?:\[[^\w\[\]]*\]|[^\w\[\]]*)\]\(#[^()]*\)")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r"(?:={4,}|-{4,})$")
_IN_BLOCK = re.compile(r"[>|]|[-*+]\s|\d+[.)]\s|[-=]+$")
_UNEVEN = 4
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_FOLD = re.compile(r"<(/?)details\b", re.IGNORECASE)
_COMMENT_ENDS = {"<!--": "-->", "%%": "%%"}


class Sort(Enum):
    """What a line is."""

    BLANK = auto()
    TEXT = auto()
    HEADING = auto()
    RULE = auto()
    FENCE = auto()
    CODE = auto()
    COMMENT = auto()
    CONFLICT = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the index of its line, its level, its text without the #s, and where it stands.

    `indent` counts the columns before it; `content` is where the text of its list item starts, and `in_item`
    says that it is the first thing in a list item (`- ##### Q`, `3. ### Q`).
    """

    index: int
    level: int
    text: str
    indent: int
    in_item: bool
    content: int

    @property
    def might_ask(self) -> bool:
        """Whether an unbalanced fence may end here."""
        return self.in_item or self.text.startswith("¿") or self.text.endswith(("?", "？", "؟"))


@dataclass(frozen=True, slots=True)
class Blocks:
    """The lines of a note, the sort of each, and its headings; indexes count from 0."""

    lines: Sequence[str]
    sorts: Sequence[Sort]
    headings: Sequence[Heading]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that opens or closes a code fence."""

    sign: str
    length: int
    bare: bool
    indent: int

    def closes(self, opener: "_Mark") -> bool:
        return self.bare and self.sign == opener.sign and self.length >= opener.length


@dataclass(slots=True)
class _Scanner:
    """Walks the lines once; a line is looked at again only when a fence turns out to be unbalanced."""

    lines: Sequence[str]
    sorts: list[Sort] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    steps: int = 0
    _fence: _Mark | None = None
    _closable: bool = True
    _doubt: int | None = None
    _folds: int = 0
    _folds_in_code: int = 0
    _comment_end: str = ""
    _in_conflict: bool = False
    _longest: dict[int, int] = field(default_factory=dict)
    _marks: dict[int, _Mark] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    def scan(self) -> Blocks:
        self._find_marks()
        self._last = {end: self._last_line_with(end) for end in _COMMENT_ENDS.values()}
        for index, line in enumerate(self.lines):
            self.steps += 1
            self.sorts.append(self._sort(index, line))
        return Blocks(self.lines, self.sorts, self.headings)

    def _find_marks(self) -> None:
        """Finds the fence lines, and how long a closing fence still comes after each of them."""
        for index, line in enumerate(self.lines):
            if ("```" in line or "~~~" in line) and (found := _FENCE.match(line)):
                before, sign, rest = found.groups()
                self._marks[index] = _Mark(sign[0], len(sign), not rest.strip(), columns(before))
        longest = {"`": 0, "~": 0}
        for index in reversed(self._marks):
            mark = self._marks[index]
            self._longest[index] = longest[mark.sign]
            if mark.bare:
                longest[mark.sign] = max(longest[mark.sign], mark.length)

    def _last_line_with(self, token: str) -> int:
        return next((index for index in range(len(self.lines) - 1, -1, -1) if token in self.lines[index]), -1)

    def _sort(self, index: int, line: str) -> Sort:
        if self._fence and (inside := self._in_fence(index, line, self._fence)):
            return inside
        if self._comment_end:
            return self._in_comment(line)
        if index in self._marks:
            return self._open_fence(index)
        return self._plain_sort(index, line)

    def _open_fence(self, index: int) -> Sort:
        mark = self._marks[index]
        self._fence, self._doubt, self._folds_in_code = mark, None, 0
        self._closable = self._longest[index] >= mark.length
        return Sort.FENCE

    def _in_fence(self, index: int, line: str, fence: _Mark) -> Sort | None:
        """The sort of a line inside a fence; None when the fence has ended before it.

        Fences that nobody closes end at the next question; so do those in a list item (by CommonMark, they end
        with it) and those in which another fence with a language opens, which no closing fence can have. A fence in
        `<details>` ends with it.
        """
        mark = self._marks.get(index)
        if mark and mark.closes(fence):
            self._fence = None
            return Sort.FENCE
        if mark and not mark.bare and mark.sign == fence.sign and self._doubt is not None:
            self._sort_again(self._doubt, index)
            return self._open_fence(index)
        if "<" in line and self._closes_fold_around(line):
            self._fence = None
            return None
        heading = heading_in(line, index) if "#" in line else None
        if heading and self._ends_fence(heading, fence):
            self._fence = None
            return None
        if heading and heading.might_ask and self._doubt is None:
            self._doubt = index
        return Sort.CODE

    def _closes_fold_around(self, line: str) -> bool:
        """Whether a line of code closes the `<details>` in which its fence opened, and none that the code shows."""
        for end in _FOLD.findall(line) if self._folds else ():
            self._folds_in_code += -1 if end else 1
            if self._folds_in_code < 0:
                return True
        return False

    def _ends_fence(self, heading: Heading, fence: _Mark) -> bool:
        if self._closable:
            return heading.in_item and heading.indent < fence.indent
        # Code comments start with one #.
        return heading.might_ask or heading.level > 1

    def _sort_again(self, start: int, stop: int) -> None:
        """Takes lines that were held for code as text after all."""
        for index in range(start, stop):
            self.steps += 1
            self.sorts[index] = self._plain_sort(index, self.lines[index])

    def _in_comment(self, line: str) -> Sort:
        if self._comment_end in line:
            self._comment_end = ""
        return Sort.COMMENT

    def _plain_sort(self, index: int, line: str) -> Sort:
        text = line.strip()
        if not text:
            return Sort.BLANK
        if "<" in text:
            self._count_folds(text)
        if "#" in text and (heading := heading_in(line, index)):
            self.headings.append(heading)
            return Sort.HEADING
        if text[0] in "-=" and not self._in_conflict and self._underlines(index, text):
            return Sort.COMMENT
        if text[0] in "-*_" and _RULE.match(line):
            return Sort.RULE
        if text[0] in "<%" and self._opens_comment(index, text):
            return Sort.COMMENT
        if line[0] in "<=>|" and self._is_conflict(line):
            return Sort.CONFLICT
        return Sort.TEXT

    def _underlines(self, index: int, text: str) -> bool:
        """Whether a line makes the one above a heading; a rule right below a text is more often only a rule.

        So dashes have to be about as long as the text. The line itself is left out of everything.
        """
        before = self.sorts[max(index - 2, 0) : index]
        if not _UNDERLINE.match(text) or not before or before[-1] is not Sort.TEXT or before[:-1] == [Sort.TEXT]:
            return False
        above = self.lines[index - 1].strip()
        if (text[0] == "-" and abs(len(above) - len(text)) > _UNEVEN) or _IN_BLOCK.match(above):
            return False
        self.sorts[index - 1] = Sort.HEADING
        self.headings.append(Heading(index - 1, 1 if text[0] == "=" else 2, above, 0, False, 0))
        return True

    def _count_folds(self, text: str) -> None:
        for tag in outside_code(_FOLD, text):
            self._folds = max(0, self._folds - 1) if tag.group(1) else self._folds + 1

    def _opens_comment(self, index: int, text: str) -> bool:
        """Whether a comment starts here; one that never ends, or is followed by text, is none."""
        start = next((start for start in _COMMENT_ENDS if text.startswith(start)), "")
        end = _COMMENT_ENDS.get(start, "")
        if not start:
            return False
        if end in text[len(start) :]:
            return text.find(end, len(start)) == len(text) - len(end)
        self._comment_end = end if self._last[end] > index else ""
        return bool(self._comment_end)

    def _is_conflict(self, line: str) -> bool:
        if not _CONFLICT.match(line) or (line[0] in "=|" and not self._in_conflict):
            return False
        self._in_conflict = line[0] != ">"
        return True


def scan(lines: Sequence[str]) -> Blocks:
    """Sorts the lines of a note, in time that grows with their number only."""
    return _Scanner(lines).scan()


def steps_for(lines: Sequence[str]) -> int:
    """How many times the scanner looks at a line of these."""
    scanner = _Scanner(lines)
    scanner.scan()
    return scanner.steps


def heading_in(line: str, index: int) -> Heading | None:
    """The heading that a line holds, if any; a closing run of #s is no part of its text."""
    found = _HEADING.match(line)
    if not found:
        return None
    before, item, signs = found.groups()
    text = line[found.end() :].strip()
    bare = text.rstrip("#")
    if bare != text and (not bare or bare[-1] in " \t"):
        text = bare.rstrip()
    text = _without_anchors(text)
    indent = columns(before)
    return Heading(index, len(signs), text, indent, item is not None, indent + len(item or ""))


def _without_anchors(text: str) -> str:
    """A heading without `{#id}`, and without arrows that lead to the table of contents."""
    if text.endswith("}"):
        text = _STATED_ANCHOR.sub("", text)
    return _ARROW.sub("", text).strip() if "](#" in text else text


def columns(space: str) -> int:
    """How far a line is indented by this space; a tab counts four columns."""
    return len(space) + 3 * space.count("\t")


def indent_of(line: str) -> int:
    """The column at which a line's text starts."""
    return columns(line[: len(line) - len(line.lstrip())])
