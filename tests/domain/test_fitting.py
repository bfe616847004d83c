"""Parameters that suit one learner."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.fitting import ENOUGH, Graded, fit, is_due
from bot.domain.memory import EVERYBODYS, Grade, intervals, retrievability, review

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def forgetful(questions=150, passes=8, seed=7):
    """The reviews of somebody whose memories last a fifth as long as everybody's, asked when FSRS says."""
    rng, history = Random(seed), []
    theirs = (*(value / 5 for value in EVERYBODYS[:4]), *EVERYBODYS[4:])
    for question in range(questions):
        at, asked, real = START + rng.randrange(60) * DAY, None, None
        for _ in range(passes):
            knew = real is not None and rng.random() < retrievability(real, at, theirs)
            grade = Grade.GOOD if knew else Grade.AGAIN
            history.append(Graded(question, grade, at))
            asked, real = review(asked, grade, at), review(real, grade, at, theirs)
            at = asked.due
    return history


def within_bounds(parameters):
    bounds = zip(LOWER_BOUNDS_PARAMETERS, parameters, UPPER_BOUNDS_PARAMETERS, strict=True)
    return all(low <= value <= high for low, value, high in bounds)


def test_somebody_who_forgets_fast_gets_shorter_intervals():
    """The fit foretells their latest reviews better, and brings a question back sooner than everybody's would."""
    found = fit(forgetful())
    assert found.is_better
    assert found.after < found.before
    assert found.reviews == 1200
    assert within_bounds(found.parameters)
    known = review(None, Grade.GOOD, START)
    again = START + 3 * DAY
    theirs = review(None, Grade.GOOD, START, found.parameters)
    assert intervals(theirs, again, found.parameters)[Grade.GOOD] < intervals(known, again)[Grade.GOOD]


def test_parameters_that_fit_no_better_are_not_kept():
    """A second fit to the same reviews gains nothing worth having: what is kept is never worse."""
    first = fit(forgetful())
    second = fit(forgetful(), first.parameters)
    assert second.before == pytest.approx(first.after)
    assert second.parameters == first.parameters or second.after < second.before


def a_history(grade=lambda n: Grade.GOOD, question=lambda n: n % 80, gap=DAY):
    return [Graded(question(n), grade(n), START + n * gap / 80) for n in range(ENOUGH)]


@pytest.mark.parametrize(
    "history",
    [
        [],
        a_history()[:1],
        a_history(),
        a_history(lambda n: Grade.AGAIN),
        a_history(lambda n: Grade.EASY, gap=400 * DAY),
        a_history(gap=timedelta(minutes=1)),
        a_history(lambda n: Grade(1 + n % 4), question=lambda n: 1, gap=80 * DAY),
        a_history(lambda n: Grade(1 + n % 2), question=lambda n: n),
        a_history(gap=timedelta(0)),
        list(reversed(a_history(lambda n: Grade(1 + n % 3)))),
    ],
    ids=["none", "one", "all good", "all again", "decades", "one day", "one question", "all new", "one moment", "back"],
)
def test_odd_histories(history):
    """None of them breaks it or leads beyond the bounds of FSRS, and what comes out can be reviewed with."""
    found = fit(history)
    assert within_bounds(found.parameters)
    assert intervals(None, START, found.parameters)[Grade.AGAIN] >= 1


@settings(max_examples=30)
@given(
    st.lists(
        st.builds(
            Graded,
            st.integers(1, 5),
            st.sampled_from(Grade),
            st.integers(-40_000, 40_000).map(lambda hours: START + timedelta(hours=hours)),
        ),
        max_size=60,
    )
)
def test_any_history(history):
    """Whatever was reviewed whenever."""
    found = fit(history)
    assert within_bounds(found.parameters)
    assert found.parameters == EVERYBODYS or found.is_better


def test_when_a_fit_is_due():
    """With 400 reviews, and again when a fifth has come on top."""
    assert [is_due(399, 0), is_due(400, 0), is_due(479, 400), is_due(480, 400)] == [False, True, False, True]
