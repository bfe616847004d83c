"""What a button means, and the short code that carries it.

A code is `1` (the version), letters naming the action, and its arguments: `1g:2s:1f:3`. Numbers are in base 36.
It fits in 64 bytes (Telegram's limit for `callback_data`), holds everything that a press means, and needs no
memory on our side, so a button answers for as long as its message exists. Codes come back from strangers:
`decode` accepts only what `encode` could have written.
"""

import re
from dataclasses import astuple, dataclass, fields
from typing import get_type_hints

from bot.domain.memory import Grade

VERSION = "1"
LONGEST = 64


class BadCode(ValueError):
    """The code was not written by this program."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a press does; each subclass is one meaning."""


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
class GradeAs(Action):
    """The learner's own verdict."""

    delivery: int
    learner: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class MoreGrades(Action):
    """Show all four grades."""

    delivery: int
    learner: int


@dataclass(frozen=True, slots=True)
class Undo(Action):
    """Take the last grade back."""

    delivery: int
    learner: int


@dataclass(frozen=True, slots=True)
class SaidIt(Action):
    """“I had it right”: count a short answer that the bot marked as wrong."""

    delivery: int
    learner: int


WHICH_ONE = 0
"""The number of a key point that is still to be chosen; the others count from 1."""


@dataclass(frozen=True, slots=True)
class SaidPoint(Action):
    """“I did say it”: this key point, by its place from 1, or WHICH_ONE."""

    delivery: int
    learner: int
    point: int


@dataclass(frozen=True, slots=True)
class SaidAs(Action):
    """These words of the answer said the key point; `stamp` stands for both."""

    delivery: int
    learner: int
    point: int
    stamp: int


@dataclass(frozen=True, slots=True)
class JudgeSynonym(Action):
    """An admin takes a learner's words for a key point into the bank (`accept` 1), or does not."""

    proposal: int
    accept: int


@dataclass(frozen=True, slots=True)
class BeginRound(Action):
    """A round of `count` questions, an exam with `exam` 1; `topic` is a topic's short code, or empty for all."""

    topic: str
    count: int
    exam: int


@dataclass(frozen=True, slots=True)
class NextInRound(Action):
    """Go on with a round: its open question again, else the next one."""

    round: int


@dataclass(frozen=True, slots=True)
class AskMissed(Action):
    """A round of what was missed or skipped in this one."""

    round: int


@dataclass(frozen=True, slots=True)
class Mistakes(Action):
    """Open page `page` of what was missed lately."""

    page: int


@dataclass(frozen=True, slots=True)
class AskMistakes(Action):
    """A round of what was missed lately."""


@dataclass(frozen=True, slots=True)
class LookAt(Action):
    """Show a question that one is done with, one's answer, and the model answer."""

    delivery: int


@dataclass(frozen=True, slots=True)
class SetPolls(Action):
    """Whether choices go out as native polls in this group: 1 or 0."""

    on: int


@dataclass(frozen=True, slots=True)
class SetHour(Action):
    """The daily hour, as HHMM; `first` is 1 during the welcome, which then asks for the zone."""

    hour: str
    first: int


@dataclass(frozen=True, slots=True)
class AskHour(Action):
    """Another hour than those offered: say how to type it."""


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
class DailyOff(Action):
    """No more questions by themselves."""


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
class Settings(Action):
    """Open one part of the settings: `` (all), hour, zone, language, goal, polls, amount, difficulty."""

    part: str


@dataclass(frozen=True, slots=True)
class Decks(Action):
    """Open the list of one's own decks."""


@dataclass(frozen=True, slots=True)
class OpenDeck(Action):
    """What can be done with one of one's own decks."""

    deck: int


@dataclass(frozen=True, slots=True)
class AskFromDeck(Action):
    """A question of one's own deck."""

    deck: int


@dataclass(frozen=True, slots=True)
class ExportDeck(Action):
    """Send one's own deck back as a file; `format` is anki, csv, gift or json."""

    deck: int
    format: str


@dataclass(frozen=True, slots=True)
class RemoveDeck(Action):
    """Remove one's own deck; `sure` is 1 once the bot has asked."""

    deck: int
    sure: int


@dataclass(frozen=True, slots=True)
class Why(Action):
    """Explain the streak."""


