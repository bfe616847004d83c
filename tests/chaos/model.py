"""What should have come of it, told slowly and without a look at the program: from what people did, in the order in
which Telegram took it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs

from tests.chaos.crowd import KNEW, Act

ZONE = ZoneInfo("Europe/Madrid")
_KINDS = {"types": "answer", "picks": "choice"}
_FSRS = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass
class Asked:
    """One question that somebody had before them, and what they made of it."""

    question: str
    kind: str = ""
    answer: str | None = None
    revealed: bool = False
    grade: int | None = None
    graded_at: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether it is a question done: answered, or looked at and graded. A grade taken back was one all the same."""
        return self.answer is not None or (self.revealed and self.graded_at > 0)


@dataclass
class Model:
    """One learner."""

    asked: list[Asked] = field(default_factory=list)

    @classmethod
    def of(cls, acts: list[Act]) -> "Model":
        """What somebody's acts come to."""
        model = cls()
        for act in sorted(acts, key=lambda act: act.number):
            model._does(act)
        return model

    def _does(self, act: Act) -> None:
        if act.what in {"asks", "daily"}:
            self.asked.append(Asked(act.question))
            return
        one = next(asked for asked in reversed(self.asked) if asked.question == act.question)
        match act.what:
            case "types" | "picks" if one.answer is None:
                one.answer, one.kind = act.words, _KINDS[act.what]
            case "reveals":
                one.revealed = True
            case "grades" if one.grade is None:
                one.grade, one.graded_at = (3 if act.words == KNEW else 1), one.graded_at or act.at
            case "undoes":
                one.grade = None

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Each answer: what was asked, and what was said to it."""
        return sorted((one.question, one.answer) for one in self.asked if one.answer is not None)

    @property
    def reviews(self) -> list[tuple[str, int]]:
        """Each grade that stands."""
        return sorted((one.question, one.grade) for one in self.asked if one.grade is not None)

    @property
    def points(self) -> int:
        """How many answers the boards count."""
        return sum(one.answer is not None for one in self.asked)

    @property
    def done(self) -> int:
        """How many questions are done."""
        return sum(one.counts for one in self.asked)

    @property
    def events(self) -> list[tuple[str, str]]:
        """What can earn a day, once for each question that somebody had before them."""
        kinds = [(one.question, one.kind) for one in self.asked if one.answer is not None]
        return sorted(kinds + [(one.question, "grade") for one in self.asked if one.graded_at])


def local_day(moment: datetime) -> date:
    """The day that a moment belongs to: the date in Madrid four hours earlier."""
    return (moment.astimezone(ZONE).replace(tzinfo=None) - timedelta(hours=4)).date()


def card(reviews: list[tuple[int, datetime]]) -> tuple[float, float, datetime]:
    """What FSRS makes of a question's grades and their moments: stability, difficulty, and when it is due.

    Sixteen hours are the next day.
    """
    found = fsrs.Card(card_id=1)
    last = None
    for grade, at in reviews:
        if last is not None:
            found.last_review = at - timedelta(days=max(0, (at - last + timedelta(hours=8)) // timedelta(days=1)))
        found, _ = _FSRS.review_card(found, fsrs.Rating(grade), at)
        last = at
    assert found.stability is not None
    assert found.difficulty is not None
    return found.stability, found.difficulty, found.due
