"""What learners say about questions."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.reports import Reason
from bot.store.columns import NUMBERED_ONCE, Base, of, row_id


class Report(Base):
    """A learner found a question wrong: once for each reason.

    Until `words_until`, the next text of theirs in the chat belongs to it.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("learner_id", "question_id", "reason"),
        Index(None, "closed_at", "at"),
        NUMBERED_ONCE,
    )

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id")
    question_id: Mapped[int] = of("questions.id", index=True)
    chat_id: Mapped[int] = of("chats.id", index=True)
    reason: Mapped[Reason]
    words: Mapped[str] = mapped_column(Text)
    words_until: Mapped[datetime | None]
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
