"""Discord's way to hand out a file that somebody sent."""

import discord

from bot.chats.discord.failing import in_our_words
from bot.chats.fetching import Download, NotFetched
from bot.domain.conversation import Attached
from bot.domain.sending import Gone, Refused
from bot.domain.uploads import MOST_PACKED


def file_number(message: discord.Message, file: discord.Attachment) -> str:
    """Where the file is for good: its address holds for a day only, so that is asked for when it is fetched."""
    return f"{message.channel.id}/{message.id}/{file.id}"


def downloads(client: discord.Client) -> Download:
    """See `bot.chats.fetching.Download`."""

    async def download(attached: Attached) -> bytes | None:
        if attached.size > MOST_PACKED:
            return None
        try:
            with in_our_words():
                return await client.http.get_from_cdn(await _address(client, attached.file))
        except (Gone, Refused) as error:
            raise NotFetched(str(error)) from error

    return download


async def _address(client: discord.Client, file: str) -> str:
    """Where the file is today. Raises NotFetched when its message has it no more."""
    channel, message, number = file.split("/")
    found = await client.http.get_message(int(channel), int(message))
    for attachment in found["attachments"]:
        if str(attachment["id"]) == number:
            return attachment["url"]
    raise NotFetched(f"message {message} has no file {number} any more")
