"""/report: a question is wrong; its learner says why, and whoever looks after the questions hears of it."""

import pytest

from bot.bank.upload import read_upload
from bot.domain.actions import CloseReport, NoWords, ReportAs
from bot.domain.allowances import USUAL, Costly
from bot.domain.conversation import Command, LearnerId, Presence, Reply, Sender
from bot.store import allowances
from tests.study.town import ADMIN, Room, Town, said

HOST = Sender(ADMIN, "Marta", "en")
TOLD = "¡Gracias! Ya lo tiene quien cuida las preguntas."
KEPT = "¡Gracias! Lo he apuntado en la lista de quien cuida las preguntas."
UNKNOWN = "No conozco ese botón. ¿Seguimos con /quiz?"
REASONS = [
    ["La respuesta está mal"],
    ["No se entiende"],
    ["Tiene una errata"],
    ["Se ha quedado antigua"],
    ["Otra cosa"],
]
DECK = "# Ríos\n\n## ¿Qué río pasa por Sevilla?\n\nEl **Guadalquivir**.\n"


@pytest.fixture
def hosts(town: Town) -> Room:
    """The private chat of who looks after the bot."""
    room = town.private(HOST)
    room.says(HOST, "/start")
    return room


@pytest.fixture
def anas(town: Town, ana: Sender) -> Room:
    """Ana's private chat, with an open question."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    return room


def kept(town: Town) -> list[tuple[object, ...]]:
    """Reason and words of all reports."""
    return town.ask("SELECT reason, words FROM reports ORDER BY id")


def test_by_a_button(town: Town, hosts: Room, anas: Room, ana: Sender):
    """The reasons come as buttons; the same message thanks, and the admin reads file, line and question."""
    anas.says(ana, "/report")
    assert anas.last.text == "¿Qué le pasa a esta pregunta?\n¿Qué diferencia hay entre WHERE y HAVING?"
    assert anas.last.labels == REASONS
    anas.presses(ana, "La respuesta está mal")
    assert (anas.last.text, anas.last.rows) == (TOLD, ())
    assert kept(town) == [("wrong", "")]
    file, line = town.ask("SELECT file, line FROM variants WHERE prompt LIKE 'What is the difference between WHERE%'")[
        0
    ]
    assert hosts.last.text == f"🚩 Wrong answer · {file}:{line}\nWhat is the difference between WHERE and HAVING?"
    assert hosts.last.labels == [["✓ Done"]]


def test_the_admin_is_done(town: Town, hosts: Room, anas: Room, ana: Sender):
    """The button goes, and the report is off the list; a second press says the same."""
    anas.says(ana, "/report")
    anas.presses(ana, "errata")
    done = hosts.last.button("Done")
    assert done
    assert hosts.presses(HOST, "Done").notice == "Done: it is off the list."
    assert hosts.last.rows == ()
    assert town.ask("SELECT COUNT(*) FROM reports WHERE closed_at IS NULL") == [(0,)]
    assert hosts.forges(HOST, done).notice == "Done: it is off the list."


def test_only_an_admin_closes(town: Town, hosts: Room, anas: Room, ana: Sender):
    """A forged button closes nothing."""
    anas.says(ana, "/report")
    anas.presses(ana, "errata")
    assert anas.forges(ana, CloseReport(1)) == Reply(notice=UNKNOWN)
    assert town.ask("SELECT COUNT(*) FROM reports WHERE closed_at IS NULL") == [(1,)]


def test_nobody_looks_after_the_bot_here(town: Town, anas: Room, ana: Sender):
    """The admin never started the bot: the report is kept, and the learner is told what is true."""
    anas.says(ana, "/report")
    reply = anas.presses(ana, "No se entiende")
    assert anas.last.text == KEPT
    assert reply.says == ()
    assert kept(town) == [("unclear", "")]


def test_the_admin_has_blocked_the_bot(town: Town, hosts: Room, anas: Room, ana: Sender):
    """Nothing is sent there."""
    town.hears(hosts, HOST, Presence(here=False), at=None, message=0)
    anas.says(ana, "/report")
    assert anas.presses(ana, "antigua").says == ()
    assert anas.last.text == KEPT


def test_something_else(town: Town, hosts: Room, anas: Room, ana: Sender):
    """The bot asks for words, takes the next message for them, and then hears answers again."""
    anas.says(ana, "/report")
    anas.presses(ana, "Otra cosa")
    assert (anas.last.text, anas.last.labels) == ("Cuéntame en un mensaje qué le pasa.", [["Déjalo"]])
    before = len(hosts.shown)
    anas.says(ana, "  falta HAVING sin GROUP BY  ")
    assert anas.last.text == TOLD
    assert kept(town) == [("other", "falta HAVING sin GROUP BY")]
    assert len(hosts.shown) == before + 1
    assert hosts.last.text.endswith("\n“falta HAVING sin GROUP BY”")
    anas.says(ana, "filas y grupos")
    assert town.ask("SELECT text FROM answers") == [("filas y grupos",)]


def test_the_words_with_the_command(town: Town, hosts: Room, anas: Room, ana: Sender):
    """They are taken at once."""
    assert said(anas.says(ana, "/report falta el GROUP BY"))[0] == TOLD
    assert kept(town) == [("other", "falta el GROUP BY")]
    assert said(anas.says(ana, "/report otra vez")) == ["Eso ya me lo habías contado, gracias: sigue en la lista."]
    assert kept(town) == [("other", "falta el GROUP BY")]


def test_never_mind(town: Town, anas: Room, ana: Sender):
    """Nothing is kept, and the next text is an answer."""
    anas.says(ana, "/report")
    anas.presses(ana, "Otra cosa")
    anas.presses(ana, "Déjalo")
    assert anas.last.text == "Vale, todo queda como estaba."
    assert kept(town) == []
    anas.says(ana, "filas y grupos")
    assert len(town.ask("SELECT * FROM answers")) == 1
    anas.forges(ana, NoWords())
    assert kept(town) == []


@pytest.mark.parametrize("meanwhile", ["a quarter of an hour", "another question", "a reply to the question"])
def test_an_answer_is_no_report(town: Town, anas: Room, ana: Sender, meanwhile: str):
    """What the bot waits for too long, or what plainly belongs to a question, is not taken for words."""
    question = anas.last
    anas.says(ana, "/report")
    anas.presses(ana, "Otra cosa")
    town.later(minutes=1)
    if meanwhile == "a quarter of an hour":
        town.later(minutes=15)
    if meanwhile == "another question":
        anas.says(ana, "/quiz sql")
    anas.says(ana, "filas y grupos", reply_to=question if "reply" in meanwhile else None)
    assert town.ask("SELECT text FROM answers") == [("filas y grupos",)]
    assert kept(town) == [("other", "")]


def test_the_same_again(town: Town, hosts: Room, anas: Room, ana: Sender):
    """It is kept once, and nobody is told twice; closed, it may be said again."""
    anas.says(ana, "/report")
    press = anas.last.button("errata")
    assert press
    anas.forges(ana, press)
    before = len(hosts.shown)
    anas.forges(ana, press)
    assert anas.last.text == "Eso ya me lo habías contado, gracias: sigue en la lista."
    assert len(hosts.shown) == before
    hosts.presses(HOST, "Done")
    anas.forges(ana, press)
    assert anas.last.text == TOLD
    assert town.ask("SELECT COUNT(*), COUNT(closed_at) FROM reports") == [(1, 0)]


def test_nothing_was_asked_yet(town: Town, ana: Sender):
    """A warm sentence, and a question."""
    room = town.private(ana)
    room.says(ana, "/report")
    assert room.last.text == "Aquí todavía no he preguntado nada que pueda estar mal. ¿Te hago una?"
    room.presses(ana, "Sí")
    assert town.ask("SELECT COUNT(*) FROM deliveries") == [(1,)]


def test_the_last_question_after_its_answer(town: Town, anas: Room, ana: Sender):
    """It can be reported after its model answer was seen: that is when one knows."""
    anas.says(ana, "/reveal")
    anas.says(ana, "/report")
    assert "WHERE y HAVING" in anas.last.text


def test_a_question_of_weeks_ago(town: Town, anas: Room, ana: Sender):
    """A reply to it says which is meant."""
    old = anas.last
    anas.says(ana, "/skip")
    anas.says(ana, "/quiz capitales")
    town.later(days=20)
    town.hears(anas, ana, Command("report", reply_to=old.id), at=None, message=90)
    assert "WHERE y HAVING" in anas.last.text


def test_a_question_of_ones_own_deck(town: Town, hosts: Room, ana: Sender):
    """Its owner is told where it stands; nobody else hears of it, also by a forged button."""
    room = town.private(ana)
    town.hears(room, ana, read_upload("rios.md", DECK.encode(), default_language="es"), at=None, message=1)
    room.presses(ana, "Pregunta de este mazo")
    before = len(hosts.shown)
    sentence = (
        "Esta pregunta es de tu mazo rios.md, que nadie más ve. Corrige rios.md:3 en tus apuntes y vuelve a enviarme "
        "el archivo."
    )
    assert said(room.says(ana, "/report")) == [sentence]
    assert said(room.says(ana, "/report con palabras")) == [sentence]
    delivery = town.ask("SELECT MAX(id) FROM deliveries")[0][0]
    room.forges(ana, ReportAs(delivery, "typo"))
    assert kept(town) == []
    assert len(hosts.shown) == before


@pytest.mark.parametrize("action", [ReportAs(1, "nonsense"), ReportAs(1, ""), ReportAs(999, "typo")], ids=repr)
def test_a_forged_reason(town: Town, anas: Room, ana: Sender, action: ReportAs):
    """A notice, and nothing is kept."""
    assert anas.forges(ana, action) == Reply(notice=UNKNOWN)
    assert kept(town) == []


def test_another_ones_question(town: Town, anas: Room, luis: Sender):
    """Luis cannot report what was asked in Ana's chat."""
    room = town.private(luis)
    room.says(luis, "/start")
    assert room.forges(luis, ReportAs(1, "typo")) == Reply(notice=UNKNOWN)


