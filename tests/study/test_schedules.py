"""When questions come by themselves: by command, by buttons, with quiet hours, only if today is not done."""

from dataclasses import replace

import pytest

from bot.domain import actions
from bot.domain.actions import Action
from bot.domain.conversation import Reply, Sender
from tests.study.pushing import at_clock, time_comes
from tests.study.town import Room, Town, said

UNKNOWN = "No conozco ese botón. ¿Seguimos con /quiz?"


@pytest.fixture
def room(town: Town, ana: Sender) -> Room:
    """Ana's private chat, with a question at nine."""
    room = town.private(ana)
    room.says(ana, "/start")
    room.presses(ana, "09:00")
    room.presses(ana, "Madrid")
    return room


def schedules(town: Town) -> list[tuple[object, ...]]:
    return town.ask("SELECT times, weekdays, count, if_needed FROM schedules")


def coming(town: Town) -> str:
    """When the next question comes, in UTC."""
    return str(town.ask("SELECT next_due_at FROM schedules")[0][0])[:16]


def questions(room: Room) -> list[str]:
    """The questions that came by themselves."""
    return [shown.text.split("\n")[1] for shown in room.shown if "🌅" in shown.text]


# --- by buttons --------------------------------------------------------------------------------------


def test_several_hours_by_buttons(town: Town, room: Room, ana: Sender):
    """Each press adds an hour or takes it away, in the one message of /settings."""
    room.says(ana, "/settings")
    room.presses(ana, "⏰ Preguntas")
    room.presses(ana, "20:00")
    room.presses(ana, "13:00")
    room.presses(ana, "✓ 09:00")
    assert schedules(town) == [("13:00,20:00", "0123456", 1, 0)]
    assert room.last.text == (
        "⏰ Cada día a las 13:00 y 20:00, hora de Madrid: 1 pregunta cada vez.\n"
        "La próxima: lunes 23 a las 13:00.\n"
        "Pulsa horas y días para ponerlos o quitarlos; × es cuántas cada vez."
    )
    assert room.last.labels == [
        ["08:00", "09:00", "✓ 13:00", "✓ 20:00"],
        ["Otra hora", "↔ Repartidas"],
        ["✓ L", "✓ M", "✓ X", "✓ J", "✓ V", "✓ S", "✓ D"],
        ["✓ ×1", "×2", "×3", "×5"],
        ["Solo si hoy falta"],
        ["📅 Temas por día", "🌙 Silencio"],
        ["Desactivar", "◀ Ajustes"],
    ]
    assert room.last.edits == 4


def test_an_hour_that_was_typed_is_among_the_buttons(town: Town, room: Room, ana: Sender):
    """07:30 was typed, so it can be pressed away."""
    room.says(ana, "/daily 07:30 21:00")
    room.says(ana, "/daily")
    assert room.last.labels[0] + room.last.labels[1] == ["✓ 07:30", "08:00", "09:00", "13:00", "20:00", "✓ 21:00"]
    room.presses(ana, "✓ 07:30")
    assert schedules(town) == [("21:00", "0123456", 1, 0)]


def test_weekdays_and_how_many_by_buttons(town: Town, room: Room, ana: Sender):
    """The weekend off, two each time."""
    room.says(ana, "/daily")
    for label in ("✓ S", "✓ D", "×2"):
        room.presses(ana, label)
    assert schedules(town) == [("09:00", "01234", 2, 0)]
    assert room.last.text.startswith("⏰ De lunes a viernes a las 09:00, hora de Madrid: 2 preguntas.\n")


def test_spread_over_a_morning_by_buttons(town: Town, room: Room, ana: Sender):
    """Three from nine to one, one at a time, whatever was asked each time before."""
    room.says(ana, "/daily 09:00 x2")
    room.says(ana, "/daily")
    room.presses(ana, "Repartidas")
    assert room.last.text == "¿Cuántas, y entre qué horas? Las reparto por igual, de una en una."
    room.presses(ana, "3 de 9 a 13")
    assert schedules(town) == [("09:00,11:00,13:00", "0123456", 1, 0)]
    assert "◀ Ajustes" in room.last.labels[-1]


def test_the_last_hour_and_the_last_day_stay(town: Town, room: Room, ana: Sender):
    """A schedule with no day left is none: a sentence says how to turn it off, and nothing changes."""
    room.says(ana, "/daily 09:00 mon")
    room.says(ana, "/daily")
    before = schedules(town)
    assert room.presses(ana, "✓ 09:00").notice == (
        "Tiene que quedar una hora. Si no quieres más preguntas, pulsa «Desactivar»."
    )
    assert room.presses(ana, "✓ L").notice == (
        "Tiene que quedar un día. Si no quieres más preguntas, pulsa «Desactivar»."
    )
    assert schedules(town) == before


