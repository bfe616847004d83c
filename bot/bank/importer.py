"""Loads a bank that was read from notes into the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bank.concerned import Concerned
from bot.bank.sync_plan import Known, Plan, Step, plan, under_known_keys
from bot.domain.question import Bank, Question
from bot.domain.uploads import UploadId
from bot.store import bank_sync
from bot.store.bank_sync import Changed
from bot.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that loading did: `what` is added, changed, moved, returned or retired."""

    what: str
    file: str
    line: int
    question: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a bank did to the database."""

    changes: tuple[Change, ...]
    unchanged: int

    def count(self, what: str) -> int:
        """How many changes of one sort there were."""
        return sum(change.what == what for change in self.changes)


def load(db: Connection, bank: Bank, now: datetime, upload: UploadId | None = None) -> Loaded:
    """Adds, changes, moves, brings back and retires questions, inside the caller's transaction.

    The same bank again changes nothing. With `upload` the bank is that deck's, and the public one is not touched.
    """
    known = _known(db, upload)
    return _done(db, known, plan(known, bank.questions), now, upload)


def load_part(db: Connection, questions: Sequence[Question], concerned: Concerned, now: datetime) -> Loaded:
    """The same where `questions` are all that the concerned notes hold: the rest of the bank stays as it is."""
    among = bank_sync.Among(concerned.notes, concerned.keys)
    taken = bank_sync.taken_keys(db, concerned.keys)
    known = [Known(**stored._asdict()) for stored in bank_sync.known_variants(db, among=among)]
    loaded = _done(db, known, plan(known, questions, taken), now, None)
    return replace(loaded, unchanged=loaded.unchanged + bank_sync.count_variants(db) - len(questions))


def _done(db: Connection, known: Sequence[Known], planned: Plan, now: datetime, upload: UploadId | None) -> Loaded:
    _carry_out(db, planned, now, upload)
    # A wholly new question has its text, and nothing to come back from.
    touched = {gone.key for gone in planned.retired} | {step.question.key for step in planned.to_store}
    bank_sync.settle_questions(db, sorted(touched & {one.key for one in known}), now, upload)
    return Loaded(tuple(_changes(planned)), len(planned.unchanged))


def as_stored(db: Connection, bank: Bank) -> Bank:
    """The bank with the keys that loading would give its questions; the database stays as it is."""
    return replace(bank, questions=tuple(under_known_keys(_known(db), bank.questions)))


def _known(db: Connection, upload: UploadId | None = None) -> list[Known]:
    return [Known(**stored._asdict()) for stored in bank_sync.known_variants(db, upload)]


def _carry_out(db: Connection, planned: Plan, now: datetime, upload: UploadId | None) -> None:
    bank_sync.retire_variants(db, [(gone.key, gone.language) for gone in planned.retired], now, upload)
    steps = planned.to_store
    bank_sync.add_variants(db, [(step.question, step.fingerprint) for step in steps if step.known is None], now, upload)
    changed = [Changed(step.known.language, step.question, step.fingerprint) for step in steps if step.known]
    bank_sync.change_variants(db, changed, upload)


def _changes(planned: Plan) -> Iterator[Change]:
    steps: dict[str, list[Step]] = {
        "added": planned.added,
        "changed": planned.changed,
        "moved": planned.moved,
        "returned": planned.returned,
    }
    for what, done in steps.items():
        for step in done:
            yield Change(what, step.question.file, step.question.line, step.question.question)
    for gone in planned.retired:
        yield Change("retired", gone.file, gone.line, gone.question)
