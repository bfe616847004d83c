"""Our client of discord.py: what comes through the gateway is acknowledged, read, and handed to the edge."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

import discord
from discord import app_commands

from bot.chats.discord import arrivals, incoming, permissions, window
from bot.chats.discord.answering import Answering, Waits
from bot.chats.discord.command_mentions import CommandMentions
from bot.chats.discord.custom_ids import CustomId, Where
from bot.chats.discord.failing import in_our_words
from bot.chats.discord.menu import Languages, SlashCommand, add_to
from bot.chats.discord.places import place_of, private_place
from bot.chats.discord.pressing import Picked, Pressed
from bot.domain.conversation import Body, Incoming, Say
from bot.domain.sending import Gone, Refused, TryLater
from bot.texts import messages as m
from bot.texts.sentences import Sentences

_log = logging.getLogger(__name__)

MOST_PATIENT = 60.0
"""Seconds that a call waits when Discord asks for patience; what is to wait longer is tried another time."""


INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of them is privileged, so nothing has to be switched on in Discord's portal."""


class Takes(Protocol):
    """What the edge does with what comes in."""

    def taken(self, incoming: Incoming, answering: Answering | None = None) -> Awaitable[None]:
        """Has it handled and answered, beside whatever else goes on; who waits for that may."""

    def told(self, say: Say) -> None:
        """Has it sent, beside whatever else goes on; whoever cannot be reached does not hear it."""

    def answered(self, body: Body, answering: Answering) -> None:
        """Has whoever pressed or wrote hear this, and nobody else."""

    def ready(self) -> None:
        """The connection stands, and the bot may speak."""


WHILE_TYPING = 2.0
"""Seconds after which suggestions come too late for Discord."""

Suggest = Callable[[Incoming, str], Awaitable[Sequence[str]]]
"""Topics and decks that begin with what somebody types."""