def test_a_thirteenth_hour(town: Town, room: Room, ana: Sender):
    """Twelve a day are the most."""
    room.says(ana, "/daily " + " ".join(f"{hour}:30" for hour in range(12)))
    assert (
        room.forges(ana, actions.ToggleHour("1500")).notice
        == "Puedo preguntarte a doce horas distintas al día, como mucho."
    )
    assert len(schedules(town)[0][0].split(",")) == 12


def test_turned_off_by_its_button(town: Town, room: Room, ana: Sender):
    """The message leads back to the settings, and from there it is turned on again."""
    room.says(ana, "/settings")
    room.presses(ana, "⏰ Preguntas")
    room.presses(ana, "Desactivar")
    assert schedules(town) == []
    room.presses(ana, "◀ Ajustes")
    assert "⏰ Sin pregunta diaria" in room.last.text
    room.presses(ana, "⏰ Preguntas")
    assert room.last.text == "Aquí no hay pregunta diaria. ¿A qué hora te viene bien?"
    room.presses(ana, "13:00")
    assert schedules(town) == [("13:00", "0123456", 1, 0)]


@pytest.mark.parametrize(
    "action",
    [
        actions.ToggleHour("2500"),
        actions.ToggleHour(""),
        actions.ToggleWeekday(7),
        actions.SetCount(0),
        actions.SetCount(10**6),
        actions.Spread(9, 99, 3),
        actions.Spread(9, 13, 10**9),
        actions.SetQuiet("0800", "0800"),
        actions.SetQuiet("0000", "2359"),
        actions.SetQuiet("2200", ""),
        actions.SetQuiet("", "0800"),
        actions.SetQuiet("late", "0800"),
        actions.OpenDay(7, 0),
        actions.ToggleDayTopic(7, "x", 0),
        actions.ToggleDayTopic(0, "nosuchtopic", 0),
        actions.AddDayTopic(0, "x"),
        actions.AddDayTopic(1 << 7, "x"),
        actions.ClearDay(9),
    ],
    ids=repr,
)
def test_a_value_that_no_button_has(town: Town, room: Room, ana: Sender, action: Action):
    """A notice, and nothing changes."""
    before = town.ask("SELECT * FROM schedules"), town.ask("SELECT * FROM day_topics"), town.ask("SELECT * FROM chats")
    assert room.forges(ana, action) == Reply(notice=UNKNOWN)
    after = town.ask("SELECT * FROM schedules"), town.ask("SELECT * FROM day_topics"), town.ask("SELECT * FROM chats")
    assert after == before


@pytest.mark.parametrize(
    "action",
    [actions.ToggleWeekday(0), actions.SetCount(2), actions.OnlyIfNeeded(1), actions.ToggleDayTopic(0, "{sql}", 0)],
    ids=repr,
)
def test_an_old_button_when_the_schedule_is_off(town: Town, room: Room, ana: Sender, action: Action):
    """It turns nothing on by itself."""
    room.says(ana, "/daily off")
    if isinstance(action, actions.ToggleDayTopic):
        action = replace(action, topic=code_of(town, "SQL"))
    room.forges(ana, action)
    assert schedules(town) == []


# --- in groups ---------------------------------------------------------------------------------------

CHANGES = [
    actions.ToggleHour("0700"),
    actions.ToggleWeekday(0),
    actions.SetCount(3),
    actions.Spread(9, 13, 3),
    actions.SetQuiet("2200", "0800"),
    actions.SetQuiet("", ""),
    actions.ToggleDayTopic(0, "sql", 0),
    actions.AddDayTopic(1, "sql"),
    actions.ClearDay(0),
    actions.DailyOff(),
    actions.SetHour("0700", 0),
]


