"""The first steps with the bot: in private from the language to the first question, in a group what it is for."""

import math

import pytest

from bot.domain import actions
from bot.domain.conversation import ChatKind, Located, Presence, Sender
from tests.study.town import Room, Town, said

OTTO = Sender(1009, "Otto", "de")
"""Somebody whose telephone speaks a language that the bot does not."""

MADRID, CANARIES, TOKYO = Located(40.4168, -3.7038), Located(28.1235, -15.4363), Located(35.6762, 139.6503)


def shares(room: Room, who: Sender, where: Located):
    """Somebody shares a location."""
    return room.town.hears(room, who, where, at=None, message=next(room._ids))


def schedule(room: Room, who: Sender) -> str:
    """What /daily says first."""
    room.says(who, "/daily")
    return room.last.text.split("\n")[0]


AT_NINE = "⏰ Cada día a las 09:00, hora de Madrid: 1 pregunta."


def begun(town: Town, who: Sender, *presses: str) -> Room:
    """Somebody said /start, and pressed these."""
    room = town.private(who)
    room.says(who, "/start")
    for label in presses:
        room.presses(who, label)
    return room


# --- the steps ---------------------------------------------------------------------------------------


def test_three_presses_lead_to_the_first_question(town, ana):
    """Hour, zone, first question: the same message changes twice, and the question is the second one."""
    room = begun(town, ana, "09:00", "Madrid")
    assert len(room.shown) == 1
    assert room.last.text.startswith("Listo: cada día a las 09:00, hora de Madrid.")
    room.presses(ana, "Primera pregunta")
    assert len(room.shown) == 2
    assert room.last.text.startswith("📝 ")


def test_five_presses_when_nothing_is_known_and_one_topic_is_wanted(town):
    """Language, hour, zone, topic, first question; all but the question in one message."""
    room = begun(town, OTTO)
    assert room.last.text == "¿En qué idioma te hablo?\nWhich language shall I speak?"
    assert room.last.labels == [["Español", "English"]]
    for label in ("English", "20:00", "London", "SQL"):
        room.presses(OTTO, label)
    assert room.last.text == (
        "Done: every day at 20:00, London time. You can change it with /settings. Shall we start with one?\n"
        "📚 I ask about 1 topic."
    )
    assert ["✓ SQL (1)"] in room.last.labels
    assert len(room.shown) == 1
    room.presses(OTTO, "First question")
    assert room.last.text == "📝 SQL\nWhat is the difference between WHERE and HAVING?"


def test_the_language_is_not_asked_of_who_has_chosen_it(town):
    """Otto chose Spanish with a command before: /start goes straight to the hour."""
    room = town.private(OTTO)
    room.says(OTTO, "/language es")
    room.says(OTTO, "/start")
    assert room.last.text.startswith("¡Hola, Otto!")


@pytest.mark.parametrize(
    ("tag", "first"),
    [("es-AR", "06:12 Buenos Aires"), ("es-CL", "06:12 Santiago de Chile"), ("en-IN", "14:42 Kolkata")],
)
def test_the_country_of_the_telephone_is_offered_first(town, tag, first):
    """The region of its language says where somebody is likely to be; five places are offered all the same."""
    eva = Sender(1010, "Eva", tag)
    room = begun(town, eva, "09:00")
    labels = [label for row in room.last.labels for label in row]
    assert labels[0] == first
    assert len(labels) == 6


# --- what is typed instead ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["9", "9h", "9.00", "9 am", "09:00", "a las nueve", "a las 9 de la mañana", "las 9 en punto"]
)
def test_an_hour_is_typed_in_any_way(town, ana, typed):
    """The welcome understands it, and goes on to the zone."""
    room = begun(town, ana, "Otra hora")
    room.says(ana, typed)
    assert room.last.text.endswith("¿Qué hora es ahora donde estás?")
    assert schedule(room, ana) == AT_NINE


