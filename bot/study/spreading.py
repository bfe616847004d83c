"""What is said about the daily numbers, when they apply: once, with the question that they are about."""

from datetime import datetime

from bot.domain.conversation import Body, ChatKind
from bot.domain.learner import Chat, Learner
from bot.store import answers, overdue
from bot.store.engine import Connection
from bot.study.picking import standing
from bot.texts import messages as m
from bot.texts.sentences import Sentences


def remark(
    db: Connection, chat: Chat, learner: Learner | None, question: int, *, now: datetime, say: Sentences
) -> Body:
    """Before a question is asked: that a backlog is spread over days, or that the day's number is reached."""
    if learner is None or chat.kind is not ChatKind.PRIVATE:
        return ()
    asking, pool, had = standing(db, chat, learner, now)
    card = answers.card(db, learner.id, question)
    if card is None:
        return say(m.ENOUGH_NEW, n=had.new) if had.new == learner.new_a_day else ()
    if card.due > asking.until:
        return ()
    if had.reviews == learner.reviews_a_day:
        return say(m.ENOUGH_REVIEWS, n=had.reviews)
    waiting = 0 if had.reviews else overdue.count_due(db, asking, pool)
    return say(m.BACKLOG, n=waiting, most=learner.reviews_a_day) if waiting > learner.reviews_a_day else ()
