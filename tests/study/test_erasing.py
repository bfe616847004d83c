"""/deleteme: nothing of a person stays, wherever they wrote it; the others keep what is theirs."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import logs
from bot.bank.upload import read_upload
from bot.domain.actions import Action, EraseMe, MyData, OpenPrivately
from bot.domain.conversation import READ, Attached, ChatKind, Incoming, Presence, Reply, Sender, Text
from bot.store import erasing, updates
from bot.store.engine import empty_log
from tests.study.town import ADMIN, Room, Town, opened, plain, said

MARK = "zqx"
"""Stands in everything that Zoe writes, and nowhere else."""

ACCOUNT = 918273645
ZOE = Sender(ACCOUNT, f"Zoe{MARK}name", "es")
HOST = Sender(ADMIN, "Host", "es")
DECK = f"# Tema {MARK}topic\n\n## ¿Qué es {MARK}question?\n\nEs {MARK}modelanswer.\n\n## ¿{MARK}empty?\n"
ASKED = (
    "¿Borro todo lo que guardo de ti? Tus respuestas, tu progreso, tu racha, tus horas y tus mazos desaparecerán, "
    "y nadie podrá recuperarlos."
)
ERASED = (
    "Hecho: ya no guardo nada de ti. Lo que queda escrito en este chat solo puedes borrarlo tú. Si algún día quieres "
    "volver a empezar, escribe /start."
)


def erases(room: Room, who: Sender) -> Reply:
    """Somebody whom the bot knows asks for it and says yes."""
    room.says(who, "/help")
    room.says(who, "/deleteme")
    return room.presses(who, "Sí, bórralo todo")


def lives(town: Town) -> None:
    """Zoe goes through every door that there is, and leaves her mark behind each."""
    private, group = town.private(ZOE), town.group("IA")
    town.private(HOST).says(HOST, "/start")
    for text in (
        *("/start", f"/start {MARK}payload", "/quiz sql", f"filas {MARK}answer", f"/quiz {MARK}quiz"),
        *(f"/daily {MARK}hour", "/daily 09:00 20:00", f"/timezone {MARK}zone", f"/language {MARK}lang"),
        *(f"/{MARK}command", "/topics", "/quiz capitales", f"{MARK}short", "/streak", "/settings"),
        *(f"/report {MARK}reportargument", "/quiz metricas", "a", "/report"),
    ):
        private.says(ZOE, text)
    private.presses(ZOE, "Otra cosa")
    private.says(ZOE, f"{MARK}reportwords")
    private.sends_sticker(ZOE)
    uploads(town, private)
    private.presses(ZOE, "Pregunta de este mazo")
    private.says(ZOE, f"{MARK}deckanswer")
    private.says(ZOE, "/report")
    private.says(ZOE, "/mydata")
    group.says(ZOE, "/quiz sql")
    group.says(ZOE, f"grupos {MARK}groupanswer", reply_to=group.last)
    group.says(ZOE, f"/quiz {MARK}groupquiz")


def uploads(town: Town, room: Room) -> None:
    """Her own deck, as a file."""
    name = f"{MARK}file.md"
    town.hears(room, ZOE, Attached(name, f"{MARK}fileid", 100), at=None, message=1)
    town.hears(room, ZOE, read_upload(name, DECK.encode(), default_language="es"), at=None, message=1)


@pytest.fixture
def all_logged(restored_logging: None) -> list[str]:
    """Every line that the program logs at DEBUG."""
    lines: list[str] = []

    class Keeps(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(logging.Formatter("%(name)s %(message)s").format(record))

    logs.set_up("DEBUG", "console")
    logging.getLogger().addHandler(Keeps())
    return lines


def holding(town: Town, what: str) -> list[str]:
    """Where this stands in the database: table and row."""
    return [
        f"{table}: {row}"
        for table, rows in town.everything().items()
        for row in rows
        if any(what.lower() in str(value).lower() for value in row)
    ]


def bytes_of(file: Path) -> bytes:
    """The database's file and what lies beside it."""
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))


