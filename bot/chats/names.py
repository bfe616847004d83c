"""Names that others give, safe to show: of people, chats and files."""

import re
import unicodedata

LONGEST_NAME = 64
NAMELESS = "?"

_TURNS_TEXT_AROUND = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LOOKS_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SPACES = re.compile(r"\s+")


def clean(name: str) -> str:
    """One line of at most 64 characters, without controls or turns of direction; empty when nothing can be seen."""
    shown = _SPACES.sub(" ", "".join(filter(_may_stand, name))).strip()[:LONGEST_NAME].rstrip()
    return shown if any(_is_seen(char) for char in shown) else ""


def file_name(name: str) -> str:
    """The name of a file, as safe as that of a person; its ending is kept, in lower case."""
    stem, dot, ending = unicodedata.normalize("NFC", name).rpartition(".")
    return f"{clean(stem) or NAMELESS}{dot}{clean(ending).lower()}"


def _may_stand(char: str) -> bool:
    return char.isspace() or (char not in _TURNS_TEXT_AROUND and unicodedata.category(char) not in {"Cc", "Cs"})


def _is_seen(char: str) -> bool:
    return char not in _LOOKS_EMPTY and unicodedata.category(char)[0] not in "CZM"
