"""Whose the rows of a table are follows from its foreign keys; a table that is added has to say it, or these fail."""

import json
import re

import pytest
from sqlalchemy import Column, Constraint, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.store import tables as t
from bot.store.belongings import NOBODYS, OWNER, Owner, rows_of, tables_of_learners
from bot.store.columns import Base
from bot.store.my_data import NOT_HANDED_OUT, exported_tables
from bot.store.my_data_schema import schema
from tests.docs.fences import ROOT

TABLES = list(Base.metadata.tables.values())
SOUNDS_LIKE_A_PERSON = re.compile(r"learner|person|user|(?<!re)member|owner|author|account|sender")
SCHEMA = ROOT / "docs" / "mydata.schema.json"
PAGE = ROOT / "docs" / "mydata.md"

PEOPLE = {
    "accounts.account": "its learner's",
    "repairs.author": "who repaired a day of the learner's: emptied when they erase themselves",
    "repairs.author_platform": "the same",
}
"""Columns that mean a person by another number than the learner's, and how they are erased."""


def names(tables: list[Table]) -> set[str]:
    return {table.name for table in tables}


def test_every_table_is_decided():
    """It has a way to a learner, or it is named among those that have nothing of anybody, and why."""
    assert names(TABLES) == names(tables_of_learners()) | set(NOBODYS)
    assert not names(tables_of_learners()) & set(NOBODYS)


def test_every_table_of_learners_is_handed_out_or_named():
    """Somebody decided for each, and a reason stands beside what is kept back."""
    assert names(tables_of_learners()) == names(exported_tables()) | set(NOT_HANDED_OUT)
    assert all(len(reason) > 20 for reason in (*NOBODYS.values(), *NOT_HANDED_OUT.values()))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_that_means_a_person_says_so(table: Table):
    """A learner's number is called `learner_id` and refers to learners: any other name would not be found."""
    for column in table.c:
        refers = {key.column.table.name for key in column.foreign_keys}
        if "learners" in refers:
            assert column.name == OWNER
        elif SOUNDS_LIKE_A_PERSON.search(column.name):
            assert f"{table.name}.{column.name}" in PEOPLE, "who is it, and how is it erased?"


@pytest.mark.parametrize("table", tables_of_learners(), ids=lambda table: table.name)
def test_what_hangs_on_something_goes_with_it(table: Table):
    """Every reference takes its row along, so that erasing a learner and their chats leaves nothing behind."""
    keys = [key for column in table.c for key in column.foreign_keys]
    assert {key.ondelete for key in keys} <= {"CASCADE"}


@pytest.mark.parametrize("table", tables_of_learners(), ids=lambda table: table.name)
def test_every_reference_has_an_index(table: Table):
    """Erasing looks for the rows that refer to what is erased: without an index it would read whole tables."""
    found = [index.columns for index in table.indexes] + [one.columns for one in table.constraints if is_key(one)]
    begins_with = {columns.values()[0].name for columns in found}
    assert {column.name for column in table.c if column.foreign_keys} <= begins_with


def is_key(constraint: Constraint) -> bool:
    return isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint) and bool(constraint.columns)


def test_a_table_that_somebody_adds():
    """With a learner's number its rows are theirs at once; through a chat, only those of chats that nobody shares."""
    metadata = Base.metadata
    theirs = Table("added", metadata, Column("learner_id", t.Learner.__table__.c.id.type))
    try:
        assert str(rows_of(theirs, Owner(1, ()))) == "added.learner_id = :learner_id_1"  # type: ignore[arg-type]
        assert "added" in names(tables_of_learners())
    finally:
        metadata.remove(theirs)


def test_the_schema_is_that_of_the_tables():
    """`python docs/make_schema.py` writes it anew."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize("table", exported_tables(), ids=lambda table: table.name)
def test_every_table_that_is_handed_out_is_explained(table: Table):
    """It has a row in docs/mydata.md."""
    assert f"\n| `{table.name}` |" in PAGE.read_text(encoding="utf-8")
