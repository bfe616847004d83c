"""The phrases of an answer that a learner can press, and the words that they add to a key point."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.checklist import checklist
from bot.domain.phrases import LONGEST, MOST, phrases
from bot.domain.synonyms import with_synonyms

POINTS = (("memoriza los datos",), ("no generaliza",), ("dropout",), ("regularización",))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            "pues q memoriza los datos y no generaliza.. se arregla con dropout penalizando los pesos",
            ["penalizando los pesos"],
        ),
        ("no memoriza los datos, generaliza fatal", ["no memoriza los datos", "fatal"]),
        ("se sabe los ejemplos de carrerilla", ["sabe los ejemplos de carrerilla"]),
        ("early stopping o k-fold", ["early stopping", "k-fold"]),
        ("Early stopping, early stopping", ["Early stopping"]),
        ("memoriza los datos", []),
        ("😀 … y o", []),
        ("a" * 4096, []),
    ],
)
def test_what_no_key_point_explains(text: str, offered: list[str]):
    """As it was typed, without the words around it that say nothing."""
    assert phrases(text, POINTS, "es") == offered


@example("0'E'NO")
@given(
    st.text()
    | st.lists(st.sampled_from(["no", "se", "memoriza", "los", "datos", "pesos", "con", "y,", ".", "early"])).map(
        " ".join
    )
)
def test_any_answer(text: str):
    """At most six, and each fits on a button; whichever is pressed counts from then on."""
    offered = phrases(text, POINTS, "es")
    assert len(offered) <= MOST
    assert all(0 < len(one) <= LONGEST for one in offered)
    for one in offered:
        points = with_synonyms(POINTS, [("Dropout", one)])
        assert "dropout" in checklist(one, points, "es").mentioned


def test_synonyms_for_a_label_that_is_gone():
    """They wait; the same words in other letters are added once."""
    more = [("otra", "x"), ("REGULARIZACION", "pesos"), ("regularización", "Pesos"), ("dropout", "Dropout")]
    assert with_synonyms(POINTS, more) == (*POINTS[:3], ("regularización", "Pesos"))
