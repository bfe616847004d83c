"""Components that answer after restarts and weeks later: all that a press means stands in their ids."""

import re
from collections.abc import Awaitable
from typing import Any, Protocol, Self, runtime_checkable

import discord
from discord import ui

from bot.chats.discord.custom_ids import CustomId, Where
from bot.domain.actions import Tick
from bot.domain.buttons import BadCode, decode, encode


@runtime_checkable
class HearsPresses(Protocol):
    """What our client does with a press."""

    def pressed(self, interaction: discord.Interaction, custom_id: CustomId) -> Awaitable[None]:
        """A component was used."""


class Pressed(ui.DynamicItem[ui.Button[ui.View]], template=r"(?![mt][hp]:)(?s:.*)"):
    """Any button. Whatever it carries goes to the core, which knows what is forged."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003  # the library's signature
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """See `DynamicItem`."""
        if not isinstance(item, ui.Button):
            raise TypeError(f"{match[0]} is no button")
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """See `Item`."""
        await _hand_over(interaction, CustomId.read(self.item.custom_id or ""))


class Picked(ui.DynamicItem[ui.Select[ui.View]], template=r"(?P<kind>[mt])(?P<where>[hp]):(?P<code>.*)"):
    """A menu: of buttons (`m`), where the value picked is a button's code; or of boxes (`t`), where all that are ticked
    become one `Tick`.
    """

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003  # the library's signature
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """See `DynamicItem`."""
        if not isinstance(item, ui.Select):
            raise TypeError(f"{match[0]} is no menu")
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """See `Item`."""
        kind, where, code = self.item.custom_id[0], Where(self.item.custom_id[1]), self.item.custom_id[3:]
        picked = "".join(self.item.values[:1]) if kind == "m" else _ticked(code, self.item.values)
        await _hand_over(interaction, CustomId(picked, where))


async def _hand_over(interaction: discord.Interaction, custom_id: CustomId) -> None:
    if isinstance(interaction.client, HearsPresses):
        await interaction.client.pressed(interaction, custom_id)


def _ticked(code: str, values: list[str]) -> str:
    """The code of the `Tick` that says which boxes are ticked now; what is forged stays as it is."""
    try:
        tick = decode(code)
        if isinstance(tick, Tick):
            return encode(Tick(tick.delivery, sum(1 << int(value) for value in values), tick.hinted))
    except (BadCode, ValueError, OverflowError):
        pass
    return code
