"""An answer, typed or chosen: kept once, credited, and answered with feedback that only its author sees."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.domain.actions import Ask, Check, Choose, SaidIt, Tick
from bot.domain.choices import CHOICE_KINDS, shown_order
from bot.domain.conversation import FORWARDED, UNREAD, Body, Button, Edit, NotText, Reply, Rows, Say, Text
from bot.domain.delivery import Delivery, EventKind, Turn
from bot.domain.folding import words
from bot.domain.grading import Mark, choice_typed, marks_choices
from bot.domain.question import Kind, Question
from bot.domain.rounds import GRADE_FOR
from bot.domain.streak import Streak, earns_credit
from bot.store import answers, deliveries
from bot.study import asking, exams, feedback, group, opinions, publishing, results
from bot.study.aside import private_chat
from bot.study.credit import earn
from bot.study.finding import asked_by, delivery_for, looked_at, open_delivery, text_for
from bot.study.going_on import another, next_in_round
from bot.study.grade import grade_buttons, keep_grade, own
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import plain

MOST_CHOICES = 64
_UNREADABLE = {UNREAD: m.CANNOT_READ, FORWARDED: m.OF_A_BOT}


def typed(visit: Visit, what: Text) -> Reply:
    """A typed answer to the question it replies to; in private also to the open one, or the one just looked at."""
    delivery = _meant(visit, what.reply_to, what.codes) or (looked_at(visit) if visit.is_private else None)
    if delivery is None:
        return nothing_open(visit) if visit.is_private else Reply()
    turn = _turn(visit, delivery)
    question = text_for(visit, delivery)
    if turn.revealed_at and not turn.answered_at and words(what.text):
        return _after_reveal(visit, delivery, question, what.text)
    if not turn.is_open:
        return _done_already(visit, answered=turn.answered_at is not None)
    if question.kind in CHOICE_KINDS:
        return _typed_choice(visit, delivery, question, what.text)
    if not earns_credit(what.text, question.question):
        return _again(visit, delivery, m.COPIED if words(what.text) == words(question.question) else m.NO_WORDS)
    return _keep_text(visit, delivery, question, what.text)


def not_text(visit: Visit, what: NotText) -> Reply:
    """A sticker or a photo: the bot says what it can read, when it was meant as an answer."""
    delivery = _meant(visit, what.reply_to)
    if delivery is None:
        return nothing_open(visit) if visit.is_private else Reply()
    turn = _turn(visit, delivery)
    if not turn.is_open:
        return _done_already(visit, answered=turn.answered_at is not None)
    return _again(visit, delivery, _UNREADABLE.get(what.what, m.ONLY_TEXT))


def nothing_open(visit: Visit) -> Reply:
    """No question waits for an answer: offers one; in a group, where it may be open for others, it only says so."""
    if not visit.is_private and deliveries.sent_last(visit.db, visit.chat.id):
        return Reply(says=(Say(visit.say(m.ALREADY_DONE), as_reply=True),))
    if waiting := next_in_round(visit):
        return Reply(says=(Say(visit.say(m.NOTHING_OPEN_IN_ROUND), ((waiting,),)),))
    return Reply(says=(Say(visit.say(m.NOTHING_OPEN), ((Button(visit.say.text(m.YES), Ask()),),)),))


def _meant(visit: Visit, reply_to: int | None, codes: Sequence[str] = ()) -> Delivery | None:
    """What it replies to: a message that is known, or whose buttons say what it asks, since a crash may have come
    before it was known.
    """
    replied = deliveries.delivery_of_message(visit.db, visit.chat.id, reply_to) if reply_to else None
    replied = replied or asked_by(visit, codes)
    return replied or (open_delivery(visit) if visit.is_private else None)


def _turn(visit: Visit, delivery: Delivery) -> Turn:
    """How far the learner has come. Who answers once the answer is published has seen it, as after a reveal."""
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id)
    if turn.is_open and publishing.is_published(visit, delivery):
        deliveries.touch_turn(visit.db, delivery.root, visit.learner.id, revealed_at=visit.incoming.at)
        return replace(turn, revealed_at=visit.incoming.at)
    return turn


def _again(visit: Visit, delivery: Delivery, sentence: m.Message) -> Reply:
    if delivery.holds_feedback and sentence is not m.WHICH_CHOICE:
        return exams.gives_nothing_away(visit, m.EXAM_NO_WORDS)
    return Reply(says=(Say(visit.say(sentence), as_reply=not visit.is_private),))


def _done_already(visit: Visit, *, answered: bool) -> Reply:
    sentence = m.ALREADY_ANSWERED if answered else m.ALREADY_DONE
    rows: Rows = ((another(visit),),) if visit.is_private else ()
    return Reply(says=(Say(visit.say(sentence), rows, as_reply=not visit.is_private),))


def _keep_text(visit: Visit, delivery: Delivery, question: Question, text: str) -> Reply:
    mark = feedback.mark_of(question, text)
    streak = keep(visit, delivery, text, mark, EventKind.ANSWER)
    if delivery.holds_feedback:
        return exams.noted(visit, delivery, question, mark)
    last_opinion = opinions.wish(visit, delivery, question)
    body = (*feedback.on_text(visit, question, text, mark, streak), *last_opinion)
    rows = feedback.feedback_buttons(visit, delivery, question, text, mark)
    return _with_feedback(visit, delivery, question, body, rows)


def _after_reveal(visit: Visit, delivery: Delivery, question: Question, text: str) -> Reply:
    """An answer to a question whose answer was looked at: kept and marked as such; it earns nothing."""
    chosen = _choices_typed(delivery, question, text) if question.kind in CHOICE_KINDS else set()
    said = _in_words(question, chosen) or text  # letters would mean nothing elsewhere
    given, at = answers.Given(said, None, frozenset(chosen), after_reveal=True), visit.incoming.at
    message, chat = visit.incoming.message, visit.chat.id
    if not answers.keep_answer(visit.db, delivery, visit.learner.id, given, message=message, chat=chat, at=at):
        return _done_already(visit, answered=True)
    ideas = feedback.ideas(question, text, visit.say) if visit.is_private and question.kind is Kind.OPEN else ()
    rows = _still_to_grade(visit, delivery) if visit.is_private else ()
    return Reply(says=(Say((*visit.say(m.KEPT_AFTER_REVEAL), *ideas), rows, as_reply=True),))


def _still_to_grade(visit: Visit, delivery: Delivery) -> Rows:
    """The grades once more, where this is the newest message now, and the way on in a round."""
    on = next_in_round(visit)
    return (*grade_buttons(visit, delivery), *(((on,),) if on else ()))


def _typed_choice(visit: Visit, delivery: Delivery, question: Question, text: str) -> Reply:
    picked = _choices_typed(delivery, question, text)
    if not picked or (question.kind is not Kind.MULTIPLE and len(picked) > 1):
        return _again(visit, delivery, m.WHICH_CHOICE)
    streak, mark = keep_choice(visit, delivery, question, picked)
    if delivery.holds_feedback:
        return exams.noted(visit, delivery, question, mark, picked)
    body = feedback.on_choice(visit, delivery, question, picked, streak)
    return _with_feedback(visit, delivery, question, body, grade_buttons(visit, delivery))


def _choices_typed(delivery: Delivery, question: Question, text: str) -> set[int]:
    """The choices that a text names, by their letters as they stand in the message, or by their words."""
    order = shown_order(question, delivery.id)
    return {order[place] for place in choice_typed(text, [question.choices[number].text for number in order]) or ()}


def _in_words(question: Question, picked: Collection[int]) -> str:
    return " · ".join(question.choices[number].text for number in sorted(picked))


def keep_choice(
    visit: Visit, delivery: Delivery, question: Question, picked: Collection[int]
) -> tuple[Streak | None, Mark]:
    """Stores what was picked; gives the streak when this was the day's first answer, and the mark."""
    right = {number for number, choice in enumerate(question.choices) if choice.correct}
    mark = marks_choices(set(picked), right)
    return keep(visit, delivery, _in_words(question, picked), mark, EventKind.CHOICE, picked), mark


