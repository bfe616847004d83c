"""“I did say it”: a learner's own words for a key point, from the press to the bank's own file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bank import syncing
from bot.bank.survey import Look
from bot.curating import host_of
from bot.domain import actions
from bot.domain.conversation import Reply, Sender
from bot.settings import Settings
from tests.study.town import MONDAY, NOTES, Room, Town, opened, said

ANSWER = "pues q memoriza los datos.. se penalizando los pesos grandes y con early stopping"
HOSTS_ONLY = "Eso solo lo puede hacer quien cuida este bot."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Luis (1002) looks after the bot."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # nobody's .env counts here
        admins="telegram:1002",  # type: ignore[arg-type]  # as it stands in the environment
        synonyms_file=tmp_path / "own" / "synonyms.toml",
    )


@pytest.fixture
def town(file: Path, settings: Settings) -> Iterator[Town]:
    """A Monday morning in Madrid, with somebody who looks after the bot."""
    with opened(file, host=host_of(settings)) as town:
        yield town


@pytest.fixture
def room(town: Town, ana: Sender) -> Room:
    """Ana has answered, and four key points are missed."""
    room = town.private(ana)
    room.says(ana, "/quiz machine")
    room.says(ana, ANSWER)
    return room


def says_it(room: Room, who: Sender, point: str, words: str) -> Reply:
    """The three presses."""
    room.presses(who, "Lo dije")
    room.presses(who, f"○ {point}")
    return room.presses(who, words)


def test_three_presses_and_it_counts(town: Town, room: Room, ana: Sender):
    """The bot asks which idea, then in which words of the answer, and the same message shows the new list."""
    feedback = room.last
    assert feedback.text.startswith("Has tocado 1 de 5 ideas:\n✓ memoriza los datos\n")
    assert feedback.labels[1] == ["✋ Lo dije"]
    grades = feedback.labels[0]
    assert room.presses(ana, "Lo dije").notice == "¿Qué idea dijiste?"
    ideas = ["○ no generaliza", "○ dropout", "○ regularización", "○ más datos"]
    assert feedback.labels == [*([idea] for idea in ideas), grades]
    assert room.presses(ana, "regularización").notice == "¿Con qué palabras dijiste «regularización»?"
    assert feedback.labels == [["«penalizando los pesos grandes»"], ["«early stopping»"], grades]
    kept = room.presses(ana, "penalizando")
    assert kept.notice == "Apuntado: desde ahora te cuenta. También lo verá quien cuida los apuntes."
    assert feedback.text.startswith("Has tocado 2 de 5 ideas:\n✓ memoriza los datos · ✓ regularización\n")
    assert feedback.labels == [grades, ["✋ Lo dije"]]
    assert len(room.shown) == 2
    assert town.ask("SELECT point, words, state FROM proposals") == [
        ("regularización", "penalizando los pesos grandes", "waiting")
    ]


def test_it_counts_for_who_said_it_alone(town: Town, room: Room, ana: Sender, luis: Sender):
    """Next time Ana's list knows her words; Luis's does not, until an admin accepts them."""
    says_it(room, ana, "regularización", "penalizando")
    for who, ideas in ((ana, 1), (luis, 0)):
        town.private(who).says(who, "/quiz machine")
        town.private(who).says(who, "penalizar mucho los pesos grandes")
        assert town.private(who).last.text.startswith(f"Has tocado {ideas} de 5 ideas")


def test_only_one_idea_missed(town: Town, ana: Sender):
    """Then nobody is asked which."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "where filtra filas, having filtra lo agregado")
    assert room.presses(ana, "Lo dije").notice == "¿Con qué palabras dijiste «grupos»?"
    room.presses(ana, "agregado")
    assert room.last.text.startswith("Has tocado 2 de 2 ideas")
    assert ["✋ Lo dije"] not in room.last.labels


def test_after_second_thoughts_on_the_grade(town: Town, room: Room, ana: Sender):
    """The finer grades, and a grade taken back, leave the way to say it where it was."""
    feedback = room.last
    before = feedback.labels
    room.presses(ana, "…")
    assert feedback.labels[-1] == ["✋ Lo dije"]
    assert len(feedback.labels) == 3
    room.presses(ana, "Fácil")
    room.presses(ana, "Deshacer")
    assert feedback.labels == before
    says_it(room, ana, "regularización", "penalizando")
    assert feedback.text.startswith("Has tocado 2 de 5 ideas")


def test_a_short_answer_after_second_thoughts(town: Town, ana: Sender):
    """“I had it right” stays, until it is pressed."""
    room = town.private(ana)
    room.says(ana, "/quiz capitales")
    room.says(ana, "Roma")
    before = room.last.labels
    room.presses(ana, "Aún no")
    room.presses(ana, "Deshacer")
    assert room.last.labels == before
    room.presses(ana, "Lo decía bien")
    room.presses(ana, "…")
    assert len(room.last.labels) == 2