def test_nothing_of_her_stays(file: Path, all_logged: list[str], luis: Sender):
    """Not in a row, not in a byte of the file, not in a log line at DEBUG, though she wrote through every door."""
    with opened(file) as town:
        group = town.group("IA")
        group.says(luis, "/quiz sql")
        group.says(luis, "filas y grupos", reply_to=group.last)
        lives(town)
        assert f"Zoe{MARK}name" in said(group.says(luis, "/top"))[0]
        assert len(holding(town, MARK)) > 25
        assert town.private(HOST).last.text.endswith(f"“{MARK}reportwords”")

        assert plain(erases(town.private(ZOE), ZOE).edits[0].body or ()) == ERASED
        assert holding(town, MARK) == []
        assert town.ask("SELECT name FROM learners ORDER BY id") == [("Luis",), ("Host",)]
        assert town.ask("SELECT text FROM answers") == [("filas y grupos",)]
        assert said(group.says(luis, "/top")) == ["🏆 Rachas · IA\n🥇 Luis 1 🔥"]

        assert [row.split(":")[0] for row in holding(town, str(ACCOUNT))] == ["handled"]
        town.desk.run(lambda db: updates.forget_old(db, town.now + timedelta(days=3))).result(5)
        assert holding(town, str(ACCOUNT)) == []
        empty_log(str(town.engine.url))
        assert MARK.encode() not in bytes_of(file).lower()
    assert [line for line in all_logged if MARK in line.lower()] == []


def test_a_log_at_debug_hears_what_happens(file: Path, all_logged: list[str], ana: Sender):
    """The lines of the test above are there to be looked at: our own loggers are not silenced."""
    with opened(file) as town:
        town.desk.run(lambda db: db.exec_driver_sql("SELECT nonsense"))
        town.private(ana).says(ana, "/start")
        logging.getLogger("bot.study").debug("here")
    assert "bot.study here" in all_logged


def test_she_is_greeted_as_a_stranger(town: Town):
    """With a new number, no hour, no question done: whatever she does next begins from nothing."""
    lives(town)
    room = town.private(ZOE)
    old = town.ask("SELECT MAX(id) FROM learners")[0][0]
    erases(room, ZOE)
    assert said(room.says(ZOE, "/start"))[0].startswith(f"¡Hola, {ZOE.name}! Cada día te pregunto algo")
    assert said(room.says(ZOE, "/streak"))[0].startswith("Todavía no tienes racha")
    assert said(room.says(ZOE, "/decks"))[0].startswith("📚 Todavía no tienes mazos")
    assert town.ask("SELECT id FROM learners WHERE name = :name", name=ZOE.name) != [(old,)]


def test_the_only_learner_that_there_is(town: Town, ana: Sender):
    """Numbers do not come again, so that her old buttons mean nobody, and no delivery of hers but the old one."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    question = room.last
    room.says(ana, "filas")
    grades = room.last
    erases(room, ana)
    room.says(ana, "/quiz sql")
    assert town.ask("SELECT learners.id, deliveries.id FROM learners, deliveries") == [(2, 2)]
    for shown in (question, grades):
        for row in shown.rows:
            for button in row:
                notice = room.forges(ana, button.action, on=shown).notice
                assert notice in {"No conozco ese botón. ¿Seguimos con /quiz?", "Estos botones son de quien respondió."}
    assert town.ask("SELECT * FROM turns") == []


def test_no_keeps_everything(town: Town, ana: Sender):
    """The same message says that all is as it was."""
    room = town.private(ana)
    room.says(ana, "/start")
    before = [town.ask(f"SELECT * FROM {table}") for table in ("learners", "chats", "members")]
    room.says(ana, "/deleteme")
    assert room.last.text == ASKED
    assert room.last.labels == [["🗑 Sí, bórralo todo"], ["No, déjalo", "📦 Antes, mis datos"]]
    room.presses(ana, "No, déjalo")
    assert (room.last.text, room.last.rows) == ("Vale, todo sigue como estaba. ¿Seguimos con /quiz?", ())
    assert [town.ask(f"SELECT * FROM {table}") for table in ("learners", "chats", "members")] == before


def test_her_data_first(town: Town, ana: Sender):
    """The third button sends them, and the question still stands."""
    room = town.private(ana)
    room.says(ana, "/start")
    room.says(ana, "/deleteme")
    question = room.last
    (say,) = room.presses(ana, "Antes, mis datos").says
    assert say.document
    assert question.rows


def test_a_press_twice(town: Town, ana: Sender):
    """The second finds nobody: it says so and makes nothing known of her, as do her other old buttons."""
    room = town.private(ana)
    room.says(ana, "/start")
    hours = room.last
    room.says(ana, "/deleteme")
    sure = room.last.button("Sí")
    assert sure
    room.forges(ana, sure)
    for action in (sure, MyData(), EraseMe(1, 0), hours.button("09:00")):
        assert action
        assert room.forges(ana, action).notice == (
            "Ya no guardo nada de ti, así que este botón no lleva a ninguna parte. Con /start empezamos de nuevo."
        )
    assert town.ask("SELECT * FROM learners") == []
    assert town.ask("SELECT * FROM chats") == []


def test_the_update_itself_twice(town: Town, ana: Sender):
    """A platform brings it once more: the same reply, and nothing changes."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "filas y grupos")
    said_before = list(town.handled)
    reply = erases(room, ana)
    after = town.everything()
    assert town.again(town.handled[-1]) == reply
    assert [town.again(one) for one in said_before] == [Reply()] * len(said_before)
    assert town.everything() == after


