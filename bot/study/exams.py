"""During an exam: an answer is noted, and nothing is given away."""

from collections.abc import Collection

from bot.domain.conversation import Body, Edit, Press, Reply, Say
from bot.domain.delivery import Delivery
from bot.domain.grading import Mark
from bot.domain.question import Question
from bot.domain.rounds import GRADE_FOR
from bot.markup.plain import shortened
from bot.store import deliveries
from bot.study import asking, grade, rounds
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.messages import Message
from bot.texts.sentences import plain

LONGEST_CHOICE = 100


def noted(
    visit: Visit, delivery: Delivery, question: Question, mark: Mark | None, picked: Collection[int] = ()
) -> Reply:
    """The answer, which is kept already, is noted, and the next question comes. What can be marked moves its card."""
    if mark is not None:
        grade.keep_grade(visit, delivery, GRADE_FOR[mark])
    sentence = _noted(visit, delivery)
    if isinstance(visit.incoming.what, Press):
        edit = Edit(body=_with_choice(visit, delivery, question, picked))
        return Reply(rounds.after(visit, delivery), (edit,), notice=plain(sentence))
    message = deliveries.message_of(visit.db, delivery.id)
    closed = (Edit(message=message),) if message else ()
    return Reply(rounds.after(visit, delivery, sentence) or (Say(sentence),), closed)


def gives_nothing_away(visit: Visit, sentence: Message = m.EXAM_NO_HELP) -> Reply:
    """What is said to who asks for help, or writes what is no answer."""
    if isinstance(visit.incoming.what, Press):
        return Reply(notice=visit.say.text(sentence), alert=True)
    return Reply(says=(Say(visit.say(sentence)),))


def _noted(visit: Visit, delivery: Delivery) -> Body:
    step = delivery.step
    return visit.say(m.NOTED, place=step.place, total=step.total) if step else ()


def _with_choice(visit: Visit, delivery: Delivery, question: Question, picked: Collection[int]) -> Body:
    """The question as it was asked, and what was chosen, without a word on whether it is right."""
    body = asking.question_head(delivery, question, visit.say, in_group=False)
    texts = [shortened(question.choices[number].text, LONGEST_CHOICE) for number in sorted(picked)]
    return (*body, asking.GAP, *visit.say(m.YOUR_CHOICE, choice=" · ".join(texts))) if texts else body
