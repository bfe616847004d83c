"""The rules of streaks as people meet them, line by line."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversation import Sender
from bot.domain.streak import DayState, Tally, tally
from bot.push import tick
from bot.store import days as store
from tests.study.test_days import answers_one, days, madrid
from tests.study.town import MONDAY, Town, said

DAY = timedelta(days=1)


def states(town: Town) -> str:
    """The days that are written down, a letter each: `CCFM`."""
    letters = {"credited": "C", "frozen": "F", "repaired": "R", "excused": "E", "paused": "P", "missed": "M"}
    return "".join(letters[state] for _day, state in days(town))


def studies(town: Town, who: Sender, count: int) -> None:
    """A question on each of so many days, and then it is the next morning."""
    for _ in range(count):
        answers_one(town, who)
        town.later(days=1)


def streak(town: Town, who: Sender) -> str:
    """What /streak says first."""
    return said(town.private(who).says(who, "/streak"))[0].splitlines()[0]


def learner(town: Town) -> int:
    """The number of the only learner."""
    return town.ask("SELECT id FROM learners")[0][0]


def runs(town: Town, job) -> object:
    """Something that the program does by itself."""
    return town.desk.run(job).result(10)


def beats(town: Town) -> None:
    """The program is at work."""
    runs(town, lambda db: tick.beat(db, town.now))


# --- credit and goal ---------------------------------------------------------------------------------


def test_the_goal_in_force_when_the_day_opened_counts(town: Town, ana: Sender):
    """With a goal of two, one answer is not yet a day; a goal chosen today holds from tomorrow."""
    room = town.private(ana)
    room.says(ana, "/settings")
    room.presses(ana, "Meta diaria")
    room.presses(ana, "2")
    assert room.last.text == "Desde mañana tu día cuenta con 2 preguntas."
    answers_one(town, ana)
    assert states(town) == "C"
    town.later(days=1)
    answers_one(town, ana)
    assert states(town) == "C"
    room.says(ana, "/streak")
    assert "Hoy: 1 de 2." in room.last.text
    answers_one(town, ana)
    assert states(town) == "CC"


def test_a_goal_of_two_without_a_streak(town: Town, ana: Sender):
    """The way to the first day, and back after a missed one, is told with the goal, not with one question."""
    room = town.private(ana)
    room.says(ana, "/settings")
    room.presses(ana, "Meta diaria")
    room.presses(ana, "2")
    town.later(days=1)
    answers_one(town, ana)
    room.says(ana, "/streak")
    assert room.last.text == "Todavía no tienes racha: empieza con un día de 2 preguntas.\nHoy: 1 de 2."
    answers_one(town, ana)
    town.later(days=2)
    room.says(ana, "/streak")
    lost = "Tu racha está a 0 (récord: 1). Con 2 preguntas hoy vuelve a empezar.\nHoy: 0 de 2."
    assert room.last.text.startswith(lost)


def test_a_hint_a_skip_and_a_reveal_earn_nothing(town: Town, ana: Sender):
    """A reveal counts when it is graded."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "/hint")
    room.says(ana, "/reveal")
    assert states(town) == ""
    room.presses(ana, "✓")
    assert states(town) == "C"


# --- freezes -----------------------------------------------------------------------------------------


def test_a_freeze_is_spent_by_itself_and_said_in_the_morning(town: Town, ana: Sender):
    """Seven days earn one; the missed eighth is frozen, and a second missed day ends the streak."""
    studies(town, ana, 7)
    town.later(days=1)
    assert streak(town, ana) == "🔥 7 días seguidos (récord: 7)."
    assert states(town) == "CCCCCCCF"
    town.later(days=1)
    assert streak(town, ana).startswith("Tu racha está a 0 (récord: 7).")
    assert states(town) == "CCCCCCCFM"


def test_an_answer_that_comes_late_gives_the_freeze_back(town: Town, ana: Sender):
    """Sent before the day ended, handled when it was closed as frozen: the day is credited."""
    studies(town, ana, 7)
    town.private(ana).says(ana, "/quiz sql")
    sent_at = town.now + timedelta(hours=3)
    town.later(days=1)
    assert "❄" not in town.private(ana).says(ana, "/streak").says[0].body[0].spans[0].text
    town.private(ana).says(ana, "filas y grupos", at=sent_at)
    assert states(town) == "CCCCCCCC"
    assert streak(town, ana) == "🔥 8 días seguidos (récord: 8)."
    assert "❄ Tienes 1 comodín." in town.private(ana).last.text


