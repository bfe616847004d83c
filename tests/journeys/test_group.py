"""A study group: everybody answers, and nobody sees more of the others than that they did."""

import re

import pytest

from tests.emulator import Chat, Emulator, Message, Person
from tests.journeys.looking import rows
from tests.journeys.program import Program

UNTIL = "La respuesta se publica a las 21:00."
ASKED = (
    "📝 SQL\n"
    "¿Qué diferencia hay entre WHERE y HAVING?\n"
    "\n"
    f"Responde a este mensaje, o en privado para no dar pistas. {UNTIL}"
)
TICKET = r"[\w-]{16}"
BUTTONS = [["✍ Responder en privado"], ["👁 Ver respuesta (solo tú)"]]
FEEDBACK = (
    "SQL\n"
    "¿Qué diferencia hay entre WHERE y HAVING?\n"
    "\n"
    "Has tocado 1 de 2 ideas:\n"
    "✓ filas\n"
    "○ grupos\n"
    "\n"
    "Respuesta modelo\n"
    "WHERE filtra filas; HAVING filtra grupos.\n"
    "\n"
    "🔥 Racha: 1 día\n"
    "¿Te la sabías?"
)


@pytest.fixture
def group(emulator: Emulator, ana: Person, luis: Person, eva: Person) -> Chat:
    """Three people and the bot."""
    return emulator.group("IA 2026", [ana, luis, eva])


async def welcomed(emulator: Emulator, person: Person) -> Chat:
    """The private chat of somebody whom the bot knows."""
    chat = emulator.private(person)
    await chat.says("/start")
    await chat.next_message()
    return chat


async def asked(group: Chat, who: Person, topic: str = "sql") -> Message:
    """The question that somebody asked for in the group."""
    await group.says(who, f"/quiz@RepasoBot {topic}")
    return await group.next_message()


async def shows(emulator: Emulator, message: Message, text: str) -> None:
    """Waits until a message reads like this."""
    await emulator.until(lambda: message.text == text, f"the message does not become {text!r}")


