"""Questions with choices: buttons for one that is right, a menu for several; nobody sees what others pick."""

import pytest

from tests.chats.discord_edge.server import Program, labels, press, values

THREE_WEEKS = 21 * 24 * 60 * 60


async def test_one_choice_in_a_channel(program: Program):
    """The choices are buttons; the verdict is the presser's alone, and the question only counts."""
    await program.ana.slash(program.channel, "quiz", topic="Networks")
    question = program.channel.last_message
    assert {"80", "443", "22"} < set(labels(question))
    result = await press(program.ana, question, "443")
    said = "\n".join(one.content for one in result.followups)
    assert all(one.ephemeral for one in result.followups)
    assert "✓" in said
    assert "1 has answered." in program.sees(question).content
    assert {"80", "443", "22"} < set(labels(program.sees(question)))
    assert program.ask("SELECT mark FROM answers") == [("right",)]


async def test_true_or_false_in_direct_messages(program: Program):
    """The message that asked shows the verdict."""
    await program.ana_user.slash("quiz", topic="Logic")
    asked = program.dm
    assert {"True", "False"} <= set(labels(asked)) or {"Verdadero", "Falso"} <= set(labels(asked))
    await press(program.ana_user, asked, labels(asked)[1])
    assert program.dm.id == asked.id
    assert "◀" in program.dm.content


@pytest.mark.parametrize("restarts", [False, True])
async def test_several_choices(program: Program, restarts: bool):
    """From a channel they lead into a menu that only the presser sees; it works weeks later and after a restart."""
    await program.ana.slash(program.channel, "quiz", topic="Metrics")
    question = program.channel.last_message
    result = await press(program.ana, question, "Answer in private")
    (menu,) = result.followups
    assert menu.ephemeral
    assert {"F1", "Accuracy", "PR-AUC"} < set(labels(menu))
    if restarts:
        await program.restart()
    await program.ana.select(menu.message, values(menu)[:2])
    checked = await press(program.ana, menu, "Check")
    assert checked.acknowledged
    assert len(program.ask("SELECT picked FROM answers")) == 1


async def test_several_choices_weeks_later(program: Program):
    """In direct messages the menu of an old question answers still, by a program that was started since."""
    await program.ana_user.slash("quiz", topic="Metrics")
    asked = program.dm
    await program.env.advance_time(THREE_WEEKS)
    await program.restart()
    values = [
        option.value for row in asked.components for item in row.children for option in getattr(item, "options", ())
    ]
    await program.ana_user.select(asked, values)
    await press(program.ana_user, program.dm, "Check")
    assert program.ask("SELECT mark FROM answers") == [("partly",)]


async def test_a_button_weeks_later(program: Program):
    """The same holds for the buttons of a channel."""
    question = await program.asks()
    await program.env.advance_time(THREE_WEEKS)
    await program.restart()
    (revealed,) = (await press(program.ana, question, "Show answer")).followups
    assert "memorises" in revealed.content
