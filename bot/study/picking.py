"""Which questions a chat gets next: what is due first, then something new, then what was asked longest ago."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from random import Random

from bot.domain.conversation import ChatKind, Platform
from bot.domain.learner import Chat, Learner
from bot.domain.picking import Today
from bot.domain.streak import day_ends_at, local_day
from bot.domain.uploads import UploadId
from bot.store import agenda, candidates, overdue, people
from bot.store.agenda import Look
from bot.store.bank import PUBLIC, Reach
from bot.store.engine import Connection
from bot.store.overdue import Asking
from bot.store.pool import Pool

PLACES = 2**31
"""The shuffled bank has so many places; see `store/tables/bank.py`."""


def pick(
    db: Connection,
    chat: Chat,
    learner: Learner | None,
    *,
    now: datetime,
    rng: Random,
    topics: Collection[str] | None = None,
    deck: UploadId | None = None,
    by_itself: bool = False,
) -> int | None:
    """The id of the next question, or None when there is none to ask.

    In a private chat the learner's memory decides: what is due today, the most overdue first; then something new;
    then what was asked on another day and never graded; then what comes back soonest. A group gets what it was not
    asked yet, then what it was asked longest ago. `topics` overrides what the chat has chosen; `deck` is one of the
    learner's own. A question that comes `by_itself` keeps to the learner's daily numbers; one that somebody asks for
    does not.
    """
    chosen = frozenset(people.topics_of(db, chat.id) if topics is None else topics)
    if chat.kind is not ChatKind.PRIVATE or learner is None:
        return _for_group(db, chat, Pool(chosen, difficulty=chat.difficulty), rng)
    reach = replace(reach_of(chat, learner), deck=deck)
    choice = _Choice(db, chat, learner, Pool(chosen, reach, None if deck else chat.difficulty), now, rng)
    standing = topics is None and deck is None
    return choice.for_a_push() if by_itself else choice.for_a_request(standing=standing)


def pick_several(
    db: Connection,
    chat: Chat,
    learner: Learner,
    count: int,
    *,
    now: datetime,
    rng: Random,
    topics: Collection[str] | None = None,
) -> list[int]:
    """Up to `count` (≥ 1) different questions for a learner's private chat, in the order in which `pick` has them.

    There are fewer only when there are no more.
    """
    chosen = frozenset(people.topics_of(db, chat.id) if topics is None else topics)
    return _Choice(db, chat, learner, Pool(chosen, reach_of(chat, learner), chat.difficulty), now, rng).several(count)


def reach_of(chat: Chat, learner: Learner) -> Reach:
    """A learner's own decks are theirs alone: they are asked in their private chat, and no one else sees them.

    The terminal looks private, but all who use it share its chat.
    """
    private = chat.kind is ChatKind.PRIVATE and chat.address.platform is not Platform.TERMINAL
    return Reach(learner.id) if private else PUBLIC


def standing(db: Connection, chat: Chat, learner: Learner, now: datetime) -> tuple[Asking, Pool, Today]:
    """What the chat has chosen to be asked, on the learner's own day, and what they have had of it today."""
    pool = Pool(people.topics_of(db, chat.id), reach_of(chat, learner), chat.difficulty)
    choice = _Choice(db, chat, learner, pool, now, Random(0))  # noqa: S311  # nothing is chosen here
    return choice.asking, pool, choice.look().had


def _for_group(db: Connection, chat: Chat, pool: Pool, rng: Random) -> int | None:
    new = candidates.fresh(db, None, chat.id, pool, start=rng.randrange(PLACES))
    return next(iter(new or candidates.least_recent(db, chat.id, pool, unknown_to=None)), None)


Ways = Iterator[list[int]]
"""Ways to find questions, the most wanted first. One is looked up only when those before it did not do."""


def _different(ways: Ways) -> Iterator[int]:
    seen: set[int] = set()
    for found in ways:
        yield from (number for number in found if number not in seen)
        seen.update(found)


@dataclass(frozen=True, slots=True)
class _Choice:
    """One choice for one learner in their private chat."""

    db: Connection
    chat: Chat
    learner: Learner
    pool: Pool
    now: datetime
    rng: Random

    @property
    def asking(self) -> Asking:
        day = self._day
        return Asking(self.learner.id, self.chat.id, _ends(day, self.learner), _began(day, self.learner))

    def for_a_request(self, *, standing: bool) -> int | None:
        """Whoever asks gets a question as long as there is any. `standing`: of what the chat has chosen for good."""
        if not standing:
            return next(iter(self.several(1)), None)
        look = self.look()
        return self._due(look) or next(_different(self._not_due(1, decks=look.has_decks)), None)

    def several(self, count: int) -> list[int]:
        """As many as that, if there are, without the agenda."""
        return list(islice(_different(self._all(count)), count))

    def for_a_push(self) -> int | None:
        """None, too, when the day's numbers are used up: a backlog is spread over days, and so is what is new."""
        look = self.look()
        if due := self._due(look):
            return due if look.had.reviews < self.learner.reviews_a_day else None
        if look.had.new >= self.learner.new_a_day:
            return None
        return next(_different(self._not_today(1, decks=look.has_decks)), None)

    def look(self) -> Look:
        """What the choice begins with."""
        return agenda.look(self.db, self.asking, self.pool, self._day)

    def _due(self, look: Look) -> int | None:
        """What is next on the agenda; where it is used up, or of another day, it is made anew."""
        if look.next is not None or not look.some_due:
            return look.next
        found = overdue.most_overdue(self.db, self.asking, self.pool, self.now, agenda.AT_ONCE)
        agenda.keep(self.db, self.asking, self.pool, self._day, found)
        return found[0] if found else None

    @property
    def _day(self) -> date:
        return local_day(self.now, self.learner.zone, self.learner.rollover)

    def _all(self, most: int) -> Ways:
        yield overdue.most_overdue(self.db, self.asking, self.pool, self.now, most)
        yield from self._not_due(most)

    def _not_due(self, most: int, *, decks: bool = True) -> Ways:
        """At the end all was asked today: what was asked longest ago, then (asked elsewhere) what comes soonest."""
        yield from self._not_today(most, decks=decks)
        yield candidates.least_recent(self.db, self.chat.id, self.pool, unknown_to=None, most=most)
        yield candidates.next_to_come(self.db, self.learner.id, self.chat.id, self.pool, most=most)

    def _not_today(self, most: int, *, decks: bool) -> Ways:
        """What is new; what was asked before today and never graded; what comes back soonest."""
        who, chat, pool, began = self.learner.id, self.chat.id, self.pool, self.asking.since
        start = self.rng.randrange(PLACES)
        fresh = candidates.fresh(self.db, who, chat, pool, start=start, decks=decks, most=most)
        yield self.rng.sample(fresh, len(fresh))
        yield candidates.least_recent(self.db, chat, pool, unknown_to=who, before=began, most=most)
        yield candidates.next_to_come(self.db, who, chat, pool, before=began, most=most)


def _ends(day: date, learner: Learner) -> datetime:
    return day_ends_at(day, learner.zone, learner.rollover)


def _began(day: date, learner: Learner) -> datetime:
    return _ends(date.fromordinal(day.toordinal() - 1), learner)
