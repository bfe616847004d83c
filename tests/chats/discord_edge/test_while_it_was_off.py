"""What people write while the bot is not on Discord: answers are found when it is back, each once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.chats.discord.client import Client
from tests.chats.discord_edge.server import Program, press


@contextmanager
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The gateway brings the bot nothing meanwhile."""

    async def nothing(*event: object) -> None:
        """It is not there."""

    with monkeypatch.context() as off:
        off.setattr(Client, "on_message", nothing)
        yield


async def test_an_answer_in_direct_messages(program: Program, monkeypatch: pytest.MonkeyPatch):
    """It counts for the moment at which it was sent, and its feedback comes when the bot is back."""
    await program.ana_user.slash("quiz", topic="Machine learning")
    with away(monkeypatch):
        await program.ana_user.send_dm("dropout")
        written = program.now()
        await program.env.advance_time(3600)
    await program.restart()
    ((text, at),) = program.ask("SELECT text, at FROM answers")
    assert text == "dropout"
    assert at[:16] == f"{written:%Y-%m-%d %H:%M}"
    assert "dropout" in program.dm.content


async def test_replies_in_a_channel_and_in_a_thread(program: Program, monkeypatch: pytest.MonkeyPatch):
    """Both are kept; other talk is none of the bot's business, and an old command waits for nobody."""
    question, thread = await program.asks(), await program.thread()
    await program.ana.slash(thread, "quiz", topic="SQL")
    below, luis = thread.last_message, program.joins("Luis")
    with away(monkeypatch):
        await program.ana.send(program.channel, "good morning")
        await program.ana.send(program.channel, "dropout", reply_to=question)
        await luis.send(thread, "rows", reply_to=below)
        await luis.send(program.channel, f"<@{program.edge.client.user.id}> /quiz")
    await program.restart()
    assert program.ask("SELECT text FROM answers ORDER BY text") == [("dropout",), ("rows",)]
    assert program.ask("SELECT count(*) FROM deliveries") == [(2,)]


async def test_what_was_answered_already(program: Program):
    """It is neither kept nor said again, however often the bot comes back."""
    await program.ana_user.slash("quiz", topic="Machine learning")
    await program.ana_user.send_dm("dropout")
    await press(program.ana_user, program.dm, "✓ Yes")
    said = len(program.ana_user.dm_channel.history())
    for _ in range(2):
        await program.restart()
    assert len(program.ana_user.dm_channel.history()) == said


async def test_a_channel_that_may_not_be_read(program: Program, monkeypatch: pytest.MonkeyPatch):
    """The others are looked at all the same."""
    question = await program.asks()
    await program.ana_user.slash("quiz", topic="SQL")
    with away(monkeypatch):
        await program.ana.send(program.channel, "dropout", reply_to=question)
        await program.ana_user.send_dm("rows")
    program.env.inject_error("GET", f"/channels/{program.channel.id}/messages", status=403, code=50013)
    await program.restart()
    assert program.ask("SELECT text FROM answers") == [("rows",)]
