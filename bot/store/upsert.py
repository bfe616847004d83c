"""“Insert unless it is there”, which SQLite and PostgreSQL spell alike but SQLAlchemy keeps in each dialect."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase


def insert_new(db: Connection, table: type[DeclarativeBase], **values: Any) -> bool:
    """Inserts the row and says True; says False, and changes nothing, when a unique key is taken."""
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    # Without this option the rowcount of an insert is -1 on PostgreSQL.
    new = insert(table).values(**values).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return db.execute(new).rowcount > 0


def insert_all_new(db: Connection, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows whose unique keys are free, all with one statement."""
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    if rows:
        db.execute(insert(table).on_conflict_do_nothing(), rows)


def add_to(db: Connection, table: type[DeclarativeBase], keys: dict[str, Any], counts: dict[str, int]) -> None:
    """Adds to the counts of the row with these keys, which begins at zero when there is none."""
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    columns = table.__table__.c
    more = {name: columns[name] + count for name, count in counts.items()}
    db.execute(insert(table).values(**keys, **counts).on_conflict_do_update(index_elements=list(keys), set_=more))
