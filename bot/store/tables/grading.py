"""Other words for key points, and second opinions on answers."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.opinions import OpinionState
from bot.domain.synonyms import ProposalState
from bot.store.columns import Base, index_of_some, of, row_id


class Synonym(Base):
    """A line of the bank's own file of synonyms, as it was read last. `question_key` may be one that is not there."""

    __tablename__ = "synonyms"
    __table_args__ = (UniqueConstraint("question_key", "language", "point", "words"),)

    id: Mapped[int] = row_id()
    question_key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(20))
    point: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(String(120))


class Proposal(Base):
    """Words with which a learner has said a key point: theirs at once, and perhaps everybody's one day."""

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("learner_id", "question_id", "language", "point", "words"),)

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id")
    question_id: Mapped[int] = of("questions.id", index=True)
    language: Mapped[str] = mapped_column(String(20))
    point: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(String(120))
    state: Mapped[ProposalState]
    at: Mapped[datetime]


class Opinion(Base):
    """An answer for which a second opinion was wished, and the chat that it is told in. Its words are not kept."""

    __tablename__ = "opinions"
    __table_args__ = (
        Index(None, "learner_id", "local_day"),
        index_of_some("state = 'waiting'", "at", name="ix_opinions_waiting"),
    )

    delivery_id: Mapped[int] = of("deliveries.id", primary_key=True)
    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    chat_id: Mapped[int] = of("chats.id", index=True)
    local_day: Mapped[date]
    state: Mapped[OpinionState]
    at: Mapped[datetime]
