"""Turns messages into what is shown: translated, filled in, and styled."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from bot.domain.conversation import Line, Span, Style
from bot.domain.reason import Reason
from bot.texts.catalog import catalog
from bot.texts.messages import Message

WEEK = 7
MONTHS = 12
YEAR = 300
NOON = time(12)

LONGEST_NAME = 100
"""Characters of a name that are repeated: a message of thousands in place of a city is not sent back."""
_NAMES = frozenset({"word", "topic", "zone", "language"})
_MARKED = re.compile(r"(\*\*.+?\*\*|(?<!\w)_.+?_(?!\w)|`.+?`)")
_STYLES = (("**", Style.BOLD), ("_", Style.ITALIC), ("`", Style.CODE))


class Sentences:
    """What the bot says in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalog = catalog(language)

    def __call__(self, message: Message, **values: object) -> tuple[Line, ...]:
        """The sentence as lines of styled spans. A value stands as it is: nothing in it is read as markup.

        Whole numbers are written as the language does, and what somebody typed in place of a name is cut short.
        """
        said = {name: self._filled_in(name, value) for name, value in values.items()}
        return tuple(Line(_spans(line, said)) for line in self._template(message, values).split("\n"))

    def text(self, message: Message, **values: object) -> str:
        """The sentence as plain text, for buttons and notices."""
        return plain(self(message, **values))

    def reason(self, reason: str) -> str:
        """Why something in a note cannot be used; what is no Reason stands as it is."""
        if not isinstance(reason, Reason):
            return reason
        values = {
            name: self.reason(value) if isinstance(value, str) else value for name, value in reason.values.items()
        }
        template = self._catalog.gettext(reason.template)
        return template.format(**values) if values else template

    def day(self, day: date, today: date) -> str:
        """A day to come: “viernes 27” within a week, else “27 de noviembre”, with its year when it is far."""
        away = (day - today).days
        if away < WEEK:
            return format_date(day, "EEEE d", locale=self.language)
        if away >= YEAR:
            return format_date(day, "long", locale=self.language)
        return format_skeleton("MMMMd", datetime.combine(day, NOON), locale=self.language)

    def past_day(self, day: date) -> str:
        """A day of the last weeks: “lun 23 nov”."""
        return format_skeleton("MMMEd", datetime.combine(day, NOON), locale=self.language)

    def past_date(self, day: date) -> str:
        """A day that is over, or a week: “3 de marzo”."""
        return format_skeleton("MMMMd", datetime.combine(day, NOON), locale=self.language)

    def months(self) -> list[str]:
        """The short names of the months, January first: “ene”."""
        names = get_month_names("abbreviated", context="stand-alone", locale=self.language)
        return [names[number].rstrip(".") for number in range(1, MONTHS + 1)]

    def number(self, number: int) -> str:
        """“1.234.567” or “1,234,567”."""
        return format_decimal(number, locale=self.language)

    def share(self, share: float) -> str:
        """A share of 0 to 1 in whole percents: “87 %”."""
        return format_percent(share, locale=self.language)

    @property
    def first_weekday(self) -> int:
        """The day on which a week begins where the language is spoken: 0 is Monday."""
        return Locale.parse(self.language).first_week_day

    def weekdays(self, days: Sequence[int], width: str = "abbreviated") -> list[str]:
        """The names of weekdays (0 is Monday); `width` is wide, abbreviated or narrow."""
        names = get_day_names(width, context="stand-alone", locale=self.language)  # type: ignore[arg-type]  # a Literal
        return [names[day] for day in days]

    def city(self, zone: str) -> str:
        """The place that an IANA zone is named after, as the language calls it: “Ciudad de México”."""
        return get_timezone_location(zone, locale=self.language, return_city=True).split("/")[-1]

    def list(self, items: Sequence[str]) -> str:
        """“a, b and c”, in the language's way."""
        return format_list(list(items), locale=self.language)

    def _filled_in(self, name: str, value: object) -> object:
        if type(value) is int:
            return self.number(value)
        if name in _NAMES and isinstance(value, str) and len(value) > LONGEST_NAME:
            return f"{value[: LONGEST_NAME - 1].rstrip()}…"
        return value

    def _template(self, message: Message, values: dict[str, object]) -> str:
        if message.plural is None:
            return self._catalog.gettext(message.text)
        return self._catalog.ngettext(message.text, message.plural, int(str(values["n"])))


def plain(lines: Iterable[object]) -> str:
    """The words of some lines without their styles, as a notice shows them."""
    return " ".join("".join(span.text for span in line.spans) for line in lines if isinstance(line, Line))


def _spans(template: str, values: dict[str, object]) -> tuple[Span, ...]:
    spans = (_span(piece, values) for piece in _MARKED.split(template) if piece)
    return tuple(span for span in spans if span.text)


def _span(piece: str, values: dict[str, object]) -> Span:
    for mark, style in _STYLES:
        if len(piece) > 2 * len(mark) and piece.startswith(mark) and piece.endswith(mark):
            return Span(piece[len(mark) : -len(mark)].format(**values), style)
    return Span(piece.format(**values))
