"""The schedule by buttons, in one message that changes itself: hours, weekdays, how many, and whether always."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from bot.domain.actions import (
    AskHour,
    DailyOff,
    OnlyIfNeeded,
    SetCount,
    SetHour,
    Settings,
    Spread,
    ToggleHour,
    ToggleWeekday,
)
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.schedule import EVERY_DAY, MOST_TIMES, Schedule, hour_of, spread
from bot.store import schedules
from bot.study.scheduling import coming, drop, keep, keep_again, summary
from bot.study.visit import Visit
from bot.texts import messages as m

HOURS = ("08:00", "09:00", "13:00", "20:00")
COUNTS = (1, 2, 3, 5)
WINDOWS = ((9, 13), (9, 21), (16, 21))
SPREAD = (2, 3, 5)
IN_A_ROW = 4


# --- what is shown -----------------------------------------------------------------------------------


def shown(visit: Visit) -> Reply:
    """The screen as a new message."""
    return Reply(says=(Say(body(visit), rows(visit)),))


def body(visit: Visit) -> Body:
    """What holds now, and what to press."""
    if schedules.schedule_of(visit.db, visit.chat.id) is None:
        return visit.say(m.DAILY_NONE)
    return (*summary(visit), *coming(visit), *visit.say(m.PRESS_TO_CHANGE))


def rows(visit: Visit) -> Rows:
    """All that can be pressed; ✓ marks what holds. Without a schedule, only hours."""
    schedule, say = schedules.schedule_of(visit.db, visit.chat.id), visit.say
    other = Button(say.text(m.OTHER_HOUR), AskHour())
    back = Button(say.text(m.BACK), Settings(""))
    if schedule is None:
        return (*_hours(()), (other,), (back,))
    return (
        *_hours(schedule.times),
        (other, Button(say.text(m.SPREAD_THEM), Settings("window"))),
        _weekdays(visit, schedule),
        tuple(Button(_marked(f"×{n}", on=n == schedule.count), SetCount(n)) for n in COUNTS),
        *_only_if_needed(visit, schedule),
        (Button(say.text(m.DAY_TOPICS_BUTTON), Settings("days")), Button(say.text(m.CHANGE_QUIET), Settings("quiet"))),
        (Button(say.text(m.TURN_OFF), DailyOff()), back),
    )


def _hours(chosen: Sequence[time]) -> Rows:
    offered = sorted({*map(time.fromisoformat, HOURS), *chosen})
    buttons = [Button(_marked(f"{at:%H:%M}", on=at in chosen), ToggleHour(f"{at:%H%M}")) for at in offered]
    return tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))


def _weekdays(visit: Visit, schedule: Schedule) -> tuple[Button, ...]:
    letters = visit.say.weekdays(range(7), "narrow")
    names = letters if len(set(letters)) == len(letters) else visit.say.weekdays(range(7), "short")
    return tuple(Button(_marked(name, on=n in schedule.weekdays), ToggleWeekday(n)) for n, name in enumerate(names))


def _only_if_needed(visit: Visit, schedule: Schedule) -> Rows:
    if not visit.is_private:
        return ()
    return ((Button(_marked(visit.say.text(m.ONLY_IF_NEEDED), on=schedule.if_needed), _other(schedule)),),)


def _other(schedule: Schedule) -> OnlyIfNeeded:
    return OnlyIfNeeded(int(not schedule.if_needed))


def _marked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


def window_rows(visit: Visit) -> Rows:
    """So many questions from one hour to another."""
    say = visit.say
    back = Button(say.text(m.BACK_TO_HOURS), Settings("hour"))
    return (*(tuple(_spread_button(visit, *window, n) for n in SPREAD) for window in WINDOWS), (back,))


def _spread_button(visit: Visit, start: int, end: int, count: int) -> Button:
    return Button(visit.say.text(m.SPREAD_OVER, start=f"{start}", end=f"{end}", n=count), Spread(start, end, count))


def hour_buttons(visit: Visit, *, first: bool) -> Rows:
    """Hours to choose one from, as in the welcome; `first` leads on to the time zone."""
    hours = tuple(Button(hour, SetHour(hour.replace(":", ""), int(first))) for hour in HOURS)
    return (hours, (Button(visit.say.text(m.OTHER_HOUR), AskHour()),))


# --- what a press does -------------------------------------------------------------------------------


def set_hour(visit: Visit, press: SetHour) -> Reply:
    """One hour was chosen outside of the welcome: it takes the place of all others."""
    hour = hour_of(press.hour)
    return _unknown(visit) if hour is None else _changed(visit, times=(hour,))


def toggle_hour(visit: Visit, press: ToggleHour) -> Reply:
    """An hour more, or one less; one stays."""
    hour, old = hour_of(press.hour), schedules.schedule_of(visit.db, visit.chat.id)
    if hour is None:
        return _unknown(visit)
    times = tuple(sorted({*(old.times if old else ())} ^ {hour}))
    if not times:
        return Reply(notice=visit.say.text(m.LAST_HOUR))
    if len(times) > MOST_TIMES:
        return Reply(notice=visit.say.text(m.TOO_MANY_TIMES))
    return _changed(visit, times=times)


def toggle_weekday(visit: Visit, press: ToggleWeekday) -> Reply:
    """A weekday more, or one less; one stays."""
    old = schedules.schedule_of(visit.db, visit.chat.id)
    if press.day not in EVERY_DAY:
        return _unknown(visit)
    weekdays = old.weekdays ^ {press.day} if old else EVERY_DAY
    return _changed(visit, weekdays=weekdays) if weekdays else Reply(notice=visit.say.text(m.LAST_WEEKDAY))


def set_count(visit: Visit, press: SetCount) -> Reply:
    """How many questions come each time."""
    return _changed(visit, count=press.count) if press.count in COUNTS else _unknown(visit)


def spread_over(visit: Visit, press: Spread) -> Reply:
    """So many questions, one at a time, from one hour to another: they take the place of all others."""
    if (press.start, press.end) not in WINDOWS or press.count not in SPREAD:
        return _unknown(visit)
    return _changed(visit, times=spread(time(press.start), time(press.end), press.count), count=1)


def only_if_needed(visit: Visit, press: OnlyIfNeeded) -> Reply:
    """Whether they come only as long as the learner's day is not done: in a group each has a day of their own."""
    return _changed(visit, if_needed=press.on == 1) if visit.is_private else _unknown(visit)


def ask_hour(visit: Visit, press: AskHour) -> Reply:
    """Another hour: how to type it."""
    return Reply(says=(Say(visit.say(m.TYPE_HOUR)),))


def pressed_off(visit: Visit, press: DailyOff) -> Reply:
    """The button that turns the schedule off."""
    drop(visit)
    return Reply(edits=(Edit(((Button(visit.say.text(m.BACK), Settings("")),),), body=visit.say(m.DAILY_OFF)),))


def _changed(visit: Visit, **fields: Any) -> Reply:
    """The schedule with other fields, in the same message. Without one, an hour makes one; nothing else does."""
    if not keep_again(visit, **fields) and "times" in fields:
        keep(visit, Schedule(fields["times"], EVERY_DAY, 1, visit.chat.zone))
    return Reply(edits=(Edit(rows(visit), body=body(visit)),))


def _unknown(visit: Visit) -> Reply:
    return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
