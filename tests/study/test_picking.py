"""The agenda of a day, and what a choice begins with, on both databases."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot.domain.memory import Card, Grade
from bot.domain.picking import Today
from bot.store import answers, people
from bot.store import tables as t
from bot.store.engine import Connection, Engine
from bot.study.picking import pick, standing
from tests.store.builders import NOW, a_chat, a_learner, asked, code_of, questions

DAY = timedelta(days=1)
both_databases = pytest.mark.both_databases


def overdue(db: Connection, learner, numbers: list[int]) -> None:
    """The first of them is the most overdue."""
    for place, number in enumerate(numbers):
        due = NOW - timedelta(hours=len(numbers) - place)
        answers.keep_card(db, learner.id, number, Card(2.0, 5.0, due, due - 2 * DAY))


@both_databases
def test_the_agenda_is_read_on_until_it_is_used_up(engine: Engine):
    """Forty-five late questions come one after another, the most late first, none twice; then something new."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        *late, new = questions(db, *(f"Question {number}?" for number in range(46)))
        overdue(db, ana, late)
        seen = []
        for turn in range(46):
            number = pick(db, chat, ana, now=NOW, rng=Random(7))
            asked(db, chat, number, key=str(turn))
            seen.append(number)
    assert seen == [*late, new]


@both_databases
def test_what_is_chosen_meanwhile(engine: Engine):
    """Another topic makes another agenda, and so does a round of its own beside it; what is retired is passed over."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        sql, js = questions(db, "One?", "Two?"), questions(db, "Three?", topic="js")
        overdue(db, ana, [*sql, *js])

        def picked(**how) -> int | None:
            return pick(db, chat, ana, now=NOW, rng=Random(7), **how)

        assert picked() == sql[0]
        assert picked(topics=[code_of("js")]) == js[0]
        db.execute(t.Question.__table__.update().where(t.Question.id == sql[0]).values(retired_at=NOW))
        assert picked() == sql[1]
        people.set_topics(db, chat.id, [code_of("js")])
        assert picked() == js[0]
        people.set_topics(db, chat.id, [code_of("nothing")])
        assert picked() is None
        assert [row.day for row in db.execute(select(t.Agenda))] == []


@both_databases
def test_what_was_had_today(engine: Engine):
    """Graded anywhere, and asked here and not graded yet: new ones and reviews apart, each question once."""
    with engine.begin() as db:
        ana, chat, group = a_learner(db), a_chat(db), a_chat(db, 2)
        graded, first, open_new, open_known, yesterday = questions(db, *"abcde")
        overdue(db, ana, [graded, open_known])
        for place, (number, where) in enumerate([(graded, group), (first, chat)]):
            delivery = asked(db, where, number, key=f"graded {place}")
            before = answers.card(db, ana.id, number)
            answers.keep_review(db, delivery, ana.id, Grade.GOOD, before=before, at=NOW, day=NOW.date())
            answers.keep_card(db, ana.id, number, Card(2.0, 5.0, NOW + 2 * DAY, NOW))
        for place, number in enumerate([open_new, open_new, open_known]):
            asked(db, chat, number, key=f"open {place}")
        asked(db, chat, yesterday, key="yesterday", day=(NOW - DAY).date(), now=NOW - DAY)
        assert standing(db, chat, ana, NOW)[2] == Today(new=2, reviews=2)
