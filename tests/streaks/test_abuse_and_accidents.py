"""Streaks, “Abuse and accidents to test”, “Explain” and “Derive, never count”."""

from bot.domain.actions import OpenPrivately
from bot.domain.conversation import Sender
from bot.domain.streak import streak_on, tally
from bot.store import days as store
from tests.study.test_days import answers_one, days, madrid
from tests.study.test_streak_stories import learner, moved_to, states, streak
from tests.study.town import Town


def blind(town: Town, who: Sender, count: int) -> None:
    """Looks at answers without a try, and says “I knew it”."""
    room = town.private(who)
    for _ in range(count):
        room.says(who, "/quiz")
        room.says(who, "/reveal")
        room.presses(who, "✓ Sí")
        town.later(seconds=1)


# --- abuse -------------------------------------------------------------------------------------------


def test_zone_hopping_for_a_second_credit(town: Town, ana: Sender):
    """There and back within a day: one credit."""
    moved_to(town, ana, "Europe/Madrid")
    town.now = madrid(23, 20, 0)
    answers_one(town, ana)
    for zone in ("Pacific/Kiritimati", "Europe/Madrid", "Pacific/Apia"):
        moved_to(town, ana, zone)
        town.later(minutes=5)
        answers_one(town, ana)
    assert states(town) == "C"


def test_blind_presses_schedule_and_do_not_score_on_boards(town: Town, ana: Sender, luis: Sender):
    """“I knew it” again and again: the cards move, the board of the week shows who answered."""
    group = town.group("IA 2026")
    for who in (ana, luis):
        group.says(who, "/help@RepasoBot")
    blind(town, ana, 8)
    answers_one(town, luis)
    assert town.ask("SELECT count(*) FROM cards") == [(8,)]
    for board in ("week", "month", "all"):
        group.says(luis, f"/top {board}")
        assert group.last.text.splitlines()[1:] == ["🥇 Luis 1 ✍"]


def test_leaving_and_rejoining_a_group(town: Town, ana: Sender):
    """Membership is a row: without it one is on no board, with it again all is as it was, and counted once."""
    group = town.group("IA 2026")
    group.says(ana, "/help@RepasoBot")
    answers_one(town, ana)
    chat = town.ask("SELECT id FROM chats WHERE kind = 'group'")[0][0]
    for _ in range(2):
        with town.engine.begin() as db:
            db.exec_driver_sql(f"DELETE FROM members WHERE chat_id = {chat}")
        group.says(ana, "/help@RepasoBot")
        group.says(ana, "/top week")
        assert group.last.text.splitlines()[1:] == ["🥇 Ana 1 ✍"]
    assert states(town) == "C"


def test_an_answer_after_the_reveal_earns_nothing(town: Town, ana: Sender):
    """It is kept, and the day is earned by the grade, as without it."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    asked = room.last
    room.presses(ana, "Ver respuesta")
    room.says(ana, "filas y grupos", reply_to=asked)
    assert states(town) == ""
    assert town.ask("SELECT count(*) FROM events") == [(0,)]


def test_the_same_question_in_private_and_in_the_group(town: Town, ana: Sender):
    """One credit, one memory update."""
    room, group = town.private(ana), town.group("IA 2026")
    room.says(ana, "/start")
    group.says(ana, "/quiz@RepasoBot sql")
    asked = group.last
    link = asked.button("privado")
    assert isinstance(link, OpenPrivately)
    room.says(ana, f"/start {link.payload}")
    room.says(ana, "filas y grupos")
    room.presses(ana, "✓ Sí")
    group.says(ana, "grupos y filas", reply_to=asked)
    assert states(town) == "C"
    assert town.ask("SELECT count(*) FROM reviews") == [(1,)]
    assert town.ask("SELECT count(*) FROM answers") == [(1,)]


def test_the_anonymous_admin_and_channels_never_score(town: Town, luis: Sender):
    """They are in no board and earn no day."""
    group = town.group("IA 2026")
    nobody = Sender(1087968824, "IA 2026", scores=False)
    group.says(luis, "/quiz@RepasoBot sql")
    group.says(nobody, "filas y grupos", reply_to=group.last)
    assert days(town) == []
    group.says(nobody, "/top")
    assert "IA 2026 " not in group.last.text.replace("· IA 2026", "")


# --- accidents ---------------------------------------------------------------------------------------


def test_the_same_update_delivered_twice(town: Town, ana: Sender):
    """Every update of a day again: the rows are the same."""
    answers_one(town, ana)
    town.private(ana).presses(ana, "✓")
    before = town.everything()
    for incoming in list(town.handled):
        town.again(incoming)
    assert town.everything() == before


def test_two_presses_at_once(town: Town, ana: Sender):
    """Two updates with the same meaning: the second is told so, and nothing is counted twice."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.presses(ana, "Ver respuesta")
    grade = room.last.button("✓ Sí")
    assert grade is not None
    message = room.last
    for _ in range(2):
        room.forges(ana, grade, on=message)
    assert town.ask("SELECT count(*) FROM events") == [(1,)]
    assert town.ask("SELECT count(*) FROM reviews") == [(1,)]