def test_no_words_to_choose_from(town: Town, ana: Sender):
    """An answer that the list explains wholly has nothing more to say, so there is no button for it."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    room.says(ana, "las filas")
    assert len(room.last.labels) == 1
    assert room.forges(ana, actions.SaidPoint(1, 1, 0)).notice == (
        "No encuentro más palabras en tu respuesta: la lista ya las explica todas."
    )


def test_the_same_press_twice(town: Town, room: Room, ana: Sender):
    """The words are kept once, and the second press says that they count."""
    room.presses(ana, "Lo dije")
    room.presses(ana, "regularización")
    action = room.last.button("penalizando")
    assert action is not None
    room.forges(ana, action)
    assert room.forges(ana, action).notice == "Esa idea ya cuenta como dicha."
    assert town.ask("SELECT count(*) FROM proposals") == [(1,)]


def test_an_admin_accepts(town: Town, room: Room, ana: Sender, luis: Sender, settings: Settings):
    """The words stand in the bank's own file, never in the notes, and count for everybody."""
    says_it(room, ana, "regularización", "penalizando")
    before = {path: path.read_bytes() for path in NOTES.iterdir()}
    desk = town.private(luis)
    desk.says(luis, "/synonyms")
    assert desk.last.text == (
        "🔤 1 sinónimo pendiente\n"
        "¿Qué es el overfitting y cómo lo evitarías?\n"
        "apuntes.md:11\n"
        "\n"
        "¿Vale penalizando los pesos grandes para decir la idea regularización?"
    )
    assert desk.presses(luis, "Aceptar").notice == "Aceptado: ya cuenta para todos."
    assert desk.last.text == "No queda ningún sinónimo pendiente. ¡Gracias!"
    assert settings.synonyms_file.read_text(encoding="utf-8").endswith(
        "\n"
        "# ¿Qué es el overfitting y cómo lo evitarías?\n"
        "[[synonym]]\n"
        'question = "overfit"\n'
        'language = "es"\n'
        'point = "regularización"\n'
        'words = "penalizando los pesos grandes"\n'
    )
    assert {path: path.read_bytes() for path in NOTES.iterdir()} == before
    desk.says(luis, "/quiz machine")
    desk.says(luis, "penalizas los pesos grandes")
    assert desk.last.text.startswith("Has tocado 1 de 5 ideas:\n✓ regularización\n")


def test_what_was_accepted_survives_a_new_reading_of_the_notes(
    town: Town, room: Room, ana: Sender, luis: Sender, settings: Settings, tmp_path: Path
):
    """Read again from scratch, with the note edited, the file's words still belong to their key point."""
    says_it(room, ana, "regularización", "penalizando")
    town.private(luis).says(luis, "/synonyms")
    town.private(luis).presses(luis, "Aceptar")
    notes = Path(shutil.copytree(NOTES, tmp_path / "notes"))
    note = notes / "apuntes.md"
    note.write_text(note.read_text(encoding="utf-8").replace("generaliza bien.", "generaliza."), encoding="utf-8")
    synced = syncing.sync(town.engine, Look([notes], "es", "auto", synonyms=settings.synonyms_file), MONDAY)
    assert [problem.file for problem in synced.problems] == ["apuntes.md", "notes.md"]  # one question has no answer
    assert town.ask("SELECT words FROM synonyms") == [("penalizando los pesos grandes",)]


def test_an_admin_rejects(town: Town, room: Room, ana: Sender, luis: Sender, settings: Settings):
    """Nothing is written, and who said it keeps their words."""
    says_it(room, ana, "dropout", "early stopping")
    desk = town.private(luis)
    desk.says(luis, "/synonyms")
    assert desk.presses(luis, "Rechazar").notice == "Rechazado: solo le sigue contando a quien lo dijo."
    assert not settings.synonyms_file.exists()
    assert room.last.text.startswith("Has tocado 2 de 5 ideas")
    assert town.ask("SELECT state FROM proposals") == [("rejected",)]


def test_the_same_words_of_two_learners(town: Town, room: Room, ana: Sender, mary: Sender, luis: Sender):
    """They wait once, and one decision is for both."""
    spanish = Sender(1009, "Eva", "es")
    town.private(spanish).says(spanish, "/quiz machine")
    town.private(spanish).says(spanish, "Early Stopping y memoriza los datos")
    says_it(town.private(spanish), spanish, "dropout", "Early")
    says_it(room, ana, "dropout", "early")
    desk = town.private(luis)
    desk.says(luis, "/synonyms")
    assert desk.last.text.startswith("🔤 1 sinónimo pendiente\n")
    desk.presses(luis, "Aceptar")
    assert town.ask("SELECT state FROM proposals") == [("accepted",)] * 2


