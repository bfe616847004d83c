"""What the program itself knows that keeps a chat from getting its questions: a sentence for each, with its remedy."""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from bot.domain.conversation import Body, Line, Span
from bot.domain.delivery import DeliveryState
from bot.domain.schedule import Schedule
from bot.store import bank, deliveries, pauses, people, schedules
from bot.study.lacking import nothing_to_ask
from bot.study.language import NAMES
from bot.study.visit import Visit
from bot.study.zone import clock
from bot.texts import messages as m

_NOT_SENT = {
    DeliveryState.SKIPPED: m.LAST_SKIPPED,
    DeliveryState.EMPTY: m.LAST_EMPTY,
    DeliveryState.FAILED: m.LAST_FAILED,
}


def complaints(visit: Visit) -> list[Body]:
    """All that is wrong, the worst first."""
    return [body for check in _CHECKS for body in check(visit)]


def _questions(visit: Visit) -> Iterator[Body]:
    """Nothing at all, nothing that was chosen, or nothing in the language of the chat."""
    chosen = people.topics_of(visit.db, visit.chat.id)
    if not bank.any_within(visit.db, chosen, visit.reach, visit.chat.difficulty):
        yield from (_warning(say.body) for say in nothing_to_ask(visit).says)
    elif not bank.is_in(visit.db, visit.say.language, visit.reach):
        yield visit.say(m.NOT_IN_LANGUAGE, language=NAMES[visit.say.language])


def _warning(body: Body) -> Body:
    """What is also said elsewhere, marked as all the rest here."""
    return tuple(Line((Span("⚠ "), *line.spans)) for line in body if isinstance(line, Line))


def _lost_topics(visit: Visit) -> Iterator[Body]:
    """Topics that were chosen, and that the notes do not have any more, while others are left."""
    known = {topic.code for topic in bank.topics(visit.db, visit.say.language, visit.reach)}
    chosen = people.topics_of(visit.db, visit.chat.id)
    if chosen & known and (lost := chosen - known):
        yield visit.say(m.TOPICS_LOST, n=len(lost))


def _schedule(visit: Visit) -> Iterator[Body]:
    """None, or one that only asks at quiet hours."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule is None:
        yield visit.say(m.NO_SCHEDULE)
    elif _is_all_quiet(schedule) and (quiet := schedule.quiet):
        yield visit.say(m.ALL_IN_QUIET, start=f"{quiet.start:%H:%M}", end=f"{quiet.end:%H:%M}")


def _is_all_quiet(schedule: Schedule) -> bool:
    quiet = schedule.quiet
    return quiet is not None and all(at in quiet for at in schedule.times)


def _pause(visit: Visit) -> Iterator[Body]:
    if visit.is_private:
        current = (one for one in pauses.pauses_of(visit.db, visit.learner.id) if visit.today in one)
        yield from (visit.say(m.IS_PAUSED, last=visit.say.day(one.last, visit.today)) for one in current)


def _last_push(visit: Visit) -> Iterator[Body]:
    """The last question that was to come by itself, and did not. A learner's may be skipped because they wanted so."""
    found = deliveries.last_scheduled(visit.db, visit.chat.id)
    if found is None or found.state not in _NOT_SENT:
        return
    if not (visit.is_private and found.state is DeliveryState.SKIPPED):
        there = found.due_at.astimezone(ZoneInfo(visit.chat.zone))
        yield visit.say(_NOT_SENT[found.state], date=visit.say.past_day(there.date()), hour=f"{there:%H:%M}")


def _zone(visit: Visit) -> Iterator[Body]:
    if not visit.chat.zone_chosen:
        zone = visit.chat.zone
        yield visit.say(m.ZONE_NOT_CONFIRMED, city=visit.say.city(zone), hour=clock(zone, visit.now))


_CHECKS: tuple[Callable[[Visit], Iterator[Body]], ...] = (
    _questions,
    _lost_topics,
    _schedule,
    _pause,
    _last_push,
    _zone,
)
