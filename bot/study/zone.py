"""Where a chat's clock is, and a learner's day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.actions import AskZone, SetZone
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.zones import Found, Suggest, clock_offers, find_zone, known
from bot.store import moves
from bot.study.daily import reschedule
from bot.study.visit import Visit
from bot.texts import messages as m


def timezone(visit: Visit, argument: str) -> Reply:
    """`/timezone`, `/timezone Europe/Madrid`, `/timezone Bogotá`."""
    if not argument:
        return Reply(says=(Say(zone_now(visit), zone_buttons(visit, first=False)),))
    found = find_zone(argument, visit.now)
    if isinstance(found, Found):
        change(visit, found.zone)
        return Reply(says=(Say(_sentence(visit, m.ZONE_SAVED, found.zone)),))
    if isinstance(found, Suggest):
        return _did_you_mean(visit, argument, found.zones)
    return Reply(says=(Say(visit.say(m.UNKNOWN_ZONE, zone=argument)),))


def _did_you_mean(visit: Visit, typed: str, zones: tuple[str, ...]) -> Reply:
    rows = tuple((Button(zone, SetZone(zone, 0)),) for zone in zones)
    near = visit.say.city(zones[0])
    if len(zones) == 1:
        rows = ((Button(visit.say.text(m.YES), SetZone(zones[0], 0)),),)
    return Reply(says=(Say(visit.say(m.UNKNOWN_ZONE_NEAR, zone=typed, near=near), rows),))


def zone_buttons(visit: Visit, *, first: bool) -> Rows:
    """Places to choose from, by what their clocks show now."""
    say = visit.say
    offers = [
        Button(say.text(m.CLOCK, hour=hour, city=city), SetZone(zone, int(first)))
        for zone, city, hour in clock_offers(say.language, visit.now)
    ]
    offers.append(Button(say.text(m.OTHER_ZONE), AskZone()))
    return tuple(tuple(offers[at : at + 2]) for at in range(0, len(offers), 2))


def set_zone(visit: Visit, press: SetZone) -> Reply:
    """A place was pressed outside of the welcome."""
    if not known(press.zone):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    change(visit, press.zone)
    return Reply(edits=(Edit(body=_sentence(visit, m.ZONE_SAVED, press.zone)),))


def ask_zone(visit: Visit, press: AskZone) -> Reply:
    """Another place: how to type it."""
    return Reply(says=(Say(visit.say(m.TYPE_ZONE)),))


def change(visit: Visit, zone: str) -> None:
    """Moves the chat's clock, and in private the learner's days with it."""
    first = not visit.chat.zone_chosen
    reschedule(visit, zone)
    if visit.is_private and first:
        moves.settle(visit.db, visit.learner.id, zone)
    elif visit.is_private and zone != visit.learner.zone:
        moves.move(visit.db, visit.learner, zone, visit.incoming.at)


def zone_now(visit: Visit) -> Body:
    """Which zone counts here: one's own in private, in a group everybody's."""
    return _sentence(visit, m.ZONE_IS if visit.is_private else m.ZONE_IS_HERE, visit.chat.zone)


def clock(zone: str, now: datetime) -> str:
    """What the clock shows there: `HH:MM`."""
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"


def _sentence(visit: Visit, message: m.Message, zone: str) -> Body:
    return visit.say(message, zone=zone, hour=clock(zone, visit.now))
