"""Situations of a learner's life that are neither mistakes nor attacks."""

from pathlib import Path

import pytest

from bot.bank.importer import load
from bot.bank.reading import read_bank
from bot.domain.conversation import Platform, Sender
from bot.domain.delivery import DeliveryState
from bot.push import tick
from bot.store import deliveries
from bot.store.engine import Connection
from bot.study import commands
from bot.study.command_words import spoken
from tests.study.town import NOTES, Town, a_database, opened, said


def loads(town: Town, folder: Path) -> None:
    """Loads these notes instead of those before."""
    bank = read_bank([folder], default_language="es")
    town.desk.run(lambda db: load(db, bank, town.now)).result(10)


def without(folder: Path, question: str) -> Path:
    """The notes without the section of this question, in both languages."""
    folder.mkdir()
    for note in NOTES.iterdir():
        head, *sections = note.read_text(encoding="utf-8").split("\n## ")
        kept = [section for section in sections if f"^{question}" not in section]
        (folder / note.name).write_text("\n## ".join([head, *kept]), encoding="utf-8")
    return folder


def test_an_empty_bank(tmp_path: Path, ana: Sender):
    """Every way to a question says that there is none, and nothing else fails."""
    with opened(a_database(tmp_path, notes=None)) as town:
        room = town.private(ana)
        empty = "Aquí todavía no hay preguntas: quien aloja el bot puede cargar apuntes con repaso bank sync."
        assert said(room.says(ana, "/quiz")) == said(room.says(ana, "/topics")) == [empty]
        assert said(town.group("IA").says(ana, "/quiz")) == [empty]
        assert said(room.says(ana, "/top")) == ["Todavía no hay nadie en la tabla. La primera respuesta la estrena."]
        assert said(room.says(ana, "/streak")) == ["Todavía no tienes racha: responde una pregunta y empieza."]
        room.says(ana, "/start")
        room.presses(ana, "09:00")
        room.presses(ana, "Madrid")
        room.presses(ana, "Primera pregunta")
        assert room.last.text == empty


def test_an_answer_to_a_question_retired_meanwhile(town: Town, ana: Sender, tmp_path: Path):
    """It is kept, answered and graded like any other, and not asked again."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    loads(town, without(tmp_path / "notes", "having"))
    room.says(ana, "filas y grupos")
    assert room.last.text == (
        "Has tocado 2 de 2 ideas:\n✓ filas · ✓ grupos\n\nRespuesta modelo\n"
        "> WHERE filtra filas; HAVING filtra grupos.\n\n🔥 Racha: 1 día\n¿Te la sabías?"
    )
    assert room.presses(ana, "✓ Sí").notice == "Vuelve el miércoles 25. 🔥 1 día seguido."
    assert said(room.says(ana, "/quiz sql"))[0].startswith("No conozco el tema sql.")
    town.later(days=30)
    for _ in range(10):
        room.says(ana, "/quiz")
        assert "WHERE" not in room.last.text


def test_a_retired_question_comes_back_with_its_memory(town: Town, ana: Sender, tmp_path: Path):
    """The same question in the notes again is the same question: the card is there."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas y grupos")
    room.presses(ana, "✓ Sí")
    loads(town, without(tmp_path / "notes", "having"))
    loads(town, NOTES)
    town.later(days=3)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas y grupos")
    assert room.last.labels == [["✗ Aún no · mañana", "✓ Sí · en 14 días", "…"]]


def test_two_learners_take_turns_at_one_terminal(town: Town, ana: Sender, luis: Sender):
    """Each answers the open question, each has a card and a streak, and the board shows both."""
    room = town.terminal()
    room.says(ana, "/quiz francia")
    room.says(ana, "/quiz capitales")
    room.says(ana, "Paris")
    room.presses(ana, "✓ Sí")
    room.says(luis, "Lyon")
    assert room.last.text == "✗ Era París. (Escribiste Lyon.)\n\n🔥 Racha: 1 día\n¿Te la sabías?"
    assert town.ask("SELECT learner_id, text, mark FROM answers") == [(1, "Paris", "right"), (2, "Lyon", "wrong")]
    assert room.presses(ana, "Aún no").notice == "Estos botones son de quien respondió."
    room.presses(luis, "Aún no")
    assert town.ask("SELECT learner_id, grade FROM reviews") == [(1, 3), (2, 1)]
    room.says(luis, "/top")
    members, group = room.last.text.split("\n\n")
    assert members == "🏆 Rachas\n🥇 Ana 1 🔥\n🥇 Luis 1 🔥"
    assert group == "👥 Racha del grupo: 1 día (récord: 1).\nHoy ya cuenta."


