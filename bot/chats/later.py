"""Replies that could not be shown yet: those that an earlier run left, and those that the platform did not take."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.domain.conversation import Incoming, Reply

STILL_WANTED = timedelta(hours=1)
"""How old what somebody did may be for a reply to it to be shown: later it would only puzzle them."""

LATEST = 500
"""Updates whose replies are known to be shown before the database knows it."""


class Later:
    """What is to be shown once the platform answers again. `clock` gives seconds that never go back."""

    def __init__(
        self, left_over: Sequence[tuple[Incoming, Reply]] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._left_over, self._waiting = list(left_over), list[tuple[Incoming, Reply]]()
        self._clock, self._from = clock, clock()
        self._under_way: set[str] = set()
        self._shown: deque[str] = deque(maxlen=LATEST)

    def shown(self, key: str) -> None:
        """The reply to this update was shown."""
        self._shown.append(key)

    def was_shown(self, key: str) -> bool:
        """Whether it was shown a moment ago: when its update came again, the database might not know it yet."""
        return key in self._shown

    @contextmanager
    def showing(self, key: str) -> Iterator[bool]:
        """While the reply to an update is being shown: whether it is not already. It waits here no more, then."""
        is_first = key not in self._under_way
        if is_first:
            self._under_way.add(key)
            self._waiting = [one for one in self._waiting if one[0].key != key]
        try:
            yield is_first
        finally:
            if is_first:
                self._under_way.discard(key)

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
