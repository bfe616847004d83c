"""What a group hears of its questions cannot be turned into what one of its members did."""

from itertools import product

import pytest

from bot.domain.group_progress import GroupQuestion, told_to_group


def is_told(forgot: tuple[bool, ...]) -> bool:
    return bool(told_to_group([GroupQuestion(1, len(forgot), sum(forgot))]))


@pytest.mark.parametrize("graders", range(1, 8))
def test_nobody_learns_anothers_grade_from_a_question_that_is_named(graders: int):
    """Whoever graded it knows their own grade and that it is named: each other member may have done either.

    All ways in which a group can have graded are gone through.
    """
    named = [grades for grades in product([False, True], repeat=graders) if is_told(grades)]
    for own in (False, True):
        possible = [grades for grades in named if grades[0] is own]
        for other in range(1, graders):
            assert {grades[other] for grades in possible} in (set(), {False, True})


def test_from_four_who_graded_it_on():
    """Three are too few, whatever their grades."""
    assert not any(is_told(grades) for grades in product([False, True], repeat=3))
    assert is_told((True, True, False, False))
    assert not is_told((True, False, False, False))


def test_the_hardest_first_and_three_at_most():
    """By the share who forgot, then by how many that tells."""
    questions = [GroupQuestion(n, 8, forgot) for n, forgot in enumerate((2, 8, 5, 6, 0))] + [GroupQuestion(9, 4, 4)]
    assert [one.question for one in told_to_group(questions)] == [1, 9, 3]
