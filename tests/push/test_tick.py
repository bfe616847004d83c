"""What time brings: due slots become reserved deliveries, each once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.domain.conversation import ChatKind, Platform, Reply
from bot.domain.schedule import EVERY_DAY, Schedule, next_slot
from bot.domain.streak import DayState
from bot.push import tick
from bot.store import days, people, schedules, updates
from bot.store import tables as t
from bot.study.desk import Desk
from bot.study.visit import Defaults
from tests.store.builders import MADRID, NOW, a_chat, a_credit, a_learner
from tests.store.test_updates import an_update

TELEGRAM = [Platform.TELEGRAM]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def asks(db, chat, *hours: str, since: str, weekdays=EVERY_DAY, count: int = 1) -> None:
    """Gives the chat a schedule, as somebody who sets it at `since`."""
    times = tuple(time.fromisoformat(hour) for hour in hours)
    schedule = Schedule(times, frozenset(weekdays), count, chat.zone)
    schedules.set_schedule(db, chat.id, schedule, next_slot(schedule, utc(since)))


def ticks(db, *moments: str) -> None:
    for moment in moments:
        tick.claim(db, TELEGRAM, utc(moment))


def reserved(db) -> list[tuple[date, str, datetime]]:
    rows = db.execute(select(t.Delivery.local_date, t.Delivery.slot, t.Delivery.due_at).order_by(t.Delivery.id))
    return [(row.local_date, row.slot, row.due_at) for row in rows]


def slots(db) -> list[str]:
    return [f"{day} {slot}" for day, slot, _ in reserved(db)]


@pytest.mark.both_databases
def test_a_slot_is_reserved_when_its_time_comes_and_only_then(engine):
    """However often the tick looks."""
    with engine.begin() as db:
        asks(db, a_chat(db), "09:00", since="2026-03-02 06:00")
        ticks(db, "2026-03-02 07:59:59")
        assert reserved(db) == []
        ticks(db, "2026-03-02 08:00", "2026-03-02 08:00", "2026-03-02 08:00:02", "2026-03-02 20:00")
        assert reserved(db) == [(date(2026, 3, 2), "09:00#1", utc("2026-03-02 08:00"))]
        ticks(db, "2026-03-03 08:00:01")
        assert slots(db) == ["2026-03-02 09:00#1", "2026-03-03 09:00#1"]


def test_two_ticks_in_one_batch(engine):
    """Both are handed to the desk at once, for the same moment."""
    with engine.begin() as db:
        asks(db, a_chat(db), "09:00", since="2026-03-02 06:00")
    moment = utc("2026-03-02 08:00")
    with Desk(engine, Defaults(MADRID, "en")) as desk:
        claims = [desk.run(lambda db: tick.claim(db, TELEGRAM, moment)) for _ in range(2)]
        assert [claim.result(20) for claim in claims] == [1, 0]
    with engine.connect() as db:
        assert slots(db) == ["2026-03-02 09:00#1"]


def test_several_questions_at_once(engine):
    """Each has a slot of its own, so that none is sent twice."""
    with engine.begin() as db:
        asks(db, a_chat(db), "09:00", since="2026-03-02 06:00", count=3)
        ticks(db, "2026-03-02 08:00", "2026-03-02 08:00:02")
        assert slots(db) == [f"2026-03-02 09:00#{number}" for number in (1, 2, 3)]


def test_a_slot_of_a_day_is_reserved_once_whatever_becomes_of_the_schedule(engine):
    """Setting the same hour again after it came, or flying west, does not bring a second nine o'clock."""
    with engine.begin() as db:
        chat = a_chat(db)
        asks(db, chat, "09:00", since="2026-03-02 06:00")
        ticks(db, "2026-03-02 08:00")
        people.change_chat(db, chat.id, zone="America/New_York")
        asks(db, people.chat_by_id(db, chat.id), "09:00", since="2026-03-02 09:00")
        ticks(db, "2026-03-02 14:00")
        assert slots(db) == ["2026-03-02 09:00#1"]
        ticks(db, "2026-03-03 14:00")
        assert slots(db) == ["2026-03-02 09:00#1", "2026-03-03 09:00#1"]


