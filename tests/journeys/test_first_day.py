"""The first day: from /start to the second question, word by word."""

import logging

from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program

SOME_TOPICS = [["Machine learning (1)"], ["SQL (1)"], ["Capitales (1)"], ["Redes (1)"]]
"""The topics that the welcome ends with."""


async def test_ana_begins(repaso: Program, chat: PrivateChat, ana: Person):
    """Three presses to the first question, a typed answer, a checklist, a grade, and what comes next."""
    await chat.says("/start")
    welcome = await chat.next_message()
    assert welcome.text == (
        "¡Hola, Ana! Cada día te pregunto algo de tus apuntes y te ayudo a recordarlo. ¿A qué hora te viene bien?"
    )
    assert rows(welcome) == [["08:00", "09:00", "13:00", "20:00"], ["Otra hora"]]

    await chat.press(ana, welcome, "09:00")
    assert (await welcome.changes()).text == "A las 09:00. ¿Qué hora es ahora donde estás?"
    assert rows(welcome) == [
        ["10:12 Madrid", "09:12 Canarias"],
        ["06:12 Buenos Aires", "04:12 Bogotá"],
        ["03:12 México", "Otro sitio"],
    ]

    await chat.press(ana, welcome, "Madrid")
    assert (await welcome.changes()).text == (
        "Listo: cada día a las 09:00, hora de Madrid. Cámbialo con /settings. ¿Empezamos con una?\n"
        "📚 Pregunto de todo. Si prefieres un solo tema, púlsalo antes."
    )
    assert rows(welcome) == [["▶ Primera pregunta"], *SOME_TOPICS, ["📚 Elegir temas"]]

    await chat.press(ana, welcome, "Primera")
    question = await chat.next_message()
    assert question.text == "📝 Machine learning\n¿Qué es el overfitting y cómo lo evitarías?"
    assert rows(question) == [["💡 Pista", "👁 Ver respuesta", "⏭ Saltar"]]

    typed = await chat.says("pues q memoriza los datos y no generaliza.. se arregla con dropout")
    feedback = await chat.next_message()
    text = (
        "Has tocado 3 de 5 ideas:\n"
        "✓ memoriza los datos · ✓ no generaliza · ✓ dropout\n"
        "○ regularización · ○ más datos\n"
        "\n"
        "Respuesta modelo\n"
        "El modelo memoriza los datos de entrenamiento y no generaliza bien.\n"
        "\n"
        "🔥 Racha: 1 día\n"
        "¿Te la sabías?"
    )
    assert feedback.text == text
    assert feedback.reply_to is typed
    assert [(one["type"], text[one["offset"] :][: one["length"]]) for one in feedback.entities] == [
        ("bold", "Respuesta modelo"),
        ("blockquote", "El modelo memoriza los datos de entrenamiento y no generaliza bien."),
    ]
    assert rows(feedback) == [["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]]
    assert rows(await question.changes()) == []
    assert question.text == "📝 Machine learning\n¿Qué es el overfitting y cómo lo evitarías?"

    press = await (await chat.press(ana, feedback, "✓ Sí")).answered()
    assert (press.notice, press.alert) == ("Vuelve el miércoles 25. 🔥 1 día seguido.", False)
    assert rows(await feedback.changes()) == [["↩ Deshacer", "▶ Otra"]]
    assert feedback.text == text

    press = await (await chat.press(ana, feedback, "Deshacer")).answered()
    assert press.notice == "Deshecho. ¿Qué tal te ha ido?"
    assert rows(await feedback.changes()) == [["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]]

    await chat.press(ana, feedback, "…")
    assert rows(await feedback.changes()) == [
        ["Otra vez · mañana", "Difícil · mañana"],
        ["Bien · en 2 días", "Fácil · en 8 días"],
    ]
    press = await (await chat.press(ana, feedback, "Fácil")).answered()
    assert press.notice == "Vuelve el 1 de diciembre. 🔥 1 día seguido."
    assert rows(await feedback.changes()) == [["↩ Deshacer", "▶ Otra"]]

    await chat.press(ana, feedback, "Otra")
    assert (await chat.next_message()).text == "📝 SQL\n¿Qué diferencia hay entre WHERE y HAVING?"
    assert await repaso.ask("SELECT grade FROM reviews") == [(4,)]


async def test_mary_begins(repaso: Program, emulator: Emulator, mary: Person):
    """The same in English, with the places of those who read English."""
    chat = emulator.private(mary)
    await chat.says("/start")
    welcome = await chat.next_message()
    assert welcome.text == (
        "Hi, Mary! Every day I ask you something from your notes and help you remember it. What time suits you?"
    )
    await chat.press(mary, welcome, "20:00")
    assert (await welcome.changes()).text == "At 20:00. What time is it where you are now?"
    assert rows(welcome) == [
        ["09:12 London", "04:12 New York"],
        ["03:12 Chicago", "01:12 Los Angeles"],
        ["14:42 Kolkata", "Elsewhere"],
    ]
    await chat.press(mary, welcome, "London")
    assert (await welcome.changes()).text == (
        "Done: every day at 20:00, London time. You can change it with /settings. Shall we start with one?\n"
        "📚 I ask about everything. If you prefer one topic only, press it first."
    )
    await chat.press(mary, welcome, "▶ First question")
    question = await chat.next_message()
    assert question.text == "📝 Machine learning\nWhat is overfitting, and how would you avoid it?"
    assert rows(question) == [["💡 Hint", "👁 Show answer", "⏭ Skip"]]
    await chat.says("it learns by heart and does not generalise, I would use dropout")
    feedback = await chat.next_message()
    assert feedback.text == (
        "You mentioned 3 of 5 ideas:\n"
        "✓ memorises the data · ✓ does not generalise · ✓ dropout\n"
        "○ regularisation · ○ more data\n"
        "\n"
        "Model answer\n"
        "The model memorises the training data and does not generalise well.\n"
        "\n"
        "🔥 Streak: 1 day\n"
        "Did you know it?"
    )
    press = await (await chat.press(mary, feedback, "✓ Yes · in 2 days")).answered()
    assert press.notice == "It comes back on Wednesday 25. 🔥 1 day in a row."
    assert rows(await feedback.changes()) == [["↩ Undo", "▶ Another"]]
    await chat.press(mary, feedback, "Another")
    assert (await chat.next_message()).text == "📝 SQL\nWhat is the difference between WHERE and HAVING?"
    await chat.says("/streak")
    assert (await chat.next_message()).text == (
        "🔥 1 day in a row (record: 1).\nToday already counts.\nM T W T F S S\n✓ · · · · · ·"
    )


async def test_another_hour_and_another_place(repaso: Program, chat: PrivateChat, ana: Person):
    """Who finds their hour or city on no button is told in the same message how to type it, and then does so."""
    await chat.says("/start")
    welcome = await chat.next_message()
    await chat.press(ana, welcome, "Otra hora")
    assert (await welcome.changes()).text == (
        "¿A qué hora te viene bien? Escríbemela: 7:30, 21h… También valen varias: 9:00 20:00."
    )
    assert rows(welcome) == [["08:00", "09:00", "13:00", "20:00"]]
    await chat.says("a las ocho")
    clocks = await chat.next_message()
    await chat.press(ana, clocks, "Otro sitio")
    assert (await clocks.changes()).text == (
        "¿Dónde estás? Escríbeme tu ciudad o tu país.\n"
        "O mándame tu ubicación (📎): solo miro qué zona horaria es, aquí mismo, y no guardo nada de ella."
    )
    await chat.says("Santiago de Chile")
    ready = await chat.next_message()
    assert ready.text == (
        "Listo: cada día a las 08:00, hora de Santiago de Chile. Cámbialo con /settings. ¿Empezamos con una?\n"
        "📚 Pregunto de todo. Si prefieres un solo tema, púlsalo antes."
    )
    assert rows(ready) == [["▶ Primera pregunta"], *SOME_TOPICS, ["📚 Elegir temas"]]
    await chat.says("/daily 07:30 21:00 lun-vie 2")
    assert (await chat.next_message()).text == (
        "⏰ De lunes a viernes a las 07:30 y 21:00, hora de Santiago de Chile: 2 preguntas cada vez.\n"
        "La próxima: lunes 23 a las 07:30."
    )


async def test_an_hour_typed_during_the_welcome(repaso: Program, chat: PrivateChat, ana: Person):
    """A bare hour is understood, and the zone is asked for as after a press."""
    await chat.says("/start")
    await chat.next_message()
    await chat.says("7:30")
    clocks = await chat.next_message()
    assert clocks.text == ("A las 07:30. ¿Qué hora es ahora donde estás?")
    await chat.press(ana, clocks, "Bogotá")
    assert (await clocks.changes()).text.startswith("Listo: cada día a las 07:30, hora de Bogotá.")


async def test_a_location_is_only_looked_at(repaso: Program, chat: PrivateChat, ana: Person, caplog):
    """Its zone ends the welcome, worked out without a network; the place is in no table and in no line of the log."""
    caplog.set_level(logging.DEBUG, "bot")
    await chat.says("/start")
    welcome = await chat.next_message()
    await chat.press(ana, welcome, "09:00")
    await welcome.changes()
    await chat.sends(ana, location={"latitude": 28.123456, "longitude": -15.436543})
    assert (await chat.next_message()).text.startswith("Listo: cada día a las 09:00, hora de Canarias.")
    kept = "".join(map(str, await repaso.ask("SELECT place, reply FROM handled")))
    logged = "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot."))
    assert "28.1" not in kept + logged
    assert "15.4" not in kept + logged


async def test_settings_are_one_message(repaso: Program, chat: PrivateChat, ana: Person):
    """Every press changes that message."""
    await chat.says("/daily 09:00")
    await chat.next_message()
    await chat.says("/settings")
    settings = await chat.next_message()
    everything = (
        "⚙ Ajustes\n"
        "⏰ Cada día a las 09:00, hora de Madrid: 1 pregunta.\n"
        "🌙 Sin horas de silencio\n"
        "🕒 Europe/Madrid (ahora, 10:12)\n"
        "🗣 Español\n"
        "📚 Todos los temas\n"
        "🎯 El día cuenta con 1 pregunta\n"
        "🔔 Sin aviso\n"
        "🏆 Apareces en las tablas\n"
        "🌱 Hasta 10 preguntas nuevas y 20 repasos al día\n"
        "🎚 Dificultad: Cualquiera"
    )
    assert settings.text == everything
    assert rows(settings) == [
        ["⏰ Preguntas", "🕒 Zona horaria"],
        ["🗣 Idioma", "📚 Temas"],
        ["📅 Temas por día", "🌙 Silencio"],
        ["🌱 Cuántas al día", "🎚 Dificultad"],
        ["🎯 Meta diaria", "🔔 Aviso"],
        ["🏆 Ocultarme"],
    ]
    await chat.press(ana, settings, "Zona")
    assert (await settings.changes()).text == (
        "🕒 Tu zona horaria es Europe/Madrid, donde ahora son las 10:12. Para cambiarla: /timezone Madrid."
    )
    await chat.press(ana, settings, "Ajustes")
    assert (await settings.changes()).text == everything
    await chat.press(ana, settings, "Temas por día")
    assert (await settings.changes()).text.startswith("📅 ¿Qué día quieres con temas propios?")
    await chat.press(ana, settings, "◀ Preguntas")
    assert (await settings.changes()).text.startswith("⏰ Cada día a las 09:00, hora de Madrid: 1 pregunta.\n")
    await chat.press(ana, settings, "Ajustes")
    assert (await settings.changes()).text == everything
    await chat.press(ana, settings, "📚 Temas")
    assert (await settings.changes()).text == "📚 Pregunto de todo. Pulsa un tema para quedarte solo con ese."
    await chat.press(ana, settings, "SQL (1)")
    assert (await settings.changes()).text == "📚 Pregunto de 1 tema. Pulsa para añadir o quitar."
    assert "✓ SQL (1)" in settings.labels
    await chat.press(ana, settings, "▶ Pregunta")
    assert (await chat.next_message()).text == "📝 SQL\n¿Qué diferencia hay entre WHERE y HAVING?"
