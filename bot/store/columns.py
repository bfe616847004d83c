"""What the tables are built of: moments in UTC, enums as words, keys for both databases, named constraints."""

import secrets
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Time,
    TypeDecorator,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.domain.allowances import Costly
from bot.domain.conversation import ChatKind, Platform
from bot.domain.delivery import DeliveryState, EventKind
from bot.domain.excuses import Excuse
from bot.domain.grading import Mark
from bot.domain.ladder import Rung
from bot.domain.opinions import OpinionState
from bot.domain.question import Difficulty, Kind
from bot.domain.reports import Reason
from bot.domain.rounds import RoundState
from bot.domain.streak import DayState
from bot.domain.synonyms import ProposalState


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. Refuses naive ones: they would silently mean the server's zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What its values are in Python."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Converts to UTC; raises ValueError for a moment without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Adds the zone that SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NUMBERED_ONCE = {"sqlite_autoincrement": True}
"""For tables whose numbers stand in buttons: what was erased leaves a number that nobody gets again. PostgreSQL's
sequences do so by themselves.
"""

SIDE_BY_SIDE = {"sqlite_with_rowid": False}
"""For tables whose rows are read many at a time by the first part of their key: SQLite keeps them in its order, and not
in that in which they were written. PostgreSQL cannot.
"""

TICKET_BYTES = 12


def new_ticket() -> str:
    """Sixteen characters that nobody guesses and that a link can carry."""
    return secrets.token_urlsafe(TICKET_BYTES)


Id = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB, "postgresql")


def _named(enum: type[StrEnum]) -> Enum:
    """An enum kept as its own words."""
    return Enum(
        enum, native_enum=False, length=20, values_callable=lambda members: [member.value for member in members]
    )


class Base(DeclarativeBase):
    """One model set, with names for every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy reads it from the class
        datetime: Moment,
        date: Date,
        time: Time,
        bool: Boolean,
        float: Float,
        ChatKind: _named(ChatKind),
        Platform: _named(Platform),
        Kind: _named(Kind),
        Difficulty: _named(Difficulty),
        Mark: _named(Mark),
        DayState: _named(DayState),
        Excuse: _named(Excuse),
        DeliveryState: _named(DeliveryState),
        EventKind: _named(EventKind),
        RoundState: _named(RoundState),
        Reason: _named(Reason),
        OpinionState: _named(OpinionState),
        ProposalState: _named(ProposalState),
        Costly: _named(Costly),
        Rung: _named(Rung),
    }


def row_id() -> Mapped[int]:
    """The number that a row gets."""
    return mapped_column(Id, primary_key=True, autoincrement=True)


def index_of_some(condition: str, *columns: str, name: str | None = None) -> Index:
    """An index over the rows for which the condition, in SQL, holds; the others cost it nothing."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def of(target: str, **more: Any) -> Mapped[Any]:
    """A reference to another table; `more` goes to `mapped_column`, whose options are as many-typed as it."""
    return mapped_column(Id, ForeignKey(target, ondelete="CASCADE"), **more)
