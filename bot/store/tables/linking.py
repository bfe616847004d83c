"""Codes that link two accounts of one person."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import NUMBERED_ONCE, Base, of, row_id


class LinkCode(Base):
    """The latest code that a learner was given; only its hash is kept, and it links once.

    `chat_id` is the private chat of another account in which it was entered, and has to be confirmed.
    """

    __tablename__ = "link_codes"
    __table_args__ = NUMBERED_ONCE

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id", unique=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    expires_at: Mapped[datetime]
    chat_id: Mapped[int | None] = of("chats.id", index=True)
    used_at: Mapped[datetime | None]


class LinkAttempt(Base):
    """How many wrong codes a learner has entered since a moment."""

    __tablename__ = "link_attempts"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    since: Mapped[datetime]
    wrong: Mapped[int]
