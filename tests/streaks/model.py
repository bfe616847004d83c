"""The rules of streaks told slowly and obviously, without a look at the program: what a learner's days should be.

Everything that happened is kept as it happened, and every question is answered by going through all of it again.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, HOUR, MINUTE, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(days=7)
NEUTRAL = "FREP"


@dataclass
class Model:
    """One learner. States are letters: credited, frozen, repaired, excused, paused, missed."""

    home: str
    moves: list[tuple[datetime, str]] = field(default_factory=list)
    events: list[date] = field(default_factory=list)
    credits: dict[date, tuple[datetime, str]] = field(default_factory=dict)
    repaired: set[date] = field(default_factory=set)
    in_flight: set[date] = field(default_factory=set)
    excused: set[date] = field(default_factory=set)
    goals: list[tuple[date, int]] = field(default_factory=list)
    pauses: list[tuple[date, date]] = field(default_factory=list)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    blocked: list[tuple[datetime, datetime]] = field(default_factory=list)
    nothing_due: set[date] = field(default_factory=set)
    weekdays: list[tuple[date, frozenset[int]]] = field(default_factory=list)
    closed: date = date.min
    closed_in: dict[date, str] = field(default_factory=dict)

    # --- where and when --------------------------------------------------------------------------

    def counted_moves(self, at: datetime) -> list[tuple[datetime, str]]:
        """At every moment: whoever wants another zone than the one that counts gets it, twice a week at most."""
        counted: list[tuple[datetime, str]] = []
        moments = {when for when, _ in self.moves if when <= at}
        while moments:
            now = min(moments)
            moments.discard(now)
            wanted = [zone for when, zone in self.moves if when <= now][-1]
            lately = [when for when, _ in counted if now - when < WEEK]
            if wanted != (counted[-1][1] if counted else self.home):
                if len(lately) < 2:
                    counted.append((now, wanted))
                elif lately[-2] + WEEK <= at:
                    moments.add(lately[-2] + WEEK)
        return counted

    def zone(self, at: datetime) -> str:
        counted = self.counted_moves(at)
        return counted[-1][1] if counted else self.home

    def today(self, at: datetime) -> date:
        """The date of the wall clock four hours ago, and never a day before the last one that counted."""
        wall = at.astimezone(ZoneInfo(self.zone(at))).replace(tzinfo=None)
        return max([(wall - 4 * HOUR).date(), *self.events[-1:]])

    @staticmethod
    def ends(day: date, zone: str) -> datetime:
        """The first moment at which the wall clock has reached four on the next day."""
        wall = datetime.combine(day + DAY, time(4))
        found = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        while (found - MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None) >= wall:
            found -= MINUTE  # the clock leaps over that hour
        return found

    # --- what decides a day ----------------------------------------------------------------------

    def goal(self, day: date) -> int:
        return ([1] + [goal for since, goal in sorted(self.goals) if since <= day])[-1]

    def is_paused(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.pauses)

    def has_excuse(self, day: date, zone: str) -> bool:
        start, end = self.ends(day - DAY, zone), self.ends(day, zone)
        exists = any(
            (start - 12 * HOUR + number * HOUR).astimezone(ZoneInfo(zone)).date() == day for number in range(60)
        )
        off = [weekdays for since, weekdays in sorted(self.weekdays) if since <= day][-1:]
        minutes = int((end - start).total_seconds() // 60)
        near = [(one, other) for one, other in self.outages if one < end and other > start]
        down = sum(
            any(one <= start + timedelta(minutes=number) < other for one, other in near)
            for number in range(minutes if near else 0)
        )
        gone = any(one <= start and other >= end for one, other in self.blocked)
        return (
            not exists
            or bool(off and off[0] and day.weekday() not in off[0])
            or down * 2 > minutes
            or gone
            or day in self.nothing_due
        )

    # --- the days --------------------------------------------------------------------------------

    def states(self, at: datetime) -> dict[date, str]:
        """Every day from the first credited one to yesterday, in order; today when it is credited."""
        today, zone, found = self.today(at), self.zone(at), dict[date, str]()
        held, count, alive = 0, 0, False
        day = min(self.credits, default=today)
        while day < today:
            if day in self.credits:
                count, alive, found[day] = count + 1, True, "C"
                held = min(2, held + (count % 7 == 0))
            elif day in self.repaired:
                found[day], alive = "R", True
            elif day in self.in_flight or day in self.excused:
                found[day] = "E"
            elif self.is_paused(day):
                found[day] = "P"
            elif self.has_excuse(day, self._zone_of_closing(day, zone, alive=alive)):
                found[day] = "E"
                self.excused |= {day} if alive else set()
            elif alive and held and walk_back(day - DAY, found):
                found[day], held = "F", held - 1
            else:
                found[day], alive = "M", False
            day += DAY
        return found | ({today: "C"} if today in self.credits else {})

    def longest(self, at: datetime) -> int:
        found = self.states(at)
        return max((walk_back(day, found) for day in found), default=0)

    def freezes(self, at: datetime) -> int:
        held, count = 0, 0
        for _, state in sorted(self.states(at).items()):
            count += state == "C"
            held = min(2, held + (state == "C" and count % 7 == 0)) - (state == "F")
        return held

    def streak(self, at: datetime) -> int:
        """Credited days walking back from today, or from yesterday while today is pending."""
        found, today = self.states(at), self.today(at)
        return walk_back(today if today in found else today - DAY, found)

    def _zone_of_closing(self, day: date, zone: str, *, alive: bool) -> str:
        """A day that a streak hangs on is judged once, by the zone of that moment; behind a missed one nobody asks."""
        return self.closed_in.setdefault(day, zone) if alive else self.closed_in.get(day, zone)

    def _judge_again(self, first: date) -> None:
        self.closed_in = {day: zone for day, zone in self.closed_in.items() if day < first}

    # --- what a learner does ---------------------------------------------------------------------

    def looks(self, at: datetime) -> None:
        """The days that are over are closed: one that a flight has just left out is excused."""
        today = self.today(at)
        skipped = self._flew(today, at)
        if skipped and skipped > self.closed:
            self.in_flight.add(skipped)
        if self.closed >= today:
            self._judge_again(today)
        self.closed = today - DAY
        self.states(at)

    def answers(self, at: datetime, now: datetime) -> None:
        """One answer, sent at `at` and handled `now`."""
        day = self.today(at)
        self.events.append(day)
        self.pauses = [
            (first, min(last, day - DAY) if first <= day <= last else last)
            for first, last in self.pauses
            if not (first == day <= last)
        ]
        if self.events.count(day) >= self.goal(day) and day not in self.credits and self._may_credit(at):
            self.in_flight |= {skipped} if (skipped := self._flew(day, at)) else set()
            self.credits[day] = (at, self.zone(at))
            if day <= self.closed:
                self._judge_again(day + DAY)
        if self.events.count(day) >= self.goal(day) + 3:
            self._repair(day, at)
        self.looks(now)

    def _may_credit(self, at: datetime) -> bool:
        moved, last = self.counted_moves(at)[-1:], [self.credits[day][0] for day in sorted(self.credits)][-1:]
        return not moved or not last or at - moved[0][0] >= 24 * HOUR or at - last[0] >= 16 * HOUR

    def _flew(self, day: date, at: datetime) -> date | None:
        """The day between the last credit and this one, if a flight east skipped it."""
        for last in sorted(self.credits)[-1:]:
            when, zone = self.credits[last]
            if day - last == 2 * DAY and at - when < 36 * HOUR and zone != self.zone(at):
                return day - DAY
        return None

    def _repair(self, today: date, at: datetime) -> None:
        found = {day: state for day, state in self.states(at).items() if day <= today}
        missed = max((day for day, state in found.items() if state == "M"), default=None)
        if missed is None or at >= self.ends(missed, self.zone(at)) + 48 * HOUR:
            return
        if any(day > missed - 30 * DAY for day in self.repaired):
            return
        if self.streak_with(found | {missed: "R"}, today) > self.streak_with(found, today):
            self.repaired.add(missed)

    @staticmethod
    def streak_with(found: dict[date, str], today: date) -> int:
        return walk_back(today if today in found else today - DAY, found)

    def takes_off(self, count: int, at: datetime) -> None:
        """`/pause 5`: from today, or from tomorrow when today counts already or yesterday was missed."""
        today, found = self.today(at), self.states(at)
        late = found.get(today - DAY) == "M" or today in found
        first = today + late * DAY
        wish = {first + number * DAY for number in range(count)}
        off = wish | {one + number * DAY for one, last in self.pauses for number in range((last - one).days + 1)}
        if all(sum(day <= other < day + 90 * DAY for other in off) <= 30 for day in off):
            self.pauses.append((first, max(wish)))


def walk_back(day: date, found: dict[date, str]) -> int:
    """Credited days back from this one to the first that is missed or unknown."""
    count = 0
    while found.get(day, "M") != "M":
        count += found[day] == "C"
        day -= DAY
    return count
