"""The menu of commands that Telegram shows beside the text field."""

import logging
from collections.abc import Collection, Mapping, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.domain.conversation import ChatKind

_log = logging.getLogger(__name__)

MenuEntry = tuple[str, Mapping[str, str], Collection[ChatKind]]
"""A command's name, what it does in each language (`{"es": …, "en": …}`), and where the menu offers it."""

_SCOPES: Mapping[ChatKind, BotCommandScope] = {
    ChatKind.PRIVATE: BotCommandScopeAllPrivateChats(),
    ChatKind.GROUP: BotCommandScopeAllGroupChats(),
}


async def register(bot: Bot, entries: Sequence[MenuEntry], default_language: str) -> None:
    """Sets the menus of private chats and groups, in every language and for everybody else. Failures are logged."""
    languages = sorted({language for _, descriptions, _ in entries for language in descriptions})
    for kind, scope in _SCOPES.items():
        offered = [entry for entry in entries if kind in entry[2]]
        for language in [None, *languages]:
            commands = _in_language(offered, language or default_language)
            try:
                await bot.set_my_commands(commands, scope, language)
            except TelegramError as error:
                _log.warning("the command menu (%s, %s) is not set: %s", kind, language or "default", error)


def _in_language(entries: Sequence[MenuEntry], language: str) -> list[BotCommand]:
    return [
        BotCommand(name, descriptions.get(language) or next(iter(descriptions.values())))
        for name, descriptions, _ in entries
    ]
