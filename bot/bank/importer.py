"""Loads a bank that was read from notes into the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.bank.sync_plan import Known, Plan, Step, plan
from bot.domain.question import Bank
from bot.store import bank_sync
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


def load(db: Connection, bank: Bank, now: datetime) -> Loaded:
    """Adds, changes, moves, brings back and retires questions, inside the caller's transaction.

    The same bank again changes nothing.
    """
    known = [Known(**stored._asdict()) for stored in bank_sync.known_variants(db)]
    planned = plan(known, bank.questions)
    _carry_out(db, planned, now)
    return Loaded(tuple(_changes(planned)), len(planned.unchanged))


def _carry_out(db: Connection, planned: Plan, now: datetime) -> None:
    for gone in planned.retired:
        bank_sync.retire_variant(db, gone.key, gone.language, now)
    for step in planned.to_store:
        if step.known is None:
            bank_sync.add_variant(db, step.question, step.fingerprint, now)
        else:
            bank_sync.change_variant(db, step.known.language, step.question, step.fingerprint)
    touched = {gone.key for gone in planned.retired} | {step.question.key for step in planned.to_store}
    bank_sync.settle_questions(db, sorted(touched), now)


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
