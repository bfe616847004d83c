"""A study group on Telegram that can show one member what the others do not see, and one that cannot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.emulator import Chat, Emulator, Message, Person
from tests.journeys.looking import rows
from tests.journeys.program import Program, running

QUESTION = "¿Qué diferencia hay entre WHERE y HAVING?"
MODEL = "WHERE filtra filas; HAVING filtra grupos."
FIRST = "🔒 Lo que te enseño aquí no lo ve nadie más del grupo."
ASKED_ALONE = f"📝 SQL\n{QUESTION}\n\nResponde a este mensaje: nadie más ve tu respuesta."
FEEDBACK = (
    f"SQL\n{QUESTION}\n\nHas tocado 1 de 2 ideas:\n✓ filas\n○ grupos\n\n"
    f"Respuesta modelo\n{MODEL}\n\n🔥 Racha: 1 día\n¿Te la sabías?"
)
REVEALED = f"SQL\n{QUESTION}\n\nRespuesta modelo\n{MODEL}\n\n¿Te la sabías?"


@pytest_asyncio.fixture
async def repaso(emulator: Emulator, file: Path) -> AsyncIterator[Program]:
    """Repaso at work, on a Telegram that knows messages for one member."""
    emulator.ephemeral = True
    async with running(emulator, file) as program:
        yield program


@pytest.fixture
def group(emulator: Emulator, ana: Person, luis: Person, eva: Person) -> Chat:
    """Three people and the bot."""
    return emulator.group("IA 2026", [ana, luis, eva])


async def asked(group: Chat, who: Person, topic: str = "sql") -> Message:
    """The question that somebody asked for in the group."""
    await group.says(who, f"/quiz@RepasoBot {topic}")
    return await group.next_message()


async def learned(emulator: Emulator, repaso: Program) -> list[tuple[object, ...]]:
    """What is remembered of the groups."""
    await emulator.all_acknowledged()
    return await repaso.ask("SELECT rung, works FROM group_rungs ORDER BY rung")


def secrets(group: Chat) -> list[str]:
    """What everybody in the group could read that gives the answer away."""
    texts = [text for message in group.from_bot for text in (message.text, *message.texts)]
    return [text for text in texts if MODEL in text or "ideas" in text or "Has tocado" in text]


async def test_the_whole_conversation_aside(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """Pressed, asked, answered, graded and taken back, where the group is: nobody else sees more than the number."""
    question = await asked(group, luis)
    press = await (await group.press(ana, question, "Responder en privado")).answered()
    assert (press.notice, press.url) == (None, None)
    assert (await group.asides.next(ana)).text == FIRST
    alone = await group.asides.next(ana)
    assert (alone.text, rows(alone)) == (ASKED_ALONE, [["👁 Ver respuesta", "⏭ Saltar"]])

    await group.asides.says(ana, "filas", reply_to=alone)
    feedback = await group.asides.next(ana)
    assert feedback.text == FEEDBACK.partition("\n\n")[2]
    await emulator.until(lambda: alone.markup is None, "the question keeps its buttons")
    await emulator.until(lambda: "Han respondido 1 de 3" in question.text, "the group is not told the number")

    press = await (await group.press(ana, feedback, "✓ Sí")).answered()
    assert press.notice == "Vuelve el miércoles 25. 🔥 1 día seguido."
    assert rows(feedback) == [["↩ Deshacer", "▶ Otra"]]
    await (await group.press(ana, feedback, "Deshacer")).answered()
    assert rows(feedback) == [["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]]

    assert not secrets(group)
    assert not emulator.private(ana).from_bot
    assert group.asides.of(luis) == []
    assert await learned(emulator, repaso) == [("at once", 1)]
    chats = await repaso.ask("SELECT kind, welcomed_at IS NULL FROM chats WHERE kind = 'private'")
    assert chats == [("private", 1)]  # nobody has opened it


async def test_the_answer_is_shown_as_often_as_it_is_asked_for(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person
):
    """Such messages get lost: the button that brought it brings it again, and nothing counts twice."""
    question = await asked(group, ana)
    await (await group.press(ana, question, "Ver respuesta")).answered()
    assert [(await group.asides.next(ana)).text for _ in range(2)] == [FIRST, REVEALED]
    group.asides.lost = True
    await (await group.press(ana, question, "Ver respuesta")).answered()
    group.asides.lost = False
    press = await (await group.press(ana, question, "Ver respuesta")).answered()
    again = await group.asides.next(ana)
    assert (again.text, press.notice) == (REVEALED, None)
    await (await group.press(ana, again, "✓ Sí")).answered()
    await (await group.press(ana, again, "Deshacer")).answered()
    assert await repaso.ask("SELECT COUNT(*) FROM turns WHERE revealed_at IS NOT NULL") == [(1,)]
    assert not secrets(group)


async def test_answering_again_shows_the_result_again(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """“Answer in private” after the answer is the way back to its feedback."""
    question = await asked(group, ana)
    await group.press(ana, question, "Responder en privado")
    alone = [await group.asides.next(ana) for _ in range(2)][-1]
    await group.asides.says(ana, "filas", reply_to=alone)
    await group.asides.next(ana)
    await group.press(ana, question, "Responder en privado")
    assert (await group.asides.next(ana)).text == FEEDBACK.replace("🔥 Racha: 1 día\n", "")
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(1,)]


async def test_two_members_at_once(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """Each sees their own, and each one's reply is their own answer."""
    question = await asked(group, ana)
    for who in (ana, luis):
        await group.press(who, question, "Responder en privado")
    alone = {}
    for who in (ana, luis):
        await emulator.until(
            lambda who=who: any(one.text == ASKED_ALONE for one in group.asides.of(who)), f"{who.name} is not asked"
        )
        alone[who.name] = next(one for one in group.asides.of(who) if one.text == ASKED_ALONE)
    await group.asides.says(luis, "grupos", reply_to=alone["Luis"])
    await group.asides.says(ana, "filas", reply_to=alone["Ana"])
    for who, idea in ((ana, "✓ filas"), (luis, "✓ grupos")):
        await emulator.until(lambda who=who, idea=idea: idea in group.asides.of(who)[-1].text, "no feedback")
    await emulator.until(lambda: "Han respondido 2 de 3" in question.text, "the group is not told the number")
    assert not secrets(group)


