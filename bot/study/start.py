"""The welcome: three presses to the first question."""

from bot.domain.actions import Ask, NextInRound, SetHour, SetZone, Topics
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say, Text
from bot.domain.daily import NotASchedule, parse_daily
from bot.domain.schedule import EVERY_DAY, Schedule
from bot.domain.zones import known
from bot.store import deliveries, people, schedules
from bot.study import asking, daily, links, quiz, rounds, zone
from bot.study.daily import hour_buttons, hour_of, keep, set_hour
from bot.study.finding import open_delivery, text_for
from bot.study.going_on import next_in_round
from bot.study.visit import Visit
from bot.study.zone import change, set_zone, zone_buttons
from bot.texts import messages as m

LONGEST_HOUR = 20


def start(visit: Visit, argument: str) -> Reply:
    """`/start`, also with the payload of a deep link into a private chat."""
    people.set_active(visit.db, visit.chat.address, visit.now, active=True)
    people.change_chat(visit.db, visit.chat.id, welcomed_at=visit.chat.welcomed_at or visit.now)
    if not visit.is_private:
        return Reply(says=(Say(visit.say(m.WELCOME_GROUP), _first_question(visit)),))
    linked = links.opened(visit, argument)
    if linked:
        return linked
    first = (*visit.say(m.OLD_LINK), asking.GAP) if links.is_meant(argument) else ()
    body, rows = _welcome(visit)
    return Reply(says=(Say((*first, *body), rows),))


def _welcome(visit: Visit) -> tuple[Body, Rows]:
    """To somebody new, or to somebody who comes back."""
    if schedules.schedule_of(visit.db, visit.chat.id) is None:
        return visit.say(m.WELCOME, name=visit.learner.name), hour_buttons(visit, first=True)
    return visit.say(m.WELCOME_BACK, name=visit.learner.name), ((Button(visit.say.text(m.YES), Ask()),),)


def pressed_hour(visit: Visit, press: SetHour) -> Reply:
    """The hour, which the welcome follows up with the zone."""
    hour = hour_of(press)
    if not press.first or hour is None:
        return set_hour(visit, press)
    keep(visit, Schedule((hour,), EVERY_DAY, 1, visit.chat.zone))
    body = visit.say(m.ASK_CLOCK, hour=f"{hour:%H:%M}")
    return Reply(edits=(Edit(zone_buttons(visit, first=True), body=body),))


def daily_command(visit: Visit, argument: str) -> Reply:
    """`/daily`. The first hour that somebody types, before we know their zone, leads to the zone as a press does."""
    before = schedules.schedule_of(visit.db, visit.chat.id)
    reply = daily.daily(visit, argument)
    after = schedules.schedule_of(visit.db, visit.chat.id)
    if before or not after or visit.chat.zone_chosen or not visit.is_private:
        return reply
    body = (*daily.summary(visit), *visit.say(m.WHICH_CLOCK))
    return Reply(says=(Say(body, zone_buttons(visit, first=True)),))


def hour_typed(visit: Visit, what: Text) -> Reply | None:
    """A bare hour, as an answer to the welcome; None when it is anything else, or from somebody who never met us."""
    if not _may_be_hour(visit, what.text):
        return None
    try:
        asked = parse_daily(what.text) if len(what.text) <= LONGEST_HOUR else None
    except NotASchedule:
        return None
    return daily_command(visit, what.text) if asked and asked.times else None


def _may_be_hour(visit: Visit, typed: str) -> bool:
    """Whether nothing else waits for words. Once questions have come, a bare number is rather a late answer to one."""
    if not visit.is_private or visit.chat.welcomed_at is None or schedules.schedule_of(visit.db, visit.chat.id):
        return False
    if typed.strip().isdecimal() and deliveries.sent_last(visit.db, visit.chat.id):
        return False
    return open_delivery(visit) is None


def timezone_command(visit: Visit, argument: str) -> Reply:
    """`/timezone`. The first zone that somebody types after their hour ends the welcome as a press does."""
    reply = zone.timezone(visit, argument)
    chat = people.chat_by_id(visit.db, visit.chat.id)
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if visit.chat.zone_chosen or not chat.zone_chosen or not schedule or not visit.is_private:
        return reply
    return Reply(says=(Say(_ready(visit, schedule, chat.zone), _first_question(visit)),))


def pressed_zone(visit: Visit, press: SetZone) -> Reply:
    """The zone, after which all is ready for the first question."""
    if not press.first or not known(press.zone):
        return set_zone(visit, press)
    change(visit, press.zone)
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule is None:
        return set_zone(visit, press)
    return Reply(edits=(Edit(_first_question(visit), body=_ready(visit, schedule, press.zone)),))


def _ready(visit: Visit, schedule: Schedule, chosen: str) -> Body:
    hours = visit.say.list([f"{at:%H:%M}" for at in schedule.times])
    return visit.say(m.READY, hour=hours, city=visit.say.city(chosen))


def _first_question(visit: Visit) -> Rows:
    first = Button(visit.say.text(m.FIRST_QUESTION), Ask())
    return ((first, Button(visit.say.text(m.CHOOSE_TOPICS), Topics(0))),)


def opened(visit: Visit) -> Reply:
    """The terminal was opened: the open question again, else the next of a round that goes on, else a new one."""
    waiting, in_round = open_delivery(visit), next_in_round(visit)
    if waiting is None and in_round is not None and isinstance(in_round.action, NextInRound):
        return rounds.next_pressed(visit, in_round.action)
    if waiting is None:
        return quiz.ask(visit)
    return Reply(says=(asking.asks(waiting, text_for(visit, waiting), visit.say, in_group=False),))
