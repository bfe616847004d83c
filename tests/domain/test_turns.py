"""Turns to send, on a clock that the test moves, against a platform that counts for itself."""

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.turns import A_TRIFLE, PUSHES_SHARE, Claim, Limits, Turns

TELEGRAM = Limits(30, chat_alone=True, group_in_a_minute=20)
GROUP = -5


@dataclass
class Street:
    """People who ask for turns; each call takes its time there and back, and the platform notes when it arrives."""

    limits: Limits = TELEGRAM
    there: float = 0.02
    back: float = 0.03
    now: float = 100.0
    granted: list[tuple[float, Claim]] = field(default_factory=list)
    arrived: list[tuple[float, Claim]] = field(default_factory=list)
    delays: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turns = Turns(self.limits)
        self._coming: list[tuple[float, int, Claim, float]] = []

    def asks(self, *chats: int, pushed: bool = False, posts: bool = True) -> list[Claim]:
        claims = [Claim(chat, pushed, posts) for chat in chats]
        for claim in claims:
            self.turns.ask(claim, self.now)
        self._serve()
        return claims

    def pass_to(self, moment: float) -> None:
        """Lets time pass, from one thing that happens to the next."""
        while (at := self._next()) <= moment:
            self.now = max(self.now, at)
            while self._coming and self._coming[0][0] <= self.now:
                _, _, claim, began = heapq.heappop(self._coming)
                self.turns.landed(claim, began, self.now, well=True)
            self._serve()
        self.now = moment

    def _next(self) -> float:
        return min(self._coming[0][0] if self._coming else math.inf, self.turns.look_again_at(self.now))

    def _serve(self) -> None:
        while claim := self.turns.next(self.now):
            there, back = self.delays.pop() if self.delays and len(self.granted) > 40 else (0.0, 0.0)
            self.granted.append((self.now, claim))
            self.arrived.append((self.now + self.there + there, claim))
            lands = self.now + self.there + there + self.back + back
            heapq.heappush(self._coming, (lands, len(self.granted), claim, self.now))

    @property
    def chats(self) -> list[int]:
        return [claim.chat for _, claim in self.granted]

    def most_within(self, seconds: float, chat: int | None = None, *, posts: bool = False) -> int:
        """The most that arrived within any time of this length."""
        here = sorted(at for at, one in self.arrived if chat in (None, one.chat) and (one.posts or not posts))
        return max((sum(start <= at < start + seconds for at in here) for start in here), default=0)


def test_thirty_a_second_and_hardly_less():
    """Ten seconds of work with a network of 50 ms take at most two percent longer than the limit has it."""
    street = Street()
    street.asks(*range(1, 301))
    street.pass_to(100 + 10 / 0.98)
    assert len(street.granted) == 300
    assert street.most_within(1) == 30


def test_no_second_begins_with_a_volley():
    """Of thirty that come at once, few go at once."""
    street = Street()
    street.asks(*range(1, 31))
    assert len(street.granted) <= 3
    street.pass_to(100.7)
    assert len(street.granted) == 30


def test_one_a_second_in_a_chat_and_in_order():
    """Others are not held up by it."""
    street = Street()
    first = street.asks(7, 7, 7)
    street.asks(8)
    street.pass_to(100.9)
    assert street.chats == [7, 8]
    street.pass_to(104)
    assert [claim for _, claim in street.granted if claim.chat == 7] == first
    assert street.most_within(1, 7) == 1


def test_changed_messages_do_not_wait_for_the_chats_second():
    """They are no messages of their own; but what was asked for before them goes first."""
    street = Street()
    street.asks(7)
    street.asks(7, 7, posts=False)
    street.pass_to(100.2)
    assert street.chats == [7, 7, 7]


def test_twenty_a_minute_in_a_group():
    """Messages and changes of them together."""
    street = Street()
    street.asks(*[GROUP] * 30, posts=False)
    street.pass_to(159)
    assert len(street.granted) == 20
    street.pass_to(162)
    assert len(street.granted) == 30
    assert street.most_within(60, GROUP) == 20