@pytest.mark.parametrize("typed", ["25:00", "9:75", "a las 24:30"])
def test_what_is_no_hour_of_the_day(town, ana, typed):
    """One sentence says so, and the hours are there to press."""
    room = begun(town, ana)
    room.says(ana, typed)
    assert room.last.text.endswith("no es una hora del día. ¿A qué hora te viene bien?")
    room.presses(ana, "13:00")
    assert room.last.text == "A las 13:00. ¿Qué hora es ahora donde estás?"


@pytest.mark.parametrize(
    ("typed", "city"),
    [("Bogotá", "Bogotá"), ("bogota", "Bogotá"), ("Barcelona", "Madrid"), ("Chile", "Santiago de Chile")],
)
def test_a_city_or_a_country_is_typed(town, ana, typed, city):
    """It ends the welcome as a press does."""
    room = begun(town, ana, "09:00", "Otro sitio")
    room.says(ana, typed)
    assert room.last.text.startswith(f"Listo: cada día a las 09:00, hora de {city}.")


def test_a_misspelt_city_is_asked_back(town, ana):
    """A yes ends the welcome."""
    room = begun(town, ana, "09:00", "Otro sitio")
    room.says(ana, "Bogtá")
    assert room.last.text == "No conozco la zona Bogtá. ¿Querías decir Bogotá?"
    room.presses(ana, "Sí")
    assert room.last.text.startswith("Listo: cada día a las 09:00, hora de Bogotá.")


@pytest.mark.parametrize("typed", ["xyzzy", "🎉", "hola, ¿qué tal?", "x" * 4000])
def test_what_is_no_place(town, ana, typed):
    """One sentence says what would help; nothing changes."""
    room = begun(town, ana, "09:00")
    room.says(ana, typed)
    assert room.last.text.startswith("No conozco ")
    assert schedule(room, ana) == AT_NINE


def test_the_clock_is_typed_as_it_was_asked_for(town, ana):
    """“What time is it?” “10:15.” The places where it is about that are offered, those of one's language first."""
    room = begun(town, ana, "09:00")
    room.says(ana, "las 10:15")
    assert room.last.text == "¿Cuál de estos es tu reloj?"
    assert room.last.labels[0] == ["10:12 Madrid"]
    room.presses(ana, "Madrid")
    assert room.last.text.startswith("Listo: cada día a las 09:00, hora de Madrid.")


def test_a_clock_that_nobody_has(town, ana):
    """Half past nine in the evening it is nowhere now: one sentence, and the clocks that there are."""
    room = begun(town, ana, "09:00")
    room.says(ana, "las 9 y media de la noche")
    assert room.last.text == (
        "Ningún reloj que conozca marca eso ahora. ¿Cuál es el tuyo? También puedes escribirme tu ciudad."
    )
    room.presses(ana, "Madrid")
    assert room.last.text.startswith("Listo: cada día a las 09:00, hora de Madrid.")


def test_words_belong_to_a_question_while_one_is_open(town, ana):
    """A city typed below a question is its answer, not a place to live in."""
    room = begun(town, ana, "09:00")
    room.says(ana, "/quiz capitales")
    room.says(ana, "Madrid")
    assert town.ask("SELECT zone_chosen FROM chats") == [(0,)]
    assert town.ask("SELECT count(*) FROM answers") == [(1,)]


# --- a location --------------------------------------------------------------------------------------


def test_a_location_ends_the_welcome(town, ana):
    """Its zone is worked out here; whose hour is known is ready."""
    room = begun(town, ana, "09:00", "Otro sitio")
    shares(room, ana, CANARIES)
    assert room.last.text.startswith("Listo: cada día a las 09:00, hora de Canarias.")


def test_a_location_later_moves_the_clock(town, ana):
    """Who travels shares where they are, and hears what time it is there."""
    room = begun(town, ana, "09:00", "Madrid")
    assert said(shares(room, ana, TOKYO)) == ["Listo: Asia/Tokyo, donde ahora son las 18:12."]


