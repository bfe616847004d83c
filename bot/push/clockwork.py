"""What drives the tick: APScheduler, in memory, and a watch that keeps it going when the machine's clock is put back.

APScheduler sleeps until a moment of the wall clock. Where that clock was wrong and goes back by three hours, its next
moment lies three hours ahead, and nobody would get a question meanwhile.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

LOOKS_EVERY = 2.0
"""Seconds, which are the event loop's own: they never jump."""


def clockwork() -> AsyncIOScheduler:
    """A scheduler whose jobs run late rather than not at all, and never beside themselves."""
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    return AsyncIOScheduler(timezone=UTC, job_defaults=defaults)


@asynccontextmanager
async def wound_up(scheduler: AsyncIOScheduler, clock: Callable[[], datetime]) -> AsyncIterator[None]:
    """The scheduler at work, and watched."""
    scheduler.start()
    watch = asyncio.create_task(_watch(scheduler, clock))
    try:
        yield
    finally:
        watch.cancel()
        scheduler.shutdown(wait=False)


async def _watch(scheduler: AsyncIOScheduler, clock: Callable[[], datetime]) -> None:
    while True:
        await asyncio.sleep(LOOKS_EVERY)
        put_right(scheduler, clock())


def put_right(scheduler: AsyncIOScheduler, now: datetime) -> None:
    """Has every job run now that is further away than its own interval: the clock was put back behind it."""
    for job in scheduler.get_jobs():
        interval: timedelta = job.trigger.interval
        if job.next_run_time is not None and job.next_run_time - now > interval:
            job.modify(next_run_time=now)