@dataclass(frozen=True, slots=True)
class OpenBoard(Action):
    """A page of a board: streak, week, month or all."""

    board: str
    page: int


@dataclass(frozen=True, slots=True)
class SetGoal(Action):
    """How many questions make a day."""

    goal: int


@dataclass(frozen=True, slots=True)
class ShowMe(Action):
    """Whether boards show the learner: 1 or 0."""

    shown: int


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
class Numbers(Action):
    """One's own numbers; `part` is `` for the message, or picture."""

    part: str = ""


@dataclass(frozen=True, slots=True)
class GroupNumbers(Action):
    """The numbers of one of the presser's groups; `chat` is the store's id."""

    chat: int


@dataclass(frozen=True, slots=True)
class OpenPrivately(Action):
    """Go to the private chat with the bot; `payload` comes back there as the argument of /start."""

    payload: str


_LETTERS: dict[str, type[Action]] = {
    "a": Ask,
    "h": Hint,
    "r": Reveal,
    "s": Skip,
    "c": Choose,
    "m": Tick,
    "k": Check,
    "g": GradeAs,
    "gm": MoreGrades,
    "gu": Undo,
    "gs": SaidIt,
    "q": BeginRound,
    "qn": NextInRound,
    "qm": AskMissed,
    "f": Mistakes,
    "fa": AskMistakes,
    "v": LookAt,
    "ep": SetPolls,
    "gp": SaidPoint,
    "gw": SaidAs,
    "j": JudgeSynonym,
    "dh": SetHour,
    "do": AskHour,
    "dx": DailyOff,
    "z": SetZone,
    "zo": AskZone,
    "l": SetLanguage,
    "t": Topics,
    "tt": ToggleTopic,
    "ta": AllTopics,
    "e": Settings,
    "ea": SetAmount,
    "ed": SetDifficulty,
    "u": Decks,
    "uo": OpenDeck,
    "ua": AskFromDeck,
    "ue": ExportDeck,
    "ux": RemoveDeck,
    "w": Why,
    "eg": SetGoal,
    "eb": ShowMe,
    "b": OpenBoard,
    "np": ReportAs,
    "nw": NoWords,
    "nx": CloseReport,
    "y": MyData,
    "yx": EraseMe,
    "n": Numbers,
    "ng": GroupNumbers,
    "p": OpenPrivately,
}
_NAMES = {action: letters for letters, action in _LETTERS.items()}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"(?:0|[1-9a-z][0-9a-z]{0,11})\Z")
_LARGEST = 36**12 - 1
_WORD = re.compile(r"[A-Za-z0-9_+/-]{0,48}\Z")


def encode(action: Action) -> str:
    """The code of an action: ASCII, at most 64 bytes. Raises ValueError for a value that no code can carry."""
    values = [_written(value) for value in astuple(action)]
    code = ":".join([VERSION + _NAMES[type(action)], *values])
    if len(code) > LONGEST:
        raise ValueError(f"{action!r} does not fit into {LONGEST} bytes")
    return code


def decode(code: str) -> Action:
    """The action that a code stands for. Raises BadCode for anything that `encode` cannot have written."""
    name, *values = code.split(":")
    action = _LETTERS.get(name.removeprefix(VERSION)) if name.startswith(VERSION) else None
    if action is None or len(values) != len(fields(action)) or len(code) > LONGEST:
        raise BadCode(code)
    kinds = get_type_hints(action)
    return action(*(_read(value, kinds[field.name]) for value, field in zip(values, fields(action), strict=True)))


def _written(value: object) -> str:
    if isinstance(value, int):
        return _base36(value)
    if isinstance(value, str) and _WORD.match(value):
        return value
    raise ValueError(f"{value!r} cannot be part of a button")


def _read(value: str, kind: type) -> object:
    if kind is str:
        if not _WORD.match(value):
            raise BadCode(value)
        return value
    if not _NUMBER.match(value):
        raise BadCode(value)
    try:
        return kind(int(value, 36))
    except ValueError as error:
        raise BadCode(value) from error


def _base36(number: int) -> str:
    if not 0 <= number <= _LARGEST:
        raise ValueError(f"{number} cannot be part of a button")
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
