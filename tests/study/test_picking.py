"""The agenda of a day, and what a choice begins with, on both databases."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot.domain.memory import Card, Grade
from bot.domain.picking import Today
from bot.domain.question import Difficulty
from bot.store import answers, people
from bot.store import tables as t
from bot.store.engine import Connection, Engine
from bot.study.picking import pick, pick_several, standing
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


@both_databases
def test_what_a_round_is_made_of(engine: Engine):
    """Due, new, asked before and never graded, due later, and at last what was asked today; none twice."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        due, new, seen, later, today, retired = questions(db, *(f"{name}?" for name in "abcdef"))
        js = questions(db, "Closure?", topic="js")
        overdue(db, ana, [due, today])
        answers.keep_card(db, ana.id, later, Card(2.0, 5.0, NOW + 2 * DAY, NOW - DAY))
        asked(db, chat, seen, key="seen", day=(NOW - DAY).date(), now=NOW - DAY)
        asked(db, chat, today, key="today")
        db.execute(t.Question.__table__.update().where(t.Question.id == retired).values(retired_at=NOW))

        def picked(count: int, **how) -> list[int]:
            return pick_several(db, chat, ana, count, now=NOW, rng=Random(7), **how)

        assert picked(9, topics=[code_of("sql")]) == [due, new, seen, later, today]
        assert picked(2, topics=[code_of("sql")]) == [due, new]
        found = picked(9)
        assert (found[0], set(found[1:3]), found[3:]) == (due, {new, *js}, [seen, later, today])
        assert picked(9, topics=[code_of("js")]) == js


@both_databases
def test_a_round_after_a_long_break(engine: Engine):
    """Of hundreds that wait, those that are latest for their interval, though others wait for longer."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        *slow, quick = questions(db, *(f"Question {number}?" for number in range(301)))
        for number in slow:
            answers.keep_card(db, ana.id, number, Card(9.0, 5.0, NOW - 30 * DAY, NOW - 430 * DAY))
        answers.keep_card(db, ana.id, quick, Card(1.0, 5.0, NOW - DAY, NOW - 2 * DAY))
        assert pick_several(db, chat, ana, 3, now=NOW, rng=Random(7)) == [quick, *slow[:2]]


@both_databases
def test_a_round_as_hard_as_was_chosen(engine: Engine):
    """Only questions of that difficulty, and those whose notes say nothing of it, whichever way they are found."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        numbers = questions(db, *(f"{name}?" for name in "abcdef"))
        for number, difficulty in zip(numbers, [Difficulty.EASY, Difficulty.HARD] * 3, strict=True):
            db.execute(
                t.Variant.__table__.update().where(t.Variant.question_id == number).values(difficulty=difficulty)
            )
        overdue(db, ana, numbers[:2])
        for number in numbers[2:4]:
            asked(db, chat, number, key=str(number), day=(NOW - DAY).date(), now=NOW - DAY)
        hard = replace(chat, difficulty=Difficulty.HARD)
        assert pick_several(db, hard, ana, 9, now=NOW, rng=Random(7)) == [numbers[1], numbers[5], numbers[3]]
