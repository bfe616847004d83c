"""What learners say about questions: kept, given words, listed, closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select, delete, select, update

from bot.domain.conversation import LearnerId
from bot.domain.learner import ChatId
from bot.domain.reports import WORDS_WITHIN, Reason, Report
from bot.store import tables as t
from bot.store.answers import storable
from bot.store.bank import question_in
from bot.store.prepared import Bound, prepared
from bot.store.upsert import insert_new

_REPORT = (t.Report.id, t.Report.question_id, t.Report.reason, t.Report.words, t.Report.at, t.Report.closed_at)


def keep(
    db: Connection, learner: LearnerId, question: int, reason: Reason, *, chat: ChatId, at: datetime, words: str = ""
) -> bool:
    """Keeps a report, or opens it again; False when the learner has said the same before and it is still open."""
    row = {"learner_id": learner, "question_id": question, "reason": reason, "chat_id": chat}
    if insert_new(db, t.Report, **row, at=at, words=storable(words)):
        return True
    where = (t.Report.learner_id == learner, t.Report.question_id == question, t.Report.reason == reason)
    again = {"closed_at": None, "at": at, "chat_id": chat, "words": storable(words)}
    return db.execute(update(t.Report).where(*where, t.Report.closed_at.is_not(None)).values(**again)).rowcount > 0


def number_of(db: Connection, learner: LearnerId, question: int, reason: Reason) -> int:
    """The number of a report that was kept. Raises NoResultFound for another."""
    where = (t.Report.learner_id == learner, t.Report.question_id == question, t.Report.reason == reason)
    return db.execute(select(t.Report.id).where(*where)).scalar_one()


def has_words(db: Connection, number: int) -> bool:
    """Whether somebody has written what they mean."""
    return bool(db.execute(select(t.Report.words).where(t.Report.id == number)).scalar())


def wait_for_words(db: Connection, report: int, learner: LearnerId, *, chat: ChatId, now: datetime) -> None:
    """The learner's next text in the chat belongs to this report, and to no other."""
    db.execute(update(t.Report).where(t.Report.learner_id == learner).values(words_until=None))
    values = {"words_until": now + WORDS_WITHIN, "chat_id": chat}
    db.execute(update(t.Report).where(t.Report.id == report).values(**values))


def waiting_for_words(db: Connection, learner: LearnerId, chat: ChatId, now: datetime) -> int | None:
    """The learner's report that waits for words in this chat; none when a question has come there since."""
    row = db.execute(*_waiting(learner, chat, now)).first()
    if row is None:
        return None
    since = (t.Delivery.chat_id == chat, t.Delivery.sent_at > row.words_until - WORDS_WITHIN)
    return None if db.execute(select(t.Delivery.id).where(*since).limit(1)).first() else row.id


@prepared
def _waiting(learner: Bound, chat: Bound, now: Bound) -> Executable:
    where = (t.Report.learner_id == learner, t.Report.chat_id == chat, t.Report.words_until > now)
    return select(t.Report.id, t.Report.words_until).where(*where)


def add_words(db: Connection, report: int, words: str, at: datetime) -> None:
    """Gives a report its words, which makes it open, and new."""
    values = {"words": storable(words), "words_until": None, "at": at, "closed_at": None}
    db.execute(update(t.Report).where(t.Report.id == report).values(**values))


def take_back_unsaid(db: Connection, learner: LearnerId) -> None:
    """Forgets a report that waits for its words, and stops waiting for new words of one that has some."""
    waiting = (t.Report.learner_id == learner, t.Report.words_until.is_not(None))
    db.execute(delete(t.Report).where(*waiting, t.Report.words == ""))
    db.execute(update(t.Report).where(*waiting).values(words_until=None))


def report(db: Connection, number: int, language: str) -> Report | None:
    """One report, as it is read in a language; None for a number that there is not."""
    row = db.execute(_reports().where(t.Report.id == number)).first()
    return None if row is None else _report(db, row, language)


def open_reports(db: Connection, language: str) -> list[Report]:
    """What nobody has closed, oldest first."""
    rows = db.execute(_reports().where(t.Report.closed_at.is_(None)).order_by(t.Report.at, t.Report.id)).all()
    return [_report(db, row, language) for row in rows]


def close(db: Connection, numbers: Sequence[int], now: datetime) -> list[int]:
    """Closes reports; gives the numbers of those that were open."""
    where = (t.Report.id.in_(numbers), t.Report.closed_at.is_(None))
    closed = db.execute(update(t.Report).where(*where).values(closed_at=now, words_until=None).returning(t.Report.id))
    return sorted(closed.scalars())


def _reports() -> Select[*tuple[Any, ...]]:
    return select(*_REPORT)


def _report(db: Connection, row: Row[*tuple[Any, ...]], language: str) -> Report:
    question = question_in(db, row.question_id, language)
    return Report(row.id, row.reason, row.words, question.file, question.line, question.question, row.at, row.closed_at)
