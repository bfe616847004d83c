"""“Insert unless it is there”, which SQLite and PostgreSQL spell alike but SQLAlchemy keeps in each dialect."""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine


def insert_new(db: Connection, table: type[DeclarativeBase], **values: Any) -> bool:
    """Inserts the row and says True; says False, and changes nothing, when a unique key is taken."""
    return db.execute(_new(db.dialect.name, table), values).rowcount > 0


@cache
def _new(dialect: str, table: type[DeclarativeBase]) -> Insert:
    """The columns come with the values. Without the option the rowcount of an insert is -1 on PostgreSQL."""
    return _insert(dialect, table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _insert(dialect: str, table: type[DeclarativeBase]) -> postgresql.Insert | sqlite.Insert:
    return (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)


def insert_all_new(db: Connection, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows whose unique keys are free, all with one statement."""
    new = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    if rows:
        _insert_all(db, new(table).on_conflict_do_nothing(), rows)


def insert_all(db: Connection, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows, which all have the same columns, with one statement."""
    if rows:
        _insert_all(db, insert(table), rows)


def _insert_all(db: Connection, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
    """SQLAlchemy takes longer for each row than SQLite does, so that its driver is given the values themselves."""
    if db.dialect.name != "sqlite":
        db.execute(statement, rows)
        return
    compiled = statement.compile(dialect=db.dialect, column_keys=list(rows[0]))
    if compiled.insert_prefetch:  # values that nobody gives
        db.execute(statement, rows)
        return
    names = compiled.positiontup or ()
    columns = [_kept(db, compiled.binds[name].type, [*map(itemgetter(name), rows)]) for name in names]
    db.exec_driver_sql(str(compiled), list(zip(*columns, strict=True)))


def _kept(db: Connection, type_: TypeEngine[Any], values: Sequence[Any]) -> Iterable[Any]:
    """Values, which are hashable, as the database keeps them; each is turned only once, for most stand in many rows."""
    process = type_.dialect_impl(db.dialect).bind_processor(db.dialect)
    return map({one: process(one) for one in {*values}}.__getitem__, values) if process else values


def add_to(db: Connection, table: type[DeclarativeBase], keys: dict[str, Any], counts: dict[str, int]) -> None:
    """Adds to the counts of the row with these keys, which begins at zero when there is none."""
    more = {f"more_{name}": count for name, count in counts.items()}
    db.execute(_adding(db.dialect.name, table, tuple(keys), tuple(counts)), keys | counts | more)


@cache
def _adding(dialect: str, table: type[DeclarativeBase], keys: tuple[str, ...], counts: tuple[str, ...]) -> Insert:
    columns = table.__table__.c
    more = {name: columns[name] + bindparam(f"more_{name}") for name in counts}
    return _insert(dialect, table).on_conflict_do_update(index_elements=keys, set_=more)
