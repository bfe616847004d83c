"""The answer for the whole channel: the question's own message is changed, and a thread opens to talk about it."""

import io
from datetime import datetime
from pathlib import Path

import discord
import pytest

from bot.domain.conversation import Address, ChatKind, Edit, Incoming, Passage, Place, Platform, Say, Sender, Text
from bot.push import publisher
from tests.chats.discord_edge.server import Program, bars, labels, press

QUESTION = "What is overfitting, and how would you avoid it?"
PNG = b"\x89PNG\r\n\x1a\n"
ANSWER = "The model memorises the training data and does not generalise well."


async def at_the_hour(program: Program) -> int:
    """The moment comes at which the answer is published."""
    (planned,) = program.ask("SELECT min(publish_at) FROM deliveries")
    moment = datetime.fromisoformat(f"{planned[0]}+00:00")
    await program.env.advance_time((moment - program.now()).total_seconds() + 1)
    return await program.pushes_now()


async def with_threads(program: Program) -> discord.Message:
    """An admin wants a thread each time, and Ana has the channel asked."""
    boss = program.boss()
    settings = await boss.slash(program.channel, "publish")
    await press(boss, settings.response, "Open a thread")
    return await program.asks()


def changes(program: Program) -> int:
    """How often the bot has changed a message of the channel by itself."""
    path = f"/channels/{program.channel.id}/messages/"
    return len([one for one in program.env.http_requests if one.method == "PATCH" and one.path.startswith(path)])


def threads(program: Program) -> list[discord.Thread]:
    return list(program.channel.threads)


async def test_the_question_is_changed(program: Program):
    """It holds the whole question, the answer and who took part; nothing new is written, and nobody is pinged."""
    question = await program.asks()
    await program.ana.submit_modal(await press(program.ana, question, "Answer in private"), {"text": "dropout"})
    before = len(program.channel.history())
    assert await at_the_hour(program) == 1
    assert len(program.channel.history()) == before
    shown = program.sees(question)
    assert shown.content.startswith("📣 **Machine learning**\n" + QUESTION)
    assert ANSWER in shown.content
    assert "Ana" in shown.content
    assert "Reply to this message" not in shown.content
    assert labels(shown) == ["🚩 Is something wrong?"]
    await program.pushes_now()
    assert changes(program) == 1
    assert threads(program) == []


async def test_a_thread_opens(program: Program):
    """Below the question, with its words as its name, and one sentence in it; once."""
    question = await with_threads(program)
    await at_the_hour(program)
    (thread,) = threads(program)
    assert (thread.id, thread.name) == (question.id, QUESTION)
    assert [one.content for one in thread.history() if one.content] == [
        "🧵 The answer stands above. What did you put differently? Here you can talk about it."
    ]
    assert await program.pushes_now() == 0


async def test_a_kill_before_it_is_noted(program: Program, monkeypatch: pytest.MonkeyPatch):
    """After the restart it is done again, which changes nothing: the same text, and the thread that is there."""
    question = await with_threads(program)
    with monkeypatch.context() as broken:
        broken.setattr(publisher.publications, "settle", lambda *forgotten: None)
        await at_the_hour(program)
    shown = program.sees(question).content
    await program.restart()
    program.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=160004)
    assert await program.pushes_now() == 1
    assert program.sees(question).content == shown
    (thread,) = threads(program)
    assert len([one for one in thread.history() if one.content]) == 1
    assert await program.pushes_now() == 0


async def test_a_kill_before_anything_was_sent(program: Program, monkeypatch: pytest.MonkeyPatch):
    """What was about to be published is published after the restart."""
    question = await program.asks()
    with monkeypatch.context() as killed:
        killed.setattr(publisher.Publisher, "_letters", _takes_and_dies)
        await at_the_hour(program)
    await program.restart()
    assert await program.pushes_now() == 1
    assert ANSWER in program.sees(question).content


def _takes_and_dies(self: publisher.Publisher, db: object, number: object, now: datetime) -> list[object]:
    publisher.publications.take(db, number, now)  # type: ignore[arg-type]
    return []


async def test_the_question_was_deleted(program: Program):
    """The answer comes as a message of its own, and the thread below that."""
    question = await with_threads(program)
    program.env.backend.delete_message(program.channel.id, question.id)
    await at_the_hour(program)
    told = next(one for one in program.channel.history() if ANSWER in one.content)
    assert QUESTION in told.content
    assert told.id != question.id


