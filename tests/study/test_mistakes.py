"""What got away from somebody lately."""

from pathlib import Path

from bot.domain import actions
from bot.domain.conversation import Reply, Sender
from tests.study.test_situations import loads, without
from tests.study.town import Town, a_database, opened, said

EMPTY = "En los últimos 30 días no se te ha resistido ninguna. ¡Bravo! ¿Te hago una?"


def test_nothing_was_missed(town: Town, ana: Sender):
    """A warm sentence, and a question is offered."""
    room = town.private(ana)
    assert said(room.says(ana, "/mistakes")) == [EMPTY]
    assert room.last.labels == [["▶ Sí"]]


def test_what_was_missed_latest_first(town: Town, ana: Sender):
    """A grade “again” and a wrong choice, each with its day; what was known is not there."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas")
    room.presses(ana, "Aún no")
    town.later(days=1)
    room.says(ana, "/quiz redes")
    room.presses(ana, "80")
    room.says(ana, "/quiz capitales")
    room.says(ana, "París")
    room.presses(ana, "✓ Sí")
    room.says(ana, "/mistakes")
    assert room.last.text == (
        "🔁 2 preguntas que se te resistieron en los últimos 30 días:\n"
        "1. ¿Qué puerto usa HTTPS? · Redes, mar, 24 nov\n"
        "2. ¿Qué diferencia hay entre WHERE y HAVING? · SQL, lun, 23 nov"
    )
    assert room.last.labels == [["👁 1", "👁 2"], ["▶ Preguntármelas (2)"]]
    room.presses(ana, "👁 2")
    assert room.last.text.startswith("SQL\n¿Qué diferencia hay entre WHERE y HAVING?\n\nHas tocado 1 de 2 ideas:")


def test_asking_them_again(town: Town, ana: Sender):
    """A round in the order of the list; what is known then leaves it."""
    room = town.private(ana)
    for topic in ("sql", "redes"):
        room.says(ana, f"/quiz {topic}")
        room.presses(ana, "Ver respuesta")
        room.presses(ana, "Aún no")
        town.later(minutes=1)
    room.says(ana, "/mistakes")
    room.presses(ana, "Preguntármelas")
    assert room.last.text == "📝 Redes · 1/2\n¿Qué puerto usa HTTPS?"
    room.presses(ana, "443")
    room.presses(ana, "✓ Sí")
    assert room.last.text.startswith("📝 SQL · 2/2")
    assert said(room.says(ana, "/mistakes"))[0].startswith(
        "🔁 1 pregunta que se te resistió en los últimos 30 días:\n1. ¿Qué dif"
    )


def test_what_is_long_ago(town: Town, ana: Sender):
    """After thirty days it is forgiven."""
    room = town.private(ana)
    room.says(ana, "/quiz redes")
    room.presses(ana, "80")
    town.later(days=31)
    assert said(room.says(ana, "/mistakes")) == [EMPTY]


def test_an_answer_that_was_right_after_all(town: Town, ana: Sender):
    """“I had it right” takes it off the list; an undone grade does, too."""
    room = town.private(ana)
    room.says(ana, "/quiz capitales")
    room.says(ana, "La Ville Lumière")
    assert "1 pregunta" in said(room.says(ana, "/mistakes"))[0]
    room.presses(ana, "Lo decía bien")
    assert said(room.says(ana, "/mistakes")) == [EMPTY]
    room.says(ana, "/quiz sql")
    room.presses(ana, "Ver respuesta")
    room.presses(ana, "Aún no")
    room.presses(ana, "Deshacer")
    assert said(room.says(ana, "/mistakes")) == [EMPTY]


def test_more_than_a_page(tmp_path: Path, ana: Sender):
    """Eight on a page; the buttons turn it in the same message, and a forged page is the last."""
    notes = tmp_path / "notes"
    notes.mkdir()
    questions = "\n".join(f"### ¿Cuánto es {n} por 7?\n\n= {n * 7}\n" for n in range(2, 14))
    (notes / "a.md").write_text(f"---\nlang: es\nquestions: h3\n---\n\n## Tablas\n\n{questions}")
    with opened(a_database(tmp_path, notes)) as town:
        room = town.private(ana)
        room.says(ana, "/quiz 12")
        for _ in range(12):
            room.says(ana, "1")
            room.presses(ana, "Aún no")
        room.says(ana, "/mistakes")
        listed = room.last
        assert listed.text.startswith("🔁 12 preguntas que se te resistieron en los últimos 30 días:\n1. ")
        assert (len(listed.text.split("\n")), listed.labels[1:]) == (1 + 8, [["Más ▶"], ["▶ Preguntármelas (10)"]])
        room.presses(ana, "Más")
        last = [["👁 1", "👁 2", "👁 3", "👁 4"], ["◀ Atrás"], ["▶ Preguntármelas (10)"]]
        assert (len(listed.text.split("\n")), listed.labels) == (1 + 4, last)
        room.forges(ana, actions.Mistakes(10**6), on=listed)
        assert listed.labels == last


def test_in_a_group(town: Town, ana: Sender):
    """It is nobody else's business: a link leads to the list in private."""
    group, private = town.group("IA"), town.private(ana)
    group.says(ana, "/mistakes@repaso_bot")
    assert group.last.text == "Lo que se te resiste es solo cosa tuya: te lo enseño en privado."
    action = group.last.button("Verlo en privado")
    assert isinstance(action, actions.OpenPrivately)
    private.says(ana, f"/start {action.payload}")
    assert private.last.text == EMPTY
    unknown = Reply(notice="No conozco ese botón. ¿Seguimos con /quiz?")
    assert [group.forges(ana, one) for one in (actions.Mistakes(0), actions.AskMistakes())] == [unknown, unknown]


def test_a_question_that_is_not_in_the_notes_any_more(town: Town, ana: Sender, tmp_path: Path):
    """It is neither listed nor asked."""
    room = town.private(ana)
    room.says(ana, "/quiz redes")
    room.presses(ana, "80")
    room.says(ana, "/mistakes")
    loads(town, without(tmp_path / "notes", "https"))
    assert room.presses(ana, "Preguntármelas").notice == EMPTY
    assert said(room.says(ana, "/mistakes")) == [EMPTY]
