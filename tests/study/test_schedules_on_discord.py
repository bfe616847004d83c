"""The screen of all hours on Discord, where five rows are the most."""

import discord
import pytest

from bot.chats.discord.components import view
from bot.chats.discord.custom_ids import Where
from bot.domain.conversation import Platform, Sender
from tests.study.town import Town


@pytest.mark.parametrize("hours", ["09:00", " ".join(f"{hour}:30" for hour in range(12))])
async def test_every_button_is_there(town: Town, ana: Sender, hours: str):
    """As a button or in a menu, with one hour and with twelve."""
    room = town.private(ana, Platform.DISCORD)
    room.says(ana, f"/daily {hours} si falta")
    room.says(ana, "/daily")
    labels = [label for row in room.last.labels for label in row]
    shown = [item.item for item in view(room.last.rows, next(iter(Where))).children]  # type: ignore[attr-defined]
    menus = [one for one in shown if isinstance(one, discord.ui.Select)]
    buttons = [one.label for one in shown if isinstance(one, discord.ui.Button)]
    assert sorted([*buttons, *(option.label for menu in menus for option in menu.options)]) == sorted(labels)
