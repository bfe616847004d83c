"""Rounds as they are kept: begun, left, finished, and what became of each question."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.conversation import DeliveryId, LearnerId
from bot.domain.grading import Mark
from bot.domain.learner import ChatId
from bot.domain.memory import Grade
from bot.domain.rounds import LONGEST_THOUGHT, Outcome, RoundId, RoundState, outcome
from bot.store import steps
from bot.store import tables as t

_GOING_ON = (RoundState.ASKING, RoundState.MARKING)


@dataclass(frozen=True, slots=True)
class Round:
    """A learner's round in a chat."""

    id: RoundId
    learner: LearnerId
    chat: ChatId
    exam: bool
    state: RoundState
    seconds: int

    @property
    def goes_on(self) -> bool:
        """Whether there is something left to do."""
        return self.state in _GOING_ON


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one question of a round. `due` is when it comes back, if there is a card of it."""

    question: int
    delivery: DeliveryId
    outcome: Outcome
    mark: Mark | None
    due: datetime | None


_ROUND = (t.Round.id, t.Round.learner_id, t.Round.chat_id, t.Round.exam, t.Round.state, t.Round.seconds)


def begin(
    db: Connection, learner: LearnerId, chat: ChatId, questions: list[int], *, exam: bool, now: datetime
) -> RoundId:
    """A new round of these questions."""
    row = {"learner_id": learner, "chat_id": chat, "exam": exam, "state": RoundState.ASKING, "seconds": 0}
    made = insert(t.Round).values(**row, began_at=now, moved_at=now).returning(t.Round.id)
    number = RoundId(db.execute(made).scalar_one())
    steps.add(db, number, questions)
    return number


def round_by_id(db: Connection, number: int) -> Round | None:
    """One round, or None: the number may come from a forged button."""
    row = db.execute(select(*_ROUND).where(t.Round.id == number)).first()
    return row and _round(row)


def going_on(db: Connection, learner: LearnerId, chat: ChatId, *, since: datetime | None = None) -> Round | None:
    """The round that this learner is at in this chat; with `since`, only if it went on after that."""
    query = select(*_ROUND).where(t.Round.learner_id == learner, t.Round.chat_id == chat, t.Round.state.in_(_GOING_ON))
    query = query if since is None else query.where(t.Round.moved_at > since)
    row = db.execute(query.order_by(t.Round.id.desc()).limit(1)).first()
    return row and _round(row)


def moves(db: Connection, number: RoundId, now: datetime, state: RoundState | None = None) -> None:
    """The round went on now, perhaps into another state; the time since its last move counts, but for long pauses."""
    last = db.execute(select(t.Round.moved_at).where(t.Round.id == number)).scalar_one()
    passed = min(max(now - last, timedelta()), LONGEST_THOUGHT)
    values = {"moved_at": now, "seconds": t.Round.seconds + int(passed.total_seconds())}
    db.execute(update(t.Round).where(t.Round.id == number).values(values | ({"state": state} if state else {})))


def told_later(delivery: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The condition that a delivery belongs to an exam that goes on, of which nothing may be given away."""
    return exists().where(t.Step.delivery_id == delivery, t.Step.round_id == t.Round.id, _holds_feedback())


def asked_in_exam(learner: LearnerId) -> Select[int]:
    """The questions that such an exam of a learner's has asked so far."""
    query = select(t.Step.question_id).join(t.Round, t.Round.id == t.Step.round_id)
    return query.where(t.Round.learner_id == learner, _holds_feedback(), t.Step.delivery_id.is_not(None))


def deliveries_in_exam(learner: LearnerId) -> Select[int | None]:
    """The same as deliveries: to begin with them is quicker than to look at each of a learner's reviews."""
    query = select(t.Step.delivery_id).join(t.Round, t.Round.id == t.Step.round_id)
    return query.where(t.Round.learner_id == learner, _holds_feedback(), t.Step.delivery_id.is_not(None))


def _holds_feedback() -> ColumnElement[bool]:
    return t.Round.exam & (t.Round.state == RoundState.ASKING)


# --- how it went -------------------------------------------------------------------------------------


def results(db: Connection, round_: Round) -> list[Result]:
    """What became of each question that was asked, in their order."""

    def theirs(table: type[t.Turn] | type[t.Answer] | type[t.Review]) -> ColumnElement[bool]:
        return (table.delivery_id == t.Step.delivery_id) & (table.learner_id == round_.learner)

    columns = (t.Step.question_id, t.Step.delivery_id, t.Turn.skipped_at, t.Answer.mark, t.Review.grade, t.Card.due)
    query = select(*columns).outerjoin(t.Turn, theirs(t.Turn)).outerjoin(t.Answer, theirs(t.Answer))
    query = query.outerjoin(t.Review, theirs(t.Review))
    query = query.outerjoin(t.Card, (t.Card.question_id == t.Step.question_id) & (t.Card.learner_id == round_.learner))
    rows = db.execute(query.where(t.Step.round_id == round_.id, t.Step.delivery_id.is_not(None)).order_by(t.Step.place))
    return [_result(row) for row in rows]


def _result(row: Row[*tuple[Any, ...]]) -> Result:
    came = outcome(row.grade and Grade(row.grade), row.mark, skipped=row.skipped_at is not None)
    return Result(row.question_id, DeliveryId(row.delivery_id), came, row.mark, row.due)


def _round(row: Row[int, int, int, bool, RoundState, int]) -> Round:
    return Round(RoundId(row.id), LearnerId(row.learner_id), ChatId(row.chat_id), row.exam, row.state, row.seconds)
