"""The moment, for the parts that wire others together; everything else is told it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
