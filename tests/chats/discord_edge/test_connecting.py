"""Getting to Discord: with a wrong token, while it is down, and beside a Telegram that works."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from discord.http import Route
from pydantic import SecretStr

from bot import edges
from bot.chats.discord.edge import DiscordEdge, WrongToken
from bot.domain.sending import TryLater
from bot.settings import Settings
from bot.study.desk import Desk
from bot.study.visit import Defaults
from bot.texts.sentences import Sentences
from tests.chats.discord_edge.test_troubles import WORDS
from tests.databases import lent
from tests.emulator import Emulator
from tests.study.town import copied

SECRET = "not-a-token-of-anybody"


@pytest_asyncio.fixture
async def answers(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[int]]:
    """A Discord that only answers with these statuses, in order, and at last with 401 always."""
    statuses: list[int] = []

    async def refuse(request: web.Request) -> web.Response:
        return web.json_response({"message": "no", "code": 0}, status=statuses.pop(0) if statuses else 401)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", refuse)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{port}")
    yield statuses
    await runner.cleanup()


def settings(file: Path, **more: object) -> Settings:
    return Settings(_env_file=None, database_url=f"sqlite:///{file}", discord_bot_token=SecretStr(SECRET), **more)


async def no_time(seconds: float) -> None:
    await asyncio.sleep(0)


async def test_with_a_wrong_token(answers: list[int], bank_file: Path, tmp_path: Path):
    """One sentence names the setting and not its value."""
    with lent(copied(bank_file, tmp_path)) as engine, Desk(engine, Defaults("UTC", "es")) as desk:
        edge = edges.discord_edge(settings(tmp_path / "x.db"), desk)
        with pytest.raises(WrongToken, match="Discord does not know DISCORD_BOT_TOKEN") as raised:
            await edges.serve([edge], asyncio.Event())
    assert SECRET not in str(raised.value)


async def test_discord_cannot_be_reached_and_comes_back(
    answers: list[int], bank_file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """It keeps trying, and what is to be sent waits."""
    answers[:] = [403, 400]
    with lent(copied(bank_file, tmp_path)) as engine, Desk(engine, Defaults("UTC", "es")) as desk:
        edge = DiscordEdge(SECRET, desk, voice=lambda tag: Sentences("es"), sleep=no_time)
        with pytest.raises(TryLater):
            await edge.send(WORDS)
        with pytest.raises(WrongToken), caplog.at_level(logging.WARNING):
            await edge.run(asyncio.Event())
    assert [record.message for record in caplog.records if "trying again" in record.message]


async def test_telegram_goes_on_when_discord_cannot(
    answers: list[int], bank_file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """Discord's token is wrong: the log says so once, and Telegram answers."""
    async with Emulator() as emulator:
        file = copied(bank_file, tmp_path)
        both = settings(file, telegram_bot_token=SecretStr(emulator.token), telegram_api_url=emulator.url)
        with lent(file) as engine, Desk(engine, Defaults("UTC", "es")) as desk:
            stop = asyncio.Event()
            platforms = [edges.telegram_edge(both, desk), edges.discord_edge(both, desk)]
            assert edges.chosen(both) == [one.platform for one in platforms]
            serving = asyncio.create_task(edges.serve(platforms, stop))
            ana = emulator.person("Ana", language="es")
            chat = emulator.private(ana)
            await chat.says(ana, "/help")
            assert (await chat.next_message()).text
            assert not serving.done()
            assert [one.message for one in caplog.records if "discord is not served" in one.message]
            stop.set()
            await serving
