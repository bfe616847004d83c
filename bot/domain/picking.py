"""How many questions a day come by themselves."""

from dataclasses import dataclass

NEW_A_DAY = 10
NEW_CHOICES = (3, 5, 10, 20, 50)
REVIEWS_A_DAY = 20
REVIEWS_CHOICES = (10, 20, 50, 100, 200)
"""How many of each come a day at most, and what a learner may choose instead."""


@dataclass(frozen=True, slots=True)
class Today:
    """How many questions a learner has had today that were new to them, and how many that they had graded before."""

    new: int
    reviews: int
