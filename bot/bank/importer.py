"""Loads a bank that was read from notes into the database."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bank.concerned import Concerned
from bot.bank.sync_plan import Known, Plan, Step, plan, under_known_keys
from bot.domain.editing import SOON, is_strong
from bot.domain.question import Bank, Question, QuestionKey
from bot.domain.uploads import UploadId
from bot.store import answers, bank_sync
from bot.store.bank_sync import Changed
from bot.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that loading did: `what` is added, changed, moved, returned or retired.

    `asked_again`: it was edited so strongly that whoever remembers it is asked about it again soon.
    """

    what: str
    file: str
    line: int
    question: str
    asked_again: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a bank did to the database."""

    changes: tuple[Change, ...]
    unchanged: int

    def count(self, what: str) -> int:
        """How many changes of one sort there were."""
        return sum(change.what == what for change in self.changes)

    @property
    def asked_again(self) -> int:
        """How many questions were edited so strongly that they are asked again soon."""
        return sum(change.asked_again for change in self.changes)


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
    strong = _strongly_edited(db, planned, upload)
    _carry_out(db, planned, now, upload)
    # A wholly new question has its text, and nothing to come back from.
    touched = {gone.key for gone in planned.retired} | {step.question.key for step in planned.to_store}
    bank_sync.settle_questions(db, sorted(touched & {one.key for one in known}), now, upload)
    answers.bring_forward(db, sorted(strong.values()), now + SOON)
    return Loaded(tuple(_changes(planned, strong)), len(planned.unchanged))


def as_stored(db: Connection, bank: Bank) -> Bank:
    """The bank with the keys that loading would give its questions; the database stays as it is."""
    return replace(bank, questions=tuple(under_known_keys(_known(db), bank.questions)))


def _known(db: Connection, upload: UploadId | None = None) -> list[Known]:
    return [Known(**stored._asdict()) for stored in bank_sync.known_variants(db, upload)]


def _strongly_edited(db: Connection, planned: Plan, upload: UploadId | None) -> dict[QuestionKey, int]:
    """The questions, with their numbers, that ask or answer something else now than what is stored."""
    steps = [*planned.changed, *planned.moved, *planned.returned]
    edited = [
        (step.known, step.question) for step in steps if step.known and step.known.fingerprint != step.fingerprint
    ]
    stored = bank_sync.texts_of(db, (known.key for known, _ in edited), upload)
    strong = {}
    for known, question in edited:
        number, before = stored[known.key, known.language]
        if known.language == question.language and is_strong(before, question):
            strong[question.key] = number
    return strong


def _carry_out(db: Connection, planned: Plan, now: datetime, upload: UploadId | None) -> None:
    bank_sync.retire_variants(db, [(gone.key, gone.language) for gone in planned.retired], now, upload)
    steps = planned.to_store
    bank_sync.add_variants(db, [(step.question, step.fingerprint) for step in steps if step.known is None], now, upload)
    changed = [Changed(step.known.language, step.question, step.fingerprint) for step in steps if step.known]
    bank_sync.change_variants(db, changed, upload)


def _changes(planned: Plan, strong: Collection[QuestionKey]) -> Iterator[Change]:
    steps: dict[str, list[Step]] = {
        "added": planned.added,
        "changed": planned.changed,
        "moved": planned.moved,
        "returned": planned.returned,
    }
    for what, done in steps.items():
        for step in done:
            again = step.known is not None and step.question.key in strong
            yield Change(what, step.question.file, step.question.line, step.question.question, again)
    for gone in planned.retired:
        yield Change("retired", gone.file, gone.line, gone.question)
