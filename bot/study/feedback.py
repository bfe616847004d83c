"""What comes back for an answer: the key points, the model answer, the marked choices; and how to grade oneself."""

from collections.abc import Collection, Sequence

from bot.domain.actions import WHICH_ONE, SaidIt, SaidPoint
from bot.domain.checklist import Opposite, checklist
from bot.domain.choices import CHOICE_KINDS
from bot.domain.conversation import Body, Button, Line, Passage, Rows, Say, Span
from bot.domain.delivery import Delivery
from bot.domain.grading import Mark, agreement, fillings, gaps_filled, marks_gaps
from bot.domain.phrases import has_phrases
from bot.domain.quantities import Agreement
from bot.domain.question import Kind, Question
from bot.domain.streak import Streak
from bot.markup.plain import bare
from bot.store.answers import Given
from bot.study.asking import GAP, marked_choices, reminder
from bot.study.grade import grade_buttons
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

LONGEST_QUOTE_OF_LEARNER = 60
LONGEST_NOTE = 200
"""UTF-16 units that a note on a press takes on every platform."""
LONGEST_POINT = 300
"""Characters of a key point to which words can be added."""
MARKED_KINDS = frozenset({Kind.SHORT, Kind.CLOZE})
"""Kinds whose typed answer is marked; what is accepted are their key points."""
_ABOUT_UNITS = {Agreement.NO_UNIT: m.UNIT_MISSING, Agreement.OTHER_UNIT: m.UNIT_WRONG}


def on_text(visit: Visit, question: Question, text: str, mark: Mark | None, streak: Streak | None) -> Body:
    """The feedback on a typed answer to an open, a short or a cloze question."""
    say = visit.say_privately
    if question.kind is Kind.SHORT:
        return _on_short(question, text, mark, say) + _closing(say, streak)
    if question.kind is Kind.CLOZE:
        return _on_gaps(question, text, mark, say) + _closing(say, streak)
    return ideas(question, text, say) + model_answer(question, say) + _closing(say, streak)


def ideas(question: Question, text: str, say: Sentences) -> Body:
    """The key points that an answer touches, and those that it does not; nothing when the question has none."""
    if not question.key_points:
        return ()
    found = checklist(text, question.key_points, question.language)
    heading = say(m.IDEAS, n=len(found.mentioned), total=len(question.key_points))
    opposite = [one.label for one in found.opposite]
    lines = [_signs("✓", found.mentioned), _signs("◐", opposite), _signs("○", found.missing)]
    return (*heading, *(line for line in lines if line.spans), *_about_not(found.opposite, say), GAP)


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


def answer_in_a_notice(question: Question, say: Sentences) -> str | None:
    """The model answer, or the right choices, as a small note on a press; None when it does not fit there."""
    right = [choice.text for choice in question.choices if choice.correct]
    note = say.text(m.ANSWER_NOTE, answer=bare(" · ".join(right) or question.answer))
    return note if len(note.encode("utf-16-le")) // 2 <= LONGEST_NOTE else None


def feedback_buttons(visit: Visit, delivery: Delivery, question: Question, text: str, mark: Mark | None) -> Rows:
    """The grades, and the way to say that the bot missed something."""
    return with_objections(visit, delivery, question, text, mark, grade_buttons(visit, delivery))


def with_objections(
    visit: Visit, delivery: Delivery, question: Question, text: str, mark: Mark | None, grades: Rows
) -> Rows:
    """These buttons for grades, and the way to say that the bot missed something, where it may have."""
    say, who = visit.say_privately, (delivery.id, visit.learner.id)
    if question.kind in MARKED_KINDS and mark is not Mark.RIGHT:
        return ((Button(say.text(m.I_HAD_IT), SaidIt(*who)),), *grades)
    if question.kind is Kind.OPEN and _may_have_said_it(question, text):
        return (*grades, (Button(say.text(m.I_SAID_IT), SaidPoint(*who, WHICH_ONE)),))
    return grades


