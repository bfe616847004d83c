"""The tables and their guards: moments in UTC, and everything that may happen only once."""

import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.domain.conversation import ChatKind
from bot.domain.day_end import Closed
from bot.domain.delivery import EventKind
from bot.domain.grading import Mark
from bot.domain.memory import Card, Grade
from bot.domain.streak import DayState
from bot.store import answers, days, deliveries, people, standings
from bot.store import tables as t
from bot.store.upsert import insert_new
from tests.store.builders import NOW, TODAY, a_chat, a_credit, a_learner, asked, questions, reserves

pytestmark = pytest.mark.both_databases

LATER = NOW + timedelta(minutes=5)


def test_a_moment_without_a_zone_is_refused(engine):
    """It would silently mean the server's zone."""
    with engine.begin() as db:
        chat = a_chat(db)
        with pytest.raises(StatementError, match="has no time zone"):
            people.change_chat(db, chat.id, welcomed_at=datetime(2026, 3, 2, 12))  # noqa: DTZ001  # that is the point


def test_a_moment_comes_back_in_utc(engine):
    """Noon and a bit in New York is kept to the microsecond, and comes back as the same instant in UTC."""
    noon = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=ZoneInfo("America/New_York"))
    with engine.begin() as db:
        chat = a_chat(db)
        people.change_chat(db, chat.id, welcomed_at=noon)
        kept = people.chat_by_id(db, chat.id).welcomed_at
    assert kept == datetime(2026, 3, 2, 17, 0, 0, 123456, tzinfo=UTC)
    assert kept.tzinfo is UTC


def test_the_moments_of_a_turn_come_back_in_utc(engine):
    """They are written by an expression, and kept as well as all others."""
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    with engine.begin() as db:
        ana, delivery = a_learner(db), asked(db, a_chat(db), questions(db, "What is a join?")[0])
        deliveries.touch_turn(db, delivery.id, ana.id, revealed_at=tokyo)
        deliveries.touch_turn(db, delivery.id, ana.id, revealed_at=LATER, answered_at=LATER)
        turn = deliveries.turn(db, delivery.id, ana.id)
    assert (turn.revealed_at, turn.answered_at, turn.skipped_at) == (NOW, LATER, None)


def test_a_turn_refuses_a_moment_without_a_zone(engine):
    """As every other moment does."""
    with engine.begin() as db:
        ana, delivery = a_learner(db), asked(db, a_chat(db), questions(db, "What is a join?")[0])
        with pytest.raises(StatementError, match="has no time zone"):
            deliveries.touch_turn(db, delivery.id, ana.id, revealed_at=datetime(2026, 3, 2))  # noqa: DTZ001  # likewise


def test_a_slot_is_reserved_once(engine):
    """One delivery for each chat, local date and slot; another slot, day or chat is another delivery."""
    with engine.begin() as db:
        here, there = a_chat(db, 1), a_chat(db, 2)
        slot = {"day": TODAY, "slot": "09:00#1", "due_at": NOW}
        assert reserves(db, here.id, **slot)
        assert not reserves(db, here.id, **slot | {"due_at": LATER})
        assert reserves(db, there.id, **slot)
        assert reserves(db, here.id, **slot | {"slot": "09:00#2"})
        assert reserves(db, here.id, **slot | {"day": TODAY + timedelta(days=1)})
        assert len(db.execute(select(t.Delivery.id)).all()) == 4


def test_a_question_asked_for_twice_with_one_update_is_one_delivery(engine):
    """The update's key names the slot."""
    with engine.begin() as db:
        chat, (question,) = a_chat(db), questions(db, "What is a join?")
        assert asked(db, chat, question, key="7").id == asked(db, chat, question, key="7", now=LATER).id
        assert asked(db, chat, question, key="8").id != asked(db, chat, question, key="7").id


