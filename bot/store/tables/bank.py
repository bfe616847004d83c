"""The bank: questions, their texts, the notes and decks that they come from."""

from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import BigInteger, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.conversation import Platform
from bot.domain.question import Difficulty, Kind
from bot.store.columns import NUMBERED_ONCE, Base, Json, of, row_id


def shuffled(key: str) -> int:
    """Where a question stands in the shuffled bank: 0 to 2³¹ - 1, by its key alone."""
    return crc32(key.encode()) >> 1


def _shuffled(context: Any) -> int:  # SQLAlchemy's own, without types
    return shuffled(context.get_current_parameters()["key"])


class Question(Base):
    """What a learner remembers: one question, whatever language it is asked in.

    With `upload_id` it is the sender's alone, and its key begins with the deck's; without, it is of the bank.
    `shuffle` puts the bank into an order by chance, so that a new question is found by an index at any place in it.
    """

    __tablename__ = "questions"
    __table_args__ = (Index(None, "upload_id", "shuffle"),)

    id: Mapped[int] = row_id()
    key: Mapped[str] = mapped_column(String(80), unique=True)
    upload_id: Mapped[int | None] = of("uploads.id", index=True)
    added_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    shuffle: Mapped[int] = mapped_column(default=_shuffled)


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
    """A deck that a learner made by sending a file; removing it removes its questions and all that hangs on them.

    `platform` is where it was sent.
    """

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("learner_id", "name"), NUMBERED_ONCE)

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id")
    name: Mapped[str] = mapped_column(String(255))
    at: Mapped[datetime]
    platform: Mapped[Platform | None]


class Enclosure(Base):
    """A picture or another file that a deck's questions embed, by its path in what was sent; gone with the deck."""

    __tablename__ = "enclosures"
    __table_args__ = (UniqueConstraint("upload_id", "path"),)

    id: Mapped[int] = row_id()
    upload_id: Mapped[int] = of("uploads.id")
    path: Mapped[str] = mapped_column(Text)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Source(Base):
    """A path of which the bank was loaded last, so that a restart loads the same notes again.

    `questions` says how notes were read that do not say so themselves; `fingerprint` is of all that was found then.
    The counts are of what the whole bank held after it, so that a look that finds nothing new need count nothing.
    """

    __tablename__ = "sources"

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    questions: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(80))
    note_count: Mapped[int]
    question_count: Mapped[int]
    problem_count: Mapped[int]


class Note(Base):
    """A note as it was read last; see `store/notes.py`."""

    __tablename__ = "notes"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(40))
    problems: Mapped[list[Any]] = mapped_column(Json)
    whole: Mapped[bool]
