"""What keeps a learner's day from being missed: their pauses, and what the program knows of that day."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.conversation import ChatKind
from bot.domain.day_end import Spare
from bot.domain.excuses import Circumstances, Excuse, Span, excuse_for
from bot.domain.learner import Chat, Learner
from bot.domain.local_time import exists
from bot.domain.schedule import next_slot
from bot.domain.streak import DayState, day_ends_at
from bot.store import absences, deliveries, pauses, people, schedules
from bot.store.engine import Connection

_MOMENT = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def spare_for(db: Connection, learner: Learner, zone: str) -> Spare:
    """For one learner whose days are in this zone."""

    def spare(day: date) -> DayState | Excuse | None:
        if pauses.is_paused(db, learner.id, day):
            return DayState.PAUSED
        return excuse_for(_circumstances(db, _chats(db, learner), day, zone, learner.rollover))

    return spare


def spare_for_group(db: Connection, chat: Chat) -> Spare:
    """For the days of a group, which are those of its own zone."""
    return lambda day: excuse_for(_circumstances(db, ([chat], []), day, chat.zone, chat.rollover))


def _circumstances(
    db: Connection, chats: tuple[list[Chat], list[Chat]], day: date, zone: str, rollover: time
) -> Circumstances:
    """What is known of a day; of the two lists the second counts where the first says nothing."""
    if not exists(day, zone):
        return Circumstances(on_calendar=False)
    own, others = chats
    asking = own or others
    whole = (day_ends_at(day - _DAY, zone, rollover), day_ends_at(day, zone, rollover))
    window = (_first_push(db, asking, whole) or whole[0], whole[1])
    return Circumstances(
        day_off=_is_off(db, own, day) or (not _weekdays(db, own, day) and _is_off(db, others, day)),
        nothing_due=any(deliveries.nothing_to_ask(db, chat.id, whole) for chat in asking),
        removed=_was_removed(db, asking, window),
        window=window,
        outages=absences.outages_within(db, window),
    )


def _was_removed(db: Connection, chats: Sequence[Chat], window: Span) -> bool:
    """Whether the bot could write to none of these as long as questions might have come."""
    return bool(chats) and all(absences.away_all_of(db, chat.id, window) for chat in chats)


def _chats(db: Connection, learner: Learner) -> tuple[list[Chat], list[Chat]]:
    """The learner's private chats, and the others."""
    found = people.chats_of(db, learner.id)
    private = [chat for chat in found if chat.kind is ChatKind.PRIVATE]
    return private, [chat for chat in found if chat.kind is not ChatKind.PRIVATE]


def _weekdays(db: Connection, chats: Sequence[Chat], day: date) -> list[frozenset[int]]:
    """The weekdays of those that have a schedule."""
    return [days for chat in chats if (days := schedules.weekdays_on(db, chat.id, day))]


def _is_off(db: Connection, chats: Sequence[Chat], day: date) -> bool:
    """Whether there are schedules, and none has this weekday."""
    found = _weekdays(db, chats, day)
    return bool(found) and not any(day.weekday() in days for days in found)


def _first_push(db: Connection, chats: Sequence[Chat], within: Span) -> datetime | None:
    """When the first question of a day came, after the quiet hours that hold now."""
    found = (schedules.schedule_of(db, chat.id) for chat in chats)
    comes = [next_slot(schedule, within[0] - _MOMENT).at for schedule in found if schedule]
    return min((at for at in comes if at < within[1]), default=None)
