"""Days of the week as people type them, in Spanish and English: `lun-vie`, `Mondays`, `de lunes a viernes`, `finde`."""

import re
from collections.abc import Sequence

from bot.domain.folding import fold, vocabulary
from bot.domain.schedule import EVERY_DAY

LONGEST_PHRASE = 4
UNTIL = vocabulary("- – — a al to till until through thru hasta")
AND = vocabulary("y e and &") | {","}
_AROUND = AND | vocabulary("los las el la de del on every each cada todos")
_WORD = re.compile(r"[,–—:&-]|[^\s,–—:&-]+")
_NAMES = (
    ("lunes", "monday"),
    ("martes", "tuesday"),
    ("miercoles", "wednesday"),
    ("jueves", "thursday"),
    ("viernes", "friday"),
    ("sabado", "saturday"),
    ("domingo", "sunday"),
)
_INITIALS = "lmxjvsd"
_PHRASES = {
    tuple(phrase.split()): days
    for days, phrases in (
        (frozenset(range(5)), "entre semana|laborables|dias laborables|todos los dias laborables|dias habiles"),
        (frozenset(range(5)), "weekdays|workdays|working days"),
        (frozenset((5, 6)), "fines de semana|fin de semana|findes|finde|weekends|weekend"),
        (EVERY_DAY, "todos los dias|cada dia|diario|a diario|diariamente|every day|everyday|daily|all days"),
    )
    for phrase in phrases.split("|")
}


def leading_days(text: str) -> tuple[frozenset[int], str]:
    """The weekdays at the beginning of a text, and what stands behind them: `lunes y jueves: SQL` → {0, 3}, `SQL`.

    No days when it does not begin with any.
    """
    found = [(fold(match[0].strip(".")), match.end()) for match in _WORD.finditer(text)]
    days, end = frozenset[int](), 0
    while found:
        named, used = days_first([word for word, _ in found[:LONGEST_PHRASE]])
        if not named and (found[0][0] not in _AROUND or not text[found[0][1] :].strip()):
            break
        days, end = days | named, found[used - 1][1] if named else end
        found = found[used:]
    return days, text[end:].lstrip(" :,;.-")


def days_first(folded: Sequence[str]) -> tuple[frozenset[int], int]:
    """The weekdays (0 is Monday) that the first of these folded words name, and how many words those are.

    No days and 1 when they name none; LONGEST_PHRASE words are enough.
    """
    for length in range(len(folded), 0, -1):
        if days := _PHRASES.get(tuple(folded[:length])):
            return days, length
    first = _weekday(folded[0])
    if first is None:
        return frozenset(), 1
    last = _weekday(folded[2]) if len(folded) > 2 and folded[1] in UNTIL else None
    if last is None:
        return frozenset((first,)), 1
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1)), 3


def _weekday(word: str) -> int | None:
    """0 to 6 for a name or its first letters (two at least; one for the Spanish initials), singular or plural."""
    if len(word) == 1:
        return _INITIALS.index(word) if word in _INITIALS else None
    singular = word.removesuffix("s") if len(word) > 2 else word
    for number, names in enumerate(_NAMES):
        if any(name.startswith((word, singular)) for name in names):
            return number
    return None
