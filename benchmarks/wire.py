"""A call to Telegram: python-telegram-bot on our aiohttp request beside its default, over the same emulator.

Sixty-four calls are under way at once. `BENCH_CALLS` says how many are measured.
"""

import asyncio
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from benchmarks.installation import FIRST
from benchmarks.measuring import show
from benchmarks.telegram_side import TelegramSide, telegram_side
from bot.chats.telegram.request import AiohttpRequest

CALLS = int(os.environ.get("BENCH_CALLS", "2000"))
AT_ONCE = 64
PEOPLE = 100
POOL = 256
"""Connections, as the library's ApplicationBuilder has them."""


def run() -> None:
    """Prints the ratio of the processor's time for each latency, and the calls a second."""
    with telegram_side() as telegram:
        telegram.ask("gathers", PEOPLE, 0)
        for latency in (0.0, 0.05):
            telegram.ask("limits", latency, enforced=False)
            ours, theirs = (_alone(telegram, default=default) for default in (False, True))
            what = f"CPU of a call on aiohttp / on the default, {1000 * latency:.0f} ms of latency"
            show(what, ours[0] / theirs[0], 0.6, detail=f"{1000 * ours[0]:.2f} ms against {1000 * theirs[0]:.2f} ms")
            print(f"  {ours[1]:,.0f} calls a second, {theirs[1]:,.0f} with the default")


def _alone(telegram: TelegramSide, *, default: bool) -> tuple[float, float]:
    """In a process of its own: seconds of processor time for each call, and calls a second."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, telegram.url, telegram.token, default=default).result()


def _measured(url: str, token: str, *, default: bool) -> tuple[float, float]:
    return asyncio.run(_calls(url, token, HTTPXRequest(POOL) if default else AiohttpRequest(POOL)))


async def _calls(url: str, token: str, request: BaseRequest) -> tuple[float, float]:
    async with Bot(token, base_url=f"{url}/bot", request=request) as bot:
        await _spread(bot, AT_ONCE * 3)
        began, cpu = time.perf_counter(), time.process_time()
        await _spread(bot, CALLS)
        return (time.process_time() - cpu) / CALLS, CALLS / (time.perf_counter() - began)


async def _spread(bot: Bot, calls: int) -> None:
    """So many messages, by as many hands as there are."""
    numbers = iter(range(calls))

    async def hand() -> None:
        for number in numbers:
            await bot.send_message(FIRST + number % PEOPLE, "¿Qué es una JOIN?")

    await asyncio.gather(*(hand() for _ in range(AT_ONCE)))
