"""Files that are no Markdown and hold questions: recognised by what is in them, for a README.txt is no note."""

from collections.abc import Callable

from bot.bank.formats import Reader, aiken, gift, own_json, own_table, table

EXTENSIONS = (".txt", ".tsv", ".csv", ".gift", ".aiken", ".json")
HEAD = 16_384
"""So many bytes of a file tell whether it is one of these."""

_KINDS: tuple[tuple[str, tuple[str, ...], Callable[[str], bool], Reader], ...] = (
    ("Anki text export", (".txt", ".tsv", ".csv"), table.is_anki, table.read),
    ("CSV of Repaso", (".csv", ".tsv"), own_table.is_own, own_table.read),
    ("JSON of Repaso", (".json",), own_json.is_own, own_json.read),
    ("table", (".csv", ".tsv"), table.has_known_names, table.read),
    ("Aiken", (".txt", ".aiken"), aiken.is_aiken, aiken.read),
    ("GIFT", (".gift",), gift.has_answers, gift.read),
    ("GIFT", (".txt",), gift.is_gift, gift.read),
)

_BY_NAME: dict[str, tuple[str, Reader]] = {".aiken": ("Aiken", aiken.read)}
"""An ending that says it by itself, so that a file which begins with a mistake is told and not passed over."""


def reader_of(file: str, text: str) -> tuple[str, Reader] | None:
    """The convention that such a file is in, by its extension and its first lines; None when it is none of them."""
    extension = f".{file.rpartition('.')[2].lower()}"
    if extension not in EXTENSIONS:
        return None
    head = text[:HEAD]
    found = next(((name, read) for name, ends, fits, read in _KINDS if extension in ends and fits(head)), None)
    return found or _BY_NAME.get(extension)


def might_hold_questions(file: str) -> bool:
    """Whether a file has one of these extensions, so that it is worth opening."""
    return file.lower().endswith(EXTENSIONS)
