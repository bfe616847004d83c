r"""LaTeX formulas as Unicode text, where that reads well: `\frac{1}{2} x^2 \leq \alpha` → `½ x² ≤ α`."""

import re
from unicodedata import normalize

from bot.markup.symbols import ACCENTS, COMMANDS, DOUBLE_STRUCK, FRACTIONS, LOWERED, NAMES, RAISED, ROOTS

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|[^\\\s]", re.DOTALL)
_LONGEST = 2_000
_DEEPEST = 20
_VERBATIM = frozenset(
    ("\\text", "\\textbf", "\\textit", "\\mathrm", "\\mathbf", "\\mathit", "\\operatorname", "\\boxed")
)
_SILENT = frozenset(("\\left", "\\right", "\\big", "\\Big", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\displaystyle"))
_ONE_TERM = re.compile(r"[\w.√∞′]+|(?:[\w.√∞′]*\([^()]*\))+")


class _TooHard(Exception):
    """The formula has something that plain text cannot show."""


def readable(source: str) -> str | None:
    """The formula as text, or None when only its source does it justice."""
    if len(source) > _LONGEST:
        return None
    try:
        return re.sub(r"\s+", " ", _Formula(source).whole()).strip() or None
    except _TooHard:
        return None


class _Formula:
    """Reads one formula from left to right."""

    def __init__(self, source: str) -> None:
        self._tokens = _TOKEN.findall(source)
        self._at = 0
        self._depth = 0

    def whole(self) -> str:
        text = self._until(None)
        if self._at < len(self._tokens):
            raise _TooHard
        return text

    def _until(self, end: str | None) -> str:
        """Everything up to a symbol, which is left standing."""
        parts: list[str] = []
        while self._at < len(self._tokens) and self._tokens[self._at] not in (end, "}"):
            parts.append(self._next())
        return "".join(parts)

    def _next(self) -> str:
        """The text of the next symbol and of its arguments."""
        symbol = self._take()
        if symbol == "{":
            return self._group()
        if symbol == "^":
            return _script(self._argument(), RAISED, "^")
        if symbol == "_":
            return _script(self._argument(), LOWERED, "_")
        if symbol == "&":
            raise _TooHard
        return self._command(symbol) if symbol[0] == "\\" else symbol.replace("'", "′")

    def _take(self) -> str:
        if self._at >= len(self._tokens):
            raise _TooHard
        self._at += 1
        return str(self._tokens[self._at - 1])

    def _group(self) -> str:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooHard
        text = self._until("}")
        self._take()
        self._depth -= 1
        return text

    def _argument(self) -> str:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        # A script directly on a script ("x^^2") is no LaTeX.
        if self._at < len(self._tokens) and self._tokens[self._at] in ("^", "_", "}"):
            raise _TooHard
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooHard
        text = self._next()
        self._depth -= 1
        return text

    def _command(self, symbol: str) -> str:
        if symbol in COMMANDS:
            return COMMANDS[symbol]
        name = symbol[1:]
        if name in NAMES:
            return name
        if name in ACCENTS:
            return _accented(self._argument(), ACCENTS[name])
        if symbol in _VERBATIM:
            return self._argument()
        return self._shape(symbol)

    def _shape(self, symbol: str) -> str:
        if symbol in _SILENT:
            return self._delimiter() if symbol in ("\\left", "\\right") else ""
        if symbol in ("\\frac", "\\dfrac", "\\tfrac"):
            return _fraction(self._argument().strip(), self._argument().strip())
        if symbol == "\\sqrt":
            return self._root()
        if symbol == "\\mathbb":
            letters = self._argument()
            return "".join(DOUBLE_STRUCK.get(letter, letter) for letter in letters)
        raise _TooHard

    def _delimiter(self) -> str:
        r"""`\left.` draws nothing; before any other delimiter `\left` only changes its size."""
        if self._at < len(self._tokens) and self._tokens[self._at] == ".":
            self._at += 1
        return ""

    def _root(self) -> str:
        degree = ""
        if self._at < len(self._tokens) and self._tokens[self._at] == "[":
            self._at += 1
            degree = self._until("]")
            self._take()
        sign = ROOTS.get(degree) or _script(degree, RAISED, "^") + "√"
        return sign + _wrapped(self._argument().strip())


def _script(text: str, letters: dict[str, str], sign: str) -> str:
    """`2` → `²`; what has no small letters stays behind its sign: `^(a/b)`."""
    text = text.strip()
    if text in ("∘", "°"):
        return "°"
    if text and set(text) <= {"′"}:
        return text
    if all(letter in letters for letter in text):
        return "".join(letters[letter] for letter in text)
    return sign + _wrapped(text)


def _fraction(above: str, below: str) -> str:
    return FRACTIONS.get((above, below)) or f"{_wrapped(above)}/{_wrapped(below)}"


def _wrapped(text: str) -> str:
    """In parentheses, unless it is one term."""
    return text if _ONE_TERM.fullmatch(text) else f"({text})"


def _accented(text: str, mark: str) -> str:
    if len(text) != 1:
        raise _TooHard
    return normalize("NFC", text + mark)
