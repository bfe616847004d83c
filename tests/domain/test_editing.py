"""How much an edit changes what there is to remember."""

from dataclasses import replace

import pytest

from bot.domain.editing import is_strong
from bot.domain.question import Choice, Kind
from tests.bank.builders import a_question

OPEN = a_question("What is overfitting?", "The model memorises the training data and does not generalise.")
SHORT = replace(OPEN, kind=Kind.SHORT, answer="Paris", key_points=(("Paris", "Paname"),))
CHOICES = replace(OPEN, kind=Kind.SINGLE, choices=(Choice("443", True), Choice("80", False)), answer="")


@pytest.mark.parametrize(
    ("before", "after", "strong"),
    [
        (OPEN, OPEN, False),
        (OPEN, replace(OPEN, answer=OPEN.answer + " More data helps."), False),
        (OPEN, replace(OPEN, answer="Does not generalise: the model memorises the training data"), False),
        (OPEN, replace(OPEN, question="What is over-fitting"), False),
        (OPEN, replace(OPEN, hint="Variance", tags=("ml",)), False),
        (replace(OPEN, answer=""), OPEN, False),
        (OPEN, replace(OPEN, answer="A coat that is too tight."), True),
        (OPEN, replace(OPEN, answer=""), True),
        (OPEN, replace(OPEN, question="How do you avoid underfitting in small data sets?"), True),
        (SHORT, replace(SHORT, key_points=(("paris", "Lutetia"),)), False),
        (SHORT, replace(SHORT, answer="Lyon", key_points=(("Lyon",),)), True),
        (CHOICES, replace(CHOICES, choices=CHOICES.choices[::-1]), False),
        (CHOICES, replace(CHOICES, choices=(*CHOICES.choices, Choice("22", False))), False),
        (CHOICES, replace(CHOICES, choices=(Choice("443", False), Choice("80", True))), True),
        (CHOICES, replace(CHOICES, choices=(Choice("443", True), Choice("80", True))), True),
    ],
)
def test_what_is_a_strong_edit(before, after, strong):
    """Another question, another answer, other right choices; not a slip, an addition, an order or a hint."""
    assert is_strong(before, after) is strong
