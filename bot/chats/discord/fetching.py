"""Discord's way to hand out a file that somebody sent."""

import discord

from bot.chats.discord.failing import in_our_words
from bot.chats.fetching import Download, NotFetched
from bot.domain.conversation import Attached
from bot.domain.sending import Gone, Refused
from bot.domain.uploads import MOST_PACKED


def downloads(client: discord.Client) -> Download:
    """See `bot.chats.fetching.Download`: the file's number is its address, which Discord keeps for a day."""

    async def download(attached: Attached) -> bytes | None:
        if attached.size > MOST_PACKED:
            return None
        try:
            with in_our_words():
                return await client.http.get_from_cdn(attached.file)
        except (Gone, Refused) as error:
            raise NotFetched(str(error)) from error

    return download