async def test_an_hour_for_a_chat_that_nobody_opened(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """Commands work aside, too; but nothing may come by itself to a private chat before Start was pressed there."""
    question = await asked(group, ana)
    await group.press(ana, question, "Responder en privado")
    alone = [await group.asides.next(ana) for _ in range(2)][-1]
    await group.asides.says(ana, "/streak", reply_to=alone)
    assert (await group.asides.next(ana)).text == "Todavía no tienes racha: responde una pregunta y empieza."
    await group.asides.says(ana, "/daily 09:00")
    assert (await group.asides.next(ana)).text == (
        "Abre tu chat conmigo, pulsa Iniciar y escríbelo allí: hasta entonces no puedo escribirte."
    )
    assert await repaso.ask("SELECT * FROM schedules") == []


@pytest.mark.parametrize("knows", [True, False])
async def test_a_whole_group_presses_at_once(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, knows: bool
):
    """Whether it works is tried with one of them; each sees the answer alone, or is led to it; nothing comes twice."""
    emulator.ephemeral = knows
    crowd = [emulator.person(f"Member {n}", language="es") for n in range(30)]
    group.members += crowd
    question = await asked(group, ana)
    presses = [await group.press(who, question, "Ver respuesta") for who in crowd]
    for who, press in zip(crowd, presses, strict=True):
        await press.answered()
        shown = [one.text for one in group.asides.of(who) if one.text != FIRST]
        assert (shown, press.url is None) == ([REVEALED] if knows else [], knows)
    assert len(emulator.calls("editEphemeralMessageText")) == 1
    assert sum(one.text == FIRST for one in group.asides.messages.values()) == int(knows)
    assert await repaso.ask("SELECT COUNT(*) FROM turns WHERE revealed_at IS NOT NULL") == [(30,)]
    assert not secrets(group)


async def test_a_choice_is_explained_aside(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """The press marks it, and its presser alone sees how."""
    question = await asked(group, ana, "redes")
    await (await group.press(ana, question, "443")).answered()
    assert (await group.asides.next(ana)).text == FIRST
    shown = await group.asides.next(ana)
    assert shown.text.startswith("Redes\n¿Qué puerto usa HTTPS?\n\n✓ 443 ◀\n○ 22\n○ 80\n\n✓ ¡Correcto!\n")
    await (await group.press(ana, question, "80")).answered()
    assert "✓ 443 ◀" in (await group.asides.next(ana)).text
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(1,)]


async def test_hint_and_skip_aside(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """What can be done with a question can be done with it aside, in its message."""
    question = await asked(group, ana, "machine learning")
    await group.press(ana, question, "Responder en privado")
    alone = [await group.asides.next(ana) for _ in range(2)][-1]
    await (await group.press(ana, alone, "Pista")).answered()
    assert "💡 Piensa en la varianza." in alone.text
    await (await group.press(ana, alone, "Saltar")).answered()
    assert (await group.asides.next(ana)).text == "Sin problema; te la guardo para otro día."


async def test_a_press_that_comes_too_late(repaso: Program, emulator: Emulator, group: Chat, ana: Person, eva: Person):
    """Telegram allows it for 15 seconds: then the answer goes to the private chat, or the press leads there."""
    private = emulator.private(ana)
    await private.says("/start")
    await private.next_message()
    question = await asked(group, ana)
    await repaso.stop()
    presses = [await group.press(who, question, "Ver respuesta") for who in (ana, eva)]
    repaso.clock.later(seconds=20)
    await repaso.start()
    assert (await presses[0].answered()).notice == "Te la he mandado en privado."
    assert (await private.next_message()).text == REVEALED
    await group.follows(eva, presses[1])
    assert (await emulator.private(eva).next_message()).text == REVEALED
    assert await learned(emulator, repaso) == [("any time", 0)]
    await (await group.press(eva, question, "Ver respuesta")).answered()
    assert [one.text for one in group.asides.of(eva)] == [FIRST, REVEALED]
    assert not secrets(group)


async def test_the_bot_is_an_admin(repaso: Program, emulator: Emulator, group: Chat, ana: Person, eva: Person):
    """Then what was typed for all to see is answered aside, too, where there is no private chat."""
    question = await asked(group, ana)
    await group.adds_bot(ana, "administrator")
    await group.says(eva, "filas", reply_to=question)
    assert (await group.asides.next(eva)).text == FIRST
    assert (await group.asides.next(eva)).text == FEEDBACK
    assert await learned(emulator, repaso) == [("any time", 1)]
    await group.stays_quiet(0.1)


async def test_no_admin_and_no_private_chat(repaso: Program, emulator: Emulator, group: Chat, ana: Person, eva: Person):
    """The result waits behind a button, and pressing that shows it aside."""
    question = await asked(group, ana)
    await group.says(eva, "filas", reply_to=question)
    waits = await group.next_message()
    assert waits.text == "¡Recibida! El resultado es solo para ti: ábrelo en privado."
    assert await learned(emulator, repaso) == [("any time", 0)]
    await group.press(eva, waits, "Ver mi resultado")
    assert [(await group.asides.next(eva)).text for _ in range(2)][-1] == FEEDBACK.replace("🔥 Racha: 1 día\n", "")
    assert not secrets(group)


async def test_a_member_who_blocked_the_bot(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """In the group it still speaks to them; their private chat stays closed."""
    private = emulator.private(ana)
    await private.says("/start")
    await private.next_message()
    await private.blocks()
    question = await asked(group, ana)
    await group.press(ana, question, "Ver respuesta")
    assert [(await group.asides.next(ana)).text for _ in range(2)][-1] == REVEALED
    assert await repaso.ask("SELECT active FROM chats WHERE kind = 'private'") == [(0,)]


async def test_a_restart_in_between(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """What was shown before it can be answered and graded after it."""
    question = await asked(group, ana)
    await group.press(ana, question, "Responder en privado")
    alone = [await group.asides.next(ana) for _ in range(2)][-1]
    await repaso.stop()
    await group.asides.says(ana, "filas", reply_to=alone)
    await repaso.start()
    feedback = await group.asides.next(ana)
    assert feedback.text == FEEDBACK.partition("\n\n")[2]
    await repaso.stop()
    press = await group.press(ana, feedback, "✓ Sí")
    await repaso.start()
    assert (await press.answered()).notice == "Vuelve el miércoles 25. 🔥 1 día seguido."


async def test_weeks_later(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """The question's button still answers, though Telegram no longer says what the message was."""
    question = await asked(group, ana)
    code = question.button("Ver respuesta").data or ""
    repaso.clock.later(days=20)
    await group.press_code(ana, question, code, too_old=True)
    assert [(await group.asides.next(ana)).text for _ in range(2)][-1] == REVEALED


async def test_forged_presses(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """Codes that nobody was given: one sentence, and nothing is shown."""
    question = await asked(group, ana)
    await group.press(ana, question, "Responder en privado")
    alone = [await group.asides.next(ana) for _ in range(2)][-1]
    await group.asides.says(ana, "filas", reply_to=alone)
    grades = (await group.asides.next(ana)).buttons[0].data or ""
    for message, code in ((question, grades), (alone, grades), (question, "1p:q_1_AAAAAAAAAAAAAAAA")):
        press = await (await group.press_code(luis, message, code)).answered()
        assert press.notice
    for code in ("1p:q_999_AAAAAAAAAAAAAAAA", "1p:mydata", "1p:", "1p:../x", "1r:zz"):
        assert (await (await group.press_code(luis, question, code)).answered()).notice
    assert group.asides.of(luis) == []
    assert await repaso.ask("SELECT COUNT(*) FROM reviews") == [(0,)]


# --- where it is not possible ------------------------------------------------------------------------


async def test_a_server_that_shows_everybody_what_it_does_not_know(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, eva: Person
):
    """It is asked first, so nothing secret is ever sent; that it cannot is remembered, and the press leads on."""
    emulator.ephemeral = False
    question = await asked(group, ana)
    press = await group.press(eva, question, "Responder en privado")
    await group.follows(eva, press)
    assert await emulator.private(eva).next_message()
    assert await learned(emulator, repaso) == [("any time", 0), ("at once", 0)]
    calls = len(emulator.calls("editEphemeralMessageText"))
    await (await group.press(ana, question, "Responder en privado")).answered()
    assert len(emulator.calls("editEphemeralMessageText")) == calls == 1
    await group.stays_quiet(0.1)
    repaso.clock.later(days=8)
    await (await group.press(ana, question, "Responder en privado")).answered()
    assert len(emulator.calls("editEphemeralMessageText")) == 2


async def test_a_server_that_knows_only_half_of_it(repaso: Program, emulator: Emulator, group: Chat, eva: Person):
    """What it shows to everybody is no secret, and is deleted at once."""
    question = await asked(group, eva)
    emulator.ignores_receivers = True
    press = await group.press(eva, question, "Ver respuesta")
    await group.follows(eva, press)
    (shown,) = [message for message in group.from_bot if message is not question]
    assert (shown.text, shown.deleted) == (FIRST, True)
    assert not secrets(group)


async def test_a_group_that_does_not_take_it(repaso: Program, emulator: Emulator, group: Chat, eva: Person):
    """Telegram refuses: it is not tried there again until a week is over, or the bot gets other rights."""
    group.no_asides = True
    question = await asked(group, eva)
    await (await group.press(eva, question, "Ver respuesta")).answered()
    assert await learned(emulator, repaso) == [("any time", 0), ("at once", 0)]
    group.no_asides = False
    await (await group.press(eva, question, "Ver respuesta")).answered()
    assert group.asides.of(eva) == []
    await group.adds_bot(eva, "administrator")
    await (await group.press(eva, question, "Ver respuesta")).answered()
    assert [one.text for one in group.asides.of(eva)] == [FIRST, REVEALED]


async def test_a_press_that_leads_nowhere(repaso: Program, emulator: Emulator, group: Chat, eva: Person):
    """No messages for one, no links: the press itself shows the answer, as long as that fits."""
    emulator.ephemeral = emulator.opens_links = False
    question = await asked(group, eva)
    press = await (await group.press(eva, question, "Ver respuesta")).answered()
    assert press.alert
    assert press.notice == "Pulsa una vez «Responder en privado»: te la enseño allí y nadie más la ve."
    press = await (await group.press(eva, question, "Ver respuesta")).answered()
    assert (press.notice, press.alert) == (f"Respuesta modelo: {MODEL}", True)
    press = await (await group.press(eva, question, "Responder en privado")).answered()
    assert press.notice == "Abre tu chat conmigo y pulsa Iniciar; después vuelve a pulsar aquí: nadie más lo verá."
    assert await learned(emulator, repaso) == [("any time", 0), ("at once", 0), ("link", 0)]
    assert not secrets(group)