def test_a_place_with_two_clocks(town, ana):
    """In Ürümqi two clocks are in use: the person says which."""
    room = begun(town, ana, "09:00")
    shares(room, ana, Located(43.8, 87.6))
    assert room.last.labels == [["17:12 Shanghái"], ["15:12 Ürümqi"]]
    room.presses(ana, "Ürümqi")
    assert room.last.text.startswith("Listo: cada día a las 09:00")


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(40.0, -30.0), (90.0, 0.0), (0.0, 180.0), (math.nan, 0.0), (0.0, math.inf), (91.0, 0.0), (5.0, -500.0)],
)
def test_a_place_where_nobody_has_a_clock(town, ana, latitude, longitude):
    """At sea, at a pole, off the map: the question about the clock instead, and nothing changes."""
    room = begun(town, ana, "09:00")
    shares(room, ana, Located(latitude, longitude))
    assert room.last.text == "Ahí no conozco ninguna zona horaria. ¿Qué hora es ahora donde estás?"
    assert schedule(room, ana) == AT_NINE
    room.forges(ana, room.shown[-2].button("Madrid"), on=room.shown[-2])
    assert room.shown[-2].text.startswith("Listo: ")


def test_nothing_of_a_location_is_kept(town, ana):
    """Neither in a table, nor in what is printed of the update."""
    room = begun(town, ana, "09:00")
    shares(room, ana, Located(28.123456, -15.436543))
    assert "28.12" not in str(town.everything())
    assert "28.12" not in repr(town.handled[-1])


# --- odd moments -------------------------------------------------------------------------------------


def test_the_same_button_pressed_twice_at_once(town, ana):
    """The second press finds the same, and the welcome goes on."""
    room = begun(town, ana)
    hour = room.last.button("09:00")
    for _ in range(2):
        room.forges(ana, hour)
    assert room.last.text == "A las 09:00. ¿Qué hora es ahora donde estás?"
    zone = room.last.button("Bogotá")
    for _ in range(2):
        room.forges(ana, zone)
    assert room.last.text.startswith("Listo: cada día a las 09:00, hora de Bogotá.")
    assert schedule(room, ana) == "⏰ Cada día a las 09:00, hora de Bogotá: 1 pregunta."


def test_a_press_on_the_welcome_weeks_later(town, ana):
    """It changes the hour, and keeps the days and the number that were chosen since."""
    room = begun(town, ana)
    hour = room.last.button("20:00")
    room.presses(ana, "09:00")
    room.presses(ana, "Madrid")
    room.says(ana, "/daily 07:30 lun-vie 3")
    town.later(days=30)
    room.forges(ana, hour, on=room.shown[0])
    assert room.shown[0].text.startswith("⏰ De lunes a viernes a las 20:00, hora de Madrid: 3 preguntas.")


def test_start_again_goes_on_where_the_welcome_stood(town, ana):
    """Whoever chose an hour and went away is asked for the zone, not for the hour again."""
    room = begun(town, ana, "09:00")
    room.says(ana, "/start")
    assert room.last.text == "A las 09:00. ¿Qué hora es ahora donde estás?"
    room.presses(ana, "Madrid")
    assert room.last.text.startswith("Listo: ")


def test_start_again_by_somebody_who_is_done(town, ana):
    """They are greeted, and a question is one press away."""
    room = begun(town, ana, "09:00", "Madrid")
    room.says(ana, "/start")
    assert room.last.text == "¡Qué bien verte, Ana! ¿Te hago una pregunta?"
    assert room.last.labels == [["▶ Sí"]]
    room.presses(ana, "Sí")
    assert room.last.text.startswith("📝 ")


def test_start_again_by_somebody_who_turned_the_hour_off(town, ana):
    """They chose that: the hour is offered, not asked for."""
    room = begun(town, ana, "09:00", "Madrid")
    room.says(ana, "/daily off")
    room.says(ana, "/start")
    assert room.last.labels == [["▶ Sí", "⏰ Hora"]]


def test_start_while_a_question_is_open(town, ana):
    """The question comes once more, is the same one, and can be answered."""
    room = begun(town, ana, "09:00", "Madrid", "SQL", "Primera pregunta")
    asked = room.last.text
    room.says(ana, "/start")
    assert [one.text for one in room.shown[-2:]] == ["¡Qué bien verte, Ana! Esta te sigue esperando.", asked]
    room.says(ana, "no sé, la verdad")
    assert town.ask("SELECT count(*) FROM deliveries") == [(1,)]
    assert town.ask("SELECT count(*) FROM answers") == [(1,)]


