"""The wiring: the only place that knows every part."""

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from random import Random

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import content, curating, health
from bot.bank.importer import load
from bot.bank.upload import read_upload
from bot.chats.fetching import Files
from bot.chats.telegram.edge import TelegramEdge
from bot.chats.terminal.edge import TerminalEdge
from bot.clock import now
from bot.documents import Documents
from bot.domain.conversation import ChatKind, Incoming, Opened, Platform, Reply, Sender
from bot.domain.errors import RepasoError
from bot.domain.sending import File, Outbox
from bot.domain.uploads import enclosed_in
from bot.health import Pulse
from bot.opinions.adviser import NO_KEY, Adviser
from bot.opinions.worker import Worker, at_work
from bot.push import fitting, tick
from bot.push.pace import Pace
from bot.push.pusher import Pusher
from bot.settings import Settings
from bot.store import decks, migrations, updates
from bot.store.engine import Connection, Engine, empty_log, open_engine
from bot.study import commands
from bot.study.desk import Desk
from bot.study.visit import Defaults
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES, language_of
from bot.texts.sentences import Sentences

CLAIM_SECONDS = 2
CLOSE_SECONDS = 60
FORGET_SECONDS = 60
FIT_AFTER_SECONDS = 600
"""How long after the start memories are fitted, and then daily: by then what was missed is sent."""
PARTS = ("beat", "tick", "days", "updates", "pusher")
"""What the health page watches, besides the platforms."""
SHOWN_WITHIN = timedelta(hours=1)
"""How old a reply may be that a crash kept from being shown: later it would only puzzle people."""

NOBODY = Sender(0, "", scores=False)

log = logging.getLogger(__name__)


class NothingToRun(RepasoError):
    """No platform has a token."""


def open_database(settings: Settings) -> Engine:
    """The database in its present shape. Raises BadDatabase."""
    engine = open_engine(settings.database_url)
    migrations.upgrade(engine)
    return engine


async def chat(settings: Settings, name: str | None) -> None:
    """The bot in the terminal, until the input ends."""
    engine = await asyncio.to_thread(open_database, settings)
    await asyncio.to_thread(content.load_bank, engine, settings)
    async with _serving(engine, settings, PARTS) as (desk, stop, pulse):
        make = Documents(desk, settings.database_url, now).drawn_or_file
        edge = TerminalEdge(desk, name=name, default_language=settings.language, make=make)
        outboxes = {Platform.TERMINAL: edge}
        async with _pushing(desk, outboxes, settings, stop, pulse), _advising(settings, desk, outboxes, stop) as worker:
            await edge.run()
            if worker is not None:  # who pipes an answer in waits for what is said about it
                await worker.drain()


async def run(settings: Settings) -> None:
    """Serves the platforms that have a token, until the process is told to stop. Raises RepasoError."""
    token = _telegram_token(settings)
    engine = await asyncio.to_thread(open_database, settings)
    await asyncio.to_thread(content.load_bank, engine, settings)
    async with _serving(engine, settings, (*PARTS, Platform.TELEGRAM)) as (desk, stop, pulse):
        _stop_on_signals(stop)
        left = await asyncio.wrap_future(desk.run(lambda db: left_over(db, Platform.TELEGRAM, now())))
        edge = telegram_edge(token, settings, desk, left, on_poll=lambda: pulse.beat(Platform.TELEGRAM))
        outboxes = {Platform.TELEGRAM: edge}
        async with (
            _pushing(desk, outboxes, settings, stop, pulse),
            _advising(settings, desk, outboxes, stop),
            content.following(settings, desk, stop),
        ):
            await edge.run(stop)


def _telegram_token(settings: Settings) -> str:
    if settings.telegram_bot_token is None:
        raise NothingToRun(
            "There is no TELEGRAM_BOT_TOKEN: get one from @BotFather and put it into .env. "
            "Without one, `repaso chat` opens the bot in the terminal."
        )
    return settings.telegram_bot_token.get_secret_value()


