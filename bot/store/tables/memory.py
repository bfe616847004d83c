"""What learners remember."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import Base, Json, of, row_id


class Card(Base):
    """One learner's memory of one question (FSRS). `interval` is the whole days from the last review to the next.

    The index holds all that it takes to put a backlog in order.
    """

    __tablename__ = "cards"
    __table_args__ = (Index("ix_cards_learner_id_due", "learner_id", "due", "interval", "question_id"),)

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    question_id: Mapped[int] = of("questions.id", primary_key=True, index=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    due: Mapped[datetime]
    last_review: Mapped[datetime]
    interval: Mapped[int]


class Agenda(Base):
    """What a learner is asked next in a chat on `day`, of what is due: the most overdue first.

    `pool` tells what could be asked when it was put in order; see `store/agenda.py`.
    """

    __tablename__ = "agenda"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    chat_id: Mapped[int] = of("chats.id", primary_key=True, index=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = of("questions.id", index=True)
    day: Mapped[date]
    pool: Mapped[str] = mapped_column(String(20))


class Fit(Base):
    """The FSRS parameters that suit a learner, the number of reviews that they were fitted to, and what they gain.

    The losses (log-loss) are on reviews that the fit had not seen; empty where there were none to try it on.
    """

    __tablename__ = "fits"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    parameters: Mapped[list[Any]] = mapped_column(Json)
    reviews: Mapped[int]
    loss_before: Mapped[float | None]
    loss_after: Mapped[float | None]
    at: Mapped[datetime]


class Review(Base):
    """One graded pass over a question, counted for the learner's `local_day`.

    `before` is the card as it was, so that the grade can be undone.
    """

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("delivery_id", "learner_id"), Index(None, "learner_id", "at"))

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id")
    question_id: Mapped[int] = of("questions.id", index=True)
    delivery_id: Mapped[int] = of("deliveries.id")
    grade: Mapped[int]
    at: Mapped[datetime]
    local_day: Mapped[date]
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)


class Counts(Base):
    """What a learner did on one local day, counted as it happens; the fields are those of `domain.progress.Counts`.

    It always equals what events and reviews add up to, but for decks that were removed: like days, their counts stay.
    """

    __tablename__ = "counts"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    local_day: Mapped[date] = mapped_column(primary_key=True)
    answered: Mapped[int] = mapped_column(default=0)
    reviewed: Mapped[int] = mapped_column(default=0)
    recalls: Mapped[int] = mapped_column(default=0)
    remembered: Mapped[int] = mapped_column(default=0)
