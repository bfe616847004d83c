"""Bringing the stored bank up to what the notes hold."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.domain.question import Question, QuestionKey
from bot.store import tables as t
from bot.store.bank import variant_values
from bot.store.upsert import insert_new


class KnownVariant(NamedTuple):
    """What is stored of a question in one language, as far as loading notes again needs it."""

    key: QuestionKey
    language: str
    file: str
    line: int
    question: str
    fingerprint: str
    retired: bool


def known_variants(db: Connection) -> list[KnownVariant]:
    """Every question that was ever loaded."""
    columns = (
        t.Question.key,
        t.Variant.language,
        t.Variant.file,
        t.Variant.line,
        t.Variant.prompt,
        t.Variant.fingerprint,
        t.Variant.retired_at,
    )
    rows = db.execute(select(*columns).join(t.Question, t.Question.id == t.Variant.question_id))
    return [
        KnownVariant(QuestionKey(key), language, file, line, prompt, fingerprint, gone is not None)
        for key, language, file, line, prompt, fingerprint, gone in rows
    ]


def sources(db: Connection) -> list[str]:
    """The paths that the bank was loaded from last."""
    return list(db.execute(select(t.Source.path).order_by(t.Source.path)).scalars())


def set_sources(db: Connection, paths: Collection[str]) -> None:
    """Remembers what the bank was loaded from."""
    db.execute(delete(t.Source))
    for path in sorted(set(paths)):
        db.execute(insert(t.Source).values(path=path))


def add_variant(db: Connection, question: Question, fingerprint: str, now: datetime) -> None:
    """A question that was never there in this language."""
    insert_new(db, t.Question, key=question.key, added_at=now)
    number = _id_of(db, question.key)
    db.execute(insert(t.Variant).values(question_id=number, **variant_values(question, fingerprint)))


def change_variant(db: Connection, language: str, question: Question, fingerprint: str) -> None:
    """A question that is known under its key in `language`; it is not retired any more."""
    number = _id_of(db, question.key)
    if question.language != language:
        _make_room(db, number, question.language)
    where = (t.Variant.question_id == number, t.Variant.language == language)
    values = variant_values(question, fingerprint) | {"retired_at": None}
    db.execute(update(t.Variant).where(*where).values(**values))


def _make_room(db: Connection, question: int, language: str) -> None:
    """A retired text in the language that another variant turns into gives way to it."""
    where = (t.Variant.question_id == question, t.Variant.language == language, t.Variant.retired_at.is_not(None))
    db.execute(delete(t.Variant).where(*where))


def retire_variant(db: Connection, key: QuestionKey, language: str, now: datetime) -> None:
    """A question that the notes do not hold any more: kept, not asked."""
    where = (t.Variant.question_id == _id_of(db, key), t.Variant.language == language)
    db.execute(update(t.Variant).where(*where).values(retired_at=now))


def settle_questions(db: Connection, keys: Iterable[QuestionKey], now: datetime) -> None:
    """Retires the questions that have no text left in any language, and brings the others back."""
    for key in keys:
        number = _id_of(db, key)
        alive = select(func.count()).where(t.Variant.question_id == number, t.Variant.retired_at.is_(None))
        gone = None if db.execute(alive).scalar_one() else now
        db.execute(update(t.Question).where(t.Question.id == number).values(retired_at=gone))


def _id_of(db: Connection, key: QuestionKey) -> int:
    return db.execute(select(t.Question.id).where(t.Question.key == key)).scalar_one()
