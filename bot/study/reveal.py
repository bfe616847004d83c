"""Hint, model answer, skip: what else can be done with an open question."""

import re
from dataclasses import replace

from bot.domain.actions import Hint, Reveal, Skip
from bot.domain.conversation import Address, Edit, Passage, Reply, Say
from bot.domain.delivery import Delivery
from bot.domain.question import Question
from bot.store import deliveries
from bot.study import asking, exams, feedback, results, rounds
from bot.study.answer import nothing_open
from bot.study.aside import led_to, private_chat
from bot.study.finding import delivery_for, open_delivery, text_for
from bot.study.going_on import another
from bot.study.grade import grade_buttons
from bot.study.group import LONGEST_TO_EDIT, closed
from bot.study.publishing import is_published
from bot.study.visit import Visit
from bot.texts import messages as m

_MARKS = re.compile(r"[*`]|\[\[|\]\]|~~|==")


def hint_command(visit: Visit, argument: str) -> Reply:
    """`/hint`."""
    delivery = open_delivery(visit)
    return _hint(visit, delivery, None) if delivery else nothing_open(visit)


def hint(visit: Visit, press: Hint) -> Reply:
    """The hint's button: the hint joins the question, in the same message."""
    found = open_for_press(visit, press.delivery)
    return found if isinstance(found, Reply) else _hint(visit, found, press)


def _hint(visit: Visit, delivery: Delivery, press: Hint | None) -> Reply:
    question, pressed = text_for(visit, delivery), press is not None
    if delivery.holds_feedback:
        return exams.gives_nothing_away(visit)
    if not question.hint:
        return Reply(notice=visit.say_privately.text(m.NO_HINT)) if pressed else _just(visit, m.NO_HINT)
    if not visit.is_private:
        return _hint_in_group(visit, question, pressed=pressed)
    message = visit.incoming.message if pressed else deliveries.message_of(visit.db, delivery.id)
    if not message or len(question.question) > LONGEST_TO_EDIT:
        return Reply(says=(Say((Passage(f"💡 {question.hint}"),)),))
    body = asking.question_body(delivery, question, visit.say, in_group=False, hint=True)
    ticked = press.ticked if press else 0
    rows = asking.question_buttons(delivery, question, visit.say, in_group=False, hinted=True, ticked=ticked)
    return Reply(edits=(Edit(rows, body=body, message=0 if pressed else message),))


def _hint_in_group(visit: Visit, question: Question, *, pressed: bool) -> Reply:
    """Only to who asked for it: as a dialog on a press, else in the private chat."""
    if pressed:
        return Reply(notice=f"💡 {_MARKS.sub('', question.hint)}", alert=True)
    private = _private_address(visit)
    if private is None:
        return _just(visit, m.OPEN_PRIVATE_FIRST)
    return Reply(says=(Say((*asking.reminder(question), Passage(f"💡 {question.hint}")), to=private),))


def reveal_command(visit: Visit, argument: str) -> Reply:
    """`/reveal`."""
    delivery = open_delivery(visit)
    return _reveal(visit, delivery, pressed=False) if delivery else nothing_open(visit)


def reveal(visit: Visit, press: Reveal) -> Reply:
    """The model answer, to the presser alone; in a group as often as they ask for it."""
    found = open_for_press(visit, press.delivery)
    if isinstance(found, Delivery):
        return _reveal(visit, found, pressed=True)
    return _not_seen_yet(visit, press.delivery) or found


def _not_seen_yet(visit: Visit, number: int) -> Reply | None:
    """To who is done with a group's question, and may have seen nothing of it: only the press can tell them."""
    delivery = delivery_for(visit, number) if not visit.is_private else None
    if delivery is None or private_chat(visit) is not None:
        return None
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id)
    return _elsewhere(visit, delivery) if turn.revealed_at or turn.answered_at else None


def linked(visit: Visit, delivery: Delivery) -> Reply:
    """The link that a group's button leads to where its answer could be shown nowhere else."""
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id)
    if not turn.is_open:
        return Reply(says=(results.once_more(visit, delivery, turn),))
    return _reveal(visit, delivery, pressed=False)


