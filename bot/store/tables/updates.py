"""The updates that took effect."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.conversation import Platform
from bot.store.columns import Base, Json, index_of_some, of


class Handled(Base):
    """An update that took effect, and the Reply to it: a second time it changes nothing and says the same.

    `learner_id` is who sent it, while the bot knows them.
    """

    __tablename__ = "handled"
    __table_args__ = (
        index_of_some("NOT shown", "at", name="ix_handled_unshown"),
        Index(None, "at"),
    )

    platform: Mapped[Platform] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    place: Mapped[dict[str, Any]] = mapped_column(Json)
    reply: Mapped[dict[str, Any]] = mapped_column(Json)
    shown: Mapped[bool]
    learner_id: Mapped[int | None] = of("learners.id", index=True)
