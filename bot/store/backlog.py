"""What is due and not sent yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.domain.conversation import Platform
from bot.store import tables as t
from bot.store.deliveries import IS_RESERVED


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many scheduled questions are due and not sent yet, and since when the oldest of them is due."""

    waiting: int = 0
    oldest: datetime | None = None


def backlog(db: Connection, platforms: Collection[Platform], now: datetime) -> dict[Platform, Backlog]:
    """What waits on each of these platforms though its time has come."""
    # Joined, SQLite would begin with all chats of a platform.
    platform = select(t.Chat.platform).where(t.Chat.id == t.Delivery.chat_id).scalar_subquery()
    query = select(platform.label("platform"), func.count(), func.min(t.Delivery.due_at))
    due = query.where(IS_RESERVED, t.Delivery.due_at <= now).group_by("platform")
    found = {Platform(name): Backlog(waiting, oldest) for name, waiting, oldest in db.execute(due)}
    return {platform: found.get(platform, Backlog()) for platform in platforms}
