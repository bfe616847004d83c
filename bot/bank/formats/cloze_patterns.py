"""Finds the gaps of a line by patterns such as `==[123;;]answer[;;hint]==`: number, answer and hint in their order.

Brackets hold what may be missing; after a backslash they are only signs. A number puts gaps together; letters instead
of it say for each question in turn whether the gap is asked, shown or hidden (the notation of clozecraft).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.bank.formats.masking import masked

_NUMBER = re.compile(r"\d{1,6}|[ash]{1,60}")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a line: from `start` to `stop`, what is to be remembered, its hint, and its number or letters."""

    start: int
    stop: int
    answer: str
    hint: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A field of a pattern with the signs before and after it; the answer's own are those that must be there."""

    field: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A cloze pattern, taken apart: what opens and closes a gap, and where number and hint stand."""

    opening: str
    closing: str
    inner: tuple[_Piece, ...]
    outer: tuple[_Piece, ...]
    needs_number: bool = False
    may_have_spaces: bool = True

    def gap_at(self, text: str, hidden: str, start: int) -> Gap | None:
        """The gap that opens at `start`; `hidden` is the text with code and formulas blotted out."""
        begin = start + len(self.opening)
        # At least one sign stands between, so that `====` opens nothing.
        stop = hidden.find(self.closing, begin + 1)
        if stop < 0:
            return None
        values = self._inside(text[begin:stop])
        end = self._outside(text, stop + len(self.closing), values)
        answer = values["answer"]
        usable = answer.strip() and (self.may_have_spaces or answer == answer.strip())
        if not usable or (self.needs_number and not values.get("number")):
            return None
        return Gap(start, end, answer.strip(), values.get("hint", "").strip(), values.get("number", ""))

    def _inside(self, inner: str) -> dict[str, str]:
        values: dict[str, str] = {}
        for piece in self.inner:
            if piece.field == "number" and (found := _number_at(inner, 0, piece)):
                values["number"], place = found
                inner = inner[place:]
            elif piece.field == "hint" and piece.before in inner:
                inner, _, hint = inner.partition(piece.before)
                values["hint"] = hint.removesuffix(piece.after)
        return values | {"answer": inner}

    def _outside(self, text: str, place: int, values: dict[str, str]) -> int:
        for piece in self.outer:
            if piece.field == "number" and (found := _number_at(text, place, piece)):
                values["number"], place = found
            elif piece.field == "hint" and text.startswith(piece.before, place):
                stop = text.find(piece.after, place + len(piece.before)) if piece.after else -1
                if stop > 0:
                    values["hint"] = text[place + len(piece.before) : stop]
                    place = stop + len(piece.after)
        return place


def _number_at(text: str, place: int, piece: _Piece) -> tuple[str, int] | None:
    """The number or the letters that stand at a place, and where they end."""
    if not text.startswith(piece.before, place):
        return None
    found = _NUMBER.match(text, place + len(piece.before))
    if not found or not text.startswith(piece.after, found.end()):
        return None
    return found.group(), found.end() + len(piece.after)


def parsed(raw: str, *, needs_number: bool = False) -> Pattern | None:
    """A pattern taken apart; None when it has no `answer`, or nothing opens or closes it."""
    pieces = list(_pieces(raw.replace("\\\\", "\\")))
    place = next((place for place, piece in enumerate(pieces) if piece.field == "answer"), -1)
    if place < 0:
        return None
    opening = "".join(piece.before for piece in pieces[:place] if not piece.field)
    behind = pieces[place + 1 :]
    close = next((at for at, piece in enumerate(behind) if not piece.field), -1)
    if not opening or close < 0:
        return None
    inner = tuple(piece for piece in (*pieces[:place], *behind[:close]) if piece.field)
    outer = tuple(piece for piece in behind[close + 1 :] if piece.field)
    # By CommonMark, type is only set off by signs that touch it.
    return Pattern(opening, behind[close].before, inner, outer, needs_number, opening[0] not in "=*_~")


def _pieces(raw: str) -> Iterator[_Piece]:
    """The fields of a pattern, and between them pieces without a field that hold what must be there."""
    for text, optional in _split(raw):
        if optional and (found := _DIGITS.search(text)):
            yield _Piece("number", text[: found.start()], text[found.end() :])
        elif optional and "hint" in text:
            before, _, after = text.partition("hint")
            yield _Piece("hint", before, after)
        elif not optional and "answer" in text:
            before, _, after = text.partition("answer")
            yield from (_Piece("", before),) if before else ()
            yield _Piece("answer")
            yield from (_Piece("", after),) if after else ()
        elif text:
            yield _Piece("", text)


def _split(raw: str) -> Iterator[tuple[str, bool]]:
    """The parts of a pattern, and whether each stands in brackets."""
    text, optional, place = "", False, 0
    while place < len(raw):
        sign = raw[place]
        if sign == "\\" and raw[place + 1 : place + 2] in ("[", "]"):
            text += raw[place + 1]
            place += 1
        elif sign in "[]" and optional == (sign == "]"):
            yield text, optional
            text, optional = "", not optional
        else:
            text += sign
        place += 1
    yield text, False


ALWAYS = tuple(
    pattern
    for raw, needs_number in (
        ("{{[c123::]answer[::hint]}}", True),
        ("{{[123::]answer[::hint]}}", True),
        ("{{cloze answer[\\\\\\\\hint]}}", False),
        ("{[123:]answer}", True),
    )
    if (pattern := parsed(raw, needs_number=needs_number))
)
"""Gaps that cannot be anything else: Anki's, Mochi's, Logseq's, and those of flashcards-obsidian."""


def patterns(raws: Iterable[str]) -> tuple[Pattern, ...]:
    """The patterns that can be understood."""
    return tuple(pattern for raw in raws if (pattern := parsed(raw)))


def gaps(text: str, among: Sequence[Pattern]) -> list[Gap]:
    """The gaps of a line in their order; where two patterns fit, the first does."""
    present = [pattern for pattern in among if pattern.opening in text]
    if not present:
        return []
    hidden = masked(text)
    found: list[Gap] = []
    for pattern in present:
        found.extend(_gaps(text, hidden, pattern))
    return _apart(found)


def _gaps(text: str, hidden: str, pattern: Pattern) -> Iterator[Gap]:
    place = hidden.find(pattern.opening)
    # Without this, each of many openings would be looked at up to the end of the line.
    last = hidden.rfind(pattern.closing)
    while 0 <= place < last:
        gap = pattern.gap_at(text, hidden, place)
        if gap:
            yield gap
        place = hidden.find(pattern.opening, gap.stop if gap else place + len(pattern.opening))


def _apart(found: Iterable[Gap]) -> list[Gap]:
    kept: list[Gap] = []
    for gap in sorted(found, key=lambda one: one.start):
        if not kept or gap.start >= kept[-1].stop:
            kept.append(gap)
    return kept
