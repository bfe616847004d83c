"""The `id:` in a note's front matter: it is that of the note's only question, as a `^id` behind it would be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.bank.formats import Passage
from bot.bank.note import Note
from bot.domain.question import Problem, Severity
from bot.domain.reason import Reason
from bot.texts import reasons as r
from bot.texts.reasons import because


@dataclass(frozen=True, slots=True)
class Named:
    """The passages of a note, under its id where it names one of them, and what is wrong with the id."""

    passages: Sequence[Passage]
    problems: Sequence[Problem] = ()


def with_note_id(note: Note, passages: Sequence[Passage]) -> Named:
    """Gives the note's id to its only question; an id that several could have, or that has one already, is told."""
    if not note.id or not passages:
        return Named(passages)
    if len(passages) > 1:
        return Named(passages, [_unused(note, because(r.ID_OF_SEVERAL, id=note.id, count=len(passages)))])
    (only,) = passages
    if only.stated_key and only.stated_key != note.id:
        return Named(passages, [_unused(note, because(r.OTHER_ID, id=note.id, key=only.stated_key))])
    return Named([replace(only, stated_key=note.id)])


def _unused(note: Note, message: Reason) -> Problem:
    return Problem(note.file, note.id_line, Severity.WARNING, message)