def test_replies_go_before_pushes():
    """Whoever writes while thousands of questions go out is answered next."""
    street = Street()
    street.asks(*range(1, 1001), pushed=True)
    street.pass_to(110)
    before = len(street.granted)
    street.asks(5001, 5002)
    street.pass_to(110.2)
    assert set(street.chats[before : before + 3]) >= {5001, 5002}


def test_pushes_are_not_starved():
    """However many replies there are, one turn in eight is a push's."""
    street = Street()
    street.asks(*range(1, 101), pushed=True)
    before = len(street.granted)
    street.asks(*range(1001, 1801))
    street.pass_to(110)
    since = street.granted[before:]
    assert sum(claim.pushed for _, claim in since) == len(since) // PUSHES_SHARE


def test_a_reply_behind_a_push_takes_it_along():
    """Both go to one chat, in their order, and before what is pushed elsewhere."""
    street = Street(Limits(30))
    street.asks(*range(1, 101), pushed=True)
    street.asks(90)
    before = len(street.granted)
    street.pass_to(100.2)
    assert street.chats[before : before + 2] == [90, 90]


def test_a_halt_is_for_everybody():
    """Those who wait already, and those who come later; a shorter one does not end it."""
    street = Street()
    street.asks(1, 2, 3, 4)
    before = len(street.granted)
    street.turns.halt(110)
    street.turns.halt(105)
    street.asks(5)
    street.pass_to(109.9)
    assert (len(street.granted), street.turns.halted_for(109)) == (before, 1)
    street.pass_to(111)
    assert sorted(street.chats) == [1, 2, 3, 4, 5]


def test_who_waits_no_more_holds_nobody_up():
    """The next one there gets the turn, when the chat's second is over and not before."""
    street = Street()
    street.asks(7)
    changed, _ = street.asks(7, posts=False)[0], street.asks(7)
    assert changed.is_granted
    street.pass_to(100.1)
    street.turns.halt(100.2)
    withdrawn, *_ = street.asks(8, posts=False)
    street.asks(8, 8)
    street.turns.withdraw(withdrawn)
    street.pass_to(103)
    assert street.chats.count(8) == 2
    assert street.most_within(1, 8, posts=True) == 1


def test_chats_that_are_quiet_are_forgotten():
    """A hundred thousand chats, one after another, leave hardly anything behind."""
    street = Street(Limits(1000, chat_alone=True, group_in_a_minute=20))
    for number in range(1, 20_001):
        street.asks(number)
        street.pass_to(100 + number / 900)
    assert len(street.granted) == 20_000
    assert street.turns.remembered < 4_000


chats = st.sampled_from([GROUP, 1, 2, 3, *range(10, 60)])
asked = st.tuples(st.floats(0, 0.2), chats, st.booleans(), st.booleans())
jitters = st.lists(st.tuples(st.floats(0, 0.02), st.floats(0, 0.02)), max_size=60)


@given(st.lists(asked, max_size=120), jitters)
def test_whatever_comes_keeps_the_limits(asked: list[tuple[float, int, bool, bool]], jitters: list):
    """However unevenly the network carries it: never one too many, nobody forgotten, and each chat in its order."""
    street = Street(delays=jitters)
    street.asks(*range(1000, 1041))  # until the network is known
    street.pass_to(105)
    claims = defaultdict(list)
    for gap, chat, pushed, posts in asked:
        street.pass_to(street.now + gap)
        claims[chat] += street.asks(chat, pushed=pushed, posts=posts)
    street.pass_to(street.now + 600)
    assert street.most_within(1) <= 30
    assert street.most_within(60, GROUP) <= 20
    for chat, asked_there in claims.items():
        assert [claim for _, claim in street.granted if claim.chat == chat] == asked_there
        assert street.most_within(1, chat, posts=True) <= 1


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.floats(0.01, 3))
def test_a_slow_network_is_waited_for(pushed: list[bool], there: float):
    """Calls of seconds hold their places until they are back, and everything goes out in the end."""
    street = Street(there=there, back=there)
    for number, one in enumerate(pushed):
        street.asks(number + 1, pushed=one)
    street.pass_to(100 + 40 * (1 + A_TRIFLE + 2 * there))
    assert sorted(street.chats) == list(range(1, len(pushed) + 1))
    assert street.most_within(1) <= 30
