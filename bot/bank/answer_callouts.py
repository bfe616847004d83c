"""Callouts that hold the answer (`> [!success]- Answer`): they are opened like a fold that says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.bank.answer_labels import answer_line, letters_of, marks_both, opens_answer
from bot.bank.body import Line
from bot.bank.folds import answer_mark
from bot.bank.labelled import has_choices

_OPENING = re.compile(r"(?P<indent>\s*)>[ \t]?\[!(?P<kind>[\w-]+)\][-+]?[ \t]*(?P<title>.*)")
_QUOTED = re.compile(r"\s*>[ \t]?")
_NAMED = frozenset({"answer", "answers", "solution", "respuesta", "respuestas", "solución", "solucion"})
_RIGHT = frozenset({"success", "check", "done"})


@dataclass(slots=True)
class Opened:
    """The lines without the marks of such callouts; a line that was nothing else goes to `dropped`."""

    lines: list[Line] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


def is_answer_callout(line: str) -> bool:
    """Whether a callout that says it is the answer opens on a line."""
    found = _OPENING.match(line) if "[!" in line else None
    return bool(found and (found["kind"].lower() in _NAMED or _is_label(found["title"])))


def opened(lines: Sequence[Line]) -> Opened:
    """Takes answers out of their callouts, or quotes; where callouts are the choices, all stay as they are."""
    if not any(_QUOTED.match(line.text) for line in lines) or marks_both(line.text for line in lines):
        return Opened(list(lines))
    return _Opening(lines).read()


def _is_label(title: str) -> bool:
    return opens_answer(title) or answer_line(title) is not None


@dataclass(slots=True)
class _Opening:
    """Walks the lines once; `inside` says that the quote which is being read holds the answer.

    `below_choices` is None until somebody asks whether the first quote that might name a choice stands below some.
    """

    lines: Sequence[Line]
    result: Opened = field(default_factory=Opened)
    inside: bool = False
    labelled: bool = False
    below_choices: bool | None = None

    def read(self) -> Opened:
        for place, line in enumerate(self.lines):
            quote = _QUOTED.match(line.text)
            found = _OPENING.match(line.text) if quote and not line.is_code else None
            if found:
                self._open(place, line, found)
            elif self._begins_quote(place, line):
                self._label(line)
                self._put(line, line.text[_end(quote) :])
            elif self.inside and quote:
                self._put(line, line.text[_end(quote) :])
            else:
                self.inside = False
                self.result.lines.append(line)
        return self.result

    def _open(self, place: int, line: Line, found: re.Match[str]) -> None:
        self.inside = is_answer_callout(line.text) or self._names_a_choice(place, found)
        if not self.inside:
            self.result.lines.append(line)
            return
        self._label(line)
        title = found["title"].strip()
        if title and not opens_answer(title):
            self._put(line, f"{found['indent']}{title}")
        else:
            self.result.dropped.append(line.index)

    def _names_a_choice(self, place: int, found: re.Match[str]) -> bool:
        """Whether a callout that only says “right” stands below choices, and names one or says nothing else."""
        if found["kind"].lower() not in _RIGHT or not self._is_below_choices(place):
            return False
        return not found["title"].strip() or bool(letters_of(found["title"])[0])

    def _begins_quote(self, place: int, line: Line) -> bool:
        """Whether a plain quote below choices opens with `Answer: B`."""
        quote = None if self.inside or line.is_code else _QUOTED.match(line.text)
        if not quote or answer_line(line.text[quote.end() :]) is None:
            return False
        return not (place and _QUOTED.match(self.lines[place - 1].text)) and self._is_below_choices(place)

    def _is_below_choices(self, place: int) -> bool:
        if self.labelled:
            return False
        if self.below_choices is None:
            self.below_choices = has_choices(self.lines[:place])
        return self.below_choices

    def _label(self, line: Line) -> None:
        """Puts the label before the first of them, unless a fold has put it."""
        self.inside = True
        if not self.labelled and not any(one.is_mark for one in self.result.lines):
            indent = line.text[: len(line.text) - len(line.text.lstrip())]
            self.result.lines.append(answer_mark(line.index, indent))
        self.labelled = True

    def _put(self, line: Line, text: str) -> None:
        self.result.lines.append(replace(line, text=text))


def _end(quote: re.Match[str] | None) -> int:
    return quote.end() if quote else 0
