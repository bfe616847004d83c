"""The reminder before a day ends: for who asked for it, as long as the day is not done, once a day, in private."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.actions import Ask, SetNudge, Settings
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.daily import NotASchedule, parse_hour
from bot.domain.delivery import DeliveryState
from bot.domain.folding import fold
from bot.domain.learner import Chat, Learner
from bot.domain.quiet import held_until
from bot.domain.schedule import EVERY_DAY, Schedule, hour_of, is_late, next_slot
from bot.domain.streak import day_ends_at, local_day
from bot.store import days, goals, nudges, people
from bot.store.engine import Connection
from bot.store.nudges import Nudge, Wish
from bot.study.credit import close_past_days, streak_of
from bot.study.holding import is_done
from bot.study.sparing import spare_for
from bot.study.today import local_today
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

OFFERED = ("19:00", "20:00", "21:00", "22:00", "23:00")
NONE = frozenset({"off", "no", "none", "nunca", "never", "fuera", "sin"})


# --- the wish ----------------------------------------------------------------------------------------


def typed(visit: Visit, argument: str) -> Reply:
    """`/daily nudge 21:00`, `/daily nudge off`; alone, the buttons."""
    if not visit.is_private:
        return Reply(says=(Say(visit.say(m.NUDGES_ARE_PRIVATE)),))
    if not argument:
        return Reply(says=(Say(*screen(visit)),))
    if fold(argument) in NONE:
        nudges.drop_wish(visit.db, visit.learner.id)
        return Reply(says=(Say(visit.say(m.NUDGE_NONE)),))
    try:
        hour = parse_hour(argument)
    except NotASchedule as fault:
        return Reply(says=(Say(visit.say(m.NUDGE_UNKNOWN, word=fault.word)),))
    _wish(visit, hour)
    return Reply(says=(Say(_sentence(visit, hour)),))


def pressed(visit: Visit, press: SetNudge) -> Reply:
    """An hour was chosen, or none; in the same message."""
    hour = hour_of(press.hour)
    if not visit.is_private or (press.hour and hour is None):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    if hour is None:
        nudges.drop_wish(visit.db, visit.learner.id)
    else:
        _wish(visit, hour)
    body, rows = screen(visit)
    return Reply(edits=(Edit(rows, body=body),))


def screen(visit: Visit) -> tuple[Body, Rows]:
    """What holds, and hours to choose from."""
    wish = nudges.wish_of(visit.db, visit.learner.id)
    hour = wish.at if wish else None
    offers = tuple(Button(f"✓ {one}" if time.fromisoformat(one) == hour else one, _button(one)) for one in OFFERED)
    none = Button(visit.say.text(m.NO_NUDGE), SetNudge(""))
    back = Button(visit.say.text(m.BACK), Settings(""))
    return (*_sentence(visit, hour), *visit.say(m.NUDGE_HOW)), (offers, (none, back) if wish else (back,))


def line(visit: Visit) -> Body:
    """The line of the settings."""
    wish = nudges.wish_of(visit.db, visit.learner.id)
    if wish is None:
        return visit.say(m.SETTINGS_NO_NUDGE)
    return (*visit.say(m.SETTINGS_NUDGE, hour=f"{wish.at:%H:%M}"), *lost_in_quiet(visit))


def lost_in_quiet(visit: Visit) -> Body:
    """That quiet hours swallow the reminder, where they end only after the learner's day; empty where they do not."""
    wish, chat = nudges.wish_of(visit.db, visit.learner.id), people.chat_by_id(visit.db, visit.chat.id)
    if wish is None or wish.chat != chat.id or chat.quiet is None:
        return ()
    at = _next(wish.at, chat, visit.now)
    ends_at = day_ends_at(local_day(at, chat.zone, visit.learner.rollover), chat.zone, visit.learner.rollover)
    is_lost = held_until(chat.quiet, chat.zone, at) >= ends_at
    return visit.say(m.NUDGE_IN_QUIET, hour=f"{wish.at:%H:%M}") if is_lost else ()


def replan(visit: Visit) -> None:
    """The chat has another zone: the same hour, by the clock there."""
    wish = nudges.wish_of(visit.db, visit.learner.id) if visit.is_private else None
    if wish and wish.chat == visit.chat.id:
        _wish(visit, wish.at)


def _button(offer: str) -> SetNudge:
    return SetNudge(offer.replace(":", ""))


def _wish(visit: Visit, hour: time) -> None:
    at = _next(hour, people.chat_by_id(visit.db, visit.chat.id), visit.now)
    nudges.set_wish(visit.db, Wish(visit.learner.id, visit.chat.id, hour, at))


def _sentence(visit: Visit, hour: time | None) -> Body:
    if hour is None:
        return visit.say(m.NUDGE_NONE)
    return (*visit.say(m.NUDGE_IS, hour=f"{hour:%H:%M}"), *lost_in_quiet(visit))


def _next(hour: time, chat: Chat, after: datetime) -> datetime:
    """When clocks in the chat's zone show that hour next; daylight saving as for questions."""
    return next_slot(Schedule((hour,), EVERY_DAY, 1, chat.zone), after).at


# --- when it comes -----------------------------------------------------------------------------------


def reserve(db: Connection, wish: Wish, now: datetime) -> None:
    """The hour has come: the reminder of that day is reserved, and the next one is worked out."""
    chat = people.chat_by_id(db, wish.chat)
    if chat.active and not is_late(wish.next_due_at, now):
        day, _ = local_today(db, people.learner_by_id(db, wish.learner), wish.next_due_at)
        nudges.reserve(db, Nudge(wish.learner, day, wish.chat, wish.next_due_at))
    nudges.advance(db, wish.learner, _next(wish.at, chat, now))


def reminder(db: Connection, nudge: Nudge, now: datetime) -> tuple[Chat, Say] | None:
    """The message; None when it is not wanted, or has to wait for the end of quiet hours: both are noted."""
    learner, chat = people.learner_by_id(db, nudge.learner), people.chat_by_id(db, nudge.chat)
    if not chat.active or is_late(nudge.due_at, now) or not _is_wanted(db, learner, nudge, now):
        nudges.close(db, nudge, DeliveryState.SKIPPED)
        return None
    if (free := held_until(chat.quiet, chat.zone, now)) > now:
        nudges.postpone(db, nudge, free)
        return None
    return chat, _message(db, learner, chat, now)


def _is_wanted(db: Connection, learner: Learner, nudge: Nudge, now: datetime) -> bool:
    """Whether it is still that day, not done, and nothing spares the learner from missing it."""
    today, zone = local_today(db, learner, now)
    return today == nudge.day and not is_done(db, learner, now) and spare_for(db, learner, zone)(today) is None


def _message(db: Connection, learner: Learner, chat: Chat, now: datetime) -> Say:
    say, today = Sentences(chat.language), close_past_days(db, learner, now)
    ends_at = day_ends_at(today, local_today(db, learner, now)[1], learner.rollover)
    hour = f"{ends_at.astimezone(ZoneInfo(chat.zone)):%H:%M}"
    streak, goal = streak_of(db, learner, today=today).current, goals.goal_on(db, learner.id, today)
    done = days.done_on(db, learner.id, [today]).get(today, 0)
    body = say(m.NUDGE_STREAK, n=streak, hour=hour) if streak else say(m.NUDGE, hour=hour)
    so_far = say(m.GOAL_SO_FAR, done=done, goal=goal) if goal > 1 else ()
    rows: Rows = ((Button(say.text(m.YES), Ask()), Button(say.text(m.NO_NUDGE), SetNudge(""))),)
    return Say((*body, *so_far), rows, to=chat.address)