@pytest.mark.parametrize("action", CHANGES, ids=repr)
def test_who_is_admin_in_one_group_and_not_in_the_other(town: Town, ana: Sender, action: Action):
    """Luis's group stays as it is, whatever Ana, who is the admin of her own, presses there."""
    own, other = town.group("Mía", -1), town.group("De Luis", -2)
    admin = replace(ana, is_admin=True)
    own.says(admin, "/daily 09:00")
    other.says(replace(ana, account=1002, name="Luis", is_admin=True), "/daily 10:00 mon-fri")
    other.says(replace(ana, account=1002, name="Luis", is_admin=True), "/daily silencio 23-7")
    before = settings_of(town, -2)
    assert other.forges(ana, action) == Reply(notice="Eso solo lo puede cambiar quien administra el grupo.")
    assert settings_of(town, -2) == before
    assert own.forges(admin, action).notice != "Eso solo lo puede cambiar quien administra el grupo."


@pytest.mark.parametrize("typed", ["/daily silencio 22-8", "/daily lun SQL", "/daily 9 lun", "/daily quiet off"])
def test_typed_by_who_is_no_admin(town: Town, ana: Sender, typed: str):
    """A sentence, and nothing changes."""
    group = town.group("IA")
    group.says(replace(ana, is_admin=True), "/daily 09:00")
    before = settings_of(town, -100)
    assert said(group.says(ana, typed)) == ["Eso solo lo puede cambiar quien administra el grupo."]
    assert settings_of(town, -100) == before


def settings_of(town: Town, chat: int) -> list[list[tuple[object, ...]]]:
    """Everything that a chat has chosen."""
    of_chat = "(SELECT id FROM chats WHERE chat = :chat)"
    tables = ("schedules", "day_topics", "weekdays", "chat_topics")
    found = [town.ask(f"SELECT * FROM {table} WHERE chat_id = {of_chat}", chat=chat) for table in tables]
    return [*found, town.ask("SELECT * FROM chats WHERE chat = :chat", chat=chat)]


def test_the_day_of_a_group_is_nobodys(town: Town, ana: Sender):
    """“Only if today is not done” is of one learner: in a group a sentence says so, and there is no button."""
    admin, group = replace(ana, is_admin=True), town.group("IA")
    assert said(group.says(admin, "/daily 09:00 si falta")) == [
        "En un grupo cada cual tiene su propio día, así que eso solo puedo hacerlo en privado."
    ]
    group.says(admin, "/daily 09:00")
    group.says(admin, "/daily")
    assert group.last.button("Solo si hoy falta") is None
    assert group.forges(admin, actions.OnlyIfNeeded(1)) == Reply(notice=UNKNOWN)
    assert schedules(town) == [("09:00", "0123456", 1, 0)]


# --- quiet hours -------------------------------------------------------------------------------------


def test_a_question_waits_until_the_quiet_hours_are_over(town: Town, room: Room, ana: Sender):
    """Eleven at night comes at eight in the morning, once, and counts for the day on which it is answered."""
    room.says(ana, "/daily 23:00")
    assert said(room.says(ana, "/daily silencio 22-8")) == [
        "🌙 De 22:00 a 08:00 no escribo por mi cuenta. Lo que caiga ahí espera hasta las 08:00."
    ]
    assert coming(town) == "2026-11-24 07:00"
    for clock in ("23:00", "03:00", "07:59"):
        at_clock(town, clock)
        assert questions(room) == []
    at_clock(town, "08:00")
    at_clock(town, "09:00")
    assert len(questions(room)) == 1
    assert town.ask("SELECT local_date, slot FROM deliveries WHERE slot LIKE '23:%'") == [("2026-11-23", "23:00#1")]


def test_two_that_pile_up_do_not_come_at_once(town: Town, room: Room, ana: Sender):
    """The night's at eight, the early morning's a quarter of an hour later; none is lost."""
    room.says(ana, "/daily 07:00 23:00")
    room.says(ana, "/daily quiet 22-8")
    seen = []
    for clock in ("08:00", "08:14", "08:15", "12:00"):
        at_clock(town, clock)
        seen.append(len(questions(room)))
    assert seen == [1, 1, 2, 2]


def test_what_is_late_and_runs_into_quiet_hours(town: Town, room: Room, ana: Sender):
    """The program was down from half past nine until a quarter past ten: both wait for the morning, one by one."""
    room.says(ana, "/daily 21:45 21:50")
    room.says(ana, "/daily quiet 22-8")
    at_clock(town, "22:15")
    assert questions(room) == []
    at_clock(town, "08:00")
    assert len(questions(room)) == 1
    time_comes(town, minutes=14)
    assert len(questions(room)) == 1
    time_comes(town, minutes=1)
    assert len(questions(room)) == 2


