"""How much a bot may send: Telegram's limits, in sliding windows, each answered with 429 when it is exceeded.

Sources: core.telegram.org/bots/faq (30 a second in all, one a second in a chat, 20 a minute in a group, 1,000 a second
with paid broadcast). What Telegram tolerates above them is not told, so nothing is tolerated here.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.emulator.errors import ApiError
from tests.emulator.faults import Call

Window = tuple[float, int]
"""So many seconds, and what may come within them."""


@dataclass
class Limits:
    """A switch for each limit; `None` turns one off. What is refused does not count."""

    in_all: Window | None = (1.0, 30)
    paid: Window | None = (1.0, 1000)
    chat: Window | None = (1.0, 1)
    group: Window | None = (60.0, 20)
    clock: Callable[[], float] = time.monotonic
    refused: int = 0
    _seen: dict[object, deque[float]] = field(default_factory=dict)

    def check(self, call: Call) -> None:
        """Counts a call that posts or changes a message. Raises what Telegram answers when it is one too many."""
        now, windows = self.clock(), self._windows(call)
        wait = max((self._wait(key, window, now) for key, window in windows.items()), default=0.0)
        if wait > 0:
            self.refused += 1
            seconds = math.ceil(wait)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for key in windows:
            self._seen[key].append(now)

    def _windows(self, call: Call) -> dict[object, Window]:
        """The windows that a call falls into."""
        posts = call.method.startswith("send") and call.method != "sendChatAction"
        if not posts and not call.method.startswith("editMessage"):
            return {}
        paid = str(call.params.get("allow_paid_broadcast", "")).lower() == "true"
        found = {
            ("all", paid): self.paid if paid else self.in_all,
            ("chat", call.chat): self.chat if posts else None,
            ("group", call.chat): self.group if call.chat < 0 else None,
        }
        return {key: window for key, window in found.items() if window}

    def _wait(self, key: object, window: Window, now: float) -> float:
        """Seconds until this window takes one more."""
        seconds, most = window
        seen = self._seen.setdefault(key, deque(maxlen=most))
        return seen[0] + seconds - now if len(seen) == most else 0.0
