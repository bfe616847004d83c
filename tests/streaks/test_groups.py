"""Streaks, “Groups”: the board of a chat, and the streak of the group itself."""

from datetime import timedelta

import pytest

from bot.domain.conversation import Sender
from bot.domain.quorum import Turnout
from bot.push import tick
from bot.store import people
from bot.study import ranking
from bot.texts.sentences import Sentences
from tests.study.test_days import answers_one, madrid
from tests.study.test_streak_stories import runs
from tests.study.town import Town, plain


@pytest.fixture
def crew(town: Town) -> list[Sender]:
    """Five members of a group."""
    found = [Sender(200 + number, f"P{number}", "es") for number in range(5)]
    group = town.group("IA 2026")
    for who in found:
        group.says(who, "/help@RepasoBot")
    return found


def a_day(town: Town, *who: Sender) -> None:
    """These study, and then it is the next morning, with the days closed."""
    for one in who:
        answers_one(town, one)
    town.later(days=1)
    closes(town)


def closes(town: Town) -> None:
    """What the program does every minute."""
    runs(town, lambda db: tick.close_days(db, town.now))
    runs(town, lambda db: tick.close_group_days(db, town.now))


def group_days(town: Town) -> str:
    """What became of the group's days, a letter each."""
    return "".join(state[0].upper() for (state,) in town.ask("SELECT state FROM group_days ORDER BY day"))


def hides(town: Town, who: Sender) -> None:
    """Boards do not show them any more."""
    town.private(who).says(who, "/settings")
    town.private(who).presses(who, "Ocultarme")


def of_the_group(town: Town, who: Sender) -> list[str]:
    """What the board says of the group itself."""
    group = town.group("IA 2026")
    group.says(who, "/top")
    return group.last.text.split("\n\n")[1].splitlines()


# --- the quorum --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("active", "needed"), [(0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (1000, 500)]
)
def test_at_least_two_or_half_of_the_active_members(active: int, needed: int):
    """Half is rounded up: two of five are less than half."""
    assert Turnout(needed, active).is_met
    assert not Turnout(needed - 1, active).is_met


def test_a_group_day_is_met_by_quorum(town: Town, crew: list[Sender]):
    """Three of five on the first day; then five are active, and two are not enough."""
    a_day(town, *crew)
    a_day(town, *crew[:3])
    a_day(town, *crew[:2])
    assert group_days(town) == "CCM"
    assert town.ask("SELECT credited, active FROM group_days ORDER BY day") == [(5, 5), (3, 5), (2, 5)]


def test_active_is_who_was_credited_in_the_last_seven_group_days(town: Town, crew: list[Sender]):
    """Who has not come for a week is not waited for any more."""
    a_day(town, *crew)
    for _ in range(7):
        a_day(town, *crew[:3])
    a_day(town, *crew[:2])
    assert town.ask("SELECT credited, active FROM group_days ORDER BY day")[-3:] == [(3, 5), (3, 3), (2, 3)]


def test_who_is_on_a_pause_is_not_waited_for(town: Town, crew: list[Sender]):
    """Two of five are away: two of the other three are enough."""
    a_day(town, *crew)
    for who in crew[3:]:
        town.private(who).says(who, "/pause 5")
    a_day(town, *crew[:2])
    assert town.ask("SELECT credited, active FROM group_days ORDER BY day") == [(5, 5), (2, 3)]
    assert group_days(town) == "CC"


def test_a_member_who_left_is_not_waited_for_and_old_days_stay(town: Town, crew: list[Sender]):
    """What a day was when it closed does not change with who comes and goes."""
    a_day(town, *crew)
    before = town.ask("SELECT * FROM group_days")
    with town.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM members WHERE learner_id > 2")
    a_day(town, *crew[:2])
    assert town.ask("SELECT * FROM group_days")[:1] == before
    assert town.ask("SELECT credited, active FROM group_days ORDER BY day")[-1] == (2, 2)


# --- the group's own day -----------------------------------------------------------------------------


def test_the_group_has_a_zone_of_its_own(town: Town, crew: list[Sender]):
    """Members in Lima and in Tokyo: what counts is the group's date at the moment of their credit."""
    group = town.group("IA 2026")
    admin = Sender(999, "Admin", "es", is_admin=True)
    group.says(admin, "/timezone Pacific/Auckland")
    town.now = madrid(23, 15, 30)  # in Auckland it is 03:30 of the 24th: still the 23rd
    for who in crew[:2]:
        answers_one(town, who)
    town.later(hours=1)
    closes(town)
    assert town.ask("SELECT day, state FROM group_days") == [("2026-11-23", "credited")]


def test_credits_of_one_evening_in_two_zones_may_be_two_group_days(town: Town, crew: list[Sender]):
    """One before the group's rollover and one after it: neither day has two."""
    for who, hour in zip(crew[:2], (3, 5), strict=True):
        town.now = madrid(24, hour, 0)
        answers_one(town, who)
    town.later(days=2)
    closes(town)
    of_the_group(town, crew[0])
    assert "C" not in group_days(town)


def test_a_credit_that_arrives_after_the_group_day_was_closed(town: Town, crew: list[Sender]):
    """Sent in time, handled a day late: the day is met after all."""
    answers_one(town, crew[0])
    room = town.private(crew[1])
    room.says(crew[1], "/quiz sql")
    sent_at = town.now + timedelta(hours=1)
    town.later(days=1)
    closes(town)
    assert group_days(town) == ""
    room.says(crew[1], "filas y grupos", at=sent_at)
    assert town.ask("SELECT day, state, credited FROM group_days") == [("2026-11-23", "credited", 2)]


