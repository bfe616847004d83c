"""Questions that come by themselves: at their hour, once, and to those who want them."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.emulator import Chat, Emulator, Message, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Clock, Program, running

TODAYS = "🌅 Pregunta de hoy · Machine learning\n¿Qué es el overfitting y cómo lo evitarías?"


def madrid(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 by the clock in Madrid, where it is an hour more than in UTC."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


async def has_daily(chat: Chat, person: Person, schedule: str) -> None:
    """The chat has this schedule. Who never said where they are is asked for it."""
    await chat.says(person, f"/daily {schedule}")
    told = await chat.next_message()
    if told.text.endswith("¿Qué hora es ahora donde estás?"):
        await chat.press(person, told, next(label for row in rows(told) for label in row if "Madrid" in label))
        told = await told.changes()
    assert told.text.startswith(("⏰ ", "Listo: "))


def asked(chat: Chat) -> list[Message]:
    """The questions of the day that came."""
    return [message for message in chat.from_bot if message.text.startswith("🌅 ")]


async def test_a_question_at_nine(repaso: Program, chat: PrivateChat, ana: Person):
    """Not a minute earlier, once, and answered where it arrives."""
    await has_daily(chat, ana, "09:00")
    repaso.clock.now = madrid(24, 8, 59)
    assert await repaso.pushes() == 0
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 1
    question = await chat.next_message()
    assert question.text == TODAYS
    assert rows(question) == [["💡 Pista", "👁 Ver respuesta", "⏭ Saltar"], ["⏰ Dentro de 1 h"]]
    for minute in (0, 1, 30):
        repaso.clock.now = madrid(24, 9, minute)
        assert await repaso.pushes() == 0
    await chat.says("memoriza los datos y no generaliza")
    assert (await chat.next_message()).text.startswith("Has tocado 2 de 5 ideas:\n")
    assert rows(await question.changes()) == []
    repaso.clock.now = madrid(25, 9, 0)
    assert await repaso.pushes() == 1
    assert len(asked(chat)) == 2


async def test_two_questions_on_weekdays(repaso: Program, chat: PrivateChat, ana: Person):
    """Two different ones from Monday to Friday, none at the weekend; both take a typed answer."""
    await has_daily(chat, ana, "09:00 lun-vie 2")
    for day, known in ((24, 2), (25, 4), (26, 6), (27, 8), (28, 8), (29, 8), (30, 10)):
        repaso.clock.now = madrid(day, 9, 0)
        await repaso.pushes()
        assert len(asked(chat)) == known
    first_eight = [message.text.split("\n")[1] for message in asked(chat)[:8]]
    assert len(set(first_eight)) == 8


async def test_two_questions_at_once_take_two_typed_answers(repaso: Program, chat: PrivateChat, ana: Person):
    """The first text answers the newer one, the second text the other; each loses its buttons."""
    await has_daily(chat, ana, "09:00 x2")
    await chat.says("/topics")
    topics = await chat.next_message()
    for topic in ("Machine learning (1)", "SQL (1)"):
        await chat.press(ana, topics, topic)
        await topics.changes()
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 2
    older, newer = asked(chat)
    for question, seen in ((newer, 2), (older, 1)):
        await chat.says("no lo recuerdo bien")
        await question.changes()
        assert sum(bool(message.buttons) for message in asked(chat)) == seen - 1
    await chat.says("gracias")
    await repaso.emulator.until(
        lambda: chat.from_bot[-1].text == "No hay ninguna pregunta abierta. ¿Te hago una?", "a third answer was taken"
    )


async def test_a_group_gets_its_question(repaso: Program, emulator: Emulator, ana: Person, luis: Person):
    """For the group, in its language, at its hour; answered by reply."""
    group = emulator.group("IA 2026", [ana, luis])
    group.role(ana, "creator")
    await has_daily(group, ana, "13:00")
    repaso.clock.now = madrid(23, 13, 0)
    assert await repaso.pushes() == 1
    question = await group.next_message()
    text = (
        "🌅 Pregunta del grupo · Machine learning\n"
        "¿Qué es el overfitting y cómo lo evitarías?\n"
        "\n"
        "Responde a este mensaje, o en privado para no dar pistas. La respuesta se publica a las 21:00."
    )
    assert question.text == text
    assert rows(question) == [["✍ Responder en privado"], ["👁 Ver respuesta (solo tú)"]]
    await group.says(luis, "no generaliza", reply_to=question)
    await emulator.until(lambda: question.text == f"{text}\n\nHan respondido 1 de 2.", "it is not counted")


async def test_a_chat_that_blocked_us(
    repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person, luis: Person, caplog: pytest.LogCaptureFixture
):
    """403: nothing more is sent there, others get theirs, and /start brings the questions back."""
    caplog.set_level(logging.WARNING)
    other = emulator.private(luis)
    await has_daily(chat, ana, "09:00")
    await has_daily(other, luis, "09:00")
    emulator.fail("sendMessage", chat.id, status=403, description="Forbidden: bot was blocked by the user")
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 2
    assert (len(asked(chat)), len(asked(other))) == (0, 1)
    assert await repaso.ask("SELECT active FROM chats ORDER BY id") == [(0,), (1,)]
    tried = len(emulator.calls("sendMessage"))
    repaso.clock.now = madrid(25, 9, 0)
    assert await repaso.pushes() == 1
    assert len(emulator.calls("sendMessage")) == tried + 1
    repaso.clock.now = madrid(25, 20, 0)
    await chat.says("/start")
    assert (await chat.next_message()).text == "¡Qué bien verte, Ana! ¿Te hago una pregunta?"
    assert await repaso.pushes() == 0
    repaso.clock.now = madrid(26, 9, 0)
    await repaso.pushes()
    assert len(asked(chat)) == 1


async def test_blocking_and_unblocking_as_telegram_tells_it(
    repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person
):
    """While it is blocked nothing is even tried."""
    await has_daily(chat, ana, "09:00")
    await chat.blocks()
    await emulator.all_acknowledged()
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 0
    await chat.unblocks()
    await emulator.all_acknowledged()
    repaso.clock.now = madrid(25, 9, 0)
    await repaso.pushes()
    assert len(asked(chat)) == 1


async def test_telegram_asks_for_patience(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person):
    """429: nobody is sent anything for as long as it says, and then the same question comes once."""
    await has_daily(chat, ana, "09:00")
    emulator.fail("sendMessage", chat.id, status=429, retry_after=1)
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 0
    chosen = await repaso.ask("SELECT state, question_id FROM deliveries")
    assert await repaso.pushes() == 1
    assert len(asked(chat)) == 1
    assert await repaso.ask("SELECT question_id FROM deliveries") == [(chosen[0][1],)]
    assert await repaso.pushes() == 0


async def test_telegram_loses_its_answer(repaso: Program, emulator: Emulator, chat: PrivateChat, ana: Person):
    """Nobody knows whether the question arrived, and a lost one would be worse: it may come twice, and counts once."""
    await has_daily(chat, ana, "09:00")
    emulator.fail("sendMessage", chat.id, answer_lost=True)
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 1
    assert 1 <= len(asked(chat)) <= 2
    await chat.says("no generaliza")
    await emulator.until(lambda: chat.from_bot[-1].text.startswith("Has tocado 1 de 5"), "no feedback came")
    assert await repaso.ask("SELECT COUNT(*) FROM answers") == [(1,)]


@pytest.mark.parametrize(("back_at", "comes"), [(madrid(24, 11), 1), (madrid(24, 13), 0)])
async def test_a_slot_missed_while_the_program_was_down(
    emulator: Emulator, file: Path, chat: PrivateChat, ana: Person, back_at: datetime, comes: int
):
    """Two hours late it still comes, four hours late it does not; the next morning all is as ever."""
    clock = Clock()
    async with running(emulator, file, clock):
        await has_daily(chat, ana, "09:00")
    clock.now = back_at
    async with running(emulator, file, clock) as again:
        await again.pushes()
        assert len(asked(chat)) == comes
        clock.now = madrid(25, 9)
        await again.pushes()
        assert len(asked(chat)) == comes + 1


async def test_a_week_away_brings_one_question_and_not_seven(
    emulator: Emulator, file: Path, chat: PrivateChat, ana: Person
):
    """Only the slot of the last three hours counts."""
    clock = Clock()
    async with running(emulator, file, clock):
        await has_daily(chat, ana, "09:00")
    clock.now = madrid(30, 9, 30)
    async with running(emulator, file, clock) as again:
        await again.pushes()
        assert len(asked(chat)) == 1
        assert await again.pushes() == 0


async def test_another_language_is_asked_in_that_language(repaso: Program, chat: PrivateChat, ana: Person):
    """/language holds for what comes by itself too, and so does the telephone's language."""
    await has_daily(chat, ana, "09:00")
    ana.language = "en"
    await chat.says("/top")
    await chat.next_message()
    repaso.clock.now = madrid(24, 9, 0)
    await repaso.pushes()
    assert (await chat.next_message()).text.startswith("🌅 Today's question · ")


async def test_daily_off(repaso: Program, chat: PrivateChat, ana: Person):
    """Nothing comes any more."""
    await has_daily(chat, ana, "09:00")
    await chat.says("/daily off")
    assert (await chat.next_message()).text == (
        "Ya no mando preguntas por mi cuenta. Con /daily vuelven, y con /quiz tienes una cuando quieras."
    )
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 0


async def test_a_group_that_moved_without_telling(repaso: Program, emulator: Emulator, ana: Person):
    """The refusal tells the new address: the question goes there, and so does everything after it."""
    small = emulator.group("IA 2026", [ana], kind="group")
    small.role(ana, "creator")
    await has_daily(small, ana, "09:00")
    large = await small.becomes_supergroup(quietly=True)
    repaso.clock.now = madrid(24, 9, 0)
    assert await repaso.pushes() == 0
    assert await repaso.pushes() == 1
    assert (await large.next_message()).text.startswith("🌅 Pregunta del grupo · ")
    assert await repaso.ask("SELECT chat FROM chats") == [(large.id,)]