def test_working_days(engine):
    """Friday and Monday, and nothing in between."""
    with engine.begin() as db:
        asks(db, a_chat(db), "09:00", since="2026-03-06 06:00", weekdays=range(5))
        ticks(db, *(f"2026-03-{day:02} {hour}:00" for day in (6, 7, 8, 9) for hour in ("08", "09")))
        assert slots(db) == ["2026-03-06 09:00#1", "2026-03-09 09:00#1"]


def test_the_hour_that_the_clocks_skip(engine):
    """Half past two on 29 March is sent when the clocks have been changed, once, and keeps its own name."""
    with engine.begin() as db:
        asks(db, a_chat(db), "02:30", since="2026-03-28 12:00")
        ticks(db, "2026-03-29 00:59:59", "2026-03-29 01:00", "2026-03-29 01:30", "2026-03-30 00:30")
        assert reserved(db) == [
            (date(2026, 3, 29), "02:30#1", utc("2026-03-29 01:00")),
            (date(2026, 3, 30), "02:30#1", utc("2026-03-30 00:30")),
        ]


def test_the_hour_that_comes_twice(engine):
    """Half past two on 25 October is sent the first time only."""
    with engine.begin() as db:
        asks(db, a_chat(db), "02:30", since="2026-10-24 12:00")
        ticks(db, "2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 02:30")
        assert reserved(db) == [(date(2026, 10, 25), "02:30#1", utc("2026-10-25 00:30"))]


@pytest.mark.parametrize(("minutes", "sent"), [(1, True), (179, True), (180, False), (600, False)])
def test_a_slot_that_was_missed_while_the_program_was_down(engine, minutes, sent):
    """Less than three hours late it is still sent; later a morning's question is no use."""
    with engine.begin() as db:
        chat = a_chat(db)
        asks(db, chat, "09:00", since="2026-03-02 06:00")
        now = utc("2026-03-02 08:00") + timedelta(minutes=minutes)
        tick.claim(db, TELEGRAM, now)
        assert slots(db) == (["2026-03-02 09:00#1"] if sent else [])
        (coming,) = schedules.due(db, TELEGRAM, now=now + timedelta(days=1), limit=9)
        assert coming.slot.at == utc("2026-03-03 08:00")


def test_several_slots_that_were_missed(engine):
    """Down from Monday to Wednesday at noon: of six slots the two of that morning come, in their order."""
    with engine.begin() as db:
        asks(db, a_chat(db), "08:00", "10:30", "12:00", since="2026-03-02 20:00")
        ticks(db, "2026-03-04 11:15")
        assert slots(db) == ["2026-03-04 10:30#1", "2026-03-04 12:00#1"]


def test_a_year_of_slots_that_were_missed(engine, caplog):
    """Two chats, four thousand slots each: one line says that they are skipped, and that morning's come."""
    with engine.begin() as db:
        for number in (1, 2):
            asks(db, a_chat(db, number), *(f"{hour:02}:30" for hour in range(12)), since="2025-03-02 20:00")
        ticks(db, "2026-03-04 11:15")
        assert slots(db) == ["2026-03-04 09:30#1", "2026-03-04 10:30#1", "2026-03-04 11:30#1"] * 2
    (line,) = caplog.messages
    assert line == "2 chats: the questions due until 2026-03-04 08:15 UTC are skipped, they are too late"


def test_a_chat_that_does_not_want_us(engine):
    """Nothing is reserved for it; when it comes back, only what is due then."""
    with engine.begin() as db:
        chat = a_chat(db)
        asks(db, chat, "09:00", since="2026-03-02 06:00")
        people.set_active(db, chat.address, NOW, active=False)
        ticks(db, "2026-03-02 08:00", "2026-03-03 08:00")
        assert reserved(db) == []
        people.set_active(db, chat.address, NOW, active=True)
        ticks(db, "2026-03-04 08:30", "2026-03-05 08:00")
        assert slots(db) == ["2026-03-04 09:00#1", "2026-03-05 09:00#1"]


