"""A question on Discord: asked in a channel, answered so that nobody else sees it."""

from tests.chats.discord_edge.server import Program, labels, press

OVERFITTING = "What is overfitting, and how would you avoid it?"
ANSWER = "The model memorises the training data and does not generalise well."


async def test_a_question_is_a_normal_message(program: Program):
    """/quiz posts it for everybody, and nothing of the command stays behind."""
    result = await program.ana.slash(program.channel, "quiz")
    question = program.channel.last_message
    assert OVERFITTING in question.content
    assert labels(question) == ["✍ Answer in private", "👁 Show answer (only to you)"]
    assert question.interaction_metadata is None
    assert (result.deferred, result.response, result.followups) == (True, None, [])


async def test_the_answer_is_shown_to_the_presser_alone(program: Program):
    """The reveal, its grades and the notice are ephemeral, and the question keeps its buttons."""
    question = await program.asks()
    before = labels(question)
    result = await press(program.ana, question, "Show answer")
    (revealed,) = result.followups
    assert revealed.ephemeral
    assert ANSWER in revealed.content
    graded = await press(program.ana, revealed, "✓ Yes")
    assert [one.content for one in graded.followups] == ["It comes back on Friday 2. 🔥 1 day in a row."]
    assert all(one.ephemeral for one in graded.followups)
    assert labels(revealed) == ["↩ Undo", "▶ Another"]
    assert labels(program.channel.last_message) == before
    assert program.ask("SELECT grade FROM reviews") == [(3,)]


async def test_an_answer_is_typed_into_a_window(program: Program):
    """It opens at once and asks no database; the feedback is the presser's alone, and the question counts it."""
    question = await program.asks()
    opened = await press(program.ana, question, "Answer in private")
    assert opened.modal["title"] == "Your answer"
    assert opened.modal["components"][0]["description"] == OVERFITTING
    result = await program.ana.submit_modal(opened, {"text": "it memorises the data"})
    (feedback,) = result.followups
    assert feedback.ephemeral
    assert "You mentioned 1 of 5 ideas" in feedback.content
    assert "1 has answered." in program.channel.last_message.content
    assert program.ask("SELECT text FROM answers") == [("it memorises the data",)]


async def test_buttons_answer_after_a_restart(program: Program):
    """The question, what only one person sees, and a window that was open meanwhile."""
    question = await program.asks()
    revealed = (await press(program.ana, question, "Show answer")).followups[0]
    bob = program.joins("Bob")
    opened = await press(bob, question, "Answer in private")
    await program.restart()
    await press(program.ana, revealed, "✓ Yes")
    assert labels(revealed) == ["↩ Undo", "▶ Another"]
    result = await bob.submit_modal(opened, {"text": "dropout"})
    assert "You mentioned 1 of 5 ideas" in result.followups[0].content


async def test_two_who_answer_the_same_question(program: Program):
    """Each has an answer of their own, although both windows were opened from one message."""
    question = await program.asks()
    for member in (program.ana, program.joins("Bob")):
        opened = await press(member, question, "Answer in private")
        await member.submit_modal(opened, {"text": "more data"})
    assert "2 have answered." in program.channel.last_message.content
    assert program.ask("SELECT count(*) FROM answers") == [(2,)]


async def test_a_reply_is_an_answer(program: Program):
    """It gets a sign that it arrived, and the feedback goes to the private chat of who has one."""
    await program.ana_user.send_dm("/start")
    question = await program.asks()
    reply = await program.ana.send(program.channel, "it memorises the data", reply_to=question)
    assert [str(one.emoji) for one in program.sees(reply).reactions] == ["👀"]
    assert "You mentioned 1 of 5 ideas" in program.ana_user.dm_channel.last_message.content


async def test_a_question_in_direct_messages(program: Program):
    """It is answered by writing back, as anywhere. Nobody says in which language who writes reads; who presses does."""
    await program.ana_user.send_dm("/quiz")
    assert "¿Qué es el overfitting y cómo lo evitarías?" in program.dm.content
    await program.ana_user.send_dm("memoriza los datos")
    assert "Has tocado 1 de 5 ideas" in program.dm.content
    await program.ana_user.click(program.dm, label=labels(program.dm)[1])
    assert labels(program.dm) == ["↩ Undo", "▶ Another"]


async def test_a_question_asked_where_only_one_person_sees_it(program: Program):
    """It is typed into a window, too: nobody can reply to such a message."""
    asked = (await press(program.ana, await program.asks(), "Show answer")).followups[0]
    await press(program.ana, asked, "✓ Yes")
    while "✍ Answer" not in labels(asked):
        result = await press(program.ana, asked, "Skip" if "⏭ Skip" in labels(asked) else "▶ Another")
        asked = result.followups[-1]
        assert asked.ephemeral
    opened = await press(program.ana, asked, "✍ Answer")
    result = await program.ana.submit_modal(opened, {"text": "whatever it is"})
    assert result.followups
    assert all(one.ephemeral for one in result.followups)
    assert labels(asked) == []
    assert program.ask("SELECT text FROM answers") == [("whatever it is",)]


async def test_nobody_is_pinged(program: Program):
    """An answer that says @everyone is kept as it is, and what quotes it mentions nobody."""
    await program.ana_user.send_dm("/quiz")
    await program.ana_user.send_dm("@everyone <@1> memoriza los datos")
    sent = [request.json for request in program.env.http_requests if request.json and "content" in request.json]
    assert sent
    mentions = [one["allowed_mentions"] for one in sent]
    assert all(not any(mention.get(who) for who in ("parse", "users", "roles", "replied_user")) for mention in mentions)
    assert program.ask("SELECT text FROM answers") == [("@everyone <@1> memoriza los datos",)]
