"""A file that somebody sends: their own deck, from the report to its removal, through the desk."""

from dataclasses import replace

import pytest

from bot.bank.importer import load
from bot.bank.reading import read_bank
from bot.bank.upload import read_upload
from bot.domain.actions import Action, AskFromDeck, ExportDeck, OpenDeck, RemoveDeck
from bot.domain.conversation import Attached, Document, Platform, Reply, Sender, Upload
from bot.domain.question import Bank
from bot.domain.uploads import LARGEST_ENCLOSURE, MOST_DECKS, MOST_PACKED, MOST_QUESTIONS, Refusal
from tests.bank.builders import a_question
from tests.bank.zips import a_zip
from tests.study.town import NOTES, Room, Town, said

NOTE = "# Ríos\n\n## ¿Qué río pasa por Sevilla?\n\nEl **Guadalquivir**.\n\n## ¿Y por Zaragoza?\n\nEl **Ebro**.\n"
FIRST, SECOND = "¿Qué río pasa por Sevilla?", "¿Y por Zaragoza?"
FALLS = "# Ríos\n\n### Verdadero o falso: el Duero nace en Soria\n\nVerdadero\n\n### Sin respuesta?\n"


@pytest.fixture
def anas(town: Town, ana: Sender) -> Room:
    """Ana's private chat."""
    return town.private(ana)


@pytest.fixture
def luiss(town: Town, luis: Sender) -> Room:
    """Luis's private chat."""
    return town.private(luis)


def sends(room: Room, who: Sender, content: str | bytes, name: str = "rios.md") -> Reply:
    """Somebody sends a file; what the bot says when it is read."""
    data = content.encode() if isinstance(content, str) else content
    return hands_over(room, who, read_upload(name, data, default_language="es"))


def hands_over(room: Room, who: Sender, what: object) -> Reply:
    """An edge brings something that was sent."""
    return room.town.hears(room, who, what, at=None, message=1)


def asked_in(room: Room, who: Sender, times: int = 12) -> set[str]:
    """What a chat is asked, each question skipped."""
    for _ in range(times):
        room.says(who, "/quiz")
        room.says(who, "/skip")
    return {message.text for message in room.shown}


def deck_in(town: Town, name: str = "rios.md") -> int:
    """The number of a deck."""
    return int(town.ask("SELECT id FROM uploads WHERE name = :name", name=name)[0][0])


def test_a_note_becomes_a_deck(town: Town, anas: Room, ana: Sender):
    """The report says how many questions of which kinds, and the next step is a question of it."""
    assert said(sends(anas, ana, NOTE)) == [
        "📚 rios.md ya es un mazo tuyo; nadie más lo ve.\nTiene 2 preguntas: 2 abiertas."
    ]
    assert anas.last.labels == [["▶ Pregunta de este mazo", "📚 Mis mazos"]]
    anas.presses(ana, "Pregunta de este mazo")
    assert any(question in anas.last.text for question in (FIRST, SECOND))


def test_the_problems_are_named_with_file_and_line(anas: Room, ana: Sender):
    """Each as file:line and the reason, the first five, and how many more there are; plain notes are no fault."""
    files = {f"{number}.md": "---\ndifficulty: x\n---\n## ¿Por qué?\n\nPorque sí.\n" for number in range(7)}
    files |= {f"n{number}.md": "Nada que preguntar aquí." for number in range(2)}
    (text,) = said(sends(anas, ana, a_zip(files), "todo.zip"))
    assert text.splitlines() == [
        "📚 todo.zip ya es un mazo tuyo; nadie más lo ve.",
        "Tiene 7 preguntas: 7 abiertas.",
        "En 2 notas no encuentro preguntas.",
        "",
        "Hay 7 cosas que revisar:",
        *(f"{number}.md:2 difficulty «x» no es easy, medium ni hard" for number in range(5)),
        "… y 2 más.",
    ]


