"""Every kind of question, and everything that can be done with one, in a private chat."""

from tests.emulator import Message, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program

TWO_GRADES = [["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]]


async def asked(chat: PrivateChat, topic: str) -> Message:
    """The question of a topic."""
    await chat.says(f"/quiz {topic}")
    return await chat.next_message()


async def test_a_hint_joins_the_question(repaso: Program, chat: PrivateChat, ana: Person):
    """In the same message, and its button goes."""
    question = await asked(chat, "machine")
    await chat.press(ana, question, "Pista")
    assert (await question.changes()).text == (
        "📝 Machine learning\n¿Qué es el overfitting y cómo lo evitarías?\n\n💡 Piensa en la varianza."
    )
    assert rows(question) == [["👁 Ver respuesta", "⏭ Saltar"]]
    await chat.stays_quiet(0.1)


async def test_hint_reveal_and_skip_as_commands(repaso: Program, chat: PrivateChat):
    """They do to the open question what its buttons do."""
    question = await asked(chat, "machine")
    await chat.says("/hint")
    assert (await question.changes()).text.endswith("\n\n💡 Piensa en la varianza.")
    await chat.says("/reveal")
    assert (await chat.next_message()).text.startswith("Respuesta modelo\n")
    assert rows(await question.changes()) == []
    question = await asked(chat, "sql")
    await chat.says("/skip")
    assert (await chat.next_message()).text == "Sin problema; te la guardo para otro día."
    assert rows(await question.changes()) == []


async def test_revealing_without_an_answer(repaso: Program, chat: PrivateChat, ana: Person):
    """The model answer comes as a reply with the two grades; a text after it is kept as such."""
    question = await asked(chat, "sql")
    await chat.press(ana, question, "Ver respuesta")
    answer = await chat.next_message()
    assert answer.text == "Respuesta modelo\nWHERE filtra filas; HAVING filtra grupos.\n\n¿Te la sabías?"
    assert answer.reply_to is question
    assert rows(answer) == TWO_GRADES
    assert rows(await question.changes()) == []
    await chat.says("ah, claro")
    assert (await chat.next_message()).text.startswith("Guardada. Ya habías visto la respuesta")
    press = await (await chat.press(ana, answer, "Aún no")).answered()
    assert press.notice == "Vuelve el martes 24. 🔥 1 día seguido."


async def test_skipping(repaso: Program, chat: PrivateChat, ana: Person):
    """One sentence and the next one's button; the old buttons are gone, and a press on one does no harm."""
    question = await asked(chat, "sql")
    old = question.buttons
    await chat.press(ana, question, "Saltar")
    skipped = await chat.next_message()
    assert (skipped.text, rows(skipped)) == ("Sin problema; te la guardo para otro día.", [["▶ Otra"]])
    assert rows(await question.changes()) == []
    press = await (await chat.press_code(ana, question, old[0].data or "")).answered()
    assert press.notice == "Esta pregunta ya la terminaste."


async def test_one_choice(repaso: Program, chat: PrivateChat, ana: Person):
    """Pressing marks the choices in place and adds the explanation; no other message comes."""
    question = await asked(chat, "redes")
    assert question.text == "📝 Redes\n¿Qué puerto usa HTTPS?"
    assert rows(question) == [["443"], ["22"], ["80"], ["👁 Ver respuesta", "⏭ Saltar"]]
    await chat.press(ana, question, "80")
    assert (await question.changes()).text == (
        "📝 Redes\n"
        "¿Qué puerto usa HTTPS?\n"
        "\n"
        "✓ 443\n"
        "○ 22\n"
        "✗ 80 ◀\n"
        "\n"
        "✗ Esta vez no.\n"
        "HTTPS va por el puerto 443.\n"
        "\n"
        "🔥 Racha: 1 día\n"
        "¿Te la sabías?"
    )
    assert rows(question) == TWO_GRADES
    await chat.stays_quiet(0.1)
    await chat.press(ana, question, "Aún no")
    assert rows(await question.changes()) == [["↩ Deshacer", "▶ Otra"]]


async def test_several_choices(repaso: Program, chat: PrivateChat, ana: Person):
    """Boxes are ticked and cleared in place; “Comprobar” without any says what is missing."""
    question = await asked(chat, "metricas")
    assert question.text == "📝 Métricas\n¿Qué métricas sirven con clases desbalanceadas?\n\nElige todas las correctas."
    assert rows(question) == [["☐ Accuracy"], ["☐ PR-AUC"], ["☐ F1"], ["Comprobar"], ["👁 Ver respuesta", "⏭ Saltar"]]
    press = await (await chat.press(ana, question, "Comprobar")).answered()
    assert press.notice == "Marca antes al menos una opción."
    for pressed, shown in (
        ("F1", ["☐ Accuracy", "☐ PR-AUC", "☑ F1"]),
        ("Accuracy", ["☑ Accuracy", "☐ PR-AUC", "☑ F1"]),
        ("Accuracy", ["☐ Accuracy", "☐ PR-AUC", "☑ F1"]),
    ):
        await chat.press(ana, question, pressed)
        assert (await question.changes()).labels[:3] == shown
    await chat.press(ana, question, "Comprobar")
    assert (await question.changes()).text == (
        "📝 Métricas\n"
        "¿Qué métricas sirven con clases desbalanceadas?\n"
        "\n"
        "○ Accuracy\n"
        "✓ PR-AUC\n"
        "✓ F1 ◀\n"
        "\n"
        "Casi: 1 de 2 bien.\n"
        "Ninguna de las dos depende de los verdaderos negativos.\n"
        "\n"
        "🔥 Racha: 1 día\n"
        "¿Te la sabías?"
    )
    assert await repaso.ask("SELECT text, mark FROM answers") == [("F1", "partly")]


async def test_true_or_false(repaso: Program, chat: PrivateChat, ana: Person):
    """The two choices stand in their order."""
    question = await asked(chat, "logica")
    assert rows(question) == [["Verdadero"], ["Falso"], ["👁 Ver respuesta", "⏭ Saltar"]]
    await chat.press(ana, question, "Falso")
    assert (await question.changes()).text == (
        "📝 Lógica\n"
        "Verdadero o falso: HTML es un lenguaje de programación\n"
        "\n"
        "○ Verdadero\n"
        "✓ Falso ◀\n"
        "\n"
        "✓ ¡Correcto!\n"
        "\n"
        "🔥 Racha: 1 día\n"
        "¿Te la sabías?"
    )


async def test_choices_too_long_for_buttons(repaso: Program, chat: PrivateChat, ana: Person):
    """They stand in the text, their letters on buttons; a typed letter is the same as a press."""
    question = await asked(chat, "arquitectura")
    assert question.text == (
        "📝 Arquitectura\n"
        "¿Qué garantiza un índice único?\n"
        "\n"
        "A) Que las consultas sobre esa columna no lean nunca la tabla entera\n"
        "B) Que la columna no tenga valores nulos en ninguna base de datos\n"
        "C) Que no haya dos filas con la misma clave, aunque se inserten a la vez"
    )
    assert rows(question) == [["A", "B", "C"], ["👁 Ver respuesta", "⏭ Saltar"]]
    await chat.says("c")
    feedback = await chat.next_message()
    assert feedback.text == (
        "○ Que las consultas sobre esa columna no lean nunca la tabla entera\n"
        "○ Que la columna no tenga valores nulos en ninguna base de datos\n"
        "✓ Que no haya dos filas con la misma clave, aunque se inserten a la vez ◀\n"
        "\n"
        "✓ ¡Correcto!\n"
        "Lo comprueba la base de datos en cada inserción.\n"
        "\n"
        "🔥 Racha: 1 día\n"
        "¿Te la sabías?"
    )
    assert rows(feedback) == TWO_GRADES
    assert rows(await question.changes()) == []


async def test_several_letters_typed(repaso: Program, chat: PrivateChat):
    """“b, c” ticks both."""
    question = await asked(chat, "metricas")
    assert question.labels[:3] == ["☐ Accuracy", "☐ PR-AUC", "☐ F1"]
    await chat.says("la b y la c")
    assert (await chat.next_message()).text.startswith("○ Accuracy\n✓ PR-AUC ◀\n✓ F1 ◀\n\n✓ ¡Correcto!\n")


async def test_a_short_answer_that_is_right(repaso: Program, chat: PrivateChat):
    """Case, accents and full stops do not count."""
    await asked(chat, "capitales")
    await chat.says("PARIS.")
    feedback = await chat.next_message()
    assert feedback.text == "✓ ¡Eso es!\n\n🔥 Racha: 1 día\n¿Te la sabías?"
    assert rows(feedback) == TWO_GRADES


async def test_a_short_answer_that_was_right_after_all(repaso: Program, chat: PrivateChat, ana: Person):
    """Both forms are shown; “Lo decía bien” counts it, once and for all."""
    await asked(chat, "capitales")
    await chat.says("Paris, Texas")
    feedback = await chat.next_message()
    assert feedback.text == "✗ Era París. (Escribiste Paris, Texas.)\n\n🔥 Racha: 1 día\n¿Te la sabías?"
    assert rows(feedback) == [["Lo decía bien"], *TWO_GRADES]
    press = await (await chat.press(ana, feedback, "Lo decía bien")).answered()
    assert press.notice == "De acuerdo, cuenta como correcta."
    assert rows(await feedback.changes()) == TWO_GRADES
    assert await repaso.ask("SELECT text, mark FROM answers") == [("Paris, Texas", "right")]
