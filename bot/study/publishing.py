"""The model answer, published to a group: when that is to be, and the one message that does it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.conversation import Body, ChatKind, Line, Passage, Say, Span
from bot.domain.delivery import Delivery
from bot.domain.learner import Chat
from bot.domain.publishing import nobody_is_missing, publishing_at
from bot.domain.question import Question
from bot.domain.quiet import held_until
from bot.markup.plain import shortened
from bot.store import deliveries, people, publications
from bot.store.bank import question_in
from bot.store.engine import Connection
from bot.study import feedback, group_streak, ranking
from bot.study.asking import GAP
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

LONGEST_PROMPT = 300
"""A longer question is named by its beginning: it stands above, and the answer is what people look for."""
MOST_NAMED = 20


def planned(db: Connection, chat: Chat, delivery: Delivery, now: datetime) -> Delivery:
    """The delivery with the moment at which its answer goes to the whole group, if the group wants that.

    One that falls into the group's quiet hours waits for their end.
    """
    if chat.kind is ChatKind.PRIVATE:
        return delivery
    at = None
    if chat.publish_hour is not None:
        at = held_until(chat.quiet, chat.zone, publishing_at(now, chat.publish_hour, chat.zone))
    publications.plan(db, delivery.id, at)
    return replace(delivery, publish_at=at)


def announced(say: Sentences, chat: Chat, delivery: Delivery, now: datetime) -> Body:
    """“The answer is published at 21:00.” Nothing when it is not, or is already."""
    if delivery.publish_at is None or delivery.publish_at <= now:
        return ()
    zone = ZoneInfo(chat.zone)
    there = delivery.publish_at.astimezone(zone)
    sentence = m.ANSWER_AT if there.date() == now.astimezone(zone).date() else m.ANSWER_TOMORROW
    return say(sentence, hour=f"{there:%H:%M}")


def hasten(visit: Visit, delivery: Delivery) -> None:
    """Publishes the answer now when nobody is left to wait for."""
    shared = deliveries.delivery_by_id(visit.db, delivery.root)
    if shared is None or shared.publish_at is None:
        return
    chat, day = people.chat_by_id(visit.db, shared.chat), deliveries.local_date(visit.db, shared.id)
    answered = frozenset(number for number, *_ in publications.participants(visit.db, shared.id))
    if nobody_is_missing(answered, publications.active_members(visit.db, chat.id, day), chat.headcount):
        at = held_until(chat.quiet, chat.zone, visit.now)
        publications.plan(visit.db, shared.id, min(at, shared.publish_at))


def is_published(visit: Visit, delivery: Delivery) -> bool:
    """Whether the answer was out already when the learner did this."""
    at = publications.published_at(visit.db, delivery.root)
    return at is not None and at <= visit.incoming.at


def message(db: Connection, chat: Chat, published: Sequence[Delivery], now: datetime) -> Say:
    """The one message: each question with its model answer and who took part in it, and how the group stands."""
    say = Sentences(chat.language)
    parts = [_answer(db, chat, delivery, say) for delivery in published]
    body = tuple(line for part in parts for line in (*part, GAP))[:-1] + _of_the_group(db, chat, say, now)
    asked = deliveries.message_of(db, published[0].id) if len(published) == 1 else None
    return Say(body, to=chat.address, reply_to=asked or 0)


def _of_the_group(db: Connection, chat: Chat, say: Sentences, now: datetime) -> Body:
    """Who moved on the board today, and the group's streak; nothing where there is nothing to tell."""
    if not group_streak.has_streak(chat):
        return ()
    moved = ranking.movement(db, chat, say, now)
    told = (*moved, *group_streak.told(say, group_streak.streak_of(db, chat, now)))
    return (GAP, *told) if told else ()


def _answer(db: Connection, chat: Chat, delivery: Delivery, say: Sentences) -> Body:
    question = question_in(db, delivery.question, chat.language)
    return (
        *say(m.PUBLISHED, topic=question.topic),
        _asked(question),
        GAP,
        *feedback.revealed(delivery, question, say),
        *_who_took_part(db, chat, delivery, say),
    )


def _asked(question: Question) -> Line | Passage:
    """What was asked, without its files, which the group has seen, and without its length."""
    if len(question.question) <= LONGEST_PROMPT:
        return Passage(question.question)
    return Line((Span(shortened(question.question, LONGEST_PROMPT)),))


def _who_took_part(db: Connection, chat: Chat, delivery: Delivery, say: Sentences) -> Body:
    """How many, and their names but for those who are hidden; never how it went."""
    everybody = publications.participants(db, delivery.id)
    if not everybody:
        return say(m.NOBODY_TOOK_PART)
    count = len(everybody)
    named = [name for _, name, hidden in everybody if not hidden][:MOST_NAMED]
    others = [say.text(m.OTHERS, n=count - len(named))] if len(named) < count else []
    names = say.list([*named, *others]) if named else ""
    return how_many(say, chat, count, names)


def how_many(say: Sentences, chat: Chat, count: int, names: str = "") -> Body:
    """“3 of 8 have answered”, with their names or without; the 8 is left out where nobody knows it, or where some
    who answered have left since.
    """
    if chat.headcount and chat.headcount >= count:
        return say(m.TOOK_PART_OF if names else m.HAVE_ANSWERED, n=count, total=chat.headcount, names=names)
    return say(m.TOOK_PART if names else m.HAVE_ANSWERED_SO_FAR, n=count, names=names)
