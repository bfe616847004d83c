"""How a round went: what to look at again, how long it took, and when everything comes back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.actions import Ask, AskMissed, LookAt
from bot.domain.choices import CHOICE_KINDS
from bot.domain.conversation import Body, Button, Reply, Rows, Say
from bot.domain.delivery import Delivery, Turn
from bot.domain.grading import Mark
from bot.domain.question import Question
from bot.domain.rounds import Outcome
from bot.domain.streak import local_day
from bot.markup.plain import shortened
from bot.store import answers, deliveries, rounds
from bot.store.bank import question_in
from bot.store.rounds import Result, Round
from bot.study import feedback
from bot.study.aside import in_private, private_chat
from bot.study.asking import GAP, reminder
from bot.study.finding import delivery_for, text_for
from bot.study.grade import undo_row
from bot.study.visit import Visit
from bot.texts import messages as m

MOST_LISTED = 16
MOST_DATES = 3
IN_A_ROW = 8
LONGEST_TITLE = 80
A_MINUTE = 60


def of_round(visit: Visit, round_: Round, lead: Body = ()) -> Say:
    """The end of a round."""
    say, found = visit.say, rounds.results(visit.db, round_)
    known, time = _count(found, Outcome.KNOWN), _time(visit, round_)
    if not found:
        return Say((*lead, *say(m.ROUND_EMPTY)))
    heading = say(m.ROUND_DONE, n=known, total=len(found), time=time)
    if known == len(found) > 1:
        heading = say(m.ROUND_ALL_KNOWN, total=known, time=time)
    return _told(visit, round_, found, (*lead, *heading))


def of_exam(visit: Visit, round_: Round) -> Say:
    """The end of an exam, when everything in it is graded."""
    found, time = rounds.results(visit.db, round_), _time(visit, round_)
    if not found:
        return Say(visit.say(m.ROUND_EMPTY))
    if all(one.mark or one.outcome is Outcome.SKIPPED for one in found):
        return _told(visit, round_, found, _score(visit, round_, found))
    known = _count(found, Outcome.KNOWN)
    return _told(visit, round_, found, visit.say(m.EXAM_MARKED, n=known, total=len(found), time=time))


def score(visit: Visit, round_: Round, waiting: int) -> Say:
    """What a machine can say of an exam, and how many answers the learner has to look at."""
    found = rounds.results(visit.db, round_)
    return Say((*_score(visit, round_, found), *visit.say(m.EXAM_TO_MARK, n=waiting)))


def look(visit: Visit, press: LookAt) -> Reply:
    """A question that is done with: what was answered, what is right, and the way to take the grade back."""
    delivery = delivery_for(visit, press.delivery) if visit.is_private else None
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id) if delivery else None
    if delivery is None or turn is None or turn.is_open or delivery.holds_feedback:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    return Reply(says=(once_more(visit, delivery, turn),))


def once_more(visit: Visit, delivery: Delivery, turn: Turn) -> Say:
    """The question, what was answered, and what is right, for who is done with it."""
    question = text_for(visit, delivery)
    given = answers.answer_of(visit.db, delivery.root, visit.learner.id)
    if given is None:
        asks = () if turn.graded or turn.skipped_at else (GAP, *visit.say(m.DID_YOU_KNOW))
        body = (*reminder(question), *feedback.revealed(delivery, question, visit.say), *asks)
    else:
        body = feedback.on_kept(visit, delivery, question, given, asks=not turn.graded)
    return Say(body, _look_buttons(visit, delivery, turn, question, given.text if given else ""))


def shown_aside(visit: Visit, delivery: Delivery, turn: Turn, notice: str) -> Reply:
    """A press in a group on what its presser is done with. Aside it is shown once more: what was shown there may not
    have arrived. Otherwise the notice says that it is done.
    """
    private = private_chat(visit) if visit.incoming.aside and not visit.is_private else None
    if private is None or turn.skipped_at:
        return Reply(notice=notice)
    say = once_more(in_private(visit, private), delivery, turn)
    return Reply((replace(say, to=private.address),), instead=Reply(notice=notice))


def _look_buttons(visit: Visit, delivery: Delivery, turn: Turn, question: Question, text: str) -> Rows:
    """Grades where there is none yet, else the way to take it back; a question that was skipped is for another day."""
    if turn.graded:
        return undo_row(visit, delivery)
    return () if turn.skipped_at else feedback.feedback_buttons(visit, delivery, question, text, turn.mark)


def title(visit: Visit, question: int) -> tuple[str, str]:
    """A question in one line, and its topic."""
    text = question_in(visit.db, question, visit.say.language)
    return shortened(text.question, LONGEST_TITLE), text.topic


def look_rows(visit: Visit, shown: Sequence[int]) -> Rows:
    """A button for each of these deliveries, numbered from 1."""
    buttons = [Button(visit.say.text(m.SEE_ONE, number=at), LookAt(one)) for at, one in enumerate(shown, start=1)]
    return tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))


def _told(visit: Visit, round_: Round, found: Sequence[Result], heading: Body) -> Say:
    missed = [one for one in found if one.outcome is not Outcome.KNOWN]
    body = (*heading, *_list(visit, missed), *_dates(visit, found, missed))
    rows: Rows = ((Button(visit.say.text(m.ANOTHER), Ask()),),)
    if missed:
        label = visit.say.text(m.ASK_MISSED, n=len(missed))
        rows = ((Button(label, AskMissed(round_.id)),), *rows)
    return Say(body, (*look_rows(visit, [one.delivery for one in missed[:MOST_LISTED]]), *rows))


def _list(visit: Visit, missed: Sequence[Result]) -> Body:
    lines = [line for at, one in enumerate(missed[:MOST_LISTED], start=1) for line in _missed(visit, at, one)]
    more = visit.say(m.MORE_PROBLEMS, n=len(missed) - MOST_LISTED) if len(missed) > MOST_LISTED else ()
    return (GAP, *visit.say(m.TO_LOOK_AT), *lines, *more) if missed else ()


def _missed(visit: Visit, number: int, one: Result) -> Body:
    told = {"number": number, "question": title(visit, one.question)[0]}
    if one.outcome is Outcome.SKIPPED:
        return visit.say(m.SKIPPED_ONE, **told)
    if one.due is None:
        return visit.say(m.MISSED_ONE, **told)
    return visit.say(m.MISSED_ONE_BACK, **told, date=visit.say.day(_day(visit, one), visit.today))


def _dates(visit: Visit, found: Sequence[Result], missed: Sequence[Result]) -> Body:
    """When those that were known come back: how many on each of the first days, and how many later."""
    days = sorted(Counter(_day(visit, one) for one in found if one.due and one not in missed).items())
    if not days:
        return ()
    say = visit.say
    told = [say.text(m.DATE_AND_COUNT, date=say.day(day, visit.today), n=n) for day, n in days[:MOST_DATES]]
    if later := sum(n for _, n in days[MOST_DATES:]):
        told.append(say.text(m.LATER_AND_COUNT, n=later))
    return (GAP, *say(m.OTHERS_BACK if missed else m.ALL_BACK, dates=say.list(told)))


def _day(visit: Visit, one: Result) -> date:
    learner = visit.learner
    return local_day(one.due or visit.now, learner.zone, learner.rollover)


def _score(visit: Visit, round_: Round, found: Sequence[Result]) -> Body:
    can_be = sum(one.mark is not None or _markable(visit, one) for one in found)
    right, partly = (sum(one.mark is mark for one in found) for mark in (Mark.RIGHT, Mark.PARTLY))
    time = _time(visit, round_)
    heading = visit.say(m.EXAM_SCORE, n=right, total=can_be, time=time) if can_be else ()
    partly_line = visit.say(m.EXAM_PARTLY, n=partly) if partly else ()
    return (*(heading or visit.say(m.EXAM_HANDED_IN, time=time)), *partly_line)


def _markable(visit: Visit, one: Result) -> bool:
    kind = question_in(visit.db, one.question, visit.say.language).kind
    return kind in CHOICE_KINDS or kind in feedback.MARKED_KINDS


def _time(visit: Visit, round_: Round) -> str:
    """How long the round took; its row has grown since it was read."""
    now = rounds.round_by_id(visit.db, round_.id) or round_
    if now.seconds < A_MINUTE:
        return visit.say.text(m.SECONDS, n=now.seconds)
    return visit.say.text(m.MINUTES, n=round(now.seconds / A_MINUTE))


def _count(found: Sequence[Result], outcome: Outcome) -> int:
    return sum(one.outcome is outcome for one in found)
