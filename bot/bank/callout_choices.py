"""Choices that are callouts: `> [!success]` is right, `> [!fail]` is wrong; they are read like a task list."""

import re
from collections.abc import Sequence

from bot.bank.body import Line

_OPENING = re.compile(r"\s*>\s?\[!(?P<kind>\w+)\][-+]?[ \t]*(?:\][ \t]*)?(?P<text>.*)")
_QUOTED = re.compile(r"\s*>\s?(?P<text>.*)")
RIGHT = frozenset({"success", "check", "done"})
WRONG = frozenset({"fail", "failure", "missing", "error", "danger"})


def mark_of(line: Line) -> str:
    """`x` for a callout that is right, a space for one that is wrong, "" for any other line."""
    found = _OPENING.match(line.text) if "[!" in line.text and not line.is_code else None
    kind = found["kind"].lower() if found else ""
    return "x" if kind in RIGHT else " " if kind in WRONG else ""


def as_tasks(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with such callouts as a task list, if at least one is right and one is wrong."""
    if {"x", " "} - {mark_of(line) for line in lines if "[!" in line.text}:
        return lines
    tasks: list[Line] = []
    inside = False
    for line in lines:
        mark, quoted = mark_of(line), None if line.is_code else _QUOTED.match(line.text)
        if mark and (found := _OPENING.match(line.text)):
            inside = True
            tasks.append(Line(line.index, f"- [{mark}] {found['text'].strip()}", is_code=False))
        elif inside and quoted:
            tasks.append(Line(line.index, f"  {quoted['text']}".rstrip(), is_code=False))
        else:
            inside = False
            tasks.append(line)
    return tasks
