"""What the bot may do in a channel on Discord, as the library knows it."""

from collections.abc import Callable

import discord

from bot.chats.discord.failing import in_our_words
from bot.chats.discord.permissions import lacking, may_speak
from bot.chats.discord.places import channel_of
from bot.chats.probing import Look
from bot.domain.conversation import Incoming
from bot.domain.diagnosis import Diagnosis, Finding
from bot.domain.sending import Gone, Refused
from bot.texts.sentences import Sentences

NOT_THERE = Diagnosis(frozenset({Finding.NOT_THERE}))


def looks(client: discord.Client, voice: Callable[[str | None], Sentences]) -> Look:
    """See `bot.chats.probing.Look`. Permissions are named in the asker's language, as Discord shows them to them."""

    async def look(incoming: Incoming) -> Diagnosis:
        try:
            with in_our_words():
                channel = await _channel(client, channel_of(incoming.place.address))
        except (Gone, Refused):
            return NOT_THERE
        return _seen(channel, voice(incoming.sender.language)) if channel else NOT_THERE

    return look


async def _channel(client: discord.Client, number: int) -> discord.abc.GuildChannel | discord.Thread | None:
    """None for what is in no server."""
    known = client.get_channel(number) or await client.fetch_channel(number)
    return known if isinstance(known, discord.abc.GuildChannel | discord.Thread) else None


def _seen(channel: discord.abc.GuildChannel | discord.Thread, say: Sentences) -> Diagnosis:
    held = channel.permissions_for(channel.guild.me)
    is_thread = isinstance(channel, discord.Thread)
    speaks = may_speak(held) and (held.send_messages_in_threads or not is_thread)
    findings = set() if speaks else {Finding.CANNOT_WRITE}
    if isinstance(channel, discord.Thread) and channel.locked and not held.manage_threads:
        findings.add(Finding.THREAD_LOCKED)
    return Diagnosis(frozenset(findings), lacking(held, say))
