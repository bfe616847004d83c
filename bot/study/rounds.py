"""Rounds: several questions in a row. The next one comes by itself once one is graded, skipped or, in an exam, noted.

A round is rows, so it survives restarts; a new one ends the one before. It is a private matter: see docs/decisions.md.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actions import AskMissed, BeginRound, GradeAs, NextInRound
from bot.domain.conversation import Body, DeliveryId, Edit, Reply, Say
from bot.domain.delivery import Delivery
from bot.domain.rounds import EXAM, MOST, Outcome, RoundId, RoundState
from bot.store import deliveries, rounds, steps
from bot.store.rounds import Round
from bot.study import asking, grade, marking, results
from bot.study.finding import delivery_for, text_for
from bot.study.lacking import nothing_to_ask
from bot.study.picking import pick_several
from bot.study.visit import Visit
from bot.texts import messages as m


def begin_about(visit: Visit, topics: frozenset[str] | None, count: int | None, *, exam: bool = False) -> Reply:
    """A round about these topics (None: what the chat chose); with fewer questions than asked for, it says so.

    Without a count it has as many as an exam has, and fewer are nothing to speak of.
    """
    most, who = min(EXAM if count is None else count, MOST), visit.learner
    questions = pick_several(visit.db, visit.chat, who, most, now=visit.now, rng=visit.rng, topics=topics)
    if not questions:
        return nothing_to_ask(visit)
    lead: Body = ()
    if count is None:
        return begin(visit, questions, exam=exam)
    if len(questions) < most:
        lead = visit.say(m.ROUND_SHORTER, n=len(questions))
    elif count > MOST:
        lead = visit.say(m.ROUND_AT_MOST, n=MOST)
    return begin(visit, questions, exam=exam, lead=lead)


def begin(visit: Visit, questions: Sequence[int], *, exam: bool = False, lead: Body = ()) -> Reply:
    """A round of these questions, the first at once. The one before, if it goes on, is left."""
    lead = (*_leave(visit), *lead, *(visit.say(m.EXAM_BEGINS, n=len(questions)) if exam else ()))
    number = rounds.begin(visit.db, visit.learner.id, visit.chat.id, list(questions), exam=exam, now=visit.now)
    return Reply(says=_next(visit, number, lead))


def pressed(visit: Visit, press: BeginRound) -> Reply:
    """A round, by a button."""
    if not visit.is_private or not press.count:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    topics = frozenset((press.topic,)) if press.topic else None
    return begin_about(visit, topics, press.count, exam=press.exam == 1)


def _leave(visit: Visit) -> Body:
    """Ends the round that goes on here; one line about it when it has only just been left."""
    earlier = rounds.going_on(visit.db, visit.learner.id, visit.chat.id)
    if earlier is None:
        return ()
    last = steps.asked_last(visit.db, earlier.id)
    step = steps.step_of(visit.db, last) if last else None
    rounds.moves(visit.db, earlier.id, visit.now, RoundState.LEFT)
    return visit.say(m.ROUND_LEFT, place=step.place, total=step.total) if step else ()


# --- going on ----------------------------------------------------------------------------------------


def graded(visit: Visit, press: GradeAs) -> Reply:
    """A grade; in a round the next question follows it."""
    reply = grade.grade(visit, press)
    delivery = delivery_for(visit, press.delivery)
    if not reply.edits or delivery is None or not _is_current(visit, delivery):
        return reply
    return replace(reply, edits=(Edit(grade.undo_row(visit, delivery)),), says=after(visit, delivery))


def after(visit: Visit, delivery: Delivery, lead: Body = ()) -> tuple[Say, ...]:
    """What follows a question that is done with: the next one of its round, or how the round went.

    Nothing when the round is over, or has gone on already.
    """
    if delivery.step is None or not _is_current(visit, delivery):
        return ()
    return _go_on(visit, delivery.step.round, delivery.step.state, lead)


def _is_current(visit: Visit, delivery: Delivery) -> bool:
    """Whether it is the one that its round waits for."""
    step = delivery.step
    if step is None or step.state not in (RoundState.ASKING, RoundState.MARKING):
        return False
    shown = steps.asked_last if step.state is RoundState.ASKING else steps.shown_last
    return shown(visit.db, step.round) == delivery.id


def next_pressed(visit: Visit, press: NextInRound) -> Reply:
    """“The next one”: the question that is still open once more, else what follows."""
    round_ = _own(visit, press.round)
    if isinstance(round_, Reply):
        return round_
    if not round_.goes_on:
        return Reply(notice=visit.say.text(m.ROUND_OVER))
    last = steps.asked_last(visit.db, round_.id)
    if round_.state is RoundState.ASKING and last and deliveries.turn(visit.db, last, visit.learner.id).is_open:
        return Reply(says=(_again(visit, last),))
    return Reply(says=_go_on(visit, round_.id, round_.state))


def missed_pressed(visit: Visit, press: AskMissed) -> Reply:
    """What was not known in a round, as a round of its own."""
    round_ = _own(visit, press.round)
    if isinstance(round_, Reply):
        return round_
    missed = [one.question for one in rounds.results(visit.db, round_) if one.outcome is not Outcome.KNOWN]
    return begin(visit, missed) if missed else Reply(notice=visit.say.text(m.ROUND_OVER))


def _own(visit: Visit, number: int) -> Round | Reply:
    """The presser's own round in this chat: the number may be forged."""
    round_ = rounds.round_by_id(visit.db, number)
    if round_ is None or (round_.learner, round_.chat) != (visit.learner.id, visit.chat.id):
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    return round_


def _go_on(visit: Visit, number: RoundId, state: RoundState, lead: Body = ()) -> tuple[Say, ...]:
    return _next(visit, number, lead) if state is RoundState.ASKING else marking.go_on(visit, number)


def _next(visit: Visit, number: RoundId, lead: Body = ()) -> tuple[Say, ...]:
    """The next question that is still in the bank, with `lead` above it; after the last one, how it went."""
    steps.drop_gone(visit.db, number, visit.reach)
    rounds.moves(visit.db, number, visit.now)
    question = steps.next_question(visit.db, number)
    return (_asks(visit, number, question, lead),) if question else _finished(visit, number, lead)


def _asks(visit: Visit, number: RoundId, question: int, lead: Body) -> Say:
    key, today, now = visit.incoming.key, visit.today, visit.now
    made = deliveries.asked(visit.db, visit.chat.id, question, key=key, day=today, now=now, in_round=True).id
    steps.asked(visit.db, number, question, made)
    say = _question(visit, made)
    return replace(say, body=(*lead, asking.GAP, *say.body)) if lead else say


def _again(visit: Visit, number: DeliveryId) -> Say:
    deliveries.asked_again(visit.db, number, visit.now)
    return _question(visit, number)


def _question(visit: Visit, number: DeliveryId) -> Say:
    delivery = deliveries.delivery_by_id(visit.db, number)
    if delivery is None:
        raise LookupError(f"the question of delivery {number} is gone")
    return asking.asks(delivery, text_for(visit, delivery), visit.say, in_group=False)


def _finished(visit: Visit, number: RoundId, lead: Body) -> tuple[Say, ...]:
    round_ = rounds.round_by_id(visit.db, number)
    if round_ is None:
        raise LookupError(f"round {number} is gone")
    if round_.exam:
        return marking.begin(visit, round_)
    rounds.moves(visit.db, number, visit.now, RoundState.DONE)
    return (results.of_round(visit, round_, (*lead, asking.GAP) if lead else ()),)
