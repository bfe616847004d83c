"""When a group is shown the answers to its questions: `/publish`, and its part of the settings."""

from datetime import time

from bot.domain.actions import SetDiscussion, SetPublishing, Settings
from bot.domain.conversation import Body, Button, Edit, Reply, Right, Rows, Say
from bot.domain.daily import NotASchedule, parse_daily
from bot.domain.learner import Chat
from bot.domain.publishing import LEAST_TIME
from bot.domain.schedule import hour_of
from bot.store import people, publications
from bot.study import group, publishing
from bot.study.daily import OFF
from bot.study.visit import Visit
from bot.texts import messages as m

HOURS = ("18:00", "20:00", "21:00", "22:00")
NEVER = "off"


def publish(visit: Visit, argument: str) -> Reply:
    """`/publish`, `/publish 21:00`, `/publish off`."""
    if visit.is_private:
        return Reply(says=(Say(visit.say(m.PUBLISH_IN_GROUPS)),))
    if not argument:
        return Reply(says=(Say((*line(visit), *visit.say(m.WHICH_PUBLISHING)), hour_buttons(visit)),))
    if argument.casefold() in OFF:
        return _say_now(visit, None)
    hour = _hour_in(argument)
    if hour is None:
        return Reply(says=(Say(visit.say(m.BAD_PUBLISH_HOUR, word=argument)),))
    return _say_now(visit, hour)


def pressed(visit: Visit, press: SetPublishing) -> Reply:
    """An hour to choose from, or never: the same message says what holds now."""
    hour = None if press.hour == NEVER else hour_of(press.hour)
    if visit.is_private or (hour is None and press.hour != NEVER):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    edits = _set(visit, hour)
    return Reply(edits=(Edit(_back(visit), body=_told(visit, hour)), *edits))


def line(visit: Visit) -> Body:
    """What holds now, for the settings; empty in private."""
    if visit.is_private:
        return ()
    hour = visit.chat.publish_hour
    if hour is None:
        return visit.say(m.SETTINGS_NOT_PUBLISHED)
    talk = visit.say(m.SETTINGS_DISCUSSED) if _is_discussed(visit.chat) else ()
    return (*visit.say(m.SETTINGS_PUBLISHED, hour=f"{hour:%H:%M}"), *talk)


def hour_buttons(visit: Visit) -> Rows:
    """Hours to choose from, and whether a thread is opened."""
    say, on = visit.say, _is_discussed(visit.chat)
    hours = tuple(Button(hour, SetPublishing(hour.replace(":", ""))) for hour in HOURS)
    talk = (Button(say.text(m.NO_DISCUSSION if on else m.WANT_DISCUSSION), SetDiscussion(int(not on))),)
    return (
        hours,
        (*(talk if publishing.discussed(visit.chat) else ()), Button(say.text(m.TURN_OFF), SetPublishing(NEVER))),
    )


def discussed(visit: Visit, press: SetDiscussion) -> Reply:
    """Whether a thread is opened below each answer from now on; also what the bot would need for it."""
    if not publishing.discussed(visit.chat):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    on = press.on == 1
    people.change_chat(visit.db, visit.chat.id, discussion=on)
    barred = (
        visit.say(m.DISCUSSION_BARRED, permission=visit.say.text(m.PERMISSION_THREADS))
        if on and Right.OPEN_THREADS in visit.incoming.lacks
        else ()
    )
    told = (*visit.say(m.DISCUSSION_ON if on else m.DISCUSSION_OFF), *barred)
    return Reply(edits=(Edit(_back(visit), body=told),))


def _is_discussed(chat: Chat) -> bool:
    return publishing.discussed(chat) and chat.discussion


def _hour_in(argument: str) -> time | None:
    try:
        asked = parse_daily(argument)
    except NotASchedule:
        return None
    return asked.times[0] if len(asked.times) == 1 and not (asked.weekdays or asked.count) else None


def _say_now(visit: Visit, hour: time | None) -> Reply:
    edits = _set(visit, hour)
    return Reply((Say(_told(visit, hour)),), edits)


def _told(visit: Visit, hour: time | None) -> Body:
    if hour is None:
        return visit.say(m.NEVER_PUBLISHED)
    return visit.say(m.PUBLISHED_AT, hour=f"{hour:%H:%M}", city=visit.say.city(visit.chat.zone))


def _set(visit: Visit, hour: time | None) -> tuple[Edit, ...]:
    """Keeps the hour. It holds for the open questions, too, which say so."""
    people.change_chat(visit.db, visit.chat.id, publish_hour=hour)
    chat = people.chat_by_id(visit.db, visit.chat.id)
    waiting = publications.planned(visit.db, chat.id)
    moved = [publishing.planned(visit.db, chat, one, visit.now - LEAST_TIME) for one in waiting]
    return tuple(edit for one in moved for edit in group.count_edits(visit, one))


def _back(visit: Visit) -> Rows:
    return ((Button(visit.say.text(m.BACK), Settings("")),),)
