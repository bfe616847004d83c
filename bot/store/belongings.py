"""Which rows are whose. It is worked out from the foreign keys, so that a table which is added later is not forgotten.

A row is a learner's when its `learner_id` says so, or when it hangs on a chat or on another row of theirs. What has
no such way to a learner has to be named in NOBODYS; tests see to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, exists, select

from bot.domain.conversation import ChatKind, LearnerId
from bot.store import tables as t
from bot.store.columns import Base

OWNER = "learner_id"
"""How the column is called that says whose a row is."""

NOBODYS: Mapping[str, str] = {
    "group_rungs": "what the platform can do in a group",
    "heartbeats": "when the bot was last at work",
    "notes": "the files of the bank, as they were read last",
    "outages": "when the bot was down",
    "synonyms": "the bank's own file of synonyms, as it was read last",
    "sources": "the folders that the bank comes from",
}
"""Tables without anything of learners, and what they hold instead."""

_FIRST = ("chats", "uploads")
"""Where several ways lead to a learner: what happens in a chat is of the chat, whatever it is about."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A learner, with the chats that nobody shares with them, by their numbers here."""

    learner: LearnerId
    chats: tuple[int, ...]


def owner(db: Connection, learner: LearnerId) -> Owner:
    """A learner as an owner of rows."""
    return Owner(learner, tuple(db.execute(select(t.Chat.id).where(_is_own_chat(learner))).scalars()))


def rows_of(table: Table, who: Owner) -> Any:  # SQLAlchemy has no public type for a condition
    """The condition that a row of the table is theirs; None for a table that has no way to a learner."""
    if table is t.Learner.__table__:
        return table.c.id == who.learner
    if table is t.Chat.__table__:
        return table.c.id.in_(who.chats)
    if OWNER in table.c:
        return table.c[OWNER] == who.learner
    return next((within for column in _ways(table) if (within := _through(column, who)) is not None), None)


def _through(column: Column[Any], who: Owner) -> Any:
    (key,) = column.foreign_keys
    of_parent = rows_of(key.column.table, who)
    if key.column.table is t.Chat.__table__:
        return column.in_(who.chats)
    return None if of_parent is None else column.in_(select(key.column).where(of_parent))


def _ways(table: Table) -> list[Column[Any]]:
    """The columns that refer to other tables, those first that say most about whose a row is."""
    to = {column: next(iter(column.foreign_keys)).column.table for column in table.c if column.foreign_keys}
    others = [column for column in to if to[column] is not table]
    return sorted(others, key=lambda column: to[column].name not in _FIRST)


def tables_of_learners() -> list[Table]:
    """Every table in which rows can be a learner's, by name."""
    nobody = Owner(LearnerId(0), ())
    return [table for _, table in sorted(Base.metadata.tables.items()) if rows_of(table, nobody) is not None]


def _is_own_chat(learner: LearnerId) -> Any:
    """A private chat of an account of theirs, or that they take part in; the terminal's only if nobody else does."""
    taking_part = select(t.Member.chat_id).where(t.Member.learner_id == learner)
    accounts = (
        select(t.Chat.id)
        .join(t.Account, (t.Account.platform == t.Chat.platform) & (t.Account.account == t.Chat.chat))
        .where(t.Account.learner_id == learner)
    )
    others = exists().where(t.Member.chat_id == t.Chat.id, t.Member.learner_id != learner)
    mine = t.Chat.id.in_(taking_part.union(accounts))
    return (t.Chat.kind == ChatKind.PRIVATE) & mine & ~others
