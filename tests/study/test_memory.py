"""One memory of each question, wherever it is asked; and what comes next, how much of it a day."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text as sql

from bot.bank import syncing
from bot.bank.survey import Look
from bot.domain.actions import GradeAs, SetAmount, SetDifficulty
from bot.domain.conversation import Sender
from bot.domain.fitting import Fit
from bot.domain.memory import EVERYBODYS, Card, Grade
from bot.store import answers, fits, people
from bot.store.engine import Connection
from bot.study.picking import pick
from tests.store.builders import questions
from tests.study.town import Room, Town, a_database, opened, said

DAY = timedelta(days=1)


@pytest.fixture
def plain(tmp_path: Path):
    """A town whose bank is empty, to be filled by the story."""
    with opened(a_database(tmp_path, notes=None)) as town:
        yield town


def fills(town: Town, count: int, *, overdue: int = 0, who: Sender | None = None) -> list[int]:
    """As many questions, the first of them overdue for this learner."""

    def work(db: Connection) -> list[int]:
        numbers = questions(db, *(f"Question {number}?" for number in range(count)))
        for late, number in enumerate(numbers[:overdue], start=1):
            due = town.now - late * timedelta(hours=1) - DAY
            learner = db.execute(sql("SELECT learner_id FROM accounts WHERE account = :a"), {"a": who.account}).scalar()
            answers.keep_card(db, learner, number, Card(2.0, 5.0, due, due - 2 * DAY))
        return numbers

    return town.desk.run(work).result(10)


def pushed(town: Town, room: Room, who: Sender) -> int | None:
    """What would come by itself now."""

    def work(db: Connection) -> int | None:
        chat = people.chat_at(db, room.place.address)
        (learner,) = people.members(db, chat.id)
        return pick(db, chat, learner, now=town.now, rng=Random(7), by_itself=True)

    return town.desk.run(work).result(10)


def welcomed(town: Town, who: Sender) -> Room:
    room = town.private(who)
    room.says(who, "/start")
    return room


def does_one(room: Room, who: Sender) -> str:
    """Asks for a question and knows it; gives how it was asked."""
    room.says(who, "/quiz")
    asked = room.last.text
    room.says(who, "/reveal")
    room.presses(who, "✓")
    return asked


def test_one_card_in_a_group_in_private_and_at_the_terminal(plain: Town, ana: Sender):
    """What is graded in a group moves the card that the private chat and the learner's terminal show."""
    fills(plain, 1)
    room, group, terminal = welcomed(plain, ana), plain.group("IA"), plain.terminal()
    learner = plain.ask("SELECT learner_id FROM accounts")[0][0]
    at_home = Sender(77, "Ana", "es")
    link = sql("INSERT INTO accounts (platform, account, learner_id) VALUES ('terminal', 77, :learner)")
    plain.desk.run(lambda db: db.execute(link, {"learner": learner})).result(10)
    group.says(ana, "/quiz")
    group.presses(ana, "Ver respuesta")
    room.presses(ana, "✓")
    assert plain.ask("SELECT count(*), max(interval) FROM cards") == [(1, 2)]
    plain.later(days=2)
    does_one(room, ana)
    plain.later(days=10)
    terminal.says(at_home, "/quiz")
    terminal.says(at_home, "/reveal")
    terminal.presses(at_home, "✗")
    assert plain.ask("SELECT DISTINCT learner_id FROM reviews") == [(learner,)]
    assert plain.ask("SELECT count(*) FROM cards") == [(1,)]
    assert plain.ask("SELECT grade FROM reviews ORDER BY id") == [(3,), (3,), (1,)]


def test_a_backlog_is_spread_over_days(plain: Town, ana: Sender):
    """It is said once; what comes by itself stops at the day's number, and goes on the next day with the most late."""
    room = welcomed(plain, ana)
    room.forges(ana, SetAmount("reviews", 10))
    fills(plain, 16, overdue=14, who=ana)
    first = does_one(room, ana)
    assert first.startswith("Tienes 14 atrasadas; hoy te pregunto 10, las más urgentes primero.\n📝 sql\nQuestion 13?")
    assert [does_one(room, ana).split("\n")[-1] for _ in range(2)] == ["Question 12?", "Question 11?"]
    for _ in range(6):
        assert "atrasadas" not in does_one(room, ana)
    assert pushed(plain, room, ana) is not None
    does_one(room, ana)
    assert pushed(plain, room, ana) is None
    assert does_one(room, ana).startswith("Ya llevas los 10 repasos de hoy; este va de más.\n")
    assert "de más" not in does_one(room, ana)
    plain.later(days=1)
    assert pushed(plain, room, ana) is not None


