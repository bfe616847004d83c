"""The days that learners studied on, and all that decides what becomes of a day."""

from datetime import date, datetime, time

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.conversation import Platform
from bot.domain.delivery import DeliveryState, EventKind
from bot.domain.excuses import Excuse
from bot.domain.streak import DayState
from bot.store.columns import SIDE_BY_SIDE, Base, index_of_some, of, row_id


class Event(Base):
    """Something that can earn a credit, as it happened: never changed afterwards."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("delivery_id", "learner_id", "kind"),
        Index(None, "learner_id", "local_day", "kind", "delivery_id"),  # all that a board of the week asks for
    )

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
    """What became of one learner's day: one row a day, so that it is credited, or closed, once.

    A credited day has the instant and the zone of its credit, an excused one its reason.
    """

    __tablename__ = "days"
    __table_args__ = (SIDE_BY_SIDE,)

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[DayState]
    reason: Mapped[Excuse | None]
    at: Mapped[datetime | None]
    zone: Mapped[str | None] = mapped_column(String(64))


class Tally(Base):
    """What a learner's days up to `last` come to; the days can always rebuild it."""

    __tablename__ = "tallies"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    run: Mapped[int]
    longest: Mapped[int]
    credited: Mapped[int]
    freezes: Mapped[int]
    last: Mapped[date]
    unbroken: Mapped[bool]


class Milestone(Base):
    """A streak of so many days that a learner reached; each is told once. `waits`: there was nowhere to tell it."""

    __tablename__ = "milestones"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reached_on: Mapped[date]
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())


class Repair(Base):
    """A missed day that somebody who looks after the bot made good: what it was, and why.

    `signature` is the name that they stood for it with; it goes when they erase themselves, whom `author` tells by the
    account that they did it with.
    """

    __tablename__ = "repairs"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    was: Mapped[DayState]
    signature: Mapped[str] = mapped_column(String(128))
    author_platform: Mapped[Platform | None]
    author: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class GroupDay(Base):
    """What became of one day of a group: how many of its active members were credited on it."""

    __tablename__ = "group_days"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[DayState]
    credited: Mapped[int]
    active: Mapped[int]


class Goal(Base):
    """How many questions make a learner's day, from a local day on; without a row it is one."""

    __tablename__ = "goals"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    goal: Mapped[int]


class Reminder(Base):
    """When a learner wants to be reminded of a day that is not done, and in which of their private chats."""

    __tablename__ = "reminders"

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    chat_id: Mapped[int] = of("chats.id", index=True)
    at: Mapped[time]
    next_due_at: Mapped[datetime] = mapped_column(index=True)


class Nudge(Base):
    """The reminder of one local day, on its way as a delivery is: one for each learner and day."""

    __tablename__ = "nudges"
    __table_args__ = (index_of_some("state = 'reserved'", "due_at", name="ix_nudges_reserved"),)

    learner_id: Mapped[int] = of("learners.id", primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = of("chats.id", index=True)
    state: Mapped[DeliveryState]
    due_at: Mapped[datetime]


class Pause(Base):
    """Local days off that a learner chose in advance, both included."""

    __tablename__ = "pauses"

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id", index=True)
    first: Mapped[date]
    last: Mapped[date]


class ZoneMove(Base):
    """A learner's change of time zone."""

    __tablename__ = "zone_moves"

    id: Mapped[int] = row_id()
    learner_id: Mapped[int] = of("learners.id", index=True)
    at: Mapped[datetime]
    left: Mapped[str] = mapped_column(String(64))
    zone: Mapped[str] = mapped_column(String(64))


class Weekdays(Base):
    """On which weekdays a chat gets questions, from a local date on: a later change excuses no earlier day.

    Digits, 0 is Monday; empty when the schedule is off.
    """

    __tablename__ = "weekdays"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    weekdays: Mapped[str] = mapped_column(String(7))


class Absence(Base):
    """When the bot could not write to a chat; `until` is empty while it still cannot."""

    __tablename__ = "absences"

    id: Mapped[int] = row_id()
    chat_id: Mapped[int] = of("chats.id", index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Outage(Base):
    """When the bot was down."""

    __tablename__ = "outages"

    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)


class Heartbeat(Base):
    """One row: when the bot was last at work."""

    __tablename__ = "heartbeats"

    id: Mapped[int] = row_id()
    at: Mapped[datetime]
