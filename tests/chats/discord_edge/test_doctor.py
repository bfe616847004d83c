"""`/doctor` in channels of a server: what is missing there, by the names that Discord shows to whoever asks."""

import pytest

from tests.chats.discord_edge.server import Program, bars


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
