"""Two learners become one: what each table does with the rows of the one who is joined to the other.

RULES names every table with a `learner_id`; a test sees to it that none is forgotten.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, UniqueConstraint, delete, exists, insert, select, update

from bot.domain.conversation import LearnerId
from bot.domain.learner import Learner
from bot.domain.linking import better
from bot.store import counts, moves, people, replaying
from bot.store import tables as t
from bot.store.belongings import OWNER
from bot.store.columns import Base


class Join(Enum):
    """What becomes of the rows of the learner who is joined."""

    ALL = "they change hands"
    WHERE_FREE = "they change hands where there is none with the same key"
    NONE = "they are dropped: those of the other hold"
    ANEW = "worked out from both"


class Part(Enum):
    """What becomes of the rows when the accounts are parted."""

    BY_PLACE = "each goes with the account in whose chats it came about"
    BOTH = "both have it"
    STAYS = "it stays where the parting was asked for"
    ANEW = "worked out anew for each"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a table does when accounts are linked, and when they are parted."""

    join: Join
    part: Part


_DONE = Rule(Join.ALL, Part.BY_PLACE)
_SETTING = Rule(Join.NONE, Part.BOTH)
_PASSING = Rule(Join.NONE, Part.STAYS)
_DERIVED = Rule(Join.ANEW, Part.ANEW)

RULES = {
    "accounts": _DONE,
    "agenda": _DERIVED,
    "allowances": Rule(Join.WHERE_FREE, Part.BOTH),
    "answers": _DONE,
    "cards": _DERIVED,
    "counts": _DERIVED,
    "days": _DERIVED,
    "events": _DONE,
    "fits": _SETTING,
    "goals": _SETTING,
    "handled": _DONE,
    "link_attempts": _PASSING,
    "link_codes": _PASSING,
    "members": _DONE,
    "milestones": Rule(Join.WHERE_FREE, Part.BOTH),
    "nudges": Rule(Join.WHERE_FREE, Part.BY_PLACE),
    "opinions": _DONE,
    "pauses": Rule(Join.ALL, Part.BOTH),
    "proposals": Rule(Join.WHERE_FREE, Part.BOTH),
    "reminders": Rule(Join.WHERE_FREE, Part.BY_PLACE),
    "repairs": Rule(Join.WHERE_FREE, Part.BOTH),
    "reports": Rule(Join.WHERE_FREE, Part.BY_PLACE),
    "reviews": _DONE,
    "rounds": _DONE,
    "tallies": _DERIVED,
    "turns": _DONE,
    "uploads": _DONE,
    "zone_moves": _SETTING,
}


def tables_with(**wanted: Join | Part) -> list[Table]:
    """The tables whose rule says so."""
    known = Base.metadata.tables
    return [known[name] for name, rule in RULES.items() if any(getattr(rule, way) is wanted[way] for way in wanted)]


def join(db: Connection, kept: Learner, joined: Learner, zone: str, now: datetime) -> None:
    """Everything of `joined` becomes that of `kept`, whose language and settings hold from now on; `zone` is that of
    one of them, and holds for both.

    The days of both have to be closed before, and are to be tallied afterwards.
    """
    both = _remembered_by_both(db, kept.id, joined.id)
    _rename_decks(db, kept.id, joined.id)
    _join_words(db, kept.id, joined.id)
    for table in tables_with(join=Join.ALL):
        db.execute(update(table).where(table.c[OWNER] == joined.id).values({OWNER: kept.id}))
    for table in tables_with(join=Join.WHERE_FREE):
        _move_where_free(db, table, kept.id, joined.id)
    _join_counts(db, kept.id, joined.id)
    _join_days(db, kept.id, joined.id)
    _join_cards(db, kept.id, joined.id)
    for question in both:
        replaying.replay(db, kept.id, question)
    _join_learners(db, kept, joined, zone, now)


def _move_where_free(db: Connection, table: Table, kept: LearnerId, joined: LearnerId) -> None:
    there = table.alias()
    keys = [column for column in _unique_with_owner(table) if column.name != OWNER]
    same = (there.c[column.name] == column for column in keys)
    taken = exists().where(there.c[OWNER] == kept, *same)
    db.execute(update(table).where(table.c[OWNER] == joined, ~taken).values({OWNER: kept}))


def _unique_with_owner(table: Table) -> list[Column[Any]]:
    """The columns of the key that has the learner in it."""
    keys = [table.primary_key, *(one for one in table.constraints if isinstance(one, UniqueConstraint))]
    return next(list(key.columns) for key in keys if OWNER in key.columns)


