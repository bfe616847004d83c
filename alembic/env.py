"""Runs the migrations on the connection that `bot.store.migrations` hands over, or on DATABASE_URL for a developer."""

import os
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from alembic import context
from bot.store.engine import open_engine
from bot.store import tables as tables  # registers every table
from bot.store.columns import Base, Moment


def render_item(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Writes our own types into new migrations as the plain type that the database keeps."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def migrate(connection: Connection) -> None:
    """Runs what is asked for, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with open_engine(os.environ.get("DATABASE_URL", "sqlite:///data/repaso.db")).connect() as own:
        migrate(own)
