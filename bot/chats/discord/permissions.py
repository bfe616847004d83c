"""What the bot may do in a channel, by the names that Discord shows."""

from collections.abc import Iterable, Mapping

import discord

from bot.domain.conversation import Right
from bot.texts import messages as m
from bot.texts.messages import Message
from bot.texts.sentences import Sentences

NEEDED: Mapping[str, Message] = {
    "view_channel": m.PERMISSION_VIEW,
    "send_messages": m.PERMISSION_SEND,
    "send_messages_in_threads": m.PERMISSION_SEND_IN_THREADS,
    "create_public_threads": m.PERMISSION_THREADS,
    "attach_files": m.PERMISSION_FILES,
    "read_message_history": m.PERMISSION_HISTORY,
    "add_reactions": m.PERMISSION_REACTIONS,
}
"""The first two are what nothing works without."""
SPEAKING = ("view_channel", "send_messages")
ALL = discord.Permissions(**dict.fromkeys(NEEDED, True))


def lacking(permissions: discord.Permissions, say: Sentences) -> tuple[str, ...]:
    """The names of those that the bot does not have."""
    return tuple(say.text(name) for attribute, name in NEEDED.items() if not getattr(permissions, attribute))


def barred(held: discord.Permissions, mentionable: Iterable[bool] = ()) -> frozenset[Right]:
    """What may be asked of the bot there and it may not do. `mentionable`: whether anybody may mention each role."""
    threads = () if held.create_public_threads else (Right.OPEN_THREADS,)
    unheard = () if held.mention_everyone or all(mentionable) else (Right.NOTIFY_ROLE,)
    return frozenset((*threads, *unheard))


def may_speak(permissions: discord.Permissions) -> bool:
    """Whether the bot can write at all."""
    return all(getattr(permissions, attribute) for attribute in SPEAKING)
