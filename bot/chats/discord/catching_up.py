"""What people wrote while the bot was not there: Discord does not bring it, so it is looked up where answers may be."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import discord

from bot.chats.discord.failing import in_our_words
from bot.chats.discord.incoming import from_message
from bot.chats.discord.places import channel_of, is_private
from bot.domain.conversation import Address, Command, Incoming
from bot.domain.sending import Gone, Refused, TryLater

_log = logging.getLogger(__name__)

MOST_MESSAGES = 100
"""Of each chat, those that were written first."""

Asked = tuple[Address, int]
"""A chat, and the latest message there with a question."""
Waiting = Callable[[], Awaitable[Sequence[Asked]]]
"""The chats where answers may have been written meanwhile; a few dozen at most."""


async def written_since(client: discord.Client, asked: Sequence[Asked]) -> AsyncIterator[Incoming]:
    """What was written there after the question, in order; where the bot may not look, nothing.

    What is no answer waits for nobody in a server: a command of last night would only puzzle people in the morning.
    """
    for address, question in asked:
        try:
            with in_our_words():
                for message in await _history(client, address, question):
                    found = from_message(message, client.user.id if client.user else 0)
                    if found and (is_private(address) or not isinstance(found.what, Command)):
                        yield found
        except (Gone, Refused, TryLater) as error:
            _log.info("what was written in %s meanwhile is not known: %s", address, error)


async def _history(client: discord.Client, address: Address, question: int) -> list[discord.Message]:
    channel = await _channel(client, address)
    if not isinstance(channel, discord.abc.Messageable):
        return []
    after = discord.Object(question)
    return [one async for one in channel.history(after=after, limit=MOST_MESSAGES, oldest_first=True)]


async def _channel(client: discord.Client, address: Address) -> object:
    if is_private(address):
        return await client.create_dm(discord.Object(address.chat))
    number = channel_of(address)
    return client.get_channel(number) or await client.fetch_channel(number)
