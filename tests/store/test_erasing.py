"""Erasing a learner on both databases: their rows go, the rows of others stay, and the file forgets them, too."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Column, Enum, func, insert, select

from bot.domain.conversation import ChatKind, Command, Incoming, Platform, Reply, Sender
from bot.domain.delivery import Delivery
from bot.domain.grading import Mark
from bot.domain.memory import Grade, review
from bot.domain.reports import Reason
from bot.store import answers, decks, deliveries, erasing, people, reports, updates
from bot.store import tables as t
from bot.store.belongings import owner, rows_of, tables_of_learners
from bot.store.columns import Base
from bot.store.engine import Connection, Engine, compact
from tests.store.builders import NOW, TODAY, a_chat, a_learner, a_place, questions

both_databases = pytest.mark.both_databases
MARK = "zqxkwvbd"
"""Long enough that no ticket of a delivery holds it by chance."""


def counts(db: Connection, learner: int | None = None) -> dict[str, int]:
    """How many rows each table of learners has; with a learner, of theirs."""
    who = owner(db, learner) if learner is not None else None
    found = {}
    for table in tables_of_learners():
        query = select(func.count()).select_from(table)
        found[table.name] = db.execute(query.where(rows_of(table, who)) if who else query).scalar_one()
    return found


def lives(db: Connection, account: int, name: str, group: int) -> int:
    """A learner with a row in every table that a learner can have one in."""
    learner = a_learner(db, account, name=name)
    private, shared = a_chat(db, account), a_chat(db, group, kind=ChatKind.GROUP)
    people.join(db, private.id, learner.id, NOW)
    people.join(db, shared.id, learner.id, NOW)
    people.set_topics(db, private.id, ["0123456789"])
    db.execute(insert(t.Schedule).values(chat_id=private.id, times="09:00", weekdays="0", count=1))
    (question,) = questions(db, f"What is {name}?")
    own = decks.make_deck(db, learner.id, f"{name}.md", NOW)
    db.execute(insert(t.Question).values(key=f" {own}:{name}", upload_id=own, added_at=NOW))
    delivery = deliveries.asked(db, private.id, question, key=name, day=TODAY, now=NOW)
    deliveries.record_messages(db, delivery.id, [1])
    does(db, learner, delivery, private.id, name)
    incoming = Incoming(f"u{account}", a_place(account), Sender(account, name), NOW, Command("start"), 1)
    updates.remember(db, incoming, Reply(notice=name), NOW)
    fills_the_rest(db, learner.id, name)
    return learner.id


def fills_the_rest(db: Connection, learner: int, name: str) -> None:
    """A row of theirs in every table that this story does not know yet, made of what its columns take."""
    for table in Base.metadata.sorted_tables:
        if table in tables_of_learners() and not counts(db, learner)[table.name]:
            values = {column.name: value_for(db, column, learner, name) for column in table.c if is_asked(column)}
            db.execute(insert(table).values(**values))


def is_asked(column: Column[Any]) -> bool:
    """Whether the database does not number the column by itself."""
    return column.table.autoincrement_column is not column or bool(column.foreign_keys)


def value_for(db: Connection, column: Column[Any], learner: int, name: str) -> Any:
    """Something that the column takes; a reference leads to a row of theirs where there is one."""
    if column.foreign_keys:
        (key,) = column.foreign_keys
        parent = key.column.table
        theirs = rows_of(parent, owner(db, learner))
        query = select(key.column) if theirs is None else select(key.column).where(theirs)
        return db.execute(query.limit(1)).scalar_one()
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or column.type.enums))
    kind = column.type.python_type
    simple = {
        datetime: NOW,
        date: TODAY,
        time: time(9),
        bool: False,
        int: learner,
        float: 0.5,
        object: [name],
        bytes: b"x",
    }
    return name[: getattr(column.type, "length", None)] if kind is str else simple[kind]


def does(db: Connection, learner, delivery: Delivery, chat, name: str) -> None:
    """Answers, grades and reports it."""
    given = answers.Given(f"{name} answers", Mark.RIGHT, frozenset({1}))
    answers.keep_answer(db, delivery, learner.id, given, chat=chat, message=2, at=NOW)
    deliveries.touch_turn(db, delivery.id, learner.id, answered_at=NOW)
    card = review(None, Grade.GOOD, NOW)
    answers.keep_card(db, learner.id, delivery.question, card)
    answers.keep_review(db, delivery, learner.id, Grade.GOOD, before=card, at=NOW, day=TODAY)
    reports.keep(db, learner.id, delivery.question, Reason.OTHER, chat=chat, at=NOW, words=f"{name} says")


@both_databases
def test_every_table_loses_their_rows_and_keeps_those_of_others(engine: Engine):
    """Two people with the same life: one is erased, and the other has as many rows as before, in every table."""
    with engine.begin() as db:
        zoe, ana = lives(db, 1, f"{MARK}Zoe", -9), lives(db, 2, "Ana", -9)
        theirs = counts(db, ana)
        assert {name for name, count in theirs.items() if not count} == set()
    with engine.begin() as db:
        erasing.erase(db, zoe)
    with engine.connect() as db:
        assert counts(db, ana) == theirs
        assert set(counts(db, zoe).values()) == {0}
        left = [str(row) for table in Base.metadata.tables.values() for row in db.execute(select(table))]
    assert [row for row in left if MARK in row and "What is" not in row] == []


@both_databases
def test_somebody_who_is_not_there(engine: Engine):
    """Erasing nobody changes nothing."""
    with engine.begin() as db:
        lives(db, 2, "Ana", -9)
        before = counts(db)
        erasing.erase(db, 404)
        assert counts(db) == before


@both_databases
def test_a_group_with_the_number_of_a_person(engine: Engine):
    """Only private chats are somebody's own, whatever their numbers."""
    with engine.begin() as db:
        ana = a_learner(db, 5)
        group = people.chat_of(db, a_place(5, kind=ChatKind.GROUP, thread=3), language="es", zone="Europe/Madrid")
        erasing.erase(db, ana.id)
        assert people.chat_at(db, group.address) is not None


