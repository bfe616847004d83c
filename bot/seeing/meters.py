"""What is counted and timed, for Prometheus. Like loggers, meters are the process's and not handed around.

Names follow Prometheus's conventions: seconds, `_total` for what only grows. A label has a handful of values that are
known beforehand, so no label ever holds a chat, a learner or anything that somebody wrote.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from logging import ERROR, WARNING, Handler, LogRecord
from time import perf_counter
from typing import Final

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.exposition import choose_encoder

from bot.domain.conversation import Incoming, Platform
from bot.domain.sending import Gone, MovedTo, Refused, TryLater
from bot.seeing import trail

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series beside each counter, of no use to us

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_LATE = (1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10800)
_BY_PLATFORM = ("platform",)

UPDATES: Final = Counter("repaso_updates", "Updates handed to the desk, by what happened.", ("platform", "kind"))
REPLY_SECONDS: Final = Histogram(
    "repaso_reply_seconds", "From the arrival of an update until its reply was shown.", _BY_PLATFORM, buckets=_SLOW
)
SENDS: Final = Counter(
    "repaso_sends",
    "Messages sent or changed, by what they were and what became of them.",
    ("platform", "what", "result"),
)
DESK_WAITING: Final = Gauge("repaso_desk_waiting", "Pieces of work that wait for the desk.")
BATCH_SIZE: Final = Histogram(
    "repaso_desk_batch_size", "Pieces of work that shared a transaction.", buckets=(1, 2, 5, 10, 20, 50, 100)
)
BATCH_SECONDS: Final = Histogram(
    "repaso_desk_batch_seconds", "From the beginning of a transaction to the end of its commit.", buckets=_QUICK
)
COMMIT_SECONDS: Final = Histogram("repaso_database_commit_seconds", "Commits of the desk.", buckets=_QUICK)
NOT_COMMITTED: Final = Counter("repaso_database_failures", "Transactions of the desk that came to nothing.")
PUSHES_WAITING: Final = Gauge(
    "repaso_pushes_waiting", "Scheduled questions that are due and not sent yet.", _BY_PLATFORM
)
OLDEST_PUSH: Final = Gauge(
    "repaso_oldest_push_seconds", "How long the oldest of them has been due; 0 when none waits.", _BY_PLATFORM
)
PUSH_LAG: Final = Histogram(
    "repaso_push_lag_seconds", "From the moment that a question was due until it was sent.", _BY_PLATFORM, buckets=_LATE
)
OPINIONS: Final = Counter("repaso_opinions", "Calls of the language model, by whether an opinion came.", ("result",))
OPINION_SECONDS: Final = Histogram("repaso_opinion_seconds", "Calls of the language model.", buckets=_SLOW)
UPLOADS: Final = Counter("repaso_uploads", "Files of notes that learners sent, by what became of them.", ("result",))
LOG_LINES: Final = Counter("repaso_log_lines", "Warnings and errors in the log, by who wrote them.", ("level", "part"))
PART_AGE: Final = Gauge("repaso_part_age_seconds", "Since each part of the program moved last.", ("part",))
BUILD: Final = Gauge("repaso_build_info", "Always 1; the label says which version it is.", ("version",))


class What(StrEnum):
    """What is sent: the answer to what somebody did, or what comes by itself."""

    REPLY = "reply"
    PUSH = "push"


_RESULTS = {Gone: "gone", Refused: "refused", TryLater: "later", MovedTo: "moved"}


@contextmanager
def sending(platform: Platform, what: What) -> Iterator[None]:
    """Counts one message by how it ends: sent, gone, refused, later, moved, or failed."""
    result = "failed"
    try:
        yield
        result = "sent"
    except (Gone, Refused, TryLater, MovedTo) as error:
        result = next(word for kind, word in _RESULTS.items() if isinstance(error, kind))
        raise
    finally:
        SENDS.labels(platform, what, result).inc()


@contextmanager
def advising() -> Iterator[None]:
    """Counts one call of the language model by how it ends: given, or none."""
    try:
        yield
    except Exception:
        OPINIONS.labels("none").inc()
        raise
    OPINIONS.labels("given").inc()


def came(incoming: Incoming) -> None:
    """An update is handed to the desk."""
    UPDATES.labels(incoming.place.address.platform, incoming.kind).inc()


def committed(size: int, began: float, done: float) -> None:
    """A transaction is committed: how many shared it, and when it began and its work was done, by `perf_counter`."""
    now = perf_counter()
    BATCH_SIZE.observe(size)
    BATCH_SECONDS.observe(now - began)
    COMMIT_SECONDS.observe(now - done)


def replied(platform: Platform) -> None:
    """The reply to the update that is at work was shown."""
    if (followed := trail.current()) and followed.is_timed:
        REPLY_SECONDS.labels(platform).observe(followed.seconds)


class CountsLines(Handler):
    """Counts warnings and errors by the module that wrote them; those of libraries are one part."""

    def __init__(self) -> None:
        super().__init__(WARNING)

    def emit(self, record: LogRecord) -> None:
        """Counts one line."""
        package, _, part = record.name.partition(".")
        level = "error" if record.levelno >= ERROR else "warning"
        LOG_LINES.labels(level, part if package == "bot" else "libraries").inc()


def exposition(accept: str, ages: Mapping[str, float]) -> tuple[bytes, str]:
    """All meters as Prometheus reads them, and the content type; `ages` are those of the program's parts."""
    for part, age in ages.items():
        PART_AGE.labels(part).set(age)
    encode: Callable[..., bytes]
    encode, content_type = choose_encoder(accept)
    return encode(REGISTRY), content_type
