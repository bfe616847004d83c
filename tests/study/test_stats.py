"""A learner's own numbers, and the picture of them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.actions import Ask, Numbers
from bot.domain.conversation import Document, LearnerId, Sender
from bot.domain.progress import Counts, Progress
from bot.store import counts, people
from bot.study import stats
from tests.study.town import MONDAY, Room, Town, opened

DAY = timedelta(days=1)
NONE_YET = "📈 Aún no hay respuestas: con la primera empiezo a contar. ¿Te hago una pregunta?"


@pytest.fixture
def anas(town: Town, ana: Sender) -> Room:
    """Ana's private chat."""
    return town.private(ana)


def does(room: Room, who: Sender, topic: str = "sql", grade: str = "Sí", text: str = "filas y grupos") -> None:
    """Answers a question and grades herself."""
    room.says(who, f"/quiz {topic}")
    room.says(who, text)
    room.presses(who, grade)


def progress(town: Town, room: Room, learner: int = 1) -> Progress:
    """The numbers as the picture gets them."""
    with town.engine.connect() as db:
        chat = people.chat_at(db, room.place.address)
        assert chat is not None
        return stats.progress_for(db, Document("progress", learner, "es", chat.id), town.now)


def count(town: Town, day: date, more: Counts, learner: int = 1) -> None:
    with town.engine.begin() as db:
        counts.add(db, LearnerId(learner), day, more)


def test_nobody_has_answered_yet(anas: Room, ana: Sender):
    """One sentence, and the way to the first question; the same instead of an empty picture."""
    anas.says(ana, "/stats")
    assert (anas.last.text, anas.last.labels) == (NONE_YET, [["▶ Primera pregunta"]])
    anas.forges(ana, Numbers("picture"))
    assert anas.last.text == NONE_YET


def test_the_first_day(anas: Room, ana: Sender):
    """One answer, nothing that tells memory, and when it comes back."""
    does(anas, ana)
    anas.says(ana, "/stats")
    assert anas.last.text.splitlines() == [
        "📈 Tus números",
        "✍ 1 hoy · 1 en 7 días · 1 en 30 días · 1 en total",
        "🧠 Cuánto recuerdas se verá cuando las preguntas vuelvan otro día.",
        "⏰ Hoy no te queda nada por repasar.",
        "📆 En 14 días vuelve una: miércoles 25.",
        "▁▁█▁▁▁▁▁▁▁▁▁▁▁",
        "LMXJVSDLMXJVSD",
    ]
    assert anas.last.labels == [["▶ Otra", "📅 Imagen"]]


def test_a_question_that_is_only_looked_at_counts_when_it_is_graded(town: Town, anas: Room, ana: Sender):
    """As it does for the streak; answered and graded, it still counts once."""
    anas.says(ana, "/quiz sql")
    anas.presses(ana, "Ver respuesta")
    assert progress(town, anas).total == Counts()
    anas.presses(ana, "Sí")
    assert progress(town, anas).total == Counts(answered=1, reviewed=1)


def test_weeks_later(town: Town, anas: Room, ana: Sender):
    """What came back, how much of it was known, what is due, and what is hard."""
    for topic in ("sql", "machine", "capitales"):
        does(anas, ana, topic)
    for _ in range(3):
        town.later(days=8)
        does(anas, ana, "machine", grade="Aún no")
    anas.says(ana, "/stats")
    assert anas.last.text.splitlines() == [
        "📈 Tus números",
        "✍ 1 hoy · 1 en 7 días · 6 en 30 días · 6 en total",
        "🧠 Recuerdas el 0\xa0%: en los últimos 30 días volvieron 3 preguntas, y aún te sabías 0.",
        "⏰ Hoy te toca repasar 2 preguntas.",
        "📆 En 14 días vuelven 3; el día con más: hoy (2).",
        "█▅▁▁▁▁▁▁▁▁▁▁▁▁",
        "JVSDLMXJVSDLMX",
        "🧗 Lo que más te cuesta últimamente: Machine learning (recuerdas el 0\xa0%).",
    ]
    assert anas.last.labels == [["▶ Repasar lo pendiente", "📅 Imagen"]]
    assert anas.last.button("Repasar") == Ask()


def test_in_english(town: Town, mary: Sender):
    """The same for who reads English."""
    room = town.private(mary)
    room.says(mary, "/quiz sql")
    room.says(mary, "rows and groups")
    room.says(mary, "/stats")
    assert room.last.text.splitlines()[:4] == [
        "📈 Your numbers",
        "✍ 1 today · 1 in 7 days · 1 in 30 days · 1 in all",
        "🧠 How much you remember shows once questions come back on another day.",
        "⏰ Nothing is due today.",
    ]


