"""An online copy of the database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from bot.store.engine import BadDatabase, only_for_its_owner


def back_up(engine: Engine, file: Path) -> None:
    """Copies an SQLite database into a new file, only for its owner, while others use it. Raises BadDatabase."""
    if engine.dialect.name != "sqlite":
        raise BadDatabase("`repaso db backup` copies SQLite files; for PostgreSQL use pg_dump.")
    here = Path(str(engine.url.database))
    if not here.exists():
        raise BadDatabase(f"There is no database at {here}; DATABASE_URL says where it is.")
    if file.exists():
        raise BadDatabase(f"{file} exists already; choose another name.")
    part = file.with_name(f"{file.name}.part")  # what has the name of a copy is a whole one
    try:
        _copy(engine, part)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise BadDatabase(f"The copy could not be written to {file}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _copy(engine: Engine, to: Path) -> None:
    to.unlink(missing_ok=True)
    only_for_its_owner(to)
    with engine.connect() as connection, closing(sqlite3.connect(to)) as target:
        source = connection.connection.driver_connection
        source.backup(target)  # type: ignore[union-attr]  # an SQLite connection, as `back_up` checks
