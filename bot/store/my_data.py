"""Everything that the bot has of a learner, read table by table, as it is handed to them.

What is in it follows from the tables: a table that is added with a learner in it is exported from then on. The shape
of the whole is in `docs/mydata.schema.json`, which `docs/make_schema.py` writes from the same tables.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, select, union

from bot.domain.conversation import LearnerId
from bot.store import tables as t
from bot.store.belongings import Owner, owner, rows_of, tables_of_learners

FORMAT = "repaso-my-data"
VERSION = 1

NOT_HANDED_OUT: Mapping[str, str] = {
    "handled": "what the bot said in the last 48 hours, kept so that an update which comes twice is answered once; "
    "you have read it, and it holds what others are told, too",
}
"""Tables with rows of learners that are not exported, and why."""

WITHHELD: Mapping[str, frozenset[str]] = {"repairs": frozenset({"author_platform", "author"})}
"""Columns that are left out: the account of who repaired a day is theirs, as long as it is kept."""

QUESTIONS = "questions_mentioned"
GROUPS = "groups"
AT_ONCE = 1000
"""Rows in memory at a time."""

_QUESTION = {
    "question": t.Variant.question_id,
    "key": t.Question.key,
    "language": t.Variant.language,
    "deck": t.Variant.deck,
    "topic": t.Variant.topic,
    "prompt": t.Variant.prompt,
}
_GROUP = {"chat": t.Chat.id, "platform": t.Chat.platform, "kind": t.Chat.kind, "title": t.Chat.title}

Rows = Iterator[dict[str, Any]]


def exported_tables() -> list[Table]:
    """The tables whose rows are handed out, by name."""
    return [table for table in tables_of_learners() if table.name not in NOT_HANDED_OUT]


def exported_columns(table: Table) -> list[Column[Any]]:
    """What is exported of each row."""
    return [column for column in table.c if column.name not in WITHHELD.get(table.name, ())]


def sections(db: Connection, learner: LearnerId) -> Iterator[tuple[str, Rows]]:
    """Name and rows of each part: the tables, then what their numbers refer to. Rows are read as they are taken.

    Values are as the tables have them.
    """
    who = owner(db, learner)
    for table in exported_tables():
        yield (
            table.name,
            _rows(db, select(*exported_columns(table)).where(rows_of(table, who)).order_by(*table.primary_key)),
        )
    yield QUESTIONS, _rows(db, _questions(who))
    yield GROUPS, _rows(db, _groups(who))


def reference_columns() -> Mapping[str, Mapping[str, Any]]:
    """The columns of the parts that are no tables."""
    return {QUESTIONS: _QUESTION, GROUPS: _GROUP}


def _questions(who: Owner) -> Select[*tuple[Any, ...]]:
    """What was asked, in every language, for all questions that rows of theirs name."""
    naming = [table for table in exported_tables() if table is not t.Variant.__table__ and "question_id" in table.c]
    named = union(*(select(table.c.question_id).where(rows_of(table, who)) for table in naming))
    columns = (column.label(name) for name, column in _QUESTION.items())
    query = select(*columns).join(t.Question).where(t.Variant.question_id.in_(named))
    return query.order_by(t.Variant.question_id, t.Variant.language)


def _groups(who: Owner) -> Select[*tuple[Any, ...]]:
    """The chats that they share with others: nothing but which they are."""
    columns = (column.label(name) for name, column in _GROUP.items())
    query = select(*columns).join(t.Member).where(t.Member.learner_id == who.learner, t.Chat.id.not_in(who.chats))
    return query.order_by(t.Chat.id)


def _rows(db: Connection, query: Select[*tuple[Any, ...]]) -> Rows:
    found = db.execute(query.execution_options(yield_per=AT_ONCE))
    names = tuple(found.keys())
    return (dict(zip(names, row, strict=True)) for row in found)