def test_a_note_whose_headings_do_not_look_like_questions(anas: Room, ana: Sender):
    """It is told what to write into it, with the level that asks most; done so, it is a deck."""
    note = "# Glosario\n\n## Recall\n\nCuántos positivos se encuentran.\n\n## Precisión\n\nCuántos lo son.\n"
    (text,) = said(sends(anas, ana, note, "glosario.md"))
    lines = text.splitlines()
    assert lines[1] == "O pon estas tres líneas al principio del todo y saldrán 2 preguntas:"
    advised = "\n".join([*lines[2:5], note])
    assert "Tiene 2 preguntas: 2 abiertas." in said(sends(anas, ana, advised, "glosario.md"))[0]


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (
            "## ¿Cuál?\n- [ ] a\n- [ ] b\n",
            "ninguna opción está marcada como correcta con [x]; he dejado fuera la pregunta",
        ),
        (
            "## ¿Cuál?\nA. x\nB. y\n\nRespuesta: C\n",
            "la respuesta «C» no es ninguna de las opciones, de la A a la B; he dejado fuera la pregunta",
        ),
        ("## ¿Por qué?\n", "la pregunta no tiene respuesta"),
    ],
)
def test_problems_are_told_in_the_learners_language(anas: Room, ana: Sender, note: str, reason: str):
    """Also where one reason is a part of another."""
    (text,) = said(sends(anas, ana, f"## ¿Y esto?\nEso.\n{note}", "a.md"))
    assert text.splitlines()[-1] == f"a.md:3 {reason}"


def test_pictures_that_do_not_fit(town: Town, anas: Room, ana: Sender):
    """One that is too large, and all that are more than one learner may have; the questions are taken."""
    note = "".join(f"## ¿Qué es {number}?\n\n![[{number}.png]]\n\nEso.\n" for number in range(7))
    upload = read_upload("a.zip", a_zip({"a.md": note, **{f"{n}.png": b"x" for n in range(7)}}), default_language="es")
    sizes = [LARGEST_ENCLOSURE + 1, *[LARGEST_ENCLOSURE] * 6]
    large = [replace(one, data=bytes(size)) for one, size in zip(upload.enclosures, sizes, strict=True)]
    (text,) = said(hands_over(anas, ana, replace(upload, enclosures=tuple(large))))
    assert text.splitlines()[2:] == [
        "Trae 5 imágenes y archivos.",
        "2 imágenes y archivos se han quedado fuera: guardo hasta 10 MB de cada uno y 50 MB entre todos tus mazos.",
    ]
    kept = [names for (names,) in town.ask("SELECT answer_attachments FROM variants WHERE file = 'a.md' ORDER BY line")]
    assert kept.count("[]") == 2


def test_a_file_without_questions_is_not_kept(town: Town, anas: Room, ana: Sender):
    """It says so, and why; a deck that was there stays as it was."""
    (text,) = said(sends(anas, ana, "Solo texto.\n"))
    assert text.startswith("No encuentro preguntas en rios.md")
    assert text.splitlines()[1:] == [
        "O pon estas tres líneas al principio del todo y saldrá 1 pregunta:",
        "---",
        "questions: file",
        "---",
    ]
    assert town.ask("SELECT * FROM uploads") == []
    sends(anas, ana, NOTE)
    sends(anas, ana, "Solo texto.\n")
    assert len(town.ask("SELECT * FROM questions WHERE upload_id IS NOT NULL AND retired_at IS NULL")) == 2


def test_the_same_name_again_brings_the_deck_up_to_date(town: Town, anas: Room, ana: Sender):
    """One edited, one new, one gone: told in one line, and what was learnt of the edited one stays."""
    sends(anas, ana, NOTE)
    anas.presses(ana, "Pregunta de este mazo")
    anas.says(ana, "el Guadalquivir y el Ebro")
    anas.presses(ana, "✓ Sí")
    before = town.ask("SELECT question_id, due FROM cards")
    learnt = FIRST if FIRST in " ".join(message.text for message in anas.shown) else SECOND
    other = SECOND if learnt == FIRST else FIRST
    edited = NOTE.replace(learnt, f"Di: {learnt}").replace(f"## {other}\n", "## ¿Cuál es el más largo de todos?\n")
    (text,) = said(sends(anas, ana, edited))
    assert text.startswith("📚 rios.md está al día: ")
    assert "cambiada" in text
    assert town.ask("SELECT question_id, due FROM cards") == before
    assert len(town.ask("SELECT * FROM uploads")) == 1
    assert said(sends(anas, ana, edited))[0].startswith("📚 rios.md sigue como estaba")


