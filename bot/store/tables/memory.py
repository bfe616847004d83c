"""What learners remember."""

from datetime import datetime
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
    """One graded pass over a question; `before` is the card as it was, so that the grade can be undone."""

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("delivery_id", "learner_id"),)

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id", index=True)
    question_id: Mapped[int] = of("questions.id", index=True)
    delivery_id: Mapped[int] = of("deliveries.id")
    grade: Mapped[int]
    at: Mapped[datetime]
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
