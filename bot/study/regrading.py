"""Second thoughts on a grade: the finer ones, and taking it back. What else stood below the feedback stays there."""

from bot.domain.actions import MoreGrades, Undo
from bot.domain.conversation import Edit, Reply, Rows
from bot.domain.delivery import Delivery
from bot.store import answers
from bot.study import feedback
from bot.study.finding import text_for
from bot.study.grade import four_buttons, grade_buttons, own
from bot.study.visit import Visit
from bot.texts import messages as m


def more(visit: Visit, press: MoreGrades) -> Reply:
    """Shows all four grades in place of the two."""
    found = own(visit, press)
    return found if isinstance(found, Reply) else Reply(edits=(_below(visit, found, four_buttons(visit, found)),))


def undo(visit: Visit, press: Undo) -> Reply:
    """Takes the grade back and restores the card, unless the question was graded again elsewhere since."""
    found = own(visit, press)
    if isinstance(found, Reply):
        return found
    latest = answers.latest_review(visit.db, visit.learner.id, found.question)
    if latest is not None and latest != found.root:
        return Reply(notice=visit.say_privately.text(m.CANNOT_UNDO))
    taken, before = answers.take_back_review(visit.db, found.root, visit.learner.id)
    if taken:
        answers.keep_card(visit.db, visit.learner.id, found.question, before)
    return Reply(edits=(_below(visit, found, grade_buttons(visit, found)),), notice=visit.say_privately.text(m.UNDONE))


def _below(visit: Visit, delivery: Delivery, grades: Rows) -> Edit:
    given = answers.answer_of(visit.db, delivery.root, visit.learner.id)
    if given is None or given.after_reveal:
        return Edit(grades)
    question = text_for(visit, delivery)
    return Edit(feedback.with_objections(visit, delivery, question, given.text, given.mark, grades))
