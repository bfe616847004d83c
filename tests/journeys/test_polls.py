"""Choices as native quizzes of Telegram, in a group whose admins wanted them."""

from pathlib import Path

import pytest

from tests.emulator import Chat, Emulator, Message, Person
from tests.journeys.looking import rows
from tests.journeys.program import Clock, Program, running

PRIVATE_BUTTONS = [["✍ Responder en privado"], ["👁 Ver respuesta (solo tú)"]]


@pytest.fixture
def group(emulator: Emulator, ana: Person, luis: Person, eva: Person) -> Chat:
    """Three people and the bot; Ana is an admin, and chooses polls."""
    group = emulator.group("IA 2026", [ana, luis, eva])
    group.role(ana, "administrator")
    return group


async def with_polls(group: Chat, ana: Person) -> None:
    """Ana chooses polls in the settings."""
    await group.says(ana, "/settings@RepasoBot")
    settings = await group.next_message()
    await group.press(ana, settings, "Encuestas")
    await settings.changes()
    await group.press(ana, settings, "En encuesta")
    assert "📊 Las opciones van en encuestas" in (await settings.changes()).text


async def poll_about(group: Chat, who: Person, topic: str) -> Message:
    """The poll that somebody asked for."""
    await group.says(who, f"/quiz@RepasoBot {topic}")
    message = await group.next_message()
    assert message.poll is not None
    return message


async def welcomed(emulator: Emulator, person: Person) -> Chat:
    """The private chat of somebody whom the bot knows."""
    chat = emulator.private(person)
    await chat.says("/start")
    await chat.next_message()
    return chat