def test_replies_are_never_held(town: Town, room: Room, ana: Sender):
    """Whoever writes at three at night is answered."""
    room.says(ana, "/daily quiet 22-8")
    at_clock(town, "03:00")
    room.says(ana, "/quiz sql")
    room.says(ana, "filas y grupos")
    assert room.last.text.startswith("Has tocado 2 de 2 ideas:")


def test_quiet_hours_by_buttons(town: Town, room: Room, ana: Sender):
    """They are chosen, seen in the settings, and taken back, in one message."""
    room.says(ana, "/settings")
    assert "🌙 Sin horas de silencio" in room.last.text
    room.presses(ana, "🌙 Silencio")
    room.presses(ana, "22:00 – 08:00")
    assert room.last.text == (
        "🌙 De 22:00 a 08:00 no escribo por mi cuenta. Lo que caiga ahí espera hasta las 08:00.\n"
        "Si me escribes tú, contesto siempre. Otras horas: /daily silencio 22-8."
    )
    assert ["22:00 – 07:00", "✓ 22:00 – 08:00"] in room.last.labels
    room.presses(ana, "◀ Ajustes")
    assert "🌙 Silencio de 22:00 a 08:00" in room.last.text
    room.presses(ana, "🌙 Silencio")
    room.presses(ana, "Sin silencio")
    assert town.ask("SELECT quiet_from, quiet_until FROM chats") == [(None, None)]
    assert room.last.edits == 5


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("8-8", "Así quedan menos de seis horas al día para preguntarte. Escribe menos: /daily silencio 22-8."),
        ("0-23", "Así quedan menos de seis horas al día para preguntarte. Escribe menos: /daily silencio 22-8."),
        (
            "por la noche",
            "No entiendo noche. Escribe desde cuándo y hasta cuándo: /daily silencio 22-8, o /daily silencio no.",
        ),
        ("22", "No entiendo 22. Escribe desde cuándo y hasta cuándo: /daily silencio 22-8, o /daily silencio no."),
    ],
)
def test_quiet_hours_that_cannot_be(town: Town, room: Room, ana: Sender, typed: str, sentence: str):
    """One sentence each, and nothing changes."""
    assert said(room.says(ana, f"/daily silencio {typed}")) == [sentence]
    assert town.ask("SELECT quiet_from FROM chats") == [(None,)]


def test_a_zone_change_takes_the_quiet_hours_along(town: Town, room: Room, ana: Sender):
    """They are hours of the clock, wherever Ana is: eleven at night in Bogotá comes at eight in Bogotá."""
    room.says(ana, "/daily 23:00")
    room.says(ana, "/daily quiet 22-8")
    room.says(ana, "/timezone Bogotá")
    assert coming(town) == "2026-11-23 13:00"


# --- only if today is not done -----------------------------------------------------------------------


def test_only_as_long_as_the_day_is_not_done(town: Town, room: Room, ana: Sender):
    """At nine it comes; answered, the one at eight in the evening does not; the next day begins anew."""
    room.says(ana, "/daily 09:00 20:00 si falta")
    assert room.last.text == (
        "⏰ Cada día a las 09:00 y 20:00, hora de Madrid: 1 pregunta cada vez.\n"
        "Solo vienen mientras tu día no esté hecho.\n"
        "La próxima: lunes 23 a las 20:00."
    )
    at_clock(town, "20:00")
    assert len(questions(room)) == 1
    answer(room, ana)
    at_clock(town, "09:00")
    assert len(questions(room)) == 2
    answer(room, ana)
    at_clock(town, "20:00")
    assert len(questions(room)) == 2
    assert [row[0] for row in town.ask("SELECT state FROM deliveries ORDER BY id")] == ["sent", "sent", "skipped"]
    assert town.ask("SELECT day, state FROM days") == [("2026-11-23", "credited"), ("2026-11-24", "credited")]


def test_a_goal_of_two_is_done_by_two(town: Town, room: Room, ana: Sender):
    """After one answer of two the evening's question still comes."""
    room.says(ana, "/settings")
    room.presses(ana, "Meta diaria")
    room.presses(ana, "2")
    room.says(ana, "/daily 09:00 13:00 20:00 solo si falta")
    for clock, came in (("09:00", 1), ("13:00", 2), ("20:00", 2)):
        at_clock(town, clock)
        assert len(questions(room)) == came
        if clock != "20:00":
            answer(room, ana)


