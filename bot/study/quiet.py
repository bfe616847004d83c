"""Quiet hours: when the bot says nothing by itself. It always answers who writes to it."""

from datetime import time

from bot.domain.actions import SetQuiet, Settings
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.daily import NotASchedule, parse_window
from bot.domain.folding import fold
from bot.domain.quiet import Quiet
from bot.domain.schedule import hour_of
from bot.store import people
from bot.study import nudge
from bot.study.scheduling import keep_again
from bot.study.visit import Visit
from bot.texts import messages as m

OFFERED = ("2200-0700", "2200-0800", "2300-0700", "2300-0800", "0000-0800", "1400-1600")
NONE = frozenset({"off", "no", "none", "nunca", "never", "fuera", "sin"})


def typed(visit: Visit, argument: str) -> Reply:
    """`/daily quiet 22-8`, `/daily quiet off`; alone, the buttons."""
    if not argument:
        return Reply(says=(Say(*screen(visit)),))
    if fold(argument) in NONE:
        return Reply(says=(Say(_kept(visit, None)),))
    try:
        start, end = parse_window(argument)
    except NotASchedule as fault:
        return Reply(says=(Say(visit.say(m.QUIET_UNKNOWN, word=fault.word)),))
    quiet = _quiet(start, end)
    return Reply(says=(Say(_kept(visit, quiet) if quiet else visit.say(m.QUIET_TOO_LONG)),))


def pressed(visit: Visit, press: SetQuiet) -> Reply:
    """Quiet hours were chosen, or none."""
    start, end = hour_of(press.start), hour_of(press.end)
    quiet = _quiet(start, end) if start and end else None
    if quiet is None and (press.start or press.end):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    _kept(visit, quiet)
    body, rows = screen(visit)
    return Reply(edits=(Edit(rows, body=body),))


def screen(visit: Visit) -> tuple[Body, Rows]:
    """What holds, and quiet hours to choose from."""
    chosen = people.chat_by_id(visit.db, visit.chat.id).quiet
    offers = [_button(offer, chosen) for offer in OFFERED]
    none = Button(visit.say.text(m.NO_QUIET), SetQuiet("", ""))
    back = Button(visit.say.text(m.BACK), Settings(""))
    rows = (*(tuple(offers[at : at + 2]) for at in range(0, len(offers), 2)), (none, back) if chosen else (back,))
    return (*_sentence(visit, chosen), *visit.say(m.QUIET_HOW)), rows


def line(visit: Visit) -> Body:
    """The line of the settings."""
    quiet = visit.chat.quiet
    return visit.say(m.SETTINGS_QUIET, **_times(quiet)) if quiet else visit.say(m.SETTINGS_NO_QUIET)


def _button(offer: str, chosen: Quiet | None) -> Button:
    start, end = offer.split("-")
    offered = Quiet(time.fromisoformat(start), time.fromisoformat(end))
    label = f"{offered.start:%H:%M} – {offered.end:%H:%M}"
    return Button(f"✓ {label}" if offered == chosen else label, SetQuiet(start, end))


def _quiet(start: time, end: time) -> Quiet | None:
    """Quiet hours, or None where they would leave no day."""
    try:
        return Quiet(start, end)
    except ValueError:
        return None


def _kept(visit: Visit, quiet: Quiet | None) -> Body:
    people.set_quiet(visit.db, visit.chat.id, quiet)
    keep_again(visit)
    return _sentence(visit, quiet)


def _sentence(visit: Visit, quiet: Quiet | None) -> Body:
    if quiet is None:
        return visit.say(m.QUIET_NONE)
    return (*visit.say(m.QUIET_IS, **_times(quiet)), *(nudge.lost_in_quiet(visit) if visit.is_private else ()))


def _times(quiet: Quiet) -> dict[str, str]:
    return {"start": f"{quiet.start:%H:%M}", "end": f"{quiet.end:%H:%M}"}
