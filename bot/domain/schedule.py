"""When a chat gets its questions: local times on some weekdays, turned into instants.

Daylight saving (docs/streaks.md): a time that does not exist moves to the next valid instant, one that comes twice
is used the first time only, and days come from the calendar, never from 86,400 seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.domain.local_time import exists, moment

MOST_QUESTIONS = 10
MOST_TIMES = 12
EVERY_DAY = frozenset(range(7))
LATE = timedelta(hours=3)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Local times, weekdays (0 is Monday), questions each time (1 to 10) and the IANA zone. Raises ValueError."""

    times: tuple[time, ...]
    weekdays: frozenset[int]
    count: int
    zone: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.times) <= MOST_TIMES or list(self.times) != sorted(set(self.times)):
            raise ValueError(f"a schedule has 1 to {MOST_TIMES} different times, in order: {self.times}")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError(f"a schedule has at least one weekday, 0 to 6: {self.weekdays}")
        if not 1 <= self.count <= MOST_QUESTIONS:
            raise ValueError(f"a schedule asks 1 to {MOST_QUESTIONS} questions: {self.count}")


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of a schedule on one local date. `time` is the one scheduled, even when the clocks skip it."""

    local_date: date
    time: time
    at: datetime


def next_slot(schedule: Schedule, after: datetime) -> Slot:
    """The first slot strictly later than `after` (aware)."""
    return next(_slots(schedule, after))


def slots_between(schedule: Schedule, start: datetime, end: datetime) -> list[Slot]:
    """The slots with start < at ≤ end, in order. Asking again from `end` repeats none and misses none."""
    return list(takewhile(lambda slot: slot.at <= end, _slots(schedule, start)))


def is_late(slot_at: datetime, now: datetime) -> bool:
    """Whether a slot is 3 hours old or more: then it is skipped, since a morning's question is no use at night."""
    return now - slot_at >= LATE


def _slots(schedule: Schedule, after: datetime) -> Iterator[Slot]:
    """Slots later than `after`. Times that the clocks move to one instant are one slot, the earliest of them."""
    # A day early, because a time that the clocks skip at midnight belongs to the date before.
    day = after.astimezone(ZoneInfo(schedule.zone)).date() - _DAY
    last = after.astimezone(UTC)
    while True:
        for slot in _slots_on(day, schedule):
            if slot.at > last:
                last = slot.at
                yield slot
        day += _DAY


def _slots_on(day: date, schedule: Schedule) -> Iterator[Slot]:
    if day.weekday() in schedule.weekdays and exists(day, schedule.zone):
        for clock in schedule.times:
            yield Slot(day, clock, moment(day, clock, schedule.zone))
