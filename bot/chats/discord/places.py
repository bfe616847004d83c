"""Where things are on Discord, as Addresses. As on Telegram, a person's number is positive and a channel's negative."""

import discord

from bot.chats.names import clean
from bot.domain.conversation import Address, ChatKind, Place, Platform


def private_place(user: int) -> Place:
    """The conversation with one person: their direct messages, and what only they see in a server."""
    return Place(Address(Platform.DISCORD, user), ChatKind.PRIVATE)


def place_of(channel: object, user: int) -> Place | None:
    """Where a message or an interaction of `user` came from; None where the bot has nothing to do (group messages)."""
    if isinstance(channel, discord.DMChannel):
        return private_place(user)
    if isinstance(channel, discord.Thread):
        return Place(Address(Platform.DISCORD, -channel.parent_id, channel.id), ChatKind.GROUP, _title(channel))
    if isinstance(channel, discord.TextChannel | discord.VoiceChannel | discord.StageChannel):
        return Place(Address(Platform.DISCORD, -channel.id), ChatKind.GROUP, _title(channel))
    return None


def is_private(address: Address) -> bool:
    """Whether only one person reads there; its number is then theirs."""
    return address.chat > 0


def channel_of(address: Address) -> int:
    """The id of the channel or thread in a server."""
    return address.thread or -address.chat


def _title(channel: discord.abc.GuildChannel | discord.Thread) -> str:
    return clean(f"{channel.guild.name} #{channel.name}")
