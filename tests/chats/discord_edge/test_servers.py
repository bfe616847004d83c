"""The bot comes into servers, speaks there by itself, and goes."""

import discord
import pytest

from bot.chats.discord.permissions import NEEDED
from bot.chats.discord.rendering import LONGEST
from bot.domain.conversation import Address, Line, Platform, Say, Span
from tests.chats.discord_edge.reader import read
from tests.chats.discord_edge.server import Program, bars, labels, press


async def new_server(program: Program, **permissions: bool):
    """A server with a channel, in which everybody, the bot too, may do this and nothing else."""
    env = program.env
    guild = env.create_guild("Matemáticas", preferred_locale="es-ES", owner=program.ana_user)
    for role in list(env.backend.get_guild(guild.id).roles):
        env.backend.edit_role(guild.id, role, {"permissions": discord.Permissions(**permissions).value})
    await env.settle()
    channel = guild.create_text_channel("general")
    return guild, channel


async def happens(program: Program, event: str, guild) -> None:
    """The library hears that the bot came into this server, or was removed from it."""
    with program.env._bot_scope():
        program.env.bot.dispatch(event, program.env.bot.get_guild(guild.id))
    await program.env.settle()


async def test_a_new_server_is_greeted_in_its_language(program: Program):
    """In the first channel where the bot may write, and with the permissions that are missing, by name."""
    guild, channel = await new_server(program, view_channel=True, send_messages=True, read_message_history=True)
    await happens(program, "guild_join", guild)
    greeting, missing = sorted(channel.history(), key=lambda message: message.id)
    assert labels(greeting)
    assert missing.content == (
        "Para que todo funcione aquí, necesito también estos permisos: Enviar mensajes en hilos, "
        "Crear hilos públicos, Adjuntar archivos y Añadir reacciones."
    )


async def test_a_server_where_the_bot_may_not_write(program: Program):
    """Whoever owns it hears which permissions are missing."""
    guild, channel = await new_server(program, view_channel=True)
    await happens(program, "guild_join", guild)
    assert channel.history() == []
    assert program.dm.content.startswith("Ya estoy en Matemáticas, pero no puedo escribir en ninguno de sus canales.")
    assert "Enviar mensajes" in program.dm.content


async def test_the_bot_is_removed_and_brought_back(program: Program):
    """What it knows of the server's channels stays; nothing is sent meanwhile, and no channel becomes known by it."""
    await program.asks()
    program.guild.create_text_channel("other")
    await happens(program, "guild_remove", program.guild)
    assert program.ask("SELECT active FROM chats") == [(0,)]
    await happens(program, "guild_join", program.guild)
    assert (1,) in program.ask("SELECT active FROM chats WHERE chat = -" + str(program.channel.id))


async def test_a_scheduled_question(program: Program):
    """It comes into the channel at its hour, with buttons, and a reply answers it."""
    await program.boss().slash(program.channel, "timezone", city="UTC")
    await program.boss().slash(program.channel, "daily", hours="09:00")
    assert await program.nine_oclock() == 1
    question = program.channel.last_message
    assert labels(question)[0] == "✍ Answer in private"
    opened = await press(program.ana, question, "Answer in private")
    assert opened.modal


async def test_a_role_is_mentioned_when_a_question_comes(program: Program):
    """Only that role is pinged, and nobody when the same one is chosen again."""
    role = program.guild.create_role("estudio")
    boss = program.boss()
    await boss.slash(program.channel, "timezone", city="UTC")
    await boss.slash(program.channel, "daily", hours="09:00")
    result = await boss.slash(program.channel, "call", role=role)
    assert result.response.content == "From now on my questions of the day mention that role."
    await program.nine_oclock()
    assert program.channel.last_message.content.startswith(f"<@&{role.id}> ")
    sent = [one.json for one in program.env.http_requests if isinstance(one.json, dict) and "content" in one.json]
    assert sent[-1]["allowed_mentions"] == {"parse": [], "roles": [role.id]}
    await boss.slash(program.channel, "call", role=role)
    await program.nine_oclock()
    assert "<@&" not in program.channel.last_message.content


