"""Reads a file that a learner sent, a note or a zip of notes, into a bank of their own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain
from pathlib import PurePosixPath

from bot.bank import archive, card_options, vault, walking
from bot.bank.attachments import TAKEN, Files, with_attachments
from bot.bank.card_options import SETTINGS, UNTOLD, CardOptions
from bot.bank.formats import by_extension
from bot.bank.reading import read_notes
from bot.bank.vault import NoteFile
from bot.domain.conversation import Upload
from bot.domain.question import Bank, Question, QuestionKey
from bot.domain.uploads import ARCHIVE, MOST_PACKED, Enclosure, Refusal

_LONGEST_KEY = 40
"""A deck's keys get the number of the deck before them in the database, where a key has 80 characters at most."""


def read_upload(name: str, data: bytes, *, default_language: str) -> Upload:
    """The bank in a file called `name`, or why nothing is taken from it. Slow for a large file; never raises."""
    if len(data) > MOST_PACKED:
        return Upload(name, Refusal.TOO_BIG)
    try:
        if name.lower().endswith(ARCHIVE):
            return _of_archive(name, data, default_language)
    except archive.BadArchive as bad:
        return Upload(name, bad.reason)
    return _of_note(name, data, default_language)


def _of_note(name: str, data: bytes, default_language: str) -> Upload:
    note = vault.decode(data, name)
    if note.text is None:
        return Upload(name, Refusal.NOT_TEXT)
    if not note.text.strip():
        return Upload(name, Refusal.EMPTY)
    return Upload(name, _bank([note], default_language))


def _of_archive(name: str, data: bytes, default_language: str) -> Upload:
    """Raises BadArchive."""
    packed = _Packed(data, archive.paths(data))
    notes = packed.notes()
    if not notes:
        return Upload(name, Refusal.NO_NOTES)
    bank = packed.completed(_bank(notes, default_language))
    return Upload(name, bank, tuple(packed.enclosures(bank)))


def _bank(notes: Sequence[NoteFile], default_language: str) -> Bank:
    # What would work in a note is worth its time for one note, and not for a vault of them.
    bank = read_notes(notes, default_language=default_language, advises=len(notes) == 1)
    return replace(bank, questions=tuple(_with_short_key(question) for question in bank.questions))


@dataclass(frozen=True, slots=True)
class _Packed:
    """A vault in an archive, with the paths of all of its files."""

    data: bytes
    paths: Sequence[str]

    def notes(self) -> list[NoteFile]:
        """All notes or none: a list, so that an archive that turns out to be bad leaves nothing behind."""
        taken = dict(archive.files(self.data, _might_be_read))
        options = {
            path.removesuffix(SETTINGS): card_options.from_file(content)
            for path, content in taken.items()
            if _is_settings(path)
        }
        return [
            replace(vault.decode(content, path), cards=_options_for(path, options))
            for path, content in taken.items()
            if not _is_settings(path) and _holds_notes(path, content)
        ]

    def completed(self, bank: Bank) -> Bank:
        """The bank, each question with the paths of the files that it embeds."""
        top = self._top()
        embeddable = (path for path in self.paths if walking.is_seen(path) and _ending(path) in TAKEN)
        files = Files.named({path.removeprefix(top).casefold(): path for path in embeddable})
        found = (with_attachments(one, one.file.removeprefix(top), files) for one in bank.questions)
        return replace(bank, questions=tuple(found))

    def enclosures(self, bank: Bank) -> Iterator[Enclosure]:
        """What the questions of the bank embed, each file once. Raises BadArchive."""
        named = {path for one in bank.questions for path in chain(one.attachments, one.answer_attachments)}
        return (Enclosure(path, content) for path, content in archive.files(self.data, named.__contains__))

    def _top(self) -> str:
        """The folder that holds everything, with its `/`: a vault is often packed with its own folder."""
        tops = {path.partition("/")[0] for path in self.paths if walking.is_seen(path) and path.count("/")}
        loose = any("/" not in path for path in self.paths)
        return f"{tops.pop()}/" if len(tops) == 1 and not loose else ""


def _might_be_read(path: str) -> bool:
    is_other = by_extension.might_hold_questions(path) and walking.is_seen(path)
    return is_other or walking.is_note(path) or _is_settings(path)


def _is_settings(path: str) -> bool:
    return f"/{path}".endswith(f"/{SETTINGS}")


def _holds_notes(path: str, content: bytes) -> bool:
    """Whether it is Markdown, or a file of another kind that holds questions."""
    if walking.is_note(path):
        return True
    head = content[: by_extension.HEAD].decode("utf-8-sig", "ignore")
    return by_extension.reader_of(path, head) is not None


def _options_for(note: str, options: Mapping[str, CardOptions]) -> CardOptions:
    """Those of the nearest folder above a note that has some."""
    above = [root for root in options if note.startswith(root)]
    return options[max(above, key=len)] if above else UNTOLD


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _with_short_key(question: Question) -> Question:
    if len(question.key) <= _LONGEST_KEY:
        return question
    digest = blake2b(question.key.encode("utf-8", "surrogatepass"), digest_size=_LONGEST_KEY // 2).hexdigest()
    return replace(question, key=QuestionKey(digest))
