"""Hints and key points that a note states in callouts: `> [!hint] …`, `> [!key] a | b`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.bank.answer_labels import opens_hint
from bot.bank.body import Line
from bot.bank.inline import plain, without_wikilinks

_OPENING = re.compile(r"\s*>\s*\[!([\w-]+)\][-+]?\s*(.*)")
_QUOTED = re.compile(r"\s*>\s?(.*)")
_BULLET = re.compile(r"(?<!\s)\s*[-*+]\s+")
_HINTS, _KEYS = ("hint", "pista"), ("key", "clave")


@dataclass(slots=True)
class Callouts:
    """What the callouts of one answer say, the lines that are none, and titles that only say “hint”."""

    hints: list[str] = field(default_factory=list)
    key_points: list[tuple[str, ...]] = field(default_factory=list)
    key_lines: list[int] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)

    @property
    def hint(self) -> str:
        """All hints as one text, with wikilinks resolved."""
        return "\n".join(without_wikilinks(hint) for hint in self.hints).strip()


def take(lines: Sequence[Line]) -> Callouts:
    """Takes the hint and key callouts out of an answer; other callouts stay."""
    result, kind = Callouts(), ""
    for line in lines:
        opening = _opening(line)
        quoted = opening or (_QUOTED.match(line.text) if kind and not line.is_code else None)
        kind = _kind(opening) if opening else kind if quoted else ""
        if quoted and not (not opening and "[!" in quoted.group(1)):
            _note(result, kind, quoted.group(2) if opening else quoted.group(1), line.index)
        else:
            kind = ""
            result.rest.append(line)
    return result


def _opening(line: Line) -> re.Match[str] | None:
    found = _OPENING.match(line.text) if "[!" in line.text and not line.is_code else None
    return found if found and _kind(found) else None


def _kind(opening: re.Match[str]) -> str:
    """Whether a callout is a hint, by its kind or its title (`> [!tip]- Hint`), or a key point; "" for others."""
    kind = opening.group(1).lower()
    if kind in _HINTS or opens_hint(opening.group(2)):
        return _HINTS[0]
    return kind if kind in _KEYS else ""


def _note(result: Callouts, kind: str, text: str, index: int) -> None:
    if kind in _HINTS and opens_hint(text):
        result.titles.append(index)
    elif kind in _HINTS:
        result.hints.append(text)
    elif synonyms := _synonyms(text):
        result.key_points.append(synonyms)
        result.key_lines.append(index)


def _synonyms(text: str) -> tuple[str, ...]:
    words = (plain(word) for word in _BULLET.sub("", text, count=1).split("|"))
    return tuple(dict.fromkeys(word for word in words if word))