def test_new_ones_up_to_the_number_of_the_day(plain: Town, ana: Sender):
    """Three of them, graded or not: nothing more comes by itself, and /quiz still gives one and says so."""
    room = welcomed(plain, ana)
    room.forges(ana, SetAmount("new", 3))
    fills(plain, 5)
    does_one(room, ana)
    does_one(room, ana)
    assert pushed(plain, room, ana) is not None
    room.says(ana, "/quiz")
    assert pushed(plain, room, ana) is None
    assert does_one(room, ana).startswith("Ya llevas las 3 nuevas de hoy; esta va de más.\n")
    plain.later(days=1)
    assert pushed(plain, room, ana) is not None


def test_nothing_is_asked_twice_before_all_was_asked(plain: Town, ana: Sender):
    """Not in private, nor in a group; then what was asked longest ago comes first."""
    fills(plain, 6)
    for room in (welcomed(plain, ana), plain.group("IA")):
        seen = []
        for _ in range(12):
            plain.later(minutes=1)
            room.says(ana, "/quiz")
            seen.append(next(line for line in room.last.text.split("\n") if line.startswith("Question")))
        assert len(set(seen[:6])) == 6
        assert seen[6:] == seen[:6]


def test_the_daily_numbers_by_buttons(plain: Town, ana: Sender):
    """The page marks what holds, each press changes it in place, and the settings say it."""
    room = welcomed(plain, ana)
    room.says(ana, "/settings")
    assert "🌱 Hasta 10 preguntas nuevas y 20 repasos al día" in room.last.text
    room.presses(ana, "Cuántas al día")
    assert room.last.labels[:2] == [
        ["🌱 3", "🌱 5", "✓ 10", "🌱 20", "🌱 50"],
        ["🔁 10", "✓ 20", "🔁 50", "🔁 100", "🔁 200"],
    ]
    room.presses(ana, "🌱 5")
    room.presses(ana, "🔁 100")
    assert "✓ 5" in room.last.labels[0]
    room.presses(ana, "◀")
    assert "🌱 Hasta 5 preguntas nuevas y 100 repasos al día" in room.last.text


@pytest.mark.parametrize("action", [SetAmount("new", 7), SetAmount("old", 10), SetDifficulty("hrad")])
def test_a_number_that_no_button_offers(plain: Town, ana: Sender, action):
    """A notice, and everything stays as it was."""
    room = welcomed(plain, ana)
    before = plain.everything()["learners"]
    assert room.forges(ana, action).notice.startswith("No conozco ese botón")
    assert plain.everything()["learners"] == before


def test_only_as_hard_as_one_wants(plain: Town, ana: Sender):
    """A question of another difficulty is not asked, one that states none is; where none is left, buttons help."""
    room = welcomed(plain, ana)
    (easy, _), change = fills(plain, 2), sql("UPDATE variants SET difficulty = 'easy' WHERE question_id = :number")
    plain.desk.run(lambda db: db.execute(change, {"number": easy})).result(10)
    room.says(ana, "/settings")
    room.presses(ana, "Dificultad")
    room.presses(ana, "Difíciles")
    assert [does_one(room, ana)[-11:] for _ in range(2)] == ["Question 1?"] * 2
    plain.desk.run(lambda db: db.execute(sql("UPDATE variants SET difficulty = 'easy'"))).result(10)
    assert said(room.says(ana, "/quiz")) == [
        "Nada de lo que has elegido tiene esta dificultad. Elige otra, u otros temas."
    ]
    assert room.last.labels == [["🎚 Dificultad", "📚 Temas"]]
    room.presses(ana, "Dificultad")
    room.presses(ana, "Cualquiera")
    assert does_one(room, ana)


def test_a_grade_is_taken_back_twice_and_a_day_later(plain: Town, ana: Sender):
    """The card is as it was before the grade, however often one changes one's mind."""
    fills(plain, 1)
    room = welcomed(plain, ana)
    does_one(room, ana)
    plain.later(days=1)
    for _ in range(2):
        room.presses(ana, "Deshacer")
        assert plain.ask("SELECT * FROM cards") == plain.ask("SELECT * FROM reviews") == []
        room.presses(ana, "✗")
    assert plain.ask("SELECT interval FROM cards") == [(1,)]
    twice = room.shown[-1]
    undo = twice.button("Deshacer")
    room.presses(ana, "Deshacer")
    assert room.forges(ana, undo, on=twice).notice == "Deshecho. ¿Qué tal te ha ido?"
    assert plain.ask("SELECT * FROM cards") == []


