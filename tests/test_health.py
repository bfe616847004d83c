"""The health page, asked over the network as a container's health check does."""

import socket
from datetime import timedelta

import aiohttp
import pytest

from bot import app
from bot.chats.telegram import polling
from bot.health import STALE, BadPort, Pulse, serve
from bot.push import postman, pusher
from tests.store.builders import NOW


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        return self.now


async def asked(runner, path: str = "/healthz") -> tuple[int, dict]:
    """The status and the body of the page."""
    port = next(address[1] for address in runner.addresses if len(address) == 2)  # IPv6 has a port of its own
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.json() if answer.ok or answer.status == 503 else {}


@pytest.fixture
async def page():
    clock = Clock()
    pulse = Pulse(clock, ["tick", "days"])
    runner = await serve(0, pulse)
    yield runner, pulse, clock
    await runner.cleanup()


async def test_a_program_that_moves(page):
    """200, with the seconds since each part moved."""
    runner, pulse, clock = page
    pulse.beat("tick")
    clock.now += timedelta(seconds=30)
    pulse.beat("days")
    assert await asked(runner) == (200, {"healthy": True, "seconds_since": {"tick": 30, "days": 0}})


async def test_a_part_that_stopped(page):
    """503 after two minutes without a move, though the others go on; 200 when it moves again."""
    runner, pulse, clock = page
    pulse.beat("tick")
    clock.now += STALE
    pulse.beat("days")
    assert await asked(runner) == (503, {"healthy": False, "seconds_since": {"tick": 120, "days": 0}})
    pulse.beat("tick")
    assert (await asked(runner))[0] == 200


async def test_a_program_that_has_just_begun(page):
    """Nothing has moved yet, and nothing is wrong."""
    assert await asked(page[0]) == (200, {"healthy": True, "seconds_since": {"tick": 0, "days": 0}})


async def test_a_part_that_never_moved(page):
    """It counts from the program's start: a platform that was out of reach all the time is not passed over."""
    runner, pulse, clock = page
    clock.now += STALE
    pulse.beat("tick")
    assert await asked(runner) == (503, {"healthy": False, "seconds_since": {"tick": 0, "days": 120}})


async def test_another_page(page):
    """There is none."""
    assert (await asked(page[0], "/"))[0] == 404


async def test_a_port_that_is_taken():
    """One sentence rather than a traceback."""
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadPort, match=f"HTTP_PORT {port}: Address already in use"):
            await serve(port, Pulse(Clock()))


def test_every_part_beats_often_enough():
    """A part that moves more rarely than the page is patient would make a healthy program look ill."""
    jobs = (app.CLAIM_SECONDS, app.CLOSE_SECONDS, app.FORGET_SECONDS)
    for seconds in (*jobs, pusher.TROUBLE_SECONDS, postman.WAITING_SECONDS, polling.LONG_POLL):
        assert timedelta(seconds=seconds) <= STALE / 2
