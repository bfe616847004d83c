"""Replies that could not be shown yet: those that an earlier run left, and those that the platform did not take."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.domain.conversation import Incoming, Reply

STILL_WANTED = timedelta(hours=1)
"""How old what somebody did may be for a reply to it to be shown: later it would only puzzle them."""


class Later:
    """What is to be shown once the platform answers again. `clock` gives seconds that never go back."""

    def __init__(
        self, left_over: Sequence[tuple[Incoming, Reply]] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._left_over, self._waiting = list(left_over), list[tuple[Incoming, Reply]]()
        self._clock, self._from = clock, clock()

    def add(self, incoming: Incoming, reply: Reply, seconds: float) -> None:
        """It could not be shown, and nothing is tried again for so long."""
        self._waiting.append((incoming, reply))
        self._from = max(self._from, self._clock() + seconds)

    def due(self, now: datetime) -> list[tuple[Incoming, Reply]]:
        """What is to be tried now, oldest first: it waits here no more. What has waited too long is dropped."""
        if self._clock() < self._from:
            return []
        left_over, waiting, self._left_over, self._waiting = self._left_over, self._waiting, [], []
        return [*left_over, *(one for one in waiting if now - one[0].at < STILL_WANTED or one[1].fetch)]
