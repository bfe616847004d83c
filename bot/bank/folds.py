"""`<details>` that fold an answer or a hint away: the tags go, and a label takes their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.bank.answer_labels import opens_answer, opens_hint
from bot.bank.body import Line
from bot.bank.inline import outside_code

_OPEN = re.compile(r"<details\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?details\b[^<>]*>?", re.IGNORECASE)
_CLOSE = re.compile(r"</details\s*>", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary\b[^<>]*>(.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)
_WRAPPER = re.compile(r"\s*(?:</?(?:p|div|b|br|blockquote|ul)\b[^<>]*>\s*)+$", re.IGNORECASE)
_AROUND = re.compile(
    r"^\s*(?:<(?:p|div)\b[^<>]*>\s*)+|(?<!\s)(?<!</p>)(?<!</div>)\s*(?:</(?:p|div)>\s*)+$", re.IGNORECASE
)
_SUMMARY_LINES, _LONGEST = 6, 1000


@dataclass(frozen=True, slots=True)
class Opening:
    """A fold that opens: where it starts and what its summary says; `after` is what follows the summary."""

    place: int
    stop: int
    before: str
    summary: str
    after: str


@dataclass(slots=True)
class Unfolded:
    """The lines without the tags of folds that hold the answer or a hint; those go to `dropped`."""

    lines: list[Line] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


def opening_at(lines: Sequence[Line], place: int) -> Opening | None:
    """The fold that opens on this line, with its summary on it or on the next few."""
    line = lines[place]
    found = _OPEN.search(line.text) if "<" in line.text and not line.is_code else None
    if not found:
        return None
    text, before = line.text[found.end() :], line.text[: found.start()]
    for stop in range(place + 1, min(place + _SUMMARY_LINES, len(lines) + 1)):
        if summary := _SUMMARY.search(text[:_LONGEST]):
            return Opening(place, stop, before, " ".join(summary.group(1).split()), text[summary.end() :])
        if stop == len(lines) or len(text) > _LONGEST:
            break
        text = f"{text}\n{lines[stop].text}"
    return None


def answer_mark(index: int = -1, indent: str = "") -> Line:
    """A label where an answer was folded away, like those that notes write themselves: what is above it is asked."""
    return Line(index, f"{indent}#### Answer", is_code=False, is_mark=True)


def unfold(lines: Sequence[Line]) -> Unfolded:
    """Takes answers and hints out of their folds; folds of another kind stay as they are."""
    if not any("<" in line.text and _TAG.search(line.text) for line in lines):
        return Unfolded(list(lines))
    return _Unfolding(lines).unfold()


@dataclass(slots=True)
class _Unfolding:
    """Walks the lines once.

    `depth` counts the folds of another kind that are open in the one that is taken away, and `outside` those around.
    """

    lines: Sequence[Line]
    result: Unfolded = field(default_factory=Unfolded)
    kind: str = ""
    depth: int = 0
    outside: int = 0
    labelled: bool = False
    hinted: bool = False

    def unfold(self) -> Unfolded:
        place = 0
        while place < len(self.lines):
            opening = None if self.kind else self._taken_opening(place)
            if opening:
                self._open(opening)
                place = opening.stop
            else:
                self._line(self.lines[place])
                place += 1
        return self.result

    def _taken_opening(self, place: int) -> Opening | None:
        opening = opening_at(self.lines, place)
        if not opening or not (opens_answer(opening.summary) or opens_hint(opening.summary)):
            return None
        return opening

    def _open(self, opening: Opening) -> None:
        line = self.lines[opening.place]
        self.kind, self.depth, self.hinted = "answer", 0, False
        self._put(line, opening.before)
        if opens_hint(opening.summary):
            self.kind = "hint"
        elif not self.labelled:
            self.labelled = True
            indent = line.text[: len(line.text) - len(line.text.lstrip())]
            self.result.lines.append(answer_mark(line.index, indent))
        self.result.dropped.extend(one.index for one in self.lines[opening.place : opening.stop])
        if opening.after.strip():
            self._line(Line(self.lines[opening.stop - 1].index, opening.after.strip("\n"), False))

    def _line(self, line: Line) -> None:
        if line.is_code or "<" not in line.text:
            self._put(line, line.text)
            return
        if not self.kind:
            text = self._without_strays(line.text)
            self.result.dropped.extend([] if text is line.text else [line.index])
            self._put(line, text)
            return
        self.depth += len(_OPEN.findall(line.text))
        close = self._own_close(line.text)
        if close:
            self._put(line, line.text[: close.start()])
            self.kind = ""
            self._put(line, self._without_strays(line.text[close.end() :]))
            self.result.dropped.append(line.index)
        else:
            self._put(line, line.text)

    def _without_strays(self, text: str) -> str:
        """The text without tags that close nothing; code may speak of them."""
        kept, place = list[str](), 0
        for tag in outside_code(_TAG, text):
            is_close = tag.group().startswith("</")
            if is_close and not self.outside:
                kept.append(text[place : tag.start()])
                place = tag.end()
            else:
                self.outside += -1 if is_close else 1
        return "".join((*kept, text[place:])) if place else text

    def _own_close(self, text: str) -> re.Match[str] | None:
        """The tag that closes the fold which was taken away; tags of folds inside it are passed over."""
        for close in _CLOSE.finditer(text):
            if not self.depth:
                return close
            self.depth -= 1
        return None

    def _put(self, line: Line, text: str) -> None:
        if text is not line.text and not text.strip():
            return
        if self.kind and not line.is_code and _WRAPPER.match(text):
            self.result.dropped.append(line.index)
            return
        if self.kind and text is not line.text and not line.is_code:
            text = _AROUND.sub("", text)
        if self.kind == "hint" and text.strip():
            text = f"> {text.strip()}" if self.hinted else f"> [!hint] {text.strip()}"
            self.hinted = True
        self.result.lines.append(Line(line.index, text, line.is_code))
