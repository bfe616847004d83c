"""Threads: each is a place of its own, with its own hours, also once it is archived, locked or deleted."""

import logging

import discord
import pytest

from tests.chats.discord_edge.server import Program, labels

GONE = "The thread **IA 2026 \\#sql** is gone, and so are its questions."


async def daily(program: Program, where: object) -> None:
    """Questions come there at nine."""
    boss = program.boss()
    await boss.slash(where, "timezone", city="UTC")
    await boss.slash(where, "daily", hours="09:00")


async def test_a_question_in_a_thread(program: Program):
    """A thread is a place of its own."""
    thread = await program.thread()
    await program.ana.slash(thread, "quiz")
    assert labels(thread.last_message)
    assert program.ask("SELECT chat, thread FROM chats") == [(-program.channel.id, thread.id)]


async def test_a_schedule_in_a_thread(program: Program):
    """The question comes there and not into the channel; an answer to it there counts."""
    thread = await program.thread()
    await daily(program, thread)
    before = len(program.channel.history())
    assert await program.nine_oclock() == 1
    question = thread.last_message
    assert labels(question)
    assert len(program.channel.history()) == before
    await program.ana.send(thread, "dropout", reply_to=question)
    assert program.ask("SELECT text FROM answers") == [("dropout",)]


async def test_an_archived_thread(program: Program):
    """The question goes there all the same: a message opens it."""
    thread = await program.thread()
    await daily(program, thread)
    await program.close_thread(thread, locked=False)
    assert await program.nine_oclock() == 1
    assert labels(thread.last_message)
    assert program.ask("SELECT state FROM deliveries") == [("sent",)]


async def test_a_locked_thread(program: Program, caplog: pytest.LogCaptureFixture):
    """Nothing goes there, and it is not shut off; the log says why, and so does /doctor."""
    thread = await program.thread()
    await daily(program, thread)
    await program.close_thread(thread, locked=True)
    program.env.inject_error("POST", "/channels/*/messages", status=403, code=160005)
    assert await program.nine_oclock() == 1
    assert program.ask("SELECT state FROM deliveries") == [("failed",)]
    assert [one for one in caplog.records if one.levelno == logging.WARNING and "refuses" in one.message]
    assert program.ask(f"SELECT active FROM chats WHERE thread = {thread.id}") == [(1,)]


async def test_a_thread_that_is_deleted(program: Program):
    """Its channel hears that the questions stop, and how to have them come there; the channel itself goes on."""
    thread = await program.thread()
    await daily(program, thread)
    await daily(program, program.channel)
    program.env.backend.delete_channel(thread.id)
    await program.env.settle()
    assert program.channel.last_message.content.startswith(GONE)
    assert await program.nine_oclock() == 1
    assert labels(program.channel.last_message)
    assert program.ask("SELECT thread, active FROM chats ORDER BY thread") == [(0, 1), (thread.id, 0)]


async def test_a_thread_that_was_deleted_while_the_bot_was_off(program: Program):
    """It notices with the next question, and says the same, once."""
    thread = await program.thread()
    await daily(program, thread)
    program.env.inject_error("POST", f"/channels/{thread.id}/messages", status=404, code=10003)
    await program.nine_oclock()
    assert program.channel.last_message.content.startswith(GONE)
    said = len(program.channel.history())
    await program.nine_oclock()
    assert len(program.channel.history()) == said
    assert program.ask("SELECT count(*) FROM schedules") == [(0,)]


async def test_a_thread_without_questions_of_its_own(program: Program):
    """When it is deleted, nobody has to hear of it."""
    thread = await program.thread()
    await program.ana.slash(thread, "quiz")
    said = len(program.channel.history())
    program.env.backend.delete_channel(thread.id)
    await program.env.settle()
    assert len(program.channel.history()) == said


async def test_a_thread_of_a_channel_that_is_hidden(program: Program, monkeypatch: pytest.MonkeyPatch):
    """The library cannot say there what the bot may do; a command that is written is answered all the same."""
    thread = await program.thread()
    monkeypatch.setattr(discord.Thread, "parent", None)
    await program.ana.send(thread, f"<@{program.edge.client.user.id}> /quiz")
    assert labels(thread.last_message)
