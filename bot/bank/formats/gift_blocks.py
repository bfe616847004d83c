"""Which lines of a GIFT file hold a question each, and the braces in it.

Blank lines part questions. Where somebody forgot one, or the brace that closes an answer, a line that can only begin
another question parts them, too: one slip must not swallow what comes after it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(?P<path>.*)", re.IGNORECASE)
_TITLED = re.compile(r"\s*::(?:\\.|(?!::)[^\\])+::")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ANSWER = re.compile(r"\s*(?:[=~#}]|(?:T|F|TRUE|FALSE)\s*[#}]|\Z)", re.IGNORECASE)
_OPTION = re.compile(r"\s*[=~#}]")
_ROOTS = re.compile(r"^(?:\$\w+\$/?)?(?:top/)?(?:Default for [^/]*/?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that hold one question, and the category above them."""

    start: int
    stop: int
    text: str
    category: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A question in its pieces; `inside` is what its braces hold, None without braces or where they never close."""

    before: str
    inside: str | None
    after: str
    is_unclosed: bool = False


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The questions of a file in their order."""
    return _Reading(lines).read()


def cut(text: str) -> Cut:
    """Cuts at the braces that hold the answer: at the first that begin like one, else at the first."""
    pairs = list(_pairs(text))
    chosen = next((pair for pair in pairs if opens_answer(text, pair[0])), pairs[0] if pairs else None)
    if chosen is None:
        return Cut(text, None, "")
    opening, closing = chosen
    if closing < 0:
        return Cut(text[:opening].rstrip(), None, "", is_unclosed=True)
    return Cut(text[:opening], text[opening + 1 : closing], text[closing + 1 :])


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where braces open and close; the last may never close (-1). A brace inside of others is text."""
    opening = -1
    for sign in _BRACE.finditer(text):
        if sign.group() == "{" and (opening < 0 or not opens_answer(text, opening)):
            opening = sign.start()
        elif sign.group() == "}" and opening >= 0:
            yield opening, sign.start()
            opening = -1
    if opening >= 0:
        yield opening, -1


def opens_answer(text: str, place: int) -> bool:
    """Whether the brace at a place opens an answer rather than code or a set."""
    return bool(_ANSWER.match(text, place + 1))


@dataclass(slots=True)
class _Reading:
    """Goes down the lines; `opened` says that a brace is open, `closed_at` where the last one closed."""

    lines: Sequence[str]
    start: int = -1
    opened: bool = False
    closed_at: int = -1
    category: str = ""
    _after_blank: bool = field(default=False)

    def read(self) -> Iterator[Block]:
        for index, line in enumerate(self.lines):
            if not line.strip():
                if not self.opened:
                    yield from self._finish(index)
            elif named := self._category_at(line):
                yield from self._finish(index)
                self.category = _ROOTS.sub("", named["path"].strip())
            elif not _is_comment(line):
                yield from self._part(index, line)
                self._take(index, line)
            self._after_blank = not line.strip()
        yield from self._finish(len(self.lines))

    def _category_at(self, line: str) -> re.Match[str] | None:
        return _CATEGORY.match(line) if "$" in line else None

    def _part(self, index: int, line: str) -> Iterator[Block]:
        """Ends the question above where this line can only belong to the next one."""
        if self.opened and self._begins_another(index, line):
            yield from self._finish(index)
        elif self.closed_at >= 0 and (_TITLED.match(line) or self._opens(index)):
            after = index if _TITLED.match(line) else self._first_after(self.closed_at)
            yield from self._finish(after)
            self.start = after

    def _first_after(self, index: int) -> int:
        return next(at for at in range(index + 1, len(self.lines)) if not _is_comment(self.lines[at]))

    def _begins_another(self, index: int, line: str) -> bool:
        """Whether a line inside of an open brace shows that nobody closed it."""
        if _TITLED.match(line):
            return True
        if _OPTION.match(line):
            return False
        return any(self._opens(at) for at in (self._paragraph(index) if self._after_blank else [index]))

    def _paragraph(self, index: int) -> Iterator[int]:
        while index < len(self.lines) and self.lines[index].strip() and not _OPTION.match(self.lines[index]):
            yield index
            index += 1

    def _opens(self, index: int) -> bool:
        """Whether a brace on this line opens an answer, which may begin on the next."""
        line = self.lines[index]
        opening = next((sign.start() for sign in _BRACE.finditer(line) if sign.group() == "{"), -1)
        if opening < 0 or line[opening + 1 :].strip():
            return opening >= 0 and opens_answer(line, opening)
        below = next((one for one in self.lines[index + 1 : index + 4] if one.strip()), "")
        return bool(_ANSWER.match(below))

    def _take(self, index: int, line: str) -> None:
        self.start = index if self.start < 0 else self.start
        for sign in _BRACE.findall(line):
            if sign == "{":
                self.opened = True
            elif sign == "}" and self.opened:
                self.opened, self.closed_at = False, index

    def _finish(self, stop: int) -> Iterator[Block]:
        if self.start >= 0:
            kept = (line for line in self.lines[self.start : stop] if not _is_comment(line))
            yield Block(self.start, stop, "\n".join(kept).rstrip(), self.category)
        self.start, self.opened, self.closed_at = -1, False, -1


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("//")
