"""Schedules and the questions on their way."""

from datetime import date, time, timedelta

import pytest

from bot.domain.conversation import ChatKind, Platform
from bot.domain.delivery import Delivery, DeliveryState, Turn
from bot.domain.schedule import EVERY_DAY, Schedule, Slot, next_slot
from bot.store import deliveries, people, schedules
from tests.store.builders import MADRID, NOW, TODAY, a_chat, a_learner, asked, questions, reserves

pytestmark = pytest.mark.both_databases

ALL = (Platform.TELEGRAM, Platform.DISCORD, Platform.TERMINAL)


def at(hour: str, *, zone: str = MADRID, count: int = 1) -> Schedule:
    return Schedule((time.fromisoformat(hour),), EVERY_DAY, count, zone)


def scheduled(db, chat, minutes: int):
    """A chat whose next slot comes so many minutes from now."""
    schedules.set_schedule(db, chat.id, at("09:00"), Slot(TODAY, time(9), NOW + timedelta(minutes=minutes)))


def reserved(db, chat, minutes: int, slot: str = "09:00#1"):
    reserves(db, chat.id, day=TODAY, slot=slot, due_at=NOW + timedelta(minutes=minutes))


def chats_of(found) -> list[int]:
    return [one.chat for one in found]


def test_a_schedule_comes_back_as_it_was_set(engine):
    """Times, weekdays and number; the zone is the chat's."""
    schedule = Schedule((time(0), time(9, 5), time(23, 59)), frozenset({0, 4, 6}), 10, MADRID)
    with engine.begin() as db:
        chat = a_chat(db)
        assert schedules.schedule_of(db, chat.id) is None
        schedules.set_schedule(db, chat.id, at("07:00"), next_slot(at("07:00"), NOW))
        schedules.set_schedule(db, chat.id, schedule, next_slot(schedule, NOW))
        assert schedules.schedule_of(db, chat.id) == schedule
        (coming,) = schedules.due(db, ALL, now=NOW + timedelta(days=7), limit=9)
        assert (coming.schedule, coming.slot) == (schedule, next_slot(schedule, NOW))
        schedules.drop_schedule(db, chat.id)
        assert schedules.schedule_of(db, chat.id) is None
        assert schedules.due(db, ALL, now=NOW + timedelta(days=7), limit=9) == []


def test_who_is_due(engine):
    """Those whose slot has come, the longest waiting first, and not more than asked for."""
    with engine.begin() as db:
        late, early, now, soon = (a_chat(db, number) for number in (1, 2, 3, 4))
        for chat, minutes in ((late, -1), (early, -9), (now, 0), (soon, 1)):
            scheduled(db, chat, minutes)
        assert chats_of(schedules.due(db, ALL, now=NOW, limit=9)) == [early.id, late.id, now.id]
        assert chats_of(schedules.due(db, ALL, now=NOW, limit=2)) == [early.id, late.id]
        schedules.advance(db, early.id, Slot(date(2026, 3, 3), time(9), NOW + timedelta(days=1)))
        assert chats_of(schedules.due(db, ALL, now=NOW, limit=9)) == [late.id, now.id]


def test_chats_that_cannot_be_written_to(engine):
    """Those that blocked us are moved on and nothing more; those of a platform that is not served wait for it."""
    with engine.begin() as db:
        blocked, open_one = a_chat(db, 1), a_chat(db, 2)
        for chat in (blocked, open_one):
            scheduled(db, chat, 0)
        people.set_active(db, blocked.address, NOW, active=False)
        found = schedules.due(db, ALL, now=NOW, limit=9)
        assert {coming.chat: coming.wanted for coming in found} == {open_one.id: True, blocked.id: False}
        assert schedules.due(db, [Platform.DISCORD], now=NOW, limit=9) == []
        assert schedules.due(db, [], now=NOW, limit=9) == []