def test_a_grade_with_a_later_review_stays(plain: Town, ana: Sender):
    """Only the latest of a question can be taken back."""
    fills(plain, 1)
    room = welcomed(plain, ana)
    does_one(room, ana)
    first = room.last
    undo = first.button("Deshacer")
    plain.later(days=2)
    does_one(room, ana)
    before = plain.everything()["cards"]
    assert room.forges(ana, undo, on=first).notice == "Después has vuelto a valorar esta pregunta; esa nota se queda."
    assert plain.everything()["cards"] == before


def test_a_clock_that_goes_back(plain: Town, ana: Sender):
    """A review from the future counts as of the same day; the next one comes within days, and nothing fails."""
    fills(plain, 2)
    room = welcomed(plain, ana)
    plain.later(days=30)
    does_one(room, ana)
    plain.later(days=-30)
    room.says(ana, "/quiz")
    room.presses(ana, "Ver respuesta")
    room.presses(ana, "✓")
    assert room.presses(ana, "Deshacer").notice == "Deshecho. ¿Qué tal te ha ido?"
    room.presses(ana, "✓")
    assert len(plain.ask("SELECT * FROM cards")) == 2


def test_grades_follow_the_learners_own_parameters(plain: Town, ana: Sender):
    """Once they are fitted, the buttons and the card say what they say."""
    fills(plain, 1)
    room = welcomed(plain, ana)
    learner = plain.ask("SELECT learner_id FROM accounts")[0][0]
    mine = (*(value * 3 for value in EVERYBODYS[:4]), *EVERYBODYS[4:])
    plain.desk.run(lambda db: fits.keep_fit(db, learner, Fit(mine, 400, 0.5, 0.4), plain.now)).result(10)
    room.says(ana, "/quiz")
    room.says(ana, "/reveal")
    assert room.last.labels == [["✗ Aún no · mañana", "✓ Sí · en 7 días", "…"]]
    room.presses(ana, "…")
    assert [label for row in room.last.labels for label in row][-1] == "Fácil · en 25 días"
    room.presses(ana, "Bien")
    assert plain.ask("SELECT interval FROM cards") == [(7,)]


def test_a_strongly_edited_question_is_asked_again_soon(tmp_path: Path, ana: Sender):
    """A synchronised note: a corrected slip keeps the date, another answer brings it forward; undo works after both."""
    vault = tmp_path / "vault"
    vault.mkdir()
    note = vault / "note.md"
    note.write_text("## What is a closure?\n\nA funtion together with its variables.\n", encoding="utf-8")
    with opened(a_database(tmp_path, notes=vault)) as town:
        room = welcomed(town, ana)
        room.says(ana, "/quiz")
        room.says(ana, "/reveal")
        room.presses(ana, "…")
        room.presses(ana, "Fácil")
        before = town.ask("SELECT due, interval, stability FROM cards")
        loaded = edits(town, note, "## What is a closure?\n\nA function together with its variables.\n")
        assert (loaded.count("changed"), loaded.asked_again) == (1, 0)
        assert town.ask("SELECT due, interval, stability FROM cards") == before
        loaded = edits(town, note, "## What is a closure?\n\nWhat remains open when a shop shuts for good.\n")
        assert (loaded.count("changed"), loaded.asked_again) == (1, 1)
        assert town.ask("SELECT interval, stability FROM cards") == [(1, before[0][2])]
        town.later(days=1)
        assert "closure" in does_one(room, ana)
        room.presses(ana, "Deshacer")
        assert town.ask("SELECT interval, stability FROM cards") == [(1, before[0][2])]


def edits(town: Town, note: Path, text: str):
    note.write_text(text, encoding="utf-8")
    return syncing.sync(town.engine, Look([note.parent], "es", "auto"), town.now).loaded


def test_a_grade_of_a_delivery_graded_already(plain: Town, ana: Sender):
    """The first grade stays until it is taken back."""
    fills(plain, 1)
    room = welcomed(plain, ana)
    room.says(ana, "/quiz")
    room.says(ana, "/reveal")
    easy = room.last.button("✓")
    room.presses(ana, "✗")
    before = plain.everything()["cards"]
    room.forges(ana, replace(easy, grade=Grade.EASY) if isinstance(easy, GradeAs) else easy)
    assert plain.everything()["cards"] == before
