"""What goes on for long is told now and then."""

import time
from collections.abc import Callable

EVERY = 60.0
"""Seconds between two lines about one thing."""


class Seldom:
    """Whether it is time for a line in the log. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told_at: dict[str, float] = {}

    def is_time(self, about: str) -> bool:
        """Whether nothing was told about this for a minute; then it counts as told now."""
        now = self._clock()
        if now - self._told_at.get(about, -EVERY) < EVERY:
            return False
        self._told_at[about] = now
        return True
