"""Text as people compare it: case, accents and punctuation do not count."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_OVERLAY = "\u0338"
"""The stroke that makes ≠ of =: it is no accent, and changes the meaning."""


def fold(text: str) -> str:
    """Lower case without accents, in compatibility form: `¿Bogotá?` → `¿bogota?`, `x²` → `x2`. Never raises."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter for letter in decomposed if letter == _OVERLAY or not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(kept)).casefold()


def vocabulary(*lists: str) -> frozenset[str]:
    """A set of words written as one text: `vocabulary("lunes martes")`."""
    return frozenset(" ".join(lists).split())


def words(text: str) -> list[str]:
    """The words of a text, folded: runs of letters and digits."""
    return _WORD.findall(fold(text))
