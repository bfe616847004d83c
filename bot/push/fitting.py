"""The daily fit: reads on the desk in small parts, computes in a process of its own, writes on the desk.

The library keeps Python waiting while it computes, so a thread would keep everybody waiting, too.
"""

import asyncio
import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime

from bot.domain.conversation import LearnerId
from bot.domain.fitting import MOST, Graded, fit
from bot.store import fits
from bot.study.desk import Desk

LEARNERS_AT_ONCE = 200
REVIEWS_AT_ONCE = 2_000
MOST_A_DAY = 1_000
"""How many learners one day fits at most; the others have their turn on the next."""

log = logging.getLogger(__name__)


async def fit_all(desk: Desk, clock: Callable[[], datetime]) -> int:
    """Fits every learner whose reviews have grown enough. Gives how many it was."""
    grown = await _grown(desk)
    if not grown:
        return 0
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        for learner in grown:
            await _fit(desk, learner, process, clock)
    log.info("memory: %d learners fitted", len(grown))
    return len(grown)


async def _grown(desk: Desk) -> list[LearnerId]:
    found: list[LearnerId] = []
    last: LearnerId | None = LearnerId(0)
    while last is not None and len(found) < MOST_A_DAY:
        after = last
        grown, last = await asyncio.wrap_future(desk.run(lambda db: fits.to_fit(db, after, LEARNERS_AT_ONCE)))  # noqa: B023  # awaited at once
        found += grown
    return found[:MOST_A_DAY]


async def _fit(desk: Desk, learner: LearnerId, process: ProcessPoolExecutor, clock: Callable[[], datetime]) -> None:
    history = await _history(desk, learner)
    before = await asyncio.wrap_future(desk.run(lambda db: fits.parameters_of(db, learner)))
    found = await asyncio.get_running_loop().run_in_executor(process, fit, history, before)
    await asyncio.wrap_future(desk.run(lambda db: fits.keep_fit(db, learner, found, clock())))


async def _history(desk: Desk, learner: LearnerId) -> list[Graded]:
    history: list[Graded] = []
    before: int | None = None
    while len(history) < MOST:
        at = before
        part, before = await asyncio.wrap_future(
            desk.run(lambda db: fits.reviews_of(db, learner, at, REVIEWS_AT_ONCE))  # noqa: B023  # awaited at once
        )
        history += part
        if before is None:
            break
    return history
