"""What fuzzing began with and what it broke, replayed; and a few inputs more, cut out of these."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.buttons import decode
from tests.fuzz.targets import TARGETS
from tests.fuzz.work import calls_of, check_grows_with_its_length

CORPUS = Path(__file__).parent / "corpus"


def inputs(name: str) -> list[bytes]:
    """Those of one target, in the order of their names."""
    return [file.read_bytes() for file in sorted(CORPUS.joinpath(name).iterdir())]


def test_every_target_has_a_corpus():
    """And no folder is left of one that is gone."""
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_again(name: str):
    """Nothing of it breaks what must hold, also not what once did."""
    for data in inputs(name):
        TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
def test_pieces_of_the_corpus(name: str):
    """Inputs that are cut apart and put together hold just as well."""
    seeds = st.sampled_from(inputs(name))
    cuts = st.tuples(seeds, seeds, st.integers(0, 400), st.integers(0, 400))

    @given(cuts)
    @settings(max_examples=12, deadline=None)
    def holds(cut: tuple[bytes, bytes, int, int]) -> None:
        one, other, end, start = cut
        TARGETS[name](one[:end] + other[start:])

    holds()


# --- whether a fault would be found ------------------------------------------------------------------


def test_work_that_grows_with_the_square_is_noticed():
    """Work is counted in calls, so that a busy machine is no fault."""

    def twice_over(text: str) -> None:
        for _ in text:
            for sign in text[::100]:
                sign.isalpha()

    with pytest.raises(AssertionError, match="calls for"):
        check_grows_with_its_length(twice_over, "x" * 100)
    check_grows_with_its_length(lambda text: [sign.isalpha() for sign in text], "x" * 100)


def test_calls_are_counted_the_same_every_time():
    """Or the check above would be a matter of luck. The first time makes tables that are kept."""
    decode("1c:1:0")
    assert calls_of(lambda: decode("1c:1:0")) == calls_of(lambda: decode("1c:1:0"))
