"""Where a chat's clock is, and a learner's day."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.actions import AskZone, Settings, SetZone
from bot.domain.conversation import Body, Button, Edit, Platform, Reply, Rows, Say
from bot.domain.zones import Clock, Found, Suggest, clock_at, clock_offers, find_zone, known
from bot.store import moves
from bot.study.scheduling import reschedule
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.catalog import language_of


def timezone(visit: Visit, argument: str) -> Reply:
    """`/timezone`, `/timezone Europe/Madrid`, `/timezone Bogotá`."""
    if not argument:
        return Reply(says=(Say(zone_now(visit), zone_buttons(visit, first=False)),))
    found = find_zone(argument, visit.now)
    if isinstance(found, Found):
        return saved(visit, found.zone)
    return not_found(visit, argument, found, first=False)


def saved(visit: Visit, zone: str) -> Reply:
    """From now on this zone."""
    change(visit, zone)
    return Reply(says=(Say(_sentence(visit, m.ZONE_SAVED, zone)),))


def not_found(visit: Visit, typed: str, found: Suggest | None, *, first: bool) -> Reply:
    """What to say to a text that names no zone for sure; `first` during the welcome."""
    if found is None:
        return Reply(says=(Say(visit.say(m.UNKNOWN_PLACE if first else m.UNKNOWN_ZONE, zone=typed)),))
    if len(found.zones) > 1:
        return Reply(says=(Say(visit.say(m.WHICH_ZONE, zone=typed), named(visit, found.zones, first=first)),))
    near = visit.say.city(found.zones[0])
    rows = ((Button(visit.say.text(m.YES), SetZone(found.zones[0], int(first))),),)
    return Reply(says=(Say(visit.say(m.UNKNOWN_ZONE_NEAR, zone=typed, near=near), rows),))


def named(visit: Visit, zones: Sequence[str], *, first: bool) -> Rows:
    """A row for each zone, with its place and what its clock shows."""
    clocks = [clock_at(one, visit.now) for one in zones]
    return tuple((button,) for button in clock_buttons(visit, clocks, first=first))


def zone_buttons(visit: Visit, *, first: bool, more: bool = True) -> Rows:
    """Places to choose from, by what their clocks show now; with `more`, a way to others."""
    tag = visit.incoming.sender.language or ""
    spoken = tag if language_of(tag, "") == visit.say.language else visit.say.language
    clocks = clock_offers(spoken, visit.now, default=visit.chat.zone)
    other = [Button(visit.say.text(m.OTHER_ZONE), AskZone())] if more else []
    offers = [*clock_buttons(visit, clocks, first=first), *other]
    return tuple(tuple(offers[at : at + 2]) for at in range(0, len(offers), 2))


def clock_buttons(visit: Visit, clocks: Sequence[Clock], *, first: bool) -> list[Button]:
    """A button for each place, with what its clock shows."""
    say = visit.say
    return [
        Button(say.text(m.CLOCK, hour=one.hour, city=one.city or say.city(one.zone)), SetZone(one.zone, int(first)))
        for one in clocks
    ]


def set_zone(visit: Visit, press: SetZone) -> Reply:
    """A place was pressed outside of the welcome."""
    if not known(press.zone):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    change(visit, press.zone)
    rows: Rows = ((Button(visit.say.text(m.BACK), Settings("")),),)
    return Reply(edits=(Edit(rows, body=_sentence(visit, m.ZONE_SAVED, press.zone)),))


def ask_zone(visit: Visit, press: AskZone) -> Reply:
    """Another place: how to tell it."""
    return Reply(says=(Say((*visit.say(m.TYPE_ZONE), *location_hint(visit))),))


def location_hint(visit: Visit) -> Body:
    """That a location is understood, too, where people can share one."""
    shares = visit.is_private and visit.chat.address.platform is Platform.TELEGRAM
    return visit.say(m.OR_LOCATION) if shares else ()


def change(visit: Visit, zone: str) -> None:
    """Moves the chat's clock, and in private the learner's days with it."""
    # Once something has counted, even the first choice is a move: it must not make two days of one.
    first = not visit.chat.zone_chosen and visit.learner.last_day is None
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