async def test_choosing_polls(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """Buttons are what a group begins with; the settings say what a poll gives away; only admins choose."""
    await group.says(luis, "/quiz@RepasoBot redes")
    assert (await group.next_message()).poll is None
    await group.says(luis, "/settings@RepasoBot")
    settings = await group.next_message()
    assert "📊 Las opciones van en botones: cada respuesta es privada" in settings.text
    await group.press(luis, settings, "Encuestas")
    assert (await settings.changes()).text == (
        "📊 Las preguntas con opciones pueden ser aquí un quiz de Telegram. Es más animado, pero quien ya ha votado ve "
        "qué eligió cada cual. Con botones, cada respuesta es privada."
    )
    press = await (await group.press(luis, settings, "En encuesta")).answered()
    assert press.notice == "Eso solo lo puede cambiar quien administra el grupo."
    await group.press(ana, settings, "En encuesta")
    assert "📊 Las opciones van en encuestas: todos ven quién votó qué" in (await settings.changes()).text
    await group.press(ana, settings, "Encuestas")
    await settings.changes()
    await group.press(ana, settings, "En botones")
    assert "van en botones" in (await settings.changes()).text


async def test_a_poll_and_its_votes(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person, eva: Person
):
    """Each vote is an answer: kept once, credited, told in private; the message stays as it is."""
    await with_polls(group, ana)
    luiss = await welcomed(emulator, luis)
    message = await poll_about(group, ana, "redes")
    assert message.poll is not None
    assert message.poll.question == "📝 Redes · ¿Qué puerto usa HTTPS?"
    assert sorted(message.poll.options) == ["22", "443", "80"]
    assert (message.poll.anonymous, message.poll.explanation) == (False, "HTTPS va por el puerto 443.")
    assert rows(message) == PRIVATE_BUTTONS
    await group.votes(luis, message, "443")
    feedback = await luiss.next_message()
    assert feedback.text.startswith("Redes\n¿Qué puerto usa HTTPS?\n\n")
    assert "✓ ¡Correcto!" in feedback.text
    assert feedback.text.endswith("🔥 Racha: 1 día\n¿Te la sabías?")
    await luiss.press(luis, feedback, "✓ Sí")
    await feedback.changes()
    assert await repaso.ask("SELECT text, mark FROM answers") == [("443", "right")]
    assert await repaso.ask("SELECT grade FROM reviews") == [(3,)]
    await group.stays_quiet(0.1)
    assert message.edits == 0


async def test_a_voter_to_whom_the_bot_may_not_write(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, eva: Person
):
    """Nothing is sent, and the vote itself moves the card: nobody could press a grade."""
    await with_polls(group, ana)
    message = await poll_about(group, ana, "redes")
    await group.votes(eva, message, "80")
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT mark, grade FROM answers JOIN reviews USING (learner_id)") == [("wrong", 1)]
    assert await repaso.ask("SELECT count(*) FROM days") == [(1,)]
    assert emulator.private(eva).from_bot == []
    await group.says(eva, "/top@RepasoBot")
    assert "Eva 1 🔥" in (await group.next_message()).text


async def test_votes_that_count_for_nothing(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person, eva: Person
):
    """Taken back, changed, out of range, of no poll of ours, of a chat or an anonymous admin: the first vote stays."""
    await with_polls(group, ana)
    message = await poll_about(group, ana, "redes")
    assert message.poll is not None
    poll, right = message.poll.id, message.poll.options.index("443")
    group.tells_of_vote(poll, [], user=eva.json())
    group.tells_of_vote(poll, [11], user=eva.json())
    await group.votes(luis, message, "443")
    group.tells_of_vote(poll, [], user=luis.json())
    group.tells_of_vote(poll, [(right + 1) % 3], user=luis.json())
    group.tells_of_vote("404", [0], user=luis.json())
    group.tells_of_vote(poll, [right], voter_chat=group.json())
    group.tells_of_vote(poll, [right])
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT text, mark FROM answers") == [("443", "right")]
    assert await repaso.ask("SELECT name FROM learners JOIN answers ON learners.id = learner_id") == [("Luis",)]


async def test_somebody_whom_the_bot_has_never_seen(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """A vote is as good a beginning as a press: they take part from then on."""
    await with_polls(group, ana)
    message = await poll_about(group, ana, "redes")
    stranger = emulator.person("Mar", language="en")
    await group.votes(stranger, message, "443")
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT name, language FROM learners ORDER BY id DESC LIMIT 1") == [("Mar", "en")]
    assert await repaso.ask("SELECT count(*) FROM members JOIN learners ON id = learner_id WHERE name = 'Mar'") == [
        (1,)
    ]


async def test_a_poll_that_was_stopped(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """Telegram takes no more votes; one that was cast before and comes late counts; the buttons below still work."""
    await with_polls(group, ana)
    message = await poll_about(group, ana, "redes")
    assert message.poll is not None
    await repaso.edge._bot.stop_poll(group.id, message.id)
    assert message.poll.closed
    group.tells_of_vote(message.poll.id, [message.poll.options.index("443")], user=luis.json())
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT mark FROM answers") == [("right",)]
    await group.follows(ana, await group.press(ana, message, "Responder en privado"))
    private = await emulator.private(ana).next_message()
    assert private.text == "📝 Redes\n¿Qué puerto usa HTTPS?"
    assert private.poll is None


async def test_a_vote_after_looking_at_the_answer(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """Who has seen it first earns nothing by voting."""
    await with_polls(group, ana)
    luiss = await welcomed(emulator, luis)
    message = await poll_about(group, ana, "redes")
    await (await group.press(luis, message, "Ver respuesta")).answered()
    await luiss.next_message()
    await group.votes(luis, message, "443")
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT count(*) FROM answers") == await repaso.ask("SELECT count(*) FROM days") == [(0,)]


async def test_a_vote_after_the_answer_was_published(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """Luis has read it in the group: his vote earns nothing, as a written answer would not."""
    await with_polls(group, ana)
    await welcomed(emulator, luis)
    message = await poll_about(group, ana, "redes")
    repaso.clock.later(hours=10, minutes=48)
    await repaso.pushes()
    assert (await group.next_message()).text.startswith("📣 Redes")
    repaso.clock.later(minutes=5)
    await group.votes(luis, message, "443")
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT count(*) FROM answers") == await repaso.ask("SELECT count(*) FROM days") == [(0,)]


async def test_what_does_not_fit_into_a_poll(repaso: Program, group: Chat, ana: Person, luis: Person):
    """Several right answers, and words of one's own, go out as ever."""
    await with_polls(group, ana)
    for topic in ("metricas", "sql", "capitales"):
        await group.says(luis, f"/quiz@RepasoBot {topic}")
        assert (await group.next_message()).poll is None
    assert (await poll_about(group, luis, "logica")).poll is not None
    assert (await poll_about(group, luis, "arquitectura")).poll is not None


async def test_a_group_that_lets_nobody_send_polls(repaso: Program, group: Chat, ana: Person, luis: Person):
    """The same question comes with buttons."""
    await with_polls(group, ana)
    group.no_polls = True
    await group.says(luis, "/quiz@RepasoBot redes")
    message = await group.next_message()
    assert message.poll is None
    assert message.text == "📝 Redes\n¿Qué puerto usa HTTPS?\n\nLa respuesta se publica a las 21:00."
    assert sorted(message.labels[:3]) == ["22", "443", "80"]


async def test_the_daily_question_as_a_poll(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """What the tick and the pusher send is a poll, too, and knows its votes."""
    await with_polls(group, ana)
    await group.says(ana, "/topics@RepasoBot")
    topics = await group.next_message()
    await group.press(ana, topics, "Redes")
    await topics.changes()
    await group.says(ana, "/daily@RepasoBot 11:00")
    await group.next_message()
    repaso.clock.later(hours=1)
    assert await repaso.pushes() == 1
    message = await group.next_message()
    assert message.poll is not None
    assert message.poll.question == "🌅 Pregunta del grupo · Redes · ¿Qué puerto usa HTTPS?"
    await group.votes(luis, message, "22")
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT text, mark FROM answers") == [("22", "wrong")]


async def test_a_vote_across_a_restart(emulator: Emulator, file: Path, group: Chat, ana: Person, luis: Person):
    """What a poll asked is a row."""
    clock = Clock()
    async with running(emulator, file, clock):
        await with_polls(group, ana)
        message = await poll_about(group, ana, "redes")
        await emulator.all_acknowledged()
    clock.later(days=20)
    await group.votes(luis, message, "443")
    async with running(emulator, file, clock) as again:
        await emulator.all_acknowledged()
        assert await again.ask("SELECT mark FROM answers") == [("right",)]


async def test_a_grade_by_the_mark_can_be_taken_back_later(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, eva: Person
):
    """Eva voted before she had a private chat; there she sees her result, and her own verdict decides after all."""
    await with_polls(group, ana)
    message = await poll_about(group, ana, "redes")
    await group.votes(eva, message, "80")
    await emulator.all_acknowledged()
    await group.follows(eva, await group.press(eva, message, "Responder en privado"))
    private = emulator.private(eva)
    result = await private.next_message()
    assert result.text.endswith("✗ Esta vez no.\nHTTPS va por el puerto 443.")
    assert rows(result) == [["↩ Deshacer"]]
    await private.press(eva, result, "Deshacer")
    await private.press(eva, await result.changes(), "✓ Sí")
    await result.changes()
    assert await repaso.ask("SELECT grade FROM reviews") == [(3,)]


async def test_a_vote_taken_back_by_who_erased_everything(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """It makes nobody known again."""
    await with_polls(group, ana)
    message = await poll_about(group, ana, "redes")
    assert message.poll is not None
    group.tells_of_vote(message.poll.id, [], user=luis.json())
    group.tells_of_vote(message.poll.id, [11], user=luis.json())
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT name FROM learners") == [("Ana",)]
