"""When each chat gets its questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Executable, Row, bindparam, delete, insert, select, update

from bot.domain.conversation import Platform
from bot.domain.learner import ChatId
from bot.domain.schedule import Schedule, Slot
from bot.store import tables as t
from bot.store.people import quiet_from
from bot.store.prepared import Bound, prepared


@dataclass(frozen=True, slots=True)
class Coming:
    """A schedule with the slot that comes next; `wanted`: the bot may write to its chat."""

    chat: ChatId
    schedule: Schedule
    slot: Slot
    wanted: bool = True


_SPREAD = t.Schedule.chat_id * 40_503 % 65_521
"""Who comes first where thousands are due in the same minute: always the same, and not always the oldest chats."""
_COLUMNS = (
    t.Schedule.chat_id,
    t.Schedule.times,
    t.Schedule.weekdays,
    t.Schedule.count.label("questions"),
    t.Schedule.next_date,
    t.Schedule.next_time,
    t.Schedule.next_due_at,
    t.Schedule.if_needed,
    t.Chat.zone,
    t.Chat.quiet_from,
    t.Chat.quiet_until,
    t.Chat.active,
)


def schedule_of(db: Connection, chat: ChatId) -> Schedule | None:
    """The chat's schedule, in the chat's zone and with its quiet hours."""
    row = db.execute(*_of(chat)).first()
    return None if row is None else _schedule(row)


@prepared
def _of(chat: Bound) -> Executable:
    return select(*_COLUMNS).join(t.Chat).where(t.Schedule.chat_id == chat)


def set_schedule(db: Connection, chat: ChatId, schedule: Schedule, coming: Slot) -> None:
    """Gives the chat this schedule; `coming` is its first slot."""
    drop_schedule(db, chat)
    times = ",".join(f"{at:%H:%M}" for at in schedule.times)
    weekdays = "".join(str(day) for day in sorted(schedule.weekdays))
    what = {"count": schedule.count, "if_needed": schedule.if_needed}
    db.execute(insert(t.Schedule).values(chat_id=chat, times=times, weekdays=weekdays, **what))
    advance(db, chat, coming)


_NEXT: dict[str, Any] = {"next_due_at": bindparam("at"), "next_date": bindparam("date"), "next_time": bindparam("time")}
_ADVANCE = update(t.Schedule).where(t.Schedule.chat_id == bindparam("chat")).values(**_NEXT)


def drop_schedule(db: Connection, chat: ChatId) -> None:
    """No more questions by themselves."""
    db.execute(delete(t.Schedule).where(t.Schedule.chat_id == chat))


def note_weekdays(db: Connection, chat: ChatId, weekdays: Collection[int], since: date) -> None:
    """On which weekdays questions come from a local date on; none when the schedule is off."""
    written = "".join(str(day) for day in sorted(weekdays))
    db.execute(delete(t.Weekdays).where(t.Weekdays.chat_id == chat, t.Weekdays.since >= since))
    db.execute(insert(t.Weekdays).values(chat_id=chat, since=since, weekdays=written))


def weekdays_on(db: Connection, chat: ChatId, day: date) -> frozenset[int]:
    """The weekdays on which questions came, as they were chosen before this local date began."""
    query = select(t.Weekdays.weekdays).where(t.Weekdays.chat_id == chat, t.Weekdays.since <= day)
    found = db.execute(query.order_by(t.Weekdays.since.desc()).limit(1)).scalar()
    return frozenset(int(number) for number in found or "")


def advance(db: Connection, chat: ChatId, coming: Slot) -> None:
    """Moves the chat's schedule on to its next slot."""
    advance_all(db, [(chat, coming)])


def advance_all(db: Connection, coming: Sequence[tuple[ChatId, Slot]]) -> None:
    """The same for several chats."""
    rows = [{"chat": chat, "at": slot.at, "date": slot.local_date, "time": slot.time} for chat, slot in coming]
    if rows:
        db.execute(_ADVANCE, rows)


def due(db: Connection, platforms: Collection[Platform], *, now: datetime, limit: int) -> list[Coming]:
    """The schedules whose slot has come, longest waiting first; those of one moment in an order of their own.

    Also those of chats that do not want us: they are moved on as all others, or each look would pass over all of them.
    """
    query = select(*_COLUMNS).join(t.Chat).where(t.Schedule.next_due_at <= now)
    order = (t.Schedule.next_due_at, _SPREAD, t.Schedule.chat_id)
    rows = db.execute(query.where(t.Chat.platform.in_(platforms)).order_by(*order).limit(limit))
    return [
        Coming(
            ChatId(row.chat_id),
            _schedule(row),
            Slot(row.next_date, row.next_time, row.next_due_at),
            wanted=row.active,
        )
        for row in rows
    ]


def _schedule(row: Row[*tuple[Any, ...]]) -> Schedule:
    return Schedule(
        times=tuple(time.fromisoformat(at) for at in row.times.split(",")),
        weekdays=frozenset(int(day) for day in row.weekdays),
        count=row.questions,
        zone=row.zone,
        quiet=quiet_from(row),
        if_needed=row.if_needed,
    )
