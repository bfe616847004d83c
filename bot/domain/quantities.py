"""Numbers with or without a unit, compared by what they are worth: 1,5 km is 1500 m, and 1/2 is 0.5 and 50 %."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import pairwise, product

from bot.domain.folding import fold
from bot.domain.units import ONE, Unit, unit

LONGEST = 60
"""Characters; what is longer is no quantity."""


class Agreement(Enum):
    """How two quantities compare."""

    SAME = "worth the same"
    NO_UNIT = "the number is right, its unit is missing"
    OTHER_UNIT = "the number is right, the unit is not"
    OTHER = "another number"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number by the values that it may have, and its unit; `written` is the number alone, without spaces."""

    values: frozenset[Fraction]
    unit: Unit | None
    written: str

    @property
    def is_counted(self) -> bool:
        """Whether it counts things (“3 filas”), of which we know nothing."""
        return self.unit is not None and not self.unit.known


def compare(said: Quantity, wanted: Quantity) -> Agreement:
    """How what was said agrees with what was wanted. Where that has no unit, any is taken."""
    same_number = bool(said.values & wanted.values) or _as_written(said) == _as_written(wanted)
    if _in_base(said) & _in_base(wanted) or (same_number and (wanted.unit is None or said.unit == wanted.unit)):
        return Agreement.SAME
    if not same_number:
        return Agreement.OTHER
    return Agreement.NO_UNIT if said.unit is None else Agreement.OTHER_UNIT


def quantity(text: str, language: str = "") -> Quantity | None:
    """Reads a whole text as a quantity; None when it is none.

    `language` says what a point before three digits is: 3.000 is three thousand in Spanish and three in English;
    without a language it may be either.
    """
    if len(text) > LONGEST:
        return None
    spoken = language[:2].lower()
    plain = _normalised(text, spoken)
    return _simple(plain, spoken) or _compound(plain, spoken)


def _simple(plain: str, language: str) -> Quantity | None:
    """One number and its unit."""
    match = _QUANTITY.fullmatch(plain)
    if match is None:
        return None
    values = _values(match, language)
    after = (match["unit"] or match["currency"] or "").strip()
    found = unit(after) if after else None
    number = plain[: match.start("unit")] if match["unit"] else plain
    return Quantity(values, found, number.replace(" ", "")) if values and (found or not after) else None


def _compound(plain: str, language: str) -> Quantity | None:
    """Several in one, from the large unit to the small: “1 h 30 min”, “1h30”, “2 days, 3 hours and 4 minutes”."""
    parts = [_simple(part, language) for part in _JOINTS.split(_HOURS.sub(r"\g<0> min", plain))]
    found = [part for part in parts if part and part.unit and part.unit.known and not part.unit.offset]
    units = [part.unit for part in found if part.unit]
    falling = all(one.dimensions == next_.dimensions and one.factor > next_.factor for one, next_ in pairwise(units))
    if len(found) < max(2, len(parts)) or not falling or not plain[0].isdigit():
        return None
    values = (sum(map(_worth, numbers, units)) for numbers in product(*(part.values for part in found)))
    return Quantity(frozenset(value / units[0].factor for value in values), units[0], plain.replace(" ", ""))


def _worth(value: Fraction, of: Unit) -> Fraction:
    return value * of.factor


def _in_base(one: Quantity) -> frozenset[tuple[Fraction, tuple[tuple[str, int], ...]]]:
    counted = one.unit or ONE
    return frozenset((value * counted.factor + counted.offset, counted.dimensions) for value in one.values)


def _as_written(one: Quantity) -> str:
    """Who writes 3,141 where the notes have 3.141 means the same, whatever the custom of their language."""
    return one.written.replace(",", ".")


_SUPERSCRIPT = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_ABOUT = re.compile(
    r"^(?:(?:es|son|eran?|unos|unas|aprox(?:imadamente)?\.?|casi|is|are|about|around|approx\.?|[=≈~:])\s*(?=[\W\d]))+",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?<=\d)(?=[¼½¾⅓⅔⅕⅛])")
