"""What linking and parting do with each table: a table that is added has to say it, or these fail."""

from sqlalchemy import UniqueConstraint

from bot.store.belongings import OWNER
from bot.store.columns import Base
from bot.store.joining import RULES, Join, Part, tables_with

WITH_LEARNERS = {name for name, table in Base.metadata.tables.items() if OWNER in table.c}


def test_every_table_of_learners_has_a_rule():
    """Nobody's rows are forgotten, also those of a table that comes tomorrow."""
    assert set(RULES) == WITH_LEARNERS


def test_what_goes_by_place_says_where():
    """Its own platform, its chat or its delivery tells the account."""
    for table in tables_with(part=Part.BY_PLACE):
        assert {"platform", "chat_id", "delivery_id"} & set(table.c.keys()), table.name


def test_what_just_changes_hands_cannot_collide():
    """Two accounts have no delivery and no chat in common; any other key with the learner in it may be taken."""
    for table in tables_with(join=Join.ALL):
        keys = [table.primary_key, *(one for one in table.constraints if isinstance(one, UniqueConstraint))]
        for key in keys:
            if OWNER in key.columns:
                assert {"delivery_id", "chat_id"} & set(key.columns.keys()) or table.name == "uploads", table.name
