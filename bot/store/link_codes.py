"""The codes that link two accounts: given, found by their hash, and used once."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.domain.conversation import LearnerId
from bot.domain.learner import ChatId
from bot.domain.linking import LASTS, LENGTH, LETTERS, MOST_WRONG, WRONG_WITHIN
from bot.store import tables as t


@dataclass(frozen=True, slots=True)
class LinkCode:
    """Who was given a code, until when it holds, whether it was used, and in which chat it was entered."""

    id: int
    giver: LearnerId
    expires_at: datetime
    is_used: bool
    chat: ChatId | None


_COLUMNS = (t.LinkCode.id, t.LinkCode.learner_id, t.LinkCode.expires_at, t.LinkCode.used_at, t.LinkCode.chat_id)


def give(db: Connection, learner: LearnerId, now: datetime) -> str:
    """A new code for this learner; the one before holds no more."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    db.execute(delete(t.LinkCode).where(t.LinkCode.learner_id == learner))
    db.execute(insert(t.LinkCode).values(learner_id=learner, digest=_digest(code), expires_at=now + LASTS))
    return code


def find(db: Connection, code: str) -> LinkCode | None:
    """What was given with this code."""
    rows = db.execute(select(*_COLUMNS).where(t.LinkCode.digest == _digest(code)).order_by(t.LinkCode.id.desc()))
    return _code(rows.first())


def numbered(db: Connection, number: int) -> LinkCode | None:
    """The code of a button, which nobody else may use in the meantime."""
    return _code(db.execute(select(*_COLUMNS).where(t.LinkCode.id == number).with_for_update()).first())


def entered(db: Connection, number: int, chat: ChatId) -> None:
    """The code was entered in this chat, and is to be confirmed there."""
    db.execute(update(t.LinkCode).where(t.LinkCode.id == number).values(chat_id=chat))


def use(db: Connection, number: int, now: datetime) -> None:
    """The code links nothing any more."""
    db.execute(update(t.LinkCode).where(t.LinkCode.id == number).values(used_at=now))


def may_try(db: Connection, learner: LearnerId, now: datetime) -> bool:
    """Whether this learner has not entered too many wrong codes lately."""
    recent = (t.LinkAttempt.learner_id == learner, t.LinkAttempt.since > now - WRONG_WITHIN)
    return (db.execute(select(t.LinkAttempt.wrong).where(*recent)).scalar() or 0) < MOST_WRONG


def count_wrong(db: Connection, learner: LearnerId, now: datetime) -> None:
    """One more wrong code; those of an hour ago are forgotten."""
    here = t.LinkAttempt.learner_id == learner
    db.execute(delete(t.LinkAttempt).where(here, t.LinkAttempt.since <= now - WRONG_WITHIN))
    more = update(t.LinkAttempt).where(here).values(wrong=t.LinkAttempt.wrong + 1)
    if not db.execute(more).rowcount:
        db.execute(insert(t.LinkAttempt).values(learner_id=learner, since=now, wrong=1))


def _digest(code: str) -> str:
    """A code is as long as chance can make it guessable only by luck within its ten minutes: no slow hash is needed."""
    return sha256(code.encode()).hexdigest()


def _code(row: Row[int, int, datetime, datetime | None, int | None] | None) -> LinkCode | None:
    if row is None:
        return None
    chat = None if row.chat_id is None else ChatId(row.chat_id)
    return LinkCode(row.id, LearnerId(row.learner_id), row.expires_at, row.used_at is not None, chat)
