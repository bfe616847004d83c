"""What people type that cannot be meant: one sentence says what is wrong and what to do, and nothing is lost."""

import pytest

from bot.domain.conversation import Sender
from tests.study.town import Town, said


def test_an_unknown_command(town: Town, ana: Sender):
    """In private it is named; in a group it may be another bot's, so the bot is silent."""
    assert said(town.private(ana).says(ana, "/quizz")) == ["No conozco /quizz. Todo lo que sé hacer está en /help."]
    assert said(town.group("IA").says(ana, "/quizz")) == []


def test_an_unknown_command_that_names_the_bot(town: Town, ana: Sender):
    """`/quizz@OurBot` in a group cannot be another bot's."""
    assert said(town.group("IA").says(ana, "/quizz@RepasoBot")) == [
        "No conozco /quizz. Todo lo que sé hacer está en /help."
    ]


def test_a_zone_with_a_slip_is_asked_back_and_yes_takes_it(town: Town, ana: Sender):
    """“Madird” may mean Madrid; “▶ Sí” moves the chat and the learner there."""
    room = town.private(ana)
    room.says(ana, "/timezone Bogotá")
    room.says(ana, "/timezone Madird")
    assert (room.last.text, room.last.labels) == ("No conozco la zona Madird. ¿Querías decir Madrid?", [["▶ Sí"]])
    room.presses(ana, "Sí")
    assert room.last.text == "Listo: Europe/Madrid, donde ahora son las 10:12."
    assert town.ask("SELECT zone FROM chats UNION ALL SELECT zone FROM learners") == [("Europe/Madrid",)] * 2


def test_a_zone_that_nobody_can_guess(town: Town, ana: Sender):
    """The sentence shows how to write one, and the zone stays."""
    assert said(town.private(ana).says(ana, "/timezone xyzzy")) == [
        "No conozco la zona xyzzy. Escribe una ciudad así: /timezone Madrid."
    ]
    assert town.ask("SELECT zone FROM learners") == [("Europe/Madrid",)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25:99", "25:99 no es una hora del día. Escríbela así: /daily 09:00."),
        ("09:00 31", "Puedo mandar de 1 a 10 preguntas cada vez, y 31 no lo es."),
        ("09:00 x0", "Puedo mandar de 1 a 10 preguntas cada vez, y x0 no lo es."),
        ("lun-vie", "¿A qué hora? Escríbela así: /daily 09:00 lun-vie."),
        ("cuando quieras", "No entiendo cuando. Escríbelo así: /daily 09:00 20:00 lun-vie 2."),
        (
            "0:00 1:00 2:00 3:00 4:00 5:00 6:00 7:00 8:00 9:00 10:00 11:00 12:00",
            "Puedo preguntarte a doce horas distintas al día, como mucho.",
        ),
    ],
)
def test_a_schedule_that_is_none(town: Town, ana: Sender, typed: str, sentence: str):
    """The part that cannot be read is quoted, and no schedule is made."""
    assert said(town.private(ana).says(ana, f"/daily {typed}")) == [sentence]
    assert town.ask("SELECT * FROM schedules") == []


def test_an_answer_as_long_as_telegram_allows(town: Town, ana: Sender):
    """4,096 characters are kept whole and answered."""
    room = town.private(ana)
    answer = ("el modelo memoriza los datos y no generaliza; " * 100)[:4096]
    room.says(ana, "/quiz machine")
    room.says(ana, answer)
    assert room.last.text.startswith("Has tocado 2 de 5 ideas:\n✓ memoriza los datos · ✓ no generaliza\n")
    assert town.ask("SELECT text FROM answers") == [(answer,)]


@pytest.mark.parametrize("typed", ["🤷", "…", "?!", "👍🏽👍🏽", "\u200b"])
def test_an_answer_without_a_word(town: Town, ana: Sender, typed: str):
    """It earns nothing, the question stays open, and the next text answers it."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    assert said(room.says(ana, typed)) == [
        "Ahí no encuentro ninguna palabra. Escríbelo a tu manera, o pulsa 👁 para ver la respuesta."
    ]
    assert town.ask("SELECT * FROM answers") == town.ask("SELECT * FROM days") == []
    room.says(ana, "filas y grupos")
    assert town.ask("SELECT text FROM answers") == [("filas y grupos",)]


def test_the_question_sent_back(town: Town, ana: Sender):
    """Copying it, in other case and without its signs, is no answer."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    assert said(room.says(ana, "que diferencia hay entre where y having")) == [
        "Esa es la pregunta misma. Escribe lo que sepas de ella, o pulsa 👁 para ver la respuesta."
    ]
    assert town.ask("SELECT * FROM answers") == []


def test_a_sticker_for_an_answer(town: Town, ana: Sender):
    """The bot says what it can read; without an open question it offers one."""
    room = town.private(ana)
    assert said(room.sends_sticker(ana)) == ["No hay ninguna pregunta abierta. ¿Te hago una?"]
    room.says(ana, "/quiz sql")
    assert said(room.sends_sticker(ana)) == [
        "Solo sé leer texto. Escribe tu respuesta, o pulsa 👁 para ver la respuesta modelo."
    ]


def test_a_text_when_nothing_is_open(town: Town, ana: Sender):
    """“▶ Sí” asks a question."""
    room = town.private(ana)
    room.says(ana, "hola")
    assert (room.last.text, room.last.labels) == ("No hay ninguna pregunta abierta. ¿Te hago una?", [["▶ Sí"]])
    room.presses(ana, "Sí")
    assert room.last.text.startswith("📝 ")


@pytest.mark.parametrize("command", ["/hint", "/reveal", "/skip"])
def test_a_command_for_an_open_question_when_there_is_none(town: Town, ana: Sender, command: str):
    """The same sentence as for a text."""
    assert said(town.private(ana).says(ana, command)) == ["No hay ninguna pregunta abierta. ¿Te hago una?"]


