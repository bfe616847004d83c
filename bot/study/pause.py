"""Days off: `/pause` and `/resume`."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.actions import Ask, PauseFor, Resume
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.pause_words import Asked, NotADay, parse_pause
from bot.domain.pauses import Pause, Refused, longest_from, refused
from bot.domain.streak import DayState
from bot.store import days, pauses
from bot.study.credit import today_of
from bot.study.sparing import spare_for
from bot.study.today import local_today
from bot.study.visit import Visit
from bot.texts import messages as m

LOOKED_BACK = timedelta(days=90)
LENGTHS = (3, 7, 14)
"""Days that are offered."""
_DAY = timedelta(days=1)


def pause(visit: Visit, argument: str) -> Reply:
    """`/pause` asks for how long; `/pause 5`, `/pause 24/12`, `/pause 20/12 27/12`."""
    if not visit.is_private:
        return Reply(says=(Say(visit.say(m.PAUSES_ARE_PRIVATE)),))
    if not argument.strip():
        return Reply(says=(Say(visit.say(m.PAUSE_HOW_LONG), _lengths(visit)),))
    today = today_of(visit)
    try:
        asked = parse_pause(argument, today)
    except NotADay as fault:
        return Reply(says=(Say(visit.say(m.PAUSE_UNKNOWN, word=fault.word)),))
    return Reply(says=(Say(*_take(visit, asked, today)),))


def pressed(visit: Visit, press: PauseFor) -> Reply:
    """So many days from today on, or from tomorrow where today counts already; 0: until the learner is back."""
    if not visit.is_private or press.days not in {0, *LENGTHS}:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    body, rows = _take(visit, Asked(days=press.days or None), today_of(visit))
    return Reply(edits=(Edit(rows, body=body),))


def pressed_resume(visit: Visit, press: Resume) -> Reply:
    """The pause is taken back, in the message that told of it."""
    (said,) = resume(visit, "").says
    return Reply(edits=(Edit(said.buttons, body=said.body),))


def _lengths(visit: Visit) -> Rows:
    say = visit.say
    days = tuple(Button(say.text(m.PAUSE_DAYS, n=n), PauseFor(n)) for n in LENGTHS)
    return (days, (Button(say.text(m.PAUSE_OPEN), PauseFor(0)),))


def _take(visit: Visit, asked: Asked, today: date) -> tuple[Body, Rows]:
    """Takes the pause when the rules allow it, and says so, with the way to take it back, or says why not."""
    others = pauses.pauses_of(visit.db, visit.learner.id, today - LOOKED_BACK)
    known = days.days_of(visit.db, visit.learner.id, today - _DAY)
    missed = _is_missed(visit, today - _DAY, known)
    first = asked.first or (today + _DAY if missed or known.get(today) is DayState.CREDITED else today)
    wish = _wish(asked, first) or longest_from(first, others) or Pause(first, first)
    why = refused(wish, today=today, missed_yesterday=missed, others=others)
    if why:
        return _refusal(visit, why, wish, others), ()
    pauses.add_pause(visit.db, visit.learner.id, wish)
    return _taken(visit, wish, today), ((Button(visit.say.text(m.RESUME), Resume()),),)


def _is_missed(visit: Visit, yesterday: date, known: Mapping[date, DayState]) -> bool:
    """Whether the learner's last day that is over was missed; behind an earlier missed one it has no row."""
    first = days.first_day(visit.db, visit.learner.id)
    if first is None or first > yesterday or known.get(yesterday, DayState.MISSED) is not DayState.MISSED:
        return False
    _, zone = local_today(visit.db, visit.learner, visit.now)
    return yesterday in known or spare_for(visit.db, visit.learner, zone)(yesterday) is None


def _wish(asked: Asked, first: date) -> Pause | None:
    if asked.days:
        return Pause(first, first + (asked.days - 1) * _DAY)
    return Pause(first, asked.last) if asked.last else None


def _taken(visit: Visit, wish: Pause, today: date) -> Body:
    first, last = visit.say.day(wish.first, today), visit.say.day(wish.last, today)
    if wish.first == wish.last:
        return visit.say(m.PAUSED_ONE_DAY, first=first)
    return visit.say(m.PAUSED, first=first, last=last)


def _refusal(visit: Visit, why: Refused, wish: Pause, others: list[Pause]) -> Body:
    say = visit.say
    match why:
        case Refused.BACKDATED:
            return say(m.PAUSE_BACKDATED)
        case Refused.ENDS_BEFORE_IT_STARTS:
            return say(m.PAUSE_BACKWARDS)
        case Refused.TODAY_AFTER_A_MISSED_DAY:
            last = max(wish.last, wish.first + _DAY)
            return say(m.PAUSE_AFTER_MISS, first=f"{wish.first + _DAY:%d/%m}", last=f"{last:%d/%m}")
        case Refused.TOO_LONG:
            most = longest_from(wish.first, others)
            n = sum(1 for _ in most.days()) if most else 0
            left = say.text(m.PAUSE_LEFT, n=n) if n else say.text(m.PAUSE_USED_UP)
            return say(m.PAUSE_TOO_LONG, left=left)


def resume(visit: Visit, argument: str) -> Reply:
    """`/resume`: ends the pause of today, and gives up those to come."""
    if not visit.is_private:
        return Reply(says=(Say(visit.say(m.RESUMING_IS_PRIVATE)),))
    today = today_of(visit)
    ended = pauses.end_pauses(visit.db, visit.learner.id, today)
    ended = pauses.drop_coming(visit.db, visit.learner.id, today) or ended
    yes: Rows = ((Button(visit.say.text(m.YES), Ask()),),)
    return Reply(says=(Say(visit.say(m.RESUMED if ended else m.NOT_PAUSED), yes),))
