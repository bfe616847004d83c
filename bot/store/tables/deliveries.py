"""Questions on their way: when they are sent, where they went, what came back."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.delivery import DeliveryState
from bot.domain.grading import Mark
from bot.store.columns import NUMBERED_ONCE, Base, Json, index_of_some, new_ticket, of, row_id


class Schedule(Base):
    """When a chat gets its questions. `next_*` is the coming slot, worked out in advance; empty when it is off.

    `if_needed`: only as long as the day of the learner, whose private chat it is, is not done.
    """

    __tablename__ = "schedules"

    id: Mapped[int] = row_id()
    chat_id: Mapped[int] = of("chats.id", unique=True)
    times: Mapped[str] = mapped_column(Text)
    weekdays: Mapped[str] = mapped_column(String(7))
    count: Mapped[int]
    if_needed: Mapped[bool] = mapped_column(default=False, server_default=false())
    next_due_at: Mapped[datetime | None] = mapped_column(index=True)
    next_date: Mapped[date | None]
    next_time: Mapped[time | None]


class Delivery(Base):
    """One question for one chat: for a slot of its schedule (`09:00#1`), or because somebody asked (`ask:KEY`).

    `again_at` is when the learner, whose private chat it is, wants to have it once more.
    `origin_id` is the group's delivery when this one is a learner's private way to answer it. `ticket` opens a group's
    question in private: only who saw its message knows it. `publish_at` is when its answer goes to the whole group, and
    is empty where it does not or, with `published_at`, where it has gone; with both, it is about to go.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("chat_id", "local_date", "slot"),
        # Most deliveries have no origin, and none has a question before its hour.
        index_of_some("question_id IS NOT NULL", "chat_id", "question_id"),
        index_of_some("question_id IS NOT NULL", "question_id"),  # for removed decks
        index_of_some("origin_id IS NOT NULL", "origin_id"),
        index_of_some("state = 'reserved'", "due_at", name="ix_deliveries_reserved"),
        index_of_some("again_at IS NOT NULL", "again_at", name="ix_deliveries_again"),
        index_of_some("publish_at IS NOT NULL", "publish_at"),
        NUMBERED_ONCE,
    )

    id: Mapped[int] = row_id()
    chat_id: Mapped[int] = of("chats.id")
    question_id: Mapped[int | None] = of("questions.id")
    local_date: Mapped[date]
    slot: Mapped[str] = mapped_column(String(80))
    state: Mapped[DeliveryState]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    again_at: Mapped[datetime | None]
    origin_id: Mapped[int | None] = of("deliveries.id")
    ticket: Mapped[str] = mapped_column(String(16), default=new_ticket)
    publish_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]


class Message(Base):
    """A message in a chat that belongs to a delivery, so that a reply to it finds its question."""

    __tablename__ = "messages"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    message: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    delivery_id: Mapped[int] = of("deliveries.id", index=True)


class Turn(Base):
    """How far one learner has come with one delivery; no row: it is open and untouched."""

    __tablename__ = "turns"

    delivery_id: Mapped[int] = of("deliveries.id", primary_key=True)
    learner_id: Mapped[int] = of("learners.id", primary_key=True, index=True)
    revealed_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]


class Answer(Base):
    """What a learner typed or chose. One a message, and one a learner and delivery: the first counts.

    `after_reveal`: the model answer had been shown before.
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("chat_id", "message"), UniqueConstraint("delivery_id", "learner_id"))

    id: Mapped[int] = row_id()
    delivery_id: Mapped[int] = of("deliveries.id")
    learner_id: Mapped[int] = of("learners.id", index=True)
    chat_id: Mapped[int] = of("chats.id")
    message: Mapped[int | None] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(Text)
    picked: Mapped[list[Any]] = mapped_column(Json)
    mark: Mapped[Mark | None]
    at: Mapped[datetime]
    after_reveal: Mapped[bool] = mapped_column(default=False, server_default=false())