async def test_an_answer_that_is_too_long_for_the_question(program: Program):
    """It follows as a reply, in as many messages as it takes; the question keeps its words and loses its buttons."""
    question = await program.asks()
    program.desk.run(lambda db: db.exec_driver_sql("UPDATE variants SET answer = ?", ("word " * 700,))).result(10)
    shown = program.sees(question).content
    await at_the_hour(program)
    assert program.sees(question).content == shown
    assert labels(program.sees(question)) == ["🚩 Is something wrong?"]
    told = [one for one in program.channel.history() if "word word" in one.content]
    assert len(told) >= 2
    assert all(len(one.content) <= 2000 for one in told)
    assert min(told, key=lambda one: one.id).reference.message_id == question.id


async def test_no_threads_allowed(program: Program, caplog: pytest.LogCaptureFixture):
    """The answer is published, the log says why there is no thread, and the admin was told beforehand."""
    bars(program, view_channel=True, send_messages=True, read_message_history=True, use_application_commands=True)
    boss = program.boss()
    settings = await boss.slash(program.channel, "publish")
    result = await press(boss, settings.response, "Open a thread")
    assert "**Create Public Threads**" in settings.response.content, result
    question = await program.asks()
    await at_the_hour(program)
    assert ANSWER in program.sees(question).content
    assert threads(program) == []
    assert [one for one in caplog.records if "no thread is opened" in one.message]


async def test_in_a_thread_there_is_none_to_choose(program: Program):
    """A thread holds no threads, so it is not offered there."""
    boss = program.boss()
    handle = await program.thread()
    settings = await boss.slash(handle, "publish")
    assert not [label for label in labels(settings.response) if "thread" in label]


@pytest.mark.parametrize("status", [500, 429])
async def test_discord_is_in_trouble(program: Program, status: int):
    """Nothing was changed, so it is done later."""
    question = await program.asks()
    program.env.inject_error("PATCH", "/channels/*/messages/*", status=status)
    assert await at_the_hour(program) == 0
    assert ANSWER not in program.sees(question).content
    assert await program.pushes_now() == 1
    assert ANSWER in program.sees(question).content


async def test_an_answer_sent_before_the_hour_and_counted_after_it(program: Program):
    """The published message is changed to name its writer, too, and keeps the answer."""
    question = await program.asks()
    written_at = program.now()
    await at_the_hour(program)
    channel = Place(Address(Platform.DISCORD, -program.channel.id), ChatKind.GROUP)
    text = Text("dropout", reply_to=question.id)
    late = Incoming("late", channel, Sender(program.ana.id, "Ana"), written_at, text, message=4711)
    with program.env._bot_scope():
        await program.edge.taken(late)
    shown = program.sees(question).content
    assert ANSWER in shown
    assert shown.endswith("🙋 1 took part: Ana.")


async def test_a_press_that_was_on_its_way(program: Program):
    """Who presses what is not there any more hears why, and the message keeps what it has now."""
    question = await program.asks()
    await at_the_hour(program)
    result = await program.forges(program.ana, program.sees(question), "h:1r:1")
    assert [one.content for one in result.followups] == [
        "The answer to this one is out already: you find it in the group."
    ]
    assert ANSWER in program.sees(question).content


async def test_an_answer_with_a_picture(program: Program, tmp_path: Path):
    """It joins the pictures that the question has; done once more, it is there once."""
    picture = tmp_path / "roc curve.png"
    picture.write_bytes(PNG)
    with program.env._bot_scope():
        asked = await program.channel_of_bot().send("?", file=discord.File(io.BytesIO(PNG), "question.png"))
    to = Address(Platform.DISCORD, -program.channel.id)
    body = (Passage("The answer", files=(str(picture),)),)
    for _ in range(2):
        with program.env._bot_scope():
            await program.edge.send(Say(body, to=to, over=Edit(body=body, message=asked.id, to=to, whole=True)))
    shown = program.sees(asked)
    assert shown.content == "The answer"
    assert [file.filename.replace(" ", "_") for file in shown.attachments] == ["question.png", "roc_curve.png"]
    assert len(program.channel.history()) == 1


async def test_two_questions_of_one_day(program: Program):
    """Each holds its own answer; how the channel stands is told below the later one."""
    first = await program.asks()
    await program.ana.slash(program.channel, "quiz", topic="SQL")
    second, luis = program.channel.last_message, program.joins("Luis")
    for person in (program.ana, luis):
        for question in (first, second):
            opened = await press(person, question, "Answer in private")
            await person.submit_modal(opened, {"text": "dropout"})
    await at_the_hour(program)
    assert ANSWER in program.sees(first).content
    assert "HAVING filters groups" in program.sees(second).content
    told = [one.content.count("Group streak") for one in (program.sees(first), program.sees(second))]
    assert told == [0, 1]
