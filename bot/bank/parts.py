"""What the lines below a question hold: choices, a verdict, a short answer, or an open one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.bank import key_points
from bot.bank.answer_labels import answer_line
from bot.bank.asked_text import is_asked, is_shown
from bot.bank.body import Line, as_markdown, is_placeholder, trimmed
from bot.bank.callout_choices import as_tasks
from bot.bank.choices import TaskList, short_answer, task_list, verdict
from bot.bank.formats import Parts
from bot.bank.formats.evidence import is_answer_label
from bot.bank.labelled import Labelled, labelled
from bot.domain.question import Choice, Kind
from bot.texts import reasons as r
from bot.texts.reasons import because


@dataclass(slots=True)
class Finding:
    """The parts of a question, the lines that they leave out, and what keeps it from being asked."""

    parts: Parts = field(default_factory=Parts)
    left_out: list[int] = field(default_factory=list)
    fault: str = ""


def find(question: str, lines: Sequence[Line], language: str) -> Finding:
    """Reads the lines below a question, folds and callouts for hints already taken away."""
    tasks = task_list(as_tasks(lines))
    if tasks and tasks.correct:
        return _tasks(tasks)
    if found := labelled(lines):
        return _labelled(found)
    if tasks:
        return Finding(Parts(Kind.SINGLE, choices=tasks.choices), fault=because(r.NOT_MARKED))
    before, label, answer = _split(lines)
    if judged := verdict(question, answer, language):
        explanation = as_markdown(judged.explanation)
        return Finding(Parts(Kind.TRUE_FALSE, before, explanation, judged.choices), _indexes(label))
    if short := short_answer(answer):
        explanation = as_markdown(short.explanation)
        text = "\n\n".join(part for part in (short.forms[0], explanation) if part)
        return Finding(Parts(Kind.SHORT, before, text, (), (short.forms,)), _indexes(label))
    if before and label and not is_asked(question, before, label[0]):
        before, label, answer = (), [], lines
    return _open(before, label, answer)


def with_choices(parts: Parts, choices: Sequence[Choice]) -> Parts:
    """The same parts with these choices left; one right choice of several is a single choice."""
    if len(choices) == len(parts.choices):
        return parts
    several = sum(choice.correct for choice in choices) > 1
    kind = Kind.SINGLE if parts.kind is Kind.MULTIPLE and not several else parts.kind
    return replace(parts, kind=kind, choices=tuple(choices))


def _tasks(tasks: TaskList) -> Finding:
    kind = Kind.MULTIPLE if tasks.correct > 1 else Kind.SINGLE
    after, label = _without_label(tasks.after)
    return Finding(Parts(kind, tasks.before, as_markdown(after), tasks.choices), label)


def _without_label(lines: Sequence[Line]) -> tuple[Sequence[Line], list[int]]:
    """An explanation without the label that it opens with."""
    lines = trimmed(lines)
    if lines and is_answer_label(lines[0].text) and not lines[0].is_code:
        return lines[1:], [lines[0].index]
    return lines, []


def _labelled(found: Labelled) -> Finding:
    kind = Kind.MULTIPLE if found.correct > 1 else Kind.SINGLE
    parts = Parts(kind, found.before, as_markdown(found.after), found.choices)
    return Finding(parts, list(found.dropped), found.fault)


def _split(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Line], Sequence[Line]]:
    """What stands above a label such as `#### Answer`, the label, and what is below it; without one, all is below."""
    place = next((place for place, line in enumerate(lines) if _is_answer_label(line)), None)
    if place is None:
        return _split_by_line(lines)
    label, after = [lines[place]], trimmed(lines[place + 1 :])
    if after and _is_answer_label(after[0]):
        # A fold called “Answer” that opens with a heading of its own.
        label.append(after[0])
        after = trimmed(after[1:])
    return lines[:place], label, after


def _split_by_line(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Line], Sequence[Line]]:
    """The same for a line such as `**Answer:** 3` below code or pictures; below prose it is part of the answer."""
    place = next((place for place, line in enumerate(lines) if not is_shown(line)), 0)
    said = answer_line(lines[place].text) if place else None
    if said is None:
        return (), [], lines
    if not said:
        return lines[:place], [lines[place]], trimmed(lines[place + 1 :])
    return lines[:place], [lines[place]], [replace(lines[place], text=said), *lines[place + 1 :]]


def _is_answer_label(line: Line) -> bool:
    return "#" in line.text and not line.is_code and is_answer_label(line.text)


def _open(before: Sequence[Line], label: Sequence[Line], after: Sequence[Line]) -> Finding:
    answer, left_out = as_markdown(after), _indexes(label)
    if is_placeholder(answer):
        left_out.extend(_indexes(after))
        answer = ""
    return Finding(Parts(Kind.OPEN, before, answer, (), key_points.of(after) if answer else ()), left_out)


def _indexes(lines: Sequence[Line]) -> list[int]:
    return [line.index for line in lines]