def test_a_message_answers_once_and_a_learner_answers_a_delivery_once(engine):
    """The first answer stays; presses, which have no message of their own, do not get in each other's way."""
    with engine.begin() as db:
        ana, bea, chat = a_learner(db, 1), a_learner(db, 2), a_chat(db)
        first, second = (asked(db, chat, one, key=str(one)) for one in questions(db, "What?", "Why?"))
        given = {"chat": chat.id, "at": NOW}
        assert answers.keep_answer(db, first, ana.id, answers.Given("a set", None, frozenset()), message=1, **given)
        assert not answers.keep_answer(
            db, second, ana.id, answers.Given("a set", None, frozenset()), message=1, **given
        )
        assert not answers.keep_answer(
            db, first, ana.id, answers.Given("a list", None, frozenset()), message=2, **given
        )
        assert answers.keep_answer(db, second, ana.id, answers.Given("", None, frozenset()), message=None, **given)
        assert answers.keep_answer(db, second, bea.id, answers.Given("", None, frozenset()), message=None, **given)
        assert answers.answer_of(db, first.id, ana.id) == answers.Given("a set", None, frozenset())


def test_an_answer_is_counted_differently(engine):
    """The learner had it right."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        delivery = asked(db, chat, questions(db, "What is a join?")[0])
        answers.keep_answer(
            db, delivery, ana.id, answers.Given("x", Mark.WRONG, frozenset()), chat=chat.id, message=1, at=NOW
        )
        answers.change_mark(db, delivery.id, ana.id, Mark.RIGHT)
        assert answers.answer_of(db, delivery.id, ana.id) == answers.Given("x", Mark.RIGHT, frozenset())
        assert answers.answer_of(db, delivery.id, ana.id + 1) is None


def test_a_day_is_credited_once(engine):
    """The second credit of a day says False, and a closed day is not credited any more."""
    with engine.begin() as db:
        ana = a_learner(db)
        assert days.credit(db, ana.id, a_credit(), LATER)
        assert not days.credit(db, ana.id, a_credit(), LATER)
        days.close_through(db, ana.id, [Closed(TODAY, DayState.MISSED)], through=TODAY, next_end=None)
        assert days.days_of(db, ana.id) == {TODAY: DayState.CREDITED}


def test_an_event_is_written_once_for_each_delivery_and_kind(engine):
    """An answer and a grade of one question are two events, and each again is none."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        delivery = asked(db, chat, questions(db, "What is a join?")[0])
        record = {"at": NOW, "day": TODAY, "zone": "Europe/Madrid"}
        assert days.record_event(db, ana, delivery, EventKind.ANSWER, **record)
        assert not days.record_event(db, ana, delivery, EventKind.ANSWER, **record)
        assert days.record_event(db, ana, delivery, EventKind.GRADE, **record)
        assert people.learner_by_id(db, ana.id).last_day == TODAY


def test_days_that_end(engine):
    """A learner whose open day is over is found, until that day is closed."""
    with engine.begin() as db:
        ana, bea = a_learner(db, 1), a_learner(db, 2)
        days.credit(db, ana.id, a_credit(), NOW)
        days.credit(db, bea.id, a_credit(), LATER)
        assert days.ended(db, NOW, 10) == [ana.id]
        assert days.ended(db, LATER, 10) == [ana.id, bea.id]
        assert days.ended(db, LATER, 1) == [ana.id]
        days.close_through(db, ana.id, [], through=TODAY, next_end=None)
        assert days.ended(db, LATER, 10) == [bea.id]
        chat = a_chat(db)
        people.join(db, chat.id, ana.id, NOW)
        people.join(db, chat.id, bea.id, NOW)
        assert standings.credited_since(db, chat.id, TODAY) == {ana.id: 1, bea.id: 1}
        assert standings.credited_since(db, chat.id, TODAY + timedelta(days=1)) == {}


def test_a_review_is_kept_once_and_can_be_taken_back(engine):
    """Taking it back gives the card as it was, to the microsecond, or none."""
    card = Card(3.5, 6.25, NOW + timedelta(days=3, microseconds=7), NOW)
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db)
        first, second = (asked(db, chat, one, key=str(one)) for one in questions(db, "What?", "Why?"))
        assert answers.keep_review(db, first, ana.id, Grade.GOOD, before=None, at=NOW, day=TODAY)
        assert not answers.keep_review(db, first, ana.id, Grade.AGAIN, before=card, at=LATER, day=TODAY)
        assert answers.keep_review(db, second, ana.id, Grade.HARD, before=card, at=NOW, day=TODAY)
        assert answers.take_back_review(db, second.id, ana.id) == (True, card)
        assert answers.take_back_review(db, second.id, ana.id) == (False, None)
        assert answers.take_back_review(db, first.id, ana.id) == (True, None)