def test_the_file_after_years_of_writing(engine: Engine):
    """Pages that were split, merged and used again hold no copy of what she wrote once they are written anew."""
    rng = Random(3)
    with engine.begin() as db:
        learners = [a_learner(db, 1, name="Zoe"), a_learner(db, 2, name="Ana")]
        chats = [a_chat(db, 1), a_chat(db, 2)]
        bank = questions(db, *(f"What is number {number}?" for number in range(40)))
    for step in range(60):
        with engine.begin() as db:
            for number in range(30):
                place = rng.randrange(2)
                key, at = f"{step}.{number}", NOW + timedelta(minutes=step)
                writes(db, learners[place].id, chats[place], rng, bank, key=key, at=at, mark=MARK * (place == 0))
            updates.forget_old(db, NOW + timedelta(minutes=step) - timedelta(minutes=20) + updates.KEPT)
    with engine.begin() as db:
        erasing.erase(db, learners[0].id)
    engine.dispose()
    compact(str(engine.url))
    file = Path(str(engine.url.database))
    assert b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*")).count(MARK.encode()) == 0


def writes(db: Connection, learner, chat, rng: Random, bank, *, key: str, at, mark: str) -> None:
    """An answer of any length, and the reply that is kept for a while."""
    text = f"{mark} word " * rng.choice([1, 5, 50, 600])
    delivery = deliveries.asked(db, chat.id, rng.choice(bank), key=key, day=TODAY, now=at)
    given = answers.Given(text, None, frozenset())
    message = int(key.replace(".", "0"))
    answers.keep_answer(db, delivery, learner, given, chat=chat.id, message=message, at=at)
    sender = Sender(chat.address.chat, mark or "Ana")
    incoming = Incoming(key, a_place(chat.address.chat), sender, at, Command("x"), 1)
    updates.remember(db, incoming, Reply(notice=text), at)
    updates.mark_shown(db, Platform.TELEGRAM, key)
