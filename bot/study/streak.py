"""The learner's days in a row."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.actions import Numbers, Why
from bot.domain.conversation import Body, Button, Line, Reply, Rows, Say, Span, Style
from bot.domain.folding import fold, vocabulary
from bot.domain.streak import DayState, Streak, day_ends_at, week
from bot.store import days, goals, moves
from bot.study import why
from bot.study.credit import streak_of, today_of
from bot.study.repair import repair_offer
from bot.study.visit import Visit
from bot.study.zone import clock
from bot.texts import messages as m

SIGNS = {
    DayState.CREDITED: "✓",
    DayState.FROZEN: "❄",
    DayState.REPAIRED: "✓",
    DayState.EXCUSED: "–",
    DayState.PAUSED: "–",
    DayState.PENDING: "·",
    DayState.MISSED: "✗",
    None: "·",
}
WHY = vocabulary("why por que porque")
REMEMBERED_DAYS = 14
LONGEST_WORD = 40


def streak(visit: Visit, argument: str) -> Reply:
    """`/streak`: the number, the record, whether today counts, freezes, and this week. `/streak why` explains it."""
    if fold(argument) in WHY:
        return why.why(visit)
    if argument:
        explain: Rows = ((Button(visit.say.text(m.WHY), Why()),),)
        return Reply(says=(Say(visit.say(m.STREAK_HOW, word=argument[:LONGEST_WORD]), explain),))
    today = today_of(visit)
    found = streak_of(visit.db, visit.learner, today=today)
    if not found.longest:
        return Reply(says=(Say(_none_yet(visit, today)),))
    known = days.days_of(visit.db, visit.learner.id, today - timedelta(days=REMEMBERED_DAYS))
    body = (*_sentence(visit, found, today, known), *_freezes(visit, found), *_week(visit, week(today, known)))
    numbers = (Button(visit.say.text(m.SHOW_NUMBERS), Numbers()),) if visit.is_private else ()
    return Reply(says=(Say(body, ((Button(visit.say.text(m.WHY), Why()), *numbers),)),))


def _none_yet(visit: Visit, today: date) -> Body:
    goal = goals.goal_on(visit.db, visit.learner.id, today)
    return visit.say(m.NO_STREAK) if goal == 1 else visit.say(m.NO_STREAK_WITH_GOAL, n=goal) + _goal(visit, today)


def _lost(visit: Visit, found: Streak, today: date) -> Body:
    goal = goals.goal_on(visit.db, visit.learner.id, today)
    if goal == 1:
        return visit.say(m.STREAK_LOST, longest=found.longest)
    return visit.say(m.STREAK_LOST_WITH_GOAL, longest=found.longest, n=goal) + _goal(visit, today)


def _sentence(visit: Visit, found: Streak, today: date, known: Mapping[date, DayState]) -> Body:
    say = visit.say
    if not found.current:
        return _lost(visit, found, today) + repair_offer(visit.db, visit.learner, say, visit.now)
    heading = say(m.STREAK, n=found.current, longest=found.longest)
    if found.today_credited:
        return heading + say(m.TODAY_COUNTS)
    zone = moves.where_is(visit.db, visit.learner, visit.now).zone
    ends_at = day_ends_at(today, zone, visit.learner.rollover)
    return heading + _goal(visit, today) + say(m.TODAY_PENDING, hour=clock(zone, ends_at))


def _goal(visit: Visit, today: date) -> Body:
    """How far today is, when more than one question makes it."""
    goal = goals.goal_on(visit.db, visit.learner.id, today)
    done = days.done_on(visit.db, visit.learner.id, [today]).get(today, 0)
    return visit.say(m.GOAL_SO_FAR, done=done, goal=goal) if goal > 1 else ()


def _freezes(visit: Visit, found: Streak) -> Body:
    return visit.say(m.FREEZES_HELD, n=found.freezes) if found.freezes else ()


def _week(visit: Visit, states: tuple[DayState | None, ...]) -> Body:
    """Two lines under each other, in letters of one width."""
    initials = " ".join(visit.say.weekdays(range(7), "narrow"))
    signs = " ".join(SIGNS[state] for state in states)
    return (Line((Span(initials, Style.CODE),)), Line((Span(signs, Style.CODE),)))