def test_huge_numbers_are_written_as_the_language_does(town: Town, anas: Room, ana: Sender):
    """With dots in Spanish."""
    does(anas, ana)
    count(town, MONDAY.date() - 400 * DAY, Counts(1_234_567, 1, 0, 0))
    anas.says(ana, "/stats")
    assert "1.234.568 en total" in anas.last.text


def test_four_hundred_days_in_a_row(town: Town, anas: Room, ana: Sender):
    """The year shows its own days; the total has them all."""
    does(anas, ana)
    for number in range(1, 400):
        count(town, MONDAY.date() - number * DAY, Counts(1, 1, 1, 1))
    found = progress(town, anas)
    assert (found.total.answered, found.shown(0).answered, found.last(30).answered) == (400, 365, 30)


def test_a_grade_taken_back(town: Town, anas: Room, ana: Sender):
    """It is not counted any more; the answer is."""
    does(anas, ana)
    anas.presses(ana, "Deshacer")
    assert progress(town, anas).total == Counts(answered=1)


def test_retired_questions_are_not_coming(town: Town, anas: Room, ana: Sender):
    """They are neither due nor hard, but what was done stays done."""
    for _ in range(4):
        does(anas, ana, grade="Aún no")
        town.later(days=3)
    assert progress(town, anas).due == 1
    assert [topic.title for topic in progress(town, anas).hardest] == ["SQL"]
    with town.engine.begin() as db:
        db.exec_driver_sql("UPDATE questions SET retired_at = '2026-11-23 00:00:00'")
        db.exec_driver_sql("UPDATE variants SET retired_at = '2026-11-23 00:00:00'")
    found = progress(town, anas)
    assert (sum(found.ahead), found.hardest, found.total.answered) == (0, (), 4)


def test_what_is_due_follows_the_topics_that_were_chosen(town: Town, anas: Room, ana: Sender):
    """The number is what the button below it asks."""
    does(anas, ana, "sql")
    does(anas, ana, "machine")
    town.later(days=5)
    assert progress(town, anas).due == 2
    anas.says(ana, "/topics")
    anas.presses(ana, "SQL")
    assert progress(town, anas).due == 1


def test_more_waits_than_a_day_takes(town: Town, anas: Room, ana: Sender):
    """What comes today, of how many; when it is done, how many are left for other days."""
    for topic in ("sql", "machine", "capitales"):
        does(anas, ana, topic)
    town.later(days=9)

    def said_of_today() -> str:
        anas.says(ana, "/stats")
        return next(line for line in anas.last.text.splitlines() if line.startswith("⏰"))

    assert said_of_today() == "⏰ Hoy te toca repasar 3 preguntas."
    with town.engine.begin() as db:
        db.exec_driver_sql("UPDATE learners SET reviews_a_day = 2")
    assert said_of_today() == "⏰ Hoy te toca repasar 2 preguntas, las más urgentes de las 3 que esperan."
    does(anas, ana, "sql")
    assert said_of_today() == "⏰ Hoy te toca repasar 1 pregunta, la más urgente de las 2 que esperan."
    does(anas, ana, "machine")
    assert said_of_today() == "⏰ Ya has hecho los repasos de hoy; queda 1 más para los próximos días."


def test_what_is_due_follows_the_difficulty_that_was_chosen(town: Town, anas: Room, ana: Sender):
    """As for the questions that are asked."""
    does(anas, ana, "sql")
    does(anas, ana, "machine")
    town.later(days=5)
    with town.engine.begin() as db:
        db.exec_driver_sql("UPDATE variants SET difficulty = 'hard' WHERE topic = 'SQL'")
        db.exec_driver_sql("UPDATE variants SET difficulty = 'easy' WHERE topic <> 'SQL'")
        db.exec_driver_sql("UPDATE chats SET difficulty = 'hard'")
    assert progress(town, anas).due == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_far_in_the_east_and_far_in_the_west(town: Town, anas: Room, ana: Sender, zone: str):
    """Today is the learner's own day: 14 hours ahead of, and 11 behind, Greenwich."""
    anas.says(ana, f"/timezone {zone}")
    does(anas, ana)
    assert progress(town, anas).last(1).answered == 1
    assert progress(town, anas).today == date(2026, 11, 23 if zone == "Pacific/Kiritimati" else 22)


def test_a_flight_west_into_yesterday(town: Town, anas: Room, ana: Sender):
    """What was answered on Monday in Kiribati is still today's, when the clock there shows Sunday again."""
    anas.says(ana, "/timezone Pacific/Kiritimati")
    does(anas, ana)
    anas.says(ana, "/timezone Pacific/Pago_Pago")
    found = progress(town, anas)
    assert (found.today, found.last(1).answered) == (date(2026, 11, 23), 1)