def _rename_decks(db: Connection, kept: LearnerId, joined: LearnerId) -> None:
    """Both decks of a name stay: the joined learner's is called `js (2).md` then."""
    names = set(db.execute(select(t.Upload.name).where(t.Upload.learner_id.in_([kept, joined]))).scalars())
    theirs = select(t.Upload.name).where(t.Upload.learner_id == kept)
    twice = select(t.Upload.id, t.Upload.name).where(t.Upload.learner_id == joined, t.Upload.name.in_(theirs))
    for number, name in db.execute(twice).all():
        new = _free(name, names)
        names.add(new)
        db.execute(update(t.Upload).where(t.Upload.id == number).values(name=new))


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    tries = (f"{stem[:200]} ({number}){dot}{ending}" for number in range(2, len(taken) + 3))
    return next(one for one in tries if one not in taken)


def _join_words(db: Connection, kept: LearnerId, joined: LearnerId) -> None:
    """Of two reports that say the same, one stays, with the words of both."""
    mine, theirs = t.Report.__table__.alias(), t.Report.__table__.alias()
    same = (mine.c.question_id == theirs.c.question_id) & (mine.c.reason == theirs.c.reason)
    query = select(mine.c.id, mine.c.words, theirs.c.words).select_from(mine.join(theirs, same))
    for number, one, other in db.execute(query.where(mine.c[OWNER] == kept, theirs.c[OWNER] == joined)).all():
        words = "\n".join(filter(None, (one, other)))
        db.execute(update(t.Report).where(t.Report.id == number).values(words=words))


def _join_counts(db: Connection, kept: LearnerId, joined: LearnerId) -> None:
    for day, more in counts.days_since(db, joined, date.min).items():
        counts.add(db, kept, day, more)


def _join_days(db: Connection, kept: LearnerId, joined: LearnerId) -> None:
    """One row a day: what is better of the two, and of two credits the earlier."""
    columns = (t.Day.day, t.Day.state, t.Day.reason, t.Day.at, t.Day.zone)
    mine = {row["day"]: row for row in db.execute(select(*columns).where(t.Day.learner_id == kept)).mappings()}
    for row in db.execute(select(*columns).where(t.Day.learner_id == joined)).mappings().all():
        has = mine.get(row["day"])
        if has is None:
            db.execute(insert(t.Day).values(learner_id=kept, **row))
        elif _is_better(row, has):
            where = (t.Day.learner_id == kept, t.Day.day == row["day"])
            db.execute(update(t.Day).where(*where).values(**row))
    db.execute(delete(t.Tally).where(t.Tally.learner_id == kept))


def _is_better(row: RowMapping, has: RowMapping) -> bool:
    if row["state"] is has["state"]:
        return bool(row["at"] and has["at"] and row["at"] < has["at"])
    return better(row["state"], has["state"]) is row["state"]


def _remembered_by_both(db: Connection, one: LearnerId, other: LearnerId) -> list[int]:
    others = select(t.Card.question_id).where(t.Card.learner_id == other)
    query = select(t.Card.question_id).where(t.Card.learner_id == one, t.Card.question_id.in_(others))
    return list(db.execute(query).scalars())


def _join_cards(db: Connection, kept: LearnerId, joined: LearnerId) -> None:
    """What only one of them knew is known as it was; of what both knew, what was graded later is taken first."""
    mine, table = t.Card.__table__.alias(), t.Card.__table__
    same = (mine.c[OWNER] == kept) & (mine.c.question_id == table.c.question_id)
    later = exists().where(same, mine.c.last_review >= table.c.last_review)
    newer = select(table.c.question_id).where(table.c[OWNER] == joined, ~later)
    db.execute(delete(t.Card).where(t.Card.learner_id == kept, t.Card.question_id.in_(newer)))
    _move_where_free(db, Base.metadata.tables["cards"], kept, joined)
    db.execute(delete(t.Agenda).where(t.Agenda.learner_id == kept))


def _join_learners(db: Connection, kept: Learner, joined: Learner, zone: str, now: datetime) -> None:
    """The one learner who is left. Another zone counts as a move, so that a day is not earned once in each."""
    closed = max(filter(None, (kept.closed_through, joined.closed_through)), default=None)
    last = max(filter(None, (kept.last_day, joined.last_day)), default=None)
    values = {
        "closed_through": closed,
        "last_day": last,
        "joined_at": min(people.known_since(db, one.id) for one in (kept, joined)),
        "hidden": people.is_hidden(db, kept.id) or people.is_hidden(db, joined.id),
        "language_chosen": True,
    }
    people.change_learner(db, kept.id, **values)
    if kept.zone != joined.zone:
        left = joined.zone if zone == kept.zone else kept.zone
        moves.move(db, replace(kept, zone=left), zone, now)
    db.execute(update(t.LinkCode).where(t.LinkCode.learner_id == joined.id).values(used_at=now))
    db.execute(delete(t.LinkCode).where(t.LinkCode.learner_id == kept.id))
    db.execute(update(t.LinkCode).where(t.LinkCode.learner_id == joined.id).values(learner_id=kept.id))
    db.execute(delete(t.Learner).where(t.Learner.id == joined.id))