def test_nobody_else_is_asked_from_it(town: Town, anas: Room, luiss: Room, ana: Sender, luis: Sender):
    """Not in a group with its owner, not in another's private chat, not at the shared terminal."""
    sends(anas, ana, NOTE)
    group, terminal = town.group("IA 2026"), town.terminal()
    elsewhere = asked_in(group, ana) | asked_in(luiss, luis) | asked_in(terminal, ana)
    assert not any("río" in text or "Zaragoza" in text for text in elsewhere)
    assert any("río" in text or "Zaragoza" in text for text in asked_in(anas, ana, 25))


def test_its_topics_are_the_owners_alone(town: Town, anas: Room, luiss: Room, ana: Sender, luis: Sender):
    """/topics and /quiz TOPIC know it in the owner's private chat, and nowhere else."""
    sends(anas, ana, NOTE, "0.md")  # its topic stands on the first page
    rooms = [(anas, ana), (luiss, luis), (town.group("IA 2026"), ana), (town.terminal(), ana)]
    for room, who in rooms:
        room.says(who, "/topics")
        listed = "Ríos" in str(room.last.labels)
        room.says(who, "/quiz ríos")
        assert (listed, "por Sevilla" in room.last.text or "por Zaragoza" in room.last.text) == (
            room is anas,
            room is anas,
        )


def test_two_people_send_the_same_file(town: Town, anas: Room, luiss: Room, ana: Sender, luis: Sender):
    """Each has a deck of their own; what one changes or removes is nothing to the other."""
    for room, who in ((anas, ana), (luiss, luis)):
        sends(room, who, NOTE)
    sends(anas, ana, NOTE.split("## ¿Y")[0])
    luiss.says(luis, "/decks")
    assert luiss.last.labels == [["rios.md (2)"]]
    anas.says(ana, "/decks")
    assert anas.last.labels == [["rios.md (1)"]]


def test_the_bank_and_decks_do_not_see_each_other(town: Town, anas: Room, ana: Sender):
    """The bank is loaded again, and a deck holds the very same questions: nothing of either is retired or changed."""
    bank = read_bank([NOTES], default_language="es")
    before = town.ask("SELECT * FROM questions WHERE upload_id IS NULL")
    hands_over(anas, ana, Upload("banco.zip", bank))
    assert town.ask("SELECT * FROM questions WHERE upload_id IS NULL") == before
    with town.engine.begin() as db:
        assert load(db, bank, town.now).changes == ()
    own = town.ask("SELECT retired_at FROM questions WHERE upload_id IS NOT NULL")
    assert len(own) == len(before)
    assert {retired for (retired,) in own} == {None}


def test_the_list_and_one_deck(anas: Room, ana: Sender):
    """/decks lists them; a press opens one in the same message, and leads back."""
    sends(anas, ana, NOTE)
    sends(anas, ana, FALLS, "cascadas.md")
    anas.says(ana, "/decks")
    assert anas.last.labels == [["cascadas.md (2)"], ["rios.md (2)"]]
    anas.presses(ana, "rios.md (2)")
    assert anas.last.text == "📚 rios.md: 2 preguntas."
    assert anas.last.labels == [
        ["▶ Pregunta de este mazo"],
        ["Anki", "CSV", "GIFT", "JSON"],
        ["🗑 Quitar", "◀ Mis mazos"],
    ]
    anas.presses(ana, "◀ Mis mazos")
    assert anas.last.labels == [["cascadas.md (2)"], ["rios.md (2)"]]


def test_removing_is_asked_once(town: Town, anas: Room, ana: Sender):
    """Nothing happens on the first press; on the second the deck and its progress are gone, and the day stays."""
    sends(anas, ana, NOTE)
    anas.presses(ana, "Pregunta de este mazo")
    anas.says(ana, "el Guadalquivir y el Ebro")
    anas.presses(ana, "✓ Sí")
    anas.says(ana, "/decks")
    anas.presses(ana, "rios.md")
    anas.presses(ana, "🗑 Quitar")
    assert anas.last.text == (
        "¿Quito rios.md? Sus 2 preguntas y lo que llevas avanzado en ellas se borran para siempre; tu racha se queda."
    )
    assert len(town.ask("SELECT * FROM uploads")) == 1
    anas.presses(ana, "🗑 Sí, quítalo")
    assert anas.last.text == "He quitado rios.md. Vuelve a mandarme el archivo cuando quieras."
    for table in ("uploads", "cards", "reviews", "deliveries"):
        assert town.ask(f"SELECT * FROM {table}") == []
    assert town.ask("SELECT * FROM variants WHERE prompt LIKE '%Zaragoza%'") == []
    assert len(town.ask("SELECT * FROM days")) == 1


