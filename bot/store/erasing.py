"""Erasing a learner: every row that is theirs, and what replies of the last days say about them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CompoundSelect, Connection, delete, select, union, update

from bot.domain.conversation import LearnerId, Platform
from bot.store import repairs
from bot.store import tables as t
from bot.store.belongings import OWNER, owner
from bot.store.columns import Base

_NOTHING = {"reply": {}, "shown": True, "learner_id": None}


def learner_behind(db: Connection, platform: Platform, account: int) -> LearnerId | None:
    """The learner that an account belongs to, if the bot knows them."""
    query = select(t.Account.learner_id).where(t.Account.platform == platform, t.Account.account == account)
    found = db.execute(query).scalar()
    return None if found is None else LearnerId(found)


def erase(db: Connection, learner: LearnerId) -> None:
    """Erases a learner in the caller's transaction: foreign keys take everything along that hangs on them.

    The numbers of their updates stay until no platform can send them again, without a place or a word: an answer that
    came again after this would make them known anew.
    """
    chats = owner(db, learner).chats
    _silence_others(db, learner)
    repairs.forget_author(db, learner)
    db.execute(update(t.Handled).where(t.Handled.learner_id == learner).values(place={}, **_NOTHING))
    for table in reversed(Base.metadata.sorted_tables):  # table by table: one by one along the keys takes longer
        if OWNER in table.c:
            db.execute(delete(table).where(table.c[OWNER] == learner))
    db.execute(delete(t.Chat).where(t.Chat.id.in_(chats)))
    db.execute(delete(t.Learner).where(t.Learner.id == learner))


def _silence_others(db: Connection, learner: LearnerId) -> None:
    """Takes back the replies to others that name the learner, such as the board of a group."""
    names = set(db.execute(_names(learner)).scalars()) - {""}
    if not names:
        return
    here = select(t.Member.chat_id).where(t.Member.learner_id == learner)
    others = select(t.Member.learner_id).where(t.Member.chat_id.in_(here), t.Member.learner_id != learner)
    query = select(t.Handled.platform, t.Handled.key, t.Handled.reply).where(t.Handled.learner_id.in_(others))
    for row in db.execute(query).all():
        if any(name in text for text in _texts(row.reply) for name in names):
            where = (t.Handled.platform == row.platform, t.Handled.key == row.key)
            db.execute(update(t.Handled).where(*where).values(**_NOTHING))


def _names(learner: LearnerId) -> CompoundSelect[str]:
    """What a learner is called, on each platform."""
    accounts = select(t.Account.name).where(t.Account.learner_id == learner)
    return union(select(t.Learner.name).where(t.Learner.id == learner), accounts)


def _texts(value: Any) -> Iterator[str]:  # JSON of any shape
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
