"""What somebody types or shares in answer to the welcome: an hour, a place, what their clock shows, a location."""

from bot.domain.conversation import Located, Reply, Say, Text
from bot.domain.daily import NotASchedule, Reason, parse_daily
from bot.domain.positions import zones_at
from bot.domain.zones import MOST_SUGGESTIONS, Found, find_zone, showing
from bot.store import deliveries
from bot.study import zone
from bot.study.hours import hour_buttons
from bot.study.visit import Visit
from bot.study.welcome import awaits_hour, awaits_zone, daily_command, now_ready
from bot.texts import messages as m

LONGEST_HOUR = 40


def typed(visit: Visit, what: Text) -> Reply | None:
    """The answer to what the welcome asked last; None when it is none, or from somebody who never met us."""
    if what.reply_to is None and awaits_hour(visit):
        return _hour_typed(visit, what.text)
    if what.reply_to is None and awaits_zone(visit):
        return _place_typed(visit, what.text)
    return None


def located(visit: Visit, where: Located) -> Reply:
    """A shared location: its zone, worked out here. Nothing is kept of the place."""
    zones = zones_at(where.latitude, where.longitude)
    first = awaits_zone(visit)
    if not zones:
        return Reply(says=(Say(visit.say(m.NOWHERE), zone.zone_buttons(visit, first=first, more=False)),))
    if len(zones) > 1:
        return Reply(says=(Say(visit.say(m.WHICH_OF_THESE), zone.named(visit, zones[:MOST_SUGGESTIONS], first=first)),))
    return now_ready(visit, zone.saved(visit, zones[0]))


def _hour_typed(visit: Visit, text: str) -> Reply | None:
    """Once questions have come, a bare number is rather a late answer to one."""
    if len(text) > LONGEST_HOUR or (text.strip().isdecimal() and _was_asked(visit)):
        return None
    try:
        asked = parse_daily(text)
    except NotASchedule as fault:
        return None if fault.reason is not Reason.BAD_TIME or _was_asked(visit) else _no_hour(visit, fault.word)
    return daily_command(visit, text) if asked.times else None


def _no_hour(visit: Visit, word: str) -> Reply:
    return Reply(says=(Say(visit.say(m.NOT_AN_HOUR, word=word), hour_buttons(visit, first=True)),))


def _place_typed(visit: Visit, text: str) -> Reply | None:
    """A city, a country, an offset, or what the clock shows. Once questions have come, only what is surely a place."""
    found = find_zone(text, visit.now)
    if isinstance(found, Found):
        return now_ready(visit, zone.saved(visit, found.zone))
    if _was_asked(visit):
        return None
    return _clock_typed(visit, text) or zone.not_found(visit, text, found, first=True)


def _clock_typed(visit: Visit, text: str) -> Reply | None:
    """Places whose clock shows the hour that was typed, for who answers the question as it was asked."""
    try:
        times = parse_daily(text).times if len(text) <= LONGEST_HOUR else ()
    except NotASchedule:
        return None
    if len(times) != 1:
        return None
    clocks = showing(times[0], visit.say.language, visit.now)
    if not clocks:
        return Reply(says=(Say(visit.say(m.NO_SUCH_CLOCK), zone.zone_buttons(visit, first=True, more=False)),))
    rows = tuple((button,) for button in zone.clock_buttons(visit, clocks, first=True))
    return Reply(says=(Say(visit.say(m.WHICH_OF_THESE), rows),))


def _was_asked(visit: Visit) -> bool:
    return bool(deliveries.sent_last(visit.db, visit.chat.id))
