"""Streaks, “Groups”: the boards of a chat, in their order, and with a thousand members."""

import pytest

from bot.domain.actions import OpenBoard
from bot.domain.conversation import Sender
from tests.study.test_days import answers_one
from tests.study.test_streak_stories import studies
from tests.study.town import Town

MEMBERS = 1000


@pytest.fixture
def thousand(town: Town) -> Sender:
    """The last of a thousand members, each with one to twenty days in a row, until yesterday."""
    last = Sender(900, "Zoe", "es")
    group = town.group("IA 2026")
    group.says(last, "/help@RepasoBot")
    with town.engine.begin() as db:
        ((chat,),) = db.exec_driver_sql("SELECT id FROM chats WHERE kind = 'group'").all()
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {MEMBERS})"
        db.exec_driver_sql(
            "INSERT INTO learners (id, name, language, language_chosen, zone, rollover, hidden, joined_at, new_a_day, "
            f"reviews_a_day) {numbers} SELECT i, 'P' || i, 'es', 1, 'Europe/Madrid', '04:00:00.000000', 0, "
            "'2026-01-01 00:00:00.000000', 10, 20 FROM n"
        )
        db.exec_driver_sql(
            f"INSERT INTO members (chat_id, learner_id, since) {numbers} "
            f"SELECT {chat}, i, '2026-01-01 00:00:00.000000' FROM n"
        )
        db.exec_driver_sql(
            "INSERT INTO days (learner_id, day, state) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            f"WHERE i < {MEMBERS}), d(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM d WHERE k < 20) "
            "SELECT i, date('2026-11-23', '-' || k || ' days'), 'credited' FROM n, d WHERE k <= 1 + i % 20"
        )
    return last


def test_a_board_of_1000_members_pages_by_buttons(town: Town, thousand: Sender):
    """Ten on each of a hundred pages, one's own rank below, and a press turns them in the same message."""
    group = town.group("IA 2026")
    group.says(thousand, "/top")
    assert len(group.last.text.partition("\n\n")[0].splitlines()) == 12
    assert group.last.text.partition("\n\n")[0].splitlines()[-1] == "… 901. tú: 2 🔥"
    group.presses(thousand, "▶")
    assert group.last.labels[0] == ["◀ Atrás", "Más ▶"]
    group.forges(thousand, OpenBoard("streak", 99))
    assert group.last.labels[0] == ["◀ Atrás"]
    assert len(group.shown) == 2


def test_the_board_is_the_one_that_the_rows_of_all_days_give(town: Town, thousand: Sender):
    """What is kept of each member's days is only a cache: with it and without, every page is the same."""
    group = town.group("IA 2026")
    answers_one(town, thousand)
    pages = []
    for kept in (True, False):
        if not kept:
            with town.engine.begin() as db:
                db.exec_driver_sql("DELETE FROM tallies")
        group.says(thousand, "/top")
        for page in (0, 50, 99):
            group.forges(thousand, OpenBoard("streak", page))
            pages.append(group.last.text)
    assert pages[:3] == pages[3:]


def test_the_default_order_is_streak_then_record_then_days_of_the_last_30(town: Town):
    """Three with the same streak today: the better record is first, then who studied on more days lately."""
    group = town.group("IA 2026")
    record, more, less = (Sender(300 + number, name, "es") for number, name in enumerate(["Record", "More", "Less"]))
    for who in (record, more, less):
        group.says(who, "/help@RepasoBot")
    studies(town, record, 3)
    town.later(days=3)
    for who in (more,):
        answers_one(town, who)
    town.later(days=3)
    for who in (less, more, record):
        answers_one(town, who)
    group.says(less, "/top")
    assert group.last.text.partition("\n\n")[0].splitlines()[1:] == ["🥇 Record 1 🔥", "🥈 More 1 🔥", "🥉 Less 1 🔥"]


def test_on_the_board_of_30_days_newcomers_rise(town: Town, ana: Sender, luis: Sender):
    """What somebody answered more than thirty days ago does not count there, and does on the one of all time."""
    group = town.group("IA 2026")
    for who in (ana, luis):
        group.says(who, "/help@RepasoBot")
    for _ in range(3):
        answers_one(town, ana)
    town.later(days=30)
    answers_one(town, luis)
    group.says(luis, "/top month")
    assert group.last.text.splitlines()[1:] == ["🥇 Luis 1 ✍"]
    group.says(luis, "/top all")
    assert group.last.text.splitlines()[1:] == ["🥇 Ana 3 ✍", "🥈 Luis 1 ✍"]
