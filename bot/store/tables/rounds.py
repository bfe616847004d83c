"""Questions in a row, and the polls that some questions of groups go out as."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.rounds import RoundState
from bot.store.columns import Base, Json, of, row_id


class Round(Base):
    """A learner's round in a chat. `seconds` is how long they have been at it; it last went on at `moved_at`."""

    __tablename__ = "rounds"
    __table_args__ = (Index(None, "learner_id", "chat_id"),)

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id")
    chat_id: Mapped[int] = of("chats.id", index=True)
    exam: Mapped[bool]
    state: Mapped[RoundState]
    began_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    seconds: Mapped[int]


class Step(Base):
    """One question of a round, in the order of `place`; `delivery_id` is empty until it is asked.

    `marked_at` is when the answer of an exam was shown again, to be graded.
    """

    __tablename__ = "steps"

    round_id: Mapped[int] = of("rounds.id", primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = of("questions.id", index=True)
    delivery_id: Mapped[int | None] = of("deliveries.id", unique=True)
    marked_at: Mapped[datetime | None]


class Poll(Base):
    """The poll that a delivery went out as: votes name nothing but its id. `options` are its texts, right or not."""

    __tablename__ = "polls"

    poll: Mapped[str] = mapped_column(String(64), primary_key=True)
    delivery_id: Mapped[int] = of("deliveries.id", index=True)
    options: Mapped[list[Any]] = mapped_column(Json)
