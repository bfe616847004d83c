"""When a chat gets its questions: local times on some weekdays, turned into instants.

Daylight saving (docs/streaks.md): a time that does not exist moves to the next valid instant, one that comes twice
is used the first time only, and days come from the calendar, never from 86,400 seconds.

What falls into quiet hours comes when they end, in its order and a quarter of an hour apart, so that no question is
lost and none comes on the heels of another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.domain.local_time import exists, moment
from bot.domain.quiet import DAY_MINUTES, Quiet, held_until, minute_of

MOST_QUESTIONS = 10
MOST_TIMES = 12
EVERY_DAY = frozenset(range(7))
LATE = timedelta(hours=3)
APART = timedelta(minutes=15)
"""How far apart those come that quiet hours have held back: twelve take three of the six hours that are left."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Local times, weekdays (0 is Monday), questions each time (1 to 10) and the IANA zone. Raises ValueError.

    `quiet` are the chat's quiet hours. `if_needed`: only as long as the learner's day is not done.
    """

    times: tuple[time, ...]
    weekdays: frozenset[int]
    count: int
    zone: str
    quiet: Quiet | None = None
    if_needed: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.times) <= MOST_TIMES or list(self.times) != sorted(set(self.times)):
            raise ValueError(f"a schedule has 1 to {MOST_TIMES} different times, in order: {self.times}")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError(f"a schedule has at least one weekday, 0 to 6: {self.weekdays}")
        if not 1 <= self.count <= MOST_QUESTIONS:
            raise ValueError(f"a schedule asks 1 to {MOST_QUESTIONS} questions: {self.count}")


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of a schedule on one local date. `time` is the one scheduled, whatever moves `at` to another."""

    local_date: date
    time: time
    at: datetime


def next_slot(schedule: Schedule, after: datetime) -> Slot:
    """The first slot strictly later than `after` (aware)."""
    return next(_slots(schedule, after))


def slots_between(schedule: Schedule, start: datetime, end: datetime) -> list[Slot]:
    """The slots with start < at ≤ end, in order. Asking again from `end` repeats none and misses none."""
    return list(takewhile(lambda slot: slot.at <= end, _slots(schedule, start)))


def hour_of(written: str) -> time | None:
    """The time that a button carries as HHMM; None when it was forged."""
    digits = written if len(written) == len("HHMM") and written.isascii() and written.isdecimal() else ""
    hour, minute = int(digits[:2] or 24), int(digits[2:] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def spread(start: time, end: time, count: int) -> tuple[time, ...]:
    """So many times, in order of the clock, evenly from one to another, which may be past midnight.

    Raises ValueError where there are fewer minutes than times.
    """
    first, length = minute_of(start), (minute_of(end) - minute_of(start)) % DAY_MINUTES
    if length < count:
        raise ValueError(f"{count} times do not fit between {start} and {end}")
    minutes = (first + round(length * number / max(1, count - 1)) for number in range(count))
    return tuple(sorted(time(minute % DAY_MINUTES // 60, minute % 60) for minute in minutes))


def is_late(slot_at: datetime, now: datetime) -> bool:
    """Whether a slot is 3 hours old or more: then it is skipped, since a morning's question is no use at night."""
    return now - slot_at >= LATE


def days_reached(schedule: Schedule, rollover: time) -> frozenset[int]:
    """The weekdays of the learner's days, which begin at `rollover`, on which questions come.

    Monday's of 23:00 that waits for the morning, and Tuesday's of 02:00, are of another day than their date says.
    """
    minutes = (
        (day * DAY_MINUTES + _sent_at(schedule.quiet, clock)) for day in schedule.weekdays for clock in schedule.times
    )
    return frozenset((minute - minute_of(rollover)) // DAY_MINUTES % 7 for minute in minutes)


def _sent_at(quiet: Quiet | None, clock: time) -> int:
    """The minute, counted from the beginning of its date, at which what is scheduled for `clock` comes."""
    if quiet is None or clock not in quiet:
        return minute_of(clock)
    is_tomorrow = quiet.end < clock
    return minute_of(quiet.end) + is_tomorrow * DAY_MINUTES


def _slots(schedule: Schedule, after: datetime) -> Iterator[Slot]:
    """Slots later than `after`."""
    today = after.astimezone(ZoneInfo(schedule.zone)).date()
    # A day early, because a time that the clocks skip at midnight belongs to the date before. Whoever begins within
    # quiet hours does not know all that waits; two nights later nothing of that night waits any more.
    slots = _on_the_clock(schedule, today - (3 * _DAY if schedule.quiet else _DAY))
    return (slot for slot in _held(schedule, slots) if slot.at > after)


def _held(schedule: Schedule, slots: Iterable[Slot]) -> Iterator[Slot]:
    """The slots when they really come. Behind one that was held back, the next is held back until its turn."""
    last: datetime | None = None
    for slot in slots:
        turn = slot.at if last is None else max(slot.at, last + APART)
        at = held_until(schedule.quiet, schedule.zone, turn)
        last = at if at > slot.at else None
        yield replace(slot, at=at)


def _on_the_clock(schedule: Schedule, day: date) -> Iterator[Slot]:
    """Slots from a date on, without regard to quiet hours. Times that the clocks move to one instant are one slot, the
    earliest of them.
    """
    last = datetime.min.replace(tzinfo=UTC)
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
