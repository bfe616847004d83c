"""Brings a database to the shape that this version of the program expects."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from alembic import command
from bot.store import tables as tables  # registers every table
from bot.store.columns import Base
from bot.store.engine import BadDatabase

_SHIPPED = Path(__file__).parents[1] / "_shipped" / "alembic"
_CHECKOUT = Path(__file__).parents[2] / "alembic"


def upgrade(engine: Engine) -> None:
    """Runs the migrations that are missing. Raises BadDatabase for a database of a newer program, or none at all."""
    with _migrating(engine) as (connection, config):
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        found = MigrationContext.configure(connection).get_current_revision()
        if found is not None and found not in known:
            raise BadDatabase(
                f"The database was made by a newer Repaso (revision {found}). Update the program, or restore a backup."
            )
        command.upgrade(config, "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Runs migrations backwards, to `revision` or `base`."""
    with _migrating(engine) as (_, config):
        command.downgrade(config, revision)


def differences(engine: Engine) -> list[object]:
    """What the migrations make that `tables` does not say, and the other way round; empty when they agree."""
    from alembic.autogenerate import compare_metadata

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


@contextmanager
def _migrating(engine: Engine) -> Iterator[tuple[Connection, Config]]:
    """A connection in a transaction, with foreign keys off on SQLite.

    There a table is changed by rebuilding it, and with foreign keys on, dropping the old one deletes every row
    that refers to it. They are checked before the commit instead.
    """
    config = Config()
    config.set_main_option("script_location", str(_SHIPPED if _SHIPPED.is_dir() else _CHECKOUT))
    try:
        with engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
            config.attributes["connection"] = connection
            yield connection, config
            if _on_sqlite(connection) and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise BadDatabase("The migration would leave rows that refer to nothing; it was not carried out.")
    except DatabaseError as error:
        raise BadDatabase(f"The database cannot be opened: {error.orig}") from error


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    if not _on_sqlite(connection):
        yield
        return
    _pragma(connection, "foreign_keys=OFF")
    try:
        yield
    finally:
        _pragma(connection, "foreign_keys=ON")


def _on_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _pragma(connection: Connection, setting: str) -> None:
    # Inside of a transaction SQLite ignores this one, and SQLAlchemy begins one with every statement.
    connection.connection.driver_connection.execute(f"PRAGMA {setting}")  # type: ignore[union-attr]  # it is connected
