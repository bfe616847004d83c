"""Rows of buttons → Discord's components: five rows of five buttons, or menus of 25.

Choices of which several are right become a menu, and so does a run of buttons that is too long for rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import discord
from discord import ui

from bot.chats.discord.custom_ids import CustomId, Where
from bot.chats.discord.pressing import Picked, Pressed
from bot.domain.actions import TO_A_QUESTION, Action, Check, Choose, OpenPrivately, Skip, Tick
from bot.domain.buttons import encode
from bot.domain.conversation import Button, Rows

MOST_ROWS = 5
MOST_IN_A_ROW = 5
MOST_OPTIONS = 25
LONGEST_LABEL = 80
LONGEST_OPTION = 100

_Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class _Typing:
    """A row with the button that opens a window to type in."""

    label: str


@dataclass(frozen=True, slots=True)
class _Menu:
    """A row with a menu of which one is picked."""

    buttons: _Row


@dataclass(frozen=True, slots=True)
class _Boxes:
    """A row with a menu of which several are picked. `ticked` has bit i for choice i."""

    ticks: _Row
    ticked: int


def view(rows: Rows, where: Where, answer: str = "") -> ui.View:
    """The components; what is pressed is known from their ids alone.

    `answer` is the label of the button that opens a window to type in: a question that one person sees in a server gets
    it, since nobody can reply to such a message.
    """
    shown = ui.View(timeout=None)
    for number, row in enumerate(_fitted(_with_typing(_with_boxes(rows), rows, where, answer))):
        for item in _items(row, where, number):
            item.row = number
            shown.add_item(item)
    return shown


def _with_boxes(rows: Rows) -> list[_Row | _Boxes]:
    """Boxes to tick as one menu, where they stood."""
    ticks = tuple(button for row in rows for button in row if isinstance(button.action, Tick))
    if not 0 < len(ticks) <= MOST_OPTIONS:
        return list(rows)
    ticked = next((button.action.ticked for row in rows for button in row if isinstance(button.action, Check)), 0)
    others = [tuple(button for button in row if not isinstance(button.action, Tick)) for row in rows]
    return [_Boxes(ticks, ticked), *filter(None, others)]


def _with_typing(
    shown: Sequence[_Row | _Boxes], rows: Rows, where: Where, answer: str
) -> list[_Row | _Boxes | _Typing]:
    actions = {type(button.action) for row in rows for button in row}
    typed = where is Where.ASIDE and Skip in actions and not actions & {Choose, Tick}
    return [*([_Typing(answer)] if typed and answer else []), *shown]


def _fitted(rows: Sequence[_Row | _Boxes | _Typing]) -> list[_Row | _Boxes | _Typing | _Menu]:
    """At most five rows."""
    split: list[_Row | _Boxes | _Typing | _Menu] = [
        part for row in rows for part in (_by_fives(row) if isinstance(row, tuple) else (row,))
    ]
    if len(split) <= MOST_ROWS:
        return split
    first = [row for row in rows if not isinstance(row, tuple)]
    buttons = (button for row in rows if isinstance(row, tuple) for button in row)
    return [*first, *_dense(buttons)][:MOST_ROWS]


def _by_fives(row: _Row) -> Iterator[_Row]:
    return (row[at : at + MOST_IN_A_ROW] for at in range(0, len(row), MOST_IN_A_ROW))


def _dense(buttons: Iterator[Button]) -> Iterator[_Row | _Menu]:
    """Long runs of one kind as menus, all the others one behind the other."""
    rest: _Row = ()
    for _, run in groupby(buttons, key=lambda button: type(button.action)):
        alike = tuple(run)
        if len(alike) <= MOST_IN_A_ROW:
            rest += alike
            continue
        yield from _by_fives(rest)
        yield from (_Menu(alike[at : at + MOST_OPTIONS]) for at in range(0, len(alike), MOST_OPTIONS))
        rest = ()
    yield from _by_fives(rest)


def _items(row: _Row | _Boxes | _Typing | _Menu, where: Where, number: int) -> list[Pressed | Picked]:
    match row:
        case _Typing(label):
            custom_id = str(CustomId("", where, types=True))
            return [Pressed(ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=custom_id))]
        case _Menu(buttons):
            options = [_option(button.label, encode(button.action)) for button in buttons]
            return [Picked(ui.Select(options=options, custom_id=f"m{where}:{number}"))]
        case _Boxes(ticks, ticked):
            return [_boxes(ticks, ticked, where)]
    return [Pressed(_button(button, where)) for button in row]


def _button(button: Button, where: Where) -> ui.Button[ui.View]:
    return ui.Button(label=button.label[:LONGEST_LABEL], custom_id=_custom_id(button.action, where))


def _custom_id(action: Action, where: Where) -> str:
    """A link into the private chat is a press that belongs there; the one to a question opens a window at once."""
    if not isinstance(action, OpenPrivately):
        return str(CustomId(encode(action), where))
    if action.payload.startswith(TO_A_QUESTION) and where is Where.HERE:
        return str(CustomId(encode(action), where, types=True))
    return str(CustomId(encode(action), Where.ASIDE))


def _option(label: str, value: str, *, chosen: bool = False) -> discord.SelectOption:
    return discord.SelectOption(label=label[:LONGEST_OPTION], value=value, default=chosen)


def _boxes(ticks: _Row, ticked: int, where: Where) -> Picked:
    """The menu of boxes: a value is the place of a choice in the bank's order."""
    options, first = [], None
    for button in ticks:
        if not isinstance(button.action, Tick):
            continue
        first = first or button.action
        choice = (button.action.ticked ^ ticked).bit_length() - 1
        label = button.label.partition(" ")[2] or button.label
        options.append(_option(label, str(choice), chosen=bool(ticked >> choice & 1)))
    code = encode(Tick(first.delivery, 0, first.hinted)) if first else ""
    return Picked(ui.Select(options=options, custom_id=f"t{where}:{code}", min_values=0, max_values=len(options)))
