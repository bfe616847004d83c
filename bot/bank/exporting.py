"""The way out: questions as a file that other programs read."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.bank import report
from bot.bank.exports import moodle, spreadsheet
from bot.domain.errors import RepasoError
from bot.domain.folding import fold
from bot.domain.question import Bank, Question

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60


class Format(StrEnum):
    """What can be written."""

    ANKI = "anki"
    CSV = "csv"
    GIFT = "gift"
    JSON = "json"

    @property
    def ending(self) -> str:
        """How the names of such files end."""
        return "apkg" if self is Format.ANKI else self.value

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self is not Format.ANKI


class UnknownFormat(RepasoError):
    """The format is none that can be written."""


class NoQuestions(RepasoError):
    """Nothing is left to export."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that is not yet written: its name, without a folder, and what it holds."""

    filename: str
    data: bytes


def export(questions: Sequence[Question], format: str, *, name: str, now: datetime | None = None) -> Exported:  # noqa: A002  # the word that everybody uses for it
    """The questions as a file of one format: anki, csv, gift or json. Raises UnknownFormat.

    `name` becomes the file's name and the deck of questions that have none. `now` is what Anki decides by which of
    two versions of a note is the newer one; without it, the present moment.
    """
    chosen = format_of(format)
    filename = f"{_file_name(name)}.{chosen.ending}"
    if chosen is Format.ANKI:
        from bot.bank.exports import anki  # its library takes longer to load than the rest of the export

        return Exported(filename, anki.package(questions, name=name, now=now or datetime.now(UTC)))
    return Exported(filename, _text(questions, chosen, name).encode("utf-8", "replace"))


def _text(questions: Sequence[Question], chosen: Format, name: str) -> str:
    match chosen:
        case Format.CSV:
            return spreadsheet.table(questions)
        case Format.GIFT:
            return moodle.document(questions, name=name)
        case _:
            files = len({question.file for question in questions})
            return json.dumps(report.as_json(Bank(files, questions)), ensure_ascii=False, indent=2) + "\n"


def format_of(name: str) -> Format:
    """The format of that name. Raises UnknownFormat."""
    try:
        return Format(name.lower())
    except ValueError:
        raise UnknownFormat(f'There is no format "{name}"; there are {", ".join(Format)}.') from None


def chosen(questions: Iterable[Question], *, language: str = "", deck: str = "") -> list[Question]:
    """The questions in a language (`es` is also `es-MX`), and of a deck with the decks below it; empty means all.

    Raises NoQuestions when there are none: an empty file would look like a bank that was lost.
    """
    found = [one for one in questions if _is_within(one.language, language, "-") and _is_within(one.deck, deck, "/")]
    if not found:
        limits = " and ".join(f'{name} "{value}"' for name, value in (("language", language), ("deck", deck)) if value)
        raise NoQuestions(f"There are no questions{' of ' + limits if limits else ''} to export.")
    return found


def _is_within(path: str, prefix: str, sign: str) -> bool:
    whole, start = (fold(text.replace("::", "/")).strip(sign) for text in (path, prefix))
    return not start or whole == start or whole.startswith(start + sign)


def _file_name(name: str) -> str:
    return _NOT_IN_NAMES.sub("-", name)[:_LONGEST_NAME].strip("-.") or "repaso"
