"""A learner's progress as one picture: the year's days, what was remembered week by week, and what is coming.

It is 1280 pixels wide, which Telegram shows without scaling it down and a phone at two to three pixels a point; the
letters are 28 pixels high and more. Weeks of the year and of the curve stand above each other.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO

from PIL import Image, ImageDraw

from bot.domain.progress import LEVELS, WEEKS_SHOWN, Progress, full_day, level, retention_by_week, weeks
from bot.pictures import palette
from bot.pictures.lettering import Lettering
from bot.texts import messages as m
from bot.texts.sentences import Sentences

WIDTH, HEIGHT = 1280, 1136
LEFT, PITCH, CELL = 130, 21, 18
MARGIN = 46
RIGHT = LEFT + WEEKS_SHOWN * PITCH - (PITCH - CELL)
YEAR_TITLE, MONTHS, YEAR_TOP, LEGEND = 88, 142, 158, 348
CURVE_TITLE, CURVE_TOP, CURVE_BOTTOM = 440, 480, 660
AHEAD_TITLE, BARS_TOP, BARS_BOTTOM = 800, 876, 1026
MONTH_ROOM = 3
"""Columns that the name of a month takes."""
SMOOTH = 3
"""How many times larger lines are drawn before they are scaled down, so that they have no steps."""

_TITLE, _LABEL, _SMALL = 38, 28, 22
_TIGHT = 6
_DAY = timedelta(days=1)


def draw(progress: Progress, say: Sentences) -> bytes:
    """The picture as PNG, with its words in the language of `say`."""
    image = Image.new("RGB", (WIDTH, HEIGHT), palette.GROUND)
    _Drawing(image, progress, say).draw()
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


class _Drawing:
    """One picture while it is drawn."""

    def __init__(self, image: Image.Image, progress: Progress, say: Sentences) -> None:
        self._image, self._progress, self._say = image, progress, say
        self._pen = ImageDraw.Draw(image)
        self._titles, self._labels = Lettering(_TITLE), Lettering(_LABEL)
        self._weeks = weeks(progress.today, say.first_weekday)

    def draw(self) -> None:
        """All three parts."""
        self._year()
        self._curve()
        self._ahead()

    # --- the year ------------------------------------------------------------------------------------

    def _year(self) -> None:
        answered = self._progress.shown(self._say.first_weekday).answered
        self._title(YEAR_TITLE, self._say.text(m.PICTURE_YEAR), self._say.number(answered))
        self._months(MONTHS)
        for row, name in enumerate(self._say.weekdays([day.weekday() for day in self._weeks[0]], "narrow")):
            if row % 2 == 0:
                self._label((LEFT - 22, YEAR_TOP + row * PITCH + CELL), name, "m")
        full = full_day(self._progress.days)
        for column, week in enumerate(self._weeks):
            for row, day in enumerate(week):
                if day <= self._progress.today:
                    self._square(LEFT + column * PITCH, YEAR_TOP + row * PITCH, self._level(day, full))
        self._legend()

    def _level(self, day: date, full: int) -> int:
        counts = self._progress.days.get(day)
        return level(counts.answered, full) if counts else 0

    def _square(self, x: int, y: int, strength: int) -> None:
        colour = palette.HEAT[strength - 1] if strength else palette.EMPTY
        self._pen.rounded_rectangle((x, y, x + CELL - 1, y + CELL - 1), 4, colour)

    def _legend(self) -> None:
        less, more = self._say.text(m.PICTURE_LESS), self._say.text(m.PICTURE_MORE)
        self._label((RIGHT, LEGEND), more, "r")
        x = RIGHT - round(self._labels.width(more)) - 12 - (LEVELS + 1) * PITCH
        for strength in range(LEVELS + 1):
            self._square(x + strength * PITCH, LEGEND - CELL, strength)
        self._label((x - 12, LEGEND), less, "r")

    # --- the curve -----------------------------------------------------------------------------------

    def _curve(self) -> None:
        shares = retention_by_week(self._progress, self._say.first_weekday)
        known = self._progress.shown(self._say.first_weekday).retention
        self._title(CURVE_TITLE, self._say.text(m.PICTURE_RETENTION), "" if known is None else self._say.share(known))
        for share in (0.0, 0.5, 1.0):
            y = _height(share)
            self._pen.line((LEFT, y, RIGHT, y), palette.GRID, 2)
            self._label((LEFT - 12, y + 10), self._say.share(share), "r")
        self._months(CURVE_BOTTOM + 44)
        if known is None:
            self._label(((LEFT + RIGHT) / 2, _height(0.5) - 16), self._say.text(m.PICTURE_NO_RETENTION), "m")
        self._line(shares)

    def _line(self, shares: Sequence[float | None]) -> None:
        """A line through weeks that follow each other, and a dot for each."""
        mask = Image.new("L", (WIDTH * SMOOTH, (CURVE_BOTTOM - CURVE_TOP + 2 * MARGIN) * SMOOTH))
        pen = ImageDraw.Draw(mask)
        for run in _runs(shares):
            points = [(SMOOTH * x, SMOOTH * (y - CURVE_TOP + MARGIN)) for x, y in run]
            pen.line(points, 255, 5 * SMOOTH, joint="curve")
            for x, y in points:
                pen.ellipse((x - 6 * SMOOTH, y - 6 * SMOOTH, x + 6 * SMOOTH, y + 6 * SMOOTH), 255)
        self._image.paste(palette.LINE, (0, CURVE_TOP - MARGIN), mask.reduce(SMOOTH))

    # --- what is coming ------------------------------------------------------------------------------

    def _ahead(self) -> None:
        counts = self._progress.ahead
        self._title(AHEAD_TITLE, self._say.text(m.PICTURE_AHEAD), self._say.number(sum(counts)))
        self._pen.line((LEFT, BARS_BOTTOM, RIGHT, BARS_BOTTOM), palette.GRID, 2)
        if not any(counts):
            nothing = self._say.text(m.PICTURE_NOTHING_AHEAD)
            self._label(((LEFT + RIGHT) / 2, (BARS_TOP + BARS_BOTTOM) / 2), nothing, "m")
        for number, count in enumerate(counts):
            self._bar(number, count, max(counts))

    @cached_property
    def _counts(self) -> Lettering:
        """The letters above the bars: smaller ones where a number would run into its neighbour's."""
        room = (RIGHT - LEFT) / len(self._progress.ahead)
        widest = max(self._labels.width(self._say.number(count)) for count in self._progress.ahead)
        return self._labels if widest < room - _TIGHT else Lettering(_SMALL)

    def _bar(self, number: int, count: int, most: int) -> None:
        room = (RIGHT - LEFT) / len(self._progress.ahead)
        middle, day = LEFT + (number + 0.5) * room, self._progress.today + number * _DAY
        colour = palette.TEXT if number == 0 else palette.QUIET_TEXT
        if count:
            top = BARS_BOTTOM - max(4, round((BARS_BOTTOM - BARS_TOP) * count / most))
            box = (round(middle - room * 0.34), top, round(middle + room * 0.34), BARS_BOTTOM)
            self._pen.rectangle(box, palette.BAR if number else palette.BAR_TODAY)
            self._counts.at(self._image, (middle, top - 10), self._say.number(count), palette.TEXT, "m")
        (initial,) = self._say.weekdays([day.weekday()], "narrow")
        self._label((middle, BARS_BOTTOM + 38), initial, "m", colour)
        self._label((middle, BARS_BOTTOM + 76), f"{day.day}", "m", colour)

    # --- shared --------------------------------------------------------------------------------------

    def _title(self, y: int, words: str, number: str) -> None:
        self._titles.at(self._image, (MARGIN, y), words, palette.TEXT)
        self._titles.at(self._image, (RIGHT, y), number, palette.TEXT, "r")

    def _label(
        self, place: tuple[float, float], text: str, anchor: str, colour: palette.Colour = palette.QUIET_TEXT
    ) -> None:
        self._labels.at(self._image, place, text, colour, anchor)

    def _months(self, y: int) -> None:
        """The name of each month above the week in which it begins."""
        for column, name in months(self._weeks, self._say):
            self._label((LEFT + column * PITCH, y), name, "l")


def months(shown: Sequence[Sequence[date]], say: Sentences) -> Iterator[tuple[int, str]]:
    """The columns in which months begin, with their names; the last one only where its name has room."""
    names = say.months()
    for column, week in enumerate(shown):
        first = next((day for day in week if day.day == 1), None)
        if first is not None and column <= len(shown) - MONTH_ROOM:
            yield column, names[first.month - 1]


def _runs(shares: Sequence[float | None]) -> Iterator[list[tuple[float, float]]]:
    """The points of weeks that follow each other without a gap."""
    run: list[tuple[float, float]] = []
    for column, share in enumerate([*shares, None]):
        if share is not None:
            run.append((LEFT + column * PITCH + CELL / 2, _height(share)))
        elif run:
            yield run
            run = []


def _height(share: float) -> float:
    return CURVE_BOTTOM - share * (CURVE_BOTTOM - CURVE_TOP)
