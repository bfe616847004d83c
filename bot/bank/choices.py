"""Questions whose answer can be marked by machine: task lists, true or false, and short answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.bank.blocks import indent_of
from bot.bank.body import Line, as_markdown
from bot.bank.inline import plain, without_wikilinks
from bot.domain.question import Choice

_TASK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\](?:\s+(.*)|$)")
_PICTURE = re.compile(r"\s*!\[")
_STATEMENT = re.compile(
    r"\W*(?:(?:verdadero o falso|true or false)\b|(?:v o f|v/f|t/f|true/false|verdadero/falso)\s*:)", re.IGNORECASE
)
_VERDICT = re.compile(
    r"[*_\s]*+(?:(?:it is|it's|es|la respuesta es|the answer is)\s++)?[*_]*+"
    r"(verdadero|verdadera|falso|falsa|true|false|[vtf](?=[*_.\s]*$|[.,:;]))\b[*_]*(?:[.,:;!—–-]+[*_]*\s*|\s*$)",
    re.IGNORECASE,
)
_FORMS = re.compile(r"\s*=\s+(\S.*)")
_WORDS = {"es": ("Verdadero", "Falso"), "en": ("True", "False")}


@dataclass(frozen=True, slots=True)
class TaskList:
    """The choices under a question, with the lines that come before and after them."""

    before: Sequence[Line]
    choices: tuple[Choice, ...]
    after: Sequence[Line]

    @property
    def correct(self) -> int:
        """How many choices are marked."""
        return sum(choice.correct for choice in self.choices)


def task_list(lines: Sequence[Line]) -> TaskList | None:
    """The task list right under a question; only code and pictures may stand between, and one item is no choice."""
    start = next((place for place, line in enumerate(lines) if not _is_lead_in(line)), len(lines))
    items, place = list[list[Line]](), start
    while place < len(lines) and (stop := _item_end(lines, place)):
        items.append(list(lines[place:stop]))
        place = _after_blanks(lines, stop)
    if len(items) < 2:
        return None
    return TaskList(lines[:start], tuple(_choice(item) for item in items), lines[place:])


def _is_lead_in(line: Line) -> bool:
    return line.is_code or line.is_blank or bool(_PICTURE.match(line.text))


def _item_end(lines: Sequence[Line], start: int) -> int:
    """Where the task item that starts here ends, lines indented under it included; 0 when none starts."""
    if lines[start].is_code or not _TASK.match(lines[start].text):
        return 0
    indent, stop = indent_of(lines[start].text), start + 1
    while stop < len(lines) and not lines[stop].is_blank and indent_of(lines[stop].text) > indent:
        if not lines[stop].is_code and _TASK.match(lines[stop].text):
            break
        stop += 1
    return stop


def _after_blanks(lines: Sequence[Line], place: int) -> int:
    while place < len(lines) and lines[place].is_blank:
        place += 1
    return place


def _choice(item: Sequence[Line]) -> Choice:
    found = _TASK.match(item[0].text)
    mark, text = found.groups() if found else ("", item[0].text)
    more = as_markdown(item[1:])
    first = without_wikilinks(text or "").strip()
    return Choice("\n".join(part for part in (first, more) if part), mark in ("x", "X"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a true-or-false question: its two choices, and the explanation."""

    choices: tuple[Choice, ...]
    explanation: Sequence[Line]


def is_statement(question: str) -> bool:
    """Whether a question asks if something is true."""
    return bool(_STATEMENT.match(question))


def verdict(question: str, lines: Sequence[Line], language: str) -> Verdict | None:
    """The verdict that opens the answer of a `True or false: …`; None when question or answer is another."""
    found = _VERDICT.match(lines[0].text) if lines and not lines[0].is_code and is_statement(question) else None
    if not found:
        return None
    word = found.group(1).lower()
    is_true = word[0] in "vt"
    yes, no = _WORDS.get(language[:2]) or _WORDS["es" if word.startswith(("v", "falso", "falsa")) else "en"]
    rest = lines[0].text[found.end() :]
    explanation = [Line(lines[0].index, rest, False), *lines[1:]]
    return Verdict((Choice(yes, is_true), Choice(no, not is_true)), explanation)


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The forms in which a short answer is accepted, and the explanation below them."""

    forms: tuple[str, ...]
    explanation: Sequence[Line]


def short_answer(lines: Sequence[Line]) -> ShortAnswer | None:
    """The forms that `= París | Paris` lines at the top of an answer accept."""
    forms: list[str] = []
    place = 0
    while place < len(lines) and not lines[place].is_code and (found := _FORMS.match(lines[place].text)):
        forms.extend(form for form in (plain(form) for form in found.group(1).split("|")) if form)
        place += 1
    return ShortAnswer(tuple(dict.fromkeys(forms)), lines[place:]) if forms else None
