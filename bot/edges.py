"""The platforms that the program serves: each made from the settings, and each kept going by itself."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

from bot.bank.upload import read_upload
from bot.chats.fetching import Files
from bot.chats.later import STILL_WANTED
from bot.chats.pace import Pace
from bot.chats.telegram.edge import TelegramEdge
from bot.chats.telegram.rates import FREE, PAID
from bot.clock import now
from bot.documents import Documents
from bot.domain.conversation import Address, ChatKind, Incoming, Opened, Platform, Reply, Sender
from bot.domain.errors import RepasoError
from bot.domain.sending import File, Outbox
from bot.domain.uploads import enclosed_in
from bot.settings import Settings
from bot.store import decks, deliveries, updates
from bot.store.engine import Connection
from bot.study import command_words, commands
from bot.study.command_words import OPTIONS
from bot.study.desk import Desk
from bot.study.suggesting import suggested
from bot.study.visit import Defaults
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES, language_of
from bot.texts.sentences import Sentences

if TYPE_CHECKING:  # its library takes half a second, and only those who serve Discord need it
    from bot.chats.discord.edge import DiscordEdge
    from bot.chats.discord.menu import SlashCommand

ANSWERED_WITHIN = timedelta(days=1)
"""How old a question may be whose answers are looked for that were written while the bot was not on Discord."""
MOST_LOOKED_AT = 50
"""Chats, those with the newest questions: each takes a call or two."""
AGAIN_AFTER = 30.0
"""Seconds after which a platform is served again whose edge failed in a way that nobody foresaw."""

NOBODY = Sender(0, "", scores=False)

log = logging.getLogger(__name__)


class NothingToRun(RepasoError):
    """No platform has a token."""


class Edge(Outbox, Protocol):
    """A platform, both ways."""

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop`. Raises RepasoError where waiting does not help."""


def chosen(settings: Settings) -> list[Platform]:
    """The platforms that have a token. Raises NothingToRun."""
    tokens = {Platform.TELEGRAM: settings.telegram_bot_token, Platform.DISCORD: settings.discord_bot_token}
    found = [platform for platform, token in tokens.items() if token is not None]
    if not found:
        raise NothingToRun(
            "There is no TELEGRAM_BOT_TOKEN and no DISCORD_BOT_TOKEN: get one from @BotFather, or from Discord's "
            "developer portal, and put it into .env. Without one, `repaso chat` opens the bot in the terminal."
        )
    return found


async def opened(platform: Platform, settings: Settings, desk: Desk, beat: Callable[[Platform], None]) -> Edge:
    """A platform for this desk, with what an earlier run left unshown; `beat` hears that it moves."""
    left = await asyncio.wrap_future(desk.run(lambda db: left_over(db, platform, now())))
    make = discord_edge if platform is Platform.DISCORD else telegram_edge
    return make(settings, desk, left, on_beat=partial(beat, platform))


async def serve(edges: Sequence[Edge], stop: asyncio.Event) -> None:
    """Serves all of them until `stop`; none notices how the others fare. Raises RepasoError when none can go on."""
    faults = await asyncio.gather(*(_served(edge, stop, alone=len(edges) == 1) for edge in edges))
    if all(faults) and faults[0] is not None:
        raise faults[0]


async def _served(edge: Edge, stop: asyncio.Event, *, alone: bool) -> RepasoError | None:
    """Serves one; gives why it cannot go on, and logs it where the others hide it."""
    while not stop.is_set():
        try:
            await edge.run(stop)
        except RepasoError as error:
            if not alone:
                log.error("%s is not served: %s", edge.platform, error)  # noqa: TRY400  # the sentence says it all
            return error
        except Exception:
            log.exception("%s failed; it is served again in %g s", edge.platform, AGAIN_AFTER)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), AGAIN_AFTER)
    return None


def telegram_edge(
    settings: Settings,
    desk: Desk,
    left: Sequence[tuple[Incoming, Reply]] = (),
    *,
    clock: Callable[[], datetime] = now,
    pace: Pace | None = None,
    on_beat: Callable[[], None] = lambda: None,
) -> TelegramEdge:
    """Telegram for this desk; `left` are replies that an earlier run did not show; `pace` is that of the settings,
    unless it is another. Raises WrongToken.
    """
    token = settings.telegram_bot_token
    return TelegramEdge(
        token.get_secret_value() if token else "",
        desk,
        needs_admin=commands.needs_admin,
        sorry=lambda tag: Sentences(language_of(tag, settings.language)).text(m.SORRY),
        commands=menu(),
        api_url=settings.telegram_api_url,
        default_language=settings.language,
        left_over=left,
        files=files(desk, settings, clock),
        clock=clock,
        pace=pace or Pace(PAID if settings.telegram_paid_broadcast else FREE),
        on_poll=on_beat,
    )


