"""How the program tells what it does: to stderr, for people or for machines."""

import json
import logging
from collections.abc import Collection
from datetime import UTC, datetime

from bot.seeing import meters, trail
from bot.seeing.discretion import traced

_HIDDEN = "[hidden]"
_OURS = "bot"


class AsText(logging.Formatter):
    """A line for people: time, level, logger, what it is about, and the message; a traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        about = f" [{followed}]" if (followed := trail.current()) else ""
        line = f"{self.formatTime(record)} {record.levelname} {record.name}{about}: {record.getMessage()}"
        return f"{line}\n{told}" if (told := _traceback(record)) else line


class AsJson(logging.Formatter):
    """One JSON object a line: time, level, logger, what it is about, message, and the traceback when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        followed = trail.current()
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            **({"id": followed.id, **followed.facts} if followed else {}),
            "message": record.getMessage(),
        }
        if told := _traceback(record):
            line["traceback"] = told
        return json.dumps(line, ensure_ascii=False)


class WithoutSecrets(logging.Formatter):
    """Lines of another formatter, in which no secret stands, whoever wrote it there."""

    def __init__(self, lines: logging.Formatter, secrets: Collection[str]) -> None:
        super().__init__()
        self._lines, self._secrets = lines, sorted(filter(None, secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        line = self._lines.format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line


def set_up(level: str, log_format: str, secrets: Collection[str] = ()) -> None:
    """Configures logging for the whole program. `secrets` are not shown in any line."""
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutSecrets(AsJson() if log_format == "json" else AsText(), secrets))
    # Of libraries nothing below a warning is told: their lines are many, and hold tokens and what people wrote.
    libraries = max(logging.getLevelNamesMapping()[level], logging.WARNING)
    logging.basicConfig(level=libraries, handlers=[handler, meters.CountsLines()], force=True)
    logging.getLogger(_OURS).setLevel(level)
    # It warns of a round that is still under way when the next one is due, on a slow machine again and again; how late
    # things are stands on the pages of health and metrics.
    logging.getLogger("apscheduler.scheduler").setLevel(max(libraries, logging.ERROR))


def _traceback(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return traced(error) if error else ""