def test_the_learners_language_follows_the_telephone_until_they_choose(town: Town, mary: Sender):
    """An English telephone is spoken to in English; /language es wins over it."""
    room = town.private(mary)
    assert said(room.says(mary, "/streak")) == ["No streak yet: answer one question and it begins."]
    in_spanish = Sender(mary.account, "Mary", "es")
    assert said(room.says(in_spanish, "/streak")) == ["Todavía no tienes racha: responde una pregunta y empieza."]
    assert said(room.says(in_spanish, "/language en")) == ["From now on I speak English."]
    assert said(room.says(in_spanish, "/streak")) == ["No streak yet: answer one question and it begins."]
    room.says(in_spanish, "/quiz sql")
    assert room.last.text == "📝 SQL\nWhat is the difference between WHERE and HAVING?"


def test_a_telephone_that_speaks_neither(town: Town):
    """The default of the one who hosts the bot."""
    jean = Sender(1004, "Jean", "fr")
    assert said(town.private(jean).says(jean, "/streak")) == [
        "Todavía no tienes racha: responde una pregunta y empieza."
    ]


def test_a_group_speaks_its_own_language(town: Town, ana: Sender, mary: Sender):
    """The group keeps the language it was greeted in; what only Mary reads is in hers."""
    group, private = town.group("IA"), town.private(mary)
    private.says(mary, "/start")
    group.says(ana, "/start")
    group.says(mary, "/quiz sql")
    question = group.last
    assert question.text == (
        "📝 SQL\n¿Qué diferencia hay entre WHERE y HAVING?\n\n"
        "Responde a este mensaje, o en privado para no dar pistas. La respuesta se publica a las 21:00."
    )
    group.says(mary, "filas", reply_to=question)
    assert private.last.text == (
        "SQL\n¿Qué diferencia hay entre WHERE y HAVING?\n\n"
        "You mentioned 1 of 2 ideas:\n✓ filas\n○ grupos\n\nModel answer\n"
        "> WHERE filtra filas; HAVING filtra grupos.\n\n🔥 Streak: 1 day\nDid you know it?"
    )
    admin = Sender(ana.account, "Ana", "es", is_admin=True)
    group.says(admin, "/language en")
    group.says(ana, "/quiz sql")
    assert group.last.text.startswith("📝 SQL\nWhat is the difference between WHERE and HAVING?")


def test_the_zone_of_a_group(town: Town, ana: Sender):
    """It is the group's and not the one's who asks, in /timezone and in /settings."""
    here = (
        "🕒 La zona horaria de este grupo es Europe/Madrid, donde ahora son las 10:12. "
        "Para cambiarla: /timezone Madrid."
    )
    room = town.group("IA")
    assert said(room.says(ana, "/timezone")) == [here]
    room.says(ana, "/settings")
    room.presses(ana, "🕒")
    assert room.last.text == here


def test_both_questions_of_a_slot_take_typed_answers(town: Town, ana: Sender):
    """Two questions came at nine: the text after the first answer is the answer to the other one."""
    room = town.private(ana)
    room.says(ana, "/daily 13:00 x2")
    town.later(hours=3)

    def pushed(db: Connection) -> None:
        tick.claim(db, {Platform.TELEGRAM}, town.now)
        for number, question in ((1, 1), (2, 2)):
            deliveries.choose(db, number, question)
            deliveries.close(db, number, DeliveryState.SENT, town.now)

    town.desk.run(pushed).result(10)
    room.says(ana, "filas y grupos")
    room.says(ana, "memoriza los datos")
    assert town.ask("SELECT delivery_id, text FROM answers") == [(2, "filas y grupos"), (1, "memoriza los datos")]
    assert said(room.says(ana, "gracias")) == ["No hay ninguna pregunta abierta. ¿Te hago una?"]


def test_a_reply_to_an_older_question_answers_that_one(town: Town, ana: Sender):
    """In private a plain text goes to the newest question, a reply to the one it replies to."""
    room = town.private(ana)
    room.says(ana, "/quiz machine")
    older = room.last
    room.says(ana, "/quiz sql")
    room.says(ana, "memoriza los datos", reply_to=older)
    room.says(ana, "filas y grupos")
    assert town.ask("SELECT delivery_id, text FROM answers") == [(1, "memoriza los datos"), (2, "filas y grupos")]


