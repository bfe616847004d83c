"""The bot comes into a server, and goes: what the core hears of it, and who is told what is missing."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import discord

from bot.chats.discord.permissions import may_speak
from bot.chats.discord.places import place_of
from bot.chats.names import clean
from bot.domain.conversation import Address, ChatKind, Incoming, Place, Platform, Presence, Sender, ThreadDeleted


def came(guild: discord.Guild, now: datetime) -> Iterator[Incoming]:
    """The channel where the bot can greet first, if there is one; the others only hear that it is back."""
    first = greeting_channel(guild)
    if first is not None:
        yield _noticed(first, Presence(here=True), now)
    for channel in guild.text_channels:
        if channel != first:
            yield _noticed(channel, Presence(here=True, greets=False), now)


def went(guild: discord.Guild, now: datetime) -> Iterator[Incoming]:
    """No channel of the server hears from the bot any more."""
    for channel in guild.text_channels:
        yield _noticed(channel, Presence(here=False, greets=False), now)


def may_again(channels: Iterable[discord.abc.GuildChannel], now: datetime) -> Iterator[Incoming]:
    """Permissions have changed: the channels in which the bot may write hear that it is there."""
    for channel in channels:
        if place_of(channel, 0) is not None and may_speak(channel.permissions_for(channel.guild.me)):
            yield _noticed(channel, Presence(here=True, greets=False), now)


def deleted(channel: discord.abc.GuildChannel, now: datetime) -> Iterator[Incoming]:
    """A channel is no more."""
    if place_of(channel, 0) is not None:
        yield _noticed(channel, Presence(here=False, greets=False), now)


def thread_deleted(payload: discord.RawThreadDeleteEvent, now: datetime) -> Incoming:
    """A thread is no more."""
    place = Place(Address(Platform.DISCORD, -payload.parent_id, payload.thread_id), ChatKind.GROUP)
    sender = Sender(payload.guild_id, "", scores=False)
    return Incoming(f"gone:{payload.thread_id}", place, sender, now, ThreadDeleted())


def greeting_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Where the bot may write: the channel in which Discord itself greets, else the first one."""
    channels = [channel for channel in (guild.system_channel, *guild.text_channels) if channel is not None]
    return next((channel for channel in channels if may_speak(channel.permissions_for(guild.me))), None)


def _noticed(channel: discord.abc.GuildChannel, presence: Presence, now: datetime) -> Incoming:
    guild, place = channel.guild, place_of(channel, 0)
    if place is None:
        raise TypeError(f"{type(channel).__name__} is no place to talk")
    sender = Sender(guild.id, clean(guild.name), guild.preferred_locale.value, scores=False)
    kind = "here" if presence.here else "gone"
    return Incoming(f"{kind}:{channel.id}:{now.timestamp():.3f}", place, sender, now, presence)
