"""Folds whose summary asks: `<details><summary>What is DNS?</summary> … </details>`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.bank.answer_labels import opens_answer, opens_hint
from bot.bank.blocks import Sort
from bot.bank.body import Line, lines_of
from bot.bank.folds import opening_at
from bot.bank.formats import Passage, Passages
from bot.bank.formats.evidence import asks_by_words
from bot.bank.formats.topics import Topics
from bot.bank.inline import plain
from bot.bank.note import Note

_TAG = re.compile(r"<(/?)details\b[^<>]*>", re.IGNORECASE)
_WRAPPER = re.compile(r"\s*(?:</?(?:p|div|b|br|blockquote)\b[^<>]*>\s*)+$", re.IGNORECASE)
_STYLE = re.compile(r"</?(?:b|i|strong|em|u|h[1-6]|p|font|span)\b[^<>]*>", re.IGNORECASE)


@dataclass(slots=True)
class _Fold:
    """One fold that asks: its lines from the first to the last, and what is inside."""

    index: int
    prompt: str
    inside: list[Line] = field(default_factory=list)
    stop: int = 0


def read(note: Note) -> Passages:
    """Finds the folds that ask, if at least half of a note's outer folds do."""
    if not any("<" in line and "<details" in line.lower() for line in note.blocks.lines):
        return Passages()
    reading = _Reading(note, lines_of(note, range(note.start, note.stop), []))
    reading.read()
    asking = [fold for fold in reading.folds if asks_by_words(plain(fold.prompt))]
    if 2 * len(asking) < len(reading.folds):
        return Passages()
    topics = Topics(note)
    result = Passages(reason=f"{len(asking)} of {len(reading.folds)} <details> look like questions")
    for fold in asking:
        body = range(fold.index + 1, fold.stop)
        result.passages.append(Passage(fold.prompt, fold.index, body, topics.at(fold.index), lines=fold.inside))
        kept = {line.index for line in fold.inside}
        result.left_out.append([index for index in body if index not in kept])
    return result


@dataclass(slots=True)
class _Reading:
    """Goes down the lines once; `depth` counts the folds that are open inside of the one that was opened last."""

    note: Note
    lines: Sequence[Line]
    folds: list[_Fold] = field(default_factory=list)
    depth: int = 0
    opened: _Fold | None = None

    def read(self) -> None:
        place = 0
        while place < len(self.lines):
            opening = opening_at(self.lines, place)
            if opening and (not self.opened or self._resyncs(opening.summary)):
                self._finish(self.lines[place].index)
                self.opened = _Fold(self.lines[place].index, _STYLE.sub("", opening.summary).strip())
                place = opening.stop
                self._put(Line(self.lines[place - 1].index, opening.after, is_code=False))
            else:
                self._put(self.lines[place])
                place += 1
        self._finish(self.lines[-1].index + 1 if self.lines else 0)

    def _resyncs(self, summary: str) -> bool:
        """Whether a fold inside another can only mean that nobody closed the outer one."""
        answers = opens_answer(summary) or opens_hint(summary)
        return not answers and self.opened is not None and asks_by_words(plain(summary))

    def _put(self, line: Line) -> None:
        if not self.opened:
            return
        tags = () if line.is_code or "<" not in line.text else tuple(_TAG.finditer(line.text))
        for tag in tags:
            if tag.group(1) and not self.depth:
                self._keep(Line(line.index, line.text[: tag.start()] + line.text[tag.end() :], line.is_code))
                self._finish(line.index + 1, closed=True)
                return
            self.depth += -1 if tag.group(1) else 1
        self._keep(line)

    def _keep(self, line: Line) -> None:
        if self.opened and line.text.strip() and (line.is_code or not _WRAPPER.match(line.text)):
            self.opened.inside.append(line)
        elif self.opened and not line.text.strip():
            self.opened.inside.append(Line(line.index, "", line.is_code))

    def _finish(self, stop: int, *, closed: bool = False) -> None:
        """Ends the open fold; one that nobody closed ends at the first heading in it."""
        fold, sorts = self.opened, self.note.blocks.sorts
        if fold:
            place = len(fold.inside)
            if not closed:
                headings = (at for at, line in enumerate(fold.inside) if sorts[line.index] is Sort.HEADING)
                place = next(headings, place)
            fold.stop = max(fold.inside[place].index if place < len(fold.inside) else stop, fold.index + 1)
            del fold.inside[place:]
            self.folds.append(fold)
        self.opened, self.depth = None, 0
