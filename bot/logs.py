"""How the program tells what it does: to stderr, for people or for machines."""

import json
import logging
from datetime import UTC, datetime

_QUIET = (
    "alembic",
    "httpx",
    "httpcore",
    "httpx2",
    "httpcore2",
    "openai",
    "apscheduler",
    "aiohttp.access",
    "telegram",
    "asyncio",
)


class AsJson(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the traceback when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str, log_format: str) -> None:
    """Configures logging for the whole program."""
    handler = logging.StreamHandler()
    handler.setFormatter(
        AsJson() if log_format == "json" else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:  # their lines are many, and some hold tokens or what people wrote
        logging.getLogger(name).setLevel(logging.WARNING)
