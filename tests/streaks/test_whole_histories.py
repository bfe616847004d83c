"""Whole histories, by chance: the program's streaks against those of a slow model of the rules.

Everything goes through the real study layer on a real SQLite file: answers now and late, with goals and repairs,
changes of zone, days off, pauses, outages, a bot that was blocked, and nights in which the clocks change.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.conversation import Command, Incoming, LearnerId, Sender
from bot.domain.delivery import EventKind
from bot.domain.streak import DayState, tally
from bot.push import tick
from bot.store import absences, days, deliveries, goals, moves, people, schedules
from bot.store.engine import Connection, Engine, open_engine
from bot.study import pause
from bot.study.credit import earn, streak_of, today_of
from bot.study.visit import Visit
from tests.store.builders import a_chat, a_learner, a_place, questions
from tests.streaks.model import DAY, HOUR, Model
from tests.study.town import a_database

LETTERS = {
    DayState.CREDITED: "C",
    DayState.FROZEN: "F",
    DayState.REPAIRED: "R",
    DayState.EXCUSED: "E",
    DayState.PAUSED: "P",
    DayState.MISSED: "M",
}
BEGINNINGS = [
    ("Europe/Madrid", datetime(2026, 3, 24, 9, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2026, 4, 20, 9, tzinfo=UTC)),
    ("Asia/Beirut", datetime(2026, 10, 20, 9, tzinfo=UTC)),
    ("America/Santiago", datetime(2026, 9, 2, 9, tzinfo=UTC)),
    ("America/Nuuk", datetime(2026, 3, 24, 9, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 1, 9, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 26, 9, tzinfo=UTC)),
    ("Pacific/Kiritimati", datetime(2026, 11, 23, 9, tzinfo=UTC)),
]
MOMENT = timedelta(seconds=1)
ZONES = [zone for zone, _ in BEGINNINGS]


@dataclass
class Life:
    """The program with one learner in it, and beside it the model."""

    db: Connection
    learner: LearnerId
    model: Model
    now: datetime

    def __post_init__(self) -> None:
        self._keys = count(1)
        self._question = questions(self.db, "What is a join?")[0]
        self._chat = a_chat(self.db, zone=self.model.home)
        people.join(self.db, self._chat.id, self.learner, self.now)
        tick.beat(self.db, self.now)

    # --- what happens, to both ---------------------------------------------------------------------

    def passes(self, time: timedelta) -> None:
        """Time, with the program at work: it beats, and closes what has ended."""
        self.now += time
        self.db.exec_driver_sql("DELETE FROM heartbeats")
        self.ticks()

    def ticks(self) -> None:
        tick.beat(self.db, self.now)
        tick.close_days(self.db, self.now)
        today_of(self.visit())
        self.model.looks(self.now)

    def answers(self, *, late: timedelta = timedelta()) -> None:
        """An answer, which may arrive some time after it was sent."""
        key, sent = str(next(self._keys)), self.now
        delivery = deliveries.asked(self.db, self._chat.id, self._question, key=key, day=date(2000, 1, 1), now=sent)
        self.passes(late)
        earn(self.visit(sent), delivery, EventKind.ANSWER)
        self.model.answers(sent, self.now)

    def moves_to(self, zone: str) -> None:
        self.now += MOMENT  # no two moves share one
        if zone != self.visit().learner.zone:
            moves.move(self.db, self.visit().learner, zone, self.now)
            self.model.moves.append((self.now, zone))

    def wants(self, goal: int) -> None:
        since = today_of(self.visit()) + DAY
        goals.set_goal(self.db, self.learner, goal, since)
        self.model.goals = [one for one in self.model.goals if one[0] < since] + [(since, goal)]

    def pauses(self, length: int) -> None:
        pause.pause(self.visit(), str(length))
        self.model.takes_off(length, self.now)

    def is_down(self, time: timedelta) -> None:
        self.model.outages.append((self.now, self.now + time))
        absences.beat(self.db, self.now)
        self.now += time
        self.ticks()

    def is_blocked(self, time: timedelta) -> None:
        address = a_place().address
        people.set_active(self.db, address, self.now, active=False)
        self.model.blocked.append((self.now, self.now + time))
        self.passes(time)
        people.set_active(self.db, address, self.now, active=True)

    def works_on(self, weekdays: frozenset[int]) -> None:
        since = self.now.date() + 2 * DAY
        schedules.note_weekdays(self.db, self._chat.id, weekdays, since)
        self.model.weekdays = [one for one in self.model.weekdays if one[0] < since] + [(since, weekdays)]

    # --- what both say -----------------------------------------------------------------------------

    def visit(self, at: datetime | None = None) -> Visit:
        learner, here = people.learner_by_id(self.db, self.learner), a_place()
        incoming = Incoming("x", here, Sender(1, "Ana"), at or self.now, Command("streak"))
        return Visit(self.db, incoming, learner, self._chat, self.now, Random(7))

    def agree(self) -> None:
        """The streak, the record, the freezes, what the board reads, and every day that is written down."""
        visit, model = self.visit(), self.model
        today = today_of(visit)
        model.looks(self.now)
        found = streak_of(self.db, visit.learner, today=today)
        assert today == model.today(self.now)
        told = (model.streak(self.now), model.longest(self.now), model.freezes(self.now))
        rows = {day: LETTERS[state] for day, state in days.days_of(self.db, self.learner).items()}
        expected = model.states(self.now)
        over = {day: state for day, state in rows.items() if day < today or state == "C"}
        assert {day: expected.get(day) for day in over} == over
        assert {day for day, state in expected.items() if day not in rows and state in "CFR"} == set()
        assert (found.current, found.longest, found.freezes) == told
        kept = days.tally_of(self.db, self.learner)
        assert kept.last is None or kept == tally({day: state for day, state in self._all() if day <= kept.last})

    def _all(self) -> Iterable[tuple[date, DayState]]:
        return days.days_of(self.db, self.learner).items()


# --- histories by chance -----------------------------------------------------------------------------

hours = st.integers(0, 14).map(lambda number: number * HOUR)
STEPS: dict[str, Callable[[Life, Any], object]] = {
    "answer": lambda life, _: life.answers(),
    "answers": lambda life, number: [life.answers() for _ in range(number)],
    "late": lambda life, time: life.answers(late=time),
    "next day": lambda life, time: (life.passes(20 * HOUR + time), life.answers()),
    "days": lambda life, number: [(life.passes(DAY), life.answers()) for _ in range(number)],
    "wait": lambda life, time: life.passes(time),
    "idle": lambda life, number: life.passes(number * DAY),
    "move": lambda life, zone: life.moves_to(zone),
    "goal": lambda life, goal: life.wants(goal),
    "pause": lambda life, length: life.pauses(length),
    "down": lambda life, time: life.is_down(time),
    "blocked": lambda life, time: life.is_blocked(time),
    "weekdays": lambda life, off: life.works_on(frozenset(range(7)) - {off}),
}
WITH = {
    "answer": st.none(),
    "answers": st.integers(2, 6),
    "late": hours,
    "next day": hours,
    "days": st.integers(3, 9),
    "wait": hours,
    "idle": st.integers(1, 3),
    "move": st.sampled_from(ZONES),
    "goal": st.integers(1, 3),
    "pause": st.integers(1, 12),
    "down": st.integers(6, 60).map(lambda number: number * HOUR),
    "blocked": st.integers(6, 60).map(lambda number: number * HOUR),
    "weekdays": st.integers(0, 7),
}
some_step = st.sampled_from([*WITH, "days", "next day", "answers", "idle"]).flatmap(
    lambda name: st.tuples(st.just(name), WITH[name])
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database that every history begins anew in, since none is committed."""
    made = open_engine(f"sqlite:///{a_database(tmp_path_factory.mktemp('histories'), None)}")
    yield made
    made.dispose()


def lived(engine: Engine, beginning: tuple[str, datetime], steps: list[tuple[str, Any]]) -> None:
    """One history, with both asked after each step."""
    zone, now = beginning
    with engine.connect() as db:
        life = Life(db, a_learner(db, zone=zone).id, Model(zone), now)
        for name, given_with in steps:
            STEPS[name](life, given_with)
            life.agree()
        db.rollback()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(BEGINNINGS[2], [("late", 6 * HOUR), ("goal", 3), ("pause", 4), ("idle", 1), ("late", 11 * HOUR)])
@given(st.sampled_from(BEGINNINGS), st.lists(some_step, max_size=14))
def test_any_history_is_what_the_rules_say(engine: Engine, beginning: tuple[str, datetime], steps: list[Any]):
    """Whatever happens, in whichever zone: streak, record, freezes and days are those of the model."""
    lived(engine, beginning, steps)