def test_an_old_button_after_beginning_anew(town: Town, ana: Sender):
    """The yes of weeks ago was for what there was then: nothing is erased, and the bot says how to."""
    room = town.private(ana)
    room.says(ana, "/start")
    room.says(ana, "/deleteme")
    sure = room.last.button("Sí")
    assert sure
    room.forges(ana, sure)
    town.later(days=20)
    room.says(ana, "/start")
    assert room.forges(ana, sure) == Reply(
        notice="Ese botón es antiguo y no he borrado nada. Con /deleteme te lo vuelvo a preguntar."
    )
    assert len(town.ask("SELECT * FROM learners")) == 1


@pytest.mark.parametrize("action", [EraseMe(1, 1), EraseMe(2, 1), EraseMe(1, 0)], ids=repr)
def test_a_forged_press_in_a_group_or_by_another(town: Town, ana: Sender, luis: Sender, action: Action):
    """Only oneself, in one's private chat."""
    group = town.group("IA")
    group.says(ana, "/quiz sql")
    town.private(luis).says(luis, "/start")
    group.forges(ana, action)
    if action != EraseMe(2, 1):
        town.private(luis).forges(luis, action)
    assert len(town.ask("SELECT * FROM learners")) == 2


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("/deleteme", "Eso es entre tú y yo: sigamos en privado."),
        ("/mydata", "Lo que guardo de ti es solo para ti: te lo envío en privado."),
    ],
)
def test_in_a_group(town: Town, ana: Sender, command: str, sentence: str):
    """A sentence, and a link that does it in private."""
    group, private = town.group("IA"), town.private(ana)
    group.says(ana, "/quiz sql")
    assert said(group.says(ana, command)) == [sentence]
    link = group.last.button("Seguir en privado")
    assert link == OpenPrivately(command[1:])
    private.follows(ana, "Seguir en privado", on=group.last)
    assert private.last.text in {ASKED, "📦 Aquí tienes todo lo que guardo de ti."}


@pytest.mark.parametrize("command", ["/deleteme", "/mydata", "/start deleteme", "/start mydata"])
def test_a_stranger_asks(town: Town, ana: Sender, mary: Sender, command: str):
    """There is nothing, and asking for it changes nothing: not in private, not in a group."""
    nothing = "No guardo nada de ti: ni una respuesta, ni siquiera tu nombre. Si quieres empezar, escribe /start."
    assert said(town.private(ana).says(ana, command)) == [nothing]
    assert said(town.group("IA").says(ana, command)) == [nothing]
    assert said(town.private(mary).says(mary, command))[0].startswith("I have nothing of you: not an answer")
    assert town.ask("SELECT * FROM learners") == []


def test_she_blocks_the_bot_afterwards(town: Town, ana: Sender):
    """The chat does not become known again."""
    room = town.private(ana)
    erases(room, ana)
    town.hears(room, ana, Presence(here=False), at=None, message=0)
    assert town.ask("SELECT * FROM chats") == []


