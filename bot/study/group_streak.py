"""The streak of a group: its days, closed at their end, and how it stands today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.conversation import Body, ChatKind, Platform
from bot.domain.day_end import closing
from bot.domain.learner import Chat, Learner
from bot.domain.quorum import LEAST, Turnout, bounds, turnout
from bot.domain.streak import DayState, Streak, day_ends_at, local_day, streak_on, tally
from bot.store import group_days, people
from bot.store.engine import Connection
from bot.store.group_days import GroupDay
from bot.study.sparing import spare_for_group
from bot.texts import messages as m
from bot.texts.sentences import Sentences

LOOKED_BACK = timedelta(days=60)
"""How far back days are closed: as long as somebody studies, each is closed at its end."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GroupStreak:
    """A group's days in a row, and who came today so far."""

    streak: Streak
    today: Turnout


def has_streak(chat: Chat) -> bool:
    """Whether several people study here: in groups, and in the terminal, which all who type there share."""
    return chat.kind is ChatKind.GROUP or chat.address.platform is Platform.TERMINAL


def credited(db: Connection, learner: Learner, at: datetime) -> None:
    """A learner's day was credited at this instant: their groups' days have one more."""
    for chat in filter(has_streak, people.chats_of(db, learner.id)):
        day = local_day(at, chat.zone, chat.rollover)
        if chat.closed_through is not None and day <= chat.closed_through:
            _count_again(db, chat, day)
        else:
            group_days.open_until(db, chat.id, day_ends_at(day, chat.zone, chat.rollover))


def _count_again(db: Connection, chat: Chat, day: date) -> None:
    """The answer came late, after the day was closed: what counts is when it was sent."""
    found = turnout_on(db, chat, day)
    if found.is_met:
        group_days.met_after_all(db, chat.id, day, found)


def streak_of(db: Connection, chat: Chat, now: datetime) -> GroupStreak:
    """How the group stands, after closing what is over."""
    today = close(db, chat, now)
    found = turnout_on(db, chat, today)
    here = {today: DayState.CREDITED if found.is_met else DayState.PENDING}
    return GroupStreak(streak_on(today, {**group_days.days_of(db, chat.id), **here}), found)


def told(say: Sentences, found: GroupStreak) -> Body:
    """The group's streak in two lines, and what today still needs; nothing where one person studies alone."""
    streak, today = found.streak, found.today
    if not streak.longest and today.active < LEAST:
        return ()
    so_far = say(m.TODAY_COUNTS) if today.is_met else say(m.GOAL_SO_FAR, done=today.credited, goal=today.quorum)
    if not streak.current:
        return say(m.GROUP_NO_STREAK, n=today.quorum) + so_far
    freezes = say(m.GROUP_FREEZES, n=streak.freezes) if streak.freezes else ()
    return say(m.GROUP_STREAK, n=streak.current, longest=streak.longest) + so_far + freezes


def close(db: Connection, chat: Chat, now: datetime) -> date:
    """Settles the group's days that are over, once each, and gives the group's today."""
    today = max(local_day(now, chat.zone, chat.rollover), _day_after(chat.closed_through))
    if chat.closed_through is None or chat.closed_through < today - _DAY:
        _close(db, chat, today)
    return today


def _day_after(day: date | None) -> date:
    return day + _DAY if day else date.min


def _close(db: Connection, chat: Chat, today: date) -> None:
    first = max(_day_after(chat.closed_through), today - LOOKED_BACK)
    over = [first + number * _DAY for number in range((today - first).days)]
    came = {day: turnout_on(db, chat, day) for day in over}
    met = {day: DayState.CREDITED for day, found in came.items() if found.is_met}
    known = {**group_days.days_of(db, chat.id), **met}
    closed = closing(known, closed_through=chat.closed_through, today=today, spare=spare_for_group(db, chat))
    became = met | {one.day: one.state for one in closed}
    group_days.write(db, chat.id, [GroupDay(day, state, came[day]) for day, state in became.items()])
    alive = tally({**known, **became}).unbroken or turnout_on(db, chat, today).credited > 0
    ends_at = day_ends_at(today, chat.zone, chat.rollover) if alive else None
    group_days.close_through(db, chat.id, today - _DAY, ends_at)
    if over and chat.finals and chat.kind is ChatKind.GROUP and came[over[-1]].credited:
        group_days.plan_final(db, chat.id, over[-1])


def turnout_on(db: Connection, chat: Chat, day: date) -> Turnout:
    """Who came on one of the group's days."""
    within = bounds(day, chat.zone, chat.rollover)
    latest = group_days.latest_credits(db, chat.id, within)
    return turnout(latest, group_days.paused(db, chat.id, day), within)
