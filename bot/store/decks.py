"""Learners' own decks: made from the files that they send, and theirs alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, update

from bot.domain.conversation import LearnerId, Platform
from bot.domain.question import Question
from bot.domain.uploads import Enclosure, UploadId
from bot.store import tables as t
from bot.store.bank import VARIANT, question_of
from bot.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Deck:
    """A learner's deck: its number, the name of the file, and how many questions of it can be asked."""

    id: UploadId
    name: str
    questions: int


def decks_of(db: Connection, learner: LearnerId) -> list[Deck]:
    """All decks of a learner, by name."""
    return [_deck(row) for row in db.execute(_decks(learner).order_by(t.Upload.name))]


def deck_of(db: Connection, learner: LearnerId, number: int) -> Deck | None:
    """One deck, if it is this learner's: the number may come from a forged button."""
    row = db.execute(_decks(learner).where(t.Upload.id == number)).first()
    return None if row is None else _deck(row)


def deck_named(db: Connection, learner: LearnerId, name: str) -> Deck | None:
    """The learner's deck from a file of that name."""
    row = db.execute(_decks(learner).where(t.Upload.name == name)).first()
    return None if row is None else _deck(row)


def deck_with(db: Connection, question: int) -> str | None:
    """The name of the deck that a question belongs to; None for one of the bank."""
    query = select(t.Upload.name).join(t.Question, t.Question.upload_id == t.Upload.id)
    return db.execute(query.where(t.Question.id == question)).scalar()


def make_deck(
    db: Connection, learner: LearnerId, name: str, now: datetime, platform: Platform = Platform.TELEGRAM
) -> UploadId:
    """The number of the learner's deck of that name, made when there is none; it was sent `now`, there."""
    if not insert_new(db, t.Upload, learner_id=learner, name=name, at=now, platform=platform):
        db.execute(update(t.Upload).where(t.Upload.learner_id == learner, t.Upload.name == name).values(at=now))
    query = select(t.Upload.id).where(t.Upload.learner_id == learner, t.Upload.name == name)
    return UploadId(db.execute(query).scalar_one())


def remove_deck(db: Connection, deck: UploadId) -> None:
    """Deletes a deck with its questions and what was done with them; days that they earned stay."""
    db.execute(delete(t.Upload).where(t.Upload.id == deck))


def forget_unasked(db: Connection, deck: UploadId) -> None:
    """Deletes what is retired and was never asked: nobody has progress in it, and files that change all the time must
    not grow the database for ever.
    """
    asked = exists().where(t.Delivery.question_id == t.Question.id)
    where = (t.Question.upload_id == deck, t.Question.retired_at.is_not(None), ~asked)
    db.execute(delete(t.Question).where(*where))


def questions_in(db: Connection, deck: UploadId) -> tuple[str, list[Question]]:
    """A deck's name and the texts that are asked, in the order of its notes. Raises NoResultFound when it is gone."""
    name = db.execute(select(t.Upload.name).where(t.Upload.id == deck)).scalar_one()
    query = select(*VARIANT).join(t.Question).where(t.Question.upload_id == deck, t.Variant.retired_at.is_(None))
    rows = db.execute(query.order_by(t.Variant.file, t.Variant.line, t.Variant.language))
    return name, [question_of(row) for row in rows]


def keep_enclosures(db: Connection, deck: UploadId, enclosures: Sequence[Enclosure]) -> None:
    """What the questions of a deck embed, instead of what they embedded before."""
    db.execute(delete(t.Enclosure).where(t.Enclosure.upload_id == deck))
    rows = [{"upload_id": deck, "path": one.path, "data": one.data} for one in enclosures]
    if rows:
        db.execute(insert(t.Enclosure), rows)


def bytes_enclosed(db: Connection, learner: LearnerId, *, but: UploadId) -> int:
    """How much the decks of a learner enclose, apart from one of them."""
    query = select(func.coalesce(func.sum(func.length(t.Enclosure.data)), 0)).join(t.Upload)
    return int(db.execute(query.where(t.Upload.learner_id == learner, t.Upload.id != but)).scalar_one())


def enclosure(db: Connection, deck: UploadId, path: str) -> Enclosure | None:
    """One file that a deck encloses; None when the deck is gone, or does not enclose it any more."""
    where = (t.Enclosure.upload_id == deck, t.Enclosure.path == path)
    data = db.execute(select(t.Enclosure.data).where(*where)).scalar_one_or_none()
    return None if data is None else Enclosure(path, data)


def _decks(learner: LearnerId) -> Select[int, str, int]:
    asked = (t.Question.upload_id == t.Upload.id) & t.Question.retired_at.is_(None)
    columns = (t.Upload.id, t.Upload.name, func.count(t.Question.id).label("questions"))
    query = select(*columns).outerjoin(t.Question, asked).where(t.Upload.learner_id == learner)
    return query.group_by(t.Upload.id, t.Upload.name)


def _deck(row: Row[*tuple[Any, ...]]) -> Deck:
    return Deck(UploadId(row.id), row.name, row.questions)
