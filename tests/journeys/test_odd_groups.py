"""Groups where something is unusual: forums, moves, strangers in the settings, a crowd."""

import asyncio

import pytest

from bot.domain.actions import DailyOff, SetPublishing
from bot.domain.buttons import encode
from tests.emulator import Chat, Emulator, Person
from tests.journeys.looking import rows
from tests.journeys.program import Program
from tests.journeys.test_group import asked

ADMINS_ONLY = "Eso solo lo puede cambiar quien administra el grupo."
TO_NINE = {"hours": 10, "minutes": 48}


@pytest.fixture
def group(emulator: Emulator, ana: Person, luis: Person) -> Chat:
    """Two people and the bot."""
    return emulator.group("IA 2026", [ana, luis])


async def test_an_admin_of_one_group_in_another(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """What Ana may do where she is an admin, she may not do where she is not; a forged code changes nothing there."""
    other = emulator.group("Otra", [ana, luis])
    group.role(ana, "administrator")
    for place, answer in ((group, "Listo: no publico"), (other, ADMINS_ONLY)):
        await place.says(ana, "/publish@RepasoBot off")
        assert (await place.next_message()).text.startswith(answer)
    message = other.from_bot[-1]
    for action in (SetPublishing("off"), SetPublishing("1234"), DailyOff()):
        press = await (await other.press_code(ana, message, encode(action))).answered()
        assert press.notice == ADMINS_ONLY
    hours = "SELECT title, publish_hour IS NULL FROM chats ORDER BY title"
    assert await repaso.ask(hours) == [("IA 2026", 1), ("Otra", 0)]


@pytest.mark.parametrize("hour", ["9999", "", "1", "abcd", "-100"])
async def test_an_hour_that_nobody_offered(repaso: Program, group: Chat, ana: Person, hour: str):
    """An admin's own forgery gets one sentence, and changes nothing."""
    group.role(ana, "administrator")
    await group.says(ana, "/publish@RepasoBot")
    shown = await group.next_message()
    press = await (await group.press_code(ana, shown, f"1ew:{hour}")).answered()
    assert press.notice
    assert await repaso.ask("SELECT publish_hour FROM chats WHERE publish_hour NOT LIKE '21:00%'") == []


async def test_an_anonymous_admin(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """They may change the group's settings; they take part in nothing."""
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    await group.says_as(anonymous, "/publish@RepasoBot 20:00", speaks_for=group)
    assert (await group.next_message()).text.startswith("Listo: publico las respuestas a las 20:00")
    assert await repaso.ask("SELECT * FROM members") == []


async def test_other_bots(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """Whatever a bot writes, replies or sends through somebody is nobody's answer, and is not answered."""
    other = {"id": 5005, "is_bot": True, "first_name": "Other", "username": "OtherBot"}
    question = await asked(group, ana)
    group.bot_role = "administrator"  # so that it gets everything
    for text in ("/quiz@RepasoBot", "/quiz", "filas y grupos"):
        await group.says_as(other, text)
        await group.says_as(other, text, reply_to=question)
        await group.says_as(ana.json(), text, reply_to=question, via_bot=other)
    forwarded = {"type": "user", "sender_user": emulator.me, "date": 0}
    await group.says_as(ana.json(), "filas y grupos", reply_to=question, forward_origin=forwarded)
    await group.stays_quiet(0.2)
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(0,)]
    assert await repaso.ask("SELECT name FROM learners") == [("Ana",)]


async def test_a_model_answer_that_is_forwarded(repaso: Program, emulator: Emulator, ana: Person):
    """In private somebody means something by it: they hear in a sentence that it does not count."""
    private = emulator.private(ana)
    await private.says("/start")
    await private.next_message()
    await private.says("/quiz sql")
    await private.next_message()
    forwarded = {"type": "user", "sender_user": emulator.me, "date": 0}
    await private.says_as(ana.json(), "WHERE filtra filas; HAVING filtra grupos.", forward_origin=forwarded)
    assert (await private.next_message()).text == "Eso lo escribió un bot. Dímelo con tus palabras."
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(0,)]


async def test_a_topic_of_a_forum(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """Question and answer stay in their topic, and the topic has an hour of its own."""
    topic = group.opens_topic("SQL")
    await group.says(ana, "/quiz@RepasoBot sql", topic=topic)
    question = await group.next_message()
    assert question.topic == topic
    repaso.clock.later(**TO_NINE)
    assert await repaso.pushes() == 1
    published = await group.next_message()
    assert (published.topic, published.reply_to) == (topic, question)


MOVED = (
    "El tema en el que preguntaba ya no existe, así que mis preguntas llegan aquí. Para otro tema, escribe allí "
    "/daily@RepasoBot 9:00."
)
SHUT = (
    "Hay un tema cerrado y tengo algo para él: abridlo, o hazme administrador con permiso para gestionar temas. Lo "
    "vuelvo a intentar durante unas horas."
)


async def test_a_topic_that_is_gone_when_the_answer_comes(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """The answer goes to the group itself, which is told once; from then on all that was the topic's is the group's."""
    group.role(ana, "administrator")
    topic = group.opens_topic("SQL")
    await group.says(ana, "/daily@RepasoBot 11:00", topic=topic)
    await group.next_message()
    await group.says(ana, "/quiz@RepasoBot sql", topic=topic)
    await group.next_message()
    group.deletes_topic(topic)
    repaso.clock.later(minutes=48)
    assert await repaso.pushes() == 1
    question = await group.next_message()
    assert question.topic == 0
    told = await group.next_message()
    assert (told.text, told.topic, told.silent) == (MOVED, 0, True)
    assert await repaso.ask("SELECT thread FROM chats WHERE kind = 'group'") == [(0,)]
    await group.says(luis, "no lo sé, la verdad", reply_to=question)
    repaso.clock.later(days=1)
    while await repaso.pushes():
        pass
    await emulator.all_acknowledged()
    assert MOVED not in [message.text for message in group.from_bot[group.from_bot.index(told) + 1 :]]
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(1,)]
    gone = [call for call in emulator.calls("sendMessage") if "thread not found" in call.error]
    assert len(gone) == 1


async def test_a_topic_that_is_gone_where_the_group_has_its_own_hour(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person
):
    """What was asked there can be answered in the group; the group's own hour stays the only one."""
    group.role(ana, "administrator")
    topic = group.opens_topic("SQL")
    for where, hour in ((0, "20:00"), (topic, "11:00")):
        await group.says(ana, f"/daily@RepasoBot {hour}", topic=where)
        await group.next_message()
    group.deletes_topic(topic)
    repaso.clock.later(minutes=48)
    assert await repaso.pushes() == 1
    question = await group.next_message()
    assert "ya no existe" in (await group.next_message()).text
    await group.says(ana, "no lo sé, la verdad", reply_to=question)
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT times FROM schedules") == [("20:00",)]
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(1,)]


async def test_a_topic_that_is_gone_when_somebody_asks_there(repaso: Program, group: Chat, ana: Person):
    """The question comes in the group, and one sentence says why."""
    topic = group.opens_topic("SQL")
    await repaso.stop()
    await group.says(ana, "/quiz@RepasoBot sql", topic=topic)
    group.deletes_topic(topic)
    await repaso.start()
    texts = {(await group.next_message()).text for _ in range(2)}
    assert MOVED in texts
    assert await repaso.ask("SELECT thread FROM chats WHERE kind = 'group'") == [(0,)]


async def test_a_topic_that_is_closed_when_the_answer_comes(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person
):
    """The group is told once, and the answer is kept until somebody opens the topic."""
    topic = group.opens_topic("SQL")
    await group.says(ana, "/quiz@RepasoBot sql", topic=topic)
    await group.next_message()
    group.closed_topics.add(topic)
    repaso.clock.later(**TO_NINE)
    assert [await repaso.pushes(), await repaso.pushes()] == [1, 0]
    told = await group.next_message()
    assert (told.text, told.topic, told.silent) == (SHUT, 0, True)
    repaso.clock.later(minutes=30)
    assert [await repaso.pushes(), await repaso.pushes()] == [1, 0]
    await group.stays_quiet(0.1)
    group.closed_topics.clear()
    repaso.clock.later(minutes=30)
    assert await repaso.pushes() == 1
    published = await group.next_message()
    assert (published.text[:5], published.topic) == ("📣 SQL", topic)
    assert await repaso.ask("SELECT shut_since FROM chats WHERE kind = 'group'") == [(None,)]


async def test_a_question_for_a_closed_topic(repaso: Program, group: Chat, ana: Person):
    """It is kept for three hours, and then it is too late."""
    group.role(ana, "administrator")
    topic = group.opens_topic("SQL")
    await group.says(ana, "/daily@RepasoBot 11:00", topic=topic)
    await group.next_message()
    group.closed_topics.add(topic)
    repaso.clock.later(minutes=48)
    assert await repaso.pushes() == 1
    assert (await group.next_message()).text == SHUT
    state = "SELECT state FROM deliveries"
    for _ in range(6):
        assert await repaso.ask(state) == [("reserved",)]
        repaso.clock.later(minutes=30)
        await repaso.pushes()
    assert await repaso.ask(state) == [("failed",)]
    await group.stays_quiet(0.1)


@pytest.mark.parametrize("quietly", [False, True])
async def test_a_group_that_becomes_a_supergroup(
    repaso: Program, emulator: Emulator, ana: Person, luis: Person, quietly: bool
):
    """The answer comes in the new one, once, whether Telegram told of the move or only refuses the old number."""
    small = emulator.group("IA 2026", [ana, luis], kind="group")
    await asked(small, ana)
    new = await small.becomes_supergroup(quietly=quietly)
    await emulator.all_acknowledged()
    repaso.clock.later(**TO_NINE)
    while await repaso.pushes() == 0:
        pass
    assert (await new.next_message()).text.startswith("📣 SQL")
    assert await repaso.pushes() == 0
    await new.stays_quiet(0.1)


async def test_a_bot_that_was_removed_and_is_added_again(repaso: Program, group: Chat, ana: Person):
    """What it was told of the hour still holds, and it asks and publishes again."""
    group.role(ana, "administrator")
    await group.says(ana, "/publish@RepasoBot 20:00")
    await group.next_message()
    await group.removes_bot(ana)
    await group.adds_bot(ana)
    await group.next_message()
    question = await asked(group, ana)
    assert "a las 20:00" in question.text


async def test_a_bot_that_may_not_write(repaso: Program, emulator: Emulator, group: Chat, ana: Person, caplog):
    """No exception: the answer that could not be published is given up, and the next update is handled."""
    await asked(group, ana)
    emulator.fail(
        "sendMessage", status=400, description="Bad Request: not enough rights to send text messages to the chat"
    )
    repaso.clock.later(**TO_NINE)
    assert [await repaso.pushes(), await repaso.pushes()] == [1, 0]
    assert not [record for record in caplog.records if record.exc_info]
    await group.says(ana, "/quiz@RepasoBot redes")
    assert (await group.next_message()).text.startswith("📝 Redes")


async def test_two_hundred_press_at_once(repaso: Program, emulator: Emulator):
    """Each is counted once, also who presses twice; the message is not edited for each of them."""
    people = [emulator.person(f"P{number}", language="es") for number in range(200)]
    crowd = emulator.group("Todos", people)
    question = await asked(crowd, people[0], "redes")
    presses = [await crowd.press(person, question, choice) for choice in ("443", "22") for person in people]
    await asyncio.gather(*(press.answered(30) for press in presses))
    assert {press.notice for press in presses[:200]} == {"✓ ¡Correcto!"}
    assert {press.notice for press in presses[200:]} == {"Esta ya la respondiste; cuenta tu primera respuesta."}
    await emulator.until(lambda: question.text.endswith("Han respondido 200 de 200."), "not all are counted", 30)
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(200,)]
    assert question.edits < 200
    assert rows(question)
    assert await repaso.pushes() == 1
    published = await crowd.next_message()
    assert "🙋 Han participado 200 de 200: P0, P1" in published.text
    assert "y 180 más" in published.text


async def test_a_member_who_left(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """They are off the group's boards, their own days stay, and they are back with the next thing they do there."""
    question = await asked(group, ana)
    for person in (ana, luis):
        await group.says(person, "filas", reply_to=question)
        await group.next_message()
    await group.leaves(luis)
    await emulator.all_acknowledged()
    await group.says(ana, "/top@RepasoBot")
    board = (await group.next_message()).text
    assert "Ana 1 🔥" in board
    assert "Luis" not in board
    assert await repaso.ask("SELECT COUNT(*) FROM days") == [(2,)]
    await group.says(luis, "/top@RepasoBot")
    assert "Luis 1 🔥" in (await group.next_message()).text


async def test_a_channel(repaso: Program, emulator: Emulator):
    """A post there asks the bot as an admin does, and a channel takes part in nothing."""
    channel = emulator.channel("Noticias")
    await channel.posts("/publish@RepasoBot 20:00")
    assert (await channel.next_message()).text.startswith("Listo: publico las respuestas a las 20:00")
    assert await repaso.ask("SELECT * FROM members") == []
