"""Posts the final board of each group's day: claimed before it is sent, so that none comes twice."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from bot.domain.conversation import Platform
from bot.push.postman import Letter
from bot.seeing.trail import Trail
from bot.store import group_days, people
from bot.store.engine import Connection
from bot.store.group_days import FinalDue
from bot.study.finals import message

AT_ONCE = 100


class Finals:
    """The final boards that are due on these platforms."""

    def __init__(self, platforms: Collection[Platform]) -> None:
        self._platforms = platforms

    def due(self, db: Connection, now: datetime) -> Sequence[FinalDue]:
        """See `Kind`."""
        return group_days.finals_due(db, self._platforms, AT_ONCE)

    def trail(self, one: FinalDue) -> Trail:
        """See `Kind`."""
        return Trail(f"final:{one.chat}:{one.day}")

    def letter(self, db: Connection, one: FinalDue, now: datetime) -> Letter | None:
        """See `Kind`."""
        _taken(one, db)
        chat = people.chat_by_id(db, one.chat)
        say = message(db, chat, one.day, now) if chat.active else None
        return Letter(chat, say, _noted_already, _noted_already, partial(_waits, one)) if say else None

    def give_up(self, db: Connection, one: FinalDue, now: datetime) -> None:
        """See `Kind`."""
        _taken(one, db)


def _taken(one: FinalDue, db: Connection) -> None:
    group_days.plan_final(db, one.chat, None)


def _noted_already(db: Connection, *sent: object) -> None:
    """That it was posted was noted before it was sent."""


def _waits(one: FinalDue, db: Connection) -> None:
    group_days.plan_final(db, one.chat, one.day)
