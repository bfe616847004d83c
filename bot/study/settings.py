"""Everything that can be changed, in one message that changes itself."""

from dataclasses import replace

from bot.domain.actions import SetFinals, SetPolls, Settings, Topics
from bot.domain.conversation import Body, Button, Edit, Platform, Reply, Rows, Say
from bot.store import people
from bot.study import amounts, day_topics, finals, hours, nudge, own_days, publish_hour, quiet
from bot.study.language import language_buttons
from bot.study.scheduling import summary
from bot.study.visit import Visit
from bot.study.zone import clock, zone_buttons, zone_now
from bot.texts import messages as m


def settings(visit: Visit, argument: str) -> Reply:
    """`/settings`."""
    return Reply(says=(Say(_all(visit), _buttons(visit)),))


def opened(visit: Visit, press: Settings) -> Reply:
    """One part of the settings, or all of them again."""
    say = visit.say
    back: Rows = ((Button(say.text(m.BACK), Settings("")),),)
    parts: dict[str, tuple[Body, Rows]] = {
        "hour": (hours.body(visit), hours.rows(visit)),
        "window": (say(m.WHICH_WINDOW), hours.window_rows(visit)),
        "days": day_topics.screen(visit),
        "quiet": quiet.screen(visit),
        "zone": (zone_now(visit), _zones(visit) + back),
        "language": (say(m.WHICH_LANGUAGE), language_buttons() + back),
        "goal": (say(m.WHICH_GOAL), own_days.goal_buttons() + back),
        "difficulty": (say(m.WHICH_DIFFICULTY), amounts.difficulty_buttons(visit)),
    }
    if not visit.is_private:
        parts["publish"] = (say(m.WHICH_PUBLISHING), publish_hour.hour_buttons(visit) + back)
        parts["polls"] = (say(m.ABOUT_POLLS), _poll_buttons(visit) + back)
    if visit.is_private:
        parts["nudge"] = nudge.screen(visit)
        parts["amount"] = (say(m.WHICH_AMOUNT), amounts.amount_buttons(visit))
    body, rows = parts.get(press.part, (_all(visit), _buttons(visit)))
    return Reply(edits=(Edit(rows, body=body),))


def set_polls(visit: Visit, press: SetPolls) -> Reply:
    """How choices go out in this group from now on."""
    if visit.is_private:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    people.change_chat(visit.db, visit.chat.id, polls=press.on == 1)
    changed = replace(visit, chat=people.chat_by_id(visit.db, visit.chat.id))
    return Reply(edits=(Edit(_buttons(changed), body=_all(changed)),))


def set_finals(visit: Visit, press: SetFinals) -> Reply:
    """Whether this group gets the final board of each day."""
    if visit.is_private:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    changed = finals.keep(visit, press)
    return Reply(edits=(Edit(_buttons(changed), body=_all(changed)),))


def _poll_buttons(visit: Visit) -> Rows:
    say = visit.say
    return ((Button(say.text(m.POLLS_ON), SetPolls(1)), Button(say.text(m.POLLS_OFF), SetPolls(0))),)


def _zones(visit: Visit) -> Rows:
    return zone_buttons(visit, first=False)


def _all(visit: Visit) -> Body:
    say, zone = visit.say, visit.chat.zone
    chosen = people.topics_of(visit.db, visit.chat.id)
    return (
        *say(m.SETTINGS),
        *(summary(visit) or say(m.SETTINGS_DAILY_OFF)),
        *quiet.line(visit),
        *say(m.SETTINGS_ZONE, zone=zone, hour=clock(zone, visit.now)),
        *say(m.SETTINGS_LANGUAGE),
        *(say(m.SETTINGS_TOPICS, n=len(chosen)) if chosen else say(m.SETTINGS_TOPICS_ALL)),
        *day_topics.lines(visit),
        *own_days.lines(visit),
        *publish_hour.line(visit),
        *(say(m.SETTINGS_POLLS_ON if visit.chat.polls else m.SETTINGS_POLLS_OFF) if _has_polls(visit) else ()),
        *(() if visit.is_private else finals.lines(visit)),
        *amounts.summary(visit),
    )


def _has_polls(visit: Visit) -> bool:
    """Discord's polls know no right answer."""
    return not visit.is_private and visit.chat.address.platform is Platform.TELEGRAM


def _buttons(visit: Visit) -> Rows:
    say = visit.say
    polls = (Button(say.text(m.CHANGE_POLLS), Settings("polls")),) if _has_polls(visit) else ()
    answers = Button(say.text(m.CHANGE_PUBLISHING), Settings("publish"))
    of_group: Rows = () if visit.is_private else ((answers, *polls), (finals.button(visit),))
    amount = (Button(say.text(m.CHANGE_AMOUNT), Settings("amount")),) if visit.is_private else ()
    return (
        (Button(say.text(m.CHANGE_QUESTIONS), Settings("hour")), Button(say.text(m.CHANGE_ZONE), Settings("zone"))),
        (Button(say.text(m.CHANGE_LANGUAGE), Settings("language")), Button(say.text(m.CHANGE_TOPICS), Topics(0))),
        (Button(say.text(m.DAY_TOPICS_BUTTON), Settings("days")), Button(say.text(m.CHANGE_QUIET), Settings("quiet"))),
        (*amount, Button(say.text(m.CHANGE_DIFFICULTY), Settings("difficulty"))),
        *own_days.buttons(visit),
        *of_group,
    )