def test_a_topic_with_a_slip_is_asked_back(town: Town, ana: Sender):
    """“metircas” may mean “Métricas”, and “▶ Sí” asks from it."""
    room = town.private(ana)
    room.says(ana, "/quiz metircas")
    assert room.last.text == "No conozco el tema metircas. ¿Querías decir Métricas?"
    room.presses(ana, "Sí")
    assert room.last.text.startswith("📝 Métricas\n")


def test_a_topic_that_there_is_not(town: Town, ana: Sender):
    """The sentence says where all of them are."""
    assert said(town.private(ana).says(ana, "/quiz zzzzzz")) == [
        "No conozco el tema zzzzzz. Los tienes todos en /topics."
    ]


def test_a_letter_that_no_choice_has(town: Town, ana: Sender):
    """The question stays open."""
    room = town.private(ana)
    room.says(ana, "/quiz redes")
    assert said(room.says(ana, "z")) == ["Pulsa una de las opciones o escribe su letra."]
    assert town.ask("SELECT * FROM answers") == []


def test_a_language_that_the_bot_does_not_speak(town: Town, ana: Sender):
    """It says which ones it does, with a button for each."""
    room = town.private(ana)
    room.says(ana, "/language klingon")
    assert room.last.text == "Hablo español e inglés, pero no klingon. ¿Cuál prefieres?"
    assert room.last.labels == [["Español", "English"]]


def test_a_text_in_a_group_that_answers_another_message_of_the_bot(town: Town, ana: Sender):
    """Only replies to a question are answers; the bot does not join a conversation."""
    group = town.group("IA")
    group.says(ana, "/top")
    board = group.last
    group.says(ana, "/quiz sql")
    assert said(group.says(ana, "qué bien", reply_to=board)) == []
    assert said(group.sends_sticker(ana, reply_to=board)) == []
    assert town.ask("SELECT * FROM answers") == []


def test_a_number_when_no_question_is_open(town: Town, ana: Sender):
    """A late “2” means a choice or nothing, not two in the morning every day; with minutes it is an hour."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas y grupos")
    room.says(ana, "2")
    assert town.ask("SELECT * FROM schedules") == []
    assert room.last.labels == [["▶ Sí"]]
    room.says(ana, "7:30")
    assert "07:30" in room.last.text


def test_help_is_read_at_a_glance(town: Town, ana: Sender):
    """Commands stand together by subject; a group hears only of those that are of use there."""
    told = said(town.private(ana).says(ana, "/help"))[0].split("\n\n")
    assert [part.split()[0] for part in told[1:]] == ["/start", "/streak", "/daily", "/report"]
    assert all(len(part.splitlines()) <= 8 for part in told)
    shared = said(town.group("IA").says(ana, "/help"))[0]
    assert "/stats" in shared
    assert "/deleteme" not in shared
    assert "/exam" not in shared


def test_a_name_or_an_offset_that_several_places_have(town: Town, ana: Sender):
    """They are offered by what their clocks show, as in the welcome."""
    room = town.private(ana)
    room.says(ana, "/timezone Guadalajara")
    assert room.last.text == "¿Cuál de estos sitios quieres decir con Guadalajara?"
    assert room.last.labels == [["03:12 Ciudad de México"], ["10:12 Madrid"]]
    room.says(ana, "/timezone -5")
    assert room.last.labels[0] == ["04:12 Bogotá"]
    room.presses(ana, "Bogotá")
    assert room.last.text == "Listo: America/Bogota, donde ahora son las 04:12."


@pytest.mark.parametrize("command", ["quiz", "exam", "timezone", "language", "daily", "pause", "stats"])
def test_thousands_of_letters_in_place_of_a_name(town: Town, ana: Sender, command: str):
    """The answer is short, and repeats only their beginning."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas")
    room.says(ana, f"/{command} {'a' * 4000}")
    assert "a" * 99 + "…" in room.last.text
    assert len(room.last.text) < 250


def test_fewer_than_no_questions_and_fewer_than_no_days(town: Town, ana: Sender):
    """An exam and a pause say how to write them."""
    room = town.private(ana)
    room.says(ana, "/exam -5")
    assert room.last.text == "Un examen tiene de 1 a 50 preguntas, y -5 no puede ser. Escríbelo así: /exam 10."
    room.says(ana, "/pause -5")
    assert room.last.text == "No entiendo -5. Escribe hasta cuándo: /pause 5 (días) o /pause 24/12."


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("sql", "📚 Pregunto de 1 tema. Pulsa para añadir o quitar."),
        ("SQL, redes y lógica", "📚 Pregunto de 3 temas. Pulsa para añadir o quitar."),
        ("todo", "📚 Pregunto de todo. Pulsa un tema para quedarte solo con ese."),
        ("sql, jardinería", "No conozco el tema jardinería. Los tienes todos en /topics."),
        ("metircas", "No conozco el tema metircas. ¿Querías decir Métricas?"),
    ],
)
def test_topics_behind_the_command(town: Town, ana: Sender, typed: str, text: str):
    """They are chosen as by buttons; what is unknown changes nothing."""
    room = town.private(ana)
    room.says(ana, f"/topics {typed}")
    assert room.last.text == text


def test_topics_behind_the_command_in_a_group(town: Town, ana: Sender):
    """They are for all, so they are its admins' matter; to look at them is everybody's."""
    group = town.group("IA 2026")
    group.says(ana, "/topics@bot sql")
    assert group.last.text == "Eso solo lo puede cambiar quien administra el grupo."
    group.says(ana, "/topics@bot")
    assert group.last.text.startswith("📚 Pregunto de todo.")