def test_the_night_in_which_clocks_go_back(file: Path, ana: Sender):
    """An answer at 03:30 on the day after, in winter time, belongs to the evening before."""
    with opened(file, MONDAY.replace(month=10, day=25, hour=2, minute=30)) as town:
        room = town.private(ana)
        does(room, ana)
        assert progress(town, room).today == date(2026, 10, 24)
        assert progress(town, room).last(1).answered == 1


# --- the picture ---------------------------------------------------------------------------------------


def test_the_picture_says_in_words_what_it_shows(town: Town, anas: Room, ana: Sender):
    """One sentence for each of its parts, and the picture is made when it is sent."""
    does(anas, ana)
    count(town, date(2026, 3, 3), Counts(25, 20, 20, 14))
    count(town, date(2026, 5, 5), Counts(10, 10, 10, 10))
    anas.says(ana, "/stats")
    reply = anas.presses(ana, "Imagen")
    assert anas.last.text.splitlines() == [
        "🗓 Tu año: respuestas en 3 días; el que más: 3 de marzo (25).",
        "🧠 De lo que volvió recordaste el 80\xa0%; en la semana más difícil, la del 2 de marzo, el 70\xa0%.",
        "📆 En 14 días vuelve una: miércoles 25.",
    ]
    assert reply.says[0].document == Document("progress", 1, "es", 1)
    assert anas.last.labels == [["▶ Otra", "📈 Estadísticas"]]
    anas.presses(ana, "Estadísticas")
    assert anas.last.text.startswith("📈 Tus números")


def test_no_week_was_harder_than_the_others(town: Town, anas: Room, ana: Sender):
    """Then the words under the picture name none."""
    does(anas, ana)
    count(town, date(2026, 3, 3), Counts(25, 20, 20, 20))
    anas.forges(ana, Numbers("picture"))
    assert "🧠 De lo que volvió recordaste el 100\xa0%." in anas.last.text.splitlines()


def test_picture_after_picture(town: Town, anas: Room, ana: Sender, luis: Sender):
    """Twenty a day; then one sentence, until tomorrow. Others have their own twenty."""
    does(anas, ana)
    does(town.private(luis), luis)
    for _ in range(20):
        assert anas.forges(ana, Numbers("picture")).says[0].document
    assert not anas.forges(ana, Numbers("picture")).says[0].document
    assert anas.last.text == (
        "Llevas 20 imágenes en un día, y más no puedo dibujarte. Vuelvo a dibujar el martes 24 a las 10:12; "
        "los números están en /stats."
    )
    assert town.private(luis).forges(luis, Numbers("picture")).says[0].document
    town.later(days=1)
    assert anas.forges(ana, Numbers("picture")).says[0].document


def test_below_the_streak(anas: Room, ana: Sender):
    """The numbers are one press away."""
    does(anas, ana)
    anas.says(ana, "/streak")
    assert anas.last.labels == [["¿Por qué?", "📈 Estadísticas"]]
    anas.presses(ana, "Estadísticas")
    assert anas.last.text.startswith("📈 Tus números")


@pytest.mark.parametrize("word", ["picture", "imagen", "Imagen", "gráfica", "PICTURE."])
def test_the_picture_by_command(anas: Room, ana: Sender, word: str):
    """The same as the button, in either language."""
    does(anas, ana)
    reply = anas.says(ana, f"/stats {word}")
    assert [say.document for say in reply.says] == [Document("progress", 1, "es", 1)]


def test_numbers_that_there_are_not(anas: Room, ana: Sender):
    """What there is instead, with a button for each of one's own."""
    does(anas, ana)
    anas.says(ana, "/stats marcianos")
    assert anas.last.text == (
        "De marcianos no tengo números. Están los tuyos, en cifras o en imagen, y los del grupo con /stats group."
    )
    assert anas.last.labels == [["📈 Estadísticas", "📅 Imagen"]]


def test_a_backlog_is_told_as_it_will_come(town: Town, anas: Room, ana: Sender):
    """Three wait and one comes a day: three days have one each."""
    for topic in ("sql", "machine", "capitales"):
        does(anas, ana, topic)
    with town.engine.begin() as db:
        people.change_learner(db, LearnerId(1), reviews_a_day=1)
    town.later(days=9)
    found = progress(town, anas)
    assert (found.due, found.share, found.ahead) == (3, 1, (1, 1, 1) + (0,) * 11)
