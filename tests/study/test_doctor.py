"""`/doctor`: what the program itself knows to be wrong, and what a look at a group found."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.conversation import Probe, Reply, Sender
from bot.domain.diagnosis import PROBED, Diagnosis, Finding
from tests.study.pushing import at_clock
from tests.study.town import Room, Town, a_database, opened

ALL_IS_WELL = "🩺 Estoy bien y tengo todo lo que necesito. ¡Gracias por preguntar!"
NO_HOUR = "⚠ No pregunto nada por mi cuenta, porque no hay ninguna hora elegida. Elige una: /daily 9:00."
CANNOT_WRITE = (
    "⚠ No puedo escribir aquí. Un administrador puede permitírselo a todos en los permisos del grupo, o hacerme "
    "administrador."
)


@pytest.fixture
def room(town: Town, ana: Sender) -> Room:
    """Ana's private chat, with a zone and an hour."""
    room = town.private(ana)
    room.says(ana, "/timezone Madrid")
    room.says(ana, "/daily 09:00")
    return room


@pytest.fixture
def group(town: Town) -> Room:
    """A group, with a zone and an hour."""
    boss = Sender(1009, "Eva", "es", is_admin=True)
    group = town.group("IA 2026")
    group.says(boss, "/timezone Madrid")
    group.says(boss, "/daily 09:00")
    return group


def doctor(room: Room, who: Sender, *findings: Finding, lacks: tuple[str, ...] = ()) -> Reply:
    """What `/doctor` in a group says when the edge has found this there."""
    reply = room.says(who, "/doctor")
    assert reply == Reply(probe=Probe(who, room.town.now))
    return room.town.hears(room, who, Diagnosis(frozenset(findings), lacks, hears_all=False), at=None, message=1)


def checked(room: Room, who: Sender) -> str:
    """What `/doctor` says in private."""
    room.says(who, "/doctor")
    return room.last.text


def test_nothing_is_wrong(room: Room, ana: Sender):
    """One sentence, and when the next question comes."""
    assert checked(room, ana) == f"{ALL_IS_WELL}\nLa próxima: martes 24 a las 09:00."


def test_somebody_new(town: Town, mary: Sender):
    """No hour is chosen and the zone is a guess; what there is is said last."""
    assert checked(town.private(mary), mary) == (
        "🩺 I found 2 things to look at:\n"
        "⚠ I ask nothing by myself, because no hour is chosen. Choose one: /daily 9:00.\n"
        "⚠ I only guess the time zone: in Madrid it is 10:12 now. If that is not your clock, write me your city: "
        "/timezone Madrid.\n"
        f"✓ There are {questions(town)} questions to ask."
    )


def questions(town: Town) -> int:
    return town.ask("SELECT count(*) FROM questions")[0][0]


def test_daily_was_ended(room: Room, ana: Sender):
    """Nothing comes by itself, and there is no next one."""
    room.says(ana, "/daily off")
    assert NO_HOUR in checked(room, ana)
    assert "La próxima" not in room.last.text


def test_all_hours_are_quiet(room: Room, ana: Sender):
    """The question waits, and the last line says until when; another hour outside of it ends the warning."""
    room.says(ana, "/daily quiet 8-10")
    assert "Todas las horas caen en las de silencio (de 08:00 a 10:00)" in checked(room, ana)
    assert room.last.text.endswith("La próxima: martes 24 a las 10:00.")
    room.says(ana, "/daily 09:00 20:00")
    assert checked(room, ana).startswith(ALL_IS_WELL)


def test_a_break(room: Room, ana: Sender):
    """It is named, with its last day and how to end it."""
    room.says(ana, "/pause 3")
    assert "⏸ Estás de descanso hasta el " in checked(room, ana)
    room.says(ana, "/resume")
    assert checked(room, ana).startswith(ALL_IS_WELL)


def test_no_bank_is_loaded(tmp_path: Path, ana: Sender):
    """The host has to load one."""
    with opened(a_database(tmp_path, notes=None)) as town:
        said = checked(town.private(ana), ana)
    assert "⚠ Aquí todavía no hay preguntas: quien aloja el bot puede cargar apuntes con repaso bank sync." in said
    assert "✓" not in said


def change(town: Town, statement: str) -> None:
    town.desk.run(lambda db: db.exec_driver_sql(statement)).result(10)


def test_no_question_in_the_language_of_the_chat(town: Town, room: Room, ana: Sender):
    """They come in another one, and that is said."""
    change(
        town,
        "UPDATE variants SET language = 'en' WHERE question_id NOT IN "
        "(SELECT question_id FROM variants WHERE language = 'en')",
    )
    change(town, "UPDATE variants SET retired_at = '2026-11-20 00:00:00.000000' WHERE language = 'es'")
    assert "⚠ No hay preguntas en Español: llegan en otro idioma." in checked(room, ana)