def keep(
    visit: Visit, delivery: Delivery, text: str, mark: Mark | None, kind: EventKind, picked: Collection[int] = ()
) -> Streak | None:
    """Stores the answer and what follows from it; gives the streak when this was the day's first."""
    message = visit.incoming.message if isinstance(visit.incoming.what, Text) else None
    given, at = answers.Given(text, mark, frozenset(picked)), visit.incoming.at
    answers.keep_answer(visit.db, delivery, visit.learner.id, given, message=message, chat=visit.chat.id, at=at)
    deliveries.touch_turn(visit.db, delivery.root, visit.learner.id, answered_at=at)
    publishing.hasten(visit, delivery)
    return earn(visit, delivery, kind)


def _with_feedback(visit: Visit, delivery: Delivery, question: Question, body: Body, rows: Rows) -> Reply:
    """Feedback on something typed: here when it is private, else in the private chat, or waiting there."""
    if visit.is_private:
        message = deliveries.message_of(visit.db, delivery.id)
        closed = (Edit(message=message),) if message else ()
        return Reply((Say(body, rows, as_reply=True),), closed + group.count_edits(visit, delivery))
    edits = group.count_edits(visit, delivery)
    button = Button(visit.say.text(m.SEE_FEEDBACK), asking.privately_by(asking.PRIVATE_FEEDBACK, delivery))
    waits = Reply((Say(visit.say(m.FEEDBACK_WAITS), ((button,),), as_reply=True),), edits, received=True)
    private = private_chat(visit)
    if private is None:
        return waits
    told = Say((*asking.reminder(question), *body), rows, to=private.address)
    edits += group.private_edits(visit, delivery, private)
    return Reply((told,), edits, received=True, instead=replace(waits, edits=()))


