"""How a question looks in a chat: its text and its buttons, before and after it is done."""

from collections.abc import Collection, Sequence

from bot.domain.actions import TO_A_QUESTION, Check, Choose, Hint, OpenPrivately, Reveal, Skip, Snooze, Tick
from bot.domain.choices import CHOICE_KINDS, fit_on_buttons, letter, shown_order
from bot.domain.conversation import Body, Button, DeliveryId, Line, Passage, Rows, Say, Span, Style
from bot.domain.delivery import Delivery
from bot.domain.question import Kind, Question
from bot.study.as_poll import as_poll
from bot.texts import messages as m
from bot.texts.messages import Message
from bot.texts.sentences import Sentences

GAP = Line()
CHOICES_IN_A_ROW = 8
SNOOZE_MINUTES = 60
PRIVATE_QUESTION = TO_A_QUESTION
PRIVATE_CHOICES = "c_"
PRIVATE_FEEDBACK = "f_"
PRIVATE_ANSWER = "v_"
PRIVATE_REPORT = "w_"
"""How the payload of a deep link begins, before the number and the ticket of the delivery."""
PRIVATE_MISTAKES = "m_"


def privately_by(purpose: str, delivery: Delivery) -> OpenPrivately:
    """The link into the private chat, which only who saw the group's message can know."""
    return OpenPrivately(f"{purpose}{delivery.id}_{delivery.ticket}")


def asks(
    delivery: Delivery, question: Question, say: Sentences, *, in_group: bool, polls: bool = False, until: Body = ()
) -> Say:
    """The message that asks a question; with `polls`, as a native quiz where it fits into one. `until`: see below."""
    body = question_body(delivery, question, say, in_group=in_group, until=until)
    rows = question_buttons(delivery, question, say, in_group=in_group)
    poll = (
        as_poll(delivery.id, question, say.text(_header(delivery, in_group), topic=question.topic)) if polls else None
    )
    return Say(body, rows, delivery=delivery.id, poll=poll)


def question_body(
    delivery: Delivery, question: Question, say: Sentences, *, in_group: bool, hint: bool = False, until: Body = ()
) -> Body:
    """Header, prompt, choices that do not fit on buttons, and what to do; with `hint`, the hint too.

    `until` says when a group is shown the answer, in one line.
    """
    body = question_head(delivery, question, say, in_group=in_group)
    if question.kind in CHOICE_KINDS and not _has_own_buttons(question, in_group):
        body += choice_lines(delivery.id, question)
    if question.kind is Kind.MULTIPLE:
        body += (GAP, *say(m.SEVERAL_RIGHT))
    if hint and question.hint:
        body += (GAP, Passage(f"💡 {question.hint}"))
    how = say(m.HOW_IN_GROUP) if in_group and question.kind not in {Kind.SINGLE, Kind.TRUE_FALSE} else ()
    return (*body, GAP, *_in_one_line(*how, *until)) if how or until else body


def _in_one_line(*sentences: Line | Passage) -> Body:
    spans = [sentence.spans for sentence in sentences if isinstance(sentence, Line)]
    blank = (Span(" "),)
    return (Line(tuple(span for at, one in enumerate(spans) for span in (*(blank if at else ()), *one))),)


def question_head(delivery: Delivery, question: Question, say: Sentences, *, in_group: bool) -> Body:
    """The header and the prompt."""
    return (*_heading(delivery, question, say, in_group), prompt(question))


def prompt(question: Question) -> Passage:
    """What is asked, with the files that it embeds."""
    return Passage(question.question, files=question.attachments)


def reminder(question: Question) -> Body:
    """The topic and the prompt, for a chat that has not shown the question."""
    return (Line((Span(question.topic, Style.BOLD),)), prompt(question), GAP)


def _heading(delivery: Delivery, question: Question, say: Sentences, in_group: bool) -> Body:
    step = delivery.step
    if step is None:
        return say(_header(delivery, in_group), topic=question.topic)
    header = m.QUESTION_IN_EXAM if step.exam else m.QUESTION_IN_ROUND
    return say(header, topic=question.topic, place=step.place, total=step.total)


def _header(delivery: Delivery, in_group: bool) -> Message:
    if not delivery.scheduled:
        return m.QUESTION_NOW
    return m.GROUP_QUESTION if in_group else m.TODAYS_QUESTION


