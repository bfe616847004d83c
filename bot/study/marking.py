"""The end of an exam: what a machine can mark is, and the rest is compared and graded, one answer after the other."""

from bot.domain.conversation import DeliveryId, Say
from bot.domain.rounds import RoundId, RoundState
from bot.store import answers, deliveries, rounds, steps
from bot.store.rounds import Round
from bot.study import feedback, results
from bot.study.asking import GAP, prompt
from bot.study.finding import text_for
from bot.study.visit import Visit
from bot.texts import messages as m

LONGEST_ANSWER = 300


def begin(visit: Visit, round_: Round) -> tuple[Say, ...]:
    """The score, and the first answer in one's own words."""
    waiting = steps.to_mark(visit.db, round_.id, visit.learner.id)
    rounds.moves(visit.db, round_.id, visit.now, RoundState.MARKING if waiting else RoundState.DONE)
    if not waiting:
        return (results.of_exam(visit, round_),)
    return results.score(visit, round_, len(waiting)), _to_mark(visit, round_.id, waiting)


def go_on(visit: Visit, number: RoundId) -> tuple[Say, ...]:
    """The next answer to grade; after the last one, how the exam went."""
    waiting = steps.to_mark(visit.db, number, visit.learner.id)
    rounds.moves(visit.db, number, visit.now, None if waiting else RoundState.DONE)
    if waiting:
        return (_to_mark(visit, number, waiting),)
    round_ = rounds.round_by_id(visit.db, number)
    return (results.of_exam(visit, round_),) if round_ else ()


def _to_mark(visit: Visit, number: RoundId, waiting: list[DeliveryId]) -> Say:
    """The question, what was written, the checklist, the model answer, and the grades."""
    steps.shown(visit.db, waiting[0], visit.now)
    delivery = deliveries.delivery_by_id(visit.db, waiting[0])
    given = answers.answer_of(visit.db, waiting[0], visit.learner.id)
    if delivery is None or given is None:
        raise LookupError(f"the answer to delivery {waiting[0]} is gone")
    question, say = text_for(visit, delivery), visit.say
    total = steps.in_own_words(visit.db, number, visit.learner.id)
    heading = say(m.MARK_THIS, place=total - len(waiting) + 1, total=total, topic=question.topic)
    wrote = say(m.YOU_WROTE, typed=" ".join(given.text.split())[:LONGEST_ANSWER])
    told = feedback.on_text(visit, question, given.text, given.mark, None)
    rows = feedback.feedback_buttons(visit, delivery, question, given.text, given.mark)
    return Say((*heading, prompt(question), *wrote, GAP, *told), rows)
