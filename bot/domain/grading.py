"""Whether a short answer or a choice is right. Free text is never marked right or wrong: see checklist.py.

Short answers are compared by value where they are numbers, else but for case, accents, punctuation, articles and a slip
of the finger.
"""

import re
from collections.abc import Sequence, Set
from enum import StrEnum
from fractions import Fraction

from bot.domain.folding import fold, vocabulary, words
from bot.domain.quantities import Agreement, compare, quantity
from bot.domain.slips import is_slip


class Mark(StrEnum):
    """How an answer that can be marked turned out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


OTHER = Agreement.OTHER

_BETWEEN_GAPS = tuple(re.compile(signs) for signs in (r"\n+", ";", "/", r",\s", ","))
_ANY_BETWEEN = re.compile(r"[\n;,/]+")
_MOST_PARTS = 60


def agreement(text: str, accepted: Sequence[str], language: str = "") -> Agreement:
    """How a short answer agrees with the accepted form that it is nearest to; `language` is the question's.

    A number is compared by its value, with its unit (1,5 km is 1500 m), and how numbers are written does not matter.
    Words may differ as `slips.py` says, but those in capitals (HTTP, HTTPS) must be equal.
    """
    return min((_agreement(text, form, language) for form in accepted), key=list(Agreement).index, default=OTHER)


def marks_short(text: str, accepted: Sequence[str], language: str = "") -> bool:
    """Whether a short answer is one of the accepted forms."""
    return agreement(text, accepted, language) is Agreement.SAME


def gaps_filled(text: str, gaps: Sequence[Sequence[str]], language: str = "") -> int:
    """How many gaps a typed answer fills; see `fillings`."""
    return sum(filling is not None for filling in fillings(text, gaps, language))


def fillings(text: str, gaps: Sequence[Sequence[str]], language: str = "") -> list[str | None]:
    """What a typed answer says for each gap, where that is one of the gap's accepted forms; else None.

    Several are written in their order, on lines of their own or with `;`, `/` or `,` between; when there are fewer
    than gaps, each fills the next gap that it fits.
    """
    if len(gaps) == 1:
        return [text if marks_short(text, gaps[0], language) else None]
    parted = [_parts(sign, text) for sign in _BETWEEN_GAPS]
    whole = next((parts for parts in parted if len(parts) == len(gaps)), None)
    if whole is not None:
        return [part if marks_short(part, gap, language) else None for part, gap in zip(whole, gaps, strict=True)]
    return _filled_in_turn(_parts(_ANY_BETWEEN, text), gaps, language)


def marks_gaps(text: str, gaps: Sequence[Sequence[str]], language: str = "") -> Mark:
    """All gaps filled: right; some of them, or the only one but for a unit: partly; none: wrong."""
    filled = fillings(text, gaps, language)
    if None not in filled:
        return Mark.RIGHT
    without_unit = len(gaps) == 1 and agreement(text, gaps[0], language) is Agreement.NO_UNIT
    return Mark.PARTLY if any(filled) or without_unit else Mark.WRONG


def _parts(between: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in between.split(text) if part.strip()]


def _filled_in_turn(said: Sequence[str], gaps: Sequence[Sequence[str]], language: str) -> list[str | None]:
    filled: list[str | None] = [None] * len(gaps)
    place = 0
    for part in said[:_MOST_PARTS]:
        fits = next((at for at in range(place, len(gaps)) if marks_short(part, gaps[at], language)), None)
        if fits is not None:
            filled[fits], place = part, fits + 1
    return filled


def marks_choices(picked: Set[int], correct: Set[int]) -> Mark:
    """All and only the correct choices: right; some of them: partly; none of them: wrong."""
    if picked == correct:
        return Mark.RIGHT
    return Mark.PARTLY if picked & correct else Mark.WRONG


def choice_typed(text: str, choices: Sequence[str]) -> set[int] | None:
    """The choices (from 0, in the order shown) that a typed answer names, or None when it names none.

    Read as the text of a choice, else as labels (`b`, `2)`, `la c`, `a, c`, `1 y 3`), else as texts between commas,
    else as a word for true or false or the beginning (3 letters) of one choice, else as letters together (`AC`).
    """
    ways = (_one_text, _labels, _texts, _truth, _beginning, _letters_together)
    return next((picked for way in ways if (picked := way(text, choices))), None)


# --- short answers -----------------------------------------------------------------------------------

_ARTICLES = vocabulary("el la los las lo un una unos unas the")
_FIRST_ARTICLES = _ARTICLES | {"a", "an"}
_TOKEN = re.compile(
    r"(?P<number>(?:(?<![\w)])[-−])?\d+(?:[.,]\d+)*)"
    r"|[^\W\d_]+[#+]*"
    r"|!?[<>=≤≥≠≈±×÷+|~¬∞]+"
    r"|(?<=[\w)])\s?\*+\s?(?=[\w(])|(?<=\d)\s?/(?=\s?\w)|(?<=\w)\s?/(?=\s?\d)"
)
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+s?\b")


def _agreement(text: str, form: str, language: str) -> Agreement:
    said, wanted = quantity(text, language), quantity(form, language)
    in_units = said and wanted and said.unit and wanted.unit  # where case tells milliwatts from megawatts
    if text.split() == form.split() or (not in_units and text.casefold().split() == form.casefold().split()):
        return Agreement.SAME if form.strip() else OTHER
    by_value = compare(said, wanted) if said and wanted else OTHER
    if said and wanted and not (said.is_counted and wanted.is_counted):
        return by_value
    return Agreement.SAME if _same(text, form) else by_value


def _same(text: str, form: str, *, slips: bool = True) -> bool:
    if text.split() == form.split():
        return bool(form.strip())
    said, wanted = _tokens(text), _tokens(form)
    if not wanted:
        return False
    if len(said) == len(wanted):
        exact = {fold(word) for word in _CAPITALS.findall(form)}
        pairs = zip(said, wanted, strict=True)
        return all(_same_token(mine, theirs, slips and theirs not in exact) for mine, theirs in pairs)
    return "".join(said) == "".join(wanted) and _numbers(said) == _numbers(wanted)


def _tokens(text: str) -> list[str]:
    """Words, numbers and mathematical signs, folded, without articles (a last word is never taken for one)."""
    found = [match[0].strip() for match in _TOKEN.finditer(fold(text).replace("\u2044", "/").replace("−", "-"))]
    *rest, last = found or [""]
    kept = [word for at, word in enumerate(rest) if word not in (_ARTICLES if at else _FIRST_ARTICLES)]
    return [*kept, last] if last else []


def _same_token(said: str, wanted: str, slips: bool) -> bool:
    if said == wanted:
        return True
    if _is_number(said) or _is_number(wanted):
        return _is_number(said) and _is_number(wanted) and bool(_worth(said) & _worth(wanted))
    return slips and is_slip(said, wanted)


def _numbers(tokens: list[str]) -> list[str]:
    return [token for token in tokens if _is_number(token)]


def _is_number(token: str) -> bool:
    return token[-1:].isdecimal()


def _worth(number: str) -> frozenset[Fraction]:
    read = quantity(number)
    return read.values if read else frozenset()


# --- choices -----------------------------------------------------------------------------------------

_BETWEEN_LABELS = re.compile(r"[\s,;/+&().:]+")
_BETWEEN_TEXTS = re.compile(r"[,;\n]|\s(?:y|e|and)\s", re.IGNORECASE)
_AROUND = vocabulary("y e and la el las los the es son is are opcion opciones option options respuesta answer")
_TRUE = vocabulary("verdadero verdad cierto true v t si yes")
_FALSE = vocabulary("falso false f no")
_ENOUGH_LETTERS = 3


def _one_text(text: str, choices: Sequence[str]) -> set[int]:
    """The only choice with this text, else the only one that a slip of the finger explains."""
    equal = {at for at, choice in enumerate(choices) if _same(text, choice, slips=False)}
    near = equal or {at for at, choice in enumerate(choices) if _same(text, choice)}
    return near if len(near) == 1 else set()


def _labels(text: str, choices: Sequence[str]) -> set[int]:
    """The choices with these letters or numbers; none if anything else is said."""
    parts = [part for part in _BETWEEN_LABELS.split(fold(text)) if part]
    labels = [label for part in parts if (label := _label(part, len(choices))) is not None or part not in _AROUND]
    return set() if None in labels else {label for label in labels if label is not None}


def _label(part: str, count: int) -> int | None:
    """`a` or `1` is 0; None for what labels none of `count` choices."""
    if len(part) == 1 and "a" <= part <= "z":
        place = ord(part) - ord("a")
    elif part.isascii() and part.isdigit() and len(part) <= 2:
        place = int(part) - 1
    else:
        return None
    return place if 0 <= place < count else None


def _texts(text: str, choices: Sequence[str]) -> set[int]:
    found = [_one_text(part, choices) for part in _BETWEEN_TEXTS.split(text) if part.strip()]
    return set().union(*found) if all(found) else set()


def _truth(text: str, choices: Sequence[str]) -> set[int]:
    said = "".join(words(text))
    meant = next((truth for truth in (_TRUE, _FALSE) if said in truth), frozenset())
    return {at for at, choice in enumerate(choices) if "".join(words(choice)) in meant}


def _beginning(text: str, choices: Sequence[str]) -> set[int]:
    said = " ".join(words(text))
    begun = {at for at, choice in enumerate(choices) if " ".join(words(choice)).startswith(said)}
    return begun if len(said) >= _ENOUGH_LETTERS and len(begun) == 1 else set()


def _letters_together(text: str, choices: Sequence[str]) -> set[int]:
    """`ACD`: labels in their order without anything between."""
    letters = fold(text).strip()
    labels = [_label(letter, len(choices)) for letter in letters if not letter.isdigit()]
    picked = [label for label in labels if label is not None]
    in_order = picked == sorted(set(picked)) and len(picked) == len(letters)
    return set(picked) if in_order else set()