def test_only_if_needed_by_its_button(town: Town, room: Room, ana: Sender):
    """On and off again; other changes leave it as it is."""
    room.says(ana, "/daily")
    room.presses(ana, "Solo si hoy falta")
    room.presses(ana, "20:00")
    room.says(ana, "/daily x2")
    assert schedules(town) == [("09:00,20:00", "0123456", 2, 1)]
    room.presses(ana, "✓ Solo si hoy falta")
    assert schedules(town) == [("09:00,20:00", "0123456", 2, 0)]
    room.says(ana, "/daily si falta")
    room.says(ana, "/daily siempre")
    assert schedules(town) == [("09:00,20:00", "0123456", 2, 0)]


def answer(room: Room, who: Sender) -> None:
    """Answers the open question, whatever it is."""
    reply = room.says(who, "no lo recuerdo bien")
    if "Pulsa una de las opciones" in "".join(said(reply)):
        room.says(who, "a")


# --- topics of weekdays ------------------------------------------------------------------------------


def code_of(town: Town, topic: str) -> str:
    return str(town.ask("SELECT DISTINCT topic_code FROM variants WHERE topic = :topic", topic=topic)[0][0])


def test_mondays_sql(town: Town, room: Room, ana: Sender):
    """On Mondays SQL, on the other days whatever is chosen for all."""
    room.says(ana, "/topics")
    room.presses(ana, "Machine learning")
    assert said(room.says(ana, "/daily lun SQL")) == ["📅 Lunes: SQL\nLa próxima: martes 24 a las 09:00."]
    for days in (0, 5, 0):  # Tuesday, Monday, Tuesday
        at_clock(town, "09:00", days=days)
    assert topics_asked(room) == ["Machine learning", "SQL", "Machine learning"]


def topics_asked(room: Room) -> list[str]:
    """The topics of the questions that came by themselves."""
    headings = (line for shown in room.shown for line in shown.text.split("\n") if line.startswith("🌅"))
    return [heading.split(" · ")[1] for heading in headings]


def test_several_days_and_topics_at_once(town: Town, room: Room, ana: Sender):
    """Names are separated as people do, and each may be typed in part."""
    assert said(room.says(ana, "/daily lunes y jueves: sql, redes y capi"))[0].startswith(
        "📅 Lunes y jueves: SQL, Capitales y Redes\n"
    )
    room.says(ana, "/daily vie lógica")
    room.says(ana, "/settings")
    assert "📅 Lunes y jueves: SQL, Capitales y Redes\n📅 Viernes: Lógica\n" in room.last.text
    assert said(room.says(ana, "/daily lun todo"))[0].startswith("📅 Lunes: lo elegido en 📚 Temas\n")
    assert {row[0] for row in town.ask("SELECT weekday FROM day_topics")} == {3, 4}


def test_a_topic_for_a_day_off(town: Town, room: Room, ana: Sender):
    """Who wants SQL on Saturdays wants a question on Saturdays."""
    room.says(ana, "/daily 09:00 mon-fri")
    room.says(ana, "/daily sáb SQL")
    assert schedules(town) == [("09:00", "012345", 1, 0)]


def test_a_topic_before_there_is_an_hour(town: Town, ana: Sender):
    """It is kept, and the hour is asked for."""
    room = town.private(ana)
    assert said(room.says(ana, "/daily lun SQL")) == [
        "📅 Lunes: SQL\nAquí no hay pregunta diaria. ¿A qué hora te viene bien?"
    ]
    room.presses(ana, "09:00")
    assert schedules(town) == [("09:00", "0123456", 1, 0)]
    assert len(town.ask("SELECT * FROM day_topics")) == 1


def test_a_topic_that_is_not_quite_right(town: Town, room: Room, ana: Sender):
    """The bot asks back, and “yes” takes it for all the days."""
    assert said(room.says(ana, "/daily lun y mar machin lerning")) == [
        "No conozco el tema machin lerning. ¿Querías decir Machine learning?"
    ]
    room.presses(ana, "Sí")
    assert room.last.text.startswith("📅 Lunes y martes: Machine learning\n")
    assert said(room.says(ana, "/daily lun cocina")) == ["No conozco el tema cocina. Los tienes todos en /topics."]


