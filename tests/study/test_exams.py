"""An exam: nothing is given away until its end, and then everything is."""

import pytest

from bot.domain import actions
from bot.domain.conversation import Reply, Sender
from bot.domain.memory import Grade
from tests.study.town import Room, Shown, Town, said

ANSWERS = {
    "WHERE": "filas y grupos",
    "Francia": "Lyon",
    "HTTPS": "443",
    "desbalanceadas": "F1",
    "HTML": "verdadero",
    "índice único": "A",
    "recursividad": "una función que se llama",
    "overfitting": "memoriza los datos",
}
"""What Ana writes: of what a machine can mark one is right, one partly, and the index as the letters fall."""


def answers(room: Room, who: Sender, count: int) -> None:
    """Answers that many questions by what is in them."""
    for _ in range(count):
        text = next(text for words, text in ANSWERS.items() if words in room.last.text)
        room.says(who, text)


def about(room: Room, who: Sender, topic: str) -> Shown:
    """An exam of this topic's one question."""
    room.says(who, f"/exam {topic} 1")
    return room.last


def test_a_question_of_an_exam(town: Town, ana: Sender):
    """Neither hint nor answer can be had."""
    room = town.private(ana)
    asked = about(room, ana, "machine learning")
    assert asked.text == (
        "🎓 Examen de 1 pregunta: sin pistas, y el resultado llega al final.\n\n"
        "🎓 Machine learning · 1/1\n¿Qué es el overfitting y cómo lo evitarías?"
    )
    assert asked.labels == [["⏭ Saltar"]]
    no_help = "En un examen no hay pistas: respóndela o sáltala con /skip. Al final lo ves todo."
    assert said(room.says(ana, "/hint")) == said(room.says(ana, "/reveal")) == [no_help]
    assert room.forges(ana, actions.Reveal(1)) == Reply(notice=no_help, alert=True)
    assert room.forges(ana, actions.Hint(1)) == Reply(notice=no_help, alert=True)
    no_answer = "Ahí no encuentro ninguna respuesta. Escríbela con tus palabras o sáltala con /skip."
    assert said(room.says(ana, "🙂🙂")) == said(room.sends_sticker(ana)) == [no_answer]
    assert said(room.says(ana, "¿Qué es el overfitting y cómo lo evitarías?")) == [no_answer]


def test_an_answer_is_noted_and_nothing_else(town: Town, ana: Sender):
    """The press says how far one has come; the question keeps its text and what was chosen."""
    room = town.private(ana)
    room.says(ana, "/exam 8")
    while "HTTPS" not in room.last.text:
        room.says(ana, "/skip")
    question = room.last
    reply = room.presses(ana, "80")
    number = question.text.partition("· ")[2].partition("/")[0]
    assert reply.notice == f"✎ Anotado, {number}/8."
    assert question.text.endswith("¿Qué puerto usa HTTPS?\n\n✎ Elegiste: 80")
    assert question.labels == []
    assert not any("443" in message.text for message in room.shown)
    assert town.ask("SELECT mark FROM answers") == [("wrong",)]


@pytest.mark.parametrize(
    "action",
    [actions.GradeAs(1, 1, Grade.EASY), actions.Undo(1, 1), actions.SaidIt(1, 1), actions.LookAt(1)],
    ids=repr,
)
def test_buttons_that_would_give_something_away(town: Town, ana: Sender, action: actions.Action):
    """As long as the exam goes on they are unknown."""
    room = town.private(ana)
    room.says(ana, "/exam 3")
    answers(room, ana, 1)
    assert room.forges(ana, action) == Reply(notice="No conozco ese botón. ¿Seguimos con /quiz?")
    assert said(room.says(ana, "/mistakes"))[0].startswith("En los últimos 30 días no se te ha resistido ninguna.")


