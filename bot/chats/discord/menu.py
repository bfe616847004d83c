"""Slash commands, made from the command table that all platforms share."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import discord
from discord import app_commands
from discord.app_commands import locale_str

LONGEST_NAME = 32
LONGEST_ABOUT = 100
MOST_SUGGESTED = 25
LONGEST_SUGGESTION = 100
_LOCALES = {
    "es": (discord.Locale.spain_spanish, discord.Locale.latin_american_spanish),
    "en": (discord.Locale.american_english, discord.Locale.british_english),
}
_DEFAULT = "en"
_KINDS: Mapping[str, type] = {"number": int, "role": discord.Role}

Words = Mapping[str, str]
"""The same in each language: `{"es": …, "en": …}`."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that is typed behind a command: words, a topic (offered while it is typed), a number, or a role."""

    key: str
    name: Words
    about: Words
    takes: str = "words"


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """One command. `key` is its name in the table, `name` how people call it. `for_admins`: in a server only who
    manages it is offered the command. `privately`: in a server it acts on the presser's private chat. `openly`: its
    answer is for everybody there.
    """

    key: str
    name: Words
    about: Words
    options: tuple[Option, ...] = ()
    for_admins: bool = False
    privately: bool = False
    openly: bool = False


class RunsCommands(Protocol):
    """What our client does with commands."""

    def commanded(self, interaction: discord.Interaction, command: SlashCommand, argument: str) -> Awaitable[None]:
        """A slash command was sent."""

    def suggested(self, interaction: discord.Interaction, typed: str) -> Awaitable[Sequence[str]]:
        """Topics and decks that begin like this."""


def add_to(tree: app_commands.CommandTree[Any], commands: Sequence[SlashCommand], runs: RunsCommands) -> None:
    """Puts the commands into a tree, for servers and for direct messages."""
    for command in commands:
        tree.add_command(_command(command, runs))


class Languages(app_commands.Translator):
    """Gives Discord the words for each of its languages that we speak."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """See `Translator`."""
        words: Words = string.extras.get("words", {})
        spoken = (language for language, locales in _LOCALES.items() if locale in locales)
        return next((words[language] for language in spoken if language in words), None)


def _command(command: SlashCommand, runs: RunsCommands) -> app_commands.Command[Any, ..., None]:
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=_words(command.name, LONGEST_NAME),
        description=_words(command.about, LONGEST_ABOUT),
        callback=_callback(command, runs),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
    )
    if command.for_admins:
        made.default_permissions = discord.Permissions(manage_guild=True)
    return made


def _callback(command: SlashCommand, runs: RunsCommands) -> Callable[..., Any]:
    """What discord.py calls; it reads the options from the signature."""

    async def callback(interaction: discord.Interaction, **given: object) -> None:
        found = (given.get(option.key) for option in command.options)
        argument = " ".join(one.mention if isinstance(one, discord.Role) else str(one) for one in found if one)
        await runs.commanded(interaction, command, argument)

    async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [_choice(name) for name in (await runs.suggested(interaction, typed))[:MOST_SUGGESTED]]

    found = inspect.signature(callback).parameters["interaction"]
    callback.__signature__ = inspect.Signature([found, *map(_parameter, command.options)])  # type: ignore[attr-defined]
    names = {option.key: _words(option.name, LONGEST_NAME) for option in command.options}
    about = {option.key: _words(option.about, LONGEST_ABOUT) for option in command.options}
    suggests = {option.key: suggest for option in command.options if option.takes == "topic"}
    named = app_commands.rename(**names)(app_commands.describe(**about)(callback))
    return app_commands.autocomplete(**suggests)(named)


def _parameter(option: Option) -> inspect.Parameter:
    kind = _KINDS.get(option.takes, str)
    return inspect.Parameter(option.key, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=None)


def _choice(name: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=name[:LONGEST_SUGGESTION], value=name[:LONGEST_SUGGESTION])


def _words(words: Words, longest: int) -> locale_str:
    """In English, with what the translator needs for other languages."""
    return locale_str(words[_DEFAULT][:longest], words={language: text[:longest] for language, text in words.items()})
