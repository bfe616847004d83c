"""What comes back for an answer: the key points, the model answer, the marked choices; and how to grade oneself."""

from collections.abc import Collection

from bot.domain.buttons import SaidIt
from bot.domain.choices import CHOICE_KINDS
from bot.domain.conversation import Body, Button, Line, Passage, Rows, Say, Span
from bot.domain.delivery import Delivery
from bot.domain.grading import Mark, checklist, gaps_filled
from bot.domain.question import Kind, Question
from bot.domain.streak import Streak
from bot.store.answers import Given
from bot.study.asking import GAP, marked_choices, reminder
from bot.study.grade import grade_buttons
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

LONGEST_QUOTE_OF_LEARNER = 60
MARKED_KINDS = frozenset({Kind.SHORT, Kind.CLOZE})
"""Kinds whose typed answer is marked; what is accepted are their key points."""


def on_text(visit: Visit, question: Question, text: str, mark: Mark | None, streak: Streak | None) -> Body:
    """The feedback on a typed answer to an open, a short or a cloze question."""
    say = visit.say_privately
    if question.kind is Kind.SHORT:
        return _on_short(question, text, mark, say) + _closing(say, streak)
    if question.kind is Kind.CLOZE:
        return _on_gaps(question, text, mark, say) + _closing(say, streak)
    return _ideas(question, text, say) + model_answer(question, say) + _closing(say, streak)


def on_kept(visit: Visit, delivery: Delivery, question: Question, given: Given, *, asks: bool = True) -> Body:
    """The feedback on an answer that was given earlier, elsewhere; `asks` how it went, as long as that is open."""
    if question.kind in CHOICE_KINDS:
        told = on_choice(visit, delivery, question, given.picked, None)
    else:
        told = on_text(visit, question, given.text, given.mark, None)
    asking = len(_closing(visit.say_privately, None))
    return (*reminder(question), *(told if asks else told[:-asking]))


def on_choice(
    visit: Visit, delivery: Delivery, question: Question, picked: Collection[int], streak: Streak | None
) -> Body:
    """The choices as they are, the verdict, and the explanation."""
    say = visit.say_privately
    body = (*marked_choices(delivery.id, question, picked), GAP, *verdict(question, picked, say))
    if question.answer:
        body += (Passage(question.answer, quoted=True, files=question.answer_attachments),)
    return body + _closing(say, streak)


def revealed(delivery: Delivery, question: Question, say: Sentences) -> Body:
    """The answer for who looked at it without answering: of a choice question, the right choices first."""
    if question.kind not in CHOICE_KINDS:
        return model_answer(question, say)
    right = (*say(m.MODEL_ANSWER), *marked_choices(delivery.id, question, ()))
    files = question.answer_attachments
    return (*right, Passage(question.answer, quoted=True, files=files)) if question.answer else right


def model_answer(question: Question, say: Sentences) -> Body:
    """The model answer under its heading; a sentence when the notes have none."""
    if not question.answer:
        return say(m.NO_MODEL_ANSWER)
    return (*say(m.MODEL_ANSWER), Passage(question.answer, quoted=True, files=question.answer_attachments))


def feedback_buttons(visit: Visit, delivery: Delivery, mark: Mark | None, kind: Kind) -> Rows:
    """The grades, and for an answer marked as wrong by its letters the way to say that it was right."""
    rows = grade_buttons(visit, delivery)
    if kind in MARKED_KINDS and mark is not Mark.RIGHT:
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
    if not explanation.strip() and not question.answer_attachments:
        return body
    return (*body, Passage(explanation.strip(), quoted=True, files=question.answer_attachments))


def _on_gaps(question: Question, text: str, mark: Mark | None, say: Sentences) -> Body:
    """The verdict on what fills the gaps, and the whole text."""
    if mark is Mark.RIGHT:
        body = say(m.RIGHT)
    elif mark is Mark.PARTLY:
        body = say(m.PARTLY, n=gaps_filled(text, question.key_points), total=len(question.key_points))
    else:
        accepted = ", ".join(point[0] for point in question.key_points)
        body = say(m.WRONG_SHORT, answer=accepted, typed=" ".join(text.split())[:LONGEST_QUOTE_OF_LEARNER])
    return (*body, Passage(question.answer, quoted=True, files=question.answer_attachments))


def verdict(question: Question, picked: Collection[int], say: Sentences) -> Body:
    """What to say to the choices picked: right, partly, or not."""
    right = {number for number, choice in enumerate(question.choices) if choice.correct}
    if right == set(picked):
        return say(m.RIGHT_CHOICE)
    hits, extra = len(right & set(picked)), len(set(picked) - right)
    if question.kind is Kind.MULTIPLE and hits:
        return say(m.PARTLY_AND_MORE if extra else m.PARTLY, n=hits, total=len(right), extra=extra)
    return say(m.WRONG_CHOICE)


def _closing(say: Sentences, streak: Streak | None) -> Body:
    counted = say(m.STREAK_TODAY, n=streak.current) if streak else ()
    return (GAP, *counted, *say(m.DID_YOU_KNOW))