def discord_edge(
    settings: Settings,
    desk: Desk,
    left: Sequence[tuple[Incoming, Reply]] = (),
    *,
    clock: Callable[[], datetime] = now,
    on_beat: Callable[[], None] = lambda: None,
) -> "DiscordEdge":
    """Discord for this desk; `left` are replies that an earlier run did not show."""
    from bot.chats.discord.edge import DiscordEdge

    defaults = Defaults(settings.timezone, settings.language)

    async def suggest(incoming: Incoming, typed: str) -> Sequence[str]:
        found = desk.run(lambda db: suggested(db, incoming, typed, defaults))
        return await asyncio.wrap_future(found)

    async def waiting() -> Sequence[tuple[Address, int]]:
        since = clock() - ANSWERED_WITHIN
        latest = desk.run(lambda db: deliveries.latest_messages(db, Platform.DISCORD, since, MOST_LOOKED_AT))
        return await asyncio.wrap_future(latest)

    token = settings.discord_bot_token
    return DiscordEdge(
        token.get_secret_value() if token else "",
        desk,
        voice=lambda tag: Sentences(language_of(tag, settings.language)),
        commands=slash_commands(),
        suggest=suggest,
        left_over=left,
        files=files(desk, settings, clock),
        clock=clock,
        on_beat=on_beat,
        waiting=waiting,
    )


def files(desk: Desk, settings: Settings, clock: Callable[[], datetime] = now) -> Files:
    """How files that people send are read, and how Documents become files."""

    async def enclosed(name: str) -> File | None:
        place = enclosed_in(name)
        found = await asyncio.wrap_future(desk.run(lambda db: decks.enclosure(db, *place))) if place else None
        return File(PurePosixPath(found.path).name, found.data) if found else None

    read = partial(read_upload, default_language=settings.language)
    return Files(read, Documents(desk, settings.database_url, clock).file, enclosed)


def left_over(db: Connection, platform: Platform, moment: datetime) -> list[tuple[Incoming, Reply]]:
    """The replies of the last hour that were committed and that a crash kept from being shown, oldest first; before
    them the files that are still to be fetched, whenever they were sent.
    """
    recent = updates.unshown(db, platform, moment - STILL_WANTED)
    earlier = [one for one in updates.unshown(db, platform, moment - updates.KEPT) if one not in recent]
    return [
        (Incoming(key, place, NOBODY, moment, Opened(), message, token=token), reply)
        for key, place, message, token, reply in (*(one for one in earlier if one[-1].fetch), *recent)
    ]


def menu() -> list[tuple[str, Mapping[str, str], tuple[ChatKind, ...]]]:
    """The commands for a platform's menu: name, description in each language, and where they are offered."""
    voices = {language: Sentences(language) for language in LANGUAGES}
    return [
        (entry.name, {language: say.text(entry.about) for language, say in voices.items()}, entry.offered_in)
        for entry in commands.TABLE
        if entry.only_on in {None, Platform.TELEGRAM}
    ]


def slash_commands() -> "list[SlashCommand]":
    """The commands as Discord's slash commands."""
    from bot.chats.discord.menu import Option, SlashCommand

    def _option(option: command_words.Option) -> Option:
        return Option(option.key, _spoken(option.name), _spoken(option.about), option.takes)

    return [
        SlashCommand(
            entry.name,
            command_words.spoken(entry.name),
            _spoken(entry.about),
            tuple(_option(option) for option in OPTIONS.get(entry.name, ())),
            for_admins=entry.changes_chat,
            privately=ChatKind.GROUP not in entry.offered_in,
            openly=entry.openly,
        )
        for entry in commands.TABLE
        if entry.offered_in and entry.only_on in {None, Platform.DISCORD}
    ]


def _spoken(message: m.Message) -> dict[str, str]:
    return {language: Sentences(language).text(message) for language in LANGUAGES}
