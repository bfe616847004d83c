"""One question: asking it, answering it, and what may be done with it."""

from dataclasses import dataclass

from bot.domain.actions.action import Action


@dataclass(frozen=True, slots=True)
class Ask(Action):
    """A question now; `topic` is a topic's short code, or empty for whatever comes next."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class Hint(Action):
    """The hint of an open question; `ticked` are the boxes ticked so far, which stay ticked."""

    delivery: int
    ticked: int = 0


@dataclass(frozen=True, slots=True)
class Reveal(Action):
    """The model answer."""

    delivery: int


@dataclass(frozen=True, slots=True)
class Skip(Action):
    """Leave the question for another day."""

    delivery: int


@dataclass(frozen=True, slots=True)
class Snooze(Action):
    """Bring the question once more in so many minutes."""

    delivery: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Choose(Action):
    """Pick one choice; `choice` is its place in the bank's order, from 0."""

    delivery: int
    choice: int


@dataclass(frozen=True, slots=True)
class Tick(Action):
    """The boxes ticked so far of a question with several right choices: bit i is choice i.

    `hinted` is 1 once the hint is shown, so that its button does not come back.
    """

    delivery: int
    ticked: int
    hinted: int = 0


@dataclass(frozen=True, slots=True)
class Check(Action):
    """Hand in the boxes ticked."""

    delivery: int
    ticked: int


@dataclass(frozen=True, slots=True)
class LookAt(Action):
    """Show a question that one is done with, one's answer, and the model answer."""

    delivery: int
