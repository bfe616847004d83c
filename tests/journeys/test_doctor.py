"""`/doctor` in groups on Telegram: what the bot may do is asked of Telegram each time."""

import pytest

from tests.emulator import Chat, Emulator, Person, PrivateChat
from tests.journeys.program import Program

WELL = "🩺 Estoy bien y tengo todo lo que necesito. ¡Gracias por preguntar!"
CANNOT_WRITE = "⚠ No puedo escribir aquí."


@pytest.fixture
def group(emulator: Emulator, ana: Person, luis: Person) -> Chat:
    """Two people, one of whom owns it, and the bot."""
    group = emulator.group("IA 2026", [ana, luis])
    group.role(ana, "creator")
    return group


async def ready(group: Chat, ana: Person) -> None:
    """The group has a zone and an hour."""
    for command in ("/timezone@RepasoBot Madrid", "/daily@RepasoBot 09:00"):
        await group.says(ana, command)
        await group.next_message()


async def asks(group: Chat, who: Person, topic: int = 0) -> str:
    """What is said in the group to somebody who asks."""
    await group.says(who, "/doctor@RepasoBot", topic=topic)
    return (await group.next_message()).text


async def test_all_is_well(repaso: Program, group: Chat, ana: Person, luis: Person):
    """Anybody may ask. With privacy mode on and as a plain member, the bot hears what it needs."""
    await ready(group, ana)
    said = await asks(group, luis)
    assert said.startswith(f"{WELL}\nSolo me llegan las órdenes y las respuestas a mis mensajes")
    group.bot_role = "administrator"
    assert "Me llega todo lo que se escribe aquí" in await asks(group, luis)


@pytest.mark.parametrize("how", ["for all", "for the bot"])
async def test_writing_is_forbidden(repaso: Program, group: Chat, chat: PrivateChat, ana: Person, how: str):
    """Whoever asked and has a private chat hears it there, and the group nothing."""
    await chat.says("/start")
    await chat.next_message()
    if how == "for all":
        group.bars("can_send_messages")
    else:
        group.bot_role = "restricted"
    await group.says(ana, "/doctor@RepasoBot")
    said = (await chat.next_message()).text
    assert said.startswith("Sobre el grupo IA 2026, donde no lo puedo decir:")
    assert CANNOT_WRITE in said
    assert group.from_bot == []


async def test_writing_is_forbidden_and_nobody_can_be_told(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, caplog: pytest.LogCaptureFixture
):
    """The log says it."""
    group.bars("can_send_messages")
    await group.says(ana, "/doctor@RepasoBot")
    await emulator.until(lambda: "not enough rights" in caplog.text.lower(), "the log says nothing")
    assert group.from_bot == []


async def test_admins_may_write_where_others_may_not(repaso: Program, group: Chat, ana: Person):
    """A bot that is an admin there lacks nothing."""
    await ready(group, ana)
    group.bars("can_send_messages", "can_send_photos")
    group.bot_role = "administrator"
    assert (await asks(group, ana)).startswith(WELL)


async def test_pictures_are_forbidden(repaso: Program, group: Chat, ana: Person):
    """That is said in the group, once for photos and files together."""
    await ready(group, ana)
    group.bars("can_send_photos", "can_send_documents", "can_send_polls")
    said = await asks(group, ana)
    assert said.count("⚠") == 1
    assert "no puedo enviar fotos ni archivos" in said


async def test_nobody_is_known_to_run_it(repaso: Program, group: Chat, ana: Person):
    """Then nobody can change its settings."""
    group.role(ana, "member")
    assert "⚠ Aquí no veo a ningún administrador" in await asks(group, ana)


async def test_a_closed_topic(repaso: Program, group: Chat, chat: PrivateChat, ana: Person):
    """Only writing there tells; whoever asked hears it in private."""
    await chat.says("/start")
    await chat.next_message()
    topic = group.opens_topic("SQL")
    group.closed_topics.add(topic)
    await group.says(ana, "/doctor@RepasoBot", topic=topic)
    assert "⚠ Este hilo está cerrado" in (await chat.next_message()).text


async def test_a_topic_that_is_gone(repaso: Program, group: Chat, ana: Person):
    """It is said in the general one."""
    topic = group.opens_topic("SQL")
    group.opens_topic("Redes")
    group.deletes_topic(topic)
    assert "⚠ Este hilo ya no existe" in await asks(group, ana, topic)


async def test_telegram_does_not_say(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """One honest sentence; asked again later, it knows."""
    await ready(group, ana)
    emulator.fail("getChatAdministrators", times=9, status=400)
    assert "⚠ No he podido ver qué se me permite aquí: Telegram no me lo ha dicho." in await asks(group, ana)
    emulator.heal()
    assert (await asks(group, ana)).startswith(WELL)


async def test_telegram_asks_for_patience(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """The whole bot waits, and then it knows."""
    await ready(group, ana)
    emulator.fail("getChatAdministrators", status=429, retry_after=1)
    assert (await asks(group, ana)).startswith(WELL)


async def test_thrown_out_meanwhile(repaso: Program, emulator: Emulator, group: Chat, chat: PrivateChat, ana: Person):
    """Whoever asked hears that the bot is not there any more."""
    await chat.says("/start")
    await chat.next_message()
    emulator.fail("getChatMember", status=403, description="Forbidden: bot was kicked from the supergroup chat")
    await group.says(ana, "/doctor@RepasoBot")
    assert "⚠ Ya no estoy en este grupo." in (await chat.next_message()).text