def test_chosen_topics_that_are_gone(town: Town, room: Room, ana: Sender):
    """One of two: the other is asked about. Both: nothing can be asked."""
    room.says(ana, "/topics sql")
    change(town, "INSERT INTO chat_topics SELECT id, 'gone' FROM chats WHERE kind = 'private'")
    assert "⚠ 1 de los temas elegidos aquí ya no está en los apuntes." in checked(room, ana)
    change(town, "DELETE FROM chat_topics WHERE topic_code <> 'gone'")
    assert "⚠ Ninguno de los temas elegidos" in checked(room, ana)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("skipped", "⚠ La pregunta del mar, 24 nov a las 09:00 no llegó: durante tres horas estuve apagado"),
        ("failed", "⚠ La pregunta del mar, 24 nov a las 09:00 no se pudo enviar."),
        ("empty", "⚠ El mar, 24 nov a las 09:00 no había nada que preguntar."),
    ],
)
def test_the_last_question_did_not_come(town: Town, group: Room, ana: Sender, state: str, said: str):
    """Its day and hour by the group's clock, and why; the next one that comes ends the warning."""
    at_clock(town, "09:00")
    doctor(group, ana)
    assert group.last.text.startswith(ALL_IS_WELL)
    change(town, f"UPDATE deliveries SET state = '{state}'")
    doctor(group, ana)
    assert said in group.last.text
    at_clock(town, "09:00")
    doctor(group, ana)
    assert group.last.text.startswith(ALL_IS_WELL)


def test_a_group_where_all_is_well(group: Room, ana: Sender):
    """Whoever asked hears it as a reply, with how much reaches the bot; no admin is needed to ask."""
    reply = doctor(group, ana)
    assert [say.as_reply for say in reply.says] == [True]
    assert group.last.text == (
        f"{ALL_IS_WELL}\nSolo me llegan las órdenes y las respuestas a mis mensajes: no necesito más.\n"
        "La próxima: martes 24 a las 09:00."
    )


def test_a_group_that_forbids_writing(town: Town, group: Room, room: Room, ana: Sender):
    """Whoever asked hears it in their private chat, with the group's name."""
    doctor(group, ana, Finding.CANNOT_WRITE)
    assert room.last.text.startswith(
        f"Sobre el grupo IA 2026, donde no lo puedo decir:\n🩺 He encontrado 1 cosa que mirar:\n{CANNOT_WRITE}\n"
    )
    assert "Puedo escribir" not in room.last.text


def test_a_group_that_forbids_writing_and_somebody_without_a_private_chat(group: Room, luis: Sender):
    """There is no other place than the group: the edge tries it, and its log says why it is refused."""
    [said] = doctor(group, luis, Finding.CANNOT_WRITE).says
    assert said.to is None


@pytest.mark.parametrize("finding", list(Finding))
def test_every_finding_has_a_sentence(group: Room, room: Room, ana: Sender, finding: Finding):
    """But for polls, where nobody chose them."""
    [said] = doctor(group, ana, finding).says
    shown = (room if said.to else group).last.text
    assert ("⚠" in shown) is (finding is not Finding.NO_POLLS)


def test_polls_that_are_chosen_and_forbidden(group: Room, ana: Sender, town: Town):
    """Then it matters."""
    change(town, "UPDATE chats SET polls = 1 WHERE kind = 'group'")
    doctor(group, ana, Finding.NO_POLLS)
    assert "⚠ Están elegidas las encuestas, pero no puedo enviar ninguna" in group.last.text


def test_the_platform_does_not_answer(group: Room, ana: Sender):
    """That is said, and nothing is claimed of what the bot may do."""
    doctor(group, ana, Finding.UNREACHABLE)
    assert "⚠ No he podido ver qué se me permite aquí: Telegram no me lo ha dicho." in group.last.text
    assert "Puedo escribir" not in group.last.text


def test_permissions_by_name(group: Room, room: Room, ana: Sender):
    """They say more than that the bot cannot write, so it is not said twice."""
    doctor(group, ana, Finding.CANNOT_WRITE, lacks=("Enviar mensajes", "Adjuntar archivos"))
    assert "Me faltan estos permisos aquí: Enviar mensajes y Adjuntar archivos." in room.last.text
    assert CANNOT_WRITE not in room.last.text


def test_erased_while_the_edge_looked(town: Town, group: Room, ana: Sender):
    """What was found makes nobody known again."""
    group.says(ana, "/doctor")
    asked = town.handled[-1]
    town.private(ana).says(ana, "/deleteme")
    town.private(ana).presses(ana, "Sí")
    known = town.ask("SELECT count(*) FROM accounts WHERE account = 1001")
    reply = town.again(replace(asked, key=f"{asked.key}{PROBED}", what=Diagnosis()))
    assert (known, reply) == ([(0,)], Reply())
    assert town.ask("SELECT count(*) FROM accounts WHERE account = 1001") == [(0,)]
