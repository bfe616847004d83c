"""What a chat or a learner has chosen: hours, zone, language, topics, amounts."""

from dataclasses import dataclass

from bot.domain.actions.action import Action


@dataclass(frozen=True, slots=True)
class SetHour(Action):
    """The daily hour, as HHMM; `first` is 1 during the welcome, which then asks for the zone."""

    hour: str
    first: int


@dataclass(frozen=True, slots=True)
class AskHour(Action):
    """Another hour than those offered: say how to type it."""


@dataclass(frozen=True, slots=True)
class DailyOff(Action):
    """No more questions by themselves."""


@dataclass(frozen=True, slots=True)
class SetZone(Action):
    """The time zone, as an IANA name; `first` is 1 during the welcome."""

    zone: str
    first: int


@dataclass(frozen=True, slots=True)
class AskZone(Action):
    """Another zone than those offered: say how to type it."""


@dataclass(frozen=True, slots=True)
class SetLanguage(Action):
    """The language the bot speaks here."""

    language: str


@dataclass(frozen=True, slots=True)
class WelcomeIn(Action):
    """The language that somebody chooses before anything else is said; the welcome goes on in it."""

    language: str


@dataclass(frozen=True, slots=True)
class BeginWith(Action):
    """A topic to begin with, chosen or left out again at the end of the welcome; `topic` is its short code."""

    topic: str


@dataclass(frozen=True, slots=True)
class Topics(Action):
    """Open page `page` of the topics."""

    page: int


@dataclass(frozen=True, slots=True)
class ToggleTopic(Action):
    """Choose a topic, or leave it out; `topic` is its short code."""

    topic: str
    page: int


@dataclass(frozen=True, slots=True)
class AllTopics(Action):
    """Ask about everything again."""


@dataclass(frozen=True, slots=True)
class SetAmount(Action):
    """How many a day come by themselves at most; `what` is new or reviews."""

    what: str
    amount: int


@dataclass(frozen=True, slots=True)
class SetDifficulty(Action):
    """How hard the questions are: easy, medium, hard, or empty for any."""

    difficulty: str


@dataclass(frozen=True, slots=True)
class SetPolls(Action):
    """Whether choices go out as native polls in this group: 1 or 0."""

    on: int


@dataclass(frozen=True, slots=True)
class SetGoal(Action):
    """How many questions make a day."""

    goal: int


@dataclass(frozen=True, slots=True)
class ShowMe(Action):
    """Whether boards show the learner: 1 or 0."""

    shown: int


@dataclass(frozen=True, slots=True)
class Settings(Action):
    """Open one part of the settings: `` (all), hour, zone, language, goal, polls, amount, difficulty."""

    part: str
