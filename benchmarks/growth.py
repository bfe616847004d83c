"""Memory of the whole bot after many answers, beside that after the first thousand.

`BENCH_UPDATES` says how many (10,000 without it; 100,000 take a quarter of an hour).
"""

import os
import tempfile
from pathlib import Path

from benchmarks.answers import ANSWER, EACH
from benchmarks.bot_side import bot_side
from benchmarks.installation import prepared, serves
from benchmarks.measuring import show
from benchmarks.telegram_side import telegram_side

UPDATES = int(os.environ.get("BENCH_UPDATES", "10000"))
FIRST_OF_ALL = 1000
MEGABYTE = 2**20


def run() -> None:
    """Prints the ratio, and how it comes about on the way."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder, telegram_side() as telegram:
        file, people = Path(folder, "growth.db"), UPDATES // EACH
        telegram.ask("gathers", people, EACH)
        prepared(file, people, asked=EACH)
        with bot_side(serves, telegram.url, telegram.token, str(file), True) as bot:
            telegram.ask("answers", FIRST_OF_ALL, ANSWER)
            first = last = bot.usage().memory
            for part in range(1, 10):
                telegram.ask("answers", (UPDATES - FIRST_OF_ALL) // 9, ANSWER)
                last = bot.usage().memory
                print(f"  {part} ninths: {last / MEGABYTE:.0f} MB", flush=True)
        what = f"memory after {UPDATES:,} answers / after {FIRST_OF_ALL:,}"
        show(what, last / first, 1.1, detail=f"{last / MEGABYTE:.0f} MB, {first / MEGABYTE:.0f} MB")