def telegram_edge(
    token: str,
    settings: Settings,
    desk: Desk,
    left: Sequence[tuple[Incoming, Reply]] = (),
    *,
    clock: Callable[[], datetime] = now,
    on_poll: Callable[[], None] = lambda: None,
) -> TelegramEdge:
    """Telegram for this desk; `left` are replies that an earlier run did not show. Raises WrongToken."""
    return TelegramEdge(
        token,
        desk,
        needs_admin=commands.needs_admin,
        sorry=lambda tag: Sentences(language_of(tag, settings.language)).text(m.SORRY),
        commands=menu(),
        api_url=settings.telegram_api_url,
        default_language=settings.language,
        left_over=left,
        files=files(desk, settings, clock),
        clock=clock,
        on_poll=on_poll,
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
    recent = updates.unshown(db, platform, moment - SHOWN_WITHIN)
    earlier = [one for one in updates.unshown(db, platform, moment - updates.KEPT) if one not in recent]
    return [
        (Incoming(key, place, NOBODY, moment, Opened(), message), reply)
        for key, place, message, reply in (*(one for one in earlier if one[-1].fetch), *recent)
    ]


def menu() -> list[tuple[str, Mapping[str, str], tuple[ChatKind, ...]]]:
    """The commands for a platform's menu: name, description in each language, and where they are offered."""
    voices = {language: Sentences(language) for language in LANGUAGES}
    return [
        (entry.name, {language: say.text(entry.about) for language, say in voices.items()}, entry.offered_in)
        for entry in commands.TABLE
    ]


@asynccontextmanager
async def _serving(
    engine: Engine, settings: Settings, parts: Sequence[str]
) -> AsyncIterator[tuple[Desk, asyncio.Event, Pulse]]:
    """The desk at work, and the health page when there is a port for it, which watches these parts."""
    pulse, stop = Pulse(now, parts), asyncio.Event()
    async with AsyncExitStack() as stack:
        stack.callback(engine.dispose)
        defaults = Defaults(settings.timezone, settings.language)
        desk = stack.enter_context(Desk(engine, defaults, load=load, host=curating.host_of(settings)))
        if settings.http_port:
            stack.push_async_callback((await health.serve(settings.http_port, pulse)).cleanup)
        yield desk, stop, pulse


@asynccontextmanager
async def _pushing(
    desk: Desk, outboxes: Mapping[Platform, Outbox], settings: Settings, stop: asyncio.Event, pulse: Pulse
) -> AsyncIterator[None]:
    """The tick and the pusher at work beside the edges; both are finished before the desk closes."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    jobs: Sequence[tuple[int, str, Callable[[Connection], object]]] = (
        (CLOSE_SECONDS, "beat", lambda db: tick.beat(db, now())),
        (CLAIM_SECONDS, "tick", lambda db: tick.claim(db, outboxes, now())),
        (CLOSE_SECONDS, "days", lambda db: tick.close_days(db, now())),
        (FORGET_SECONDS, "updates", lambda db: tick.forget(db, now())),
    )
    for seconds, name, job in jobs:
        scheduler.add_job(_ticking(desk, name, job, pulse), "interval", seconds=seconds, next_run_time=now(), id=name)
    # Before anybody's day is closed it has to be known how long the program was away.
    await asyncio.wrap_future(desk.run(lambda db: tick.beat(db, now())))
    # What was erased stands in the log of the database for a minute at most.
    scheduler.add_job(asyncio.to_thread, "interval", [empty_log, settings.database_url], seconds=FORGET_SECONDS)
    fitting_at = now() + timedelta(seconds=FIT_AFTER_SECONDS)
    scheduler.add_job(_fitting(desk), "interval", days=1, next_run_time=fitting_at, id="memory")
    pace = Pace(time.monotonic)
    rng = Random()  # noqa: S311  # chance for studying
    pusher = Pusher(desk, outboxes, pace, rng=rng, moves=lambda: pulse.beat("pusher"))
    pushing = asyncio.create_task(pusher.run(stop))
    scheduler.start()
    try:
        yield
    finally:
        stop.set()
        scheduler.pause()
        # The desk works in order: behind this, no job is under way that the scheduler would cut off.
        await asyncio.wrap_future(desk.run(lambda db: None))
        scheduler.shutdown(wait=False)
        await pushing


def _fitting(desk: Desk) -> Callable[[], object]:
    async def once() -> None:
        try:
            await fitting.fit_all(desk, now)
        except Exception:
            log.exception("the memories could not be fitted today; tomorrow tries again")

    return once


@asynccontextmanager
async def _advising(
    settings: Settings, desk: Desk, outboxes: Mapping[Platform, Outbox], stop: asyncio.Event
) -> AsyncIterator[Worker | None]:
    """Second opinions, where the settings name a language model."""
    if settings.llm_base_url is None:
        yield None
        return
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else NO_KEY
    adviser = Adviser(settings.llm_base_url, settings.llm_model, key)
    worker = Worker(desk, outboxes, adviser, now)
    async with at_work(worker, adviser, stop):
        yield worker


def _ticking(desk: Desk, name: str, job: Callable[[Connection], object], pulse: Pulse) -> Callable[[], object]:
    async def once() -> None:
        try:
            await asyncio.wrap_future(desk.run(job))
            pulse.beat(name)
        except Exception:
            log.exception("the %s of this moment failed; the next one tries again", name)

    return once


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
