"""What a learner is asked next of what is due, put in order once and then read by key.

The order of two late cards changes as time passes, so no stored number sorts a backlog. It is sorted when the day's
first question is wanted, and the first twenty are kept; when they are used up, the next twenty follow.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, Select, bindparam, delete, exists, func, insert, select

from bot.domain.picking import Today
from bot.store import tables as t
from bot.store.overdue import Asking, due, is_due
from bot.store.pool import Pool

AT_ONCE = 20


class Look(NamedTuple):
    """What a choice begins with, in one statement, since many are made.

    `next` is what stands next on the agenda, if anything does; `some_due` whether anything is due at all; `had` what
    the learner graded today, anywhere, and what this chat was asked today and waits for a grade.
    """

    next: int | None
    some_due: bool
    has_decks: bool
    had: Today


def look(db: Connection, asking: Asking, pool: Pool, day: date) -> Look:
    """The agenda of this day and pool; what was asked or graded since it was made is passed over."""
    row = db.execute(_look(), {**asking._asdict(), "day": day, "pool": pool.code}).one()
    had = Today(row.new_graded + row.new_asked, row.graded - row.new_graded + row.asked - row.new_asked)
    return Look(row.next, bool(row.some_due), bool(row.has_decks), had)


def keep(db: Connection, asking: Asking, pool: Pool, day: date, questions: Sequence[int]) -> None:
    """Makes these questions, in their order, the agenda."""
    who = {"learner_id": asking.learner, "chat_id": asking.chat}
    db.execute(delete(t.Agenda).where(t.Agenda.learner_id == asking.learner, t.Agenda.chat_id == asking.chat))
    what = {"day": day, "pool": pool.code}
    rows = [{**who, **what, "place": place, "question_id": number} for place, number in enumerate(questions)]
    if rows:
        db.execute(insert(t.Agenda), rows)


@cache
def _look() -> Select[Any]:
    own = (t.Agenda.learner_id == bindparam("learner"), t.Agenda.chat_id == bindparam("chat"))
    made = (t.Agenda.day == bindparam("day"), t.Agenda.pool == bindparam("pool"))
    following = (
        select(t.Agenda.question_id)
        .join(t.Card, t.Card.question_id == t.Agenda.question_id)
        .join(t.Question, t.Question.id == t.Agenda.question_id)
        .where(*own, *made, due(), t.Question.retired_at.is_(None))
        .order_by(t.Agenda.place)
        .limit(1)
    )
    decks = exists().where(t.Upload.learner_id == bindparam("learner"))
    return select(
        following.scalar_subquery().label("next"),
        exists().where(is_due()).label("some_due"),
        decks.label("has_decks"),
        *_had_today(),
    )


def _had_today() -> tuple[Any, ...]:
    learner: Any = bindparam("learner")
    since: Any = bindparam("since")
    graded = select(func.count()).where(t.Review.learner_id == learner, t.Review.at >= since)
    asked = select(func.count(t.Delivery.question_id.distinct())).where(
        t.Delivery.chat_id == bindparam("chat"),
        t.Delivery.local_date >= bindparam("day"),
        t.Delivery.due_at >= since,
        ~_has_card(t.Card.last_review >= since),
    )
    first = t.Review.before == JSON.NULL  # what was never graded before had no card
    return (
        graded.scalar_subquery().label("graded"),
        graded.where(first).scalar_subquery().label("new_graded"),
        asked.scalar_subquery().label("asked"),
        asked.where(~_has_card()).scalar_subquery().label("new_asked"),
    )


def _has_card(*more: Any) -> Any:
    own = (t.Card.learner_id == bindparam("learner"), t.Card.question_id == t.Delivery.question_id)
    return exists().where(*own, *more)
