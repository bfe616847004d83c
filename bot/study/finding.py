"""Which delivery somebody means: by a button, by a reply, or because it is the open one."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from hmac import compare_digest

from bot.domain.actions import Check, Choose, Hint, Reveal, Skip, Tick
from bot.domain.buttons import BadCode, decode
from bot.domain.conversation import ChatKind
from bot.domain.delivery import Delivery, Turn
from bot.domain.question import Kind, Question
from bot.domain.synonyms import with_synonyms
from bot.seeing import trail
from bot.store import deliveries, people, synonyms
from bot.store.bank import question_in
from bot.study.visit import Visit

_BELOW_QUESTIONS = (Hint, Reveal, Skip, Choose, Tick, Check)


def delivery_for(visit: Visit, number: int) -> Delivery | None:
    """The delivery that a button names, if the presser may act on it: the number can be forged.

    It belongs to this chat and to nobody else's round; or this is the learner's private chat, and it belongs to a
    group of theirs.
    """
    delivery = deliveries.delivery_by_id(visit.db, number)
    if delivery is None or delivery.chat == visit.chat.id:
        return delivery if delivery and _may_answer(visit, delivery) else None
    return delivery if visit.is_private and _takes_part(visit, delivery) else None


def asked_by(visit: Visit, codes: Iterable[str]) -> Delivery | None:
    """The delivery that a message asks which has these buttons; None when it asks nothing."""
    for code in codes:
        with suppress(BadCode):
            action = decode(code)
            if isinstance(action, _BELOW_QUESTIONS):
                return delivery_for(visit, action.delivery)
    return None


def _takes_part(visit: Visit, delivery: Delivery) -> bool:
    if people.chat_by_id(visit.db, delivery.chat).kind is ChatKind.PRIVATE:
        return False
    return any(member.id == visit.learner.id for member in people.members(visit.db, delivery.chat))


def linked_delivery(visit: Visit, number: int, ticket: str) -> Delivery | None:
    """The group's delivery that a deep link names, for who has its ticket: numbers can be guessed, tickets cannot.

    Whoever follows a link may be new to us: a link is no message in the group.
    """
    delivery = deliveries.delivery_by_id(visit.db, number)
    if delivery is None or not ticket or not compare_digest(delivery.ticket, ticket):
        return None
    return None if people.chat_by_id(visit.db, delivery.chat).kind is ChatKind.PRIVATE else delivery


def open_delivery(visit: Visit) -> Delivery | None:
    """The question that was sent last in this chat and that this learner has not finished with.

    Where several came at once, a text after the last one's answer belongs to the one before it.
    """
    return next((one for one, turn in _sent_last(visit) if turn.is_open), None)


def looked_at(visit: Visit) -> Delivery | None:
    """The question that was sent last, when this learner has looked at its answer and not yet graded it."""
    return next((one for one, turn in _sent_last(visit) if turn.revealed_at and not turn.graded), None)


def _sent_last(visit: Visit) -> Iterator[tuple[Delivery, Turn]]:
    """What was sent last in this chat and is for this learner, and how far they have come with each."""
    for one in deliveries.sent_last(visit.db, visit.chat.id):
        if _may_answer(visit, one):
            yield one, deliveries.turn(visit.db, one.root, visit.learner.id)


def _may_answer(visit: Visit, delivery: Delivery) -> bool:
    """At the terminal, which several people share, a round is still one learner's."""
    return delivery.step is None or delivery.step.learner == visit.learner.id


def text_for(visit: Visit, delivery: Delivery) -> Question:
    """The question's text in the language in which the delivery's chat reads it, with the synonyms that this learner
    may use for its key points.
    """
    trail.note(delivery=delivery.id)
    in_here = delivery.chat == visit.chat.id
    language = visit.say.language if in_here else people.chat_by_id(visit.db, delivery.chat).language
    question = question_in(visit.db, delivery.question, language)
    if question.kind is not Kind.OPEN or not question.key_points:
        return question
    words = synonyms.words_for(visit.db, delivery.question, question.language, visit.learner.id)
    return replace(question, key_points=with_synonyms(question.key_points, words)) if words else question
