"""Rounds, mistakes and polls in the database, on both kinds of it."""

from datetime import timedelta

import pytest

from bot.domain.conversation import DeliveryId
from bot.domain.grading import Mark
from bot.domain.memory import Grade, review
from bot.domain.rounds import Outcome, RoundState
from bot.store import answers, deliveries, mistakes, polls, rounds, steps
from bot.store import tables as t
from bot.store.answers import Given
from bot.store.bank import PUBLIC
from bot.store.engine import Connection
from tests.store.builders import NOW, TODAY, a_chat, a_learner, asked, questions

pytestmark = pytest.mark.both_databases

TOMORROW = NOW + timedelta(days=1)


def asked_in(db: Connection, number: int, question: int, *, key: str) -> DeliveryId:
    """The next question of a round."""
    made = deliveries.asked(db, a_chat(db).id, question, key=key, day=TODAY, now=NOW, in_round=True).id
    steps.asked(db, rounds.RoundId(number), question, made)
    return made


def test_the_places_of_a_round(engine):
    """They are counted among what is still there, so that they close up when a question goes."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        first, second, third = questions(db, "1?", "2?", "3?")
        number = rounds.begin(db, ana.id, chat.id, [first, second, third], exam=False, now=NOW)
        assert steps.next_question(db, number) == first
        made = asked_in(db, number, first, key="1")
        step = steps.step_of(db, made)
        assert step is not None
        assert (step.place, step.total, step.learner, step.holds_feedback) == (1, 3, ana.id, False)
        db.execute(t.Question.__table__.update().where(t.Question.id == second).values(retired_at=NOW))
        steps.drop_gone(db, number, PUBLIC)
        made = asked_in(db, number, third, key="2")
        step = steps.step_of(db, made)
        assert step is not None
        assert (step.place, step.total, steps.asked_last(db, number)) == (2, 2, made)
        assert deliveries.delivery_by_id(db, made).step == step
        assert steps.next_question(db, number) is None
        assert not deliveries.delivery_by_id(db, made).scheduled


def test_what_became_of_each_question(engine):
    """Graded, marked, skipped, or nothing yet; with the day of its return."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        ids = questions(db, "1?", "2?", "3?", "4?")
        number = rounds.begin(db, ana.id, chat.id, ids, exam=True, now=NOW)
        made = [asked_in(db, number, one, key=str(one)) for one in ids]
        graded, marked, skipped, _ = (deliveries.delivery_by_id(db, one) for one in made)
        answers.keep_review(db, graded, ana.id, Grade.AGAIN, before=None, at=NOW, day=TODAY)
        card = review(None, Grade.AGAIN, NOW)
        answers.keep_card(db, ana.id, graded.question, card)
        answers.keep_answer(db, marked, ana.id, Given("x", Mark.RIGHT, frozenset()), chat=chat.id, message=None, at=NOW)
        deliveries.touch_turn(db, skipped.id, ana.id, skipped_at=NOW)
        found = rounds.results(db, rounds.round_by_id(db, number))
        assert [(one.outcome, one.due) for one in found] == [
            (Outcome.MISSED, card.due),
            (Outcome.KNOWN, None),
            (Outcome.SKIPPED, None),
            (Outcome.UNGRADED, None),
        ]
        assert steps.to_mark(db, number, ana.id) == []
        assert mistakes.mistakes(db, ana.id, PUBLIC, NOW - timedelta(days=30)) == []  # the exam still goes on
        rounds.moves(db, number, NOW + timedelta(minutes=40), RoundState.DONE)
        (missed,) = mistakes.mistakes(db, ana.id, PUBLIC, NOW - timedelta(days=30))
        assert (missed.question, missed.delivery, missed.at) == (graded.question, graded.id, NOW)
        assert rounds.going_on(db, ana.id, chat.id) is None
        assert rounds.round_by_id(db, number).seconds == 15 * 60


def test_a_poll_is_known_by_its_id(engine):
    """With its options as they were sent; a second report changes nothing."""
    with engine.begin() as db:
        delivery = asked(db, a_chat(db), questions(db, "1?")[0]).id
        assert not polls.is_poll(db, delivery)
        polls.keep_poll(db, "53", delivery, [("80", False), ("443", True)])
        polls.keep_poll(db, "53", delivery, [])
        assert polls.poll_by_id(db, "53") == polls.Poll(delivery, (("80", False), ("443", True)))
        assert polls.poll_by_id(db, "54") is None
        assert polls.is_poll(db, delivery)
