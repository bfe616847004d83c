"""What could be asked next, against a model in plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.domain.memory import Card, relative_overdueness
from bot.store import answers, candidates, deliveries, overdue
from bot.store import tables as t
from bot.store.engine import Connection
from bot.store.overdue import Asking
from bot.store.pool import Pool
from tests.databases import lent
from tests.store.builders import NOW, TODAY, a_chat, a_learner, code_of, questions

TOPICS = ("sql", "js", "css")
moments = st.integers(-5, 5).map(lambda days: NOW + timedelta(days=days))


@dataclass(frozen=True)
class One:
    """A question with what one learner and one chat have to do with it."""

    topic: str
    retired: bool
    due: datetime | None
    asked: tuple[datetime, ...]
    interval: int


worlds = st.lists(
    st.builds(
        One,
        st.sampled_from(TOPICS),
        st.sampled_from([False, False, False, True]),
        st.none() | moments,
        st.lists(moments, max_size=2).map(tuple),
        st.integers(1, 9),
    ),
    max_size=8,
)
chosen_topics = st.sets(st.sampled_from([*TOPICS, "gone"]))


@pytest.fixture(scope="module")
def db(sqlite_template) -> Iterator[Connection]:
    """One connection, on which each example is rolled back."""
    with lent(sqlite_template) as engine, engine.connect() as connection:
        yield connection


class Made:
    """The world in the database, and the model's view of it."""

    def __init__(self, db: Connection, world: list[One], topics: set[str]) -> None:
        self.learner, self.chat = a_learner(db), a_chat(db)
        stranger, elsewhere = a_learner(db, 2), a_chat(db, 2)
        self.topics = [code_of(topic) for topic in sorted(topics)]
        self.all: list[tuple[int, One]] = []
        for place, one in enumerate(world):
            (number,) = questions(db, f"Question {place}?", topic=one.topic)
            self.all.append((number, one))
            if one.due:
                answers.keep_card(db, self.learner.id, number, card_due(one.due, one.interval))
            for again, at in enumerate(one.asked):
                deliveries.asked(db, self.chat.id, number, key=f"{place}.{again}", day=TODAY, now=at)
            # What another learner and another chat do must not matter.
            answers.keep_card(db, stranger.id, number, card_due(NOW))
            deliveries.asked(db, elsewhere.id, number, key=str(place), day=TODAY, now=NOW)
            if one.retired:
                for table in (t.Question.id, t.Variant.question_id):
                    db.execute(update(table.class_).where(table == number).values(retired_at=NOW))
        self.open = [
            (number, one) for number, one in self.all if not one.retired and (not topics or one.topic in topics)
        ]


def card_due(due: datetime, interval: int = 2) -> Card:
    return Card(2.5, 5.0, due, due - timedelta(days=interval))


def named(topics) -> Pool:
    return Pool(frozenset(topics))


@settings(max_examples=50)
@given(world=worlds, topics=chosen_topics, until=moments, since=moments, limit=st.integers(1, 4))
def test_due_questions(db: Connection, world, topics, until, since, limit):
    """Cards due by then, of questions that can be asked and were not asked here lately, as the rule puts them."""
    made = Made(db, world, topics)
    asking = Asking(made.learner.id, made.chat.id, until, since)
    found = overdue.most_overdue(db, asking, named(made.topics), NOW, limit)
    counted = overdue.count_due(db, asking, named(made.topics))
    db.rollback()
    expected = {
        number: card_due(one.due, one.interval)
        for number, one in made.open
        if one.due and one.due <= until and not any(at >= since for at in one.asked)
    }
    in_order = sorted(expected, key=lambda number: (-relative_overdueness(expected[number], NOW), number))
    assert found == in_order[:limit]
    assert counted == len(expected)


@settings(max_examples=50)
@given(world=worlds, topics=chosen_topics, start=st.integers(0, 2**31 - 1), most=st.integers(1, 4))
def test_fresh_questions(db: Connection, world, topics, start, most):
    """Never asked in this chat and, for one learner, never graded; the next in the shuffled bank, all around it."""
    made = Made(db, world, topics)
    of_learner = candidates.fresh(db, made.learner.id, made.chat.id, named(made.topics), start=start, most=most)
    of_group = candidates.fresh(db, None, made.chat.id, named(made.topics), start=start, most=most)
    places = dict(tuple(row) for row in db.execute(select(t.Question.id, t.Question.shuffle)))
    db.rollback()

    def next_of(numbers):
        return sorted(numbers, key=lambda number: (places[number] < start, places[number], number))[:most]

    assert of_group == next_of(number for number, one in made.open if not one.asked)
    assert of_learner == next_of(number for number, one in made.open if not one.asked and not one.due)


