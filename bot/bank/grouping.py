"""Many problems of one kind in one note are told once, so that the others are seen."""

from collections.abc import Sequence

from bot.domain.question import Problem, Severity
from bot.texts import reasons as r
from bot.texts.reasons import because

MANY = 5
_SHOWN = 8


def grouped(problems: Sequence[Problem], questions: int) -> list[Problem]:
    """One warning for the questions without an answer, where a note has many and they are most of its questions."""
    unanswered = [problem for problem in problems if problem.message == r.NO_ANSWER.text]
    if len(unanswered) <= MANY or 2 * len(unanswered) < questions:
        return list(problems)
    lines = ", ".join(str(problem.line) for problem in unanswered[:_SHOWN])
    more = ", …" if len(unanswered) > _SHOWN else ""
    message = because(r.MANY_WITHOUT_ANSWER, n=len(unanswered), total=questions, lines=f"{lines}{more}")
    one = Problem(unanswered[0].file, unanswered[0].line, Severity.WARNING, message)
    return [*(problem for problem in problems if problem.message != r.NO_ANSWER.text), one]
