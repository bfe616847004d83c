"""A question now: whatever comes next, or from a topic; with a number, a round of them, and an exam."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.actions import Ask, OpenPrivately
from bot.domain.conversation import Body, Button, DeliveryId, Reply, Say
from bot.domain.uploads import UploadId
from bot.store import deliveries
from bot.study import asking, publishing, rounds
from bot.study.beside_a_round import beside_the_round
from bot.study.finding import text_for
from bot.study.lacking import nothing_to_ask
from bot.study.morning import morning_news
from bot.study.picking import pick
from bot.study.spreading import remark
from bot.study.visit import Visit
from bot.study.wish import PRIVATE_EXAM, PRIVATE_ROUND, out_of_bounds, payload_of, wish_of, words_in
from bot.texts import messages as m


def quiz(visit: Visit, argument: str) -> Reply:
    """`/quiz`, `/quiz topic`, `/quiz topic 5`, `/quiz 5`; a topic or a deck, by its name or the beginning of it."""
    wish = wish_of(visit, argument)
    if isinstance(wish, Reply):
        return wish
    if wish.count is None or wish.count == 1:
        return ask(visit, wish.topics)
    if fault := out_of_bounds(visit, wish.count):
        return fault
    if not visit.is_private:
        return _privately(visit, argument)
    return rounds.begin_about(visit, wish.topics, wish.count)


def exam(visit: Visit, argument: str) -> Reply:
    """`/exam`, `/exam topic 10`: a round whose feedback waits until its end."""
    wish = wish_of(visit, argument, exam=True)
    if isinstance(wish, Reply):
        return wish
    if wish.count is not None and (fault := out_of_bounds(visit, wish.count, exam=True)):
        return fault
    if not visit.is_private:
        return _privately(visit, argument, exam=True)
    return rounds.begin_about(visit, wish.topics, wish.count, exam=True)


def _privately(visit: Visit, argument: str, *, exam: bool = False) -> Reply:
    """In a group: a link to the same round in the private chat of whoever follows it."""
    button = Button(visit.say.text(m.OPEN_ROUND), OpenPrivately(payload_of(argument, exam=exam)))
    return Reply(says=(Say(visit.say(m.ROUND_PRIVATELY), ((button,),)),))


def linked(visit: Visit, payload: str) -> Reply | None:
    """A round or an exam that a deep link asks for; None when the payload is no such thing."""
    start = {PRIVATE_ROUND: quiz, PRIVATE_EXAM: exam}.get(payload[:2])
    words = words_in(payload)
    return start(visit, words) if start and words is not None else None


def pressed(visit: Visit, press: Ask) -> Reply:
    """“Another one”."""
    return ask(visit, {press.topic} if press.topic else None)


def ask(visit: Visit, topics: Collection[str] | None = None, deck: UploadId | None = None) -> Reply:
    """Asks the next question here; `topics` are codes that override the chat's, `deck` is one of the learner's own."""
    learner = visit.learner if visit.is_private else None
    question = pick(visit.db, visit.chat, learner, now=visit.now, rng=visit.rng, topics=topics, deck=deck)
    if deck is None and question is not None:
        question = beside_the_round(
            visit.db, visit.chat, learner, question, now=visit.now, rng=visit.rng, topics=topics
        )
    if question is None:
        return nothing_to_ask(visit)
    said = _said_before(visit, question)
    reply = ask_this(visit, question)
    return replace(reply, says=(replace(reply.says[0], body=(*said, *reply.says[0].body)),)) if said else reply


def _said_before(visit: Visit, question: int) -> Body:
    """What stands above a question of one's own: news of yesterday, and what there is to say about daily numbers."""
    if not visit.is_private:
        return ()
    news = morning_news(visit.db, visit.learner, visit.chat.id, visit.today, visit.say, visit.now)
    return (*news, *remark(visit.db, visit.chat, visit.learner, question, now=visit.now, say=visit.say))


def ask_this(visit: Visit, question: int, origin: DeliveryId | None = None) -> Reply:
    """Asks one certain question here; `origin` is the group's delivery that it answers."""
    delivery = deliveries.asked(
        visit.db,
        visit.chat.id,
        question,
        key=visit.incoming.key,
        day=visit.today,
        now=visit.now,
        origin=origin,
    )
    delivery = publishing.planned(visit.db, visit.chat, delivery, visit.now)
    text, in_group = text_for(visit, delivery), not visit.is_private
    until = publishing.announced(visit.say, visit.chat, delivery, visit.now)
    polls = in_group and visit.chat.polls
    return Reply(says=(asking.asks(delivery, text, visit.say, in_group=in_group, polls=polls, until=until),))
