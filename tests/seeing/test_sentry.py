"""What leaves the machine for Sentry: kinds and places of errors, and nothing that anybody wrote."""

import asyncio
import gzip
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.seeing.sentry import harmless
from bot.seeing.trail import Trail, following
from tests.emulator import Emulator
from tests.journeys.processes import environment, logged, serving, stopped
from tests.study.town import a_database

WRITTEN = "pues memoriza los datos y no generaliza"
KEY = "c0ffee00c0ffee00c0ffee00c0ffee00"


class Sentry:
    """A Sentry on the loopback, which keeps what it is sent."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.raw = ""
        self.arrived = asyncio.Event()
        self.dsn = ""

    async def takes(self, request: web.Request) -> web.Response:
        """One envelope: its head, and for each item a head and the item, each on a line."""
        body = await request.read()
        text = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
        self.raw += text
        _, *items = text.splitlines()
        heads = map(json.loads, items[::2])
        self.events += [
            json.loads(item) for head, item in zip(heads, items[1::2], strict=True) if head["type"] == "event"
        ]
        self.arrived.set()
        return web.json_response({})


@asynccontextmanager
async def listening() -> AsyncIterator[Sentry]:
    """It listens."""
    sentry, application = Sentry(), web.Application()
    application.router.add_post("/api/7/envelope/", sentry.takes)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sentry.dsn = f"http://{KEY}@127.0.0.1:{runner.addresses[0][1]}/7"
    try:
        yield sentry
    finally:
        await runner.cleanup()


async def test_an_answer_that_fails(tmp_path: Path):
    """One event, with the number of the update; nothing of the answer, of who wrote it, of the token or the host."""
    file = a_database(tmp_path)
    async with Emulator() as emulator, listening() as sentry:
        chat = emulator.private(emulator.person("Anastasia", language="es"))
        async with serving(environment(file, emulator, SENTRY_DSN=sentry.dsn), tmp_path) as process:
            await chat.says("/quiz")
            await chat.next_message(timeout=20)
            with closing(sqlite3.connect(file)) as db:
                db.execute("DROP TABLE answers")
            await chat.says(WRITTEN)
            async with asyncio.timeout(20):
                await sentry.arrived.wait()
            status, log = await stopped(process)
    (event,) = sentry.events
    assert event["tags"] == {"trail": f"telegram:{max(emulator.updates.all)}"}
    assert event["logentry"] == {"message": "update %s (chat %s) failed"}
    assert [value["type"] for value in event["exception"]["values"]] == ["OperationalError", "OperationalError"]
    assert {frame["function"] for frame in event["exception"]["values"][-1]["stacktrace"]["frames"]} >= {"handle"}
    for private in (WRITTEN, "Anastasia", emulator.token, str(tmp_path), "no such table"):
        assert private not in sentry.raw
    assert (status, KEY in log) == (0, False)


async def test_without_its_library(tmp_path: Path):
    """One sentence, and the bot works."""
    file = a_database(tmp_path)
    (tmp_path / "sentry_sdk.py").write_text("raise ImportError\n", encoding="utf-8")
    async with Emulator() as emulator:
        env = environment(file, emulator, SENTRY_DSN=f"https://{KEY}@sentry.example/7")
        env["PYTHONPATH"] = f"{tmp_path}:{env['PYTHONPATH']}"
        async with serving(env, tmp_path) as process:
            log = await logged(process, "connected to Telegram")
            status, _ = await stopped(process)
    assert log.count("sentry-sdk is not installed: errors are told here and nowhere else") == 1
    assert (status, KEY in log) == (0, False)


EVENT: dict[str, Any] = {
    "event_id": "1",
    "level": "error",
    "logger": "aiohttp.server",
    "server_name": "anas-laptop",
    "user": {"id": 1001},
    "extra": {"sys.argv": [WRITTEN]},
    "logentry": {"message": f"could not send {WRITTEN}", "params": [WRITTEN]},
    "breadcrumbs": {"values": [{"message": WRITTEN}]},
    "exception": {
        "values": [
            {
                "type": "ValueError",
                "module": None,
                "value": WRITTEN,
                "stacktrace": {
                    "frames": [{"function": "read", "abs_path": "/srv/ana/x.py", "vars": {"text": WRITTEN}}]
                },
            }
        ]
    },
}


@pytest.mark.parametrize("more", [{}, {"contexts": {"trace": {"data": WRITTEN}}}, {"request": {"data": WRITTEN}}])
def test_whatever_the_library_gathers(more: dict[str, Any]):
    """Only what is known to be harmless is sent, whatever else a new version brings; of libraries no sentence is."""
    with following(Trail("delivery:7", chat=1001)):
        sent = harmless(EVENT | more, {})
    frames = {"frames": [{"function": "read"}]}
    assert sent == {
        "event_id": "1",
        "level": "error",
        "logger": "aiohttp.server",
        "exception": {"values": [{"type": "ValueError", "module": None, "stacktrace": frames}]},
        "tags": {"trail": "delivery:7"},
    }
