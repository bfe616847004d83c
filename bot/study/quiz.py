"""A question now: whatever comes next, or from a topic."""

import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from bot.domain.buttons import Ask
from bot.domain.conversation import Button, DeliveryId, Reply, Rows, Say
from bot.domain.delivery import Delivery
from bot.domain.folding import fold
from bot.domain.uploads import UploadId
from bot.store import bank, deliveries
from bot.store.bank import Topic
from bot.study import asking
from bot.study.finding import text_for
from bot.study.picking import pick
from bot.study.visit import Visit
from bot.texts import messages as m

_COUNT = re.compile(r"(?:^|\s+)[0-9]{1,2}$")
NEAR = 75
"""How alike (0 to 100) a topic has to be before the bot asks whether it was meant."""


def quiz(visit: Visit, argument: str) -> Reply:
    """`/quiz`, or `/quiz topic`: the name of a topic or a deck, or its beginning; a number after it is passed over."""
    topics = bank.topics(visit.db, visit.say.language, visit.reach) if argument else []
    for name in (argument, _COUNT.sub("", argument)):
        if not name:
            return ask(visit)
        if found := _named(topics, fold(name)):
            return ask(visit, {topic.code for topic in found})
    return _unknown(visit, argument, topics)


def pressed(visit: Visit, press: Ask) -> Reply:
    """“Another one”."""
    return ask(visit, {press.topic} if press.topic else None)


def ask(visit: Visit, topics: Collection[str] | None = None, deck: UploadId | None = None) -> Reply:
    """Asks the next question here; `topics` are codes that override the chat's, `deck` is one of the learner's own."""
    learner = visit.learner if visit.is_private else None
    question = pick(visit.db, visit.chat, learner, now=visit.now, rng=visit.rng, topics=topics, deck=deck)
    if question is None:
        empty = bank.count_questions(visit.db, visit.reach) == 0
        return Reply(says=(Say(visit.say(m.NO_QUESTIONS if empty else m.NO_QUESTIONS_CHOSEN)),))
    return ask_this(visit, question)


def ask_this(visit: Visit, question: int, origin: DeliveryId | None = None) -> Reply:
    """Asks one certain question here; `origin` is the group's delivery that it answers."""
    number = deliveries.asked(
        visit.db,
        visit.chat.id,
        question,
        key=visit.incoming.key,
        day=visit.today,
        now=visit.now,
        origin=origin,
    )
    delivery = Delivery(number, visit.chat.id, question, scheduled=False, origin=origin)
    text = text_for(visit, delivery)
    return Reply(says=(asking.asks(delivery, text, visit.say, in_group=not visit.is_private),))


def _named(topics: Sequence[Topic], name: str) -> list[Topic]:
    """The topics of that name; else those whose title or deck begins with it, or has it somewhere."""
    exact = [topic for topic in topics if name in (fold(topic.title), fold(topic.deck))]
    begins = [topic for topic in topics if fold(topic.title).startswith(name) or name in fold(topic.deck).split("/")]
    return exact or begins or [topic for topic in topics if name in fold(topic.title)]


def _unknown(visit: Visit, argument: str, topics: Sequence[Topic]) -> Reply:
    titles = {topic.code: fold(topic.title) for topic in topics}
    near = process.extractOne(fold(argument), titles, scorer=fuzz.WRatio, score_cutoff=NEAR)
    if near is None:
        return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC, topic=argument)),))
    topic = next(topic for topic in topics if topic.code == near[2])
    rows: Rows = ((Button(visit.say.text(m.YES), Ask(topic.code)),),)
    return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC_NEAR, topic=argument, near=topic.title), rows),))