def test_buttons_of_a_removed_deck(town: Town, anas: Room, ana: Sender):
    """Old messages with its questions and buttons still answer."""
    sends(anas, ana, NOTE)
    anas.presses(ana, "Pregunta de este mazo")
    question, number = anas.last, deck_in(town)
    reveal = question.button("Ver respuesta")
    assert reveal is not None
    anas.forges(ana, RemoveDeck(number, 1), on=anas.shown[0])
    assert anas.forges(ana, reveal, on=question).notice
    assert anas.forges(ana, AskFromDeck(number)).notice == "Ese mazo ya no está. ¿Miramos en /decks?"
    assert said(anas.says(ana, "el Ebro"))


def test_a_deck_goes_out_as_a_file(town: Town, anas: Room, ana: Sender):
    """The Reply names it and holds no bytes; a second handling of the same press names the same."""
    sends(anas, ana, NOTE)
    anas.says(ana, "/decks")
    anas.presses(ana, "rios.md")
    reply = anas.presses(ana, "CSV")
    assert said(reply) == ["Aquí tienes tu mazo rios.md."]
    assert reply.says[0].document == Document("deck", deck_in(town), "csv")
    assert town.again(town.handled[-1]) == reply


@pytest.mark.parametrize("make", [OpenDeck, AskFromDeck, lambda n: ExportDeck(n, "csv"), lambda n: RemoveDeck(n, 1)])
def test_another_ones_deck(town: Town, anas: Room, luiss: Room, ana: Sender, luis: Sender, make: type[Action]):
    """A forged number leads nowhere, and neither does one's own number in a group."""
    sends(anas, ana, NOTE)
    sends(luiss, luis, FALLS)
    number, before = deck_in(town), town.ask("SELECT * FROM questions")
    group = town.group("IA 2026")
    group.says(ana, "/quiz")
    for room, who in ((luiss, luis), (group, ana)):
        reply = room.forges(who, make(number))
        assert (reply.says, reply.edits) == ((), ())
        assert reply.notice == "Ese mazo ya no está. ¿Miramos en /decks?"
    assert town.ask("SELECT * FROM questions") == before


def test_a_format_that_is_none(town: Town, anas: Room, ana: Sender):
    """A forged button."""
    sends(anas, ana, NOTE)
    assert not anas.forges(ana, ExportDeck(deck_in(town), "exe")).says


def test_decks_in_a_group(town: Town, ana: Sender):
    """They are not shown to others."""
    assert said(town.group("IA 2026").says(ana, "/decks")) == ["Tus mazos son solo tuyos: pídeme /decks por privado."]


def test_before_the_first_deck(anas: Room, ana: Sender):
    """How one comes about."""
    assert said(anas.says(ana, "/decks"))[0].startswith("📚 Todavía no tienes mazos propios. Mándame tus apuntes")


def test_a_file_that_arrives_is_fetched(anas: Room, ana: Sender):
    """The edge gets to work with what it needs later, though the program may start anew in between."""
    reply = hands_over(anas, ana, Attached("rios.md", "file-id", 300))
    assert reply.fetch is not None
    assert (reply.fetch.attached, reply.fetch.sender) == (Attached("rios.md", "file-id", 300), ana)
    assert anas.town.again(anas.town.handled[-1]) == reply


