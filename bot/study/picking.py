"""Which question a chat gets next: the store's candidates, through the rule in `domain/picking.py`."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from random import Random

from bot.domain import picking
from bot.domain.conversation import ChatKind, Platform
from bot.domain.learner import Chat, Learner
from bot.domain.streak import day_ends_at, local_day
from bot.domain.uploads import UploadId
from bot.store import candidates, people
from bot.store.bank import PUBLIC, Reach
from bot.store.engine import Connection


def pick(
    db: Connection,
    chat: Chat,
    learner: Learner | None,
    *,
    now: datetime,
    rng: Random,
    topics: Collection[str] | None = None,
    deck: UploadId | None = None,
) -> int | None:
    """The id of the next question, or None when there is none to ask.

    In a private chat the learner's memory decides: due reviews (all of today's), then new questions, then those
    asked and never graded, then whatever comes back soonest. A group gets what it was not asked yet, then what it
    was asked longest ago. `topics` overrides what the chat has chosen; `deck` is one of the learner's own.
    """
    chosen = people.topics_of(db, chat.id) if topics is None else topics
    if chat.kind is not ChatKind.PRIVATE or learner is None:
        new = candidates.fresh(db, None, chat.id, chosen)
        found = picking.next_question((), new, rng, now)
        return found.question if found else candidates.least_recent(db, chat.id, chosen, unknown_to=None)
    reach = replace(reach_of(chat, learner), deck=deck)
    return _for_learner(db, chat, learner, chosen, reach, now=now, rng=rng)


def reach_of(chat: Chat, learner: Learner) -> Reach:
    """A learner's own decks are theirs alone: they are asked in their private chat, and no one else sees them.

    The terminal looks private, but all who use it share its chat.
    """
    private = chat.kind is ChatKind.PRIVATE and chat.address.platform is not Platform.TERMINAL
    return Reach(learner.id) if private else PUBLIC


def _for_learner(
    db: Connection, chat: Chat, learner: Learner, topics: Collection[str], reach: Reach, *, now: datetime, rng: Random
) -> int | None:
    today = local_day(now, learner.zone, learner.rollover)
    began = _began(today, learner)
    until = day_ends_at(today, learner.zone, learner.rollover)
    due = candidates.due(db, learner.id, chat.id, topics, reach, until=until, asked_since=began)
    new = () if due else candidates.fresh(db, learner.id, chat.id, topics, reach)
    found = picking.next_question(due, new, rng, now)
    if found:
        return found.question
    return (
        candidates.least_recent(db, chat.id, topics, reach, unknown_to=learner.id)
        or candidates.next_to_come(db, learner.id, topics, reach)
        or candidates.least_recent(db, chat.id, topics, reach, unknown_to=None)
    )


def _began(today: date, learner: Learner) -> datetime:
    return day_ends_at(date.fromordinal(today.toordinal() - 1), learner.zone, learner.rollover)
