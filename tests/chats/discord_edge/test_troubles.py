"""What goes wrong on Discord: a sentence or a line in the log, and nothing lost."""

import asyncio
from dataclasses import replace

import aiohttp
import discord
import pytest

from bot.chats.discord import edge as edges
from bot.chats.discord import incoming
from bot.chats.discord.answering import Answering
from bot.chats.discord.custom_ids import CustomId
from bot.domain.conversation import Address, Incoming, Line, Platform, Say, Span
from bot.domain.errors import NotKept
from bot.domain.sending import Gone, Refused, TryLater
from tests.chats.discord_edge.server import Program, press

WORDS = (Line((Span("Hola"),)),)


def to(program: Program) -> Say:
    return Say(WORDS, to=Address(Platform.DISCORD, -program.channel.id))


async def send(program: Program, say: Say) -> object:
    """Sends as the pusher does, inside of what simcord watches."""
    with program.env._bot_scope():
        return await asyncio.create_task(program.edge.send(say))


async def test_where_the_bot_may_not_write(program: Program):
    """The question comes as the answer to the command, and whoever asked hears which permission is missing."""
    program.guild.create_text_channel("quiet")
    quiet = program.guild.create_text_channel("mute", overwrites={program.guild.default_role: no_writing()})
    result = await program.boss().slash(quiet, "quiz")
    said = [one.content for one in result.followups] + [result.response.content if result.response else ""]
    assert any("I need these permissions" in one or "Send Messages" in one for one in said), said
    assert any("overfitting" in one for one in said)
    with pytest.raises(Refused):
        await send(program, Say(WORDS, to=Address(Platform.DISCORD, -quiet.id)))


def no_writing() -> discord.PermissionOverwrite:
    return discord.PermissionOverwrite(send_messages=False)


@pytest.mark.parametrize(("status", "code", "raised"), [(404, 10003, Gone), (403, 50001, Gone), (403, 50013, Refused)])
async def test_what_the_pusher_hears(program: Program, status: int, code: int, raised: type[Exception]):
    """A channel that is gone or closed to us, and one where we may not write."""
    program.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    with pytest.raises(raised):
        await send(program, to(program))


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_while_discord_is_in_trouble(program: Program, status: int):
    """What the bot says by itself waits for its next turn, and a reply is tried again at once."""
    program.env.inject_error("POST", "/channels/*/messages", status=status)
    with pytest.raises(TryLater):
        await send(program, to(program))
    program.env.inject_error("POST", "/channels/*/messages", status=status)
    question = await program.asks()
    assert "overfitting" in question.content


async def test_a_reply_that_could_not_be_shown_is_shown_after_the_restart(program: Program):
    """As the answer to its interaction, as long as Discord takes that."""
    question = await program.asks()
    program.env.inject_error("POST", "/webhooks/*", status=500, times=None)
    result = await press(program.ana, question, "Show answer")
    assert result.followups == []
    program.env.backend.faults.clear()
    await program.restart()
    (revealed,) = result.followups
    assert revealed.ephemeral
    assert "memorises" in revealed.content
    assert program.ask("SELECT count(*) FROM handled WHERE NOT shown") == [(0,)]


async def test_an_interaction_that_is_over_is_answered_by_a_message(program: Program):
    """What only one person may see goes to their direct messages then."""
    question = await program.asks()
    program.env.inject_error("POST", "/webhooks/*", status=500, times=None)
    await press(program.ana, question, "Show answer")
    program.env.backend.faults.clear()
    await program.env.advance_time(16 * 60)
    await program.restart()
    assert "memorises" in program.dm.content


async def test_an_interaction_that_came_too_late(program: Program):
    """Discord does not take the acknowledgement; what was pressed is done, and said in direct messages."""
    question = await program.asks()
    program.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    program.env.inject_error("POST", "/webhooks/*", status=404, code=10015, times=None)
    await press(program.ana, question, "Show answer")
    assert "memorises" in program.dm.content


async def test_the_connection_breaks_while_a_window_is_sent(program: Program, monkeypatch: pytest.MonkeyPatch):
    """What was typed is an answer, although Discord never hears that it arrived; the feedback is a direct message."""

    async def breaks(response: discord.InteractionResponse[discord.Client], **options: object) -> None:
        raise aiohttp.ServerDisconnectedError

    opened = await press(program.ana, await program.asks(), "Answer in private")
    monkeypatch.setattr(discord.InteractionResponse, "defer", breaks)
    program.env.inject_error("POST", "/webhooks/*", status=404, code=10015, times=None)
    await program.ana.submit_modal(opened, {"text": "dropout"})
    assert program.ask("SELECT text FROM answers") == [("dropout",)]
    assert "dropout" in program.dm.content


