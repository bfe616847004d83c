"""A learner's progress drawn with characters: shades for the year's days, bars for weeks and for what is coming.

Colour is only added to what the signs say already, so nothing is lost where the output is piped or has none. It is
never wider than the terminal: a narrow one shows fewer weeks and days.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text

from bot.domain.progress import LEVELS, Progress, full_day, level, retention_by_week, weeks
from bot.texts import messages as m
from bot.texts.sentences import Sentences

SHADES = "·░▒▓█"
"""Nothing, and the four levels of a day."""
BARS = " ▁▂▃▄▅▆▇█"
_GREENS = ("grey50", "green", "green", "bright_green", "bright_green")
_TITLE, _DIM, _BLUE, _AMBER = Style(bold=True), Style(dim=True), Style(color="blue"), Style(color="yellow")
_LEFT, _NARROWEST = 6, 12
_MONTH = 4
"""Columns that the name of a month takes, with a space behind."""
_HIGH = 4
"""Rows of the bars of what is coming."""
_DAY = timedelta(days=1)


class Charts:
    """A renderable for `Console.print`, with its words in the language of `say`."""

    def __init__(self, progress: Progress, say: Sentences) -> None:
        self._progress, self._say = progress, say
        self._weeks = weeks(progress.today, say.first_weekday)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(_NARROWEST, options.max_width - _LEFT)
        shown = slice(max(0, len(self._weeks) - width), None)
        for row in (*self._year(shown), Text(), *self._curve(shown), Text(), *self._ahead(width)):
            row.no_wrap = row.no_wrap is None
            row.rstrip()
            yield row

    # --- the year ------------------------------------------------------------------------------------

    def _year(self, shown: slice) -> Iterator[Text]:
        answered = self._progress.shown(self._say.first_weekday).answered
        yield self._title(m.PICTURE_YEAR, self._say.number(answered))
        yield self._months(shown)
        names, full = self._say.weekdays([day.weekday() for day in self._weeks[0]], "narrow"), self._full
        for row, name in enumerate(names):
            days = [week[row] for week in self._weeks[shown]]
            yield Text.assemble(_beside(name), *(self._square(day, full) for day in days))
        less, more = self._say.text(m.PICTURE_LESS), self._say.text(m.PICTURE_MORE)
        yield Text.assemble(_beside(""), (f"{less} ", _DIM), *map(_shade, range(LEVELS + 1)), (f" {more}", _DIM))

    @property
    def _full(self) -> int:
        return full_day(self._progress.days)

    def _square(self, day: date, full: int) -> tuple[str, str]:
        if day > self._progress.today:
            return " ", ""
        counts = self._progress.days.get(day)
        return _shade(level(counts.answered, full) if counts else 0)

    # --- the curve -----------------------------------------------------------------------------------

    def _curve(self, shown: slice) -> Iterator[Text]:
        known = self._progress.shown(self._say.first_weekday).retention
        yield self._title(m.PICTURE_RETENTION, "" if known is None else self._say.share(known))
        if known is None:
            yield self._sentence(m.PICTURE_NO_RETENTION)
            return
        shares = retention_by_week(self._progress, self._say.first_weekday)[shown]
        for row, beside in ((1, self._say.share(1)), (0, self._say.share(0))):
            signs = "".join(" " if share is None else _part(share * 2 - row, lowest=row == 0) for share in shares)
            yield Text.assemble(_beside(beside), (signs.rstrip(), _BLUE))
        yield self._months(shown)

    # --- what is coming ------------------------------------------------------------------------------

    def _ahead(self, width: int) -> Iterator[Text]:
        counts = self._progress.ahead
        yield self._title(m.PICTURE_AHEAD, self._say.number(sum(counts)))
        if not any(counts):
            yield self._sentence(m.PICTURE_NOTHING_AHEAD)
            return
        numbers = [self._say.number(count) if count else "" for count in counts]
        room = max(3, *map(len, numbers)) + 1
        days = slice(0, max(1, width // room))
        for row in reversed(range(_HIGH)):
            parts = (_part(count / max(counts) * _HIGH - row, lowest=row == 0 and count > 0) for count in counts[days])
            yield self._cells([part * 2 for part in parts], room, _AMBER)
        yield self._cells(numbers[days], room)
        dates = [self._progress.today + number * _DAY for number in range(len(counts))][days]
        yield self._cells(self._say.weekdays([day.weekday() for day in dates], "narrow"), room, _DIM)
        yield self._cells([f"{day.day}" for day in dates], room, _DIM)

    # --- shared --------------------------------------------------------------------------------------

    def _title(self, title: m.Message, number: str) -> Text:
        return Text.assemble((self._say.text(title), _TITLE), f"  {number}" if number else "", no_wrap=False)

    def _sentence(self, sentence: m.Message) -> Text:
        return Text.assemble(_beside(""), (self._say.text(sentence), _DIM), no_wrap=False)

    def _months(self, shown: slice) -> Text:
        """The names of the months above the weeks in which they begin."""
        names, line = self._say.months(), ""
        for column, week in enumerate(self._weeks[shown]):
            first = next((day for day in week if day.day == 1), None)
            if first is not None and len(line) <= column <= len(self._weeks[shown]) - _MONTH + 1:
                line = f"{line:<{column}}{names[first.month - 1][: _MONTH - 1]} "
        return Text.assemble(_beside(""), (line.rstrip(), _DIM))

    def _cells(self, signs: list[str], room: int, style: Style | None = None) -> Text:
        line = "".join(f"{sign:>{room}}" for sign in signs).rstrip()
        return Text.assemble(_beside("")[0][:-1], (line, style or ""))


def _shade(strength: int) -> tuple[str, str]:
    return SHADES[strength], _GREENS[strength]


def _beside(name: str) -> tuple[str, Style]:
    """What stands at the left, with a space behind."""
    return f"{name:>{_LEFT - 1}} ", _DIM


def _part(amount: float, *, lowest: bool) -> str:
    """The part of a row that a bar fills, from 0 to 1 and beyond; something is seen of the `lowest` row always."""
    eighths = max(int(lowest), min(len(BARS) - 1, round(amount * (len(BARS) - 1))))
    return BARS[max(0, eighths)]
