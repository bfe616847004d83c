"""How it goes: streak, boards and numbers."""

from dataclasses import dataclass

from bot.domain.actions.action import Action


@dataclass(frozen=True, slots=True)
class Why(Action):
    """Explain the streak."""


@dataclass(frozen=True, slots=True)
class PauseFor(Action):
    """So many days off; 0 until the learner comes back, as long as the rules allow."""

    days: int


@dataclass(frozen=True, slots=True)
class Resume(Action):
    """No pause, neither now nor later."""


@dataclass(frozen=True, slots=True)
class OpenBoard(Action):
    """A page of a board: streak, week, month or all."""

    board: str
    page: int


@dataclass(frozen=True, slots=True)
class Numbers(Action):
    """One's own numbers; `part` is `` for the message, or picture."""

    part: str = ""


@dataclass(frozen=True, slots=True)
class GroupNumbers(Action):
    """The numbers of one of the presser's groups; `chat` is the store's id."""

    chat: int