def test_200_members_pressing_at_once(town: Town):
    """All of a group press the same button, each twice: 200 credits, 200 answers, and a board of 200."""
    group = town.group("IA 2026")
    people = [Sender(5000 + number, f"P{number:03}", "es") for number in range(200)]
    group.says(people[0], "/quiz@RepasoBot redes")
    question = group.last
    choice = question.rows[0][0].action
    for who in (*people, *people):
        group.forges(who, choice, on=question)
    assert town.ask("SELECT count(*), count(DISTINCT learner_id) FROM answers") == [(200, 200)]
    assert town.ask("SELECT count(*), count(DISTINCT learner_id) FROM days") == [(200, 200)]
    assert town.ask("SELECT sum(answered) FROM counts") == [(200,)]
    group.says(people[7], "/top week")
    assert all(line.endswith("1 ✍") for line in group.last.text.splitlines()[1:])


def test_midnight_between_the_question_and_the_answer(town: Town, ana: Sender):
    """Asked at 03:50 of one local day, answered at 04:10 of the next: it counts for the next."""
    town.now = madrid(24, 3, 50)
    town.private(ana).says(ana, "/quiz sql")
    town.now = madrid(24, 4, 10)
    town.private(ana).says(ana, "filas y grupos")
    assert days(town) == [("2026-11-24", "credited")]


# --- explain and derive ------------------------------------------------------------------------------


def test_streak_why_tells_items_of_today_and_the_zone_of_each_credit(town: Town, ana: Sender):
    """State, items, local time of the first credit, the zone where it was another one, freezes, and the day's end."""
    moved_to(town, ana, "Europe/Madrid")
    answers_one(town, ana)
    town.later(days=1)
    moved_to(town, ana, "America/Lima")
    room = town.private(ana)
    room.says(ana, "/settings")
    room.presses(ana, "Meta diaria")
    room.presses(ana, "2")
    answers_one(town, ana)
    town.later(days=1)
    answers_one(town, ana)
    room.says(ana, "/streak why")
    assert room.last.text.splitlines() == [
        "🔎 Tus últimos 14 días",
        "· mié, 25 nov: llevas 1 de 2, abierto hasta las 04:00",
        "✓ mar, 24 nov: 1 pregunta, contó a las 04:12",
        "✓ lun, 23 nov: 1 pregunta, contó a las 10:12 (Europe/Madrid)",
        "Tus días son los de America/Lima y terminan a las 04:00.",
        "Cada 7 días que cuentan ganas un comodín; tienes 0 de 2 como mucho.",
    ]


def test_the_streak_is_the_same_function_of_the_rows_everywhere(town: Town, ana: Sender):
    """On the screen, on the board and below an answer; and what is kept of it can be thrown away."""
    for pause in (1, 1, 1, 1, 1, 1, 1, 2, 1, 1):
        answers_one(town, ana)
        town.later(days=pause)
    shown = streak(town, ana)
    town.private(ana).says(ana, "/top")
    assert town.private(ana).last.text.splitlines()[1] == "🥇 Ana 10 🔥 (hoy pendiente)"
    who = learner(town)
    with town.engine.begin() as db:
        kept, known = store.tally_of(db, who), store.days_of(db, who)
        assert tally(known) == kept
        assert streak_on(max(known), known).longest == 10
        db.exec_driver_sql("DELETE FROM tallies")
    assert streak(town, ana) == shown == "🔥 10 días seguidos (récord: 10)."
