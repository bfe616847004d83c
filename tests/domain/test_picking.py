"""Which question comes next."""

from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.memory import Card
from bot.domain.picking import Candidate, next_question

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def a_candidate(question, interval, late):
    due = NOW - timedelta(days=late)
    return Candidate(question, Card(5, 5, due=due, last_review=due - timedelta(days=interval)))


def test_what_is_being_forgotten_comes_first():
    """Two days late of two goes before six days late of sixty, and before anything new."""
    due = [a_candidate(1, interval=60, late=6), a_candidate(2, interval=2, late=2)]
    assert next_question(due, [Candidate(3)], Random(7), NOW) == due[1]


def test_a_new_question_is_picked_by_chance():
    """With nothing due every new question has its turn, and the same chance gives the same one."""
    fresh = [Candidate(number) for number in range(5)]
    picked = {next_question([], fresh, Random(seed), NOW) for seed in range(60)}
    assert picked == set(fresh)
    assert next_question([], fresh, Random(7), NOW) == next_question([], fresh, Random(7), NOW)


def test_nothing_left_to_ask():
    """No question due and none new: none."""
    assert next_question([], [], Random(7), NOW) is None
