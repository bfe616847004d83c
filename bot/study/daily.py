"""`/daily`: when questions come by themselves, and what of, as people type it."""

from bot.domain.conversation import Reply, Say
from bot.domain.daily import Daily, NotASchedule, Reason, parse_daily
from bot.domain.folding import fold
from bot.domain.schedule import EVERY_DAY, Schedule
from bot.store import schedules
from bot.study import day_topics, hours, nudge, quiet
from bot.study.scheduling import coming, drop, keep, summary
from bot.study.visit import Visit
from bot.texts import messages as m

OFF = frozenset({"off", "no", "stop", "nunca", "never", "desactivar", "apagar"})
_ABOUT = {"quiet": quiet.typed, "silencio": quiet.typed, **dict.fromkeys(("nudge", "aviso", "reminder"), nudge.typed)}
_FAULTS = {
    Reason.BAD_TIME: m.BAD_TIME,
    Reason.TOO_MANY_TIMES: m.TOO_MANY_TIMES,
    Reason.TOO_MANY_QUESTIONS: m.BAD_COUNT,
    Reason.NO_QUESTIONS: m.BAD_COUNT,
    Reason.SHORT_WINDOW: m.SHORT_WINDOW,
}


def daily(visit: Visit, argument: str) -> Reply:
    """`/daily`, `/daily 09:00 20:00 mon-fri 2`, `/daily off`, `/daily mon SQL`, `/daily quiet 22-8`,
    `/daily nudge 21:00`.
    """
    if not argument:
        return hours.shown(visit)
    word, _, rest = argument.strip().partition(" ")
    if about := _ABOUT.get(fold(word)):
        return about(visit, rest.strip())
    if fold(argument.strip()) in OFF:
        drop(visit)
        return Reply(says=(Say(visit.say(m.DAILY_OFF)),))
    try:
        asked = parse_daily(argument)
    except NotASchedule as fault:
        sentence = visit.say(_FAULTS.get(fault.reason, m.BAD_DAILY), word=fault.word)
        return day_topics.typed(visit, argument) or Reply(says=(Say(sentence),))
    return _set(visit, asked)


def _set(visit: Visit, asked: Daily) -> Reply:
    """Takes over what was mentioned; the rest stays as it was, or one question every day."""
    old = schedules.schedule_of(visit.db, visit.chat.id)
    times = asked.times or (old.times if old else ())
    if not times:
        return Reply(says=(Say(visit.say(m.NO_TIME)),))
    if asked.if_needed and not visit.is_private:
        return Reply(says=(Say(visit.say(m.IF_NEEDED_IS_PRIVATE)),))
    weekdays, count = asked.weekdays or (old.weekdays if old else EVERY_DAY), asked.count or (old.count if old else 1)
    needed = bool(old and old.if_needed) if asked.if_needed is None else asked.if_needed
    keep(visit, Schedule(times, weekdays, count, visit.chat.zone, if_needed=needed))
    return Reply(says=(Say(summary(visit) + coming(visit)),))
