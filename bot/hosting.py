"""What the host of a bot does with people and what they say: reports, data handed out and erased, fitted memories."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.conversation import LearnerId, Platform
from bot.domain.errors import RepasoError
from bot.domain.fitting import ENOUGH, Fit, fit
from bot.domain.learner import Learner
from bot.domain.reports import Report
from bot.domain.sending import File
from bot.settings import Settings
from bot.store import erasing, fits, reports
from bot.store.engine import Engine, empty_log, looking_at, snapshot
from bot.store.my_data import sections
from bot.study.data_file import data_file


class NobodyThere(RepasoError):
    """No learner has this account, or this name."""


def open_reports(settings: Settings) -> list[Report]:
    """The reports that nobody has closed, oldest first. Raises BadDatabase."""
    with looking_at(settings.database_url) as db:
        return [] if db is None else reports.open_reports(db, settings.language)


def close_reports(engine: Engine, numbers: Sequence[int], now: datetime) -> list[int]:
    """Closes reports; gives the numbers of those that were open."""
    with engine.begin() as db:
        return reports.close(db, numbers, now)


def data_of(database: str, learner: LearnerId, now: datetime) -> File:
    """Everything of a learner as a file, read beside whoever writes. Raises BadDatabase, TooLarge."""
    with snapshot(database) as db:
        return data_file(sections(db, learner), now)


def erase(engine: Engine, settings: Settings, account: str) -> None:
    """Erases everything of a learner, by an account such as telegram:123456789. Raises NobodyThere."""
    platform, _, number = account.partition(":")
    known = platform in {one.value for one in Platform} and number.isascii() and number.isdigit() and len(number) < 19
    with engine.begin() as db:
        learner = erasing.learner_behind(db, Platform(platform), int(number)) if known else None
        if learner is None:
            raise NobodyThere(f"The bot knows nobody as {account}; it has to look like telegram:123456789.")
        erasing.erase(db, learner)
    empty_log(settings.database_url)


def fit_memories(engine: Engine, learner: str, now: datetime) -> Iterator[tuple[Learner, Fit]]:
    """Fits the learners with enough reviews, or those of this name or number, and keeps what is better.

    Raises NobodyThere when nobody is called so.
    """
    with engine.begin() as db:
        chosen = fits.called(db, learner) if learner else fits.with_enough(db)
    if learner and not chosen:
        raise RepasoError(
            f'There is no learner "{learner}": give a name, or the number that `repaso memory fit` prints.'
        )
    for one in chosen:
        with engine.begin() as db:
            history, before = fits.history_of(db, one.id), fits.parameters_of(db, one.id)
        found = fit(history, before)
        if found.reviews >= ENOUGH:
            with engine.begin() as db:
                fits.keep_fit(db, one.id, found, now)
        yield one, found
