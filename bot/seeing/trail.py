"""What the program is at work on: an update, a delivery, or a job of its own. Each line of the log says it.

A trail goes along by itself: tasks and the desk's work take the one that they were made under with them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from bot.domain.conversation import Address, DeliveryId, Incoming

Fact = int | str


class Trail:
    """One piece of work. `id` is what to look for in the log, such as `telegram:918273` or `delivery:77`.

    `facts` are what else is known of it, by name and always by number: its chat, its learner. Nothing that anybody
    wrote belongs there. `is_timed`: how long it takes tells how fast the program is.
    """

    __slots__ = ("began", "facts", "id", "is_timed")

    def __init__(self, work: str, /, **facts: Fact) -> None:
        self.id: Final = work
        self.facts = facts
        self.began: Final = time.monotonic()
        self.is_timed = True

    def __str__(self) -> str:
        """For people, and for grep: `telegram:918273 chat:5551 learner:3`."""
        told = (f"{name}:{fact}" for name, fact in self.facts.items())
        return " ".join([self.id, *(one for one in told if one != self.id)])

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began


_CURRENT: ContextVar[Trail | None] = ContextVar("trail", default=None)
current = _CURRENT.get
"""The trail that whoever asks is on; None on none."""


@contextmanager
def following(trail: Trail | None) -> Iterator[None]:
    """What happens inside belongs to this trail; to none with None."""
    token = _CURRENT.set(trail)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def note(**facts: Fact) -> None:
    """Tells the current trail more about itself, if there is one."""
    if trail := current():
        trail.facts.update(facts)


def of_update(incoming: Incoming, *, again: bool = False) -> Trail:
    """That of an update. `again`: it arrived before, and is taken up now."""
    address = incoming.place.address
    trail = Trail(f"{address.platform}:{incoming.key}", chat=address.chat)
    trail.is_timed = not again
    return trail


def of_delivery(delivery: DeliveryId, to: Address | None = None) -> Trail:
    """That of a question which comes by itself, or of what comes of it."""
    trail = Trail(f"delivery:{delivery}", delivery=delivery)
    if to is not None:
        trail.facts["chat"] = to.chat
    return trail