async def test_a_role_above_a_message_that_is_full(program: Program):
    """The mention needs a message of its own, and the question still comes whole."""
    role = program.guild.create_role("estudio")
    to = Address(Platform.DISCORD, -program.channel.id)
    with program.env._bot_scope():
        await program.edge.send(Say((Line((Span("x" * LONGEST),)),), to=to, calls=role.id))
    texts = sorted((message.content for message in program.channel.history()), key=len)
    assert [text.strip() for text in texts] == [f"<@&{role.id}>", "x" * LONGEST]


async def test_a_reply_without_the_at_cannot_be_read(program: Program):
    """Discord keeps its words back, and whoever wrote it hears how they get through."""
    question = await program.asks()
    await program.ana.send(program.channel, "", attachments=[("photo.png", b"x")], reply_to=question)
    assert program.channel.last_message.content.startswith("I can only read text.")
    unread = program.env.backend.create_message(
        program.channel.id,
        program.ana.id,
        "dropout",
        reference={"channel_id": str(program.channel.id), "message_id": str(question.id)},
        allowed_mentions=discord.AllowedMentions(replied_user=False),
    )
    await program.env.settle()
    assert unread.content == "dropout"
    assert program.channel.last_message.content.startswith("I cannot read that reply")


async def test_a_role_that_would_not_be_notified(program: Program):
    """Chosen all the same, with what to do about it; a role that anybody may mention needs nothing."""
    bars(program, use_application_commands=True, **dict.fromkeys(NEEDED, True))
    quiet, loud = program.guild.create_role("quiet"), program.guild.create_role("loud", mentionable=True)
    boss = program.boss()
    result = await boss.slash(program.channel, "call", role=quiet)
    assert read(result.response.content).text.replace("\u200b", "") == (
        "From now on my questions of the day mention that role.\n"
        "⚠ But nobody would be notified yet: switch on Allow anyone to @mention this role for it, or give me the "
        "permission Mention @everyone, @here, and All Roles."
    )
    result = await boss.slash(program.channel, "call", role=loud)
    assert result.response.content == "From now on my questions of the day mention that role."


async def test_a_command_that_is_written_by_an_admin(program: Program):
    """`@bot /daily` of who manages the server changes it, as the slash command does; of anybody else it does not."""
    me = program.edge.client.user.id
    await program.ana.send(program.channel, f"<@{me}> /daily 09:00")
    assert program.channel.last_message.content == "Eso solo lo puede cambiar quien administra el grupo."
    await program.boss().send(program.channel, f"<@{me}> /daily 09:00")
    assert "09:00" in program.channel.last_message.content
    assert program.ask("SELECT times FROM schedules") == [("09:00",)]


@pytest.mark.parametrize("taken", ["send_messages", "view_channel"])
async def test_a_permission_is_taken_away_and_given_back(program: Program, taken: str):
    """The day's question fails with a line in the log; with the permission, the next day's comes again by itself."""
    everything = {"use_application_commands": True, **dict.fromkeys(NEEDED, True)}
    bars(program, **everything)
    boss = program.boss()
    await boss.slash(program.channel, "timezone", city="UTC")
    await boss.slash(program.channel, "daily", hours="09:00")
    bars(program, **everything | {taken: False})
    await program.env.settle()
    await program.nine_oclock()
    assert program.ask("SELECT state FROM deliveries") == [("failed",)]
    bars(program, **everything)
    await program.env.settle()
    assert program.ask("SELECT active FROM chats") == [(1,)]
    assert await program.nine_oclock() == 1
    assert program.ask("SELECT state FROM deliveries ORDER BY id") == [("failed",), ("sent",)]