# --- repair ------------------------------------------------------------------------------------------


def test_three_questions_beyond_the_goal_repair_yesterday(town: Town, ana: Sender):
    """The way is told with the loss; the fourth answer brings the streak back, and today counts too."""
    studies(town, ana, 3)
    town.later(days=1)
    room = town.private(ana)
    room.says(ana, "/streak")
    assert "🔧 Se te escapó un día. Responde hoy 4 preguntas y recuperas tu racha de 3 días." in room.last.text
    for _ in range(3):
        answers_one(town, ana)
    assert states(town) == "CCCMC"
    answers_one(town, ana)
    assert "🔧 Has recuperado el día perdido. 🔥 Racha: 4 días" in room.last.text
    assert states(town) == "CCCRC"


def test_a_second_repair_within_thirty_days(town: Town, ana: Sender):
    """It is not offered, and not done."""
    studies(town, ana, 3)
    town.later(days=1)
    for _ in range(4):
        answers_one(town, ana)
    town.later(days=2)
    town.private(ana).says(ana, "/streak")
    assert "🔧" not in town.private(ana).last.text
    for _ in range(4):
        answers_one(town, ana)
    assert states(town) == "CCCRCMC"


def test_after_48_hours_a_day_stays_missed(town: Town, ana: Sender):
    """Monday answered, Tuesday missed: on Friday morning at 04:00 it is too late."""
    studies(town, ana, 2)
    town.later(days=1)
    answers_one(town, ana)
    town.now = madrid(28, 4, 0)
    town.private(ana).says(ana, "/streak")
    assert "🔧" not in town.private(ana).last.text


# --- pauses ------------------------------------------------------------------------------------------


def test_a_pause_keeps_the_streak_and_an_answer_ends_it(town: Town, ana: Sender):
    """Five days off; on the third an answer counts, and the rest of the pause is gone."""
    studies(town, ana, 2)
    room = town.private(ana)
    room.says(ana, "/pause 5")
    assert room.last.text == (
        "⏸ En pausa del miércoles 25 al domingo 29: sin preguntas, y tu racha se queda como está. "
        "Una respuesta o /resume la termina."
    )
    town.later(days=2)
    assert streak(town, ana) == "🔥 2 días seguidos (récord: 2)."
    answers_one(town, ana)
    assert states(town) == "CCPPC"
    town.later(days=2)
    assert streak(town, ana).startswith("Tu racha está a 0 (récord: 3).")


def test_a_pause_starts_tomorrow_when_today_counts_or_yesterday_was_missed(town: Town, ana: Sender):
    """Today is not taken back, and a missed day is not covered up."""
    answers_one(town, ana)
    room = town.private(ana)
    room.says(ana, "/pause 24/11")
    assert room.last.text.startswith("⏸ En pausa el martes 24:")
    room.says(ana, "/resume")
    assert room.last.text == "▶ ¡Qué bien tenerte de vuelta! ¿Te hago una pregunta?"
    town.later(days=2)
    room.says(ana, "/pause hoy 30/11")
    assert room.last.text == "Ayer se te pasó, así que la pausa puede empezar mañana como pronto: /pause 26/11 30/11."
    room.says(ana, "/pause")
    room.presses(ana, "Hasta que vuelva")
    assert room.last.text.startswith("⏸ En pausa del jueves 26 al 25 de diciembre:")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ayer", "No entiendo ayer. Escribe hasta cuándo: `/pause 5` (días) o `/pause 24/12`."),
        ("20/11 30/11", "Una pausa no puede empezar antes de hoy. Elígela desde hoy en adelante."),
        ("20/12 10/12", "Esa pausa terminaría antes de empezar. Escríbela así: `/pause 20/12 27/12`."),
        ("31", "Hay como mucho 30 días de pausa en 90. Desde ese día te quedan 30."),
        ("31/2", "No entiendo 31/2. Escribe hasta cuándo: `/pause 5` (días) o `/pause 24/12`."),
        ("0", "No entiendo 0. Escribe hasta cuándo: `/pause 5` (días) o `/pause 24/12`."),
    ],
)
def test_a_pause_that_cannot_be(town: Town, ana: Sender, typed: str, answer: str):
    """One sentence: why not, and what to write."""
    town.private(ana).says(ana, "/pause " + typed)
    assert town.private(ana).last.text.replace("`", "") == answer.replace("`", "")
    assert town.ask("SELECT count(*) FROM pauses") == [(0,)]


