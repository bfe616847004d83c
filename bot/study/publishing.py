"""The model answer, published to a group: when that is to be, and the one message that does it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.conversation import Body, Button, ChatKind, Discussion, Edit, Line, Passage, Platform, Say, Span
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
from bot.study.asking import GAP, PRIVATE_REPORT, privately_by
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

_IN_PLACE = frozenset({Platform.DISCORD})
"""Where a message can be changed whenever, and threads hang below messages: so the answer belongs there."""
LONGEST_NAME = 90
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
    shared = deliveries.shared(visit.db, delivery)
    if shared is None or shared.publish_at is None:
        return
    chat, day = people.chat_by_id(visit.db, shared.chat), deliveries.local_date(visit.db, shared.id)
    answered = frozenset(number for number, *_ in publications.participants(visit.db, shared.id))
    if nobody_is_missing(answered, publications.active_members(visit.db, chat.id, day), chat.headcount):
        at = held_until(chat.quiet, chat.zone, visit.now)
        publications.plan(visit.db, shared.id, min(at, shared.publish_at))


def is_published(visit: Visit, delivery: Delivery) -> bool:
    """Whether the answer was out already when the learner did this."""
    if visit.is_private and delivery.root == delivery.id:
        return False  # it is nobody else's
    at = publications.published_at(visit.db, delivery.root)
    return at is not None and at <= visit.incoming.at


def is_in_place(chat: Chat) -> bool:
    """Whether answers are put into the messages that asked, so that doing it twice is doing it once."""
    return chat.address.platform in _IN_PLACE


def messages(
    db: Connection, chat: Chat, published: Sequence[Delivery], now: datetime
) -> list[tuple[Say, Sequence[Delivery]]]:
    """What is sent, and whose answers it holds: one message for all of them, or a change of each that asked."""
    if not is_in_place(chat):
        return [(_message(db, chat, published, now), published)] if published else []
    return [(_over(db, chat, one, now), (one,)) for one in published]


def _message(db: Connection, chat: Chat, published: Sequence[Delivery], now: datetime) -> Say:
    """Each question with its model answer and who took part in it, and how the group stands."""
    say = Sentences(chat.language)
    parts = [_answer(db, chat, delivery, say) for delivery in published]
    body = tuple(line for part in parts for line in (*part, GAP))[:-1] + _of_the_group(db, chat, published[-1], now)
    asked = deliveries.message_of(db, published[0].id) if len(published) == 1 else None
    return Say(body, to=chat.address, reply_to=asked or 0)


def _over(db: Connection, chat: Chat, delivery: Delivery, now: datetime) -> Say:
    """The same as a change of the question, with a place to talk about it where the group wants one."""
    talk = discussed(chat) and chat.discussion
    return replace(
        _message(db, chat, [delivery], now),
        over=in_place(db, chat, delivery, now),
        discussion=_discussion(db, chat, delivery) if talk else None,
    )


def in_place(db: Connection, chat: Chat, delivery: Delivery, now: datetime) -> Edit | None:
    """The question's own message, once its answer is published: the whole question, the answer, and who took part."""
    message, say = deliveries.message_of(db, delivery.id), Sentences(chat.language)
    if not message:
        return None
    body = (*_answer(db, chat, delivery, say, whole=True), *_of_the_group(db, chat, delivery, now))
    wrong = Button(say.text(m.SOMETHING_WRONG), privately_by(PRIVATE_REPORT, delivery))
    return Edit(((wrong,),), body=body, message=message, to=chat.address, whole=True)


def discussed(chat: Chat) -> bool:
    """Whether there can be threads to talk in: not on every platform, and not within another thread."""
    return is_in_place(chat) and chat.kind is ChatKind.GROUP and not chat.address.thread


def _discussion(db: Connection, chat: Chat, delivery: Delivery) -> Discussion:
    question = question_in(db, delivery.question, chat.language)
    return Discussion(shortened(question.question, LONGEST_NAME), Sentences(chat.language)(m.DISCUSSION))


def _of_the_group(db: Connection, chat: Chat, last: Delivery, now: datetime) -> Body:
    """Who moved on the board today, and the group's streak; below the latest answer, and where there is some."""
    say = Sentences(chat.language)
    if not group_streak.has_streak(chat) or publications.published_last(db, chat.id) != last.id:
        return ()
    moved = ranking.movement(db, chat, say, now)
    told = (*moved, *group_streak.told(say, group_streak.streak_of(db, chat, now)))
    return (GAP, *told) if told else ()


def _answer(db: Connection, chat: Chat, delivery: Delivery, say: Sentences, *, whole: bool = False) -> Body:
    question = question_in(db, delivery.question, chat.language)
    return (
        *say(m.PUBLISHED, topic=question.topic),
        Passage(question.question) if whole else _asked(question),
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
