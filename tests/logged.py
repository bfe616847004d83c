"""What the program logs at DEBUG as one object a line, for tests that read its log as a host would."""

import io
import json
import logging
from typing import Any

from bot import logs
from bot.store.engine import Connection
from bot.study.desk import Desk


class Log:
    """The log from now on; its lines can be read when it is JSON."""

    def __init__(self, log_format: str = "json") -> None:
        logs.set_up("DEBUG", log_format)
        self._stream = io.StringIO()
        handler = logging.getLogger().handlers[0]
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(self._stream)

    @property
    def text(self) -> str:
        """All of it."""
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its lines."""
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, trail: str) -> list[dict[str, Any]]:
        """The lines of one update or one delivery, without what differs from run to run."""
        found = [line for line in self.lines if line.get("id") == trail]
        return [{name: value for name, value in line.items() if name not in {"time", "id"}} for line in found]

    def said(self, trail: str) -> list[str]:
        """The messages of these lines."""
        return [line["message"] for line in self.of(trail)]


def loses(desk: Desk, table: str) -> None:
    """From now on whatever needs this table fails."""

    def drop(db: Connection) -> None:
        db.exec_driver_sql(f"DROP TABLE {table}")

    desk.run(drop).result(10)