@pytest.mark.parametrize(
    "payload", ["hola", "q_", "q_1", "r_%%%", "x" * 4000, "🎉", "q_99999999999999999999_x", "../x"]
)
def test_start_with_a_link_that_opens_nothing(town, ana, payload):
    """However it was made up, the welcome comes, in one message."""
    room = town.private(ana)
    room.says(ana, f"/start {payload}")
    assert len(room.shown) == 1
    assert "¡Hola, Ana!" in room.last.text
    assert room.last.labels[0][0] == "08:00"


@pytest.mark.parametrize(
    "press", [actions.WelcomeIn("xx"), actions.WelcomeIn(""), actions.BeginWith("nope"), actions.BeginWith("")]
)
def test_forged_steps_do_nothing(town, ana, press):
    """One notice, and the welcome stays as it is."""
    room = begun(town, ana, "09:00", "Madrid")
    before = room.last.text
    assert room.forges(ana, press).notice == "No conozco ese botón. ¿Seguimos con /quiz?"
    assert room.last.text == before


def test_a_topic_pressed_when_there_is_no_hour_any_more(town, ana):
    """The list of topics opens, with that one chosen."""
    room = begun(town, ana, "09:00", "Madrid")
    room.says(ana, "/daily off")
    room.presses(ana, "SQL")
    assert room.shown[0].text == "📚 Pregunto de 1 tema. Pulsa para añadir o quitar."


# --- a group -----------------------------------------------------------------------------------------


def added(town: Town, room: Room, by: Sender, *, here: bool = True):
    """Somebody adds the bot to a group, or removes it."""
    return town.hears(room, by, Presence(here), at=None, message=0)


def test_a_group_is_told_what_for_how_and_who(town, ana):
    """In the language of whoever adds the bot: what it does, how to answer, who decides, and what to press."""
    group = town.group("IA 2026")
    added(town, group, ana)
    assert group.last.text == (
        "👋 ¡Hola! Soy Repaso. Cada día hago a este grupo una pregunta de los apuntes, para que a nadie se le "
        "olviden.\n"
        "✍ Para contestar, responde a mi mensaje o pulsa «Responder en privado». Cómo te ha ido solo lo ves tú.\n"
        "⚙ La hora (/daily 09:00) y todo lo demás (/settings) lo eligen los administradores del grupo. "
        "¿Empezamos con una?"
    )
    assert group.last.labels == [["▶ Primera pregunta", "⏰ Hora"]]
    group.presses(ana, "Hora")
    assert group.last.labels[0] == ["08:00", "09:00", "13:00", "20:00"]


def test_a_group_in_english(town, mary):
    """The same for a group of people who read English."""
    group = town.group("AI 2026")
    added(town, group, mary)
    assert group.last.text.startswith("👋 Hi! I am Repaso.")


def test_a_group_that_adds_the_bot_again_at_once(town, ana):
    """It has just read the greeting; the next day it is greeted again."""
    group = town.group("IA 2026")
    for here in (True, False, True):
        added(town, group, ana, here=here)
    assert len(group.shown) == 1
    town.later(days=2)
    for here in (False, True):
        added(town, group, ana, here=here)
    assert len(group.shown) == 2
    assert town.ask("SELECT active FROM chats") == [(1,)]


def test_a_channel_is_not_greeted(town, ana):
    """Its readers did not ask for anything."""
    channel = town.group("Noticias", -200)
    channel.place = type(channel.place)(channel.place.address, ChatKind.CHANNEL, "Noticias")
    added(town, channel, ana)
    assert channel.shown == []


def test_an_hour_pressed_in_a_group_is_an_admins(town, ana):
    """Whoever does not run the group hears so; whoever does sets it."""
    group = town.group("IA 2026")
    added(town, group, ana)
    group.presses(ana, "Hora")
    assert group.presses(ana, "09:00").notice == "Eso solo lo puede cambiar quien administra el grupo."
    group.presses(Sender(ana.account, ana.name, "es", is_admin=True), "09:00")
    assert schedule(group, ana) == AT_NINE
