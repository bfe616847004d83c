"""What drives the tick goes on, whatever the machine's clock does."""

import asyncio
from datetime import UTC, datetime, timedelta

import time_machine

from bot.clock import now
from bot.push.clockwork import clockwork, put_right, wound_up


async def test_the_clock_is_put_back_by_three_hours():
    """The job goes on at once, and not only when the clock is again where it was; one in time is left alone."""
    ran = asyncio.Queue[datetime]()
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=True) as clock:
        scheduler = clockwork()
        scheduler.add_job(lambda: ran.put_nowait(now()), "interval", seconds=600, next_run_time=now())
        async with wound_up(scheduler, now):
            await asyncio.wait_for(ran.get(), 5)
            put_right(scheduler, now())
            clock.shift(-timedelta(hours=3))
            put_right(scheduler, now())
            again = await asyncio.wait_for(ran.get(), 5)
            assert ran.empty()
    assert again < datetime(2026, 11, 23, 9, 1, tzinfo=UTC)
