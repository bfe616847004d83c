"""Answers through the whole bot, each committed and replied to, beside a stock bot that echoes and stores nothing.

Both poll the same emulator in the same run. `BENCH_ANSWERS` says how many answers a round has.
"""

import asyncio
import os
import statistics
import tempfile
from pathlib import Path

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.bot_side import BotSide, bot_side
from benchmarks.installation import prepared, serves
from benchmarks.measuring import show
from benchmarks.telegram_side import TelegramSide, telegram_side

ANSWERS = int(os.environ.get("BENCH_ANSWERS", "2000"))
ROUNDS = 3
WARM_UP = 300
EACH = 10
"""Questions that each learner answers."""
ANSWER = "It joins rows of two tables where their keys are equal, and leaves out what has no partner."


def run() -> None:
    """Prints the ratio of the processor's time, and what each handled in a second."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder:
        ours = [measured(Path(folder, f"{number}.db")) for number in range(ROUNDS)]
    echoes = [measured() for _ in range(ROUNDS)]
    cpu, per_second = (statistics.median(one[kind] for one in ours) for kind in (0, 1))
    echo_cpu, echoed = (statistics.median(one[kind] for one in echoes) for kind in (0, 1))
    detail = f"{1000 * cpu:.2f} ms against {1000 * echo_cpu:.2f} ms"
    show("CPU of an answer / of an echo that stores nothing", cpu / echo_cpu, 0.6, detail=detail)
    print(f"  {per_second:,.0f} answers a second, {echoed:,.0f} echoes")


def measured(file: Path | None = None) -> tuple[float, float]:
    """Seconds of processor time for each answer, and answers a second; without a database, of the echo."""
    with telegram_side() as telegram:
        people = (WARM_UP + ANSWERS) // EACH
        telegram.ask("gathers", people, EACH)
        if file is None:
            with bot_side(echoes, telegram.url, telegram.token) as bot:
                return _handled(telegram, bot)
        prepared(file, people, asked=EACH)
        with bot_side(serves, telegram.url, telegram.token, str(file), True) as bot:
            return _handled(telegram, bot)


def _handled(telegram: TelegramSide, bot: BotSide) -> tuple[float, float]:
    telegram.ask("answers", WARM_UP, ANSWER)
    before = bot.usage()
    seconds = telegram.ask("answers", ANSWERS, ANSWER)
    return (bot.usage().cpu - before.cpu) / ANSWERS, ANSWERS / seconds


# --- the two bots --------------------------------------------------------------------------------------


async def echoes(url: str, token: str) -> None:
    """A bot of python-telegram-bot as its first example has it."""
    bot = Application.builder().token(token).base_url(f"{url}/bot").build()
    bot.add_handler(MessageHandler(filters.TEXT, _echo))
    async with bot:
        assert bot.updater is not None
        await bot.updater.start_polling()
        await bot.start()
        await asyncio.Event().wait()


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)
