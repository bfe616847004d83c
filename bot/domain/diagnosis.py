"""What keeps the bot from working in a group, as far as its platform tells; the platform's own words stay outside."""

from dataclasses import dataclass
from enum import StrEnum

PROBED = ":probed"
"""What the key of a Diagnosis adds to the key of the command that asked for it."""


class Finding(StrEnum):
    """Something that is wrong in a group."""

    NOT_THERE = "not there"
    """The bot is no member of it."""
    CANNOT_WRITE = "cannot write"
    TOPIC_CLOSED = "topic closed"
    THREAD_LOCKED = "thread locked"
    TOPIC_GONE = "topic gone"
    NO_FILES = "no files"
    """Neither pictures nor documents may be sent, or one of them."""
    NO_POLLS = "no polls"
    NO_ADMINS = "no admins"
    """Nobody is known to run it, so that nobody can change its settings."""
    UNREACHABLE = "unreachable"
    """The platform did not answer, or not in time: nothing is known."""


MUTE = frozenset({Finding.NOT_THERE, Finding.CANNOT_WRITE, Finding.TOPIC_CLOSED, Finding.THREAD_LOCKED})
"""Where one of these holds, what is said in the group reaches nobody."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a look at a group found. `lacks` are permissions by the names that the asker reads in their settings.

    `hears_all`: the platform hands everything written there to the bot; None where it does not say.
    """

    findings: frozenset[Finding] = frozenset()
    lacks: tuple[str, ...] = ()
    hears_all: bool | None = None

    @property
    def is_mute(self) -> bool:
        """Whether nothing can be said in the group."""
        return bool(self.findings & MUTE)
