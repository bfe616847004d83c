"""Repaso at work on a Discord in this process: the real library, edge, desk and pusher on a real SQLite file."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import discord
import pytest
import simcord
from sqlalchemy import text as sql

from bot import edges
from bot.bank.importer import load
from bot.chats.discord.edge import DiscordEdge
from bot.domain.conversation import Platform
from bot.push import tick
from bot.push.pusher import Pusher
from bot.settings import Settings
from bot.study.desk import Desk
from bot.study.visit import Defaults, Host
from tests.databases import lent

PATIENCE = 10.0
SEED = 906


class Program:
    """One installation, with a server of its own. `env` is simcord's; the database stays over restarts."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.settings = Settings(_env_file=None, database_url=f"sqlite:///{file}")  # type: ignore[call-arg]
        self.env: simcord.Env
        self.edge: DiscordEdge
        self.desk: Desk

    def now(self) -> datetime:
        """What Discord's clock shows."""
        return self.env.now()

    def open(self) -> discord.Client:
        """The desk at work, and the client of a new edge."""
        self._held = ExitStack()
        engine = self._held.enter_context(lent(self._file))
        defaults = Defaults(self.settings.timezone, self.settings.language)
        host = Host(frozenset())
        self.desk = Desk(engine, defaults, clock=self.now, rng=Random(SEED), load=load, host=host)
        self._held.enter_context(self.desk)
        moment = self.now() if hasattr(self, "env") else datetime.now().astimezone()
        left = self.desk.run(lambda db: edges.left_over(db, Platform.DISCORD, moment)).result(PATIENCE)
        self.edge = edges.discord_edge(self.settings, self.desk, left, clock=self.now)
        return self.edge.client

    def close(self) -> None:
        """Ends the desk."""
        self._held.close()

    async def restart(self) -> None:
        """Stops it and starts it again, as after an update."""
        self.close()
        await self.env.restart_bot(self.open())

    def furnish(self) -> None:
        """A server with a channel, and Ana in it."""
        self.guild = self.env.create_guild("IA 2026")
        self.channel = self.guild.create_text_channel("general")
        self.ana_user = self.env.create_user("ana", global_name="Ana")
        self.ana = self.guild.add_member(self.ana_user)

    def joins(self, name: str) -> simcord.MemberActor:
        """Somebody else comes into the server."""
        return self.guild.add_member(self.env.create_user(name.lower(), global_name=name))

    def boss(self) -> simcord.MemberActor:
        """Somebody who may do everything."""
        role = self.guild.create_role("boss", permissions=discord.Permissions.all())
        return self.guild.add_member(self.env.create_user("boss"), roles=[role])

    def channel_of_bot(self) -> discord.TextChannel:
        """The channel as the bot has it."""
        return self.edge.client.get_channel(self.channel.id)

    async def forges(self, member: simcord.MemberActor, message: discord.Message, custom_id: str) -> Any:
        """Somebody presses the first button of a message, which carries this now."""
        stored = self.env.backend.get_message(message.channel.id, message.id)
        stored.components[0]["components"][0]["custom_id"] = custom_id
        return await member.click(message, custom_id=custom_id)

    async def asks(self) -> discord.Message:
        """Ana has the channel asked; gives the question."""
        await self.ana.slash(self.channel, "quiz")
        return self.channel.last_message

    @property
    def dm(self) -> discord.Message:
        """The newest message between Ana and the bot."""
        return self.ana_user.dm_channel.last_message

    def sees(self, message: discord.Message) -> discord.Message:
        """A message as it is now."""
        return next(one for one in self.channel.history() if one.id == message.id)

    async def pushes(self) -> int:
        """What the tick and the pusher do within two seconds."""
        claim = self.desk.run(lambda db: tick.claim(db, {Platform.DISCORD}, self.now()))
        pusher = Pusher(self.desk, {Platform.DISCORD: self.edge}, rng=Random(SEED), clock=self.now)
        await asyncio.wrap_future(claim)
        return await pusher.drain()

    async def nine_oclock(self) -> int:
        """It becomes 09:01 (UTC), and what is due is sent."""
        left = (self.now().replace(hour=9, minute=1) - self.now()) % timedelta(days=1)
        await self.env.advance_time((left or timedelta(days=1)).total_seconds())
        return await self.pushes_now()

    async def pushes_now(self) -> int:
        """The same as `pushes`, inside of what simcord watches."""
        with self.env._bot_scope():
            done = await self.pushes()
        await self.env.settle()
        return done

    async def thread(self, name: str = "sql") -> Any:
        """A new thread of the channel."""
        start = await self.ana.send(self.channel, "a thread")
        message = await self.channel_of_bot().fetch_message(start.id)
        with self.env._bot_scope():
            made = await message.create_thread(name=name)
        return next(one for one in self.channel.threads if one.id == made.id)

    async def close_thread(self, thread: Any, *, locked: bool) -> None:
        """Somebody archives it, and perhaps locks it."""
        metadata = {"archived": True, "locked": locked}
        self.env.backend.edit_channel(thread.id, {}, overwrites=None, thread_metadata=metadata)
        await self.env.settle()

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of an SQL query, after everything that was handed over before."""
        return self.desk.run(lambda db: [tuple(row) for row in db.execute(sql(query))]).result(PATIENCE)


@asynccontextmanager
async def running(file: Path) -> AsyncIterator[Program]:
    """An installation at work."""
    program = Program(file)
    program.env = env = simcord.Env(program.open())
    await env.start()
    try:
        program.furnish()
        yield program
        await env.shutdown()
        env.raise_errors()
    finally:
        await env.shutdown()
        program.close()


def bars(program: Program, **permissions: bool) -> None:
    """In the server's channels the bot may do this and nothing else."""
    for role in list(program.env.backend.get_guild(program.guild.id).roles):
        value = {"permissions": discord.Permissions(**permissions).value}
        program.env.backend.edit_role(program.guild.id, role, value)


@contextmanager
def busy(desk: Desk) -> Iterator[None]:
    """The database takes its time: nothing is handled meanwhile."""
    over = threading.Event()
    desk.run(lambda db: over.wait(20))
    try:
        yield
    finally:
        over.set()


def speaks(monkeypatch: pytest.MonkeyPatch, locale: str) -> None:
    """From now on everybody's Discord is in this language; simcord's is in English always."""
    read = discord.Interaction._from_data

    def in_that_language(self: discord.Interaction, data: dict[str, Any]) -> None:
        read(self, {**data, "locale": locale})

    monkeypatch.setattr(discord.Interaction, "_from_data", in_that_language)


Shown = discord.Message | simcord.ResponseMessage


def labels(message: Shown) -> list[str]:
    """What the buttons below a message say now, and the options of its menus."""
    rows = message.components if isinstance(message, simcord.ResponseMessage) else _raw(message)
    items = [item for row in rows for item in row["components"]]
    return [label for item in items for label in ([one["label"] for one in item.get("options", ())] or [item["label"]])]


def values(message: Shown) -> list[str]:
    """What the options of its menus stand for."""
    rows = message.components if isinstance(message, simcord.ResponseMessage) else _raw(message)
    return [one["value"] for row in rows for item in row["components"] for one in item.get("options", ())]


async def press(member: simcord.MemberActor | simcord.UserHandle, message: Shown, label: str) -> Any:
    """Somebody presses the button with this in its label."""
    found = next(one for one in labels(message) if label in one)
    return await member.click(message.message if isinstance(message, simcord.ResponseMessage) else message, label=found)


def _raw(message: discord.Message) -> list[Any]:
    return [row.to_dict() for row in message.components]
