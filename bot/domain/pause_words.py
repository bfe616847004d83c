"""What people type after /pause, in Spanish and English: `5`, `24/12`, `hasta el viernes`, `20 dic 27 dic`.

One day given is the last one, two are the first and the last. A bare number is so many days; a number with a month
is a day of it, in the year that makes it lie ahead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.folding import fold, vocabulary

MOST_BARE_DAYS = 366
_DAY = timedelta(days=1)
_TOKEN = re.compile(r"(?<!\S)-\d+|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d+|[^\W\d_]+", re.UNICODE)
_FILLERS = vocabulary("de del desde el la los al a hasta y from on the until till through thru to and of th st nd rd")
_DAYS = vocabulary("d dia dias day days")
_WEEKS = vocabulary("semana semanas week weeks")
_TODAY, _TOMORROW = vocabulary("hoy today"), vocabulary("manana tomorrow")
_MONTHS = (
    vocabulary("enero ene january jan"),
    vocabulary("febrero feb february"),
    vocabulary("marzo mar march"),
    vocabulary("abril abr april apr"),
    vocabulary("mayo may"),
    vocabulary("junio jun june"),
    vocabulary("julio jul july"),
    vocabulary("agosto ago august aug"),
    vocabulary("septiembre setiembre sep sept september"),
    vocabulary("octubre oct october"),
    vocabulary("noviembre nov november"),
    vocabulary("diciembre dic december dec"),
)
_WEEKDAYS = (
    vocabulary("lunes lun monday mon"),
    vocabulary("martes tuesday tue"),
    vocabulary("miercoles mie wednesday wed"),
    vocabulary("jueves jue thursday thu"),
    vocabulary("viernes vie friday fri"),
    vocabulary("sabado sab saturday sat"),
    vocabulary("domingo dom sunday sun"),
)


class NotADay(ValueError):
    """The text cannot be read; `word` is the part that it trips over."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the first day (None: as soon as it can be), and the last or how many days (None: open)."""

    first: date | None = None
    last: date | None = None
    days: int | None = None


def parse_pause(text: str, today: date) -> Asked:
    """Reads a wish. Raises NotADay."""
    found = list(_parts([token for token in _TOKEN.findall(text) if fold(token) not in _FILLERS], today))
    days = [part for part in found if isinstance(part, date)]
    counts = [part for part in found if isinstance(part, int)]
    if len(days) > 2 or len(counts) > 1 or (counts and len(days) > 1) or (text.strip() and not found):
        raise NotADay(text.strip())
    if counts:
        return Asked(days[0] if days else None, days=counts[0])
    return Asked(days[0], days[1]) if len(days) == 2 else Asked(last=days[0] if days else None)


def _parts(tokens: list[str], today: date) -> Iterator[date | int]:
    """Days, and numbers of days, in the order they were typed."""
    at = 0
    while at < len(tokens):
        part, used = _part(tokens[at : at + 3], today)
        yield part
        at += used


def _part(tokens: list[str], today: date) -> tuple[date | int, int]:
    word, *rest = (fold(token) for token in tokens)
    if word.isdecimal():
        return _number(int(word), rest, tokens[0], today)
    if not word.isalpha():
        return _written_out(tokens[0], today), 1
    if word in _TODAY or word in _TOMORROW:
        return today + (word in _TOMORROW) * _DAY, 1
    if (weekday := _place(word, _WEEKDAYS)) is not None:
        return today + (((weekday - today.weekday() - 1) % 7) + 1) * _DAY, 1
    month = _place(word, _MONTHS)
    if month is not None and rest and rest[0].isdecimal():
        return _ahead(int(rest[0]), month + 1, today, tokens[1]), 2
    raise NotADay(tokens[0])


def _number(number: int, rest: list[str], typed: str, today: date) -> tuple[date | int, int]:
    month = _place(rest[0], _MONTHS) if rest else None
    if month is not None:
        return _ahead(number, month + 1, today, typed), 2
    weeks = bool(rest) and rest[0] in _WEEKS
    named = weeks or (bool(rest) and rest[0] in _DAYS)
    if not 1 <= number <= MOST_BARE_DAYS:
        raise NotADay(typed)
    return number * (7 if weeks else 1), 1 + named


def _written_out(typed: str, today: date) -> date:
    """`2026-12-24`, `24/12` or `24.12.2026`."""
    try:
        if "-" in typed:
            return date(*(int(part) for part in typed.split("-")))
        day, month, *year = (int(part) for part in re.split(r"[/.]", typed))
    except ValueError as error:
        raise NotADay(typed) from error
    if not year:
        return _ahead(day, month, today, typed)
    return _on(day, month, year[0] + 2000 * (year[0] < 100), typed)


def _ahead(day: int, month: int, today: date, typed: str) -> date:
    """That day of this year, or of the next when it is long over: yesterday's stays yesterday's."""
    this = _on(day, month, today.year, typed) if (day, month) != (29, 2) else _leap(today.year, typed)
    return this if today - this < 180 * _DAY else _on(day, month, today.year + 1, typed)


def _leap(year: int, typed: str) -> date:
    return next(_on(29, 2, later, typed) for later in range(year, year + 9) if _is_leap(later))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _on(day: int, month: int, year: int, typed: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADay(typed) from error


def _place(word: str, names: tuple[frozenset[str], ...]) -> int | None:
    return next((number for number, known in enumerate(names) if word in known), None)
