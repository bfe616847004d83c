"""What is due is found without going through all chats, however many there are."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event

from bot.domain.conversation import Platform
from bot.store import again, deliveries, publications
from bot.store.engine import Engine
from tests.store.builders import NOW


@pytest.mark.parametrize(
    ("due", "index"),
    [
        (deliveries.waiting, "ix_deliveries_reserved"),
        (publications.due, "ix_deliveries_publish_at"),
        (again.due, "ix_deliveries_again"),
    ],
)
def test_the_index_of_what_is_due_comes_first(engine: Engine, due: Callable[..., object], index: str):
    """Asked every second, of a million chats as of ten: SQLite begins with the index that holds only what waits."""
    statements: list[tuple[str, object]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def _keep(db: Connection, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        statements.append((statement, parameters))

    with engine.connect() as db:
        due(db, [Platform.TELEGRAM], now=NOW, limit=100)
        statement, parameters = statements[-1]
        first, *_ = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()  # type: ignore[arg-type]
    assert first[3].startswith(f"SEARCH deliveries USING INDEX {index}")
