"""What outlives a restart, and what may come twice."""

from pathlib import Path

from bot.domain.conversation import Address, ChatKind, Incoming, Place, Platform, Sender, Text
from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Clock, Program, running

COUNTS = (
    "SELECT (SELECT COUNT(*) FROM answers), (SELECT COUNT(*) FROM reviews), (SELECT COUNT(*) FROM events),"
    " (SELECT COUNT(*) FROM days), (SELECT COUNT(*) FROM cards)"
)


async def test_a_button_from_before_a_restart(emulator: Emulator, file: Path, chat: PrivateChat, ana: Person):
    """Nothing is kept in memory for a button: each does what it says, weeks later too."""
    clock = Clock()
    async with running(emulator, file, clock):
        await chat.says("/quiz redes")
        question = await chat.next_message()
    clock.later(days=20)
    async with running(emulator, file, clock):
        await chat.press(ana, question, "443")
        assert (await question.changes()).text.startswith("📝 Redes\n¿Qué puerto usa HTTPS?\n\n✓ 443 ◀\n")
    async with running(emulator, file, clock):
        press = await (await chat.press(ana, question, "✓ Sí")).answered()
        assert press.notice == "Vuelve el martes 15. 🔥 1 día seguido."
        assert rows(await question.changes()) == [["↩ Deshacer", "▶ Otra"]]


async def test_an_open_question_from_before_a_restart(emulator: Emulator, file: Path, chat: PrivateChat):
    """A typed answer still belongs to it, also one that was typed while the program was down."""
    async with running(emulator, file):
        await chat.says("/quiz sql")
        question = await chat.next_message()
    await chat.says("filas y grupos")
    async with running(emulator, file):
        assert (await chat.next_message()).text.startswith("Has tocado 2 de 2 ideas:\n")
        assert rows(await question.changes()) == []


async def test_the_same_updates_twice(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person):
    """Telegram delivers an answer and a press once more: one answer, one review, one day, and nothing said twice."""
    await chat.says("/quiz sql")
    await chat.next_message()
    await chat.says("filas y grupos")
    feedback = await chat.next_message()
    typed = max(emulator.updates.all)
    await chat.press(ana, feedback, "✓ Sí")
    await feedback.changes()
    pressed = max(emulator.updates.all)
    assert await repaso.ask(COUNTS) == [(1, 1, 2, 1, 1)]
    card = await repaso.ask("SELECT * FROM cards")

    emulator.redeliver(typed)
    await chat.stays_quiet(0.3)
    emulator.redeliver(pressed)
    await emulator.called("answerCallbackQuery", 2)
    assert await repaso.ask(COUNTS) == [(1, 1, 2, 1, 1)]
    assert await repaso.ask("SELECT * FROM cards") == card


async def test_a_reply_that_a_crash_kept_from_being_shown(emulator: Emulator, file: Path, chat: PrivateChat):
    """It was committed and acknowledged, so Telegram does not send the update again: the next start shows it."""
    async with running(emulator, file) as program:
        await chat.says("/quiz sql")
        await chat.next_message()
        await _handled_and_not_shown(program, chat)
    async with running(emulator, file):
        shown = await chat.next_message()
        assert shown.text.startswith("Has tocado 2 de 2 ideas:\n")
        await chat.stays_quiet(0.1)
    async with running(emulator, file):
        await chat.stays_quiet(0.2)


async def test_a_reply_of_yesterday_is_not_shown(emulator: Emulator, file: Path, chat: PrivateChat):
    """After more than an hour it would only puzzle; the answer counts all the same."""
    clock = Clock()
    async with running(emulator, file, clock) as program:
        await chat.says("/quiz sql")
        await chat.next_message()
        await _handled_and_not_shown(program, chat)
    clock.later(hours=2)
    async with running(emulator, file, clock) as program:
        await chat.stays_quiet(0.2)
        assert await program.ask(COUNTS) == [(1, 0, 1, 1, 0)]


async def _handled_and_not_shown(program: Program, chat: PrivateChat) -> None:
    """The desk gets an answer as from the edge, and the program ends before the reply is sent."""
    place = Place(Address(Platform.TELEGRAM, chat.id), ChatKind.PRIVATE)
    answer = Text("filas y grupos")
    program.desk.handle(Incoming("1", place, Sender(chat.id, "Ana", "es"), program.clock(), answer, 50)).result(5)


async def test_a_reply_to_a_question_whose_message_a_crash_kept_from_being_noted(
    repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person, luis: Person
):
    """The buttons below it say which question it is: the answer is no other one's, and in a group it is not lost."""
    group = emulator.group("IA 2026", [ana, luis])
    await chat.says("/quiz sql")
    sql = await chat.next_message()
    await chat.says("/quiz capitales")
    await chat.next_message()
    await group.says(luis, "/quiz@RepasoBot machine learning")
    of_group = await group.next_message()
    noted = 0
    while noted < 3:
        noted += len(await repaso.ask("DELETE FROM messages RETURNING message"))
    await chat.says(ana, "filas y grupos", reply_to=sql)
    assert (await chat.next_message()).text.startswith("Has tocado 2 de 2 ideas:")
    await group.says(luis, "dropout", reply_to=of_group)
    await emulator.all_acknowledged()
    answers = "SELECT text, question_id FROM answers JOIN deliveries ON deliveries.id = delivery_id ORDER BY text"
    keys = dict(await repaso.ask("SELECT id, key FROM questions"))
    assert [(text, keys[number]) for text, number in await repaso.ask(answers)] == [
        ("dropout", "overfit"),
        ("filas y grupos", "having"),
    ]


async def test_a_group_becomes_a_supergroup(repaso: Program, emulator: Emulator, ana: Person, luis: Person):
    """Schedule, board, the open question and its published answer move along; told twice, it happens once."""
    small = emulator.group("IA 2026", [ana, luis], kind="group")
    small.role(ana, "creator")
    await small.says(ana, "/daily@RepasoBot 09:00")
    await small.next_message()
    await small.says(luis, "/quiz@RepasoBot sql")
    question = await small.next_message()
    await small.says(ana, "filas", reply_to=question)
    await small.next_message()
    large = await small.becomes_supergroup()
    await large.says(luis, "/top@RepasoBot")
    assert (await large.next_message()).text == "🏆 Rachas · IA 2026\n🥇 Ana 1 🔥"
    await large.says(luis, "/daily@RepasoBot")
    assert (await large.next_message()).text == (
        "⏰ Cada día a las 09:00, hora de Madrid: 1 pregunta.\nLa próxima: martes 24 a las 09:00.\n"
        "Pulsa horas y días para ponerlos o quitarlos; × es cuántas cada vez."
    )
    assert await repaso.ask("SELECT chat FROM chats WHERE kind = 'group'") == [(large.id,)]
    repaso.clock.later(days=1)
    assert await repaso.pushes() == 2
    begins = {(await large.next_message()).text.splitlines()[0] for _ in range(2)}
    assert begins == {"🌅 Pregunta del grupo · Machine learning", "📣 SQL"}
