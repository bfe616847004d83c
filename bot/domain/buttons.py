"""The short code that carries what a button means, an action of `bot.domain.actions`.

A code is `1` (the version), letters naming the action, and its arguments: `1g:2s:1f:3`. Numbers are in base 36.
It fits in 64 bytes (Telegram's limit for `callback_data`), holds everything that a press means, and needs no
memory on our side, so a button answers for as long as its message exists. Codes come back from strangers:
`decode` accepts only what `encode` could have written.
"""

import re
from dataclasses import astuple, fields
from typing import get_type_hints

from bot.domain import actions
from bot.domain.actions import Action

VERSION = "1"
LONGEST = 64


class BadCode(ValueError):
    """The code was not written by this program."""


_LETTERS: dict[str, type[Action]] = {
    "a": actions.Ask,
    "h": actions.Hint,
    "r": actions.Reveal,
    "s": actions.Skip,
    "sz": actions.Snooze,
    "c": actions.Choose,
    "m": actions.Tick,
    "k": actions.Check,
    "g": actions.GradeAs,
    "gm": actions.MoreGrades,
    "gu": actions.Undo,
    "gs": actions.SaidIt,
    "q": actions.BeginRound,
    "qn": actions.NextInRound,
    "qm": actions.AskMissed,
    "f": actions.Mistakes,
    "fa": actions.AskMistakes,
    "v": actions.LookAt,
    "ep": actions.SetPolls,
    "ef": actions.SetFinals,
    "ew": actions.SetPublishing,
    "et": actions.SetDiscussion,
    "gp": actions.SaidPoint,
    "gw": actions.SaidAs,
    "j": actions.JudgeSynonym,
    "dh": actions.SetHour,
    "do": actions.AskHour,
    "dx": actions.DailyOff,
    "dt": actions.ToggleHour,
    "dw": actions.ToggleWeekday,
    "dn": actions.SetCount,
    "ds": actions.Spread,
    "di": actions.OnlyIfNeeded,
    "dq": actions.SetQuiet,
    "dr": actions.SetNudge,
    "td": actions.OpenDay,
    "tw": actions.ToggleDayTopic,
    "tm": actions.AddDayTopic,
    "tc": actions.ClearDay,
    "z": actions.SetZone,
    "zo": actions.AskZone,
    "l": actions.SetLanguage,
    "lw": actions.WelcomeIn,
    "tb": actions.BeginWith,
    "t": actions.Topics,
    "tt": actions.ToggleTopic,
    "ta": actions.AllTopics,
    "e": actions.Settings,
    "ea": actions.SetAmount,
    "ed": actions.SetDifficulty,
    "u": actions.Decks,
    "uo": actions.OpenDeck,
    "ua": actions.AskFromDeck,
    "ue": actions.ExportDeck,
    "ux": actions.RemoveDeck,
    "w": actions.Why,
    "wp": actions.PauseFor,
    "wr": actions.Resume,
    "eg": actions.SetGoal,
    "eb": actions.ShowMe,
    "b": actions.OpenBoard,
    "np": actions.ReportAs,
    "nw": actions.NoWords,
    "nx": actions.CloseReport,
    "y": actions.MyData,
    "yx": actions.EraseMe,
    "yl": actions.JoinMe,
    "yp": actions.PartMe,
    "n": actions.Numbers,
    "ng": actions.GroupNumbers,
    "p": actions.OpenPrivately,
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