def _reveal(visit: Visit, delivery: Delivery, *, pressed: bool) -> Reply:
    if delivery.holds_feedback:
        return exams.gives_nothing_away(visit)
    private = _private_address(visit)
    if not visit.is_private and private is None:
        return _elsewhere(visit, delivery) if pressed else _just(visit, m.OPEN_PRIVATE_FIRST)
    deliveries.touch_turn(visit.db, delivery.root, visit.learner.id, revealed_at=visit.incoming.at)
    question = text_for(visit, delivery)
    say = visit.say_privately
    body = (*feedback.revealed(delivery, question, say), asking.GAP, *say(m.DID_YOU_KNOW))
    if not visit.is_private or delivery.chat != visit.chat.id:
        body = (*asking.reminder(question), *body)
    if not visit.is_private:
        notice, instead = say.text(m.SENT_PRIVATELY) if pressed else "", _led_to_answer(visit, delivery)
        told = Say(body, grade_buttons(visit, delivery), to=private)
        return Reply((told,), notice=notice, instead=instead if pressed else None)
    shown = Say(body, grade_buttons(visit, delivery), as_reply=pressed)
    return Reply((shown,), _without_buttons(visit, delivery, pressed=pressed))


def _elsewhere(visit: Visit, delivery: Delivery) -> Reply:
    """To who has no private chat, where nothing can be shown aside: the way there, else the answer if it is short."""
    led = _led_to_answer(visit, delivery)
    short = feedback.answer_in_a_notice(text_for(visit, delivery), visit.say_privately)
    if led.link or short is None:
        return led
    if deliveries.turn(visit.db, delivery.root, visit.learner.id).is_open:
        deliveries.touch_turn(visit.db, delivery.root, visit.learner.id, revealed_at=visit.incoming.at)
    return replace(led, notice=short)


def _led_to_answer(visit: Visit, delivery: Delivery) -> Reply:
    payload = asking.privately_by(asking.PRIVATE_ANSWER, delivery).payload
    return led_to(visit, payload, m.OPEN_PRIVATE_FIRST)


def skip_command(visit: Visit, argument: str) -> Reply:
    """`/skip`."""
    delivery = open_delivery(visit)
    return _skip(visit, delivery, pressed=False) if delivery else nothing_open(visit)


def skip(visit: Visit, press: Skip) -> Reply:
    """The question waits for another day."""
    found = open_for_press(visit, press.delivery)
    return found if isinstance(found, Reply) else _skip(visit, found, pressed=True)


def _skip(visit: Visit, delivery: Delivery, *, pressed: bool) -> Reply:
    deliveries.touch_turn(visit.db, delivery.root, visit.learner.id, skipped_at=visit.incoming.at)
    edits = _without_buttons(visit, delivery, pressed=pressed)
    if following := rounds.after(visit, delivery, () if pressed else visit.say(m.SKIPPED)):
        return Reply(following, edits, notice=visit.say.text(m.SKIPPED) if pressed else "")
    return Reply((Say(visit.say(m.SKIPPED), ((another(visit),),)),), edits)


def open_for_press(visit: Visit, number: int) -> Delivery | Reply:
    """The delivery of a button, or what to say when this learner can no longer do anything with it."""
    delivery = delivery_for(visit, number)
    if delivery is None:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id)
    if not turn.is_open:
        return results.shown_aside(visit, delivery, turn, visit.say_privately.text(m.ALREADY_DONE))
    return closed(visit) if not visit.is_private and is_published(visit, delivery) else delivery


def _without_buttons(visit: Visit, delivery: Delivery, *, pressed: bool) -> tuple[Edit, ...]:
    """The question's message, without its buttons; in a group they stay for the others."""
    if delivery.chat != visit.chat.id or not visit.is_private:
        return ()
    message = deliveries.message_of(visit.db, delivery.id)
    return (Edit(message=0 if pressed else message or 0),) if pressed or message else ()


def _private_address(visit: Visit) -> Address | None:
    found = private_chat(visit)
    return found.address if found else None


def _just(visit: Visit, sentence: m.Message) -> Reply:
    return Reply(says=(Say(visit.say(sentence)),))