def test_topics_of_days_by_buttons(town: Town, room: Room, ana: Sender):
    """From the settings to a day, its topics, and back, in one message."""
    room.says(ana, "/settings")
    room.presses(ana, "📅 Temas por día")
    assert room.last.text == ("📅 ¿Qué día quieres con temas propios? Los demás pregunto de lo elegido en 📚 Temas.")
    room.presses(ana, "mié")
    assert room.last.text == "📅 Miércoles: lo elegido en 📚 Temas"
    room.presses(ana, "Redes")
    room.presses(ana, "SQL")
    assert room.last.text == "📅 Miércoles: SQL y Redes"
    room.presses(ana, "◀ Días")
    assert room.last.labels[0] == ["lun", "mar", "✓ mié", "jue"]
    room.presses(ana, "✓ mié")
    room.presses(ana, "Como los demás días")
    assert town.ask("SELECT * FROM day_topics") == []
    assert len(room.shown) == 2


def test_a_topic_that_left_the_notes_costs_no_day(town: Town, room: Room, ana: Sender):
    """Mondays' topic is gone: Monday's question is of all topics, and the day is not excused for want of one."""
    room.says(ana, "/daily lun-dom SQL")
    town.desk.run(lambda db: db.exec_driver_sql("UPDATE day_topics SET topic_code = 'gone'")).result(10)
    at_clock(town, "09:00")
    assert len(questions(room)) == 1
    room.says(ana, "/settings")
    assert "📅 Lunes, martes, miércoles, jueves, viernes, sábado y domingo: 1 que ya no está\n" in room.last.text


# --- streaks -----------------------------------------------------------------------------------------


def excuses(town: Town) -> list[tuple[object, ...]]:
    return town.ask("SELECT day, state, reason FROM days WHERE state <> 'credited' ORDER BY day")


def test_a_day_off_when_the_night_waits_for_the_morning(town: Town, room: Room, ana: Sender):
    """From Monday to Friday at eleven at night, held until eight: they come from Tuesday to Saturday, so Sunday and
    Monday are off, and a missed Saturday is missed.
    """
    room.says(ana, "/daily 23:00 mon-fri")
    room.says(ana, "/daily quiet 22-8")
    room.says(ana, "/quiz sql")
    answer(room, ana)
    town.later(days=5)  # Saturday
    room.says(ana, "/quiz redes")
    answer(room, ana)
    town.later(days=2)  # Monday
    room.says(ana, "/streak")
    assert ("2026-11-29", "excused", "day off") in excuses(town)
    town.later(days=1)
    room.says(ana, "/streak")
    assert ("2026-11-30", "excused", "day off") in excuses(town)


def test_quiet_hours_excuse_no_day(town: Town, room: Room, ana: Sender):
    """The only question of a day comes after the day's end: the day is not taken for one on which the bot was down."""
    room.says(ana, "/daily 23:00")
    room.says(ana, "/daily quiet 22-8")
    room.says(ana, "/quiz sql")
    answer(room, ana)
    town.later(days=3)
    room.says(ana, "/streak")
    assert excuses(town) == [("2026-11-24", "missed", None)]


def test_a_skipped_question_of_a_done_day_is_no_empty_one(town: Town, room: Room, ana: Sender):
    """“Only if not done” leaves the next day as any other: not answered, it is missed."""
    room.says(ana, "/daily 09:00 20:00 si falta")
    room.says(ana, "/quiz sql")
    answer(room, ana)
    at_clock(town, "20:00")
    at_clock(town, "09:00")
    at_clock(town, "09:00")
    room.says(ana, "/streak")
    assert excuses(town) == [("2026-11-24", "missed", None)]


def test_nothing_to_ask_in_the_morning_after(town: Town, room: Room, ana: Sender):
    """Monday's question of eleven at night would come on Tuesday at eight, and there is none: Tuesday is excused."""
    room.says(ana, "/daily 23:00")
    room.says(ana, "/daily quiet 22-8")
    room.says(ana, "/quiz sql")
    answer(room, ana)
    town.desk.run(lambda db: db.exec_driver_sql("UPDATE questions SET retired_at = added_at")).result(10)
    at_clock(town, "08:00")
    at_clock(town, "07:00")
    room.says(ana, "/streak")
    assert excuses(town) == [("2026-11-24", "excused", "nothing due")]


def test_weekdays_in_english(town: Town, mary: Sender):
    """M, T, W, T would not tell Tuesday from Thursday."""
    room = town.private(mary)
    room.says(mary, "/daily 09:00 mon-fri")
    room.says(mary, "/daily")
    assert room.last.labels[2] == ["✓ Mo", "✓ Tu", "✓ We", "✓ Th", "✓ Fr", "Sa", "Su"]
    room.presses(mary, "✓ Th")
    assert room.last.text.startswith("⏰ Monday, Tuesday, Wednesday, and Friday at 09:00, Madrid time: 1 question.")