def test_pauses_are_a_private_matter(town: Town, ana: Sender):
    """In a group nobody is paused by accident."""
    group = town.group("IA 2026")
    group.says(ana, "/pause 5")
    assert group.last.text == "La pausa es solo tuya: escríbeme /pause en privado."
    assert town.ask("SELECT count(*) FROM pauses") == [(0,)]


# --- excused days ------------------------------------------------------------------------------------


def test_the_schedules_day_off_is_excused_when_it_was_chosen_before(town: Town, ana: Sender):
    """Monday to Friday: the weekend neither adds nor breaks. Chosen on a Saturday, that Saturday is missed."""
    room = town.private(ana)
    room.says(ana, "/daily 09:00 mon-fri")
    studies(town, ana, 5)
    town.later(days=2)
    assert streak(town, ana) == "🔥 5 días seguidos (récord: 5)."
    assert states(town) == "CCCCCEE"


def test_a_day_off_chosen_on_the_day_itself(town: Town, ana: Sender):
    """Nobody makes today a day off when it is nearly over."""
    studies(town, ana, 5)
    town.private(ana).says(ana, "/daily 09:00 mon-fri")
    town.later(days=2)
    assert streak(town, ana).startswith("Tu racha está a 0")
    assert states(town) == "CCCCCM"


def test_the_bot_down_for_more_than_half_of_the_push_window(town: Town, ana: Sender):
    """Nobody loses a streak because the server was off; a short outage excuses nothing."""
    town.private(ana).says(ana, "/daily 09:00")
    beats(town)
    studies(town, ana, 2)
    beats(town)
    town.later(days=1, hours=3)
    beats(town)
    assert streak(town, ana) == "🔥 2 días seguidos (récord: 2)."
    assert states(town) == "CCE"
    town.private(ana).says(ana, "/streak why")
    assert "– mié, 25 nov: yo no funcionaba" in town.private(ana).last.text


def test_a_short_outage_excuses_nothing(town: Town, ana: Sender):
    """Three hours of nineteen."""
    town.private(ana).says(ana, "/daily 09:00")
    studies(town, ana, 1)
    for hours in (0, 3, 3.05, 3.1):
        town.now = MONDAY + DAY + timedelta(hours=hours)
        beats(town)
    while town.now < MONDAY + 2 * DAY:
        town.later(minutes=4)
        beats(town)
    assert streak(town, ana).startswith("Tu racha está a 0")


def test_nothing_to_ask_is_no_fault_of_the_learner(town: Town, ana: Sender):
    """A question was to come and the bank had none."""
    studies(town, ana, 1)
    chat = town.ask("SELECT id FROM chats")[0][0]
    with town.engine.begin() as db:
        db.exec_driver_sql(
            "INSERT INTO deliveries (chat_id, local_date, slot, state, due_at, ticket) "
            f"VALUES ({chat}, '2026-11-24', '09:00#1', 'empty', '2026-11-24 08:00:00', '')"
        )
    town.later(days=1)
    assert streak(town, ana) == "🔥 1 día seguido (récord: 1)."
    assert states(town) == "CE"


# --- zones -------------------------------------------------------------------------------------------


def moved_to(town: Town, who: Sender, zone: str) -> None:
    """The learner says where they are."""
    town.private(who).says(who, "/timezone " + zone)