def test_a_choice_pressed_twice(town: Town, ana: Sender):
    """The first one is noted, and the next question comes once."""
    room = town.private(ana)
    room.says(ana, "/exam 8")
    while "HTTPS" not in room.last.text:
        room.says(ana, "/skip")
    question, wrong, right = room.last, room.last.button("80"), room.last.button("443")
    assert wrong is not None
    assert right is not None
    assert room.forges(ana, wrong, on=question).says
    assert room.forges(ana, right, on=question) == Reply(notice="Esta ya la respondiste; cuenta tu primera respuesta.")
    assert town.ask("SELECT text FROM answers") == [("80",)]


def test_the_end_of_an_exam(town: Town, ana: Sender):
    """The score of what a machine can mark; then each answer in one's own words, to be graded; then the whole."""
    room = town.private(ana)
    room.says(ana, "/exam 8")
    town.later(minutes=12)
    before = len(room.shown)
    answers(room, ana, 8)
    score, first = room.shown[-2:]
    right = sum(mark == "right" for (mark,) in town.ask("SELECT mark FROM answers"))
    assert score.text == (
        f"🎓 Examen entregado: {right} de 5 bien, en 12 minutos.\n"
        "Y 1 más, a medias.\n"
        "Quedan 3 con tus palabras: compáralas y ponte nota."
    )
    assert first.text.startswith("✍ Por corregir, 1 de 3 · ")
    assert len(room.shown) - before == 7 + 2
    for _ in range(2):
        room.presses(ana, "✓ Sí")
    assert room.last.text.startswith("✍ Por corregir, 3 de 3 · ")
    room.presses(ana, "Aún no")
    known = 2 + right + 1  # two graded as known, the right ones, and the one that was partly right
    assert room.last.text.startswith(
        f"🎓 Examen corregido: te sabías {known} de 8, en 12 minutos.\n\nPara repasar:\n1. "
    )
    assert room.last.labels[-2:] == [[f"🔁 Repasar estas ({8 - known})"], ["▶ Otra"]]
    assert town.ask("SELECT state FROM rounds") == [("done",)]
    assert town.ask("SELECT count(*) FROM cards") == [(8,)]


