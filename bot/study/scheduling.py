"""The chat's schedule: given, taken away, and said in a line or two."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.conversation import Body
from bot.domain.schedule import EVERY_DAY, Schedule, days_reached, next_slot
from bot.domain.streak import local_day
from bot.store import people, schedules
from bot.study import nudge
from bot.study.visit import Visit
from bot.texts import messages as m

_DAYS = {EVERY_DAY: m.EVERY_DAY, frozenset(range(5)): m.MONDAY_TO_FRIDAY, frozenset((5, 6)): m.WEEKENDS}


def keep(visit: Visit, schedule: Schedule) -> None:
    """Gives the chat this schedule, from now on, with the quiet hours that it has."""
    _place(visit, replace(schedule, quiet=people.chat_by_id(visit.db, visit.chat.id).quiet))


def keep_again(visit: Visit, **fields: Any) -> bool:
    """The same schedule with other fields, or by a clock that changed. False when there is none."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule:
        _place(visit, replace(schedule, **fields))
    return schedule is not None


def _place(visit: Visit, schedule: Schedule) -> None:
    """Days off count from tomorrow: none is chosen afterwards."""
    schedules.set_schedule(visit.db, visit.chat.id, schedule, next_slot(schedule, visit.now))
    rollover = visit.learner.rollover if visit.is_private else visit.chat.rollover
    reached = days_reached(schedule, rollover)
    schedules.note_weekdays(visit.db, visit.chat.id, reached, _tomorrow(visit))


def drop(visit: Visit) -> None:
    """No more questions by themselves."""
    schedules.drop_schedule(visit.db, visit.chat.id)
    schedules.note_weekdays(visit.db, visit.chat.id, (), _tomorrow(visit))


def _tomorrow(visit: Visit) -> date:
    return local_day(visit.now, visit.chat.zone, time(0)) + timedelta(days=1)


def reschedule(visit: Visit, zone: str) -> None:
    """The chat has another zone."""
    people.change_chat(visit.db, visit.chat.id, zone=zone, zone_chosen=True)
    keep_again(visit)
    nudge.replan(visit)


def summary(visit: Visit) -> Body:
    """When questions come, in a line; empty without a schedule."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule is None:
        return ()
    hours = visit.say.list([f"{at:%H:%M}" for at in schedule.times])
    known = _DAYS.get(schedule.weekdays)
    days = visit.say.text(known) if known else named(visit, schedule.weekdays)
    city = visit.say.city(schedule.zone)
    needed = visit.say(m.IF_NEEDED) if schedule.if_needed else ()
    sentence = m.DAILY_EACH_TIME if len(schedule.times) > 1 else m.DAILY_IS
    return (*visit.say(sentence, days=days, hours=hours, city=city, n=schedule.count), *needed)


def named(visit: Visit, weekdays: frozenset[int]) -> str:
    """The names of weekdays at the beginning of a sentence: “Lunes y jueves”."""
    names = visit.say.list(visit.say.weekdays(sorted(weekdays), "wide"))
    return names[:1].upper() + names[1:]


def coming(visit: Visit) -> Body:
    """When the next question comes, in a line; empty without a schedule."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule is None:
        return ()
    there = next_slot(schedule, visit.now).at.astimezone(ZoneInfo(schedule.zone))
    today = local_day(visit.now, schedule.zone, time(0))
    return visit.say(m.NEXT_ONE, date=visit.say.day(there.date(), today), hour=f"{there:%H:%M}")
