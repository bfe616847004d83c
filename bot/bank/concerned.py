"""Which notes a change concerns: those that changed, and those that share a question or an id with them.

Loading decides only about these. All others keep their questions whatever becomes of the changed ones, because what
they hold is matched with itself first (`sync_plan.py`); so the result is that of loading everything.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bot.bank.identity import content_key_of
from bot.domain.question import Question
from bot.store import bank_sync
from bot.store.engine import Connection

MOST = 5_000
"""Names and keys that one statement takes. Where more are concerned, loading everything is as quick."""


@dataclass(slots=True)
class Concerned:
    """The names of the notes, those of them that were kept with their questions, and all keys that matter to them."""

    notes: set[str]
    kept: dict[str, list[Question]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    @property
    def are_few(self) -> bool:
        """Whether it is worth while to look at these alone."""
        return len(self.notes) + len(self.keys) <= MOST


def concerned(db: Connection, changed: Collection[str], questions: Iterable[Question]) -> Concerned | None:
    """What a change of these notes, which hold these questions now, concerns; None when that is most of the bank."""
    found = Concerned(set(changed))
    keys = {*_keys(questions)}
    if len(keys) + len(found.notes) <= MOST:
        keys |= bank_sync.keys_in(db, changed)
    while keys and found.are_few:
        found.keys |= keys
        keys = _widened(db, found, keys) if found.are_few else set()
    return found if found.are_few else None


def _widened(db: Connection, found: Concerned, keys: Collection[str]) -> set[str]:
    """Takes in the other notes that hold these keys; gives the keys that these bring with them."""
    more = bank_sync.files_with(db, keys) - found.notes
    stored = bank_sync.questions_in(db, more) if more else {}
    found.notes |= more
    found.kept |= stored
    return {*_keys(question for some in stored.values() for question in some)} - found.keys


def _keys(questions: Iterable[Question]) -> Iterable[str]:
    """What a question is known by, and what it would be known by without an id."""
    for question in questions:
        yield question.own_key or question.key
        yield content_key_of(question)