def test_zone_hopping_earns_no_second_credit(town: Town, ana: Sender):
    """At noon in Madrid it is past the day's end in Kiritimati: sixteen hours have to pass."""
    moved_to(town, ana, "Europe/Madrid")
    town.now = madrid(23, 16, 0)
    answers_one(town, ana)
    moved_to(town, ana, "Pacific/Kiritimati")
    town.later(hours=1)
    answers_one(town, ana)
    assert states(town) == "C"
    town.later(hours=16)
    answers_one(town, ana)
    assert states(town) == "CC"


def test_a_local_day_never_goes_back(town: Town, ana: Sender):
    """Flying west over the date line: the day that was credited is not opened again."""
    moved_to(town, ana, "Pacific/Auckland")
    town.now = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # Tuesday morning in Auckland
    answers_one(town, ana)
    moved_to(town, ana, "Pacific/Honolulu")
    town.later(hours=17)
    answers_one(town, ana)
    assert [day for day, _state in days(town)] == ["2026-11-24"]


def test_a_flight_east_that_skips_a_day(town: Town, ana: Sender):
    """Thursday evening in Honolulu, Saturday morning in Auckland twenty hours later: Friday is excused."""
    moved_to(town, ana, "Pacific/Honolulu")
    town.now = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # Thursday 21:00 there
    answers_one(town, ana)
    moved_to(town, ana, "Pacific/Auckland")
    town.now = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)  # Saturday 13:00 there
    answers_one(town, ana)
    assert days(town) == [("2026-11-26", "credited"), ("2026-11-27", "excused"), ("2026-11-28", "credited")]
    assert streak(town, ana) == "🔥 2 días seguidos (récord: 2)."


def test_the_first_zone_is_no_move(town: Town, ana: Sender):
    """Until it was chosen, the zone was a guess."""
    moved_to(town, ana, "America/Lima")
    assert town.ask("SELECT count(*) FROM zone_moves") == [(0,)]
    moved_to(town, ana, "America/Bogota")
    assert town.ask("SELECT count(*) FROM zone_moves") == [(1,)]


def test_a_day_that_the_calendar_left_out(town: Town, ana: Sender):
    """Samoa had no 30 December 2011."""
    town.now = datetime(2011, 12, 29, 20, 0, tzinfo=UTC)
    moved_to(town, ana, "Pacific/Apia")
    answers_one(town, ana)
    town.later(days=1)
    answers_one(town, ana)
    assert streak(town, ana) == "🔥 2 días seguidos (récord: 2)."


# --- explain, derive ---------------------------------------------------------------------------------


def test_streak_why(town: Town, ana: Sender):
    """The last days with their reason, the zone, when today ends, and freezes."""
    studies(town, ana, 2)
    town.later(days=1)
    room = town.private(ana)
    room.says(ana, "/streak")
    room.presses(ana, "¿Por qué?")
    assert room.last.text == (
        "🔎 Tus últimos 14 días\n"
        "· jue, 26 nov: abierto todavía, hasta las 04:00\n"
        "✗ mié, 25 nov: sin responder\n"
        "✓ mar, 24 nov: 1 pregunta, contó a las 10:12\n"
        "✓ lun, 23 nov: 1 pregunta, contó a las 10:12\n"
        "Tus días son los de Europe/Madrid y terminan a las 04:00.\n"
        "Cada 7 días que cuentan ganas un comodín; tienes 0 de 2 como mucho."
    )
    assert said(room.says(ana, "/streak por qué"))[0] == room.last.text


def test_the_tally_is_what_the_days_rebuild(town: Town, ana: Sender):
    """After a long history the number that is kept is the one that the rows give."""
    for pause in (1, 1, 1, 2, 1, 1, 1, 1, 3, 1, 1, 4, 1):
        answers_one(town, ana)
        town.later(days=pause)
        town.private(ana).says(ana, "/streak")
    who = learner(town)
    with town.engine.begin() as db:
        kept = store.tally_of(db, who)
        known = store.days_of(db, who)
        assert kept != Tally()
        assert kept == tally({day: state for day, state in known.items() if day <= kept.last})
        assert DayState.FROZEN in known.values()


def test_blind_presses_credit_one_day(town: Town, ana: Sender):
    """A hundred questions in a minute are one day."""
    for _ in range(12):
        answers_one(town, ana)
    assert states(town) == "C"
