"""The window in which an answer is typed, and what comes back from it, also after a restart."""

from typing import Any

import discord
from discord import ui

from bot.chats.discord.custom_ids import CustomId
from bot.chats.discord.escaping import seen
from bot.texts import messages as m
from bot.texts.sentences import Sentences

TYPED = "text"
LONGEST_ANSWER = 4000
LONGEST_DESCRIPTION = 100


def window(custom_id: CustomId, asked: str, say: Sentences) -> ui.Modal:
    """The window; its id says where the answer belongs. `asked` is the text of the message that it is opened from."""
    shown = ui.Modal(title=say.text(m.YOUR_ANSWER), custom_id=str(custom_id), timeout=1)
    box: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=TYPED, max_length=LONGEST_ANSWER
    )
    shown.add_item(ui.Label(text=say.text(m.IN_YOUR_WORDS), description=_excerpt(asked) or None, component=box))
    return shown


def typed_in(data: object) -> str:
    """What was typed, out of the components that Discord sends back; empty when there is nothing."""
    return next((value for key, value in _fields(data) if key == TYPED), "")


def _fields(data: Any) -> list[tuple[str, str]]:  # raw JSON
    if isinstance(data, list):
        return [field for part in data for field in _fields(part)]
    if not isinstance(data, dict):
        return []
    own = [(str(data["custom_id"]), data["value"])] if isinstance(data.get("value"), str) else []
    return own + _fields(data.get("components")) + _fields(data.get("component"))


def _excerpt(asked: str) -> str:
    """The question, as far as there is room: its first line is a heading."""
    lines = [line for line in seen(asked).splitlines() if line.strip()]
    text = " ".join((lines[1:] or lines)[:1]).strip()
    return text if len(text) <= LONGEST_DESCRIPTION else text[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
