"""What a chat or a learner has chosen: hours, zone, language, topics, amounts."""

from dataclasses import dataclass

from bot.domain.actions.action import Action


@dataclass(frozen=True, slots=True)
class SetHour(Action):
    """The daily hour, as HHMM; `first` is 1 during the welcome, which then asks for the zone."""

    hour: str
    first: int


@dataclass(frozen=True, slots=True)
class ToggleHour(Action):
    """An hour more of the schedule, or one less, as HHMM."""

    hour: str


@dataclass(frozen=True, slots=True)
class ToggleWeekday(Action):
    """A weekday more of the schedule, or one less; 0 is Monday."""

    day: int


@dataclass(frozen=True, slots=True)
class SetCount(Action):
    """How many questions come each time."""

    count: int


@dataclass(frozen=True, slots=True)
class Spread(Action):
    """So many questions, one at a time, from one full hour to another."""

    start: int
    end: int
    count: int


@dataclass(frozen=True, slots=True)
class OnlyIfNeeded(Action):
    """Whether questions come only as long as the learner's day is not done: 1 or 0."""

    on: int


@dataclass(frozen=True, slots=True)
class SetQuiet(Action):
    """Quiet hours, from and until as HHMM; both empty for none."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class SetNudge(Action):
    """When the learner is reminded of a day that is not done, as HHMM; empty for never."""

    hour: str


@dataclass(frozen=True, slots=True)
class OpenDay(Action):
    """Open page `page` of the topics of a weekday; 0 is Monday."""

    day: int
    page: int


@dataclass(frozen=True, slots=True)
class ToggleDayTopic(Action):
    """A topic for a weekday, or left out again; `topic` is its short code."""

    day: int
    topic: str
    page: int


@dataclass(frozen=True, slots=True)
class AddDayTopic(Action):
    """A topic for several weekdays: bit 0 of `days` is Monday."""

    days: int
    topic: str


@dataclass(frozen=True, slots=True)
class ClearDay(Action):
    """A weekday without topics of its own."""

    day: int


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
class SetFinals(Action):
    """Whether this group gets the final board of each day: 1 or 0."""

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
    """Open one part of the settings: `` (all), hour, zone, language, goal, polls, amount, difficulty, quiet, window,
    days, nudge.
    """

    part: str


@dataclass(frozen=True, slots=True)
class SetPublishing(Action):
    """The hour at which a group is shown the answers: `2100`, or `off`."""

    hour: str


@dataclass(frozen=True, slots=True)
class SetDiscussion(Action):
    """Whether a thread is opened below each published answer: 1 or 0."""

    on: int
