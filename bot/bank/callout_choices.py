"""Choices that are callouts: `> [!success]` is right, `> [!fail]` is wrong; they are read like a task list."""

import re
from collections.abc import Sequence

from bot.bank.answer_labels import callout_mark, marks_both
from bot.bank.body import Line

_OPENING = re.compile(r"\s*>\s?\[!\w+\][-+]?[ \t]*(?:\][ \t]*)?(?P<text>.*)")
_QUOTED = re.compile(r"\s*>\s?(?P<text>.*)")


def mark_of(line: Line) -> str:
    """`x` for a callout that is right, a space for one that is wrong, "" for any other line."""
    return "" if line.is_code else callout_mark(line.text)


def as_tasks(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with such callouts as a task list, if at least one is right and one is wrong."""
    if not marks_both(line.text for line in lines if not line.is_code):
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