class Client(discord.Client):
    """Connects with what needs no permission of Discord's (no privileged intent), and pings nobody."""

    def __init__(
        self,
        takes: Takes,
        commands: Sequence[SlashCommand],
        voice: Callable[[str | None], Sentences],
        suggest: Suggest,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=MOST_PATIENT,
        )
        self._takes, self._commands, self._voice, self._suggest, self._clock = takes, commands, voice, suggest, clock
        self.tree = app_commands.CommandTree(self)
        self.mentions = CommandMentions()
        self.is_connected = False

    # --- the connection ---

    async def setup_hook(self) -> None:
        """Registers what answers to old messages, and the commands."""
        self.add_dynamic_items(Pressed, Picked)
        add_to(self.tree, self._commands, self)
        await self.tree.set_translator(Languages())
        try:
            self.mentions.numbers = {command.name: command.id for command in await self.tree.sync()}
        except discord.HTTPException as error:
            _log.warning("the slash commands are not registered: %s", error)

    async def on_connect(self) -> None:
        """The gateway is there."""
        self.is_connected = True

    async def on_ready(self) -> None:
        """The bot may speak."""
        self._takes.ready()

    async def on_resumed(self) -> None:
        """It is there again."""
        self.is_connected = True

    async def on_disconnect(self) -> None:
        """It is gone; the library connects again by itself."""
        self.is_connected = False

    # --- what people do ---

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote."""
        if self.user and (found := incoming.from_message(message, self.user.id)):
            self._takes.taken(found)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A window was closed with an answer in it; the library has another way for all other interactions."""
        if interaction.type is not discord.InteractionType.modal_submit or not interaction.data:
            return
        custom_id = CustomId.read(str(interaction.data.get("custom_id", "")))
        answering = await self._acknowledged(interaction, Waits.NOTHING)
        text = window.typed_in(interaction.data)
        self._take(incoming.from_typing(interaction, custom_id, text, answering.kept), answering, interaction.locale)

    async def pressed(self, interaction: discord.Interaction, custom_id: CustomId) -> None:
        """A component was used. A window opens at once: it has to be the first answer, and asks no database."""
        if custom_id.types:
            asked = interaction.message.content if interaction.message else ""
            shown = window.window(custom_id, asked, self._voice(interaction.locale.value))
            await self._at_once(interaction.response.send_modal(shown), interaction)
            return
        answering = await self._acknowledged(interaction, Waits.NOTHING)
        self._take(incoming.from_press(interaction, custom_id, answering.kept), answering, interaction.locale)

    async def commanded(self, interaction: discord.Interaction, command: SlashCommand, argument: str) -> None:
        """A slash command was sent."""
        in_server = interaction.guild_id is not None
        answering = await self._acknowledged(
            interaction, Waits.ALONE if in_server and not command.openly else Waits.OPENLY
        )
        where = Where.ASIDE if in_server and command.privately else Where.HERE
        found = incoming.from_command(interaction, command.key, argument, where, answering.kept)
        self._take(found, answering, interaction.locale)

    async def suggested(self, interaction: discord.Interaction, typed: str) -> Sequence[str]:
        """Topics and decks that begin like this, as long as somebody is still typing."""
        found = incoming.from_command(interaction, "quiz", typed, Where.HERE, "")
        if found is None:
            return ()
        try:
            async with asyncio.timeout(WHILE_TYPING):
                return await self._suggest(found, typed)
        except Exception:  # noqa: BLE001 - an interaction is one of the places that catch everything
            _log.info("nothing is suggested: the database takes too long, or fails", exc_info=True)
            return ()

    # --- servers ---

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Somebody brought the bot into a server: the core greets, and whoever can help hears what is missing."""
        for handled in [self._takes.taken(found) for found in arrivals.came(guild, self._clock())]:
            await handled  # the greeting comes first
        say = self._voice(guild.preferred_locale.value)
        channel = arrivals.greeting_channel(guild)
        held = channel.permissions_for(guild.me) if channel else discord.Permissions.none()
        if names := say.list(permissions.lacking(held, say)):
            sentence = m.SOME_MISSING if channel else m.ALL_MISSING
            place = place_of(channel, 0) if channel else private_place(guild.owner_id or 0)
            told = Say(say(sentence, permissions=names, server=guild.name), to=place.address if place else None)
            self._takes.told(told)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        for found in arrivals.went(guild, self._clock()):
            self._takes.taken(found)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel was deleted."""
        for found in arrivals.deleted(channel, self._clock()):
            self._takes.taken(found)

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel has changed, perhaps what the bot may do there."""
        if before.overwrites != after.overwrites:
            for found in arrivals.may_again([after], self._clock()):
                self._takes.taken(found)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """What those who have a role may do has changed."""
        if before.permissions != after.permissions:
            for found in arrivals.may_again(after.guild.text_channels, self._clock()):
                self._takes.taken(found)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread was deleted, whether or not the library knew it."""
        self._takes.taken(arrivals.thread_deleted(payload, self._clock()))

    # --- acknowledging ---

    async def _acknowledged(self, interaction: discord.Interaction, waits: Waits) -> Answering:
        """Tells Discord within its three seconds that the interaction arrived, before anything asks the database."""
        response = interaction.response
        if waits is Waits.NOTHING:
            await self._at_once(response.defer(), interaction)
        else:
            await self._at_once(response.defer(ephemeral=waits is Waits.ALONE, thinking=True), interaction)
        answering = Answering.of(interaction, waits)
        if interaction.guild_id is not None:
            held, say = interaction.app_permissions, self._voice(interaction.locale.value)
            answering.lacks = permissions.lacking(held, say)
        return answering

    async def _at_once(self, response: Awaitable[object], interaction: discord.Interaction) -> None:
        try:
            with in_our_words():
                await response
        except (Gone, Refused, TryLater) as error:
            # Too late, Discord is in trouble, or the line broke: what was meant is done all the same, and a message
            # says how it went.
            _log.info("interaction %s could not be acknowledged: %s", interaction.id, error)

    def _take(self, found: Incoming | None, answering: Answering, locale: discord.Locale) -> None:
        if found:
            self._takes.taken(found, answering)
        else:  # a kind of channel that did not exist when this was written
            self._takes.answered(self._voice(locale.value)(m.NOT_HERE), answering)
