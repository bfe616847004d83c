"""Reports, one's own data, and the way to the private chat."""

from dataclasses import dataclass

from bot.domain.actions.action import Action


@dataclass(frozen=True, slots=True)
class ReportAs(Action):
    """What is wrong with a delivery's question: a `domain.reports.Reason`."""

    delivery: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoWords(Action):
    """Nothing more to say about the question that was reported."""


@dataclass(frozen=True, slots=True)
class CloseReport(Action):
    """An admin of the bot has seen to a report."""

    report: int


@dataclass(frozen=True, slots=True)
class MyData(Action):
    """Everything that the bot has of the presser, as a file."""


@dataclass(frozen=True, slots=True)
class EraseMe(Action):
    """Erase everything that the bot has of this learner; `sure` is 0 on the button that keeps it."""

    learner: int
    sure: int


@dataclass(frozen=True, slots=True)
class JoinMe(Action):
    """Link the presser's account with that of who was given this code; `sure` is 0 on the button that does not."""

    code: int
    sure: int


@dataclass(frozen=True, slots=True)
class PartMe(Action):
    """Part the two accounts of this learner; `sure` is 0 on the button that keeps them together."""

    learner: int
    sure: int


TO_A_QUESTION = "q_"
"""How the payload begins that leads to a group's question, to be answered in private in one's own words."""


ABOUT_A_QUESTION = ("q_", "c_", "f_", "v_", "w_")
"""How all the payloads begin that are about a group's question."""


@dataclass(frozen=True, slots=True)
class OpenPrivately(Action):
    """Go to the private chat with the bot; `payload` comes back there as the argument of /start."""

    payload: str

    @property
    def may_stay(self) -> bool:
        """Whether what it opens is short enough to be shown aside instead, in the group where it was pressed."""
        return self.payload.startswith(ABOUT_A_QUESTION)
