"""Questions that are due, under Telegram's limits as the emulator enforces them: nothing is refused, little is wasted.

`BENCH_DUE` says how many chats are due in the same minute at 30 a second (2,000 without it), `BENCH_DUE_PAID` with paid
broadcast (8,000), and `BENCH_BACKLOG` how many wait when memory is measured (20,000). A network of 50 ms.
"""

import asyncio
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.bot_side import bot_side
from benchmarks.installation import FIRST, LANGUAGE, ZONE, fall_due, prepared, serves
from benchmarks.measuring import at_least, show
from benchmarks.telegram_side import telegram_side
from bot.chats.pace import Pace
from bot.chats.telegram.edge import TelegramEdge
from bot.chats.telegram.rates import PAID
from bot.domain.conversation import Address, Line, Platform, Say, Span
from bot.domain.sending import TryLater
from bot.push.postman import PAID_HANDS
from bot.store.engine import open_engine
from bot.study.desk import Desk
from bot.study.visit import Defaults

DUE = int(os.environ.get("BENCH_DUE", "2000"))
DUE_PAID = int(os.environ.get("BENCH_DUE_PAID", "8000"))
BACKLOG = int(os.environ.get("BENCH_BACKLOG", "20000"))
LATENCY = 0.05
STARTS_IN = timedelta(seconds=8)
"""By then the bot is at work."""
FREE_RATE, PAID_RATE = 30, 1000
SENT = 150
"""Messages after which memory is compared."""
MEGABYTE = 2**20


def run() -> None:
    """Prints what is held of the allowed rate, how late the last are, and what a backlog takes."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder:
        _drain(Path(folder), DUE, FREE_RATE)
        _drain(Path(folder), DUE_PAID, PAID_RATE)
        _way_out(Path(folder), DUE_PAID)
        _backlog(Path(folder))


def _drain(folder: Path, chats: int, rate: int) -> None:
    """The whole bot: tick, pusher, edge. Everything is due at one moment."""
    file = folder / f"due{rate}.db"
    prepared(file, chats)
    with telegram_side() as telegram:
        telegram.ask("gathers", chats, 0)
        telegram.ask("limits", LATENCY, enforced=True)
        due = datetime.now(UTC) + STARTS_IN
        fall_due(file, chats, due)
        with bot_side(serves, telegram.url, telegram.token, str(file), rate == PAID_RATE):
            at, refused = telegram.ask("sends", chats)
    at_least(f"of {rate:,} a second held for {chats:,} chats, whole bot", _held(at, rate), 0.98)
    print(f"  {refused} refused, {chats - len(at)} lost")
    late = at[int(0.99 * len(at)) - 1] - due.timestamp()
    show(
        "lag of the 99th in a hundred / by the limit alone", late / (0.99 * chats / rate), 1.05, detail=f"{late:.1f} s"
    )


def _held(at: list[float], rate: int) -> float:
    """What share of the rate, once the first second's messages are out: they may come at once."""
    return (len(at) - rate) / (at[-1] - at[rate - 1]) / rate


def _way_out(folder: Path, chats: int) -> None:
    """The edge alone, with messages that are ready: what is left of the rate when nothing has to be looked up."""
    with telegram_side() as telegram:
        telegram.ask("gathers", chats, 0)
        telegram.ask("limits", LATENCY, enforced=True)
        with bot_side(_pushes, telegram.url, telegram.token, str(folder / "none.db"), chats) as bot:
            before = bot.usage().cpu
            at, refused = telegram.ask("sends", chats)
            cpu = bot.usage().cpu - before
    what = f"of {PAID_RATE:,} a second held for {chats:,} chats, ready messages"
    at_least(what, _held(at, PAID_RATE), 0.98)
    print(f"  {refused} refused, {chats - len(at)} lost, {1000 * cpu / chats:.2f} ms of CPU for each")


def _backlog(folder: Path) -> None:
    """Memory once some were sent, with thousands that wait and with none."""
    full, empty = (_memory(folder / f"backlog{due}.db", due) for due in (BACKLOG, SENT))
    show(f"MB that {BACKLOG:,} more which wait take", (full - empty) / MEGABYTE, 20, detail=f"{full / MEGABYTE:.0f} MB")


def _memory(file: Path, due: int) -> int:
    prepared(file, BACKLOG)
    with telegram_side() as telegram:
        telegram.ask("gathers", BACKLOG, 0)
        telegram.ask("limits", 0.0, enforced=True)
        fall_due(file, due, datetime.now(UTC))
        with bot_side(serves, telegram.url, telegram.token, str(file), False) as bot:
            telegram.ask("sends", SENT)
            return bot.usage().memory


async def _pushes(url: str, token: str, file: str, chats: int) -> None:
    desk = Desk(open_engine(f"sqlite:///{file}"), Defaults(ZONE, LANGUAGE))  # nobody writes, so it has nothing to do
    edge = TelegramEdge(
        token, desk, needs_admin=lambda incoming: False, sorry=lambda language: "", api_url=url, pace=Pace(PAID)
    )
    running = asyncio.create_task(edge.run(asyncio.Event()))
    while not edge.username:  # noqa: ASYNC110  # the edge tells nobody that it is connected
        await asyncio.sleep(0.01)
    says = iter(
        [Say((Line((Span("¿Qué es una JOIN?"),)),), to=Address(Platform.TELEGRAM, FIRST + one)) for one in range(chats)]
    )

    async def hand() -> None:
        for say in says:
            with suppress(TryLater):  # it counts as refused
                await edge.send(say)

    await asyncio.gather(*(hand() for _ in range(PAID_HANDS)))
    await running
