"""What time brings: due slots become reserved deliveries, days end, and old updates are forgotten."""

import logging
from collections.abc import Collection, Iterator
from datetime import datetime

from bot.domain.conversation import Platform
from bot.domain.schedule import LATE, Slot, is_late, next_slot, slots_between
from bot.seeing import meters
from bot.store import absences, days, deliveries, group_days, nudges, people, schedules, updates
from bot.store.backlog import Backlog, backlog
from bot.store.deliveries import Reservation
from bot.store.engine import Connection
from bot.store.schedules import Coming
from bot.study import group_streak, nudge
from bot.study.credit import close_past_days

AT_ONCE = 500
"""How many chats or learners are taken up in one go, so that people's messages never wait long behind it."""

log = logging.getLogger(__name__)


def claim(db: Connection, platforms: Collection[Platform], now: datetime) -> int:
    """Reserves the deliveries of every slot that has come, and moves each schedule on. Gives how many schedules it was.

    A slot that was missed while the program was down is still sent when it is less than three hours late.
    """
    due = schedules.due(db, platforms, now=now, limit=AT_ONCE)
    deliveries.reserve(db, (one for coming in due if coming.wanted for one in _reservations(coming, now)))
    schedules.advance_all(db, [(coming.chat, next_slot(coming.schedule, now)) for coming in due])
    if late := sum(coming.wanted and is_late(coming.slot.at, now) for coming in due):
        until = f"{now - LATE:%Y-%m-%d %H:%M} UTC"
        log.warning("%d chats: the questions due until %s are skipped, they are too late", late, until)
    return len(due)


def take_up(db: Connection, platforms: Collection[Platform], now: datetime) -> int:
    """Reserves all that has come: questions and reminders. Gives how many schedules it was."""
    for wish in nudges.wishes_due(db, platforms, now=now, limit=AT_ONCE):
        nudge.reserve(db, wish, now)
    claimed = claim(db, platforms, now)
    # As long as there is more to claim, all of that would be gone through to find what nobody serves.
    return claimed if claimed == AT_ONCE else max(claimed, _pass_over(db, set(Platform) - set(platforms), now))


def _pass_over(db: Connection, unserved: Collection[Platform], now: datetime) -> int:
    """Moves the schedules on of platforms that have no token: they would stand before all others at each look.

    Only what is too late for everybody: another program may serve them from the same database.
    """
    due = schedules.due(db, unserved, now=now - LATE, limit=AT_ONCE) if unserved else []
    schedules.advance_all(db, [(coming.chat, next_slot(coming.schedule, now)) for coming in due])
    return len(due)


def _in_time(coming: Coming, now: datetime) -> list[Slot]:
    """The slots that have come and are not too late; those of a year's absence are not gone through one by one."""
    first = [] if is_late(coming.slot.at, now) else [coming.slot]
    return [*first, *slots_between(coming.schedule, max(coming.slot.at, now - LATE), now)]


def _reservations(coming: Coming, now: datetime) -> Iterator[Reservation]:
    """One for each question of the slots that have come."""
    for slot in _in_time(coming, now):
        for number in range(1, coming.schedule.count + 1):
            yield Reservation(coming.chat, slot.local_date, f"{slot.time:%H:%M}#{number}", slot.at)


def beat(db: Connection, now: datetime) -> None:
    """Notes that the program is at work; a time when it was not excuses days that people could not study on."""
    down = absences.beat(db, now)
    if down:
        log.warning("nothing was sent for %s: the days concerned break no streak", down)


def close_days(db: Connection, now: datetime) -> int:
    """Closes the days that have ended for their learners. Gives how many learners it was."""
    ended = days.ended(db, now, AT_ONCE)
    for number in ended:
        close_past_days(db, people.learner_by_id(db, number), now)
    return len(ended)


def close_group_days(db: Connection, now: datetime) -> int:
    """Closes the days that have ended for their groups. Gives how many groups it was."""
    ended = group_days.ended(db, now, AT_ONCE)
    for number in ended:
        group_streak.close(db, people.chat_by_id(db, number), now)
    return len(ended)


def measure(db: Connection, platforms: Collection[Platform], now: datetime) -> dict[Platform, Backlog]:
    """How many questions wait though their time has come, and since when; the meters show it, too."""
    found = backlog(db, platforms, now)
    for platform, late in found.items():
        meters.PUSHES_WAITING.labels(platform).set(late.waiting)
        meters.OLDEST_PUSH.labels(platform).set((now - late.oldest).total_seconds() if late.oldest else 0)
    return found


def forget(db: Connection, now: datetime) -> None:
    """Drops what no platform can send again."""
    updates.forget_old(db, now)
