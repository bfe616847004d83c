"""What numbers are asked of the database, on both of them."""

from datetime import timedelta

import pytest

from bot.domain.conversation import ChatKind
from bot.domain.delivery import Delivery, EventKind
from bot.domain.group_progress import GroupQuestion
from bot.domain.learner import Chat, Learner
from bot.domain.memory import Card, Grade
from bot.domain.progress import Counts, TopicCounts
from bot.store import answers, counts, days, migrations, people, stats
from bot.store.bank import PUBLIC
from bot.store.engine import Connection
from bot.store.pool import Pool
from tests.store.builders import MADRID, NOW, TODAY, a_chat, a_learner, asked, code_of, questions

pytestmark = pytest.mark.both_databases

DAY = timedelta(days=1)
OLD = Card(5.0, 5.0, NOW - DAY, NOW - 4 * DAY)


def does(db: Connection, learner: Learner, delivery: Delivery, grade: Grade, before: Card | None = OLD) -> None:
    """An answer and a grade of today."""
    days.record_event(db, learner, delivery, EventKind.ANSWER, at=NOW, day=TODAY, zone=MADRID)
    answers.keep_review(db, delivery, learner.id, grade, before=before, at=NOW, day=TODAY)
    days.record_event(db, learner, delivery, EventKind.GRADE, at=NOW, day=TODAY, zone=MADRID)


def several(db: Connection, chat: Chat, *texts: str, topic: str = "sql") -> list[Delivery]:
    numbers = questions(db, *texts, topic=topic)
    return [asked(db, chat, number, key=f"{number}") for number in numbers]


def test_counts_of_a_day(engine):
    """They add up, are taken back, and are one learner's."""
    with engine.begin() as db:
        ana, luis, chat = a_learner(db), a_learner(db, 2), a_chat(db)
        first, second, third = several(db, chat, "A?", "B?", "C?")
        for delivery, grade, before in (
            (first, Grade.GOOD, OLD),
            (second, Grade.AGAIN, OLD),
            (third, Grade.EASY, None),
        ):
            does(db, ana, delivery, grade, before)
        does(db, luis, first, Grade.GOOD)
        assert counts.days_since(db, ana.id, TODAY) == {TODAY: Counts(3, 3, 2, 1)}
        assert answers.take_back_review(db, first.root, ana.id) == (True, OLD)
        assert counts.total_of(db, ana.id) == Counts(3, 2, 1, 0)
        assert counts.days_since(db, ana.id, TODAY + DAY) == {}


def test_what_is_due(engine):
    """By each of the moments; of the topics asked for, and nothing that is retired or somebody else's."""
    with engine.begin() as db:
        ana, luis = a_learner(db), a_learner(db, 2)
        sql, nets = questions(db, "A?", "B?", "C?"), questions(db, "D?", topic="nets")
        for number, due in zip((*sql, *nets), (-1, 1, 1, 5), strict=True):
            answers.keep_card(db, ana.id, number, Card(1.0, 5.0, NOW + due * DAY, NOW - 9 * DAY))
        answers.keep_card(db, luis.id, sql[0], OLD)
        ends = [NOW, NOW + DAY, NOW + 9 * DAY]
        assert stats.due_through(db, ana.id, Pool(), ends) == [1, 3, 4]
        assert stats.due_through(db, ana.id, Pool(frozenset({code_of("nets")})), ends) == [0, 0, 1]
        db.exec_driver_sql(f"UPDATE questions SET retired_at = added_at WHERE id = {sql[1]}")
        assert stats.due_through(db, ana.id, Pool(), ends) == [1, 2, 3]


def test_which_topics_went_how(engine):
    """Recalls only, under the topic where the question stands now."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        first, second = several(db, chat, "A?", "B?")
        (net,) = several(db, chat, "C?", topic="nets")
        does(db, ana, first, Grade.GOOD)
        does(db, ana, second, Grade.AGAIN)
        does(db, ana, net, Grade.AGAIN, before=None)
        assert stats.recent_topics(db, ana.id, "en", PUBLIC) == [TopicCounts("sql", 2, 1)]


def test_a_groups_grades_and_answers(engine):
    """By question and by span; of this chat, of questions asked recently, before the moment given."""
    with engine.begin() as db:
        group, other = a_chat(db, -1, kind=ChatKind.GROUP, title="IA"), a_chat(db, -2, kind=ChatKind.GROUP, title="B")
        ana, luis = a_learner(db), a_learner(db, 2)
        first, second = several(db, group, "A?", "B?")
        elsewhere = asked(db, other, first.question, key="x")
        for learner, grade in ((ana, Grade.AGAIN), (luis, Grade.GOOD)):
            does(db, learner, first, grade)
        does(db, ana, second, Grade.HARD)
        does(db, ana, elsewhere, Grade.AGAIN)
        graded = stats.graded_questions(db, group.id, before=NOW + DAY, asked_since=TODAY)
        assert sorted(graded, key=lambda one: one.question) == [
            GroupQuestion(first.question, 2, 1),
            GroupQuestion(second.question, 1, 0),
        ]
        assert stats.graded_questions(db, group.id, before=NOW, asked_since=TODAY) == []
        assert stats.graded_questions(db, group.id, before=NOW + DAY, asked_since=TODAY + DAY) == []
        assert stats.answers_between(db, group.id, [NOW - DAY, NOW, NOW + DAY], TODAY) == [0, 3]


def test_the_groups_of_a_learner(engine):
    """By name; not those that the bot had to leave, and no private chats."""
    with engine.begin() as db:
        ana = a_learner(db)
        chats = [a_chat(db, -n, kind=ChatKind.GROUP, title=title) for n, title in ((1, "Z"), (2, "A"), (3, "M"))]
        for chat in (*chats, a_chat(db, 5)):
            people.join(db, chat.id, ana.id, NOW)
        people.set_active(db, chats[2].address, active=False, now=NOW)
        assert [group.title for group in stats.groups_of(db, ana.id)] == ["A", "Z"]
        assert stats.count_members(db, chats[0].id) == 1


def test_a_database_of_an_earlier_version_is_counted(engine):
    """What happened before there were counts is in them after the upgrade."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        first, second = several(db, chat, "A?", "B?")
        does(db, ana, first, Grade.GOOD)
        does(db, ana, second, Grade.AGAIN)
    migrations.downgrade(engine, "0006")
    migrations.upgrade(engine)
    with engine.begin() as db:
        assert counts.days_since(db, ana.id, TODAY) == {TODAY: Counts(2, 2, 2, 1)}
        assert answers.take_back_review(db, first.root, ana.id) == (True, OLD)