def test_an_answer_to_be_graded(town: Town, ana: Sender):
    """The question, what one wrote, the ideas, the model answer, and the grades."""
    room = town.private(ana)
    about(room, ana, "sql")
    room.says(ana, "filas y grupos")
    score, to_grade = room.shown[-2:]
    assert score.text == "🎓 Examen entregado, en 0 segundos.\nQueda 1 con tus palabras: compárala y ponte nota."
    assert to_grade.text == (
        "✍ Por corregir, 1 de 1 · SQL\n¿Qué diferencia hay entre WHERE y HAVING?\n✎ Escribiste: filas y grupos\n\n"
        "Has tocado 2 de 2 ideas:\n✓ filas · ✓ grupos\n\n"
        "Respuesta modelo\n> WHERE filtra filas; HAVING filtra grupos.\n\n¿Te la sabías?"
    )
    assert room.last.labels == [["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]]
    room.presses(ana, "✓ Sí")
    assert room.last.text == "🎓 Examen corregido: te sabías 1 de 1, en 0 segundos.\n\nVuelven: miércoles 25 (1)."


def test_an_exam_that_a_machine_can_mark_alone(town: Town, ana: Sender):
    """One message ends it; the cards have moved by the marks, which can be looked at and taken back."""
    room = town.private(ana)
    about(room, ana, "capitales")
    room.says(ana, "Lyon")
    assert room.last.text == (
        "🎓 Examen entregado: 0 de 1 bien, en 0 segundos.\n\n"
        "Para repasar:\n1. ¿Cuál es la capital de Francia? · martes 24"
    )
    assert town.ask("SELECT grade FROM reviews") == [(1,)]
    room.presses(ana, "👁 1")
    room.presses(ana, "Deshacer")
    assert room.last.labels == [["Lo decía bien"], ["✗ Aún no · mañana", "✓ Sí · en 2 días", "…"]]
    room.presses(ana, "✓ Sí")
    assert town.ask("SELECT grade FROM reviews") == [(3,)]


def test_everything_skipped(town: Town, ana: Sender):
    """It is handed in all the same, and what a machine could have marked counts as not right."""
    room = town.private(ana)
    room.says(ana, "/exam 8")
    for _ in range(8):
        room.presses(ana, "Saltar")
    assert room.last.text.startswith("🎓 Examen entregado: 0 de 5 bien, en 0 segundos.\n\nPara repasar:\n1. ⏭ ")
    assert town.ask("SELECT * FROM cards") == town.ask("SELECT * FROM days") == []


def test_an_exam_left_in_the_middle(town: Town, ana: Sender):
    """What was answered has moved its cards, and is no secret any more."""
    room = town.private(ana)
    about(room, ana, "capitales")
    room.says(ana, "/exam 3")
    left = room.last
    room.says(ana, "/quiz 2")
    assert room.last.text.startswith("Dejamos la ronda anterior en la 1 de 3.")
    assert town.ask("SELECT state FROM rounds ORDER BY id") == [("left",), ("left",), ("asking",)]
    skip = left.button("Saltar")
    assert skip is not None
    assert said(room.forges(ana, skip, on=left)) == ["Sin problema; te la guardo para otro día."]
    assert room.last.labels == [["▶ Siguiente (1/2)"]]


def test_leaving_while_grading(town: Town, ana: Sender):
    """The text leads back to what is still to be graded."""
    room = town.private(ana)
    about(room, ana, "sql")
    room.says(ana, "filas")
    to_grade = room.last.text
    room.says(ana, "vale")
    room.presses(ana, "▶ Seguir corrigiendo")
    assert room.last.text == to_grade
    room.presses(ana, "Aún no")
    assert room.last.text.startswith("🎓 Examen corregido: te sabías 0 de 1")


def test_a_grade_of_an_exam_pressed_twice(town: Town, ana: Sender):
    """The next answer comes once."""
    room = town.private(ana)
    room.says(ana, "/exam 8")
    answers(room, ana, 8)
    first, grade = room.last, room.last.button("✓ Sí")
    assert grade is not None
    assert len(room.forges(ana, grade, on=first).says) == 1
    assert room.forges(ana, grade, on=first).says == ()


def test_an_exam_in_english(town: Town, mary: Sender):
    """Word for word."""
    room = town.private(mary)
    room.says(mary, "/exam capitals 3")
    assert room.last.text == (
        "There is only 1 question of that: here it is.\n"
        "🎓 Exam of 1 question: no hints, and the result comes at the end.\n\n"
        "🎓 Capitals · 1/1\nWhat is the capital of France?"
    )
    town.later(seconds=90)
    room.says(mary, "Paris")
    assert room.last.text == "🎓 Exam handed in: 1 of 1 right, in 2 minutes.\n\nThey come back: Wednesday 25 (1)."


def test_an_exam_of_a_bank_that_has_fewer_questions(town: Town, ana: Sender):
    """Nobody asked for a number, so nothing is said of one; who asks for one hears how many there are."""
    room = town.private(ana)
    room.says(ana, "/exam")
    assert "De eso" not in room.last.text
    assert room.last.text.startswith("🎓 Examen de ")
    room.says(ana, "/exam 20")
    assert "De eso solo hay" in room.last.text


def test_the_numbers_give_nothing_of_an_exam_away(town: Town, ana: Sender):
    """Of what an exam has asked, /stats tells that it was answered: not how, nor when it comes back; then it does."""
    room = town.private(ana)
    for topic, text in (("capitales", "París"), ("redes", "443")):
        room.says(ana, f"/quiz {topic}")
        room.says(ana, text)
        room.presses(ana, "Sí")
    town.later(days=3)
    room.says(ana, "/exam 8")
    while "Francia" not in room.last.text:
        room.says(ana, "/skip")
    room.says(ana, "Lyon")
    room.says(ana, "/stats")
    during = room.last.text
    assert "✍ 1 hoy" in during
    assert "🧠 Cuánto recuerdas se verá cuando las preguntas vuelvan otro día." in during
    assert "⏰ Hoy no te queda nada por repasar." in during
    assert "📆" not in during
    room.says(ana, "/quiz 2")
    room.says(ana, "/stats")
    assert "volvió 1 pregunta" in room.last.text