def test_more_than_anybody_finds_in_a_day(town: Town, anas: Room, ana: Sender):
    """After twenty it says so; the next day it listens again."""
    with town.engine.begin() as db:
        for _ in range(20):
            allowances.spend(db, LearnerId(1), Costly.REPORT, USUAL[Costly.REPORT], town.now)
    sentence = "En un día me has avisado de 20 preguntas, ¡gracias! Apunto más el martes 24 a las 10:12."
    assert said(anas.says(ana, "/report")) == [sentence]
    assert said(anas.says(ana, "/report y con palabras")) == [sentence]
    town.later(days=1)
    anas.says(ana, "/report")
    assert anas.last.labels == REASONS


def test_in_a_group_with_a_private_chat(town: Town, hosts: Room, anas: Room, ana: Sender, luis: Sender):
    """The reasons come in private; in the group nobody reads anything."""
    group = town.group("IA")
    group.says(luis, "/quiz capitales")
    question = group.last
    group.says(luis, "/quiz redes")
    before = len(group.shown)
    reply = town.hears(group, ana, Command("report", addressed=True, reply_to=question.id), at=None, message=70)
    assert reply.received
    assert len(group.shown) == before
    assert "capital" in anas.last.text
    anas.presses(ana, "No se entiende")
    assert anas.last.text == TOLD
    assert len(group.shown) == before


def test_in_a_group_without_a_private_chat(town: Town, ana: Sender, luis: Sender):
    """A link leads there, and opens the reasons."""
    group, private = town.group("IA"), town.private(ana)
    group.says(luis, "/quiz capitales")
    group.says(ana, "/report")
    assert group.last.text == "Cuéntame en privado qué le pasa, para no dar pistas aquí."
    private.follows(ana, "Contarlo en privado", on=group.last)
    assert private.last.labels == REASONS
    private.presses(ana, "errata")
    assert kept(town) == [("typo", "")]


def test_words_in_a_group(town: Town, ana: Sender, luis: Sender):
    """They are kept, and thanked for where they were written."""
    group = town.group("IA")
    group.says(luis, "/quiz capitales")
    assert said(group.says(ana, "/report hay dos capitales")) == [KEPT]
    assert kept(town) == [("other", "hay dos capitales")]


def test_words_of_any_length(town: Town, anas: Room, ana: Sender):
    """What no database takes is left out, and the rest is cut."""
    anas.says(ana, "/report \0" + "á" * 4000)
    assert kept(town) == [("other", "á" * 999)]
