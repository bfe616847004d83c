"""What comes back for an answer: the key points, the model answer, the marked choices; and how to grade oneself."""

from collections.abc import Collection

from bot.domain.buttons import SaidIt
from bot.domain.choices import CHOICE_KINDS
from bot.domain.conversation import Body, Button, Line, Passage, Rows, Say, Span
from bot.domain.delivery import Delivery
from bot.domain.grading import Mark, checklist
from bot.domain.question import Kind, Question
from bot.domain.streak import Streak
from bot.study.asking import GAP, marked_choices, prompt
from bot.study.grade import grade_buttons
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

LONGEST_QUOTE_OF_LEARNER = 60


def on_text(visit: Visit, question: Question, text: str, mark: Mark | None, streak: Streak | None) -> Body:
    """The feedback on a typed answer to an open or a short question."""
    say = visit.say_privately
    if question.kind is Kind.SHORT:
        return _on_short(question, text, mark, say) + _closing(say, streak)
    return _ideas(question, text, say) + model_answer(question, say) + _closing(say, streak)


def on_kept(visit: Visit, question: Question, text: str, mark: Mark | None) -> Body:
    """The feedback on an answer that was given earlier, elsewhere."""
    if question.kind not in CHOICE_KINDS:
        return (prompt(question), GAP, *on_text(visit, question, text, mark, None))
    say = visit.say_privately
    verdict = say(m.RIGHT_CHOICE if mark is Mark.RIGHT else m.WRONG_CHOICE)
    return (prompt(question), GAP, *verdict, *model_answer(question, say), *_closing(say, None))


def on_choice(
    visit: Visit, delivery: Delivery, question: Question, picked: Collection[int], streak: Streak | None
) -> Body:
    """The choices as they are, the verdict, and the explanation."""
    say = visit.say_privately
    body = (*marked_choices(delivery.id, question, picked), GAP, *_verdict(question, picked, say))
    if question.answer:
        body += (Passage(question.answer, quoted=True, files=question.answer_attachments),)
    return body + _closing(say, streak)


def model_answer(question: Question, say: Sentences) -> Body:
    """The model answer under its heading; a sentence when the notes have none."""
    if not question.answer:
        return say(m.NO_MODEL_ANSWER)
    return (*say(m.MODEL_ANSWER), Passage(question.answer, quoted=True, files=question.answer_attachments))


def feedback_buttons(visit: Visit, delivery: Delivery, mark: Mark | None, kind: Kind) -> Rows:
    """The grades, and for a short answer marked as wrong the way to say that it was right."""
    rows = grade_buttons(visit, delivery)
    if kind is Kind.SHORT and mark is Mark.WRONG:
        had_it = Button(visit.say_privately.text(m.I_HAD_IT), SaidIt(delivery.id, visit.learner.id))
        return ((had_it,), *rows)
    return rows


def files_of(question: Question) -> tuple[Say, ...]:
    """The files of an explanation, on their own: a message that is changed cannot bring them."""
    files = question.answer_attachments
    return (Say((Passage("", files=files),)),) if files else ()


def _ideas(question: Question, text: str, say: Sentences) -> Body:
    if not question.key_points:
        return ()
    found = checklist(text, question.key_points, question.language)
    heading = say(m.IDEAS, n=len(found.mentioned), total=len(question.key_points))
    lines = [_signs("✓", found.mentioned), _signs("○", found.missing)]
    return (*heading, *(line for line in lines if line.spans), GAP)


def _signs(sign: str, labels: Collection[str]) -> Line:
    joined = " · ".join(f"{sign} {label}" for label in labels)
    return Line((Span(joined),)) if joined else Line()


def _on_short(question: Question, text: str, mark: Mark | None, say: Sentences) -> Body:
    accepted, _, explanation = question.answer.partition("\n")
    typed = " ".join(text.split())[:LONGEST_QUOTE_OF_LEARNER]
    body = say(m.RIGHT) if mark is Mark.RIGHT else say(m.WRONG_SHORT, answer=accepted, typed=typed)
    return (*body, Passage(explanation.strip(), quoted=True)) if explanation.strip() else body


def _verdict(question: Question, picked: Collection[int], say: Sentences) -> Body:
    right = {number for number, choice in enumerate(question.choices) if choice.correct}
    if right == set(picked):
        return say(m.RIGHT_CHOICE)
    if question.kind is Kind.MULTIPLE and right & set(picked):
        return say(m.PARTLY, n=len(right & set(picked)), total=len(right))
    return say(m.WRONG_CHOICE)


def _closing(say: Sentences, streak: Streak | None) -> Body:
    counted = say(m.STREAK_TODAY, n=streak.current) if streak else ()
    return (GAP, *counted, *say(m.DID_YOU_KNOW))