def test_what_waits_to_be_sent(engine):
    """Reserved deliveries whose time has come, the oldest first; sent, skipped and failed ones wait no more."""
    with engine.begin() as db:
        here, there, (question,) = a_chat(db, 1), a_chat(db, 2), questions(db, "What?")
        for chat, minutes, slot in ((here, 0, "a"), (there, -5, "a"), (here, 1, "b"), (here, -5, "c")):
            reserved(db, chat, minutes, slot)
        asked(db, here, question)
        waiting = deliveries.waiting(db, ALL, now=NOW, limit=9)
        assert [(one.chat, one.due_at, one.local_date, one.question) for one in waiting] == [
            (there.id, NOW - timedelta(minutes=5), TODAY, None),
            (here.id, NOW - timedelta(minutes=5), TODAY, None),
            (here.id, NOW, TODAY, None),
        ]
        assert deliveries.waiting(db, ALL, now=NOW, limit=1) == waiting[:1]
        assert deliveries.waiting(db, [Platform.DISCORD], now=NOW, limit=9) == []
        states = (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED)
        for one, state in zip(waiting, states, strict=True):
            deliveries.close(db, one.id, state, NOW)
        assert deliveries.waiting(db, ALL, now=NOW, limit=9) == []


def test_a_chosen_question_is_fixed(engine):
    """It is there at the second try, and the delivery can be found once it has one."""
    with engine.begin() as db:
        chat, (question,) = a_chat(db), questions(db, "What?")
        reserved(db, chat, 0)
        (due,) = deliveries.waiting(db, ALL, now=NOW, limit=9)
        assert deliveries.delivery_by_id(db, due.id) is None
        deliveries.choose(db, due.id, question)
        assert deliveries.waiting(db, ALL, now=NOW, limit=9)[0].question == question
        assert deliveries.delivery_by_id(db, due.id) == Delivery(due.id, chat.id, question, scheduled=True)


def test_a_forged_number(engine):
    """The largest that a button can carry finds nothing."""
    with engine.begin() as db:
        assert deliveries.delivery_by_id(db, 36**12 - 1) is None


def test_a_message_finds_its_question(engine):
    """All messages of a split question lead to it, in its own chat; the last one has the buttons."""
    with engine.begin() as db:
        here, there, (question,) = a_chat(db, 1), a_chat(db, 2), questions(db, "What?")
        delivery, other = asked(db, here, question), asked(db, there, question)
        deliveries.record_messages(db, delivery.id, [11, 12])
        deliveries.record_messages(db, delivery.id, [12])
        deliveries.record_messages(db, other.id, [12])
        assert deliveries.delivery_of_message(db, here.id, 11) == delivery
        assert deliveries.delivery_of_message(db, there.id, 12) == other
        assert deliveries.delivery_of_message(db, there.id, 11) is None
        assert deliveries.message_of(db, delivery.id) == 12


def test_the_question_sent_last(engine):
    """By the moment it was sent, and of two at one moment the later one; what is reserved was not sent."""
    with engine.begin() as db:
        chat, numbers = a_chat(db), questions(db, "What?", "Why?", "How?")
        assert deliveries.sent_last(db, chat.id) == []
        minutes = (2, 5, 5)
        made = [
            asked(db, chat, number, key=str(number), now=NOW + timedelta(minutes=late))
            for number, late in zip(numbers, minutes, strict=True)
        ]
        reserved(db, chat, 9)
        assert deliveries.sent_last(db, chat.id) == [made[2]]


def test_the_questions_of_one_slot_were_sent_together(engine):
    """All that came at nine, the newest first; not those of an earlier slot."""
    with engine.begin() as db:
        chat, (question,) = a_chat(db), questions(db, "What?")
        for minutes, slot in ((-60, "08:00#1"), (0, "09:00#1"), (0, "09:00#2")):
            reserved(db, chat, minutes, slot)
        sent = deliveries.waiting(db, ALL, now=NOW, limit=9)
        for seconds, due in enumerate(sent):
            deliveries.choose(db, due.id, question)
            deliveries.close(db, due.id, DeliveryState.SENT, NOW + timedelta(seconds=seconds))
        assert [one.id for one in deliveries.sent_last(db, chat.id)] == [sent[2].id, sent[1].id]


def test_how_far_a_learner_has_come(engine):
    """Each for themselves; who has answered is counted."""
    with engine.begin() as db:
        ana, bea = a_learner(db, 1), a_learner(db, 2)
        delivery = asked(db, a_chat(db, kind=ChatKind.GROUP), questions(db, "What?")[0])
        assert deliveries.turn(db, delivery.id, ana.id) == Turn()
        deliveries.touch_turn(db, delivery.id, ana.id, answered_at=NOW)
        deliveries.touch_turn(db, delivery.id, bea.id, skipped_at=NOW)
        assert deliveries.turn(db, delivery.id, ana.id) == Turn(answered_at=NOW)
        assert deliveries.turn(db, delivery.id, bea.id) == Turn(skipped_at=NOW)
        assert deliveries.answered_by(db, delivery.id) == 1