def test_a_second_answer_to_the_same_question(town: Town, ana: Sender):
    """The first one counts, and the sentence says so."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    question = room.last
    room.says(ana, "filas y grupos")
    assert said(room.says(ana, "columnas", reply_to=question)) == [
        "Esta ya la respondiste; cuenta tu primera respuesta."
    ]
    assert room.last.labels == [["▶ Otra"]]
    assert town.ask("SELECT text FROM answers") == [("filas y grupos",)]


def test_a_question_without_an_answer_in_the_notes(town: Town, ana: Sender):
    """There is nothing to reveal; an answer is taken and graded all the same."""
    room = town.private(ana)
    room.says(ana, "/quiz responder")
    assert room.last.labels == [["⏭ Saltar"]]
    room.says(ana, "una función que se llama a sí misma")
    assert room.last.text == ("Los apuntes no traen respuesta para esta.\n\n🔥 Racha: 1 día\n¿Te la sabías?")


@pytest.mark.parametrize("command", ["/daily 09:00", "/timezone Bogotá", "/language en"])
def test_what_changes_a_group_is_for_its_admins(town: Town, ana: Sender, command: str):
    """Others are told so; looking is for all."""
    group = town.group("IA")
    assert said(group.says(ana, command)) == ["Eso solo lo puede cambiar quien administra el grupo."]
    assert said(group.says(ana, command.split()[0])) != ["Eso solo lo puede cambiar quien administra el grupo."]
    assert town.ask("SELECT language, zone FROM chats") == [("es", "Europe/Madrid")]


def test_a_private_answer_to_a_group_question_counts_there_once(town: Town, ana: Sender, luis: Sender):
    """The group sees the number; an answer by reply afterwards is a second one."""
    group, private = town.group("IA"), town.private(ana)
    group.says(luis, "/quiz sql")
    question = group.last
    group.says(ana, "/top")
    private.follows(ana, "en privado", on=question)
    assert private.last.text == "📝 SQL\n¿Qué diferencia hay entre WHERE y HAVING?"
    private.says(ana, "filas y grupos")
    assert question.text.endswith("\n\nHa respondido 1.")
    assert said(group.says(ana, "otra vez", reply_to=question)) == [
        "Esta ya la respondiste; cuenta tu primera respuesta."
    ]
    assert town.ask("SELECT COUNT(*) FROM answers") == [(1,)]


def test_the_first_thing_somebody_does_is_to_answer_a_group_question_in_private(town: Town, luis: Sender, mary: Sender):
    """The bot has not heard of Mary, because opening a link is no message in the group: she gets the question."""
    group, private = town.group("IA"), town.private(mary)
    group.says(luis, "/quiz sql")
    private.follows(mary, "en privado", on=group.last)
    assert private.last.text.startswith("📝 SQL\n")
    private.says(mary, "rows and groups")
    assert group.last.text.endswith("\n\nHa respondido 1.")


def test_the_private_link_again_before_answering(town: Town, luis: Sender, mary: Sender):
    """The same question, so that there is one to answer and not two."""
    group, private = town.group("IA"), town.private(mary)
    group.says(luis, "/quiz sql")
    for _ in range(2):
        private.follows(mary, "en privado", on=group.last)
        assert private.last.text == "📝 SQL\nWhat is the difference between WHERE and HAVING?"
    assert town.ask("SELECT id, origin_id FROM deliveries") == [(1, None), (2, 1)]


def test_the_private_link_again_after_answering(town: Town, ana: Sender, luis: Sender):
    """It shows the feedback that there was, not the question once more."""
    group, private = town.group("IA"), town.private(ana)
    group.says(luis, "/quiz sql")
    question = group.last
    group.says(ana, "/top")
    private.follows(ana, "en privado", on=question)
    private.says(ana, "filas y grupos")
    private.follows(ana, "en privado", on=question)
    assert private.last.text.startswith("SQL\n¿Qué diferencia hay entre WHERE y HAVING?\n\nHas tocado 2 de 2 ideas:")


@pytest.mark.parametrize("typed", ["3", "sql 3", "SQL"])
def test_a_number_after_quiz(town: Town, ana: Sender, typed: str):
    """It is no topic: a question comes all the same."""
    room = town.private(ana)
    assert room.says(ana, f"/quiz {typed}").says[0].delivery


def test_a_group_question_is_one_wherever_it_is_answered(town: Town, ana: Sender):
    """Answered in the group and then in private: one answer, one review, one memory, and the private buttons go."""
    private, group = town.private(ana), town.group("IA")
    private.says(ana, "/start")
    group.says(ana, "/quiz sql")
    question = group.last
    private.follows(ana, "en privado", on=question)
    asked = private.last
    group.says(ana, "filas y grupos", reply_to=question)
    assert asked.rows == ()
    private.presses(ana, "✓ Sí")
    assert said(private.says(ana, "filas y grupos otra vez")) == ["No hay ninguna pregunta abierta. ¿Te hago una?"]
    assert said(private.follows(ana, "en privado", on=question))[0].startswith(
        "SQL\n¿Qué diferencia hay entre WHERE y HAVING?"
    )
    assert town.ask("SELECT COUNT(*) FROM answers") == [(1,)]
    assert town.ask("SELECT COUNT(*) FROM reviews") == [(1,)]
    assert town.ask("SELECT COUNT(*) FROM turns") == [(1,)]


def test_choices_revealed_without_an_answer(town: Town, ana: Sender):
    """The right ones are marked, also where the note explains nothing."""
    room = town.private(ana)
    room.says(ana, "/quiz redes")
    assert said(room.says(ana, "/reveal"))[0].startswith("Respuesta modelo\n")
    assert "✓ 443" in room.last.text


def test_words_typed_after_looking_and_before_grading(town: Town, ana: Sender):
    """They are kept as such without a reply, too; once graded, nothing is open."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "/reveal")
    assert said(room.says(ana, "filas"))[0].startswith("Guardada. Ya habías visto la respuesta")
    assert room.last.labels == [["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]]
    assert said(room.says(ana, "grupos")) == ["Esta ya la respondiste; cuenta tu primera respuesta."]
    assert town.ask("SELECT text, after_reveal FROM answers") == [("filas", 1)]
    assert town.ask("SELECT * FROM days") == []
    room.presses(ana, "✓ Sí")
    assert said(room.says(ana, "filas")) == ["No hay ninguna pregunta abierta. ¿Te hago una?"]


def test_feedback_on_choices_opened_later(town: Town, ana: Sender):
    """It shows what was picked and what was right, as it would have at once."""
    private, group = town.private(ana), town.group("IA")
    group.says(ana, "/quiz metricas")
    group.says(ana, "a", reply_to=group.last)
    text = said(private.follows(ana, "resultado", on=group.last))[0]
    assert text.startswith("Métricas\n")
    assert text.count("✓") >= 2
    assert "◀" in text


def test_a_key_point_with_a_not_too_many_and_one_too_few(town: Town, ana: Sender):
    """Both stand apart from what was mentioned, and one line asks back; nothing is marked as wrong."""
    room = town.private(ana)
    room.says(ana, "/quiz machine")
    room.says(ana, "no memoriza los datos, generaliza bien, y con dropout mejor")
    assert room.last.text.startswith(
        "Has tocado 1 de 5 ideas:\n"
        "✓ dropout\n"
        "◐ memoriza los datos · ◐ no generaliza\n"
        "○ regularización · ○ más datos\n"
        "Escribiste no con «memoriza los datos», y los apuntes lo dicen sin él. ¿Querías decir eso?\n"
        "Los apuntes dicen «no generaliza», y tú lo escribiste sin no. ¿Querías decir eso?\n"
    )
    assert town.ask("SELECT mark FROM answers") == [(None,)]


def test_a_letter_typed_after_the_answer_was_looked_at(town: Town, ana: Sender):
    """It is kept as the choice that it stands for: a letter alone would mean nothing in one's data."""
    room = town.private(ana)
    room.says(ana, "/quiz redes")
    letter = "abc"[room.last.labels.index(["443"])]
    room.presses(ana, "Ver respuesta")
    assert said(room.says(ana, letter))[0].startswith("Guardada. Ya habías visto la respuesta")
    assert town.ask("SELECT text, mark, after_reveal FROM answers") == [("443", None, 1)]


@pytest.mark.parametrize("text", ["a" * 4096, "jjjjjjjj", "X x x x x"])
def test_one_letter_held_down(town: Town, ana: Sender, text: str):
    """It is no answer: the question stays open, and the day is still to be earned."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    no_words = "Ahí no encuentro ninguna palabra. Escríbelo a tu manera, o pulsa 👁 para ver la respuesta."
    assert said(room.says(ana, text)) == [no_words]
    assert town.ask("SELECT count(*) FROM answers") == [(0,)]
    room.says(ana, "filas")
    assert town.ask("SELECT text FROM answers") == [("filas",)]


def test_no_two_commands_share_a_name_in_any_language():
    """Each name that a platform shows means one command, wherever it is typed."""
    names = [name for entry in commands.TABLE for name in {entry.name, *spoken(entry.name).values()}]
    assert len(names) == len(set(names))