def choose(visit: Visit, press: Choose) -> Reply:
    """One choice, pressed."""
    return _pressed(visit, press.delivery, {press.choice})


def tick(visit: Visit, press: Tick) -> Reply:
    """A box ticked or cleared: the same buttons with the new state."""
    found = _open_for_press(visit, press.delivery, _places(press.ticked))
    if isinstance(found, Reply):
        return found
    if not visit.is_private:  # one's boxes would change the message of all
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    delivery, question = found
    hinted = press.hinted == 1
    rows = asking.question_buttons(delivery, question, visit.say, in_group=False, hinted=hinted, ticked=press.ticked)
    return Reply(edits=(Edit(rows),))


def check(visit: Visit, press: Check) -> Reply:
    """The boxes, handed in."""
    if not press.ticked:
        return Reply(notice=visit.say_privately.text(m.TICK_FIRST))
    return _pressed(visit, press.delivery, _places(press.ticked))


def _places(ticked: int) -> set[int]:
    return {number for number in range(MOST_CHOICES) if ticked >> number & 1}


def _pressed(visit: Visit, number: int, picked: set[int]) -> Reply:
    found = _open_for_press(visit, number, picked)
    if isinstance(found, Reply):
        return found
    delivery, question = found
    streak, mark = keep_choice(visit, delivery, question, picked)
    if delivery.holds_feedback:
        return exams.noted(visit, delivery, question, mark, picked)
    body = feedback.on_choice(visit, delivery, question, picked, streak)
    if visit.is_private:
        asked = asking.question_head(delivery, question, visit.say, in_group=False)
        edit = Edit(grade_buttons(visit, delivery), body=(*asked, asking.GAP, *body))
        return Reply(feedback.files_of(question), (edit, *group.count_edits(visit, delivery)))
    reply = told_privately(visit, delivery, question, body, mark)
    return replace(reply, notice=plain(feedback.verdict(question, picked, visit.say_privately)))


def told_privately(visit: Visit, delivery: Delivery, question: Question, body: Body, mark: Mark) -> Reply:
    """Feedback on a choice made in a group, in the private chat. Who has none cannot grade: there the mark does."""
    private = private_chat(visit)
    edits = group.count_edits(visit, delivery)
    if private is None:
        keep_grade(visit, delivery, GRADE_FOR[mark])
        return Reply(edits=edits)
    told = (*asking.reminder(question), *body)
    says = (Say(told, grade_buttons(visit, delivery), to=private.address),)
    return Reply(says, edits + group.private_edits(visit, delivery, private))


def _open_for_press(visit: Visit, number: int, picked: set[int]) -> tuple[Delivery, Question] | Reply:
    """The delivery and its question, if this learner may still choose there; else the Reply that says why not."""
    delivery = delivery_for(visit, number)
    if delivery is None:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id)
    if not turn.is_open:
        sentence = m.ALREADY_ANSWERED if turn.answered_at else m.ALREADY_DONE
        return results.shown_aside(visit, delivery, turn, visit.say_privately.text(sentence))
    if publishing.is_published(visit, delivery):
        return group.closed(visit)
    question = text_for(visit, delivery)
    if question.kind not in CHOICE_KINDS or not picked <= set(range(len(question.choices))):
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    return delivery, question


def said_it(visit: Visit, press: SaidIt) -> Reply:
    """“I had it right”: the learner's word counts more than the comparison of letters."""
    found = own(visit, press)
    if isinstance(found, Reply):
        return found
    if text_for(visit, found).kind not in feedback.MARKED_KINDS:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    answers.change_mark(visit.db, found.root, visit.learner.id, Mark.RIGHT)
    return Reply(edits=(Edit(grade_buttons(visit, found)),), notice=visit.say_privately.text(m.COUNTED))
