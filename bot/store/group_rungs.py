"""What was found out about showing something to one member of a group alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.domain.conversation import Address
from bot.domain.ladder import Found, Known, Rung
from bot.store import tables as t


def known(db: Connection, group: Address) -> Known:
    """All that is known of a group, whichever of its topics the address names."""
    rows = db.execute(select(t.GroupRung.rung, t.GroupRung.works, t.GroupRung.found_at).where(*_of(group)))
    return {row.rung: Found(row.works, row.found_at) for row in rows}


def learn(db: Connection, group: Address, rung: Rung, *, works: bool, now: datetime) -> None:
    """A rung was tried, and works or does not."""
    db.execute(delete(t.GroupRung).where(*_of(group), t.GroupRung.rung == rung))
    row = {"platform": group.platform, "chat": group.chat, "rung": rung, "works": works, "found_at": now}
    db.execute(insert(t.GroupRung).values(**row))


def forget(db: Connection, group: Address) -> None:
    """The bot has come, gone, or got other rights: everything is to be found out anew."""
    db.execute(delete(t.GroupRung).where(*_of(group)))


def _of(group: Address) -> tuple[Any, ...]:  # SQLAlchemy's conditions have no common public type
    return t.GroupRung.platform == group.platform, t.GroupRung.chat == group.chat
