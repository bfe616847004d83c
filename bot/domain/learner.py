"""Who studies, and where: learners and chats as the rules see them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NewType

from bot.domain.conversation import Address, ChatKind, LearnerId
from bot.domain.picking import NEW_A_DAY, REVIEWS_A_DAY
from bot.domain.question import Difficulty
from bot.domain.quiet import Quiet
from bot.domain.streak import ROLLOVER

ChatId = NewType("ChatId", int)


@dataclass(frozen=True, slots=True)
class Learner:
    """A person. `zone` is an IANA name; `closed_through` is the last local day whose state is settled.

    `moved_at` is the last change of zone, `last_day` the latest local day that anything counted for.
    `new_a_day` and `reviews_a_day` are how many questions come by themselves at most.
    """

    id: LearnerId
    name: str
    language: str
    zone: str
    rollover: time = ROLLOVER
    closed_through: date | None = None
    moved_at: datetime | None = None
    last_day: date | None = None
    new_a_day: int = NEW_A_DAY
    reviews_a_day: int = REVIEWS_A_DAY


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat with its settings. `welcomed_at` is None until somebody said hello;
    until its `zone_chosen`, the zone is only a guess. `polls`: a question with choices may be a native poll there.
    `headcount` is None where nobody counts people.
    The bot says nothing by itself in `quiet` hours, by the clock of the chat's zone.
    A group has days of its own: `rollover` and `closed_through` are as a learner's.
    `finals`: it gets the final board of each day.
    With a `difficulty`, only such questions are asked, and those whose notes say nothing of it.
    `calls` is the role that its scheduled questions mention.
    `publish_hour` is when a group is shown the answers, by its own clock; None: never. `discussion`: a thread is opened
    for each of them.
    """

    id: ChatId
    address: Address
    kind: ChatKind
    title: str
    language: str
    zone: str
    active: bool = True
    welcomed_at: datetime | None = None
    zone_chosen: bool = False
    polls: bool = False
    headcount: int | None = None
    rollover: time = ROLLOVER
    closed_through: date | None = None
    finals: bool = True
    difficulty: Difficulty | None = None
    quiet: Quiet | None = None
    calls: int | None = None
    publish_hour: time | None = None
    discussion: bool = False
    shut_since: datetime | None = None
