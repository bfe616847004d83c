"""The first steps in a private chat, in one message that changes: language (unless known), hour, zone, what to study.

Nothing is kept of where somebody stands but what they chose: the next step is what is still missing. So a step may be
typed instead of pressed, pressed twice, or weeks later.
"""

from dataclasses import replace

from bot.domain.actions import AskHour, AskZone, SetHour, SetZone, WelcomeIn
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.schedule import EVERY_DAY, Schedule, hour_of
from bot.domain.zones import known
from bot.store import people, schedules
from bot.study import daily, hours, language, zone
from bot.study.finding import open_delivery
from bot.study.hours import hour_buttons, set_hour
from bot.study.ready import ready
from bot.study.scheduling import keep
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES, language_of
from bot.texts.sentences import Sentences

Step = tuple[Body, Rows]


def next_step(visit: Visit) -> Step | None:
    """What to ask somebody in private who says /start; None when all is chosen."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if visit.chat.zone_chosen:
        return None
    if schedule:
        return _zone_step(visit, schedule)
    return _hour_step(visit) if _knows_language(visit) else _language_step(visit)


def _knows_language(visit: Visit) -> bool:
    """Whether the language is more than a guess: the platform said one that we speak, or the learner did."""
    spoken = language_of(visit.incoming.sender.language, "")
    return bool(spoken) or people.chose_language(visit.db, visit.learner.id)


def _language_step(visit: Visit) -> Step:
    """The question in every language, that of this bot first."""
    voices = [visit.say, *(Sentences(one) for one in LANGUAGES if one != visit.say.language)]
    buttons = (Button(language.NAMES[one.language], WelcomeIn(one.language)) for one in voices)
    return tuple(line for voice in voices for line in voice(m.WHICH_LANGUAGE)), (tuple(buttons),)


def _hour_step(visit: Visit) -> Step:
    return visit.say(m.WELCOME, name=visit.learner.name), hour_buttons(visit, first=True)


def _zone_step(visit: Visit, schedule: Schedule) -> Step:
    """The zone that holds until then is a guess, so it is not named."""
    hours_said = visit.say.list([f"{at:%H:%M}" for at in schedule.times])
    return visit.say(m.ASK_CLOCK, hour=hours_said), zone.zone_buttons(visit, first=True)


def pressed_language(visit: Visit, press: WelcomeIn) -> Reply:
    """The language: the welcome goes on in it."""
    if press.language not in LANGUAGES or not visit.is_private:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    language.speak(visit, press.language)
    spoken = replace(visit, learner=replace(visit.learner, language=press.language))
    body, rows = next_step(spoken) or (spoken.say(m.LANGUAGE_SAVED), ())
    return Reply(edits=(Edit(rows, body=body),))


# --- the hour ----------------------------------------------------------------------------------------


def pressed_hour(visit: Visit, press: SetHour) -> Reply:
    """The hour. During the welcome the zone comes next; later it is a setting like others."""
    hour = hour_of(press.hour)
    if not press.first or hour is None or not visit.is_private or _is_over(visit):
        return set_hour(visit, press)
    schedule = Schedule((hour,), EVERY_DAY, 1, visit.chat.zone)
    keep(visit, schedule)
    body, rows = ready(visit) if visit.chat.zone_chosen else _zone_step(visit, schedule)
    return Reply(edits=(Edit(rows, body=body),))


def _is_over(visit: Visit) -> bool:
    """Whether hour and zone are both chosen: then a press on the first message changes one of them."""
    return visit.chat.zone_chosen and schedules.schedule_of(visit.db, visit.chat.id) is not None


def ask_hour(visit: Visit, press: AskHour) -> Reply:
    """Another hour: how to tell it. In the welcome the same message says so, and keeps the hours that it offered."""
    if not awaits_hour(visit):
        return hours.ask_hour(visit, press)
    return Reply(edits=(Edit(hour_buttons(visit, first=True)[:-1], body=visit.say(m.TYPE_FIRST_HOUR)),))


def daily_command(visit: Visit, argument: str) -> Reply:
    """`/daily`. The first hour that somebody types, before we know their zone, leads to the zone as a press does."""
    before = schedules.schedule_of(visit.db, visit.chat.id)
    reply = daily.daily(visit, argument)
    after = schedules.schedule_of(visit.db, visit.chat.id)
    if before or not after or visit.chat.zone_chosen or not visit.is_private:
        return reply
    return Reply(says=(Say(*_zone_step(visit, after)),))


# --- the zone ----------------------------------------------------------------------------------------


def timezone_command(visit: Visit, argument: str) -> Reply:
    """`/timezone`. The first zone that somebody types after their hour ends the welcome as a press does."""
    return now_ready(visit, zone.timezone(visit, argument))


def pressed_zone(visit: Visit, press: SetZone) -> Reply:
    """The zone, after which all is ready for the first question."""
    if not press.first or not known(press.zone):
        return zone.set_zone(visit, press)
    zone.change(visit, press.zone)
    if schedules.schedule_of(visit.db, visit.chat.id) is None:
        return zone.set_zone(visit, press)
    body, rows = ready(visit)
    return Reply(edits=(Edit(rows, body=body),))


def ask_zone(visit: Visit, press: AskZone) -> Reply:
    """Another place: how to tell it. In the welcome the same message says so, and keeps the clocks that it offered."""
    if not awaits_zone(visit):
        return zone.ask_zone(visit, press)
    body = (*visit.say(m.TYPE_PLACE), *zone.location_hint(visit))
    return Reply(edits=(Edit(zone.zone_buttons(visit, first=True, more=False), body=body),))


def now_ready(visit: Visit, reply: Reply) -> Reply:
    """The end of the welcome in place of the reply, when the zone was chosen just now and the hour is known."""
    chosen = people.chat_by_id(visit.db, visit.chat.id).zone_chosen
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if visit.chat.zone_chosen or not chosen or not schedule or not visit.is_private:
        return reply
    return Reply(says=(Say(*ready(visit)),))


# --- what it waits for ---------------------------------------------------------------------------------


def awaits_hour(visit: Visit) -> bool:
    """Whether words may be the hour that the welcome asks for."""
    return _listens(visit) and schedules.schedule_of(visit.db, visit.chat.id) is None


def awaits_zone(visit: Visit) -> bool:
    """Whether words may be the place that the welcome asks for, once the hour is chosen."""
    chosen = visit.chat.zone_chosen or schedules.schedule_of(visit.db, visit.chat.id) is None
    return _listens(visit) and not chosen


def _listens(visit: Visit) -> bool:
    """Whether somebody whom we have welcomed may answer that: while a question is open, words belong to it."""
    return visit.is_private and visit.chat.welcomed_at is not None and open_delivery(visit) is None
