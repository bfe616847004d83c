"""What could be asked next, against a model in plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.memory import Card
from bot.store import answers, candidates, deliveries
from bot.store import tables as t
from bot.store.engine import Connection, Engine, open_engine
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


worlds = st.lists(
    st.builds(
        One,
        st.sampled_from(TOPICS),
        st.sampled_from([False, False, False, True]),
        st.none() | moments,
        st.lists(moments, max_size=2).map(tuple),
    ),
    max_size=8,
)
chosen_topics = st.sets(st.sampled_from([*TOPICS, "gone"]))


@pytest.fixture(scope="module")
def db(sqlite_template) -> Iterator[Connection]:
    """One connection, on which each example is rolled back."""
    engine: Engine = open_engine(f"sqlite:///{sqlite_template}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


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
                answers.keep_card(db, self.learner.id, number, card_due(one.due))
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


def card_due(due: datetime) -> Card:
    return Card(2.5, 5.0, due, due - timedelta(days=2))


@settings(max_examples=50)
@given(world=worlds, topics=chosen_topics, until=moments, since=moments)
def test_due_questions(db: Connection, world, topics, until, since):
    """Cards due by then, of questions that can be asked and were not asked here lately, longest due first."""
    made = Made(db, world, topics)
    found = candidates.due(db, made.learner.id, made.chat.id, made.topics, until=until, asked_since=since)
    db.rollback()
    expected = {
        number: card_due(one.due)
        for number, one in made.open
        if one.due and one.due <= until and not any(at >= since for at in one.asked)
    }
    assert {one.question: one.card for one in found} == expected
    assert [one.card.due for one in found] == sorted(card.due for card in expected.values())


@settings(max_examples=50)
@given(world=worlds, topics=chosen_topics)
def test_fresh_questions(db: Connection, world, topics):
    """Never asked in this chat and, for one learner, never graded; in the order in which they were loaded."""
    made = Made(db, world, topics)
    of_learner = candidates.fresh(db, made.learner.id, made.chat.id, made.topics)
    of_group = candidates.fresh(db, None, made.chat.id, made.topics)
    db.rollback()
    assert [one.question for one in of_group] == [number for number, one in made.open if not one.asked]
    assert [one.question for one in of_learner] == [
        number for number, one in made.open if not one.asked and not one.due
    ]


@settings(max_examples=50)
@given(world=worlds, topics=chosen_topics, graded_too=st.booleans())
def test_the_question_asked_longest_ago(db: Connection, world, topics, graded_too):
    """By its last time, of those asked here; without what the learner graded, if so asked."""
    made = Made(db, world, topics)
    unknown_to = None if graded_too else made.learner.id
    found = candidates.least_recent(db, made.chat.id, made.topics, unknown_to=unknown_to)
    db.rollback()
    asked = [(max(one.asked), number) for number, one in made.open if one.asked and (graded_too or not one.due)]
    assert found == (min(asked)[1] if asked else None)


@settings(max_examples=50)
@given(world=worlds, topics=chosen_topics)
def test_the_question_that_comes_back_soonest(db: Connection, world, topics):
    """Of those the learner graded, whether it is due or not."""
    made = Made(db, world, topics)
    found = candidates.next_to_come(db, made.learner.id, made.topics)
    db.rollback()
    due = {number: one.due for number, one in made.open if one.due}
    assert found is None if not due else due[found] == min(due.values())


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
        sql = [code_of("sql")]
        found = candidates.due(connection, ana.id, chat.id, sql, until=NOW, asked_since=NOW - timedelta(hours=1))
        assert [one.question for one in found] == [due]
        assert [one.question for one in candidates.fresh(connection, ana.id, chat.id, sql)] == [new]
        assert candidates.least_recent(connection, chat.id, sql, unknown_to=ana.id) == asked_before
        assert candidates.least_recent(connection, chat.id, sql, unknown_to=None) == due
        assert candidates.next_to_come(connection, ana.id, sql) == due


def test_a_backlog_of_hundreds(engine):
    """The longest overdue are enough to choose from."""
    with engine.begin() as connection:
        ana, chat = a_learner(connection), a_chat(connection)
        numbers = questions(connection, *(f"Question {number}?" for number in range(candidates.MOST + 5)))
        for late, number in enumerate(numbers):
            answers.keep_card(connection, ana.id, number, card_due(NOW - timedelta(hours=late)))
        found = candidates.due(connection, ana.id, chat.id, (), until=NOW, asked_since=NOW)
    assert [one.question for one in found] == numbers[:-201:-1]
