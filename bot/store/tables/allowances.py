"""What each learner has had of that of which there is only so much."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.allowances import Costly
from bot.store.columns import Base, of


class Allowance(Base):
    """How often a learner has had something since a moment; what is over counts no more."""

    __tablename__ = "allowances"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    what: Mapped[Costly] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    used: Mapped[int]