@settings(max_examples=50)
@given(
    world=worlds,
    topics=chosen_topics,
    graded_too=st.booleans(),
    before=st.none() | moments,
    most=st.integers(1, 4),
)
def test_the_questions_asked_longest_ago(db: Connection, world, topics, graded_too, before, most):
    """By its last time, of those asked here; without what the learner graded, or what was asked lately, if so asked."""
    made = Made(db, world, topics)
    unknown_to = None if graded_too else made.learner.id
    pool = named(made.topics)
    found = candidates.least_recent(db, made.chat.id, pool, unknown_to=unknown_to, before=before, most=most)
    db.rollback()
    asked = [(max(one.asked), number) for number, one in made.open if one.asked and (graded_too or not one.due)]
    asked = [(at, number) for at, number in asked if before is None or at < before]
    assert found == [number for _, number in sorted(asked)][:most]


@settings(max_examples=50)
@given(world=worlds, topics=chosen_topics, before=st.none() | moments, most=st.integers(1, 4))
def test_the_questions_that_come_back_soonest(db: Connection, world, topics, before, most):
    """Of those the learner graded, whether it is due or not; without what was asked lately, if so asked."""
    made = Made(db, world, topics)
    found = candidates.next_to_come(db, made.learner.id, made.chat.id, named(made.topics), before=before, most=most)
    db.rollback()
    due = {
        number: one.due
        for number, one in made.open
        if one.due and not (before and any(at >= before for at in one.asked))
    }
    assert found == sorted(due, key=lambda number: (due[number], number))[:most]


@pytest.mark.both_databases
def test_the_four_ways_on_both_databases(engine):
    """One question of each sort, and one of another topic."""
    week = timedelta(days=7)
    with engine.begin() as connection:
        ana, chat = a_learner(connection), a_chat(connection)
        due, coming, new, asked_before = questions(connection, "Due?", "Coming?", "New?", "Asked?")
        questions(connection, "Elsewhere?", topic="js")
        answers.keep_card(connection, ana.id, due, card_due(NOW - week))
        answers.keep_card(connection, ana.id, coming, card_due(NOW + week))
        for number in (due, coming, asked_before):
            deliveries.asked(connection, chat.id, number, key=str(number), day=TODAY, now=NOW - week)
        sql = named([code_of("sql")])
        asking = Asking(ana.id, chat.id, NOW, NOW - timedelta(hours=1))
        for pool in (sql, Pool()):
            assert overdue.most_overdue(connection, asking, pool, NOW, 2) == [due]
        assert candidates.fresh(connection, ana.id, chat.id, sql, start=0) == [new]
        assert candidates.least_recent(connection, chat.id, sql, unknown_to=ana.id) == [asked_before]
        assert candidates.least_recent(connection, chat.id, sql, unknown_to=None) == [due]
        assert candidates.next_to_come(connection, ana.id, chat.id, sql) == [due]


def test_a_backlog_of_thousands(engine):
    """The few that are latest for their interval come first, though thousands are late by more days."""
    with engine.begin() as connection:
        ana, chat = a_learner(connection), a_chat(connection)
        numbers = questions(connection, *(f"Question {number}?" for number in range(3_000)))
        for number in numbers[:-3]:
            answers.keep_card(connection, ana.id, number, card_due(NOW - timedelta(days=400), interval=1_000))
        for late, number in enumerate(numbers[-3:], start=1):
            answers.keep_card(connection, ana.id, number, card_due(NOW - timedelta(days=late), interval=1))
        asking = Asking(ana.id, chat.id, NOW, NOW)
        assert overdue.most_overdue(connection, asking, Pool(), NOW, 3) == numbers[:-4:-1]
        for number in numbers[-3:]:
            connection.execute(update(t.Question).where(t.Question.id == number).values(retired_at=NOW))
        assert overdue.most_overdue(connection, asking, Pool(), NOW, 1) == numbers[:1]