async def test_three_people_answer_by_replying(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person, eva: Person
):
    """One line of the question counts them; each answer is marked as received, and its feedback is its author's."""
    anas, luiss = await welcomed(emulator, ana), await welcomed(emulator, luis)
    for person in (ana, luis, eva):
        await group.says(person, "/top@RepasoBot")
        assert (await group.next_message()).text == (
            "Todavía no hay nadie en la tabla. La primera respuesta la estrena."
        )
    question = await asked(group, ana)
    assert (question.text, rows(question)) == (ASKED, BUTTONS)

    answer = await group.says(ana, "filas", reply_to=question)
    assert await answer.reacted() == ["👀"]
    feedback = await anas.next_message()
    assert (feedback.text, rows(feedback)) == (FEEDBACK, [["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]])
    await shows(emulator, question, f"{ASKED}\n\nHan respondido 1 de 3.")

    await group.says(luis, "las filas", reply_to=question)
    assert (await luiss.next_message()).text == FEEDBACK
    await shows(emulator, question, f"{ASKED}\n\nHan respondido 2 de 3.")

    answer = await group.says(eva, "por filas", reply_to=question)
    waits = await group.next_message()
    assert waits.text == "¡Recibida! El resultado es solo para ti: ábrelo en privado."
    assert waits.reply_to is answer
    (result,) = waits.buttons
    assert result.label == "👀 Ver mi resultado"
    assert re.fullmatch(rf"1p:f_1_{TICKET}", result.data or "")
    everybody = ASKED.removesuffix(f" {UNTIL}")  # there is nobody to wait for any more
    await shows(emulator, question, f"{everybody}\n\nHan respondido 3 de 3.")
    assert rows(question) == BUTTONS

    press = await group.press(eva, waits, "Ver mi resultado")
    await group.follows(eva, press)
    assert re.fullmatch(rf"https://t\.me/RepasoBot\?start=f_1_{TICKET}", press.url or "")
    feedback = await emulator.private(eva).next_message()
    assert feedback.text == (FEEDBACK.replace("🔥 Racha: 1 día\n", ""))
    press = await (await emulator.private(eva).press(eva, feedback, "✓ Sí")).answered()
    assert press.notice == "Vuelve el miércoles 25. 🔥 1 día seguido."

    await group.says(eva, "/top@RepasoBot")
    members, of_all = (await group.next_message()).text.split("\n\n")
    assert members == "🏆 Rachas · IA 2026\n🥇 Ana 1 🔥\n🥇 Eva 1 🔥\n🥇 Luis 1 🔥"
    assert of_all == "👥 Racha del grupo: 1 día (récord: 1).\nHoy ya cuenta."
    assert not any("ideas" in text for message in group.from_bot for text in (message.text, *message.texts))


async def test_answering_in_private(repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person):
    """The button leads to the private chat, which asks the same question; the group sees the number."""
    question = await asked(group, luis)
    press = await group.press(ana, question, "Responder en privado")
    await group.follows(ana, press)
    assert re.fullmatch(rf"https://t\.me/RepasoBot\?start=q_1_{TICKET}", press.url or "")
    private = emulator.private(ana)
    asked_again = await private.next_message()
    assert asked_again.text == "📝 SQL\n¿Qué diferencia hay entre WHERE y HAVING?"
    assert rows(asked_again) == [["👁 Ver respuesta", "⏭ Saltar"]]
    await private.says("filas")
    assert (await private.next_message()).text == FEEDBACK.partition("\n\n")[2]
    await shows(emulator, question, f"{ASKED}\n\nHan respondido 1 de 3.")
    await group.stays_quiet(0.1)


async def test_a_reveal_is_for_who_pressed(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person, eva: Person
):
    """It comes in private; who has no private chat is led there, to the answer; the group sees nothing."""
    private = await welcomed(emulator, ana)
    question = await asked(group, luis)
    press = await (await group.press(ana, question, "Ver respuesta")).answered()
    assert press.notice == "Te la he mandado en privado."
    revealed = await private.next_message()
    assert revealed.text == (
        "SQL\n"
        "¿Qué diferencia hay entre WHERE y HAVING?\n"
        "\n"
        "Respuesta modelo\n"
        "WHERE filtra filas; HAVING filtra grupos.\n"
        "\n"
        "¿Te la sabías?"
    )
    press = await group.press(eva, question, "Ver respuesta")
    await group.follows(eva, press)
    assert re.fullmatch(rf"https://t\.me/RepasoBot\?start=v_1_{TICKET}", press.url or "")
    assert (await emulator.private(eva).next_message()).text == revealed.text
    await group.stays_quiet(0.1)
    assert (question.text, rows(question)) == (ASKED, BUTTONS)
    await group.says(ana, "filas, como acabo de leer", reply_to=question)
    kept = await group.next_message()
    assert kept.text == "Guardada. Ya habías visto la respuesta, así que no suma nada más."


async def test_a_choice_pressed_in_the_group(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """The verdict is a notice to the presser, the choices come in private, and the buttons stay for the others."""
    private = await welcomed(emulator, ana)
    question = await asked(group, luis, "redes")
    buttons = rows(question)
    press = await (await group.press(ana, question, "443")).answered()
    assert press.notice == "✓ ¡Correcto!"
    assert (await private.next_message()).text.startswith(
        "Redes\n¿Qué puerto usa HTTPS?\n\n✓ 443 ◀\n○ 22\n○ 80\n\n✓ ¡Correcto!\n"
    )
    await shows(emulator, question, f"📝 Redes\n¿Qué puerto usa HTTPS?\n\n{UNTIL}\n\nHan respondido 1 de 3.")
    assert rows(question) == buttons
    press = await (await group.press(luis, question, "80")).answered()
    assert press.notice == "✗ Esta vez no."
    await shows(emulator, question, f"📝 Redes\n¿Qué puerto usa HTTPS?\n\n{UNTIL}\n\nHan respondido 2 de 3.")
    press = await (await group.press(luis, question, "443")).answered()
    assert press.notice == "Esta ya la respondiste; cuenta tu primera respuesta."


async def test_several_choices_are_written_in_a_group(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """Boxes would be everybody's, so the choices have letters."""
    private = await welcomed(emulator, ana)
    question = await asked(group, ana, "metricas")
    assert question.text == (
        "📝 Métricas\n"
        "¿Qué métricas sirven con clases desbalanceadas?\n"
        "\n"
        "A) Accuracy\n"
        "B) PR-AUC\n"
        "C) F1\n"
        "\n"
        "Elige todas las correctas.\n"
        "\n"
        f"Responde a este mensaje, o en privado para no dar pistas. {UNTIL}"
    )
    assert rows(question) == BUTTONS
    await group.says(ana, "b y c", reply_to=question)
    assert (await private.next_message()).text.startswith(
        "Métricas\n¿Qué métricas sirven con clases desbalanceadas?\n\n○ Accuracy\n✓ PR-AUC ◀\n✓ F1 ◀\n\n✓ ¡Correcto!\n"
    )


async def test_only_admins_change_the_groups_schedule(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """Telegram is asked who runs the group; looking is for all."""
    group.role(ana, "administrator")
    await group.says(luis, "/daily@RepasoBot 09:00")
    assert (await group.next_message()).text == "Eso solo lo puede cambiar quien administra el grupo."
    await group.says(ana, "/daily@RepasoBot 09:00 lun-vie")
    summary = "⏰ De lunes a viernes a las 09:00, hora de Madrid: 1 pregunta.\nLa próxima: martes 24 a las 09:00."
    assert (await group.next_message()).text == summary
    await group.says(luis, "/daily@RepasoBot")
    shown = await group.next_message()
    assert shown.text == f"{summary}\nPulsa horas y días para ponerlos o quitarlos; × es cuántas cada vez."
    press = await (await group.press(luis, shown, "Desactivar")).answered()
    assert press.notice == "Eso solo lo puede cambiar quien administra el grupo."
    assert await repaso.ask("SELECT times, weekdays FROM schedules") == [("09:00", "01234")]


async def test_the_grade_buttons_of_somebody_else(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """Ana's code pressed by Luis, in his chat or in the group: a notice, and her card stays."""
    private = await welcomed(emulator, ana)
    question = await asked(group, luis)
    await group.says(ana, "filas", reply_to=question)
    code = (await private.next_message()).buttons[0].data or ""
    await shows(emulator, question, f"{ASKED}\n\nHan respondido 1 de 3.")
    before = rows(question)
    for chat in (group, await welcomed(emulator, luis)):
        press = await (await chat.press_code(luis, chat.from_bot[-1], code)).answered()
        assert press.notice == "Estos botones son de quien respondió."
    assert rows(question) == before
    assert await repaso.ask("SELECT * FROM reviews") == []


async def test_who_says_nothing_to_the_bot_is_not_answered(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person
):
    """Talk in the group, replies to others and commands of other bots pass by."""
    question = await asked(group, ana)
    talk = await group.says(luis, "¿alguien lo sabe?")
    await group.says(ana, "yo no", reply_to=talk)
    await group.says(ana, "/quiz@OtherBot")
    await group.stays_quiet(0.2)
    assert question.text == ASKED


async def test_the_bot_is_added_and_removed(repaso: Program, emulator: Emulator, ana: Person):
    """It greets the group once, and keeps what it knows when it goes."""
    group = emulator.group("Nueva", [ana])
    group.bot_role = "left"
    await group.adds_bot(ana)
    hello = await group.next_message()
    assert hello.text.startswith("👋 ¡Hola! Soy Repaso.")
    assert "La hora (/daily@RepasoBot 09:00) y todo lo demás (/settings@RepasoBot)" in hello.text
    assert rows(hello) == [["▶ Primera pregunta", "⏰ Hora"]]
    await group.removes_bot(ana)
    await emulator.all_acknowledged()
    assert await repaso.ask("SELECT title, active FROM chats") == [("Nueva", 0)]


async def test_a_group_in_which_the_bot_may_not_write(repaso: Program, emulator: Emulator, ana: Person):
    """Nothing breaks: the greeting is refused, those behind it are served, and the group's commands are heard later."""
    group = emulator.group("Muda", [ana])
    group.bot_role = "left"
    emulator.fail("sendMessage", group.id, status=400, description="Bad Request: not enough rights to send messages")
    await group.adds_bot(ana)
    private = emulator.private(ana)
    await private.says("/start")
    assert (await private.next_message()).text.startswith("¡Hola, Ana!")
    await group.says(ana, "/start@RepasoBot")
    assert (await group.next_message()).text.startswith("👋 ¡Hola! Soy Repaso.")


async def test_how_many_the_group_has(
    repaso: Program, emulator: Emulator, group: Chat, ana: Person, luis: Person, eva: Person
):
    """Telegram is asked once an hour, not at every answer; those whom the bot has not met count, too."""
    question = await asked(group, luis)
    for who, number in ((ana, 1), (luis, 2)):
        await group.says(who, "filas", reply_to=question)
        await shows(emulator, question, f"{ASKED}\n\nHan respondido {number} de 3.")
    assert len(emulator.calls("getChatMemberCount")) == 1


async def test_telegram_does_not_say_how_many(repaso: Program, emulator: Emulator, group: Chat, ana: Person):
    """Then the message says only what the bot knows, and the answer waits for nothing."""
    emulator.fail("getChatMemberCount", status=400, description="Bad Request: CHAT_ADMIN_REQUIRED")
    question = await asked(group, ana)
    await group.says(ana, "filas", reply_to=question)
    await shows(emulator, question, f"{ASKED}\n\nHa respondido 1.")
