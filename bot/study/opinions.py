"""A second opinion on an answer: wished when the answer is kept, worked out elsewhere, told as a message of its own."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from bot.domain.allowances import Costly
from bot.domain.conversation import Body, Line, Platform, Say
from bot.domain.delivery import Delivery
from bot.domain.learner import Chat
from bot.domain.opinions import Opinion, OpinionState, Rubric, Wish
from bot.domain.question import Kind, Question
from bot.store import answers, deliveries, opinions, people
from bot.store.bank import is_of_bank, question_in
from bot.store.engine import Connection
from bot.store.opinions import Waiting
from bot.study import limits
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

WITHIN = timedelta(minutes=10)
"""An opinion that comes later would only puzzle people."""


def wish(visit: Visit, delivery: Delivery, question: Question) -> Body:
    """Asks for an opinion on the answer just given to an open question, where the host gives any.

    With the last that there is for a while comes a sentence that says so.
    """
    if question.kind is not Kind.OPEN or not _may_be_shown(visit, delivery):
        return ()
    chat = _private(visit)
    if chat is None or limits.enough_of(visit, Costly.OPINION):
        return ()
    if opinions.wish(visit.db, delivery.root, visit.learner.id, chat.id, visit.today, visit.now):
        limits.spend(visit, Costly.OPINION)
    return limits.enough_of(visit, Costly.OPINION)


def _private(visit: Visit) -> Chat | None:
    """Where it is told; None for who has never written to the bot."""
    if visit.is_private:
        return visit.chat
    return people.private_chat_of(visit.db, visit.learner.id, visit.chat.address.platform)


def _may_be_shown(visit: Visit, delivery: Delivery) -> bool:
    """Whether the host lets a language model read this question and its answers."""
    host = visit.host
    return host.gives_opinions_on_decks or (host.gives_opinions and is_of_bank(visit.db, delivery.question))


def taken(db: Connection, platforms: Collection[Platform], now: datetime, limit: int) -> list[Wish]:
    """The next answers to be judged. They are taken: whatever happens to the program, each is judged once at most."""
    found = opinions.waiting(db, platforms, now - WITHIN, limit)
    for one in found:
        opinions.settle(db, one.delivery, one.learner, OpinionState.NONE)
    return [wish for one in found if (wish := _wish(db, one))]


def told(db: Connection, wish: Wish, opinion: Opinion) -> Say | None:
    """The message that shows an opinion; None when whoever wished it is gone."""
    chat = opinions.settle(db, wish.delivery, wish.learner, OpinionState.TOLD)
    if chat is None:
        return None
    say = Sentences(people.learner_by_id(db, wish.learner).language)
    return Say((*say(m.OPINION), *_lines(say, wish.rubric.points, opinion)), to=people.chat_by_id(db, chat).address)


def _wish(db: Connection, one: Waiting) -> Wish | None:
    delivery = deliveries.delivery_by_id(db, one.delivery)
    given = answers.answer_of(db, one.delivery, one.learner)
    if delivery is None or given is None:
        return None
    question = question_in(db, delivery.question, people.chat_by_id(db, delivery.chat).language)
    points = tuple(point[0] for point in question.key_points if point)
    spoken = people.learner_by_id(db, one.learner).language
    return Wish(one.delivery, one.learner, Rubric(question.question, question.answer, points, given.text, spoken))


def _lines(say: Sentences, points: tuple[str, ...], opinion: Opinion) -> Iterator[Line]:
    """What was found and missed by the notes' own words; what is wrong and the advice by the model's."""
    parts: list[Body] = []
    for sentence, places in ((m.OPINION_MET, opinion.met), (m.OPINION_MISSING, opinion.missing)):
        if places:
            parts.append(say(sentence, points=" · ".join(points[place] for place in places)))
    parts += [say(m.OPINION_WRONG, claim=claim) for claim in opinion.wrong]
    parts += [say(m.OPINION_ADVICE, advice=opinion.advice)] if opinion.advice else []
    for part in parts:
        yield from (line for line in part if isinstance(line, Line))