def test_while_her_file_is_being_read(town: Town):
    """The deck comes too late: it is not kept, and she does not become known again."""
    room = town.private(ZOE)
    town.hears(room, ZOE, Attached("a.md", "id", 100), at=None, message=1)
    key = f"{town.handled[-1].key}{READ}"
    erases(room, ZOE)
    upload = read_upload("a.md", DECK.encode(), default_language="es")
    late = Incoming(key, room.place, ZOE, town.now, upload, 1)
    assert town.again(late) == Reply()
    assert holding(town, MARK) == []


def test_while_a_question_is_on_its_way(town: Town, ana: Sender):
    """What an edge reports of her deliveries afterwards is of nobody, and no fault."""
    room = town.private(ana)
    delivery = room.says(ana, "/quiz sql").says[0].delivery
    assert delivery
    erases(room, ana)
    town.desk.sent(delivery, room.place.address, [77]).result(5)
    assert town.ask("SELECT * FROM messages") == []


def test_the_group_goes_on(town: Town, ana: Sender, luis: Sender):
    """Its question stays with Luis's answer and its schedule; who is gone is not counted any more."""
    group = town.group("IA")
    group.says(replace(luis, is_admin=True), "/daily 09:00")
    group.says(ana, "/quiz sql")
    question = group.last
    group.says(ana, "filas", reply_to=question)
    group.says(luis, "filas y grupos", reply_to=question)
    assert question.text.endswith("Han respondido 2.")
    erases(town.private(ana), ana)
    assert town.ask("SELECT kind FROM chats") == [(ChatKind.GROUP,)]
    assert len(town.ask("SELECT * FROM schedules")) == 1
    assert town.ask("SELECT COUNT(*) FROM turns") == [(1,)]
    eva = Sender(1009, "Eva", "es")
    group.says(eva, "los grupos", reply_to=question)
    assert question.text.endswith("Han respondido 2.")


def test_the_terminal_that_others_use_too(town: Town, ana: Sender, luis: Sender):
    """Ana's part of it goes; the chat that they share, and Luis's answers there, stay until he goes, too."""
    room = town.terminal()
    for who in (ana, luis):
        room.says(who, "/quiz sql")
        room.says(who, f"filas de {who.name}")
    erases(room, ana)
    assert town.ask("SELECT text FROM answers") == [("filas de Luis",)]
    assert len(town.ask("SELECT * FROM deliveries")) == 2
    erases(room, luis)
    assert {table for table, rows in town.everything().items() if rows} == {
        *("handled", "notes", "questions", "sources", "variants")
    }


class Broken(Exception):
    """Something between the first row that goes and the commit."""


def test_it_fails_half_way(town: Town):
    """Nothing is gone then: it is one transaction."""
    lives(town)
    before = town.everything()

    def half(db):
        erasing.erase(db, 2)
        raise Broken

    with pytest.raises(Broken):
        town.desk.run(half).result(5)
    assert town.everything() == before


def test_her_name_in_what_others_were_told(town: Town, ana: Sender, luis: Sender):
    """Luis's board is not kept any more; his other replies are."""
    group = town.group("IA")
    group.says(ana, "/quiz sql")
    group.says(ana, "filas", reply_to=group.last)
    group.says(luis, "/top")
    board = town.handled[-1]
    group.says(luis, "/help")
    told = town.handled[-1]
    erases(town.private(ana), ana)
    assert town.again(board) == Reply()
    assert town.again(told).says


def test_a_text_that_looks_like_a_yes(town: Town, ana: Sender):
    """Only the button erases."""
    room = town.private(ana)
    room.says(ana, "/start")
    room.says(ana, "/deleteme")
    town.hears(room, ana, Text("sí"), at=None, message=50)
    assert len(town.ask("SELECT * FROM learners")) == 1


def test_a_number_written_afterwards(town: Town, ana: Sender):
    """It is no hour: nobody has asked her for one, so no question comes by itself."""
    room = town.private(ana)
    erases(room, ana)
    assert said(room.says(ana, "9")) == ["No hay ninguna pregunta abierta. ¿Te hago una?"]
    assert town.ask("SELECT * FROM schedules") == []
