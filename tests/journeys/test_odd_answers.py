"""Answers that nobody planned for, through Telegram: each has one outcome, and the first answer counts."""

import pytest

from tests.emulator import Emulator, Person, PrivateChat
from tests.journeys.looking import rows
from tests.journeys.program import Program

NO_WORDS = "Ahí no encuentro ninguna palabra. Escríbelo a tu manera, o pulsa 👁 para ver la respuesta."
LIST = "Has tocado {n} de 2 ideas:\n"


async def asked(chat: PrivateChat, topic: str = "sql"):
    """The question of a topic."""
    await chat.says(f"/quiz {topic}")
    return await chat.next_message()


@pytest.mark.parametrize("typed", ["😀", "👍🏽👍🏽👍🏽", "…", "\u200b\u200b", "؟"])
async def test_no_words(repaso: Program, chat: PrivateChat, typed: str):
    """The question stays open, and nothing is earned."""
    await asked(chat)
    await chat.says(typed)
    assert (await chat.next_message()).text == NO_WORDS
    assert await repaso.ask("SELECT * FROM answers") == await repaso.ask("SELECT * FROM days") == []
    await chat.says("filas y grupos")
    assert (await chat.next_message()).text.startswith(LIST.format(n=2))


@pytest.mark.parametrize(
    ("typed", "ideas"),
    [
        ("ah " * 1365, 0),
        ("ﷺ" * 4096, 0),
        ("الصفوف والمجموعات", 0),
        ("\u202eفلترة filas\u202c", 1),
        ("שורות וקבוצות, filas", 1),
        ("WHERE filters rows and HAVING filters groups", 0),
        ("WHERE 过滤行，HAVING 过滤组", 0),
        ("filas\x00 y grupos", 2),
        ("**filas** `grupos` [x](https://example.com) <b>@everyone</b>", 2),
    ],
    ids=[
        "one word",
        "one sign that unfolds",
        "Arabic",
        "turned round",
        "Hebrew",
        "English",
        "Chinese",
        "NUL",
        "markup",
    ],
)
async def test_what_the_checklist_reads_badly(repaso: Program, chat: PrivateChat, typed: str, ideas: int):
    """It is an answer: kept as it came, listed as far as it can be read, and the learner grades it."""
    await asked(chat)
    await chat.says(typed)
    feedback = await chat.next_message()
    assert feedback.text.startswith(LIST.format(n=ideas))
    assert rows(feedback)[0] == ["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]
    assert await repaso.ask("SELECT text FROM answers") == [(typed.replace("\x00", ""),)]
    assert len(await repaso.ask("SELECT * FROM days")) == 1


async def test_an_answer_that_is_edited(repaso: Program, chat: PrivateChat):
    """The first counts: the bot does not even ask for edits."""
    await asked(chat)
    answer = await chat.says("filas")
    assert (await chat.next_message()).text.startswith(LIST.format(n=1))
    await chat.edits(answer, "filas y grupos")
    await chat.stays_quiet(0.2)
    assert await repaso.ask("SELECT text FROM answers") == [("filas",)]


async def test_two_answers_at_once(repaso: Program, chat: PrivateChat):
    """The first is the answer; the second finds nothing open."""
    await asked(chat)
    await chat.says("filas")
    await chat.says("grupos")
    assert (await chat.next_message()).text.startswith(LIST.format(n=1))
    assert (await chat.next_message()).text == "No hay ninguna pregunta abierta. ¿Te hago una?"
    assert await repaso.ask("SELECT text FROM answers") == [("filas",)]
    assert len(await repaso.ask("SELECT * FROM events")) == 1


async def test_two_replies_to_one_question(repaso: Program, chat: PrivateChat):
    """The second is told that the first counts."""
    question = await asked(chat)
    await chat.says("filas", reply_to=question)
    await chat.next_message()
    await chat.says("filas y grupos", reply_to=question)
    assert (await chat.next_message()).text == "Esta ya la respondiste; cuenta tu primera respuesta."
    assert await repaso.ask("SELECT text FROM answers") == [("filas",)]


async def test_a_choice_pressed_twice(repaso: Program, chat: PrivateChat, emulator: Emulator, ana: Person):
    """The first press counts, the second hears of it, and the message is changed once."""
    question = await asked(chat, "redes")
    codes = {button.label: button.data or "" for button in question.buttons}
    first = await chat.press_code(ana, question, codes["80"])
    second = await chat.press_code(ana, question, codes["443"])
    await first.answered()
    assert (await second.answered()).notice == "Esta ya la respondiste; cuenta tu primera respuesta."
    assert "✗ 80 ◀" in (await question.changes()).text
    assert await repaso.ask("SELECT text, mark FROM answers") == [("80", "wrong")]


async def test_an_answer_after_the_reveal(repaso: Program, chat: PrivateChat, ana: Person):
    """It is kept and marked as such; the day is credited once, by the grade, and a second one is no answer."""
    question = await asked(chat)
    await chat.press(ana, question, "Ver respuesta")
    revealed = await chat.next_message()
    await chat.says("filas", reply_to=question)
    kept = await chat.next_message()
    assert kept.text == (
        "Guardada. Ya habías visto la respuesta, así que no suma nada más.\nHas tocado 1 de 2 ideas:\n✓ filas\n○ grupos"
    )
    assert await repaso.ask("SELECT text, mark, after_reveal FROM answers") == [("filas", None, 1)]
    assert await repaso.ask("SELECT * FROM days") == await repaso.ask("SELECT * FROM events") == []
    await chat.says("grupos", reply_to=question)
    assert (await chat.next_message()).text == "Esta ya la respondiste; cuenta tu primera respuesta."
    await (await chat.press(ana, revealed, "✓ Sí")).answered()
    assert await repaso.ask("SELECT kind FROM events") == [("grade",)]
