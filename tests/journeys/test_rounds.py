"""A round and an exam on Telegram, message by message."""

from tests.emulator import Emulator, Message, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program


async def test_a_round_on_the_telephone(repaso: Program, chat: PrivateChat, ana: Person):
    """Answer, grade, next: one message each, and the summary at the end."""
    await chat.says("/quiz s 2")
    question = await chat.next_message()
    heading, title = question.text.splitlines()
    assert heading in ("📝 SQL · 1/2", "📝 Sin responder · 1/2")
    await chat.says("dropout")
    feedback = await chat.next_message()
    assert rows(feedback)[0] == ["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]
    press = await (await chat.press(ana, feedback, "Aún no")).answered()
    assert press.notice == "Vuelve el martes 24. 🔥 1 día seguido."
    second = await chat.next_message()
    assert second.text.partition("\n")[0].endswith("· 2/2")
    assert rows(await feedback.changes()) == [["↩ Deshacer"]]
    repaso.clock.later(minutes=3)
    press = await (await chat.press(ana, second, "Saltar")).answered()
    assert press.notice == "Sin problema; te la guardo para otro día."
    summary = await chat.next_message()
    assert summary.text == (
        "🏁 Ronda terminada: te sabías 0 de 2, en 3 minutos.\n\n"
        f"Para repasar:\n1. {title} · martes 24\n"
        f"2. ⏭ {second.text.splitlines()[1]}"
    )
    assert rows(summary) == [["👁 1", "👁 2"], ["🔁 Repasar estas (2)"], ["▶ Otra"]]
    await chat.stays_quiet(0.1)


async def test_an_exam_on_the_telephone(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person):
    """A press is noted and the next question comes; nothing is marked until the end."""
    await chat.says("/exam redes 1")
    question = await chat.next_message()
    assert rows(question)[-1] == ["⏭ Saltar"]
    press = await (await chat.press(ana, question, "443")).answered()
    assert press.notice == "✎ Anotado, 1/1."
    assert (await question.changes()).text.endswith("¿Qué puerto usa HTTPS?\n\n✎ Elegiste: 443")
    end = await chat.next_message()
    assert end.text == "🎓 Examen entregado: 1 de 1 bien, en 0 segundos.\n\nVuelven: miércoles 25 (1)."


async def test_a_round_begun_from_a_group(repaso: Program, emulator: Emulator, ana: Person):
    """The link opens the private chat, where the round begins."""
    group = emulator.group("IA", [ana])
    await group.says(ana, "/quiz@RepasoBot sql 5")
    offer: Message = await group.next_message()
    assert offer.text == "Una ronda es cosa de dos: te la hago en privado."
    await group.press(ana, offer, "Empezar en privado")
    assert (await emulator.private(ana).next_message()).text == (
        "De eso solo hay 1 pregunta: aquí va.\n\n📝 SQL · 1/1\n¿Qué diferencia hay entre WHERE y HAVING?"
    )
    await group.stays_quiet(0.1)
