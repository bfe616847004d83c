"""Bringing the stored bank, or a learner's deck, up to what the notes hold.

With `upload` all of this is about one deck, without about the bank: neither sees, changes or retires the other's
questions. Thousands of rows are written with a few statements, because loading a deck makes everybody wait.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Text, bindparam, cast, delete, exists, func, select, update

from bot.domain.question import KEY_LENGTH, Question, QuestionKey
from bot.domain.uploads import UploadId
from bot.store import tables as t
from bot.store.bank import VARIANT, question_of, stated_key, stored_key, variant_values
from bot.store.tables.bank import shuffled
from bot.store.upsert import insert_all, insert_all_new

T = TypeVar("T")
_CONTENT = func.substr(t.Variant.fingerprint, 1, KEY_LENGTH)
_ASKED = (
    select(t.Variant.id)
    .join(t.Question, t.Question.id == t.Variant.question_id)
    .where(t.Question.upload_id.is_(None), t.Variant.retired_at.is_(None))
)
"""The texts of the bank that are asked."""
_AT_ONCE = 500
"""How many keys stand in one statement: SQLite takes 32,766 values."""


class KnownVariant(NamedTuple):
    """What is stored of a question in one language, as far as loading notes again needs it."""

    key: QuestionKey
    language: str
    file: str
    line: int
    question: str
    fingerprint: str
    retired: bool
    answer: str


class Changed(NamedTuple):
    """A question under the key that it is known by, and the language in which it was known."""

    language: str
    question: Question
    fingerprint: str


class Among(NamedTuple):
    """A part of the bank: the texts of these files, and retired ones that are known by these keys or ask the same."""

    files: Collection[str]
    keys: Collection[str]


def known_variants(db: Connection, upload: UploadId | None = None, among: Among | None = None) -> list[KnownVariant]:
    """Every question that was ever loaded, or a part of them."""
    columns = (
        t.Question.key,
        t.Variant.language,
        t.Variant.file,
        t.Variant.line,
        t.Variant.prompt,
        t.Variant.fingerprint,
        t.Variant.retired_at,
        t.Variant.answer,
    )
    query = select(*columns).join(t.Question, t.Question.id == t.Variant.question_id)
    query = query.where(t.Question.upload_id == upload).order_by(t.Variant.id)
    if among is not None:
        gone = t.Variant.retired_at.is_not(None) & (_CONTENT.in_(among.keys) | t.Question.key.in_(among.keys))
        query = query.where(t.Variant.file.in_(among.files) | gone)
    rows = db.execute(query)
    return [
        KnownVariant(stated_key(key, upload), language, file, line, prompt, fingerprint, gone is not None, answer)
        for key, language, file, line, prompt, fingerprint, gone, answer in rows
    ]


def questions_in(db: Connection, files: Collection[str]) -> dict[str, list[Question]]:
    """The questions of the bank that these notes hold, as the notes have them: under their own keys, in their order."""
    query = select(*VARIANT).join(t.Question, t.Question.id == t.Variant.question_id)
    query = query.where(t.Question.upload_id.is_(None), t.Variant.retired_at.is_(None))
    found: dict[str, list[Question]] = {}
    wanted = set(files)
    if len(wanted) <= _AT_ONCE:
        query = query.where(t.Variant.file.in_(wanted))
    for row in db.execute(query.order_by(t.Variant.file, t.Variant.line, t.Variant.id)):
        if row.file in wanted:
            key = QuestionKey(row.own_key or row.fingerprint.partition("-")[0])
            found.setdefault(row.file, []).append(replace(question_of(row), key=key))
    return found


def files_with(db: Connection, keys: Collection[str]) -> set[str]:
    """The notes that hold a question with one of these keys: the one it is known by, its own id, or what it asks."""
    same = t.Question.key.in_(keys) | t.Variant.own_key.in_(keys) | _CONTENT.in_(keys)
    return set(db.execute(_ASKED.with_only_columns(t.Variant.file).where(same).distinct()).scalars())


def files_that_embed(db: Connection) -> set[str]:
    """The notes with a question that names or has a file of the vault; some that only look so may be among them."""
    text = t.Variant.prompt + t.Variant.answer
    has = cast(t.Variant.attachments, Text) != "[]"
    answer_has = cast(t.Variant.answer_attachments, Text) != "[]"
    embeds = text.contains("![") | func.lower(text).contains("<img") | has | answer_has
    return set(db.execute(_ASKED.with_only_columns(t.Variant.file).where(embeds).distinct()).scalars())


def keys_in(db: Connection, files: Collection[str]) -> set[str]:
    """The keys and the ids of the questions that these notes hold or held."""
    query = _ASKED.with_only_columns(t.Question.key, t.Variant.own_key).where(t.Variant.file.in_(files))
    return {key for row in db.execute(query) for key in row if key}


def taken_keys(db: Connection, keys: Collection[str]) -> set[QuestionKey]:
    """Which of these keys are taken, and which numbered ones of those that ask the same (`key~2`)."""
    taken: set[QuestionKey] = set()
    count, tried = 2, list(keys)
    while tried:
        rows = (db.execute(select(t.Question.key).where(t.Question.key.in_(some))).scalars() for some in parts(tried))
        found = {QuestionKey(key) for some in rows for key in some}
        taken |= found
        tried = [f"{key.partition('~')[0]}~{count}" for key in found]
        count += 1
    return taken


def count_variants(db: Connection) -> int:
    """How many questions the bank has, each language for itself."""
    in_decks = select(t.Question.id).where(t.Question.upload_id.is_not(None))
    query = select(func.count()).select_from(t.Variant)
    return db.execute(query.where(t.Variant.retired_at.is_(None), t.Variant.question_id.not_in(in_decks))).scalar_one()


def add_variants(
    db: Connection, added: Sequence[tuple[Question, str]], now: datetime, upload: UploadId | None = None
) -> None:
    """Questions, with their fingerprints, that were never there in their language."""
    keys = dict.fromkeys(question.key for question, _ in added)
    last = db.execute(select(func.max(t.Question.id))).scalar() or 0
    insert_all_new(db, t.Question, [_new_question(stored_key(key, upload), now, upload) for key in keys])
    ids = _ids_after(db, last, upload)
    ids |= _ids(db, [key for key in keys if key not in ids], upload)
    rows = [{"question_id": ids[question.key]} | variant_values(question, mark) for question, mark in added]
    insert_all(db, t.Variant, rows)


def change_variants(db: Connection, changed: Sequence[Changed], upload: UploadId | None = None) -> None:
    """Questions that are known under their keys; they are not retired any more."""
    ids = _ids(db, (question.key for _, question, _ in changed), upload)
    for language, question, _ in changed:
        if question.language != language:
            _make_room(db, ids[question.key], question.language)
    rows = [
        {"of": ids[question.key], "known_in": language, "retired_at": None} | variant_values(question, mark)
        for language, question, mark in changed
    ]
    _update_variants(db, rows)


def texts_of(
    db: Connection, keys: Iterable[QuestionKey], upload: UploadId | None = None
) -> dict[tuple[QuestionKey, str], tuple[int, Question]]:
    """Questions as they are stored, by key and language, with their numbers."""
    found: dict[tuple[QuestionKey, str], tuple[int, Question]] = {}
    for some in parts([stored_key(key, upload) for key in dict.fromkeys(keys)]):
        query = select(*VARIANT).join(t.Question, t.Question.id == t.Variant.question_id)
        for row in db.execute(query.where(t.Question.key.in_(some))):
            question = question_of(row)
            found[question.key, question.language] = (row.question_id, question)
    return found


def _make_room(db: Connection, question: int, language: str) -> None:
    """A retired text in the language that another variant turns into gives way to it."""
    where = (t.Variant.question_id == question, t.Variant.language == language, t.Variant.retired_at.is_not(None))
    db.execute(delete(t.Variant).where(*where))


def retire_variants(
    db: Connection, gone: Sequence[tuple[QuestionKey, str]], now: datetime, upload: UploadId | None = None
) -> None:
    """Questions, by key and language, that the notes do not hold any more: kept, not asked."""
    ids = _ids(db, (key for key, _ in gone), upload)
    _update_variants(db, [{"of": ids[key], "known_in": language, "retired_at": now} for key, language in gone])


def _update_variants(db: Connection, rows: Sequence[dict[str, Any]]) -> None:
    where = (t.Variant.question_id == bindparam("of"), t.Variant.language == bindparam("known_in"))
    if rows:
        db.execute(update(t.Variant).where(*where), rows)


def settle_questions(
    db: Connection, keys: Iterable[QuestionKey], now: datetime, upload: UploadId | None = None
) -> None:
    """Retires the questions that have no text left in any language, and brings the others back."""
    alive = exists().where(t.Variant.question_id == t.Question.id, t.Variant.retired_at.is_(None))
    for some in parts(list(_ids(db, keys, upload).values())):
        these = update(t.Question).where(t.Question.id.in_(some))
        db.execute(these.where(~alive).values(retired_at=now))
        db.execute(these.where(alive).values(retired_at=None))


def _new_question(key: str, now: datetime, upload: UploadId | None) -> dict[str, Any]:
    return {"key": key, "upload_id": upload, "added_at": now, "shuffle": shuffled(key)}


def _ids_after(db: Connection, last: int, upload: UploadId | None) -> dict[QuestionKey, int]:
    """Those of the bank or the deck that were given out since: one question for all of them."""
    rows = db.execute(select(t.Question.key, t.Question.id).where(t.Question.id > last, t.Question.upload_id == upload))
    return {stated_key(key, upload): number for key, number in rows}


def _ids(db: Connection, keys: Iterable[QuestionKey], upload: UploadId | None) -> dict[QuestionKey, int]:
    ids: dict[QuestionKey, int] = {}
    for some in parts([stored_key(key, upload) for key in dict.fromkeys(keys)]):
        rows = db.execute(select(t.Question.key, t.Question.id).where(t.Question.key.in_(some)))
        ids |= {stated_key(key, upload): number for key, number in rows}
    return ids


def parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at once as one statement takes."""
    return (items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE))
