"""The learner's own verdict: it moves the card, and it can be taken back."""

from datetime import date

from bot.domain.actions import GradeAs, MoreGrades, SaidAs, SaidIt, SaidPoint, Undo
from bot.domain.conversation import Button, Edit, Reply, Rows
from bot.domain.delivery import Delivery, EventKind
from bot.domain.memory import Card, Grade, intervals, review
from bot.domain.streak import local_day
from bot.store import answers, days, deliveries
from bot.store.fits import parameters_of
from bot.study.credit import earn, streak_of
from bot.study.finding import delivery_for
from bot.study.going_on import another
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

_WORDS = {Grade.AGAIN: m.AGAIN, Grade.HARD: m.HARD, Grade.GOOD: m.GOOD, Grade.EASY: m.EASY}
DAYS_A_MONTH = 30.44
DAYS_A_YEAR = 365.25


def grade_buttons(visit: Visit, delivery: Delivery) -> Rows:
    """“Not yet” and “yes”, each with the day of return, and “…” for the finer grades."""
    say, days = visit.say_privately, _intervals(visit, delivery)
    who = (delivery.id, visit.learner.id)
    not_yet = Button(say.text(m.NOT_YET, when=when(say, days[Grade.AGAIN])), GradeAs(*who, Grade.AGAIN))
    knew_it = Button(say.text(m.KNEW_IT, when=when(say, days[Grade.GOOD])), GradeAs(*who, Grade.GOOD))
    return ((not_yet, knew_it, Button(say.text(m.MORE_GRADES), MoreGrades(*who))),)


def four_buttons(visit: Visit, delivery: Delivery) -> Rows:
    """All four grades, each with the day of return."""
    say, days = visit.say_privately, _intervals(visit, delivery)
    buttons = [
        Button(say.text(_WORDS[grade], when=when(say, days[grade])), GradeAs(delivery.id, visit.learner.id, grade))
        for grade in Grade
    ]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def _intervals(visit: Visit, delivery: Delivery) -> dict[Grade, int]:
    card = answers.card(visit.db, visit.learner.id, delivery.question)
    return intervals(card, visit.incoming.at, parameters_of(visit.db, visit.learner.id))


def when(say: Sentences, days: int) -> str:
    """“tomorrow”, “in 4 days”, “in 2 months”, “in 1 year”."""
    if days <= 1:
        return say.text(m.TOMORROW)
    if days <= DAYS_A_MONTH:
        return say.text(m.IN_DAYS, n=days)
    if days < DAYS_A_YEAR:
        return say.text(m.IN_MONTHS, n=round(days / DAYS_A_MONTH))
    return say.text(m.IN_YEARS, n=round(days / DAYS_A_YEAR))


def grade(visit: Visit, press: GradeAs) -> Reply:
    """Moves the card by the learner's verdict; a second press of the same message says the same again."""
    found = own(visit, press)
    if isinstance(found, Reply):
        return found
    card = keep_grade(visit, found, press.grade)
    return Reply(edits=(Edit(_after_grade(visit, found)),), notice=_comes_back(visit, card))


def keep_grade(visit: Visit, delivery: Delivery, verdict: Grade) -> Card:
    """Moves the card by a verdict and credits the day; gives the card. One verdict a delivery: the first counts."""
    before = answers.card(visit.db, visit.learner.id, delivery.question)
    after = review(before, verdict, visit.incoming.at, parameters_of(visit.db, visit.learner.id))
    at, day = visit.incoming.at, _day(visit, delivery)
    if not answers.keep_review(visit.db, delivery, visit.learner.id, verdict, before=before, at=at, day=day):
        return before or after
    answers.keep_card(visit.db, visit.learner.id, delivery.question, after)
    earn(visit, delivery, EventKind.GRADE)
    return after


def _day(visit: Visit, delivery: Delivery) -> date:
    """The day that a grade counts for; one that replaces another counts where that did."""
    return days.event_day(visit.db, visit.learner.id, delivery.root, EventKind.GRADE) or visit.today


def _comes_back(visit: Visit, card: Card) -> str:
    say, learner = visit.say_privately, visit.learner
    back = local_day(card.due, learner.zone, learner.rollover)
    notice = say.text(m.COMES_BACK, date=say.day(back, visit.today))
    streak = streak_of(visit.db, learner, today=visit.today)
    return f"{notice} {say.text(m.DAYS_IN_A_ROW, n=streak.current)}" if streak.current else notice


def _after_grade(visit: Visit, delivery: Delivery) -> Rows:
    (undo,) = undo_row(visit, delivery)[0]
    return ((undo, another(visit)),)


def undo_row(visit: Visit, delivery: Delivery) -> Rows:
    """The way to take the grade back, alone: what comes next is there already."""
    return ((Button(visit.say_privately.text(m.UNDO), Undo(delivery.id, visit.learner.id)),),)


def own(visit: Visit, press: GradeAs | MoreGrades | Undo | SaidIt | SaidPoint | SaidAs) -> Delivery | Reply:
    """The delivery of a button below somebody's feedback, or the Reply to who may not press it.

    Feedback stands in private, and only for a question that is answered or revealed, and not while it belongs to an
    exam that goes on: any other press is forged.
    """
    if press.learner != visit.learner.id:
        return Reply(notice=visit.say_privately.text(m.NOT_YOURS))
    delivery = delivery_for(visit, press.delivery) if visit.is_private else None
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id) if delivery else None
    if delivery is None or turn is None or delivery.holds_feedback or not (turn.answered_at or turn.revealed_at):
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    return delivery
