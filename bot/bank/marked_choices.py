"""Which lettered choices carry the mark of the right one themselves: `B) two ✅`, `**B) two**`, `B) two (correcta)`."""

import re
from collections.abc import Sequence

_RIGHT = (
    r"(?:[✅✔☑✓]\ufe0f?|\((?:correct[ao]?|right|respuesta correcta|correct answer)\)|(?:<-+|←)\s*(?:correct[ao]?)?)"
)
_WRONG = r"(?:[❌✗✘✖]\ufe0f?|\((?:incorrect[ao]?|wrong|falso|false)\))"
_SIGNS = {True: _RIGHT, False: _WRONG}
_AT_AN_END = {
    mark: re.compile(rf"[*_]*{sign}[*_]*\s+(?=\S)|\s*[*_]*{sign}[*_]*\s*$", re.IGNORECASE)
    for mark, sign in _SIGNS.items()
}
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1$")


def by_signs(texts: Sequence[str]) -> list[tuple[str, bool]] | None:
    """The choices without their signs, and whether each is right; None where signs tell none from the others."""
    return _if_told([_signed(text) for text in texts])


def by_type(texts: Sequence[str], bold: Sequence[bool]) -> list[tuple[str, bool]] | None:
    """The same by bold type; `bold` says of each choice whether all of it, with its label, is bold."""
    pairs = zip(texts, bold, strict=True)
    return _if_told([(_BOLD.sub(r"\2", text), is_bold or bool(_BOLD.match(text))) for text, is_bold in pairs])


def _if_told(choices: list[tuple[str, bool]]) -> list[tuple[str, bool]] | None:
    return choices if 0 < sum(right for _, right in choices) < len(choices) else None


def _signed(text: str) -> tuple[str, bool]:
    first, _, more = text.partition("\n")
    without, right = _AT_AN_END[True].subn("", first, count=1)
    without = _AT_AN_END[False].sub("", without, count=1)
    return "\n".join(part for part in (without.strip(), more) if part), bool(right)
