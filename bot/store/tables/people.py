"""People and the chats that they are in."""

from datetime import date, datetime, time

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.conversation import ChatKind, Platform
from bot.domain.ladder import Rung
from bot.domain.picking import NEW_A_DAY, REVIEWS_A_DAY
from bot.domain.publishing import USUAL_HOUR
from bot.domain.question import Difficulty
from bot.domain.streak import ROLLOVER
from bot.store.columns import NUMBERED_ONCE, Base, of, row_id


class Learner(Base):
    """A person. `day_ends_at` is when the open day closes; without an open day it is empty.

    `moved_at` is the last change of zone, `last_day` the local day of the latest event: no earlier one
    opens again. Hidden learners are on no board.
    """

    __tablename__ = "learners"
    __table_args__ = NUMBERED_ONCE

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(String(128))
    language: Mapped[str] = mapped_column(String(20))
    language_chosen: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(String(64))
    rollover: Mapped[time]
    closed_through: Mapped[date | None]
    day_ends_at: Mapped[datetime | None] = mapped_column(index=True)
    moved_at: Mapped[datetime | None]
    last_day: Mapped[date | None]
    hidden: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]
    new_a_day: Mapped[int] = mapped_column(default=NEW_A_DAY)
    reviews_a_day: Mapped[int] = mapped_column(default=REVIEWS_A_DAY)


class Account(Base):
    """A learner's account on a platform, and what they are called there."""

    __tablename__ = "accounts"
    __table_args__ = (Index(None, "learner_id", "platform", "name"),)

    platform: Mapped[Platform] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    learner_id: Mapped[int] = of("learners.id")
    name: Mapped[str] = mapped_column(String(128), default="", server_default="")


class Chat(Base):
    """A private chat, group, forum topic, channel or the terminal. `polls`: choices may go out as native polls.

    `headcount` is how many people its platform says are in it, the bot left out; empty where nobody knows.
    Groups have days of their own: `rollover`, `closed_through` and `day_ends_at` are as a learner's. `finals`: the
    board of each day is posted when it is over; `final_due` is the day that waits for it.
    `calls` is the role that its scheduled questions mention.
    `shut_since`: nothing gets into the thread since then, as a closed topic, and its chat was told.
    `publish_hour` is when a group is shown the answers to its questions, by its own clock; empty: never.
    `discussion`: a thread to talk is opened below each answer, where the platform has threads.
    """

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
    polls: Mapped[bool] = mapped_column(default=False, server_default=false())
    welcomed_at: Mapped[datetime | None]
    headcount: Mapped[int | None]
    rollover: Mapped[time] = mapped_column(default=ROLLOVER, server_default=f"{ROLLOVER:%H:%M:%S}.000000")
    closed_through: Mapped[date | None]
    day_ends_at: Mapped[datetime | None] = mapped_column(index=True)
    finals: Mapped[bool] = mapped_column(default=True, server_default=true())
    final_due: Mapped[date | None] = mapped_column(index=True)
    difficulty: Mapped[Difficulty | None]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    calls: Mapped[int | None] = mapped_column(BigInteger)
    shut_since: Mapped[datetime | None]
    publish_hour: Mapped[time | None] = mapped_column(
        default=USUAL_HOUR, server_default=f"{USUAL_HOUR:%H:%M:%S}.000000"
    )
    discussion: Mapped[bool] = mapped_column(default=False, server_default=false())


class ChatTopic(Base):
    """A topic that a chat chose; a chat without any is asked about everything."""

    __tablename__ = "chat_topics"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    topic_code: Mapped[str] = mapped_column(String(12), primary_key=True)


class DayTopic(Base):
    """A topic that a chat is asked about on one weekday (0 is Monday), instead of those that it chose for all days."""

    __tablename__ = "day_topics"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic_code: Mapped[str] = mapped_column(String(12), primary_key=True)


class Member(Base):
    """A learner who takes part in a chat."""

    __tablename__ = "members"

    chat_id: Mapped[int] = of("chats.id", primary_key=True)
    learner_id: Mapped[int] = of("learners.id", primary_key=True, index=True)
    since: Mapped[datetime]


class GroupRung(Base):
    """Whether a way of showing something to one member of a group works there, and when that was found out.

    `chat` is the group's own number, which all its topics share.
    """

    __tablename__ = "group_rungs"

    platform: Mapped[Platform] = mapped_column(primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    rung: Mapped[Rung] = mapped_column(primary_key=True)
    works: Mapped[bool]
    found_at: Mapped[datetime]
