"""Hours as they are said: “a las nueve y media”, “a quarter to nine” → figures that the rest reads."""

import re

_NUMBERS = (
    ("una", "one"),
    ("dos", "two"),
    ("tres", "three"),
    ("cuatro", "four"),
    ("cinco", "five"),
    ("seis", "six"),
    ("siete", "seven"),
    ("ocho", "eight"),
    ("nueve", "nine"),
    ("diez", "ten"),
    ("once", "eleven"),
    ("doce", "twelve"),
)
_VALUES = {name: value for value, names in enumerate(_NUMBERS, 1) for name in names}
_NOON, _MIDNIGHT = ("mediodia", "mediodía", "noon", "midday"), ("medianoche", "midnight")
_NAMED = dict.fromkeys(_NOON, "12:00") | dict.fromkeys(_MIDNIGHT, "0:00")
_MINUTES = {"media": 30, "cuarto": 15, "half": 30, "thirty": 30, "a quarter": 15, "quarter": 15, "fifteen": 15}
_HOUR = rf"(?P<hour>{'|'.join(_VALUES)}|[0-9]{{1,2}})"
_SPOKEN = (
    re.compile(rf"\b{_HOUR} (?P<sign>y|menos) (?P<part>media|cuarto)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<part>half|a quarter|quarter) (?P<sign>past|to) {_HOUR}\b", re.IGNORECASE),
    re.compile(rf"\b{_HOUR}(?P<sign>[ -])(?P<part>thirty|fifteen)\b", re.IGNORECASE),
)
_BESIDES = re.compile(r"\b(?:en punto|por favor|porfa|o['’]clock|sharp|please)(?!\w)", re.IGNORECASE)
_WORD = re.compile(rf"\b({'|'.join((*_VALUES, *_NAMED))})\b", re.IGNORECASE)


def in_figures(text: str) -> str:
    """The same text with spoken hours and small numbers in figures, without courtesies; the rest as it was typed."""
    text = _BESIDES.sub(" ", text)
    for spoken in _SPOKEN:
        text = spoken.sub(_hour_and_minutes, text)
    return _WORD.sub(lambda match: _NAMED.get(match[1].lower()) or str(_VALUES[match[1].lower()]), text)


def _hour_and_minutes(match: re.Match[str]) -> str:
    said = match["hour"].lower()
    hour, part = _VALUES.get(said) or int(said), _MINUTES[match["part"].lower()]
    if match["sign"].lower() in {"menos", "to"}:
        before = hour - 1 or 12  # “la una menos cuarto” is 12:45
        return f"{before % 24}:{60 - part:02}"
    return f"{hour}:{part:02}"
