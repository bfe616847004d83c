"""What the core asks of a platform's edge when it has something to say by itself, and how sending can fail."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.conversation import Address, Platform, Say


@dataclass(frozen=True, slots=True)
class Sent:
    """The ids of the messages that carry one Say, in order: more than one when it was split.

    `poll` is the platform's id of the poll that it went out as, if it did. `lost_thread`: the thread that it was for is
    gone, and it stands in the chat itself.
    """

    messages: tuple[int, ...]
    poll: str = ""
    lost_thread: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent."""

    name: str
    data: bytes


class Gone(Exception):
    """The chat does not want us, or is no more (blocked, kicked, deleted): stop sending there."""


class ThreadGone(Gone):
    """The thread is no more, or is closed to us: stop sending to it. Its chat may be there."""


class MovedTo(Exception):
    """The chat has a new address: send there, and remember it."""

    def __init__(self, to: Address) -> None:
        super().__init__(f"moved to {to}")
        self.to = to


class TryLater(Exception):
    """The platform asks for patience, or cannot be reached: nothing was sent. `seconds` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"try again in {seconds:g} s")
        self.seconds = seconds


class Refused(Exception):
    """The platform will never take this message (malformed, no right to write): sending again would not help."""


class ThreadShut(Refused):
    """Nothing gets into the thread now; somebody may open it again."""


class Outbox(Protocol):
    """One platform's way out."""

    platform: Platform

    async def send(self, say: Say) -> Sent:
        """Sends to `say.to` (required here). Raises Gone, MovedTo, TryLater or Refused."""
