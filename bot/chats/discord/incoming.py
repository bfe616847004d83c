"""What people do on Discord → `Incoming`, or None when it is none of our business."""

from typing import Any

import discord

from bot.chats.discord.custom_ids import CustomId, Where
from bot.chats.discord.fetching import file_number
from bot.chats.discord.permissions import barred
from bot.chats.discord.places import place_of, private_place
from bot.chats.names import NAMELESS, clean, file_name
from bot.chats.typed import command_in
from bot.domain.actions import OpenPrivately
from bot.domain.buttons import BadCode, decode
from bot.domain.conversation import (
    UNREAD,
    Attached,
    ChatKind,
    Command,
    Incoming,
    NotText,
    Place,
    Press,
    Right,
    Sender,
    Text,
)
from bot.domain.uploads import ENDINGS

_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


def from_message(message: discord.Message, me: int) -> Incoming | None:
    """A message in private, a reply to one of ours, or a command behind our name: of others Discord tells no words."""
    if message.author.bot or message.webhook_id or message.type not in _WRITTEN:
        return None
    place = place_of(message.channel, message.author.id)
    if place is None:
        return None
    what = _said(message, place, me)
    if what is None:
        return None
    lacks = _lacks_where(message) if isinstance(what, Command) else frozenset[Right]()
    sender = sender_of(message.author)
    return Incoming(str(message.id), place, sender, message.created_at, what, message.id, lacks=lacks)


def from_press(interaction: discord.Interaction, custom_id: CustomId, token: str) -> Incoming | None:
    """A press, or a link into the private chat: followed, it is a /start there."""
    message = interaction.message.id if interaction.message else 0
    return _from_interaction(interaction, _pressed(custom_id.code), custom_id.where, message, token)


def from_typing(interaction: discord.Interaction, custom_id: CustomId, text: str, token: str) -> Incoming | None:
    """What was typed into the window: an answer to the message that it was opened from, and a message of its own."""
    reply_to = interaction.message.id if interaction.message else None
    return _from_interaction(interaction, Text(text, reply_to), custom_id.where, interaction.id, token)


def from_command(
    interaction: discord.Interaction, name: str, argument: str, where: Where, token: str
) -> Incoming | None:
    """A slash command."""
    return _from_interaction(interaction, Command(name, argument, addressed=True), where, 0, token)


def sender_of(user: discord.User | discord.Member, interaction: discord.Interaction | None = None) -> Sender:
    """A person. Who may manage the server is an admin; a message does not say in which language they read."""
    name = clean(user.display_name) or clean(user.name) or NAMELESS
    if interaction is None:
        return Sender(user.id, name, is_admin=isinstance(user, discord.Member) and user.guild_permissions.manage_guild)
    return Sender(user.id, name, interaction.locale.value, is_admin=interaction.permissions.manage_guild)


def _from_interaction(
    interaction: discord.Interaction, what: Command | Text | Press, where: Where, message: int, token: str
) -> Incoming | None:
    user = interaction.user
    here = place_of(interaction.channel, user.id)
    place = private_place(user.id) if where is Where.ASIDE else here
    if here is None or place is None:
        return None
    return Incoming(
        str(interaction.id),
        place,
        sender_of(user, interaction),
        interaction.created_at,
        what,
        message,
        aside=True,
        token=token,
        lacks=_lacks(interaction) if interaction.guild_id else frozenset(),
    )


def _lacks(interaction: discord.Interaction) -> frozenset[Right]:
    """What the bot may not do there, also with the roles that the command names."""
    data: Any = interaction.data or {}  # its form depends on the kind of interaction
    roles = data.get("resolved", {}).get("roles", {}).values()
    return barred(interaction.app_permissions, (role["mentionable"] for role in roles))


def _pressed(code: str) -> Press | Command:
    try:
        action = decode(code)
    except BadCode:
        return Press(code)
    return Command("start", action.payload) if isinstance(action, OpenPrivately) else Press(code)


def _said(message: discord.Message, place: Place, me: int) -> Command | Text | NotText | Attached | None:
    text, named = _without_name(message.content.strip(), me)
    reply_to, private = _ours(message, me), place.kind is ChatKind.PRIVATE
    command = command_in(text, addressed=named, reply_to=reply_to)
    if command and (private or named or reply_to):
        return command
    if not private and reply_to is None:
        return None
    if text:
        return Text(text, reply_to)
    notes = _notes(message) if private else None
    return notes or NotText("attachment" if message.attachments or message.stickers else UNREAD, reply_to)


def _lacks_where(message: discord.Message) -> frozenset[Right]:
    """What the bot may not do there, as far as the library knows the channel and the one above it."""
    try:
        held = message.channel.permissions_for(message.guild.me) if message.guild else discord.Permissions.all()
    except discord.ClientException:  # a thread whose channel is hidden from the bot
        return frozenset()
    return barred(held, (role.mentionable for role in message.role_mentions))


def _without_name(text: str, me: int) -> tuple[str, bool]:
    """The words behind our name, and whether it stands before them."""
    for name in (f"<@{me}>", f"<@!{me}>"):
        if text.startswith(name):
            return text.removeprefix(name).strip(), True
    return text, False


def _ours(message: discord.Message, me: int) -> int | None:
    """The id of the message of ours that this one answers."""
    original = message.reference.resolved if message.reference else None
    return original.id if isinstance(original, discord.Message) and original.author.id == me else None


def _notes(message: discord.Message) -> Attached | None:
    """The first file whose name says that it holds notes."""
    named = ((file_name(file.filename), file) for file in message.attachments)
    found = next(((name, file) for name, file in named if name.endswith(ENDINGS)), None)
    return found and Attached(found[0], file_number(message, found[1]), found[1].size)