def test_a_platform_that_is_not_served(engine):
    """Its slots wait for the program that serves it."""
    with engine.begin() as db:
        asks(db, a_chat(db), "09:00", since="2026-03-02 06:00")
        assert tick.claim(db, [Platform.DISCORD], utc("2026-03-02 08:00")) == 0
        assert tick.claim(db, TELEGRAM, utc("2026-03-02 08:01")) == 1


def test_chats_in_three_zones(engine):
    """Nine is nine on everybody's own wall."""
    with engine.begin() as db:
        for number, zone in enumerate(["Asia/Kathmandu", "Europe/Madrid", "America/Nuuk"], start=1):
            asks(db, a_chat(db, number, zone=zone), "09:00", since="2026-03-02 00:00")
        ticks(db, *(f"2026-03-02 {hour:02}:30" for hour in range(24)))
        assert [due for _, _, due in reserved(db)] == [
            utc("2026-03-02 03:15"),
            utc("2026-03-02 08:00"),
            utc("2026-03-02 11:00"),
        ]


def test_days_close_when_they_are_over(engine):
    """A credited day is over at four in the morning: it is closed then, once, and stays credited."""
    with engine.begin() as db:
        ana = a_learner(db)
        days.credit(db, ana.id, a_credit(date(2026, 3, 2)), utc("2026-03-03 03:00"))
        assert tick.close_days(db, utc("2026-03-03 02:59:59")) == 0
        assert tick.close_days(db, utc("2026-03-03 03:00")) == 1
        assert tick.close_days(db, utc("2026-03-03 03:00")) == 0
        assert people.learner_by_id(db, ana.id).closed_through == date(2026, 3, 2)
        assert days.days_of(db, ana.id) == {date(2026, 3, 2): DayState.CREDITED}


def test_a_day_that_is_closed_late(engine):
    """The program was down for two days: the missed one is written down."""
    with engine.begin() as db:
        ana = a_learner(db)
        days.credit(db, ana.id, a_credit(date(2026, 3, 2)), utc("2026-03-03 03:00"))
        tick.close_days(db, utc("2026-03-05 12:00"))
        assert days.days_of(db, ana.id) == {
            date(2026, 3, 2): DayState.CREDITED,
            date(2026, 3, 3): DayState.MISSED,
        }
        assert people.learner_by_id(db, ana.id).closed_through == date(2026, 3, 4)


def test_old_updates_go(engine):
    """What no platform can send again is dropped."""
    with engine.begin() as db:
        updates.remember(db, an_update("old"), Reply(), NOW - timedelta(days=3))
        tick.forget(db, NOW)
        assert updates.reply_to(db, Platform.TELEGRAM, "old") is None


def test_a_group_and_a_forum_topic_have_schedules_of_their_own(engine):
    """Each address is a chat."""
    with engine.begin() as db:
        for thread in (0, 3):
            asks(db, a_chat(db, -5, kind=ChatKind.GROUP, thread=thread), "09:00", since="2026-03-02 06:00")
        assert tick.claim(db, TELEGRAM, utc("2026-03-02 08:00")) == 2


def test_which_chat_comes_first_in_a_minute(engine):
    """Not always the oldest, and the same every day."""
    with engine.begin() as db:
        for number in range(1, 41):
            asks(db, a_chat(db, number), "09:00", since="2026-03-02 06:00")
        ticks(db, "2026-03-02 08:00", "2026-03-03 08:00")
        columns = select(t.Delivery.chat_id).order_by(t.Delivery.id)
        order = list(db.execute(columns).scalars())
    assert order[:40] == order[40:]
    assert sorted(order[:40]) != order[:40]
    assert set(order[:20]) != set(sorted(order[:40])[:20])


def test_a_platform_that_has_no_token(engine):
    """Its schedules are moved on once they are too late for anybody, so that they do not stand before all others."""
    with engine.begin() as db:
        asks(db, a_chat(db), "09:00", since="2026-03-02 06:00")
        for moment, due in (("2026-03-02 10:59", "2026-03-02 08:00"), ("2026-03-02 11:00", "2026-03-03 08:00")):
            tick.take_up(db, [Platform.DISCORD], utc(moment))
            assert db.execute(select(t.Schedule.next_due_at)).scalar() == utc(due)
        assert reserved(db) == []
