"""Units of measure as people write them, in Spanish and English, and what they are worth in each other.

A module of our own: pint needs 0.4 s to start, and reads “1,5 km” as 15 km, “1 500 m” as 500 m, and neither “Km” nor
“minutos”. The factors are those of the SI brochure (9th edition) and of NIST SP 811.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.folding import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its worth in base units: `value · factor + offset`. `known` is False for a thing that is counted."""

    factor: Fraction
    dimensions: tuple[tuple[str, int], ...]
    offset: Fraction = Fraction(0)
    known: bool = True


ONE = Unit(Fraction(1), ())
"""What a bare number is counted in."""


def unit(text: str) -> Unit | None:
    """The unit that a text names: `km/h`, `kilómetros por hora`, `m^2`, `%`; a single other word is what is counted.

    None for everything else. Symbols are read as they are written, and else as if case did not matter (`Km`).
    """
    over = _OVER.split(_spelled_out(text.strip()))
    parts = [(part, 1 if place == 0 else -1) for place, part in enumerate(over)]
    factors = [(word, sign) for part, sign in parts for word in _TIMES.split(part.strip())]
    powers = [_power(word, sign) for word, sign in factors]
    if powers and None not in powers:
        return _product([power for power in powers if power])
    return Unit(Fraction(1), ((fold(text.strip()), 1),), known=False) if _COUNTED.fullmatch(text.strip()) else None


_OVER = re.compile(r"/|(?<!\s)\s+(?:por|per)\s+", re.IGNORECASE)
_TIMES = re.compile(r"\s*[·*]\s*|\s+")
_FACTOR = re.compile(r"(?P<name>[^\d^\s-]+)\^?(?P<power>-?[1-4])?")
_COUNTED = re.compile(r"[^\W\d_]{2,20}")
_SPELLINGS = tuple(
    (re.compile(words, re.IGNORECASE), short)
    for words, short in (
        (r"(?:por|per)\s*(?:ciento?|cent)\b", "%"),
        (r"\b(?:grados?|degrees?|[°º])\s*(?:celsius|cent[ií]grados?|C\b)", "°C"),
        (r"\b(?:grados?|degrees?|[°º])\s*(?:fahrenheit|F\b)", "°F"),
        (r"\s*\b(?:al cuadrado|cuadrad[oa]s?|squared)\b", "^2"),
        (r"\s*\b(?:al cubo|c[uú]bic[oa]s?|cubed)\b", "^3"),
        (r"\bsquare\s+(\w+)", r"\1^2"),
        (r"\bcubic\s+(\w+)", r"\1^3"),
    )
)


def _spelled_out(text: str) -> str:
    for words, short in _SPELLINGS:
        text = words.sub(short, text)
    return text


def _power(text: str, sign: int) -> tuple[Unit, int] | None:
    match = _FACTOR.fullmatch(text)
    found = match and (_SYMBOLS.get(match["name"]) or _NAMES.get(_singular(fold(match["name"]))))
    return (found, sign * int(match["power"] or 1)) if match and found else None


def _singular(name: str) -> str:
    return next((one for one in (name, name.removesuffix("s"), name.removesuffix("es")) if one in _NAMES), name)


def _product(powers: list[tuple[Unit, int]]) -> Unit:
    if len(powers) == 1 and powers[0][1] == 1:
        return powers[0][0]
    factor, dimensions = Fraction(1), Counter[str]()
    for one, power in powers:
        factor *= one.factor**power
        dimensions.update({name: count * power for name, count in one.dimensions})
    return Unit(factor, _sorted(dimensions))


def _sorted(dimensions: "Counter[str]") -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, count) for name, count in dimensions.items() if count))


_PREFIXES = {
    "k": ("1000", "kilo"),
    "K": ("1000", "kilo"),
    "M": ("1e6", "mega"),
    "G": ("1e9", "giga"),
    "T": ("1e12", "tera"),
    "P": ("1e15", "peta"),
    "h": ("100", "hecto"),
    "d": ("0.1", "deci"),
    "c": ("0.01", "centi"),
    "m": ("0.001", "mili milli"),
    "μ": ("1e-6", "micro"),
    "u": ("1e-6", "micro"),
    "n": ("1e-9", "nano"),
    "p": ("1e-12", "pico"),
    "Ki": ("1024", "kibi"),
    "Mi": (str(1024**2), "mebi"),
    "Gi": (str(1024**3), "gibi"),
    "Ti": (str(1024**4), "tebi"),
}
_ENERGY, _POWER, _PRESSURE = "kg m2 s-2", "kg m2 s-3", "kg m-1 s-2"

