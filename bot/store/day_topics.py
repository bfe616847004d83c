"""What a chat is asked about on certain weekdays."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Executable, delete, insert, select

from bot.domain.learner import ChatId
from bot.store import tables as t
from bot.store.prepared import Bound, prepared


def topics_on(db: Connection, chat: ChatId, weekday: int) -> frozenset[str]:
    """The codes of the topics of a weekday (0 is Monday); none where it has none of its own."""
    return frozenset(db.execute(*_topics_on(chat, weekday)).scalars())


@prepared
def _topics_on(chat: Bound, weekday: Bound) -> Executable:
    return select(t.DayTopic.topic_code).where(t.DayTopic.chat_id == chat, t.DayTopic.weekday == weekday)


def topics_by_day(db: Connection, chat: ChatId) -> Mapping[int, frozenset[str]]:
    """The weekdays that have topics of their own, in order, with their codes."""
    found: dict[int, set[str]] = defaultdict(set)
    query = select(t.DayTopic.weekday, t.DayTopic.topic_code).where(t.DayTopic.chat_id == chat)
    for weekday, code in db.execute(query.order_by(t.DayTopic.weekday)):
        found[weekday].add(code)
    return {weekday: frozenset(codes) for weekday, codes in found.items()}


def set_topics_on(db: Connection, chat: ChatId, weekday: int, codes: Collection[str]) -> None:
    """Exactly these topics on that weekday; none: what the chat chose for all days."""
    db.execute(delete(t.DayTopic).where(t.DayTopic.chat_id == chat, t.DayTopic.weekday == weekday))
    for code in codes:
        db.execute(insert(t.DayTopic).values(chat_id=chat, weekday=weekday, topic_code=code))
