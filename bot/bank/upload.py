"""Reads a file that a learner sent, a note or a zip of notes, into a bank of their own."""

from dataclasses import replace
from hashlib import blake2b

from bot.bank import archive, vault, walking
from bot.bank.reading import read_notes
from bot.bank.vault import NoteFile
from bot.domain.conversation import Upload
from bot.domain.question import Question, QuestionKey
from bot.domain.uploads import ARCHIVE, MOST_PACKED, Refusal

_LONGEST_KEY = 40
"""A deck's keys get the number of the deck before them in the database, where a key has 80 characters at most."""


def read_upload(name: str, data: bytes, *, default_language: str) -> Upload:
    """The bank in a file called `name`, or why nothing is taken from it. Slow for a large file; never raises."""
    if len(data) > MOST_PACKED:
        return Upload(name, Refusal.TOO_BIG)
    try:
        notes = _notes(name, data)
    except archive.BadArchive as bad:
        return Upload(name, bad.reason)
    bank = read_notes(notes, default_language=default_language)
    return Upload(name, replace(bank, questions=tuple(_with_short_key(question) for question in bank.questions)))


def _notes(name: str, data: bytes) -> list[NoteFile]:
    """All notes or none: a list, so that an archive that turns out to be bad leaves nothing behind."""
    if not name.lower().endswith(ARCHIVE):
        return [vault.decode(data, name)]
    return [vault.decode(content, path) for path, content in archive.files(data, walking.is_note)]


def _with_short_key(question: Question) -> Question:
    if len(question.key) <= _LONGEST_KEY:
        return question
    digest = blake2b(question.key.encode("utf-8", "surrogatepass"), digest_size=_LONGEST_KEY // 2).hexdigest()
    return replace(question, key=QuestionKey(digest))
