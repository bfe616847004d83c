"""What numbers are asked of the store besides the counts: what is coming, which topics were hard, how a group does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import Connection, and_, case, func, select

from bot.domain.conversation import ChatKind, LearnerId
from bot.domain.delivery import ANSWERS
from bot.domain.group_progress import GroupQuestion
from bot.domain.learner import ChatId
from bot.domain.memory import Grade
from bot.domain.progress import Counts, TopicCounts
from bot.store import answers
from bot.store import tables as t
from bot.store.bank import Reach, within
from bot.store.pool import Pool
from bot.store.rounds import asked_in_exam, deliveries_in_exam, told_later

RECENT_REVIEWS = 500
"""Which topics are hard is read from this many of the latest reviews: what was hard two years ago is not any more."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group that a learner takes part in."""

    id: ChatId
    title: str


# --- a learner -----------------------------------------------------------------------------------------


def due_through(db: Connection, learner: LearnerId, pool: Pool, ends: Sequence[datetime]) -> list[int]:
    """How many questions of this pool are due by each of these moments, which grow.

    Those that an exam which goes on has asked are left out: when they come back tells how they went.
    """
    counts = (func.count().filter(t.Card.due <= end) for end in ends)
    query = select(*counts).select_from(t.Card).join(t.Question)
    query = query.where(t.Card.learner_id == learner, t.Card.due <= ends[-1], pool.condition)
    return list(db.execute(query.where(t.Card.question_id.not_in(asked_in_exam(learner)))).one())


def held_back(db: Connection, learner: LearnerId) -> Mapping[date, Counts]:
    """How the recalls went, day by day, of an exam that goes on."""
    columns = (t.Review.local_day, t.Review.grade, t.Review.before, t.Review.at)
    in_exam = t.Review.delivery_id.in_(deliveries_in_exam(learner))
    query = select(*columns).where(t.Review.learner_id == learner, in_exam)
    found: dict[date, Counts] = {}
    for row in db.execute(query):
        told = answers.told(Grade(row.grade), row.before, row.at)
        found[row.local_day] = found.get(row.local_day, Counts()) + told
    return found


def recent_topics(db: Connection, learner: LearnerId, language: str, reach: Reach) -> list[TopicCounts]:
    """How the latest reviews went, by the topics that the questions stand under now; retired questions are left out."""
    columns = (t.Review.question_id, t.Review.grade, t.Review.at, t.Review.before)
    query = select(*columns).where(t.Review.learner_id == learner, t.Review.before.is_not(None))
    query = query.where(~told_later(t.Review.delivery_id))
    rows = db.execute(query.order_by(t.Review.at.desc()).limit(RECENT_REVIEWS)).all()
    topics = _topics_of(db, {row.question_id for row in rows}, language, reach)
    found: dict[str, TopicCounts] = {}
    for row in rows:
        told = answers.told(Grade(row.grade), row.before, row.at)
        if row.question_id in topics and told.recalls:
            code, title = topics[row.question_id]
            known = found.get(code, TopicCounts(title, 0, 0))
            found[code] = TopicCounts(title, known.recalls + 1, known.remembered + told.remembered)
    return list(found.values())


def _topics_of(db: Connection, questions: Collection[int], language: str, reach: Reach) -> dict[int, tuple[str, str]]:
    """The code and title of the topic of each question that can be asked, in this language where it has it."""
    query = select(t.Variant.question_id, t.Variant.topic_code, t.Variant.topic).join(t.Question)
    query = query.where(t.Variant.question_id.in_(questions), t.Variant.retired_at.is_(None), within((), reach))
    rows = db.execute(query.order_by(t.Variant.language == language))  # the last one stays
    return {number: (code, title) for number, code, title in rows}


# --- a group -------------------------------------------------------------------------------------------


def groups_of(db: Connection, learner: LearnerId) -> list[Group]:
    """The groups that a learner takes part in, by name."""
    query = select(t.Chat.id, t.Chat.title).join(t.Member, t.Member.chat_id == t.Chat.id)
    query = query.where(t.Member.learner_id == learner, t.Chat.kind == ChatKind.GROUP, t.Chat.active)
    return [Group(ChatId(row.id), row.title) for row in db.execute(query.order_by(t.Chat.title, t.Chat.id))]


def answers_between(db: Connection, chat: ChatId, moments: Sequence[datetime], asked_since: date) -> list[int]:
    """How many answers to a chat's questions came in each span between these moments, which grow.

    Those answered in private are among them; questions asked before `asked_since` are not.
    """
    within_span = (and_(t.Event.at >= begin, t.Event.at < end) for begin, end in pairwise(moments))
    counts = (func.count().filter(span) for span in within_span)
    query = select(*counts).select_from(t.Event).join(t.Delivery, t.Delivery.id == t.Event.delivery_id)
    query = query.where(t.Delivery.chat_id == chat, t.Delivery.local_date >= asked_since, t.Event.kind.in_(ANSWERS))
    return list(db.execute(query).one())


def graded_questions(db: Connection, chat: ChatId, *, before: datetime, asked_since: date) -> list[GroupQuestion]:
    """How a chat's questions were graded by its members before a moment; retired questions are left out.

    A member who graded one several times forgot it when they did so once.
    """
    forgot = func.count(case((t.Review.grade == int(Grade.AGAIN), t.Review.learner_id)).distinct())
    graders = func.count(t.Review.learner_id.distinct())
    query = select(t.Review.question_id, graders, forgot).join(t.Delivery, t.Delivery.id == t.Review.delivery_id)
    query = query.join(t.Question, t.Question.id == t.Review.question_id).where(within(()))
    query = query.where(t.Delivery.chat_id == chat, t.Delivery.local_date >= asked_since, t.Review.at < before)
    return [GroupQuestion(*row) for row in db.execute(query.group_by(t.Review.question_id))]


def count_members(db: Connection, chat: ChatId) -> int:
    """How many take part in a chat."""
    return db.execute(select(func.count()).select_from(t.Member).where(t.Member.chat_id == chat)).scalar_one()
