"""Whether every sentence exists in every language, with the same blanks and the same marks.

`python -m tests.checks.messages` lists what is wrong; with `--update` it first brings the PO files up to date with
`bot/texts/messages.py` and `reasons.py`, keeping what is translated.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

from bot.texts import messages, reasons
from bot.texts.messages import Message

LOCALES = Path(messages.__file__).parent / "locales"
WIDTH = 110

_BLANK = re.compile(r"\{\w+\}")
_MARK = re.compile(r"\*\*|`|(?<!\w)_|_(?!\w)")
_COMMAND = re.compile(r"(?<!\w)/[a-z]+")


def sentences() -> dict[str, Message]:
    """Every sentence of the source, by its name."""
    named = {**vars(messages), **vars(reasons)}
    return {name: value for name, value in named.items() if isinstance(value, Message)}


def problems(language: str) -> list[str]:
    """What is wrong with the translation into one language, a line each."""
    catalog = _read(language)
    return [
        *(
            f"{language}: {name}: {fault}"
            for name, message in sentences().items()
            for fault in _faults(message, catalog)
        ),
        *(f"{language}: no sentence says this any more: {entry.id}" for entry in _left_over(catalog)),
    ]


def _faults(message: Message, catalog: Catalog) -> Iterator[str]:
    entry = catalog.get(message.text)
    if entry is None or entry.fuzzy or not all(_strings(entry)):
        yield f"is not translated: {message.text}"
        return
    if len(_strings(entry)) != (catalog.num_plurals if message.plural else 1):
        yield "has the wrong number of plural forms"
    for translated in _strings(entry):
        for what, pattern in (("blanks", _BLANK), ("marks", _MARK), ("commands", _COMMAND)):
            if Counter(pattern.findall(translated)) != Counter(pattern.findall(message.plural or message.text)):
                yield f"has other {what} than the source: {translated}"


def _strings(entry: Entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def _left_over(catalog: Catalog) -> list[Entry]:
    known = {message.text for message in sentences().values()}
    return [
        entry for entry in catalog if entry.id and (entry.id if isinstance(entry.id, str) else entry.id[0]) not in known
    ]


def _file(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "repaso.po"


def _read(language: str) -> Catalog:
    with _file(language).open("rb") as po:
        return read_po(po, locale=language)


def update(language: str) -> None:
    """Rewrites the PO file in the order of the source: new sentences are empty, old ones are gone."""
    old = _read(language)
    new = Catalog(locale=language, header_comment=old.header_comment, fuzzy=False, charset="utf-8")
    new.mime_headers = [(name, value) for name, value in old.mime_headers if name != "Plural-Forms"]
    for message in sentences().values():
        entry = old.get(message.text)
        key = (message.text, message.plural) if message.plural else message.text
        new.add(key, entry.string if entry else None)
    with _file(language).open("wb") as po:
        write_po(po, new, width=WIDTH, omit_header=False)


def languages() -> list[str]:
    """Every language that has a catalogue."""
    return sorted(folder.name for folder in LOCALES.iterdir())


def main() -> None:
    """Prints the problems; exit status 1 when there are any."""
    if "--update" in sys.argv:
        for language in languages():
            update(language)
    found = [problem for language in languages() for problem in problems(language)]
    print("\n".join(found) or f"{len(sentences())} sentences in {', '.join(['en', *languages()])}: complete")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