async def test_two_presses_at_once(program: Program, monkeypatch: pytest.MonkeyPatch):
    """Both wait for the database together; one grade counts, and both hear something."""
    taken, revealed = program.edge.taken, (await press(program.ana, await program.asks(), "Show answer")).followups[0]

    def twice(found: Incoming, answering: Answering | None = None) -> asyncio.Task[None]:
        taken(replace(found, key=f"{found.key}0"), answering)
        return taken(found, answering)

    monkeypatch.setattr(program.edge, "taken", twice)
    result = await press(program.ana, revealed, "✓ Yes")
    assert len(result.followups) == 2
    assert program.ask("SELECT count(*) FROM reviews") == [(1,)]


async def test_a_press_on_what_is_done(program: Program):
    """A second press with the same meaning changes nothing."""
    revealed = (await press(program.ana, await program.asks(), "Show answer")).followups[0]
    await press(program.ana, revealed, "✓ Yes")
    again = await program.forges(program.ana, revealed.message, "p:1g:1:1:1")
    assert again.acknowledged
    assert program.ask("SELECT count(*) FROM reviews") == [(1,)]


@pytest.mark.parametrize("forged", ["h:1g:1:9:1", "p:zzz", "nonsense", "h:", "p:1tt:x:0", "x" * 100])
async def test_a_forged_id(program: Program, forged: str):
    """It is acknowledged, changes nothing, and raises nothing."""
    question = await program.asks()
    result = await program.forges(program.ana, question, forged)
    assert result.acknowledged
    assert program.ask("SELECT count(*) FROM answers") == [(0,)]


async def test_an_answer_of_4000_characters(program: Program):
    """It is kept whole, and its feedback fits into messages."""
    opened = await press(program.ana, await program.asks(), "Answer in private")
    text = ("@everyone <@1> dropout " * 200)[:4000]
    result = await program.ana.submit_modal(opened, {"text": text})
    assert all(len(one.content) <= 2000 for one in result.followups)
    assert program.ask("SELECT text FROM answers") == [(text.strip(),)]


async def test_a_channel_that_was_deleted(program: Program):
    """The bot stops writing there, and what is kept of it stays."""
    await program.asks()
    program.env.backend.delete_channel(program.channel.id)
    await program.env.settle()
    assert program.ask("SELECT active FROM chats") == [(0,)]


async def test_the_database_is_slow_and_then_out_of_reach(program: Program, monkeypatch: pytest.MonkeyPatch):
    """The press is acknowledged before, whoever pressed hears that it takes a while, and then it is done."""
    question = await program.asks()
    handle, failures = program.desk.handle, iter([True, True])

    def failing(incoming):
        return program.desk.run(out_of_reach) if next(failures, False) else handle(incoming)

    monkeypatch.setattr(program.desk, "handle", failing)
    monkeypatch.setattr(edges, "AGAIN_AFTER", (0.01, 0.01))
    result = await press(program.ana, question, "Show answer")
    said = [one.content for one in result.followups]
    assert len(said) == 2
    assert "memorises" in said[-1]


def out_of_reach(db: object) -> None:
    raise NotKept("disk full")


def test_ids_keep_what_they_say():
    """What is written is what is read."""
    for custom_id in (CustomId("1g:2s:1f:3"), CustomId("", types=True)):
        assert CustomId.read(str(custom_id)) == custom_id


async def test_a_command_from_a_kind_of_channel_that_nobody_knows(program: Program, monkeypatch: pytest.MonkeyPatch):
    """Whoever sent it hears so, and nothing keeps thinking."""
    monkeypatch.setattr(incoming, "place_of", lambda channel, user: None)
    result = await program.ana.slash(program.channel, "quiz")
    said = [*([result.response] if result.response else []), *result.followups]
    assert [one.content for one in said] == [
        "Here I cannot do anything: write to me in a text channel, in a thread, or in private."
    ]
    assert said[0].ephemeral


async def test_a_file_whose_message_is_gone(program: Program):
    """Whoever sent it hears that it could not be fetched."""
    await program.ana_user.send_dm("/start")
    program.env.inject_error("GET", "/channels/*/messages/*", status=404, code=10008)
    file = program.env.backend.store_attachments(program.ana_user.dm_channel.id, [("redes.md", b"# Redes")])
    await program.ana_user.send_dm("", attachments=file)
    assert program.ask("SELECT count(*) FROM uploads") == [(0,)]
    assert "redes.md" in program.dm.content


async def test_nothing_is_previewed(program: Program):
    """Whatever the bot sends or changes, no link in it becomes a card."""
    question = await program.asks()
    await program.ana.submit_modal(
        await press(program.ana, question, "Answer in private"), {"text": "discord.gg/xyz https://example.org"}
    )
    posts = [one for one in program.env.http_requests if one.method == "POST" and "content" in (one.json or {})]
    assert posts
    assert all(one.json["flags"] & discord.MessageFlags.suppress_embeds.flag for one in posts)
    assert program.sees(question).flags.suppress_embeds
