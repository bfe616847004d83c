"""`/doctor` in channels of a server: what is missing there, by the names that Discord shows to whoever asks."""

import asyncio

import pytest

from bot.chats.discord import edge
from bot.chats.discord.permissions import NEEDED
from bot.chats.probing import PATIENCE
from bot.domain.sending import TryLater
from bot.texts.sentences import Sentences
from tests.chats.discord_edge.server import Program, bars, speaks


async def ready(program: Program) -> None:
    """The channel has a zone and an hour."""
    boss = program.boss()
    await boss.slash(program.channel, "timezone", city="UTC")
    await boss.slash(program.channel, "daily", hours="09:00")


async def test_all_is_well(program: Program):
    """Only whoever asks sees it, as the answer to their command, and the channel nothing."""
    await ready(program)
    before = len(program.channel.history())
    result = await program.ana.slash(program.channel, "doctor")
    assert result.response.content.startswith("🩺 I am well and have all I need. Thanks for asking!\nThe next one: ")
    assert result.response.ephemeral
    assert len(program.channel.history()) == before


@pytest.mark.parametrize("speaks", [True, False])
async def test_missing_permissions(program: Program, speaks: bool):
    """By name, in one sentence; also where the bot cannot write, since a command can be answered there."""
    await ready(program)
    bars(
        program,
        view_channel=True,
        send_messages=speaks,
        read_message_history=True,
        use_application_commands=True,
    )
    await program.env.settle()
    result = await program.ana.slash(program.channel, "doctor")
    missing = [] if speaks else ["Send Messages"]
    missing += ["Send Messages in Threads", "Create Public Threads", "Attach Files", "and Add Reactions"]
    said = result.response.content
    assert f"⚠ I lack these permissions here: {', '.join(missing)}. Whoever runs the server" in said
    assert ("I can write here" in said) is speaks
    assert said.count("⚠") == 1


async def test_direct_messages(program: Program):
    """In direct messages nothing is looked up."""
    await program.ana_user.slash("doctor")
    assert program.dm.content.startswith("🩺 I found 2 things to look at:")


@pytest.mark.parametrize("language", ["en-US", "es-ES"])
@pytest.mark.parametrize("missing", NEEDED)
async def test_each_permission_has_its_name(
    program: Program, missing: str, language: str, monkeypatch: pytest.MonkeyPatch
):
    """What is missing is called as in the asker's own Discord, before what cannot be done without it, either."""
    bars(program, use_application_commands=True, **{name: name != missing for name in NEEDED})
    speaks(monkeypatch, language)
    result = await program.boss().slash(program.channel, "doctor")
    names = {name: Sentences(language[:2]).text(message) for name, message in NEEDED.items()}
    said = "\n".join(one.content for one in (result.response, *result.followups) if one)
    line = next(line for line in said.splitlines() if line.startswith("⚠") and ":" in line)
    named = line.partition(": ")[2].partition(".")[0]
    assert named.startswith(names[missing])
    assert missing in ("view_channel", "send_messages") or named == names[missing]


async def test_a_locked_thread(program: Program):
    """Whoever asks hears that nothing can be said there, as the answer to their command."""
    bars(program, use_application_commands=True, **dict.fromkeys(NEEDED, True))
    thread = await program.thread()
    await program.close_thread(thread, locked=True)
    result = await program.ana.slash(thread, "doctor")
    assert result.ephemeral
    assert "⚠ This thread is locked, and no question gets in." in result.response.content


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_discord_does_not_say(
    program: Program, status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """The bot says that it could not look; the rest of what it knows comes all the same."""
    monkeypatch.setattr(program.edge.client, "get_channel", forgotten)
    program.env.inject_error("GET", f"/channels/{program.channel.id}", status=status, times=None)
    result = await program.ana.slash(program.channel, "doctor")
    assert result.response.content.startswith("🩺")
    assert "could not" in result.response.content
    assert not [one for one in caplog.records if one.exc_info]


async def test_discord_takes_too_long(program: Program, monkeypatch: pytest.MonkeyPatch):
    """After a while nobody waits any more, and it says the same."""

    async def an_hour(number: int) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(program.edge.client, "get_channel", forgotten)
    monkeypatch.setattr(program.edge.client, "fetch_channel", an_hour)
    result = await program.ana.slash(program.channel, "doctor")
    await program.env.advance_time(PATIENCE)
    assert "could not" in result.response.content


async def test_a_restart_while_it_looks(program: Program, monkeypatch: pytest.MonkeyPatch):
    """The next run looks, and answers the same command."""

    async def dies(*looking: object) -> None:
        raise TryLater(1)

    with monkeypatch.context() as killed:
        killed.setattr(edge, "probed", dies)
        result = await program.ana.slash(program.channel, "doctor")
    await program.restart()
    said = [one.content for one in (result.response, *result.followups) if one]
    assert len([text for text in said if text.startswith("🩺")]) == 1


def forgotten(number: int) -> None:
    """The library does not know the channel any more."""
