"""What the host of a bot does with people and what they say: lists and closes reports, hands out and erases data."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.conversation import LearnerId, Platform
from bot.domain.errors import RepasoError
from bot.domain.reports import Report
from bot.domain.sending import File
from bot.settings import Settings
from bot.store import erasing, reports
from bot.store.engine import Engine, empty_log, looking_at, snapshot
from bot.store.my_data import sections
from bot.study.data_file import data_file


class NobodyThere(RepasoError):
    """No learner has this account."""


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
