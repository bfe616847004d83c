"""Telegram's way to hand out a file that somebody sent."""

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.chats.fetching import NotFetched
from bot.chats.telegram.patience import Patience
from bot.domain.conversation import Attached
from bot.domain.uploads import MOST_PACKED


class Downloads:
    """See `bot.chats.fetching.Download`."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot, self._patience = bot, patience

    async def __call__(self, attached: Attached) -> bytes | None:
        """What the file holds; None when it is larger than Telegram gives to bots, or than we take."""
        try:
            return await self._patience.tried(lambda: self._download(attached))
        except TelegramError as error:
            raise NotFetched(type(error).__name__) from error

    async def _download(self, attached: Attached) -> bytes | None:
        try:
            file = await self._bot.get_file(attached.file)
        except BadRequest as error:
            if "too big" in error.message.lower():
                return None
            raise
        if (file.file_size or 0) > MOST_PACKED:
            return None
        return bytes(await file.download_as_bytearray())
