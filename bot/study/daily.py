"""The chat's schedule: when questions come by themselves."""

from datetime import date, time, timedelta

from bot.domain.actions import AskHour, DailyOff, SetHour
from bot.domain.conversation import Body, Button, Edit, Line, Reply, Rows, Say
from bot.domain.daily import Daily, NotASchedule, Reason, parse_daily
from bot.domain.schedule import EVERY_DAY, Schedule, next_slot
from bot.domain.streak import local_day
from bot.store import people, schedules
from bot.study.visit import Visit
from bot.texts import messages as m

HOURS = ("08:00", "09:00", "13:00", "20:00")
OFF = frozenset({"off", "no", "stop", "nunca", "never", "desactivar", "apagar"})
_DAYS = {EVERY_DAY: m.EVERY_DAY, frozenset(range(5)): m.MONDAY_TO_FRIDAY, frozenset((5, 6)): m.WEEKENDS}
_FAULTS = {
    Reason.BAD_TIME: m.BAD_TIME,
    Reason.TOO_MANY_TIMES: m.TOO_MANY_TIMES,
    Reason.TOO_MANY_QUESTIONS: m.BAD_COUNT,
    Reason.NO_QUESTIONS: m.BAD_COUNT,
    Reason.SHORT_WINDOW: m.SHORT_WINDOW,
}


def daily(visit: Visit, argument: str) -> Reply:
    """`/daily`, `/daily 09:00 20:00 mon-fri 2`, `/daily off`."""
    if not argument:
        return shown(visit)
    if argument.strip().casefold() in OFF:
        return turn_off(visit)
    try:
        asked = parse_daily(argument)
    except NotASchedule as fault:
        return Reply(says=(Say(visit.say(_FAULTS.get(fault.reason, m.BAD_DAILY), word=fault.word)),))
    return _set(visit, asked)


def _set(visit: Visit, asked: Daily) -> Reply:
    """Takes over what was mentioned; the rest stays as it was, or one question every day."""
    old = schedules.schedule_of(visit.db, visit.chat.id)
    times = asked.times or (old.times if old else ())
    if not times:
        return Reply(says=(Say(visit.say(m.NO_TIME)),))
    weekdays = asked.weekdays or (old.weekdays if old else EVERY_DAY)
    keep(visit, Schedule(times, weekdays, asked.count or (old.count if old else 1), visit.chat.zone))
    return Reply(says=(Say(summary(visit) + coming(visit)),))


def keep(visit: Visit, schedule: Schedule) -> None:
    """Gives the chat this schedule, from now on. Days off count from tomorrow: none is chosen afterwards."""
    schedules.set_schedule(visit.db, visit.chat.id, schedule, next_slot(schedule, visit.now))
    schedules.note_weekdays(visit.db, visit.chat.id, schedule.weekdays, _tomorrow(visit))


def shown(visit: Visit) -> Reply:
    """The schedule with buttons."""
    if schedules.schedule_of(visit.db, visit.chat.id) is None:
        return Reply(says=(Say(visit.say(m.DAILY_NONE), hour_buttons(visit, first=False)),))
    return Reply(says=(Say(summary(visit) + coming(visit), _with_off(visit)),))


def _with_off(visit: Visit) -> Rows:
    return (*hour_buttons(visit, first=False), (Button(visit.say.text(m.TURN_OFF), DailyOff()),))


def hour_buttons(visit: Visit, *, first: bool) -> Rows:
    """Hours to choose from; `first` during the welcome."""
    hours = tuple(Button(hour, SetHour(hour.replace(":", ""), int(first))) for hour in HOURS)
    return (hours, (Button(visit.say.text(m.OTHER_HOUR), AskHour()),))


def hour_of(press: SetHour) -> time | None:
    """The hour that a button carries, or None when it was forged."""
    try:
        return time(int(press.hour[:2]), int(press.hour[2:]))
    except ValueError:
        return None


def set_hour(visit: Visit, press: SetHour) -> Reply:
    """An hour was pressed outside of the welcome: the same message says what holds now."""
    hour = hour_of(press)
    if hour is None:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    old = schedules.schedule_of(visit.db, visit.chat.id)
    weekdays, count = (old.weekdays, old.count) if old else (EVERY_DAY, 1)
    keep(visit, Schedule((hour,), weekdays, count, visit.chat.zone))
    return Reply(edits=(Edit(_with_off(visit), body=summary(visit) + coming(visit)),))


def ask_hour(visit: Visit, press: AskHour) -> Reply:
    """Another hour: how to type it."""
    return Reply(says=(Say(visit.say(m.TYPE_HOUR)),))


def turn_off(visit: Visit) -> Reply:
    """`/daily off`."""
    _drop(visit)
    return Reply(says=(Say(visit.say(m.DAILY_OFF)),))


def pressed_off(visit: Visit, press: DailyOff) -> Reply:
    """The button that turns the schedule off."""
    _drop(visit)
    return Reply(edits=(Edit(body=visit.say(m.DAILY_OFF)),))


def _drop(visit: Visit) -> None:
    schedules.drop_schedule(visit.db, visit.chat.id)
    schedules.note_weekdays(visit.db, visit.chat.id, (), _tomorrow(visit))


def _tomorrow(visit: Visit) -> date:
    return local_day(visit.now, visit.chat.zone, time(0)) + timedelta(days=1)


def reschedule(visit: Visit, zone: str) -> None:
    """The chat has another zone: the same hours, by the clock there."""
    people.change_chat(visit.db, visit.chat.id, zone=zone, zone_chosen=True)
    old = schedules.schedule_of(visit.db, visit.chat.id)
    if old:
        schedules.set_schedule(visit.db, visit.chat.id, old, next_slot(old, visit.now))


def summary(visit: Visit) -> Body:
    """One line that says when questions come; empty without a schedule."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule is None:
        return ()
    hours = visit.say.list([f"{at:%H:%M}" for at in schedule.times])
    known = _DAYS.get(schedule.weekdays)
    days = visit.say.text(known) if known else _named(visit, schedule)
    city = visit.say.city(schedule.zone)
    return visit.say(m.DAILY_IS, days=days, hours=hours, city=city, n=schedule.count)


def _named(visit: Visit, schedule: Schedule) -> str:
    names = visit.say.list(visit.say.weekdays(sorted(schedule.weekdays)))
    return names[:1].upper() + names[1:]


def coming(visit: Visit) -> Body:
    """One line that says when the next question comes; empty without a schedule."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule is None:
        return ()
    slot = next_slot(schedule, visit.now)
    today = local_day(visit.now, schedule.zone, time(0))
    day = visit.say.day(slot.local_date, today)
    line: tuple[Line, ...] = visit.say(m.NEXT_ONE, date=day, hour=f"{slot.time:%H:%M}")
    return line
