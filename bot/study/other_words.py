"""“I did say it”: a learner's own words for a key point that the checklist missed. No typing, two or three presses."""

from hashlib import blake2b

from bot.domain.actions import WHICH_ONE, SaidAs, SaidPoint
from bot.domain.conversation import Button, Edit, Reply, Rows
from bot.domain.delivery import Delivery
from bot.domain.phrases import phrases
from bot.domain.question import Kind, Question
from bot.store import answers, synonyms
from bot.store.answers import Given
from bot.study import feedback
from bot.study.asking import reminder
from bot.study.finding import text_for
from bot.study.grade import grade_buttons, own
from bot.study.group import LONGEST_TO_EDIT
from bot.study.visit import Visit
from bot.texts import messages as m


def which_point(visit: Visit, press: SaidPoint) -> Reply:
    """Which key point it was, when several are missed; then which words of the answer said it."""
    found = _answered(visit, press)
    if isinstance(found, Reply):
        return found
    delivery, question, given = found
    missed = feedback.missed_points(question, given.text)
    if press.point == WHICH_ONE and len(missed) > 1:
        return _with_grades(visit, delivery, _point_buttons(visit, delivery, question, missed), m.WHICH_IDEA)
    point = press.point - 1 if press.point != WHICH_ONE else next(iter(missed), -1)
    if point not in missed:
        return Reply(notice=visit.say.text(m.SAID_ALREADY))
    rows = _phrase_buttons(visit, delivery, question, given.text, point)
    if not rows:
        return Reply(notice=visit.say.text(m.NO_OTHER_WORDS))
    return _with_grades(visit, delivery, rows, m.WHICH_WORDS, point=question.key_points[point][0])


def keep_words(visit: Visit, press: SaidAs) -> Reply:
    """The words count for this learner at once, and wait for an admin; the feedback shows the new list."""
    found = _answered(visit, press)
    if isinstance(found, Reply):
        return found
    delivery, question, given = found
    meant = _meant(question, given.text, press)
    if meant is None:  # the words are kept already, or the note was changed since
        return Reply(notice=visit.say.text(m.SAID_ALREADY))
    who, what = visit.learner.id, delivery.question
    if not synonyms.propose(visit.db, who, what, question.language, *meant, visit.now):
        return Reply(notice=visit.say.text(m.TOO_MANY_SYNONYMS))
    return Reply(edits=(_feedback_again(visit, delivery, given),), notice=visit.say.text(m.SAID_KEPT))


def _meant(question: Question, text: str, press: SaidAs) -> tuple[str, str] | None:
    """The label and the words that a button stands for; None when the answer or the question has them no more."""
    if press.point - 1 not in feedback.missed_points(question, text):
        return None
    offered = phrases(text, question.key_points, question.language)
    words = next((one for one in offered if _stamp(question, press.point - 1, one) == press.stamp), None)
    return (question.key_points[press.point - 1][0], words) if words else None


def _with_grades(visit: Visit, delivery: Delivery, rows: Rows, notice: m.Message, **values: str) -> Reply:
    edit = Edit((*rows, *grade_buttons(visit, delivery)))
    return Reply(edits=(edit,), notice=visit.say.text(notice, **values))


def _answered(visit: Visit, press: SaidPoint | SaidAs) -> tuple[Delivery, Question, Given] | Reply:
    """The presser's own answer to an open question; any other press is forged."""
    delivery = own(visit, press)
    if isinstance(delivery, Reply):
        return delivery
    question = text_for(visit, delivery)
    given = answers.answer_of(visit.db, delivery.root, visit.learner.id)
    if given is None or question.kind is not Kind.OPEN:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    return delivery, question, given


def _point_buttons(visit: Visit, delivery: Delivery, question: Question, missed: list[int]) -> Rows:
    def button(at: int) -> Button:
        return Button(f"○ {question.key_points[at][0]}", SaidPoint(delivery.id, visit.learner.id, at + 1))

    return tuple((button(at),) for at in missed)


def _phrase_buttons(visit: Visit, delivery: Delivery, question: Question, text: str, point: int) -> Rows:
    who = (delivery.id, visit.learner.id, point + 1)
    offered = phrases(text, question.key_points, question.language)
    return tuple(
        (Button(visit.say.text(m.QUOTED, text=words), SaidAs(*who, _stamp(question, point, words))),)
        for words in offered
    )


def _stamp(question: Question, point: int, words: str) -> int:
    """A number for these words for this key point: a button cannot carry them, and the note may change."""
    what = f"{question.key_points[point][0]}\0{words}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(what, digest_size=5).digest())


def _feedback_again(visit: Visit, delivery: Delivery, given: Given) -> Edit:
    """The same message with the new list; of a long one, which stands in several messages, only the buttons."""
    question = text_for(visit, delivery)
    rows = feedback.feedback_buttons(visit, delivery, question, given.text, given.mark)
    if len(question.answer) + len(question.question) > LONGEST_TO_EDIT:
        return Edit(rows)
    head = () if delivery.chat == visit.chat.id else reminder(question)
    return Edit(rows, body=(*head, *feedback.on_text(visit, question, given.text, given.mark, None)))