def test_the_latest_review_of_a_question(engine):
    """The latest moment wins, and at one moment the one written last."""
    with engine.begin() as db:
        ana, chat, (question,) = a_learner(db), a_chat(db), questions(db, "What?")
        early, late, same = (asked(db, chat, question, key=key) for key in ("1", "2", "3"))
        assert answers.latest_review(db, ana.id, question) is None
        for delivery, at in ((late, LATER), (same, LATER), (early, NOW)):
            answers.keep_review(db, delivery, ana.id, Grade.GOOD, before=None, at=at, day=TODAY)
        assert answers.latest_review(db, ana.id, question) == same.id


def test_a_card_is_replaced_and_forgotten(engine):
    """One card for each learner and question."""
    old, new = Card(1.5, 5.0, LATER, NOW), Card(8.25, 4.5, LATER + timedelta(days=8), LATER)
    with engine.begin() as db:
        ana, (question,) = a_learner(db), questions(db, "What?")
        assert answers.card(db, ana.id, question) is None
        answers.keep_card(db, ana.id, question, old)
        answers.keep_card(db, ana.id, question, new)
        assert answers.card(db, ana.id, question) == new
        answers.keep_card(db, ana.id, question, None)
        assert answers.card(db, ana.id, question) is None


def test_a_row_that_is_there_already_is_not_changed(engine):
    """Inserting what is new says True, and False for what clashes, whatever else the row says."""
    with engine.begin() as db:
        ana = a_learner(db)
        day = {"learner_id": ana.id, "day": date(2026, 3, 1)}
        assert insert_new(db, t.Day, **day, state=DayState.CREDITED) is True
        assert insert_new(db, t.Day, **day, state=DayState.MISSED) is False
        assert days.days_of(db, ana.id) == {date(2026, 3, 1): DayState.CREDITED}


def test_a_row_that_refers_to_nothing_is_refused(engine):
    """Foreign keys hold on both databases."""
    with engine.connect() as db, pytest.raises(IntegrityError):
        db.execute(insert(t.Account).values(platform="telegram", account=1, learner_id=404))


def test_erasing_a_learner_erases_what_hangs_on_them(engine):
    """Accounts, days and memberships go along; the chat stays."""
    with engine.begin() as db:
        ana, chat = a_learner(db), a_chat(db, kind=ChatKind.GROUP)
        people.join(db, chat.id, ana.id, NOW)
        days.credit(db, ana.id, a_credit(), LATER)
        db.execute(t.Learner.__table__.delete().where(t.Learner.id == ana.id))
        assert people.members(db, chat.id) == []
        assert days.days_of(db, ana.id) == {}
        assert people.chat_by_id(db, chat.id) == chat


def test_two_threads_credit_one_day(engine):
    """Both try at once, on connections of their own: one of them is first."""
    with engine.begin() as db:
        ana = a_learner(db)
    together, firsts = threading.Barrier(2), []

    def credit() -> None:
        together.wait(10)
        with engine.begin() as db:
            firsts.append(days.credit(db, ana.id, a_credit(), LATER))

    threads = [threading.Thread(target=credit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(firsts) == [False, True]


def move_and_clash(db, chat):
    with db.begin_nested():
        people.change_chat(db, chat.id, zone="Asia/Kathmandu")
        db.execute(insert(t.Account).values(platform="telegram", account=1, learner_id=404))


def test_a_clash_inside_a_savepoint_leaves_the_rest_of_the_transaction(engine):
    """What came before the savepoint is committed."""
    with engine.begin() as db:
        chat = a_chat(db)
        people.change_chat(db, chat.id, zone="Asia/Tokyo")
        with pytest.raises(IntegrityError):
            move_and_clash(db, chat)
    with engine.connect() as db:
        assert people.chat_by_id(db, chat.id).zone == "Asia/Tokyo"


def test_a_rollback_takes_everything_back(engine):
    """A transaction that fails leaves no row behind."""
    with engine.connect() as db:
        transaction = db.begin()
        chat = a_chat(db)
        db.execute(update(t.Chat).values(active=False))
        transaction.rollback()
        assert people.chat_at(db, chat.address) is None
