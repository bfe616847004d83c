"""The native polls that questions went out as: a vote names only its poll."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.domain.conversation import DeliveryId
from bot.store import tables as t
from bot.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as it was sent: of which delivery, and its options with whether each is right."""

    delivery: DeliveryId
    options: tuple[tuple[str, bool], ...]


def keep_poll(db: Connection, poll: str, delivery: DeliveryId, options: Sequence[tuple[str, bool]]) -> None:
    """Remembers what a poll asks; the second time nothing changes."""
    kept = [[text, right] for text, right in options]
    insert_new(db, t.Poll, poll=poll, delivery_id=delivery, options=kept)


def poll_by_id(db: Connection, poll: str) -> Poll | None:
    """The poll that a vote names; None for one that we did not send, or whose question is gone."""
    row = db.execute(select(t.Poll.delivery_id, t.Poll.options).where(t.Poll.poll == poll)).first()
    options = tuple((text, right) for text, right in row.options) if row else ()
    return Poll(DeliveryId(row.delivery_id), options) if row else None


def is_poll(db: Connection, delivery: DeliveryId) -> bool:
    """Whether a question went out as a poll."""
    return db.execute(select(t.Poll.poll).where(t.Poll.delivery_id == delivery).limit(1)).first() is not None
