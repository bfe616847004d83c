"""The daily fit, at a desk on a real database, in a process of its own."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot.domain.delivery import Delivery
from bot.domain.fitting import ENOUGH, Fit
from bot.domain.memory import EVERYBODYS, Grade
from bot.push import fitting
from bot.store import answers, fits
from bot.store import tables as t
from bot.store.engine import Connection
from bot.study.desk import Desk
from bot.study.visit import Defaults
from tests.store.builders import NOW, a_chat, a_learner, asked, questions

DAY = timedelta(days=1)


def with_reviews(db: Connection, learner, count: int, seed: int = 7) -> None:
    """Reviews of forty questions, day after day, of which one in three was not known."""
    rng, chat = Random(seed), a_chat(db, learner.id)
    numbers = questions(db, *(f"Question {number} of {learner.id}?" for number in range(40)))
    for n in range(count):
        at = NOW + (n // 40) * 2 * DAY
        delivery: Delivery = asked(db, chat, numbers[n % 40], key=str(n), now=at)
        grade = Grade.AGAIN if rng.random() < 0.33 else Grade.GOOD
        answers.keep_review(db, delivery, learner.id, grade, before=None, at=at, day=at.date())


def test_who_is_fitted(engine, monkeypatch):
    """Learners with enough reviews are, once, and again when a fifth has come on top; the others are left alone."""
    monkeypatch.setattr(fitting, "LEARNERS_AT_ONCE", 1)
    monkeypatch.setattr(fitting, "REVIEWS_AT_ONCE", 150)
    with engine.begin() as db:
        ana, luis = a_learner(db), a_learner(db, 2, name="Luis")
        with_reviews(db, ana, ENOUGH)
        with_reviews(db, luis, ENOUGH - 1)
    with Desk(engine, Defaults("Europe/Madrid", "en")) as desk:
        assert asyncio.run(fitting.fit_all(desk, lambda: NOW)) == 1
        assert asyncio.run(fitting.fit_all(desk, lambda: NOW)) == 0
    with engine.begin() as db:
        (row,) = db.execute(select(t.Fit)).all()
        assert (row.learner_id, row.reviews) == (ana.id, ENOUGH)
        assert row.loss_before is not None
        assert fits.parameters_of(db, luis.id) == EVERYBODYS


@pytest.mark.both_databases
def test_what_is_kept_of_a_fit(engine):
    """The newest one of each learner; of a learner who is gone, nothing."""
    mine = tuple(value + 0.01 for value in EVERYBODYS)
    with engine.begin() as db:
        ana = a_learner(db)
        assert fits.parameters_of(db, ana.id) == EVERYBODYS
        for reviews in (400, 500):
            fits.keep_fit(db, ana.id, Fit(mine, reviews, 0.5, 0.4), NOW)
        fits.keep_fit(db, ana.id + 1, Fit(mine, 400, 0.5, 0.4), NOW)
        assert fits.parameters_of(db, ana.id) == pytest.approx(mine)
        assert [row.reviews for row in db.execute(select(t.Fit))] == [500]
        assert fits.to_fit(db, 0, 10) == ([], ana.id)
