"""The wiring: the only place that knows every part."""

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path, PurePosixPath
from random import Random

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import health
from bot.bank import pulling, syncing, watching
from bot.bank.importer import as_stored, load
from bot.bank.reading import checked_way, read_bank
from bot.bank.survey import Look
from bot.bank.syncing import Synced
from bot.bank.upload import read_upload
from bot.chats.telegram.edge import TelegramEdge
from bot.chats.telegram.fetching import Files
from bot.chats.terminal.edge import TerminalEdge
from bot.documents import Documents
from bot.domain.conversation import ChatKind, Incoming, Opened, Platform, Reply, Sender
from bot.domain.errors import NotKept, RepasoError
from bot.domain.question import Bank, to_mend
from bot.domain.sending import File, Outbox
from bot.domain.uploads import enclosed_in
from bot.health import Pulse
from bot.push import tick
from bot.push.pace import Pace
from bot.push.pusher import Pusher
from bot.settings import Settings
from bot.store import decks, migrations, updates
from bot.store.engine import Connection, Engine, empty_log, looking_at, open_engine
from bot.study import commands
from bot.study.desk import Desk
from bot.study.visit import Defaults
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES, language_of
from bot.texts.sentences import Sentences

CLAIM_SECONDS = 2
CLOSE_SECONDS = 60
FORGET_SECONDS = 60
PARTS = ("beat", "tick", "days", "updates", "pusher")
"""What the health page watches, besides the platforms."""
SHOWN_WITHIN = timedelta(hours=1)
"""How old a reply may be that a crash kept from being shown: later it would only puzzle people."""

NOBODY = Sender(0, "", scores=False)

log = logging.getLogger(__name__)


class NothingToRun(RepasoError):
    """No platform has a token."""


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def open_database(settings: Settings) -> Engine:
    """The database in its present shape. Raises BadDatabase."""
    engine = open_engine(settings.database_url)
    migrations.upgrade(engine)
    return engine


# --- the bank --------------------------------------------------------------------------------------


def sync(engine: Engine, settings: Settings, paths: Sequence[Path], questions: str | None = None) -> Synced:
    """Loads the notes of these paths, or of those that the bank comes from, into the database.

    `questions` says how notes are read that do not say so themselves; without it, as the last time. Raises
    RepasoError with the database as it was.
    """
    with engine.connect() as db:
        look = _look(db, settings, paths, questions)
    return syncing.sync(engine, look, now())


def _look(db: Connection, settings: Settings, paths: Sequence[Path], questions: str | None) -> Look:
    """Where the bank is: PATHs; else CONTENT_DIR when somebody set it; else what was loaded last; else what ships."""
    stored, way = syncing.sources(db)
    chosen = list(paths)
    if not chosen:
        chosen = list(stored) if stored and "content_dir" not in settings.model_fields_set else [settings.bank]
    same = [path.resolve() for path in chosen] == list(stored)
    return Look(chosen, settings.language, checked_way(questions or (way if same else None)))


def look_at_bank(settings: Settings, paths: Sequence[Path]) -> Bank:
    """The notes of these paths, or of those that the bank comes from, without a change to the database.

    The bank's own questions have the keys under which the database knows them. Raises RepasoError as `sync` does.
    """
    if paths:
        return _read(paths, settings)
    with looking_at(settings.database_url) as db:
        if db is None:
            return _read([settings.bank], settings)
        return as_stored(db, _read(_look(db, settings, (), None).paths, settings))


def _read(paths: Sequence[Path], settings: Settings) -> Bank:
    bank = read_bank(paths, default_language=settings.language)
    if not bank.files:
        raise syncing.no_notes(paths, bank.problems)
    return bank


def load_bank(engine: Engine, settings: Settings) -> None:
    """Loads the bank at the start of the program; a fault is logged, and the questions in the database stay."""
    try:
        synced = sync(engine, settings, ())
    except RepasoError as error:
        log.warning("the notes are not loaded: %s", error)
        return
    if synced.loaded.changes or to_mend(synced.problems):
        log.info("bank: %s", summary(synced))


@asynccontextmanager
async def _following(settings: Settings, desk: Desk, stop: asyncio.Event) -> AsyncIterator[None]:
    """The notes being watched, and loaded again when they change."""
    look = await asyncio.wrap_future(desk.run(lambda db: _look(db, settings, (), None)))
    following = asyncio.create_task(_follow(look, desk, stop))
    try:
        yield
    finally:
        stop.set()
        await following


async def _follow(look: Look, desk: Desk, stop: asyncio.Event) -> None:
    """Read beside the desk, stored by it, until `stop`."""
    async for _ in watching.changes(look.paths, stop):
        try:
            synced = await asyncio.to_thread(syncing.sync_beside, look, now, lambda work: desk.run(work).result())
            if synced.loaded.changes:
                log.info("the notes changed: %s", summary(synced))
        except (RepasoError, NotKept) as error:
            log.warning("the changed notes are not loaded: %s", error)
        except Exception:  # one odd file must not end the following for good
            log.exception("the changed notes are not loaded; the next change tries again")


def pull_bank(settings: Settings) -> str:
    """Brings the folder of the bank, a Git clone, up to date; what Git says. Raises RepasoError."""
    return pulling.pull(settings.bank)


def summary(synced: Synced) -> str:
    """One line about a bank that was loaded."""
    changes, problems = len(synced.loaded.changes), len(to_mend(synced.problems))
    return f"{synced.questions} questions, {changes} changes, {problems} problems (`repaso bank check` lists them)"


# --- running ---------------------------------------------------------------------------------------


async def chat(settings: Settings, name: str | None) -> None:
    """The bot in the terminal, until the input ends."""
    engine = await asyncio.to_thread(open_database, settings)
    await asyncio.to_thread(load_bank, engine, settings)
    async with _serving(engine, settings, PARTS) as (desk, stop, pulse):
        make = Documents(desk, settings.database_url, now).drawn_or_file
        edge = TerminalEdge(desk, name=name, default_language=settings.language, make=make)
        async with _pushing(desk, {Platform.TERMINAL: edge}, settings, stop, pulse):
            await edge.run()


async def run(settings: Settings) -> None:
    """Serves the platforms that have a token, until the process is told to stop. Raises RepasoError."""
    token = _telegram_token(settings)
    engine = await asyncio.to_thread(open_database, settings)
    await asyncio.to_thread(load_bank, engine, settings)
    async with _serving(engine, settings, (*PARTS, Platform.TELEGRAM)) as (desk, stop, pulse):
        _stop_on_signals(stop)
        left = await asyncio.wrap_future(desk.run(lambda db: left_over(db, Platform.TELEGRAM, now())))
        edge = telegram_edge(token, settings, desk, left, on_poll=lambda: pulse.beat(Platform.TELEGRAM))
        async with _pushing(desk, {Platform.TELEGRAM: edge}, settings, stop, pulse), _following(settings, desk, stop):
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
        desk = stack.enter_context(Desk(engine, defaults, load=load, admins=settings.host_admins))
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
