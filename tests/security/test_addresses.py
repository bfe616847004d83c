"""Addresses in what strangers send: the program opens none of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from tests.emulator import Emulator
from tests.journeys.program import running


class Trap:
    """A server on this machine, such as an attacker would like to have asked: it counts who comes."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        self.url = ""

    async def visited(self, request: web.Request) -> web.Response:
        """Somebody came."""
        self.visits.append(request.path)
        return web.Response(body=b"\x89PNG\r\n")


@pytest_asyncio.fixture
async def trap() -> AsyncIterator[Trap]:
    """It listens."""
    trap = Trap()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", trap.visited)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    trap.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield trap
    await runner.cleanup()


@pytest.mark.parametrize("name", ["note.md", "note.json", "note.csv"])
async def test_addresses_in_a_deck(file: Path, trap: Trap, name: str):
    """Pictures, links and embeds of a note that somebody sent: it is read, asked and revealed, and that is all."""
    note = (
        f"---\nsource: {trap.url}/a\n---\n## Why ![x]({trap.url}/b.png) ![[{trap.url}/c.png]]?\n"
        f"[so]({trap.url}/d) <img src='{trap.url}/e.png'> <iframe src='{trap.url}/f'></iframe>\n![]({trap.url}/g.png)\n"
    )
    async with Emulator() as emulator, running(emulator, file):
        chat = emulator.private(ana := emulator.person("Ana", language="en"))
        await chat.sends_file(ana, name, note.encode())
        await chat.next_message()
        await chat.says(ana, f"{trap.url}/h")
        await chat.next_message()
        await chat.says(ana, "/quiz")
        await chat.says(ana, "/reveal")
        await chat.next_message()
        await chat.next_message()
    assert trap.visits == []
