"""The ways of showing one member of a group something that the others do not see, best first.

Whether a way works depends on the platform's server, on the group and on the bot's rights there, and is only known once
it was tried: what was found out is remembered for each group, and forgotten after a week.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TRIED_AGAIN_AFTER = timedelta(days=7)


class Rung(StrEnum):
    """One way. Source: “Private answer and private reveal inside a group” in platforms.md."""

    AT_ONCE = "at once"
    """A message that only one member sees, within seconds of what they did."""
    ANYTIME = "any time"
    """The same at any time, where the bot is an admin."""
    LINK = "link"
    """A press that opens the private chat with the bot."""


_ASIDE = (Rung.AT_ONCE, Rung.ANYTIME)


@dataclass(frozen=True, slots=True)
class Found:
    """That a rung works in a group, or does not, and when that was found out."""

    works: bool
    at: datetime


Known = Mapping[Rung, Found]
"""What is known of a group; a rung that nobody tried there is missing."""


def may_work(rung: Rung, known: Known, now: datetime) -> bool:
    """Whether a rung is worth trying: it works, nobody knows, or it is a week ago that it did not."""
    found = known.get(rung)
    return found is None or found.works or now - found.at >= TRIED_AGAIN_AFTER


def rungs_aside(known: Known, now: datetime, *, acted: bool) -> tuple[Rung, ...]:
    """The rungs by which a message for one member may reach them; `acted`: in answer to their press, or to what they
    wrote for the bot alone.
    """
    return tuple(rung for rung in _ASIDE if (acted or rung is Rung.ANYTIME) and may_work(rung, known, now))


def is_proven(known: Known) -> bool:
    """Whether such a message was shown to one member alone there, and not to everybody."""
    return any(known[rung].works for rung in _ASIDE if rung in known)
