"""What people type after /daily, in Spanish and English: `09:00 20:30 mon-fri 2`, `9h y 21h de lunes a viernes x3`.

The rule for a bare number: the last one is how many questions (1 to 10) when a time comes before it; every other
bare number, one above 10, and one that `y`, `and` or a comma ties to a time, is an hour. `x3`, `3x` and `3 preguntas`
are always a count, and then all bare numbers are hours.

Hours may be words, too: `a las nueve y media de la noche`, `half past seven`.

`09:00-13:00 3` is a window: so many questions, one at a time, spread evenly from its beginning to its end.
`si falta`, `only if not done`: only as long as the day is not done; `siempre`, `always`: again without regard to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import NamedTuple

from bot.domain.folding import fold, vocabulary
from bot.domain.hour_words import in_figures
from bot.domain.schedule import MOST_QUESTIONS, MOST_TIMES, spread
from bot.domain.weekday_words import AND, LONGEST_PHRASE, UNTIL, days_first


class Reason(StrEnum):
    """Why a text is not a schedule."""

    NOTHING = "nothing"
    UNKNOWN_WORD = "unknown word"
    BAD_TIME = "bad time"
    TOO_MANY_TIMES = "too many times"
    TOO_MANY_QUESTIONS = "too many questions"
    NO_QUESTIONS = "no questions"
    TWO_COUNTS = "two counts"
    SHORT_WINDOW = "short window"


class NotASchedule(ValueError):
    """The text cannot be read: `reason` says why, and `word` is the part that it trips over, as it was typed."""

    def __init__(self, reason: Reason, word: str = "") -> None:
        super().__init__(f"{reason}: {word}")
        self.reason = reason
        self.word = word


@dataclass(frozen=True, slots=True)
class Daily:
    """What was asked for. No times, and None for anything else, mean not mentioned.

    `if_needed`: only as long as the learner's day is not done.
    """

    times: tuple[time, ...]
    weekdays: frozenset[int] | None
    count: int | None
    if_needed: bool | None = None


def parse_daily(text: str) -> Daily:
    """Different times in order (12 at most), weekdays (0 is Monday) and questions each time. Raises NotASchedule."""
    if_needed, text = _without_need(text)
    weekdays, words = _without_days(_words(text))
    count, words = _without_count(words)
    windows, words = _without_windows(words)
    times = _times(words)
    if windows:
        times, count = _spread(windows, times, count), 1
    if not times and weekdays is None and count is None and if_needed is None:
        raise NotASchedule(Reason.NOTHING, text.strip())
    return Daily(times, weekdays, count, if_needed)


def parse_window(text: str) -> tuple[time, time]:
    """`22-8`, `de 22:00 a 8:00`, `10pm to 7am`: two times, of which the second may be on the next day.

    Raises NotASchedule.
    """
    windows, words = _without_windows(_words(text))
    if _times(words) or len(windows) != 1:
        raise NotASchedule(Reason.NOTHING, text.strip())
    ((first, last),) = windows
    return _time(first), _time(last)


def parse_hour(text: str) -> time:
    """`21`, `9 pm`, `a las 21:00`: one time. Raises NotASchedule."""
    times = _times(_words(text))
    if len(times) != 1:
        raise NotASchedule(Reason.NOTHING, text.strip())
    return times[0]


class _Word(NamedTuple):
    typed: str
    folded: str


_GAP = _Word("", "")
"""Stands where a word was that is understood already, so that its neighbours do not become neighbours."""

_AM_PM = re.compile(r"(?<=\d)\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    r"(?<=\d)\s*(?:(?:de|por) la|in the|at)\s+(mañana|manana|morning|tarde|afternoon|evening|noche|night)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"(?<=[0-9hm])(?:[-–—]|\s+[-–—]\s+)(?=[0-9])")
_SPLIT = re.compile(r"(?:(?<!\S)-)?[0-9][^\s,;]*|[,–—-]|[^\s,;–—-]+")
_BARE = re.compile(r"[0-9]{1,3}")
_COUNT = re.compile(r"[x×]([0-9]{1,3})|([0-9]{1,3})[x×]")
_TIME = re.compile(r"(?![0-9]{3}(?![0-9]))([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(?:h|hs|hrs|horas)?(am|pm)?")
_FILLERS = UNTIL | AND | vocabulary("de desde del from las los la el the at on in cada every por per h hs hrs horas")
_IF_NEEDED = re.compile(
    r"\b(?:(?:s[oó]lo|only)\s+)?(?:si\s+(?:me\s+|hoy\s+)?falta|si\s+hace\s+falta|if\s+(?:not\s+done|needed)|unless\s+done)\b",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"\b(?:siempre|always)\b", re.IGNORECASE)
_QUESTIONS = vocabulary("pregunta preguntas question questions")


def _without_need(text: str) -> tuple[bool | None, str]:
    """Whether questions come only as long as the day is not done (None when not said), and the rest of the text."""
    for said, pattern in ((True, _IF_NEEDED), (False, _ALWAYS)):
        if found := pattern.search(text):
            return said, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _words(text: str) -> list[_Word]:
    text = _PART_OF_DAY.sub(_as_am_pm, _AM_PM.sub(r"\1m", in_figures(text)))
    text = _FROM_TO.sub(" - ", text)
    typed = (word.strip(".!?¡¿()[]\"'") for word in _SPLIT.findall(text))
    return [_Word(word, fold(word)) for word in typed if word]


def _as_am_pm(match: re.Match[str]) -> str:
    part = fold(match[1])
    midnight = part in ("noche", "night") and re.search(r"(?<!\d)12(:00)?$", match.string[: match.start()])
    return "am" if midnight or part in ("manana", "morning") else "pm"


def _without_days(words: list[_Word]) -> tuple[frozenset[int] | None, list[_Word]]:
    """The weekdays mentioned (None when there are none), and the words with gaps in their place."""
    days: frozenset[int] = frozenset()
    rest: list[_Word] = []
    while words:
        found, used = days_first([word.folded for word in words[:LONGEST_PHRASE]])
        days |= found
        rest.append(_GAP if found else words[0])
        words = words[used:]
    return days or None, rest


# --- numbers -----------------------------------------------------------------------------------------


def _without_count(words: list[_Word]) -> tuple[int | None, list[_Word]]:
    """How many questions (None when not said), and the words with gaps in place of it."""
    places = [at for at in range(len(words)) if _says_count(words, at)] or list(_bare_count(words))
    if len(places) > 1:
        raise NotASchedule(Reason.TWO_COUNTS, words[places[1]].typed)
    if not places:
        return None, words
    rest = [_GAP if at in places or word.folded in _QUESTIONS else word for at, word in enumerate(words)]
    return _count(words[places[0]]), rest


def _says_count(words: list[_Word], at: int) -> bool:
    word = words[at].folded
    counted = at + 1 < len(words) and words[at + 1].folded in _QUESTIONS
    return bool(_COUNT.fullmatch(word) or (counted and _BARE.fullmatch(word)))


def _bare_count(words: list[_Word]) -> Iterator[int]:
    """The place of the bare number that is the count, if one is."""
    bare = [at for at, word in enumerate(words) if _BARE.fullmatch(word.folded)]
    if not bare or not any(_is_number(word) for word in words[: bare[-1]]):
        return
    at = bare[-1]
    tied = words[at - 1].folded in AND and at >= 2 and _is_number(words[at - 2])
    if not tied and not MOST_QUESTIONS < int(words[at].folded) < 24 and words[at].folded != "00":
        yield at


def _count(word: _Word) -> int:
    number = int(word.folded.strip("x×"))
    if number > MOST_QUESTIONS:
        raise NotASchedule(Reason.TOO_MANY_QUESTIONS, word.typed)
    if number == 0:
        raise NotASchedule(Reason.NO_QUESTIONS, word.typed)
    return number


def _without_windows(words: list[_Word]) -> tuple[list[tuple[_Word, _Word]], list[_Word]]:
    """The windows: two times with `-`, `a` or `to` between them; and the words with gaps in their place."""
    found: list[tuple[_Word, _Word]] = []
    rest = list(words)
    for at in range(1, len(rest) - 1):
        first, between, last = rest[at - 1 : at + 2]
        if between.folded in UNTIL and _is_number(first) and _is_number(last):
            found.append((first, last))
            rest[at - 1 : at + 2] = [_GAP] * 3
    return found, rest


def _spread(windows: list[tuple[_Word, _Word]], others: tuple[time, ...], count: int | None) -> tuple[time, ...]:
    """The times of the questions in all windows, and the other times; without a count both ends of a window."""
    times = set(others)
    for first, last in windows:
        try:
            times.update(spread(_time(first), _time(last), count or 2))
        except ValueError as fault:
            raise NotASchedule(Reason.SHORT_WINDOW, f"{first.typed}-{last.typed}") from fault
    if len(times) > MOST_TIMES:
        raise NotASchedule(Reason.TOO_MANY_TIMES, windows[-1][1].typed)
    return tuple(sorted(times))


def _times(words: list[_Word]) -> tuple[time, ...]:
    times: set[time] = set()
    for word in words:
        if word is not _GAP and word.folded not in _FILLERS:
            times.add(_time(word))
        if len(times) > MOST_TIMES:
            raise NotASchedule(Reason.TOO_MANY_TIMES, word.typed)
    return tuple(sorted(times))


def _time(word: _Word) -> time:
    match = _TIME.fullmatch(word.folded)
    if not match:
        raise NotASchedule(Reason.BAD_TIME if _is_number(word) else Reason.UNKNOWN_WORD, word.typed)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise NotASchedule(Reason.BAD_TIME, word.typed)
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)


def _is_number(word: _Word) -> bool:
    return word.folded.removeprefix("-")[:1] in set("0123456789")