def test_closing_a_group_day_is_idempotent(town: Town, crew: list[Sender]):
    """By the tick, by looking, and again."""
    for who in crew:
        answers_one(town, who)
    town.later(days=1)
    for _ in range(2):
        of_the_group(town, crew[0])
        closes(town)
    assert group_days(town) == "C"


def test_group_freezes_one_for_seven_days(town: Town, crew: list[Sender]):
    """Seven days that were met earn a freeze, which keeps the streak over a day with too few."""
    for _ in range(7):
        a_day(town, *crew)
    assert of_the_group(town, crew[0]) == [
        "👥 Racha del grupo: 7 días (récord: 7).",
        "Hoy: 0 de 3.",
        "❄ El grupo tiene 1 comodín.",
    ]
    a_day(town, crew[0])
    assert group_days(town) == "CCCCCCCF"
    assert of_the_group(town, crew[0])[0] == "👥 Racha del grupo: 7 días (récord: 7)."
    a_day(town, crew[0])
    assert group_days(town) == "CCCCCCCFM"


def test_a_day_off_of_the_groups_schedule_breaks_nothing(town: Town, crew: list[Sender]):
    """Monday to Friday: the weekend is excused for the group as it is for its members."""
    admin = Sender(999, "Admin", "es", is_admin=True)
    town.group("IA 2026").says(admin, "/daily 09:00 mon-fri")
    for _ in range(5):
        a_day(town, *crew)
    a_day(town)
    a_day(town)
    assert group_days(town) == "CCCCCEE"
    assert of_the_group(town, crew[0])[0] == "👥 Racha del grupo: 5 días (récord: 5)."


# --- on the screen -----------------------------------------------------------------------------------


def test_the_board_tells_the_groups_streak_and_what_today_needs(town: Town, crew: list[Sender]):
    """Before the first, on the way, and once the day counts."""
    assert of_the_group_or_nothing(town, crew[0]) == ""
    answers_one(town, crew[0])
    answers_one(town, crew[1])
    assert of_the_group(town, crew[0]) == ["👥 Racha del grupo: 1 día (récord: 1).", "Hoy ya cuenta."]
    town.later(days=1)
    closes(town)
    answers_one(town, crew[0])
    assert of_the_group(town, crew[0]) == ["👥 Racha del grupo: 1 día (récord: 1).", "Hoy: 1 de 2."]
    town.later(days=2)
    closes(town)
    assert of_the_group(town, crew[0]) == [
        "👥 La racha del grupo empieza el día en que estudien al menos 2.",
        "Hoy: 0 de 2.",
    ]


def of_the_group_or_nothing(town: Town, who: Sender) -> str:
    """The board's text behind the first empty line."""
    town.group("IA 2026").says(who, "/top")
    return town.group("IA 2026").last.text.partition("\n\n")[2]


def test_nobody_hears_of_a_group_in_a_private_chat(town: Town, ana: Sender):
    """One's own board is one's own."""
    answers_one(town, ana)
    town.private(ana).says(ana, "/top")
    assert town.private(ana).last.text == "🏆 Rachas\n🥇 Ana 1 🔥"


def test_the_streak_of_a_group_is_derived_and_not_counted(town: Town, crew: list[Sender]):
    """Without the rows of its days they are worked out again from the credits, and come to the same."""
    for number in (5, 5, 1, 4, 5):
        a_day(town, *crew[:number])
    shown, rows = of_the_group(town, crew[0]), town.ask("SELECT * FROM group_days ORDER BY day")
    with town.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM group_days")
        db.exec_driver_sql("UPDATE chats SET closed_through = NULL, day_ends_at = NULL")
    assert of_the_group(town, crew[0]) == shown
    assert town.ask("SELECT * FROM group_days ORDER BY day") == rows


def test_who_went_up_today(town: Town, crew: list[Sender]):
    """By what they did today, the hidden ones left out; nobody goes up by another's fall."""
    a_day(town, crew[0], crew[1], crew[2])
    a_day(town, crew[0], crew[1])

    def told(db):
        chat = next(one for one in people.chats_of(db, 1) if one.title)
        return plain(ranking.movement(db, chat, Sentences("es"), town.now))

    answers_one(town, crew[0])
    assert runs(town, told) == ""
    answers_one(town, crew[3])
    assert runs(town, told) == "📈 Más arriba en la tabla: P3 (3.º)"
    answers_one(town, crew[4])
    assert runs(town, told) == "📈 Más arriba en la tabla: P3 (3.º) y P4 (3.º)"
    hides(town, crew[4])
    assert runs(town, told) == "📈 Más arriba en la tabla: P3 (3.º)"


def test_members_who_left_drop_off_and_hidden_ones_keep_their_rank(town: Town, crew: list[Sender]):
    """The others' ranks do not tell who is hidden; who left is not there."""
    a_day(town, *crew[:3])
    a_day(town, *crew[:2])
    hides(town, crew[0])
    with town.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM members WHERE learner_id = 3 AND chat_id = 1")
    group = town.group("IA 2026")
    group.says(crew[1], "/top")
    assert group.last.text.partition("\n\n")[0].splitlines()[1:] == ["🥇 P1 2 🔥 (hoy pendiente)"]
