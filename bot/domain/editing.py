"""How much an edit changes what there is to remember.

A corrected slip keeps a learner's next date. A question that asks something else now, or has another answer, is asked
again soon: what they remember may be what it said before.
"""

from collections.abc import Collection
from datetime import timedelta

from rapidfuzz import fuzz

from bot.domain.choices import CHOICE_KINDS
from bot.domain.folding import fold
from bot.domain.question import Kind, Question

SOON = timedelta(days=1)
"""When a strongly edited question is asked again."""
_SAME_QUESTION = 70.0
_SAME_ANSWER = 50.0
"""How alike (0 to 100, by their words in any order) texts are that still ask, or answer, the same."""
_TYPED = frozenset({Kind.SHORT, Kind.CLOZE})


def is_strong(before: Question, after: Question) -> bool:
    """Whether a question asks something else now, or what is right has changed: choices, accepted words, the answer.

    An answer that was missing and is there now changes nothing that somebody could have learned.
    """
    if _likeness(before.question, after.question) < _SAME_QUESTION:
        return True
    if after.kind in _TYPED and before.kind in _TYPED:
        return not _accepted(before) & _accepted(after)
    if after.kind in CHOICE_KINDS and before.kind in CHOICE_KINDS:
        return not _same_texts(_right(before), _right(after))
    return bool(before.answer) and _likeness(before.answer, after.answer) < _SAME_ANSWER


def _accepted(question: Question) -> set[str]:
    return {fold(form) for point in question.key_points for form in point}


def _right(question: Question) -> list[str]:
    return [choice.text for choice in question.choices if choice.correct]


def _same_texts(before: Collection[str], after: Collection[str]) -> bool:
    """Whether each has its like among the others."""
    alike = (any(_likeness(one, other) >= _SAME_QUESTION for other in before) for one in after)
    return len(before) == len(after) and all(alike)


def _likeness(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(fold(one), fold(other))