_NUMBER = r"(?:\d{1,3}(?:[ '’_]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)"
_MULTIPLES = {
    "es": {"mil": 3, "millon": 6, "millones": 6, "billon": 12, "billones": 12},
    "en": {"thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9},
}
_ANY_MULTIPLE = {"k": 3, **_MULTIPLES["en"], **_MULTIPLES["es"]}
_QUANTITY = re.compile(
    rf"(?P<sign>[-+]?)\s*(?P<currency>[€$])?\s*(?:(?P<whole>\d+)\s+(?=\d+/\d))?(?P<first>{_NUMBER})"
    r"(?:\s*(?:\^|\*\*)\s*(?P<power>[-+]?\d{1,2}))?"
    r"(?:(?:\s*[x×·*]\s*10\s*(?:\^|\*\*)\s*|[eE](?=[-+\d]))(?P<exponent>[-+]?\d{1,2}))?"
    rf"(?:\s*/\s*(?P<over>{_NUMBER}))?"
    r"(?:\s*(?P<multiple>mil|mill[oó]n(?:es)?|bill[oó]n(?:es)?|thousand|[mb]illions?|k)\b(?:\s+de\b)?)?"
    r"(?P<unit>\s*[^\d\s\-+,;=].*)?"
)
_HOURS = re.compile(r"(?<!\d)\d+\s*h\s*\d{1,2}\Z")
_JOINTS = re.compile(r"(?<=[^\W\d_])\s*(?:,\s*|\s(?:y|and)\s+)?(?=\d)")
"""Where a unit ends and the next number begins."""
_WORDS = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis"
    " diecisiete dieciocho diecinueve veinte",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty",
}
_NUMERALS = {tag: {word: str(at) for at, word in enumerate(words.split())} for tag, words in _WORDS.items()}


def _normalised(text: str, language: str) -> str:
    """Compatibility form but for superscripts, which become powers; “º” is the degree that it is typed for."""
    raised = _SUPERSCRIPT.sub(lambda match: "^" + match[0].translate(_RAISED), text.replace("º", "°"))
    plain = unicodedata.normalize("NFKC", _HALF.sub(" ", raised)).replace("\u2044", "/").replace("−", "-")
    spaced = " ".join(plain.split()).rstrip(".!;")
    return _with_digits(_ABOUT.sub("", spaced).strip(), language)


def _with_digits(text: str, language: str) -> str:
    first, space, rest = text.partition(" ")
    return _NUMERALS.get(language, {}).get(fold(first), first) + space + rest


def _values(match: re.Match[str], language: str) -> frozenset[Fraction]:
    over = _readings(match["over"], language) if match["over"] else {Fraction(1)}
    shift = int(match["exponent"] or 0) + _multiple(match["multiple"], language)
    power, whole = int(match["power"] or 1), Fraction(match["whole"] or 0)
    scale = Fraction(10) ** shift * (-1 if match["sign"] == "-" else 1)
    return frozenset(
        (whole + first**power / below) * scale
        for first in _readings(match["first"], language)
        for below in over
        if below and (first or power > 0)
    )


def _multiple(word: str | None, language: str) -> int:
    return _MULTIPLES.get(language, _ANY_MULTIPLE).get(fold(word), _ANY_MULTIPLE[fold(word)]) if word else 0


_POINTS = {"es": ".", "en": ","}
"""What stands between thousands; the other sign is before decimals."""


def _readings(number: str, language: str) -> set[Fraction]:
    """The values that a number may have: 1.000 is a thousand to some and one to others."""
    first, *rest = re.split("[.,]", re.sub("[ '’_]", "", number))
    signs = re.findall("[.,]", number)
    in_groups = 1 <= len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in rest)
    thousands = {Fraction(first + "".join(rest))} if not signs or (in_groups and len(set(signs)) == 1) else set()
    is_decimal = bool(signs) and signs[-1] not in signs[:-1] and all(len(group) == 3 for group in rest[:-1])
    decimals = {Fraction(f"{first or 0}{''.join(rest[:-1])}.{rest[-1]}")} if is_decimal else set()
    if thousands and decimals and language in _POINTS:
        return thousands if signs[-1] == _POINTS[language] else decimals
    return thousands | decimals