# Worth, dimensions, symbols, names, and the prefixes that people use with it. Where the same letters in another case
# are something else, the one that comes first is what is meant by who does not care for case: mm before Mm.
_TABLE = (
    ("1", "m", "m mts", "metro meter metre", "k m c d μ u n p h"),
    ("0.001", "kg", "g gr", "gramo gram", "k m μ u n c d"),
    ("1", "s", "s seg sec", "segundo second", "m μ u n p"),
    ("0.001", "m3", "l L", "litro liter litre", "m c d h μ u"),
    ("60", "s", "min mins", "minuto minute", ""),
    ("3600", "s", "h hr hrs", "hora hour", ""),
    ("86400", "s", "d", "dia day", ""),
    ("604800", "s", "", "semana week", ""),
    ("1", "month", "", "mes month", ""),
    ("12", "month", "", "ano year", ""),
    ("8", "bit", "B", "byte octeto", "k K M G T P Ki Mi Gi Ti"),
    ("1", "bit", "b", "bit", "k K M G T P Ki Mi Gi Ti"),
    ("1", "A", "A", "amperio ampere amp", "k m μ u n"),
    ("1", "K", "K", "kelvin", "m"),
    ("1", "mol", "mol", "mol mole", "m μ k"),
    ("1", "s-1", "Hz", "hercio hertz", "k M G T m"),
    ("1", "kg m s-2", "N", "newton", "k M m"),
    ("1", _PRESSURE, "Pa", "pascal", "k M G h m"),
    ("100000", _PRESSURE, "bar", "bar", "m"),
    ("101325", _PRESSURE, "atm", "atmosfera atmosphere", ""),
    ("1", _ENERGY, "J", "julio joule", "k M G m"),
    ("4.184", _ENERGY, "cal", "caloria calorie", "k"),
    ("3600", _ENERGY, "Wh", "", "k M G T"),
    ("1.602176634e-19", _ENERGY, "eV", "electronvoltio electronvolt", "k M G T"),
    ("1", _POWER, "W", "vatio watt", "k M G T m μ u"),
    ("1", "A s", "C", "culombio coulomb", "m μ u n"),
    ("1", "kg m2 s-3 A-1", "V", "voltio volt", "k M m μ u"),
    ("1", "kg m2 s-3 A-2", "Ω", "ohmio ohm", "k M m"),
    ("1", "A2 s4 kg-1 m-2", "F", "faradio farad", "m μ u n p"),
    ("0.0254", "m", "in", "pulgada inch", ""),
    ("0.3048", "m", "ft", "pie foot feet", ""),
    ("0.9144", "m", "yd", "yarda yard", ""),
    ("1609.344", "m", "mi", "milla mile", ""),
    ("10000", "m2", "ha", "hectarea hectare", ""),
    ("1000", "kg", "t", "tonelada tonne ton", ""),
    ("0.45359237", "kg", "lb lbs", "libra pound", ""),
    ("0.028349523125", "kg", "oz", "onza ounce", ""),
    ("5/18", "m s-1", "kmh kph", "", ""),
    ("0.44704", "m s-1", "mph", "", ""),
    ("0.01", "", "%", "percent porcentaje", ""),
    ("0.001", "", "‰", "", ""),
    ("1", "degree", "°", "grado degree", ""),
    ("1", "radian", "rad", "radian", "m"),
    ("1", "EUR", "€ EUR", "euro", ""),
    ("1", "USD", "$ USD", "dolar dollar", ""),
)
_WITH_OFFSET = {
    "°C": Unit(Fraction(1), (("K", 1),), Fraction("273.15")),
    "°F": Unit(Fraction(5, 9), (("K", 1),), Fraction("459.67") * Fraction(5, 9)),
}


def _dimensions(written: str) -> tuple[tuple[str, int], ...]:
    found = (re.fullmatch(r"([A-Za-z]+)(-?\d)?", word) for word in written.split())
    return _sorted(Counter({match[1]: int(match[2] or 1) for match in found if match}))


def _rows() -> Iterator[tuple[list[str], list[str], Unit]]:
    """Symbols, names and unit: each unit as it is, then with each prefix."""
    for worth, written, symbols, names, prefixes in _TABLE:
        plain = Unit(Fraction(worth), _dimensions(written))
        yield symbols.split(), names.split(), plain
        for prefix in prefixes.split():
            factor, words = _PREFIXES[prefix]
            unit = Unit(plain.factor * Fraction(factor), plain.dimensions)
            long = [word + name for word in words.split() for name in names.split()]
            yield [prefix + symbol for symbol in symbols.split()], long, unit


_SYMBOLS: dict[str, Unit] = dict(_WITH_OFFSET)
_NAMES: dict[str, Unit] = {"celsius": _WITH_OFFSET["°C"], "fahrenheit": _WITH_OFFSET["°F"]}
for _symbols, _names, _unit in _rows():
    for _symbol in _symbols:
        _SYMBOLS.setdefault(_symbol, _unit)
        _NAMES.setdefault(fold(_symbol), _unit)
    for _name in _names:
        _NAMES.setdefault(_name, _unit)
