"""Votes in the polls that questions of groups went out as: an answer like a press on a choice."""

from collections.abc import Collection
from datetime import datetime
from random import Random

from bot.domain.conversation import DeliveryId, Incoming, Reply, Vote
from bot.domain.delivery import Delivery, EventKind
from bot.domain.grading import Mark
from bot.domain.learner import Chat
from bot.domain.question import Question
from bot.markup.plain import bare
from bot.store import deliveries, people, polls
from bot.store.bank import question_in
from bot.store.engine import Connection
from bot.study import answer, feedback
from bot.study.as_poll import as_poll
from bot.study.finding import text_for
from bot.study.publishing import is_published
from bot.study.visit import Visit
from bot.texts.catalog import language_of


def opened(db: Connection, delivery: DeliveryId, poll: str) -> None:
    """The question of a delivery went out as this poll of the platform's."""
    found = deliveries.delivery_by_id(db, delivery)
    if found is None:
        return
    question = question_in(db, found.question, people.chat_by_id(db, found.chat).language)
    sent = as_poll(delivery, question)
    if sent is not None:
        options = [(text, place == sent.correct) for place, text in enumerate(sent.options)]
        polls.keep_poll(db, poll, delivery, options)


def voted(db: Connection, incoming: Incoming, vote: Vote, *, now: datetime, rng: Random) -> Reply:
    """Counts a vote once for each voter, and tells them in private how it went, where the bot may write to them.

    Nothing comes of a poll that is not ours, of a vote by a channel or an anonymous admin, and of one that is taken
    back or changed: the first answer counts. Nor of one by who has seen the answer, in private or with the group.
    """
    poll = polls.poll_by_id(db, vote.poll)
    delivery = deliveries.delivery_by_id(db, poll.delivery) if poll else None
    if poll is None or delivery is None or not incoming.sender.scores:
        return Reply()
    told = [poll.options[place] for place in vote.options if place < len(poll.options)]
    if not told:  # it makes nobody known, who may just have erased everything
        return Reply()
    visit = _visit(db, incoming, people.chat_by_id(db, delivery.chat), now, rng)
    if not deliveries.turn(db, delivery.root, visit.learner.id).is_open or is_published(visit, delivery):
        return Reply()
    mark = Mark.RIGHT if all(right for _, right in told) else Mark.WRONG
    return _keep(visit, delivery, [text for text, _ in told], mark)


def _keep(visit: Visit, delivery: Delivery, texts: Collection[str], mark: Mark) -> Reply:
    question = text_for(visit, delivery)
    picked = _places(question, texts)
    streak = answer.keep(visit, delivery, " · ".join(texts), mark, EventKind.CHOICE, picked)
    body = feedback.on_choice(visit, delivery, question, picked, streak)
    return visit.told(answer.told_privately(visit, delivery, question, body, mark))


def _places(question: Question, texts: Collection[str]) -> set[int]:
    """The choices of the bank that these are: the note may have changed since the poll was sent."""
    return {number for number, choice in enumerate(question.choices) if bare(choice.text) in texts}


def _visit(db: Connection, incoming: Incoming, chat: Chat, now: datetime, rng: Random) -> Visit:
    """The voter in the poll's chat: the platform names only the person."""
    spoken, platform = language_of(incoming.sender.language, chat.language), chat.address.platform
    learner = people.learner_of(db, platform, incoming.sender, language=spoken, zone=chat.zone, now=incoming.at)
    people.join(db, chat.id, learner.id, now)
    return Visit(db, incoming, learner, chat, now, rng)
