"""When those who look after the bot are told by itself that something is wrong, and when that it is over."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.conversation import Platform

STANDS_STILL = timedelta(minutes=3)
"""After which a platform that does not answer, or a database that takes nothing, is told."""
LATE = timedelta(minutes=5)
"""How late a question may be that comes by itself: a full minute takes some time at the platforms' pace."""
CALM = timedelta(minutes=2)
"""How long all has to be well until it is said that it is over."""
REST = timedelta(minutes=15)
"""After the end of one incident no other of the same kind is told for so long: a line that flaps is one nuisance."""


class Fault(StrEnum):
    """What is wrong."""

    AWAY = "away"
    """A platform cannot be reached."""
    LATE = "late"
    """Questions go out late."""
    STUCK = "stuck"
    """The database takes nothing."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is wrong, and on which platform if it is on one."""

    fault: Fault
    platform: Platform | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong since a moment, or was `until` another. `waiting`: questions that wait, when it began."""

    subject: Subject
    since: datetime
    waiting: int = 0
    until: datetime | None = None

    def over(self, until: datetime) -> "Alarm":
        """The same, when it is over."""
        return replace(self, until=until)


@dataclass(frozen=True, slots=True)
class _Incident:
    """`well_since` is when it was first seen to be well again."""

    alarm: Alarm
    well_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known of it all: incidents that go on, and when the last one of each kind ended."""

    incidents: Mapping[Subject, _Incident] = field(default_factory=dict)
    ended: Mapping[Subject, datetime] = field(default_factory=dict)


def seen(watch: Watch, signs: Iterable[Alarm], now: datetime) -> tuple[Watch, list[Alarm]]:
    """The watch after one look at everything that is wrong now, and what has to be told."""
    wrong = {sign.subject: sign for sign in signs}
    known = {**watch.incidents, **wrong}
    looked = {subject: _looked(one, now, is_wrong=subject in wrong) for subject, one in watch.incidents.items()}
    over = [
        one.alarm.over(one.well_since) for one in looked.values() if one.well_since and now - one.well_since >= CALM
    ]
    begun = [sign for sign in wrong.values() if _begins(watch, sign.subject, now) and not _follows(sign.subject, known)]
    ended = {alarm.subject: alarm.until or now for alarm in over}
    goes_on = {subject: one for subject, one in looked.items() if subject not in ended}
    after = Watch(goes_on | {sign.subject: _Incident(sign) for sign in begun}, {**watch.ended, **ended})
    return after, [*over, *begun]


def _looked(one: _Incident, now: datetime, *, is_wrong: bool) -> _Incident:
    return replace(one, well_since=None if is_wrong else one.well_since or now)


def _begins(watch: Watch, subject: Subject, now: datetime) -> bool:
    rested = subject not in watch.ended or now - watch.ended[subject] >= REST
    return rested and subject not in watch.incidents


def _follows(subject: Subject, known: Container[Subject]) -> bool:
    """Whether it only follows from what is known: nothing is on time where nothing can be sent or written."""
    causes = (Subject(Fault.AWAY, subject.platform), Subject(Fault.STUCK))
    return subject.fault is Fault.LATE and any(cause in known for cause in causes)
