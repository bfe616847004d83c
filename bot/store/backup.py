"""An online copy of the database."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from bot.store.engine import BadDatabase


def back_up(engine: Engine, file: Path) -> None:
    """Copies an SQLite database into a new file while others use it. Raises BadDatabase."""
    if engine.dialect.name != "sqlite":
        raise BadDatabase("`repaso db backup` copies SQLite files; for PostgreSQL use pg_dump.")
    here = Path(str(engine.url.database))
    if not here.exists():
        raise BadDatabase(f"There is no database at {here}; DATABASE_URL says where it is.")
    if file.exists():
        raise BadDatabase(f"{file} exists already; choose another name.")
    try:
        with engine.connect() as connection:
            source = connection.connection.driver_connection
            target = sqlite3.connect(file)
            try:
                source.backup(target)  # type: ignore[union-attr]  # an SQLite connection, as checked above
            finally:
                target.close()
    except (OSError, sqlite3.Error) as error:
        raise BadDatabase(f"The copy could not be written to {file}: {error}") from error
