"""How often one learner may have what costs the host: time, memory, the network, or money for a language model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Costly(StrEnum):
    """What there is so much of."""

    UPLOAD = "upload"
    """A file of notes: it is fetched, unpacked and read."""
    OPINION = "opinion"
    """A question to a language model."""
    PICTURE = "picture"
    EXPORT = "export"
    """A deck as a file."""
    MY_DATA = "my_data"
    REPORT = "report"
    """A message to each admin."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many within this time, which begins with the first of them."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Spent:
    """How many a learner has had since a moment."""

    since: datetime
    used: int


HOUR, DAY = timedelta(hours=1), timedelta(days=1)

USUAL: Mapping[Costly, Allowance] = {
    Costly.UPLOAD: Allowance(30, DAY),
    Costly.OPINION: Allowance(20, DAY),
    Costly.PICTURE: Allowance(20, DAY),
    Costly.EXPORT: Allowance(20, HOUR),
    Costly.MY_DATA: Allowance(5, DAY),
    Costly.REPORT: Allowance(20, DAY),
}
"""Far more than studying takes."""


def again_at(spent: Spent | None, allowance: Allowance, now: datetime) -> datetime | None:
    """When there is one again; None when there is one now."""
    current = _current(spent, allowance, now)
    return current.since + allowance.within if current.used >= allowance.most else None


def one_more(spent: Spent | None, allowance: Allowance, now: datetime) -> Spent:
    """What is spent after one more."""
    current = _current(spent, allowance, now)
    return Spent(current.since, current.used + 1)


def _current(spent: Spent | None, allowance: Allowance, now: datetime) -> Spent:
    """What counts now: nothing any more once the time is over, or when the clock was set back."""
    if spent is None or not spent.since <= now < spent.since + allowance.within:
        return Spent(now, 0)
    return spent
