"""What a learner has done and what is coming, in numbers: the same for the message, the picture and the terminal.

Days are the learner's own (see `streak.py`). *Retention* is the share remembered of the reviews of questions that the
learner had graded on an earlier day: a question seen for the first time, or twice in one sitting, says nothing about
memory. Remembered means graded anything but “again”, as FSRS has it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.memory import Card, Grade, tells_retention

WEEK = 7
WEEKS_SHOWN = 53
"""A year and the days that its first and last week have more: every date of a leap year has its place."""
DAYS_AHEAD = 14
RECENT_DAYS = 30
LEVELS = 4
_DAY = timedelta(days=1)
_QUIET = 4
"""Answers that fill a day's square at least: one answer a day should not look like a marathon."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one day, or of several.

    `answered` are questions that were answered, or graded after a look at the answer, each once; `recalls` are the
    reviews that tell retention, and `remembered` those that went well.
    """

    answered: int = 0
    reviewed: int = 0
    recalls: int = 0
    remembered: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.answered + other.answered,
            self.reviewed + other.reviewed,
            self.recalls + other.recalls,
            self.remembered + other.remembered,
        )

    def keeping_back(self, held: "Counts") -> "Counts":
        """The same without how well it went in `held`, of which nothing may be told yet."""
        return Counts(self.answered, self.reviewed, self.recalls - held.recalls, self.remembered - held.remembered)

    @property
    def retention(self) -> float | None:
        """The share remembered, 0 to 1; None without a single recall."""
        return self.remembered / self.recalls if self.recalls else None


def counts_of(grade: Grade, before: Card | None, at: datetime) -> Counts:
    """What one review counts for; `before` is the card as it was."""
    recalls = int(tells_retention(before, at))
    return Counts(reviewed=1, recalls=recalls, remembered=recalls * (grade is not Grade.AGAIN))


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """How the latest recalls of one topic went."""

    title: str
    recalls: int
    remembered: int

    @property
    def retention(self) -> float:
        """The share remembered, 0 to 1."""
        return self.remembered / self.recalls


@dataclass(frozen=True, slots=True)
class Progress:
    """All numbers of one learner as of `today`.

    `days` has the days of the last year with anything in them; `total` counts everything ever; `ahead` are the
    questions that come back on each of the next 14 days, today first, as `spread` over the learner's daily number;
    `due` is how many wait for a review today, however long, and `share` how many of them that number leaves for today.
    """

    today: date
    days: Mapping[date, Counts]
    total: Counts
    ahead: tuple[int, ...]
    hardest: tuple[TopicCounts, ...] = ()
    due: int = 0
    share: int = 0

    def last(self, days: int) -> Counts:
        """The sum of this many days, today among them."""
        first = self.today - (days - 1) * _DAY
        return total(counts for day, counts in self.days.items() if first <= day <= self.today)

    def shown(self, first_weekday: int) -> Counts:
        """The sum of the year that is shown."""
        first = first_day_shown(self.today, first_weekday)
        return total(counts for day, counts in self.days.items() if first <= day <= self.today)

    @property
    def busiest(self) -> tuple[date, int] | None:
        """The latest of the days with most answers, and how many they were; None without an answer."""
        known = [(counts.answered, day) for day, counts in self.days.items() if counts.answered and day <= self.today]
        most, day = max(known, default=(0, self.today))
        return (day, most) if most else None

    @property
    def active_days(self) -> int:
        """On how many days of the year shown something was answered."""
        return sum(1 for day, counts in self.days.items() if counts.answered and day <= self.today)

    @property
    def heaviest(self) -> tuple[date, int] | None:
        """The first of the coming days with most questions, and how many; None when nothing is coming."""
        most = max(self.ahead)
        return (self.today + self.ahead.index(most) * _DAY, most) if most else None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of some counts."""
    return sum(counts, Counts())


# --- what is coming ----------------------------------------------------------------------------------


def spread(falling_due: Iterable[int], share: int, a_day: int) -> tuple[int, ...]:
    """How many reviews come on each day when no day takes more than its number: `share` today, then `a_day` each.

    `falling_due` is how many fall due on each day, the first with all that is overdue; what is left over waits.
    """
    coming, waiting = [], 0
    for number, more in enumerate(falling_due):
        waiting += more
        coming.append(min(waiting, a_day if number else share))
        waiting -= coming[-1]
    return tuple(coming)


# --- the year, week by week --------------------------------------------------------------------------


def first_day_shown(today: date, first_weekday: int) -> date:
    """The first day of the year that is shown, whose weeks begin on `first_weekday` (0: Monday); the last has today."""
    return today - ((today.weekday() - first_weekday) % WEEK + (WEEKS_SHOWN - 1) * WEEK) * _DAY


def weeks(today: date, first_weekday: int) -> list[list[date]]:
    """The 53 weeks that are shown, the oldest first; days of the last one may be still to come."""
    first = first_day_shown(today, first_weekday)
    return [[first + (week * WEEK + day) * _DAY for day in range(WEEK)] for week in range(WEEKS_SHOWN)]


def retention_by_week(progress: Progress, first_weekday: int) -> list[float | None]:
    """The share remembered in each of the weeks shown; None for a week without a recall."""
    return [
        total(progress.days.get(day, Counts()) for day in week).retention
        for week in weeks(progress.today, first_weekday)
    ]


def worst_week(progress: Progress, first_weekday: int) -> tuple[date, float] | None:
    """The first day of the week with the lowest share remembered, the latest of equals, and that share."""
    shares = zip(weeks(progress.today, first_weekday), retention_by_week(progress, first_weekday), strict=True)
    known = [(week[0], share) for week, share in shares if share is not None]
    return min(reversed(known), key=lambda one: one[1], default=None)


def level(answered: int, full: int) -> int:
    """How strong the square of a day is: 0 (nothing) to 4, in equal steps up to `full` answers."""
    return min(LEVELS, -(-LEVELS * answered // full))


def full_day(days: Mapping[date, Counts]) -> int:
    """How many answers make the strongest square: as many as on the busiest tenth of the active days, and at least 4.

    One day of a hundred answers does not make all others look empty.
    """
    active = sorted(counts.answered for counts in days.values() if counts.answered)
    return max(_QUIET, active[len(active) * 9 // 10]) if active else _QUIET


# --- what is hard ------------------------------------------------------------------------------------


def hardest(topics: Iterable[TopicCounts], most: int = 3, recalls: int = 3) -> tuple[TopicCounts, ...]:
    """The topics remembered least, the hardest first: none that always went well, or has fewer than `recalls`."""
    told = [topic for topic in topics if topic.recalls >= recalls and topic.remembered < topic.recalls]
    return tuple(sorted(told, key=lambda topic: (topic.retention, -topic.recalls, topic.title))[:most])
