"""What comes by itself in a town: the tick and the pusher at the town's time, into the rooms that it has."""

import asyncio
from random import Random

from bot.domain.conversation import Platform, Say
from bot.domain.sending import Sent
from bot.push import tick
from bot.push.pusher import Pusher
from tests.study.town import PATIENCE, Town

MOST = 10
"""Batches of one moment; there are never so many."""


class Letters:
    """The way out to everybody in the town."""

    platform = Platform.TELEGRAM

    def __init__(self, town: Town) -> None:
        self._town = town

    async def send(self, say: Say) -> Sent:
        """Puts it into its room."""
        assert say.to is not None
        return Sent((self._town.room(say.to).adds(say.body, say.buttons).id,))


def time_comes(town: Town, **later: float) -> None:
    """Lets time pass, and what is due then comes: `time_comes(town, hours=1)`."""
    town.later(**later)
    town.desk.run(lambda db: tick.take_up(db, [Platform.TELEGRAM], town.now)).result(PATIENCE)
    asyncio.run(_sent(town))


async def _sent(town: Town) -> None:
    pusher = Pusher(town.desk, {Platform.TELEGRAM: Letters(town)}, rng=Random(7), clock=lambda: town.now)
    for _ in range(MOST):
        if not await asyncio.wait_for(pusher.drain(), PATIENCE):
            return
    raise AssertionError("what is due does not come to an end")


def at_clock(town: Town, clock: str, *, days: int = 0) -> None:
    """The next time that clocks in Madrid show this, as in winter, or `days` later; what is due comes."""
    hour, minute = map(int, clock.split(":"))
    at = town.now.replace(hour=(hour - 1) % 24, minute=minute, second=0)
    ahead = at - town.now
    time_comes(town, seconds=(ahead.total_seconds() % 86_400 or 86_400) + 86_400 * days)
