"""What learners remember."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import Base, Json, of, row_id


class Card(Base):
    """One learner's memory of one question (FSRS)."""

    __tablename__ = "cards"
    __table_args__ = (Index(None, "learner_id", "due"),)

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    question_id: Mapped[int] = of("questions.id", primary_key=True, index=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    due: Mapped[datetime]
    last_review: Mapped[datetime]


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
    `pictures` is how many the bot drew for them that day.
    """

    __tablename__ = "counts"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    local_day: Mapped[date] = mapped_column(primary_key=True)
    answered: Mapped[int] = mapped_column(default=0)
    reviewed: Mapped[int] = mapped_column(default=0)
    recalls: Mapped[int] = mapped_column(default=0)
    remembered: Mapped[int] = mapped_column(default=0)
    pictures: Mapped[int] = mapped_column(default=0)
