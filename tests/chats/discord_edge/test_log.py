"""The log of what happens on Discord: by number, and nothing that anybody wrote."""

from tests.chats.discord_edge.server import Program, press
from tests.logged import Log, loses

WRITTEN = "memorises the training data, I think"


async def test_an_answer(program: Program, log: Log):
    """Found by the id of its message, with the chat, the learner and the delivery."""
    question = await program.asks()
    typed = await program.ana.send(program.channel, WRITTEN, reply_to=question)
    (line, *rest) = log.of(f"discord:{typed.id}")
    assert (line["message"], line["learner"], line["delivery"]) == ("the text is handled: 1 messages, 1 edits", 1, 1)
    assert line["chat"] == -program.channel.id
    assert [one["message"] for one in rest] == ["the reply is shown"]
    assert WRITTEN not in log.text
    assert "overfitting" not in log.text


async def test_a_press_that_fails(program: Program, log: Log):
    """The line names the interaction, the chat and the learner; the interaction's token stays out of it."""
    question = await program.asks()
    loses(program.desk, "turns")
    await press(program.ana, question, "Show answer")
    (line,) = [one for one in log.lines if one["level"] == "ERROR"]
    assert line["id"].startswith("discord:")
    assert line["learner"] == 1
    assert "no such table: turns" in line["traceback"]