def choice_lines(delivery: DeliveryId, question: Question) -> Body:
    """The choices as lettered lines."""
    order = shown_order(question, delivery)
    lines = (Passage(f"{letter(place)}) {question.choices[number].text}") for place, number in enumerate(order))
    return (GAP, *lines)


def _has_own_buttons(question: Question, in_group: bool) -> bool:
    return fit_on_buttons(question.choices) and not (in_group and question.kind is Kind.MULTIPLE)


def question_buttons(
    delivery: Delivery,
    question: Question,
    say: Sentences,
    *,
    in_group: bool,
    hinted: bool = False,
    ticked: int = 0,
) -> Rows:
    """The buttons under an open question. `ticked` are the boxes ticked so far, bit i for choice i.

    An exam gives nothing away.
    """
    if in_group:
        # Boxes that one ticks would change the message of all: in a group several choices are written, as “a, c”.
        choices = () if question.kind is Kind.MULTIPLE else _choice_rows(delivery.id, question, say)
        return (*choices, *_group_rows(delivery, question, say))
    exam = delivery.holds_feedback
    hint = (Button(say.text(m.HINT), Hint(delivery.id, ticked)),) if question.hint and not (hinted or exam) else ()
    reveal = (Button(say.text(m.REVEAL), Reveal(delivery.id)),) if _has_answer(question) and not exam else ()
    later = (Button(say.text(m.SNOOZE), Snooze(delivery.id, SNOOZE_MINUTES)),)
    return (
        *_choice_rows(delivery.id, question, say, ticked, hinted=hinted),
        (*hint, *reveal, Button(say.text(m.SKIP), Skip(delivery.id))),
        *((later,) if delivery.scheduled else ()),
    )


def _group_rows(delivery: Delivery, question: Question, say: Sentences) -> Rows:
    purpose = PRIVATE_CHOICES if question.kind is Kind.MULTIPLE else PRIVATE_QUESTION  # boxes to tick wait there
    privately = Button(say.text(m.ANSWER_PRIVATELY), privately_by(purpose, delivery))
    reveal = Button(say.text(m.REVEAL_IN_GROUP), Reveal(delivery.id))
    return ((privately,), (reveal,)) if _has_answer(question) else ((privately,),)


def _has_answer(question: Question) -> bool:
    """Whether there is something to reveal."""
    return bool(question.answer or question.choices)


def _choice_rows(
    delivery: DeliveryId, question: Question, say: Sentences, ticked: int = 0, *, hinted: bool = False
) -> Rows:
    if question.kind not in CHOICE_KINDS:
        return ()
    own = fit_on_buttons(question.choices)
    buttons = [
        _choice_button(
            delivery, question, number, question.choices[number].text if own else letter(place), ticked, hinted
        )
        for place, number in enumerate(shown_order(question, delivery))
    ]
    rows = [(button,) for button in buttons] if own else _in_rows(buttons)
    if question.kind is Kind.MULTIPLE:
        rows.append((Button(say.text(m.CHECK), Check(delivery, ticked)),))
    return tuple(rows)


def _choice_button(
    delivery: DeliveryId, question: Question, number: int, label: str, ticked: int, hinted: bool
) -> Button:
    if question.kind is not Kind.MULTIPLE:
        return Button(label, Choose(delivery, number))
    box = "☑" if ticked >> number & 1 else "☐"
    return Button(f"{box} {label}", Tick(delivery, ticked ^ 1 << number, int(hinted)))


def _in_rows(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + CHOICES_IN_A_ROW]) for at in range(0, len(buttons), CHOICES_IN_A_ROW)]


def marked_choices(delivery: DeliveryId, question: Question, picked: Collection[int]) -> Body:
    """The choices as lines once they are answered: ✓ right, ✗ picked and wrong, ○ neither."""
    lines: list[Line | Passage] = []
    for number in shown_order(question, delivery):
        choice = question.choices[number]
        sign = "✓" if choice.correct else "✗" if number in picked else "○"
        yours = " ◀" if number in picked else ""
        lines.append(Passage(f"{sign} {choice.text}{yours}"))
    return tuple(lines)
