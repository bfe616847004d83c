"""Answers, reviews and cards: what a learner did with a question, and how well they remember it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, update

from bot.domain.conversation import DeliveryId, LearnerId
from bot.domain.delivery import Delivery
from bot.domain.grading import Mark
from bot.domain.learner import ChatId
from bot.domain.memory import Card, Grade
from bot.domain.progress import Counts, counts_of
from bot.store import counts
from bot.store import tables as t
from bot.store.bank_sync import parts
from bot.store.prepared import Bound, prepared
from bot.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given: its text, how it was marked, and the choices picked by their places in the bank.

    `after_reveal`: the model answer had been shown before.
    """

    text: str
    mark: Mark | None
    picked: frozenset[int]
    after_reveal: bool = False


_CARD = (t.Card.stability, t.Card.difficulty, t.Card.due, t.Card.last_review)


def keep_answer(
    db: Connection,
    delivery: Delivery,
    learner: LearnerId,
    given: Given,
    *,
    chat: ChatId,
    message: int | None,
    at: datetime,
) -> bool:
    """Stores an answer given in a chat (`message` None: by a press).

    False when this message, or this learner, has answered already.
    """
    row = {"delivery_id": delivery.root, "learner_id": learner, "chat_id": chat}
    what = {"text": storable(given.text), "mark": given.mark, "picked": sorted(given.picked)}
    return insert_new(db, t.Answer, **row, **what, message=message, at=at, after_reveal=given.after_reveal)


def answer_of(db: Connection, delivery: DeliveryId, learner: LearnerId) -> Given | None:
    """What a learner answered to a delivery."""
    columns = (t.Answer.text, t.Answer.mark, t.Answer.picked, t.Answer.after_reveal)
    query = select(*columns).where(t.Answer.delivery_id == delivery, t.Answer.learner_id == learner)
    row = db.execute(query).first()
    return None if row is None else Given(row.text, row.mark, frozenset(row.picked), row.after_reveal)


def change_mark(db: Connection, delivery: DeliveryId, learner: LearnerId, mark: Mark) -> None:
    """Counts an answer differently."""
    where = (t.Answer.delivery_id == delivery, t.Answer.learner_id == learner)
    db.execute(update(t.Answer).where(*where).values(mark=mark))


def card(db: Connection, learner: LearnerId, question: int) -> Card | None:
    """The learner's memory of a question, or None before the first review."""
    row = db.execute(*_card(learner, question)).first()
    return None if row is None else Card(row.stability, row.difficulty, row.due, row.last_review)


@prepared
def _card(learner: Bound, question: Bound) -> Executable:
    return select(*_CARD).where(t.Card.learner_id == learner, t.Card.question_id == question)


def keep_card(db: Connection, learner: LearnerId, question: int, new: Card | None) -> None:
    """Replaces the learner's memory of a question; None forgets it."""
    db.execute(delete(t.Card).where(t.Card.learner_id == learner, t.Card.question_id == question))
    if new is not None:
        who = {"learner_id": learner, "question_id": question}
        db.execute(insert(t.Card).values(**who, **_numbers(new), interval=new.interval))


def bring_forward(db: Connection, questions: Sequence[int], due: datetime) -> None:
    """Has everybody asked about these questions by then; what they remember stays as it is."""
    for some in parts(questions):
        columns = (t.Card.learner_id, t.Card.question_id, *_CARD)
        later = db.execute(select(*columns).where(t.Card.question_id.in_(some), t.Card.due > due)).all()
        rows = [
            {
                "learner": row.learner_id,
                "question": row.question_id,
                "due": due,
                "interval": Card(row.stability, row.difficulty, due, row.last_review).interval,
            }
            for row in later
        ]
        where = (t.Card.learner_id == bindparam("learner"), t.Card.question_id == bindparam("question"))
        if rows:
            db.execute(update(t.Card).where(*where), rows)


def keep_review(
    db: Connection,
    delivery: Delivery,
    learner: LearnerId,
    grade: Grade,
    *,
    before: Card | None,
    at: datetime,
    day: date,
) -> bool:
    """Stores a graded pass and counts it for the learner's local `day`; False when they have graded this delivery
    already.
    """
    row = {"delivery_id": delivery.root, "learner_id": learner, "question_id": delivery.question}
    what = {"grade": int(grade), "at": at, "local_day": day, "before": kept_card(before)}
    if not insert_new(db, t.Review, **row, **what):
        return False
    counts.add(db, learner, day, counts_of(grade, before, at))
    return True


def take_back_review(db: Connection, delivery: DeliveryId, learner: LearnerId) -> tuple[bool, Card | None]:
    """Removes a review, also from the counts; gives whether there was one, and the card as it was before."""
    where = (t.Review.delivery_id == delivery, t.Review.learner_id == learner)
    columns = (t.Review.before, t.Review.grade, t.Review.at, t.Review.local_day)
    row = db.execute(delete(t.Review).where(*where).returning(*columns)).first()
    if row is None:
        return False, None
    counts.take_back(db, learner, row.local_day, told(Grade(row.grade), row.before, row.at))
    return True, _in(row.before) if row.before else None


def told(grade: Grade, before: dict[str, Any] | None, at: datetime) -> Counts:
    """What a review counts for; `before` is the card as it is kept with it."""
    return counts_of(grade, _in(before) if before else None, at)


def latest_review(db: Connection, learner: LearnerId, question: int) -> int | None:
    """The delivery of the learner's last review of a question."""
    query = select(t.Review.delivery_id).where(t.Review.learner_id == learner, t.Review.question_id == question)
    return db.execute(query.order_by(t.Review.at.desc(), t.Review.id.desc()).limit(1)).scalar()


def storable(text: str) -> str:
    """What every database takes: PostgreSQL refuses NUL, and no UTF-8 holds half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _numbers(card: Card) -> dict[str, Any]:
    return {
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": card.due,
        "last_review": card.last_review,
    }


def kept_card(card: Card | None) -> dict[str, Any] | None:
    """A card as it is kept with the review that changed it."""
    return None if card is None else _out(card)


def _out(card: Card) -> dict[str, Any]:
    moments = {"due": card.due.isoformat(), "last_review": card.last_review.isoformat()}
    return _numbers(card) | moments


def _in(kept: dict[str, Any]) -> Card:
    moments = {name: datetime.fromisoformat(kept[name]) for name in ("due", "last_review")}
    return Card(kept["stability"], kept["difficulty"], **moments)
