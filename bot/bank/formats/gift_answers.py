"""What the braces of a GIFT question hold: choices, short answers, numbers, pairs, true or false, or nothing."""

import re
from dataclasses import dataclass

from bot.bank import html_text
from bot.bank.formats import Parts
from bot.domain.question import Choice, Kind
from bot.texts import reasons as r
from bot.texts.reasons import because

_BOOLEAN = re.compile(r"(?P<value>T|F|TRUE|FALSE)\s*(?=#|$)", re.IGNORECASE)
_PART = re.compile(r"\\.|[=~#]|[^\\=~#]+", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(?P<weight>-?\d+(?:\.\d+)?)%")
_FORMAT = re.compile(r"\s*\[(?P<format>html|markdown|moodle|plain)\]", re.IGNORECASE)
_NUMBER = r"-?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?"
_NUMERICAL = re.compile(rf"\s*(?P<low>{_NUMBER})\s*(?:(?P<sign>:|\.\.)\s*(?P<high>{_NUMBER}))?\s*$")
_ESCAPES = re.compile(r"\\(?P<sign>.)", re.DOTALL)
_WORDS = {"es": ("Verdadero", "Falso")}
_HALF = 50
# Where a choice, or a feedback, begins: behind its weight, unless it has a format of its own or is a number's.
_MARKED = re.compile(
    r"(?<!\\)(?P<sign>[=~#])(?=[^=~#])(?:\s*%-?\d+(?:\.\d+)?%)?(?!\s*\[(?:html|markdown|moodle|plain)\])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answered:
    """The parts of a question, and what keeps it from being asked."""

    parts: Parts
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Option:
    """One `=right` or `~wrong`, with its weight in percent and the feedback after `#`."""

    sign: str
    text: str
    weight: float
    feedback: str


def bare(text: str) -> str:
    """The text without the backslashes that GIFT needs; the one before an n is a line break."""
    return _ESCAPES.sub(lambda found: "\n" if found["sign"] == "n" else found["sign"], text)


def is_answer(inside: str) -> bool:
    """Whether braces hold an answer rather than code or a set."""
    text = inside.strip()
    return not text or text[0] in "=~#" or bool(_BOOLEAN.match(text))


def answer_of(inside: str, language: str, *, style: str = "") -> Answered:
    """Reads what stands in the braces.

    `style` is the format of the question (`html`): choices and feedback without one of their own are in it, too, as in
    Moodle; what has to be typed is always plain.
    """
    inside = _in_style(inside, style)
    text, general = _general_feedback(inside)
    if boolean := _BOOLEAN.match(text):
        return Answered(_true_false(boolean["value"], text[boolean.end() :], general, language))
    if text.startswith("#"):
        return _numerical(text[1:], general)
    options = _options(text)
    if not options:
        return Answered(Parts(answer=general)) if not text else Answered(Parts(), because(r.ODD_BRACES))
    if all(option.sign == "=" for option in options):
        paired = [_pair(option.text) for option in options]
        pairs = [pair for pair in paired if pair]
        return Answered(_matching(pairs, general) if len(pairs) == len(options) > 1 else _short(options, general))
    return _choices(options, general)


def _in_style(inside: str, style: str) -> str:
    """The same with the format before each choice and each feedback."""
    if not style:
        return inside
    whole, separator, general = inside.partition("####")
    is_choice, is_number = "~" in _ESCAPES.sub("", whole), whole.lstrip().startswith("#")
    wanted = "" if is_number else "=~#" if is_choice else "#"
    marked = _MARKED.sub(lambda found: found.group() + f"[{style}]" * (found["sign"] in wanted), whole)
    return f"{marked}{separator}[{style}]{general}" if separator else marked


def _general_feedback(inside: str) -> tuple[str, str]:
    text, _, feedback = inside.partition("####")
    return text.strip(), _shown(feedback)


def _shown(text: str) -> str:
    found = _FORMAT.match(text)
    text = bare(text[found.end() :] if found else text).strip()
    return html_text.as_markdown(text) if found and found["format"].lower() == "html" else text


def _options(text: str) -> list[_Option]:
    """The options in their order; signs behind a backslash are text."""
    options: list[_Option] = []
    sign, parts, feedback, said = "", list[str](), list[str](), False
    for piece in _PART.findall(text):
        if piece in ("=", "~"):
            if sign:
                options.append(_option(sign, "".join(parts), "".join(feedback)))
            sign, parts, feedback, said = piece, [], [], False
        elif piece == "#" and not said:
            said = True
        else:
            (feedback if said else parts).append(piece)
    if sign:
        options.append(_option(sign, "".join(parts), "".join(feedback)))
    return options


def _option(sign: str, text: str, feedback: str) -> _Option:
    found = _WEIGHT.match(text)
    weight = float(found["weight"]) if found else 100.0 if sign == "=" else 0.0
    return _Option(sign, text[found.end() :] if found else text, weight, _shown(feedback))


def _true_false(value: str, rest: str, general: str, language: str) -> Parts:
    is_true = value[0] in "Tt"
    yes, no = _WORDS.get(language[:2], ("True", "False"))
    wrong, _, right = rest.partition("#")[2].partition("#")
    words = (no, yes) if is_true else (yes, no)
    feedback = [f"- {word}: {said}" for word, said in zip(words, map(_shown, (wrong, right)), strict=True) if said]
    answer = "\n\n".join(said for said in ("\n".join(feedback), general) if said)
    return Parts(Kind.TRUE_FALSE, (), answer, (Choice(yes, is_true), Choice(no, not is_true)))


def _choices(options: list[_Option], general: str) -> Answered:
    choices = tuple(Choice(_shown(option.text), option.weight > 0) for option in options)
    right = sum(choice.correct for choice in choices)
    said = [
        f"- {choice.text}: {option.feedback}"
        for choice, option in zip(choices, options, strict=True)
        if option.feedback
    ]
    answer = "\n\n".join(part for part in ("\n".join(said), general) if part)
    kind = Kind.MULTIPLE if right > 1 else Kind.SINGLE
    fault = "" if right else because(r.NOTHING_IS_RIGHT)
    return Answered(Parts(kind, (), answer, choices), fault)


def _short(options: list[_Option], general: str) -> Parts:
    forms = [_shown(option.text) for option in options if option.weight >= _HALF]
    return _accepting(forms, [option.feedback for option in options if option.feedback], general)


def _accepting(forms: list[str], feedback: list[str], general: str) -> Parts:
    kept = tuple(dict.fromkeys(form for form in forms if form))
    answer = "\n\n".join(part for part in (*kept[:1], *feedback, general) if part)
    return Parts(Kind.SHORT if kept else Kind.OPEN, (), answer, (), (kept,) if kept else ())


def _pair(text: str) -> tuple[str, str] | None:
    left, arrow, right = text.partition("->")
    return (_shown(left), _shown(right)) if arrow else None


def _matching(pairs: list[tuple[str, str]], general: str) -> Parts:
    """An open question: its answer is the pairs."""
    lines = "\n".join(f"- {left} → {right}" for left, right in pairs if left)
    return Parts(Kind.OPEN, (), "\n\n".join(part for part in (lines, general) if part))


def _numerical(text: str, general: str) -> Answered:
    options = _options(text) or [_option("=", *_parted(text))]
    ranges = [(option, _NUMERICAL.match(option.text)) for option in options if option.weight >= _HALF]
    if not ranges or not all(found for _, found in ranges):
        return Answered(Parts(), because(r.ODD_NUMBER))
    found = [match for _, match in ranges if match]
    feedback = [option.feedback for option in options if option.feedback]
    spans = [f"{one['low']} – {one['high']}" for one in found if one["sign"] == ".."]
    if spans:
        answer = "\n\n".join(part for part in (" / ".join(spans), *feedback, general) if part)
        return Answered(Parts(Kind.OPEN, (), answer))
    margins = [f"± {one['high']}" for one in found if one["sign"] and one["high"].strip("0.,")]
    return Answered(_accepting([one["low"] for one in found], [*margins, *feedback], general))


def _parted(text: str) -> tuple[str, str]:
    number, _, feedback = text.partition("#")
    return number, feedback
