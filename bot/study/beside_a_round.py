"""A question that comes while a round goes on: not one that the round will ask by itself."""

from collections.abc import Collection
from datetime import datetime
from random import Random

from bot.domain.conversation import ChatKind
from bot.domain.learner import Chat, Learner
from bot.store import steps
from bot.store.engine import Connection
from bot.store.rounds import going_on
from bot.study.picking import pick_several


def beside_the_round(
    db: Connection,
    chat: Chat,
    learner: Learner | None,
    question: int,
    *,
    now: datetime,
    rng: Random,
    topics: Collection[str] | None = None,
) -> int:
    """The question, or another in its place where it waits in a round that goes on; if there are others."""
    round_ = going_on(db, learner.id, chat.id) if learner and chat.kind is ChatKind.PRIVATE else None
    waits = steps.waiting(db, round_.id) if round_ else set()
    if learner is None or question not in waits:
        return question
    others = pick_several(db, chat, learner, len(waits) + 1, now=now, rng=rng, topics=topics)
    return next((one for one in others if one not in waits), question)
