"""The wiring: the only place that knows every part."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from random import Random

from bot import __version__, content, curating, edges, health
from bot.bank.importer import load
from bot.chats.terminal.edge import TerminalEdge, account_of, user
from bot.clock import now
from bot.documents import Documents
from bot.domain.conversation import Platform
from bot.domain.errors import NotKept
from bot.domain.sending import Outbox
from bot.health import Pulse
from bot.opinions.adviser import NO_KEY, Adviser
from bot.opinions.worker import Worker, at_work
from bot.push import fitting, tick
from bot.push.clockwork import clockwork, wound_up
from bot.push.lookout import Lookout, on_lookout
from bot.push.postman import HANDS, PAID_HANDS
from bot.push.pusher import Pusher
from bot.seeing import meters, sentry
from bot.seeing.trail import Trail, following
from bot.settings import Settings
from bot.store import migrations
from bot.store.engine import Connection, Engine, empty_log, open_engine
from bot.store.only_one import only_one
from bot.study.desk import Desk
from bot.study.visit import Account, Defaults

CLAIM_SECONDS = 1
CLOSE_SECONDS = 60
FORGET_SECONDS = 60
FIT_AFTER_SECONDS = 600
"""How long after the start memories are fitted, and then daily: by then what was missed is sent."""
LONGEST_STOP = 9.5
"""Seconds for all that stopping takes: Docker waits for ten before it kills."""
PARTS = ("database", "tick", "days", "groups", "updates")
"""What the health page watches, besides the platforms and their pushers. `database`: a row was written."""
log = logging.getLogger(__name__)


def open_database(settings: Settings) -> Engine:
    """The database in its present shape. Raises BadDatabase."""
    engine = open_engine(settings.database_url)
    migrations.upgrade(engine)
    return engine


async def chat(settings: Settings, name: str | None) -> None:
    """The bot in the terminal, until the input ends. Whoever opens it under no other name looks after the bot: they
    have its files at hand.
    """
    engine = await asyncio.to_thread(open_database, settings)
    await asyncio.to_thread(content.load_bank, engine, settings)
    own = () if name else ((Platform.TERMINAL, account_of(user())),)
    async with _serving(engine, settings, (*PARTS, pusher_of(Platform.TERMINAL)), own) as (desk, stop, pulse):
        make = Documents(desk, settings.database_url, now).drawn_or_file
        edge = TerminalEdge(desk, name=name, default_language=settings.language, make=make)
        outboxes = {Platform.TERMINAL: edge}
        async with _pushing(desk, outboxes, settings, stop, pulse), _advising(settings, desk, outboxes, stop) as worker:
            await edge.run()
            if worker is not None:  # who pipes an answer in waits for what is said about it
                await worker.drain()


async def run(settings: Settings) -> None:
    """Serves the platforms that have a token, until the process is told to stop. Raises RepasoError."""
    platforms = edges.chosen(settings)
    engine = open_engine(settings.database_url)
    with only_one(engine):
        await asyncio.to_thread(migrations.upgrade, engine)
        await asyncio.to_thread(content.load_bank, engine, settings)
        await _run(engine, settings, platforms)


async def _run(engine: Engine, settings: Settings, platforms: Sequence[Platform]) -> None:
    parts = (*PARTS, *platforms, *map(pusher_of, platforms))
    async with _reporting(settings), _serving(engine, settings, parts) as (desk, stop, pulse):
        _stop_on_signals(stop)
        opened = [await edges.opened(platform, settings, desk, pulse.beat) for platform in platforms]
        outboxes: Mapping[Platform, Outbox] = dict(zip(platforms, opened, strict=True))
        async with (
            _pushing(desk, outboxes, settings, stop, pulse),
            _advising(settings, desk, outboxes, stop),
            content.following(settings, desk, stop),
            on_lookout(Lookout(desk, outboxes, pulse.ages, settings.host_admins, clock=now), stop),
        ):
            await edges.serve(opened, stop)


def pusher_of(platform: Platform) -> str:
    """What the health page calls the part that sends what is due on a platform."""
    return f"{platform} pusher"


@asynccontextmanager
async def _serving(
    engine: Engine, settings: Settings, parts: Sequence[str], admins: Sequence[Account] = ()
) -> AsyncIterator[tuple[Desk, asyncio.Event, Pulse]]:
    """The desk at work, and the health page when there is a port for it, which watches these parts.

    `admins` look after the bot beside those whom the settings name.
    """
    pulse, stop = Pulse(now, parts), asyncio.Event()
    async with AsyncExitStack() as stack:
        stack.callback(engine.dispose)
        defaults = Defaults(settings.timezone, settings.language)
        desk = stack.enter_context(Desk(engine, defaults, load=load, host=curating.host_of(settings, admins)))
        meters.DESK_WAITING.set_function(lambda: desk.waiting)
        meters.BUILD.labels(__version__).set(1)
        if settings.http_port:
            stack.push_async_callback((await health.serve(settings.http_port, pulse)).cleanup)
        yield desk, stop, pulse


@asynccontextmanager
async def _reporting(settings: Settings) -> AsyncIterator[None]:
    """Errors go to Sentry, where the settings name one."""
    if settings.sentry_dsn is None:
        yield
        return
    end = await asyncio.to_thread(sentry.start, settings.sentry_dsn.get_secret_value(), __version__)
    try:
        yield
    finally:
        await asyncio.to_thread(end)


@asynccontextmanager
async def _pushing(
    desk: Desk, outboxes: Mapping[Platform, Outbox], settings: Settings, stop: asyncio.Event, pulse: Pulse
) -> AsyncIterator[None]:
    """The tick and the pusher at work beside the edges; both are finished before the desk closes."""
    scheduler = clockwork()
    jobs: Sequence[tuple[int, str, Callable[[Connection], object]]] = (
        (CLOSE_SECONDS, "database", lambda db: tick.beat(db, now())),
        (CLAIM_SECONDS, "tick", lambda db: tick.take_up(db, outboxes, now())),
        (CLOSE_SECONDS, "days", lambda db: tick.close_days(db, now())),
        (CLOSE_SECONDS, "groups", lambda db: tick.close_group_days(db, now())),
        (FORGET_SECONDS, "updates", lambda db: tick.forget(db, now())),
    )
    for seconds, name, job in jobs:
        scheduler.add_job(
            _ticking(desk, name, job, pulse, stop), "interval", seconds=seconds, next_run_time=now(), id=name
        )
    # Before anybody's day is closed it has to be known how long the program was away.
    await asyncio.wrap_future(desk.run(lambda db: tick.beat(db, now())))
    # What was erased stands in the log of the database for a minute at most.
    scheduler.add_job(asyncio.to_thread, "interval", [empty_log, settings.database_url], seconds=FORGET_SECONDS)
    fitting_at = now() + timedelta(seconds=FIT_AFTER_SECONDS)
    scheduler.add_job(_fitting(desk), "interval", days=1, next_run_time=fitting_at, id="memory")
    # Each platform has a pusher of its own, so that none waits for another.
    pushers = [_pusher(desk, platform, outbox, pulse, settings) for platform, outbox in outboxes.items()]
    pushing = asyncio.gather(*(pusher.run(stop) for pusher in pushers))
    try:
        async with wound_up(scheduler, now):
            try:
                yield
            finally:
                stop.set()
                scheduler.pause()
                # The desk works in order: behind this, no job is under way that the scheduler would cut off.
                with suppress(NotKept):
                    await asyncio.wrap_future(desk.run(lambda db: None))
    finally:
        await pushing


def _pusher(desk: Desk, platform: Platform, outbox: Outbox, pulse: Pulse, settings: Settings) -> Pusher:
    rng = Random()  # noqa: S311  # chance for studying
    paid = settings.telegram_paid_broadcast and platform is Platform.TELEGRAM
    hands = PAID_HANDS if paid else HANDS
    return Pusher(desk, {platform: outbox}, rng=rng, hands=hands, moves=lambda: pulse.beat(pusher_of(platform)))


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


def _ticking(
    desk: Desk, name: str, job: Callable[[Connection], object], pulse: Pulse, stop: asyncio.Event
) -> Callable[[], object]:
    """A job of the tick; as long as it finds as much as it takes at once there is more, and others get in between."""

    async def once() -> None:
        with following(Trail(name)):
            try:
                while await asyncio.wrap_future(desk.run(job)) == tick.AT_ONCE and not stop.is_set():
                    pulse.beat(name)
                pulse.beat(name)
            except NotKept as error:
                log.debug("the %s of this moment waits: %s", name, error)  # the desk has said why
            except Exception:
                log.exception("the %s of this moment failed; the next one tries again", name)

    return once


def _stop_on_signals(stop: asyncio.Event) -> None:
    def begin() -> None:
        stop.set()
        last_resort = threading.Timer(LONGEST_STOP, _break_off)
        last_resort.daemon = True
        last_resort.start()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, begin)


def _break_off() -> None:
    """Something hangs. What is not done is taken up at the next start, as after a power cut."""
    log.warning("something was not finished within %g s; the next start takes it up", LONGEST_STOP)
    logging.shutdown()
    os._exit(0)
