"""Where the bank comes from, and bringing it up to date: by hand, at the start, and while the program runs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bot.bank import pulling, syncing, watching
from bot.bank.importer import as_stored
from bot.bank.reading import checked_way, read_bank
from bot.bank.survey import Look
from bot.bank.syncing import Sources, Synced
from bot.clock import now
from bot.domain.errors import NotKept, RepasoError
from bot.domain.question import Bank, to_mend
from bot.settings import Settings
from bot.store.engine import Connection, Engine, StoreError, looking_at
from bot.study.desk import Desk

T = TypeVar("T")
log = logging.getLogger(__name__)


class LoadedFromElsewhere(RepasoError):
    """Somebody loaded the bank from other paths than those that are being followed."""


def sync(engine: Engine, settings: Settings, paths: Sequence[Path], questions: str | None = None) -> Synced:
    """Loads the notes of these paths, or of those that the bank comes from, into the database.

    `questions` says how notes are read that do not say so themselves; without it, as the last time. Raises
    RepasoError with the database as it was.
    """
    with engine.connect() as db:
        look = _look(syncing.sources(db), settings, paths, questions)
    return syncing.sync(engine, look, now())


def _look(stored: Sources, settings: Settings, paths: Sequence[Path] = (), questions: str | None = None) -> Look:
    """Where the bank is: PATHs; else CONTENT_DIR when somebody set it; else what was loaded last; else what ships."""
    chosen = list(paths)
    if not chosen:
        chosen = list(stored.paths) if stored.paths and "content_dir" not in settings.model_fields_set else []
    chosen = chosen or [settings.bank]
    way = stored.questions if stored.are(chosen) else None
    read_as = checked_way(questions or way or None)
    return Look(chosen, settings.language, read_as, synonyms=settings.synonyms_file)


def look_at_bank(settings: Settings, paths: Sequence[Path]) -> Bank:
    """The notes of these paths, or of those that the bank comes from, without a change to the database.

    The bank's own questions have the keys under which the database knows them. Raises RepasoError as `sync` does.
    """
    if paths:
        return _read(paths, settings)
    with looking_at(settings.database_url) as db:
        if db is None:
            return _read([settings.bank], settings)
        look = _look(syncing.sources(db), settings)
        return as_stored(db, _read(look.paths, settings, look.questions))


def _read(paths: Sequence[Path], settings: Settings, questions: str | None = None) -> Bank:
    bank = read_bank(paths, default_language=settings.language, questions=questions)
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


def pull(engine: Engine, settings: Settings) -> str:
    """Brings what the bank comes from, Git clones, up to date; what Git says. Raises RepasoError."""
    with engine.connect() as db:
        paths = _look(syncing.sources(db), settings).paths
    folders = dict.fromkeys(path.parent if path.is_file() else path for path in paths)
    return "\n".join(filter(None, [pulling.pull(folder) for folder in folders]))


def summary(synced: Synced) -> str:
    """One line about a bank that was loaded."""
    changes, problems = len(synced.loaded.changes), len(to_mend(synced.problems))
    return f"{synced.questions} questions, {changes} changes, {problems} problems (`repaso bank check` lists them)"


# --- while the program runs ------------------------------------------------------------------------


@asynccontextmanager
async def following(settings: Settings, desk: Desk, stop: asyncio.Event) -> AsyncIterator[None]:
    """The notes being watched, and loaded again when they change."""
    stored = await asyncio.wrap_future(desk.run(syncing.sources))
    task = asyncio.create_task(_follow(_Followed(_look(stored, settings), stored), desk, stop))
    try:
        yield
    finally:
        stop.set()
        await task


@dataclass(slots=True)
class _Followed:
    """What is being followed, and what the bank had been loaded from when that was seen last."""

    look: Look
    stored: Sources

    def look_now(self, db: Connection) -> Look:
        """What is to be followed: other paths as soon as somebody else loads the bank from these."""
        stored = syncing.sources(db)
        if stored != self.stored and not (stored.are(self.look.paths) and stored.questions == self.look.questions):
            self.look = replace(self.look, paths=stored.paths, questions=stored.questions)
        self.stored = stored
        return self.look


async def _follow(followed: _Followed, desk: Desk, stop: asyncio.Event) -> None:
    """Read beside the desk, stored by it, until `stop`."""

    async def paths() -> Sequence[Path]:
        with suppress(NotKept, StoreError):  # the database is out of reach for a moment
            await asyncio.wrap_future(desk.run(followed.look_now))
        return followed.look.paths

    async for _ in watching.changes(paths, stop):
        try:
            synced = await asyncio.to_thread(_sync_again, followed, desk)
            if synced.loaded.changes:
                log.info("the notes changed: %s", summary(synced))
        except (RepasoError, NotKept) as error:
            log.warning("the changed notes are not loaded: %s", error)
        except Exception:  # one odd file must not end the following for good
            log.exception("the changed notes are not loaded; the next change tries again")


def _sync_again(followed: _Followed, desk: Desk) -> Synced:
    look = desk.run(followed.look_now).result()

    def beside(work: Callable[[Connection], T]) -> T:
        return desk.run(lambda db: _unless_elsewhere(followed, look, db, work)).result()

    return syncing.sync_beside(look, now, beside)


def _unless_elsewhere(followed: _Followed, look: Look, db: Connection, work: Callable[[Connection], T]) -> T:
    """Does the work; but never undoes what somebody loaded from other paths while these were read."""
    if followed.look_now(db) is not look:
        raise LoadedFromElsewhere("the bank was loaded from other paths meanwhile; these are followed from now on")
    return work(db)