def _may_have_said_it(question: Question, text: str) -> bool:
    return bool(missed_points(question, text) and has_phrases(text, question.key_points, question.language))


def missed_points(question: Question, text: str) -> list[int]:
    """The places of the key points that the checklist does not find in an answer."""
    read = checklist(text, question.key_points, question.language)
    labels = {*read.missing, *(one.label for one in read.opposite)}
    points = enumerate(question.key_points)
    return [at for at, point in points if point and point[0] in labels and len(point[0]) <= LONGEST_POINT]


def files_of(question: Question) -> tuple[Say, ...]:
    """The files of an explanation, on their own: a message that is changed cannot bring them."""
    files = question.answer_attachments
    return (Say((Passage("", files=files),)),) if files else ()


def _about_not(opposite: Sequence[Opposite], say: Sentences) -> Body:
    """Asks back, kindly, where a “not” is too much or missing: the machine may be wrong."""
    body: Body = ()
    for sentence, wrote_not in ((m.WROTE_NOT, True), (m.WROTE_NO_NOT, False)):
        points = say.list([say.text(m.QUOTED, text=one.label) for one in opposite if one.wrote_not is wrote_not])
        body += say(sentence, points=points) if points else ()
    return body


def _signs(sign: str, labels: Collection[str]) -> Line:
    joined = " · ".join(f"{sign} {label}" for label in labels)
    return Line((Span(joined),)) if joined else Line()


def mark_of(question: Question, text: str) -> Mark | None:
    """How a typed answer is marked; None for an open question, which nobody but the learner marks."""
    return marks_gaps(text, question.key_points, question.language) if question.kind in MARKED_KINDS else None


def _on_short(question: Question, text: str, mark: Mark | None, say: Sentences) -> Body:
    accepted, _, explanation = question.answer.partition("\n")
    body = say(m.RIGHT) if mark is Mark.RIGHT else _not_it(question, text, accepted, say)
    if not explanation.strip() and not question.answer_attachments:
        return body
    return (*body, Passage(explanation.strip(), quoted=True, files=question.answer_attachments))


def _not_it(question: Question, text: str, accepted: str, say: Sentences) -> Body:
    """What it was; of a number whose unit alone is missing or wrong, that this is so."""
    forms = question.key_points[0] if len(question.key_points) == 1 else ()
    sentence = _ABOUT_UNITS.get(agreement(text, forms, question.language), m.WRONG_SHORT)
    return say(sentence, answer=accepted, typed=" ".join(text.split())[:LONGEST_QUOTE_OF_LEARNER])


def _on_gaps(question: Question, text: str, mark: Mark | None, say: Sentences) -> Body:
    """The verdict on what fills the gaps, each by itself where some are right, and the whole text."""
    body = say(m.RIGHT) if mark is Mark.RIGHT else _not_all_gaps(question, text, mark, say)
    return (*body, Passage(question.answer, quoted=True, files=question.answer_attachments))


def _not_all_gaps(question: Question, text: str, mark: Mark | None, say: Sentences) -> Body:
    gaps = question.key_points
    if mark is not Mark.PARTLY or len(gaps) == 1:
        return _not_it(question, text, ", ".join(gap[0] for gap in gaps), say)
    filled = gaps_filled(text, gaps, question.language)
    return (*say(m.PARTLY, n=filled, total=len(gaps)), _each_gap(question, text))


def _each_gap(question: Question, text: str) -> Line:
    said = fillings(text, question.key_points, question.language)
    gaps = zip(question.key_points, said, strict=True)
    return Line((Span(" · ".join(f"{'✗' if filling is None else '✓'} {gap[0]}" for gap, filling in gaps)),))


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
    sentence = m.STREAK_REPAIRED if streak and streak.repaired else m.STREAK_TODAY
    counted = say(sentence, n=streak.current) if streak else ()
    return (GAP, *counted, *say(m.DID_YOU_KNOW))