def test_a_file_that_is_too_large_is_not_fetched(anas: Room, mary: Sender):
    """The limit is named, in the sender's language."""
    reply = hands_over(anas.town.private(mary), mary, Attached("all.zip", "x", MOST_PACKED + 1))
    assert said(reply) == ["all.zip is larger than 20 MB, the most I can take. Send me a part of it."]
    assert reply.fetch is None


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_has_its_sentence(town: Town, anas: Room, ana: Sender, mary: Sender, reason: Refusal):
    """One sentence or two, with the file's name, in each language; nothing is kept."""
    spoken = [said(hands_over(town.private(who), who, Upload("x_y.zip", reason))) for who in (ana, mary)]
    assert all(len(texts) == 1 and "x_y.zip" in texts[0] and "\n" not in texts[0] for texts in spoken)
    assert spoken[0] != spoken[1]
    assert town.ask("SELECT * FROM uploads") == []


def test_a_bad_archive_leaves_nothing(town: Town, anas: Room, ana: Sender):
    """Its good notes are not taken either."""
    (text,) = said(sends(anas, ana, a_zip({"a.md": NOTE, "../b.md": NOTE}), "apuntes.zip"))
    assert text == "apuntes.zip tiene una ruta que sale de su carpeta. Vuelve a comprimir la carpeta de tus apuntes."
    assert town.ask("SELECT * FROM questions WHERE upload_id IS NOT NULL") == []


def test_the_twenty_first_deck(town: Town, anas: Room, ana: Sender):
    """It is refused before it is fetched, and when it comes all the same; one that is there can be updated."""
    for number in range(MOST_DECKS):
        sends(anas, ana, NOTE, f"{number}.md")
    too_many = ["Tienes 20 mazos, que es lo más que puedo guardarte. Quita uno en /decks y habrá sitio."]
    assert said(hands_over(anas, ana, Attached("rios.md", "x", 10))) == too_many
    assert said(sends(anas, ana, NOTE)) == too_many
    assert said(sends(anas, ana, FALLS, "7.md"))[0].startswith("📚 7.md está al día")


def test_more_questions_than_anybody_can_have(town: Town, anas: Room, ana: Sender):
    """Of all decks together; what an update replaces does not count twice."""
    lots = [a_question(f"Question number {number}?", line=number) for number in range(MOST_QUESTIONS)]
    hands_over(anas, ana, Upload("lots.md", Bank(1, lots)))
    assert said(sends(anas, ana, NOTE))[0].startswith("Con él pasarías de 10.000 preguntas propias")
    shorter = [replace(question, line=question.line + 1) for question in lots[:-2]]
    assert "2 retiradas" in said(hands_over(anas, ana, Upload("lots.md", Bank(1, shorter))))[0]
    assert said(sends(anas, ana, NOTE))[0].startswith("📚 rios.md ya es un mazo tuyo")


def test_what_is_retired_and_was_never_asked_is_forgotten(town: Town, anas: Room, ana: Sender):
    """Files that change all the time do not fill the database."""
    sends(anas, ana, NOTE)
    sends(anas, ana, FALLS)
    assert len(town.ask("SELECT * FROM questions WHERE upload_id IS NOT NULL")) == 2


def test_the_same_upload_twice(town: Town, anas: Room, ana: Sender):
    """A crash after the commit: handled once, told alike."""
    reply = sends(anas, ana, NOTE)
    before = town.ask("SELECT * FROM questions")
    assert town.again(town.handled[-1]) == reply
    assert town.ask("SELECT * FROM questions") == before


def test_keys_of_any_length_and_looks(town: Town, anas: Room, luiss: Room, ana: Sender, luis: Sender):
    """Ids that a note states are its deck's own: long ones, and one that looks like another deck's."""
    first = f"---\nid: {'x' * 300}\nquestions: file\n---\n# ¿Largo?\n\nSí.\n"
    sends(anas, ana, first)
    second = f"---\nid: ' {deck_in(town)}:x'\nquestions: file\n---\n# ¿Otro?\n\nNo.\n"
    sends(luiss, luis, second)
    assert len(town.ask("SELECT * FROM questions WHERE upload_id IS NOT NULL")) == 2
    assert all(len(key) <= 80 for (key,) in town.ask("SELECT key FROM questions"))


def test_english(town: Town, mary: Sender):
    """The same report for Mary."""
    room = town.private(mary, Platform.TELEGRAM)
    assert said(sends(room, mary, "# Q\n\n## What is it?\n\nIt.\n", "q.md")) == [
        "📚 q.md is your own deck now; nobody else sees it.\nIt has 1 question: 1 open."
    ]
