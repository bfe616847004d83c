"""The tables, as typed SQLAlchemy models; the keys that must hold are constraints here.

Statements are written as Core (`select(Card.due)`, `insert(Answer)`) on a `Connection`: the desk shares one
transaction between many updates, where an identity map would only cost time.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.conversation import ChatKind, Platform
from bot.domain.delivery import DeliveryState, EventKind
from bot.domain.grading import Mark
from bot.domain.question import Difficulty, Kind
from bot.domain.streak import DayState
from bot.store.columns import Base, Json, of, row_id

# --- the bank --------------------------------------------------------------------------------------


class Question(Base):
    """What a learner remembers: one question, whatever language it is asked in.

    With `upload_id` it is the sender's alone, and its key begins with the deck's; without, it is of the bank.
    """

    __tablename__ = "questions"

    id: Mapped[int] = row_id()
    key: Mapped[str] = mapped_column(String(80), unique=True)
    upload_id: Mapped[int | None] = of("uploads.id", index=True)
    added_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Variant(Base):
    """A question's text in one language, as its note has it."""

    __tablename__ = "variants"
    __table_args__ = (UniqueConstraint("question_id", "language"), Index(None, "topic_code"))

    id: Mapped[int] = row_id()
    question_id: Mapped[int] = of("questions.id")
    language: Mapped[str] = mapped_column(String(20))
    file: Mapped[str] = mapped_column(Text)
    line: Mapped[int]
    deck: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    topic_code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[Kind]
    prompt: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    choices: Mapped[list[Any]] = mapped_column(Json)
    hint: Mapped[str] = mapped_column(Text)
    key_points: Mapped[list[Any]] = mapped_column(Json)
    tags: Mapped[list[Any]] = mapped_column(Json)
    difficulty: Mapped[Difficulty | None]
    fingerprint: Mapped[str] = mapped_column(String(40))
    own_key: Mapped[str] = mapped_column(String(80))
    attachments: Mapped[list[Any]] = mapped_column(Json)
    answer_attachments: Mapped[list[Any]] = mapped_column(Json)
    retired_at: Mapped[datetime | None]


class Upload(Base):
    """A deck that a learner made by sending a file; removing it removes its questions and all that hangs on them."""

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("learner_id", "name"),)

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id")
    name: Mapped[str] = mapped_column(String(255))
    at: Mapped[datetime]


class Source(Base):
    """A path of which the bank was loaded last, so that a restart loads the same notes again.

    `questions` says how notes were read that do not say so themselves; `fingerprint` is of all that was found then.
    """

    __tablename__ = "sources"

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    questions: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(80))


class Note(Base):
    """A note as it was read last; see `store/notes.py`."""

    __tablename__ = "notes"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(40))
    problems: Mapped[list[Any]] = mapped_column(Json)
    whole: Mapped[bool]


# --- people and chats ------------------------------------------------------------------------------


class Learner(Base):
    """A person. `day_ends_at` is when the open day closes; without an open day it is empty."""

    __tablename__ = "learners"

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(String(128))
    language: Mapped[str] = mapped_column(String(20))
    language_chosen: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(String(64))
    rollover: Mapped[time]
    closed_through: Mapped[date | None]
    day_ends_at: Mapped[datetime | None] = mapped_column(index=True)
    joined_at: Mapped[datetime]


class Account(Base):
    """A learner's name on a platform."""

    __tablename__ = "accounts"

    platform: Mapped[Platform] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    learner_id: Mapped[int] = of("learners.id", index=True)


class Chat(Base):
    """A private chat, group, forum topic, channel or the terminal."""

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("platform", "chat", "thread"),)

    id: Mapped[int] = row_id()
    platform: Mapped[Platform]
    chat: Mapped[int] = mapped_column(BigInteger)
    thread: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[ChatKind]
    title: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    language_chosen: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(String(64))
    zone_chosen: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    welcomed_at: Mapped[datetime | None]


class ChatTopic(Base):
    """A topic that a chat chose; a chat without any is asked about everything."""

    __tablename__ = "chat_topics"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    topic_code: Mapped[str] = mapped_column(String(12), primary_key=True)


class Member(Base):
    """A learner who takes part in a chat."""

    __tablename__ = "members"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    learner_id: Mapped[int] = of("learners.id", primary_key=True, index=True)
    since: Mapped[datetime]


# --- questions on their way ------------------------------------------------------------------------


class Schedule(Base):
    """When a chat gets its questions. `next_*` is the coming slot, worked out in advance; empty when it is off."""

    __tablename__ = "schedules"

    id: Mapped[int] = row_id()
    chat_id: Mapped[int] = of("chats.id", unique=True)
    times: Mapped[str] = mapped_column(Text)
    weekdays: Mapped[str] = mapped_column(String(7))
    count: Mapped[int]
    next_due_at: Mapped[datetime | None] = mapped_column(index=True)
    next_date: Mapped[date | None]
    next_time: Mapped[time | None]


class Delivery(Base):
    """One question for one chat: for a slot of its schedule (`09:00#1`), or because somebody asked (`ask:KEY`).

    `origin_id` is the group's delivery when this one is a learner's private way to answer it.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("chat_id", "local_date", "slot"),
        Index("ix_deliveries_chat_id_question_id", "chat_id", "question_id"),
        Index(None, "question_id"),  # as on every table that a removed deck takes rows from
        Index(
            "ix_deliveries_reserved",
            "due_at",
            sqlite_where=text("state = 'reserved'"),
            postgresql_where=text("state = 'reserved'"),
        ),
    )

    id: Mapped[int] = row_id()
    chat_id: Mapped[int] = of("chats.id")
    question_id: Mapped[int | None] = of("questions.id")
    local_date: Mapped[date]
    slot: Mapped[str] = mapped_column(String(80))
    state: Mapped[DeliveryState]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    origin_id: Mapped[int | None] = of("deliveries.id", index=True)


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
    """What a learner typed or chose. One a message, and one a learner and delivery: the first counts."""

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


# --- memory and streaks ----------------------------------------------------------------------------


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


class Event(Base):
    """Something that can earn a credit, as it happened: never changed afterwards."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("delivery_id", "learner_id", "kind"), Index(None, "learner_id", "local_day"))

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id")
    question_id: Mapped[int] = of("questions.id", index=True)
    delivery_id: Mapped[int] = of("deliveries.id")
    kind: Mapped[EventKind]
    at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    rollover: Mapped[time]
    local_day: Mapped[date]


class Day(Base):
    """What became of one learner's day: one row a day, so that it is credited, or closed, once."""

    __tablename__ = "days"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[DayState]


# --- updates ---------------------------------------------------------------------------------------


class Handled(Base):
    """An update that took effect, and the Reply to it: a second time it changes nothing and says the same."""

    __tablename__ = "handled"
    __table_args__ = (
        Index("ix_handled_unshown", "at", sqlite_where=text("NOT shown"), postgresql_where=text("NOT shown")),
        Index(None, "at"),
    )

    platform: Mapped[Platform] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    place: Mapped[dict[str, Any]] = mapped_column(Json)
    reply: Mapped[dict[str, Any]] = mapped_column(Json)
    shown: Mapped[bool]