@pytest.mark.parametrize("accept", [0, 1])
def test_a_forged_press_by_somebody_else(town: Town, room: Room, ana: Sender, settings: Settings, accept: int):
    """Only those whom ADMINS names decide: a notice, and nothing changes."""
    says_it(room, ana, "dropout", "early")
    assert room.forges(ana, actions.JudgeSynonym(1, accept)) == Reply(notice=HOSTS_ONLY)
    assert said(room.says(ana, "/synonyms")) == [HOSTS_ONLY]
    assert town.ask("SELECT state FROM proposals") == [("waiting",)]
    assert not settings.synonyms_file.exists()


def test_the_admin_in_a_group(town: Town, room: Room, ana: Sender, luis: Sender):
    """What somebody answered is not for a group to read."""
    says_it(room, ana, "dropout", "early")
    group = town.group("IA")
    assert said(group.says(luis, "/synonyms")) == ["Eso es para nuestro chat privado: pídeme allí /synonyms."]
    assert group.forges(luis, actions.JudgeSynonym(1, 1)) == Reply(notice=HOSTS_ONLY)


def test_two_admins_decide_at_once(town: Town, room: Room, ana: Sender, luis: Sender):
    """The first verdict stands, and the second is told."""
    says_it(room, ana, "dropout", "early")
    desk = town.private(luis)
    desk.says(luis, "/synonyms")
    desk.presses(luis, "Rechazar")
    assert desk.forges(luis, actions.JudgeSynonym(1, 1)).notice == "Ese ya está decidido."
    assert desk.forges(luis, actions.JudgeSynonym(99, 1)).notice == "Ese ya está decidido."
    assert town.ask("SELECT state FROM proposals") == [("rejected",)]


def test_a_file_that_cannot_be_written(town: Town, room: Room, ana: Sender, luis: Sender, settings: Settings):
    """Nothing is decided, the admin is told, and the proposal goes on waiting."""
    settings.synonyms_file.parent.write_text("a file where the folder should be", encoding="utf-8")
    says_it(room, ana, "dropout", "early")
    desk = town.private(luis)
    desk.says(luis, "/synonyms")
    assert desk.presses(luis, "Aceptar").notice.startswith("No puedo escribir el archivo de sinónimos")
    assert town.ask("SELECT state FROM proposals") == [("waiting",)]
    assert town.ask("SELECT * FROM synonyms") == []


@pytest.mark.parametrize(
    "action",
    [actions.SaidPoint(1, 1, 99), actions.SaidPoint(1, 1, 1), actions.SaidAs(1, 1, 3, 7), actions.SaidAs(1, 1, 0, 7)],
    ids=repr,
)
def test_a_point_or_words_that_no_button_has(town: Town, room: Room, ana: Sender, action: actions.Action):
    """A notice, and nothing is kept."""
    assert room.forges(ana, action) == Reply(notice="Esa idea ya cuenta como dicha.")
    assert town.ask("SELECT * FROM proposals") == []


def test_the_buttons_of_somebody_else(town: Town, room: Room, ana: Sender, luis: Sender):
    """Luis is told whose they are."""
    town.private(luis).says(luis, "/quiz sql")
    for action in (actions.SaidPoint(1, 1, 0), actions.SaidAs(1, 1, 4, 7)):
        assert town.private(luis).forges(luis, action) == Reply(notice="Estos botones son de quien respondió.")


def test_words_for_ones_own_deck(town: Town, room: Room, ana: Sender, luis: Sender):
    """A deck is its sender's alone, so no admin reads of it; the words count for its owner."""
    with town.engine.begin() as db:
        db.exec_driver_sql("INSERT INTO uploads (id, learner_id, name, at) VALUES (1, 1, 'x.md', '2026-11-23')")
        db.exec_driver_sql("UPDATE questions SET upload_id = 1, key = ' 1:overfit' WHERE key = 'overfit'")
    says_it(room, ana, "dropout", "early")
    assert room.last.text.startswith("Has tocado 2 de 5 ideas")
    assert said(town.private(luis).says(luis, "/synonyms")) == ["No queda ningún sinónimo pendiente. ¡Gracias!"]


def test_help_names_the_command_to_who_may_use_it(town: Town, ana: Sender, luis: Sender):
    """Others have no use for it."""
    town.private(ana).says(ana, "/help")
    town.private(luis).says(luis, "/help")
    assert "/synonyms" not in town.private(ana).last.text
    assert "/synonyms" in town.private(luis).last.text
