"""Whose turn it is to send, so that a platform's limits are kept: rules alone, for whatever clock.

A limit is a window that slides: so many within so many seconds. When the platform counts a call, nobody here knows; it
lies between the moment when the call began and the one when its answer came. Let the shortest way there and back be S:
a call that took longer may have been counted by the rest later, and so it holds its place by the rest longer. Then the
platform never sees one too many, however unevenly the network carries them, and an even network costs nothing.
"""

import math
from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

SECOND, MINUTE = 1.0, 60.0
A_TRIFLE = 0.008
"""Seconds by which every place is held longer: the shortest way there and the shortest one back need not have come
together in one call, so what is known of both is a little too long.
"""
PUSHES_SHARE = 8
"""While people wait for replies, one turn in so many is a push's, so that pushes come to an end, too."""
TRUSTED_AFTER, TRUSTED_FROM = 30, 2.0
"""Calls, and seconds since the first, after which the shortest way counts as known; before, it counts as nothing: the
first calls open connections, all at once.
"""
REMEMBERED = 600.0
"""Seconds, at the least, for which a shortest way is believed in: then the network may have changed."""
CATCHES_UP = 1.5
"""What was missed is made good at this many times the rate, so that no second begins with a volley."""
A_MOMENT = 0.025
"""Seconds by which a turn may come early for that: clocks do not wake anybody more often than once in a while."""
FEW = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform takes: messages in a second, and how many a minute in a group (None: it does not say).

    `chat_alone`: into one chat only one a second. Telegram's groups have numbers below zero.
    """

    in_a_second: float
    chat_alone: bool = False
    group_in_a_minute: int | None = None


UNLIMITED = Limits(math.inf)


class Window:
    """At most `most` within any `seconds`; calls under way hold a place, too."""

    def __init__(self, most: float, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._under_way = 0
        self._held_until: list[float] = []

    def opens_at(self, now: float) -> float:
        """When there is a place: now, later, or not before a call has come back (infinity)."""
        held = self._held_until
        while held and held[0] <= now:
            heappop(held)
        if self._under_way + len(held) < self._most:
            return now
        return held[0] if held else math.inf

    def takes(self) -> None:
        """A call begins."""
        self._under_way += 1

    def landed(self, at_latest: float) -> None:
        """It has come back, and was counted then at the latest."""
        self._under_way -= 1
        heappush(self._held_until, at_latest + self._seconds)

    def is_idle(self, now: float) -> bool:
        """Whether it need not be remembered."""
        return self.opens_at(now) <= now and not self._under_way and not self._held_until


class Spacing:
    """Turns at `rate` a second at most, and few at once."""

    def __init__(self, rate: float) -> None:
        self._gap = 1 / rate
        self._next = -math.inf

    def opens_at(self) -> float:
        """When the next turn may come."""
        return self._next - max(A_MOMENT, 2 * self._gap)

    def takes(self, now: float) -> None:
        """A turn comes now."""
        self._next = max(self._next, now) + self._gap


class Journey:
    """How long a call takes there and back at the least, as far as is known."""

    def __init__(self) -> None:
        self._lately, self._before = math.inf, math.inf
        self._since, self._first, self._known = -math.inf, math.inf, 0
        self._is_trusted = False

    def learns(self, took: float, now: float) -> None:
        """A call went the whole way."""
        if now - self._since > REMEMBERED:
            self._before, self._lately, self._since = self._lately, math.inf, now
        self._lately, self._known, self._first = min(self._lately, took), self._known + 1, min(self._first, now)
        self._is_trusted = self._known >= TRUSTED_AFTER and now >= self._first + TRUSTED_FROM

    def excess(self, took: float) -> float:
        """By how much longer than it needs."""
        return max(0.0, took - min(self._lately, self._before)) if self._is_trusted else took


@dataclass(eq=False, slots=True)
class Claim:
    """Somebody waits to send into a chat. `pushed`: nobody waits for it there. `posts`: it is a message of its own,
    and no change of one.
    """

    chat: int
    pushed: bool = False
    posts: bool = True
    is_granted: bool = False
    windows: tuple[Window, ...] = field(default=())


class Turns:
    """Who waits, and who is next. Within a chat whoever asked first is first; replies go before pushes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._in_all, self._spacing = Window(limits.in_a_second, SECOND), Spacing(CATCHES_UP * limits.in_a_second)
        self._journey = Journey()
        self._windows: dict[tuple[int, float], Window] = {}
        self._waiting: dict[int, deque[Claim]] = {}
        # A chat that is waited for stands in one of these three, unless a call into it has to come back first.
        self._replies: deque[int] = deque()
        self._pushes: deque[int] = deque()
        self._closed: list[tuple[float, int, int]] = []
        self._placed: set[int] = set()
        self._order = count()
        self._since_push = 0
        self._halted_until = -math.inf
        self._swept_at = FEW

    @property
    def remembered(self) -> int:
        """How many windows and chats it keeps in mind."""
        return len(self._windows) + len(self._waiting)

    def ask(self, claim: Claim, now: float) -> None:
        """Waits from now on. A reply takes those along that wait before it in the same chat."""
        self._waiting.setdefault(claim.chat, deque()).append(claim)
        claim.windows = (self._in_all, *self._own(claim, now))
        if not claim.pushed:
            self.hurry(claim.chat)
        self._place(claim.chat, now)

    def hurry(self, chat: int) -> None:
        """A reply waits behind what is pushed there."""
        for claim in self._waiting.get(chat, ()):
            claim.pushed = False
        if chat in self._pushes:
            self._pushes.remove(chat)
            self._replies.append(chat)

    def withdraw(self, claim: Claim) -> None:
        """Waits no more."""
        queue = self._waiting[claim.chat]
        queue.remove(claim)
        if not queue:
            del self._waiting[claim.chat]

    def next(self, now: float) -> Claim | None:
        """Who may send now, and is taken to do so; None when nobody may."""
        while self._closed and self._closed[0][0] <= now:
            chat = heappop(self._closed)[-1]
            self._placed.discard(chat)
            self._place(chat, now)
        if now < self._anybody_at(now):
            return None
        while self._replies or self._pushes:
            chat = self._first().popleft()
            self._placed.discard(chat)
            if self._opens_at(chat, now) <= now:
                return self._granted(chat, now)
            self._place(chat, now)  # who waited first there has withdrawn
        return None

    def look_again_at(self, now: float) -> float:
        """When somebody may send who may not now; infinity when first a call has to come back."""
        at = self._closed[0][0] if self._closed else math.inf
        return min(at, self._anybody_at(now)) if self._replies or self._pushes else at

    def landed(self, claim: Claim, began: float, now: float, *, well: bool) -> None:
        """The call came back that began then. `well`: it went the whole way, so its time tells of the network."""
        if well:
            self._journey.learns(now - began, now)
        counted_by = began + self._journey.excess(now - began) + A_TRIFLE
        for window in claim.windows:
            window.landed(counted_by)
        self._place(claim.chat, now)

    def halt(self, until: float) -> None:
        """Nobody sends before."""
        self._halted_until = max(self._halted_until, until)

    def halted_for(self, now: float) -> float:
        """Seconds; 0 when nobody has to wait."""
        return max(0.0, self._halted_until - now)

    def _anybody_at(self, now: float) -> float:
        """When the platform takes something for whatever chat."""
        return max(self._halted_until, self._spacing.opens_at(), self._in_all.opens_at(now))

    def _place(self, chat: int, now: float) -> None:
        """Puts a chat that is waited for where it is found when its own limits allow something."""
        if chat in self._placed or chat not in self._waiting:
            return
        opens_at = self._opens_at(chat, now)
        if opens_at == math.inf:
            return  # `landed` comes back to it
        self._placed.add(chat)
        if opens_at > now:
            heappush(self._closed, (opens_at, next(self._order), chat))
        else:
            (self._pushes if self._waiting[chat][0].pushed else self._replies).append(chat)

    def _opens_at(self, chat: int, now: float) -> float:
        """When the chat itself takes what comes next there; infinity when nobody waits."""
        if chat not in self._waiting:
            return math.inf
        return max((window.opens_at(now) for window in self._waiting[chat][0].windows[1:]), default=now)

    def _first(self) -> deque[int]:
        """Of the two lines that are not both empty, the one whose turn it is."""
        if not self._replies or (self._pushes and self._since_push >= PUSHES_SHARE - 1):
            self._since_push = 0
            return self._pushes
        self._since_push += bool(self._pushes)
        return self._replies

    def _granted(self, chat: int, now: float) -> Claim:
        queue = self._waiting[chat]
        claim = queue.popleft()
        claim.is_granted = True
        self._spacing.takes(now)
        for window in claim.windows:
            window.takes()
        if not queue:
            del self._waiting[chat]
        self._place(chat, now)
        return claim

    def _own(self, claim: Claim, now: float) -> list[Window]:
        """The windows of its chat."""
        found = []
        if self._limits.chat_alone and claim.posts:
            found.append(self._window(claim.chat, 1, SECOND, now))
        if self._limits.group_in_a_minute and claim.chat < 0:
            found.append(self._window(claim.chat, self._limits.group_in_a_minute, MINUTE, now))
        return found

    def _window(self, chat: int, most: int, seconds: float, now: float) -> Window:
        if len(self._windows) >= self._swept_at:
            busy = (key for key, window in self._windows.items() if key[0] in self._waiting or not window.is_idle(now))
            self._windows = {key: self._windows[key] for key in busy}
            self._swept_at = max(FEW, 2 * len(self._windows))
        return self._windows.setdefault((chat, seconds), Window(most, seconds))
