"""Makes the questions of a card: one or both ways, or one for each gap (or each number that gaps share)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bot.bank.body import Line, as_markdown
from bot.bank.formats import Parts, Passage
from bot.bank.formats.card_lines import Side, passage
from bot.bank.formats.cloze_patterns import ALWAYS, Gap, Pattern, gaps
from bot.bank.inline import plain
from bot.domain.question import Kind

MOST = 60
"""More gaps than this in one text are a mistake, such as a table full of bold type."""


@dataclass(frozen=True, slots=True)
class Cloze:
    """A question with gaps: its text, with `[…]` or a hint for what is asked, and what it holds."""

    prompt: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class _Held:
    """A line with its gaps."""

    line: Line
    gaps: Sequence[Gap]


_Shown = Callable[[Gap], str]


def both_ways(
    front: Side,
    back: Side,
    indexes: Sequence[int],
    topic: str,
    *,
    deck: str = "",
    key: str = "",
    is_reversed: bool = False,
) -> list[Passage]:
    """The question of a card with two sides, and the other way round when it is reversed; tags are of both."""
    tags = tuple(dict.fromkeys((*front.tags, *back.tags)))
    front, back = replace(front, tags=tags), replace(back, tags=tags)
    found = [passage(front, in_clear(back.lines, ALWAYS), indexes, topic, deck=deck, key=key)]
    if is_reversed and back.text:
        other = f"{key}-reversed" if key else ""
        found.append(passage(back, front.lines, indexes, topic, deck=deck, key=other))
    return found


def gapped(
    whole: Side,
    among: Sequence[Pattern],
    indexes: Sequence[int],
    topic: str,
    *,
    deck: str = "",
    key: str = "",
    more: str = "",
    counted: bool = False,
) -> list[Passage]:
    """The questions of a text with gaps; `more` is shown below each answer. See `clozes` for `counted`."""
    found = clozes(whole.lines, among, counted=counted)
    made: list[Passage] = []
    for number, cloze in enumerate(found, 1):
        own_key = key if len(found) == 1 or not key else f"{key}-{number}"
        side = Side([Line(indexes[0], cloze.prompt, is_code=False)], whole.tags)
        answer = "\n\n".join(part for part in (cloze.parts.answer, more) if part)
        parts = replace(cloze.parts, answer=answer)
        made.append(passage(side, (), indexes, topic, deck=deck, key=own_key, parts=parts))
    return made


def clozes(lines: Sequence[Line], among: Sequence[Pattern], *, counted: bool = False) -> list[Cloze]:
    """The questions of a text with gaps; none when it has no gap, or absurdly many.

    Where some gaps have numbers, those without are only shown; `counted` numbers them from 1 instead.
    """
    held = [_Held(line, [] if line.is_code else gaps(line.text, among)) for line in lines]
    if counted:
        numbers = count(1)
        held = [_Held(one.line, [_numbered(gap, numbers) for gap in one.gaps]) for one in held]
    every = [gap for one in held for gap in one.gaps]
    if not 0 < len(every) <= MOST:
        return []
    return list(_questions(held, every))


def _numbered(gap: Gap, numbers: Iterator[int]) -> Gap:
    return gap if gap.number else replace(gap, number=str(next(numbers)))


def in_clear(lines: Sequence[Line], among: Sequence[Pattern]) -> list[Line]:
    """The lines with what was in their gaps set in bold: for answers that hold some."""
    return [line if line.is_code else _shown(_Held(line, gaps(line.text, among)), _bold) for line in lines]


def _questions(held: Sequence[_Held], every: Sequence[Gap]) -> Iterator[Cloze]:
    for actions in _actions(every):
        asked = [gap for gap in every if actions[id(gap)] == "a"]
        if asked:
            prompt = as_markdown([_shown(one, _asking(actions)) for one in held])
            answer = as_markdown([_shown(one, _answering(actions)) for one in held])
            points = tuple((_form(gap.answer),) for gap in asked)
            yield Cloze(prompt, Parts(Kind.CLOZE, (), answer, (), points))


def _actions(every: Sequence[Gap]) -> Iterator[dict[int, str]]:
    """For each question what happens to each gap: a(sk), s(how), or h(ide)."""
    numbers = sorted({int(gap.number) for gap in every if gap.number.isdigit()})
    turns = max((len(gap.number) for gap in every if gap.number.isalpha()), default=0)
    if numbers:
        for number in numbers:
            yield {id(gap): "a" if gap.number.isdigit() and int(gap.number) == number else "s" for gap in every}
    elif turns:
        for turn in range(turns):
            yield {id(gap): gap.number[turn : turn + 1] or "s" for gap in every}
    else:
        for asked in every:
            yield {id(gap): "a" if gap is asked else "s" for gap in every}


def _asking(actions: dict[int, str]) -> _Shown:
    return lambda gap: {"a": f"[{gap.hint or '…'}]", "h": "…", "s": gap.answer}[actions[id(gap)]]


def _answering(actions: dict[int, str]) -> _Shown:
    return lambda gap: {"a": _bold(gap), "h": "…", "s": gap.answer}[actions[id(gap)]]


def _form(answer: str) -> str:
    """What is to be typed; code is typed as it is, without its signs."""
    code = answer.strip("`")
    if code and "`" not in code and answer.startswith("`") and answer.endswith("`"):
        return code
    return plain(answer) or answer


def _bold(gap: Gap) -> str:
    return gap.answer if gap.answer.startswith("**") else f"**{gap.answer}**"


def _shown(held: _Held, show: _Shown) -> Line:
    if not held.gaps:
        return held.line
    text, place = "", 0
    for gap in held.gaps:
        text += held.line.text[place : gap.start] + show(gap)
        place = gap.stop
    return replace(held.line, text=text + held.line.text[place:])
