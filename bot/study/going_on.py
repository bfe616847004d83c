"""The button below what is done: another question, or the way back to a round that is going on."""

from bot.domain.actions import Ask, NextInRound
from bot.domain.conversation import Button
from bot.domain.rounds import RESTS_AFTER, RoundState
from bot.store import deliveries, rounds, steps
from bot.store.rounds import Round
from bot.study.visit import Visit
from bot.texts import messages as m


def another(visit: Visit) -> Button:
    """“Another one”; while a round of theirs goes on here, “the next one”."""
    return next_in_round(visit) or Button(visit.say.text(m.ANOTHER), Ask())


def next_in_round(visit: Visit) -> Button | None:
    """The way back to the learner's round in this chat; None without one, and after hours of silence."""
    since = visit.now - RESTS_AFTER
    round_ = rounds.going_on(visit.db, visit.learner.id, visit.chat.id, since=since)
    return Button(_label(visit, round_), NextInRound(round_.id)) if round_ else None


def _label(visit: Visit, round_: Round) -> str:
    if round_.state is RoundState.MARKING:
        return visit.say.text(m.GO_ON_GRADING)
    last = steps.asked_last(visit.db, round_.id)
    step = steps.step_of(visit.db, last) if last else None
    if last is None or step is None:
        return visit.say.text(m.TO_RESULTS)
    waits = deliveries.turn(visit.db, last, visit.learner.id).is_open
    place = step.place if waits else step.place + 1
    if place > step.total:
        return visit.say.text(m.TO_RESULTS)
    return visit.say.text(m.NEXT_IN_ROUND, place=place, total=step.total)
