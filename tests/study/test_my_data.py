"""/mydata: everything the bot has of somebody, in one file of a documented shape, with nothing of anybody else."""

import json
import zipfile
from io import BytesIO

import pytest
from pydantic import ValidationError

from bot import hosting
from bot.bank.upload import read_upload
from bot.domain.conversation import Document, LearnerId, Sender
from bot.domain.sending import File
from bot.store.my_data_schema import my_data_model
from bot.study import data_file
from bot.study.data_file import TooLarge
from tests.study.town import Town

DECK = "# Ríos\n\n## ¿Qué río pasa por Sevilla?\n\nEl **Guadalquivir**.\n"


def data_of(town: Town, learner: int) -> File:
    """The file, made as the program makes it."""
    return hosting.data_of(str(town.engine.url), LearnerId(learner), town.now)


def parsed(file: File) -> dict[str, object]:
    """What it holds, after a check against the documented shape."""
    my_data_model().model_validate_json(file.data)
    return json.loads(file.data)  # type: ignore[no-any-return]


@pytest.fixture
def lived(town: Town, ana: Sender, luis: Sender) -> Town:
    """Ana (learner 1) and Luis (learner 2) have both done most things, also together."""
    group = town.group("IA")
    for who in (ana, luis):
        room = town.private(who)
        for text in ("/start", "/daily 09:00", "/timezone Bogotá", "/quiz sql", f"filas de {who.name}"):
            room.says(who, text)
        room.presses(who, "✓ Sí")
        room.says(who, f"/report lo dice {who.name}")
        town.hears(room, who, read_upload(f"{who.name}.md", DECK.encode(), default_language="es"), at=None, message=1)
        room.presses(who, "Pregunta de este mazo")
        group.says(who, "/quiz capitales")
        group.says(who, f"París, dice {who.name}", reply_to=group.last)
    return town


def test_it_has_everything_of_hers(lived: Town):
    """Each table has the rows that she made, and its shape is the documented one."""
    file = data_of(lived, 1)
    assert file.name == "repaso-my-data.json"
    tables = parsed(file)["tables"]
    assert {name for name, rows in tables.items() if rows} >= {
        *("accounts", "answers", "cards", "chats", "days", "deliveries", "events", "learners", "members", "messages"),
        *("questions", "reports", "reviews", "schedules", "turns", "uploads", "variants"),
    }
    assert [row["text"] for row in tables["answers"]] == ["filas de Ana", "París, dice Ana"]
    assert [row["name"] for row in tables["learners"]] == ["Ana"]
    assert [row["zone"] for row in tables["chats"]] == ["America/Bogota"]
    assert [row["words"] for row in tables["reports"]] == ["lo dice Ana"]
    assert [row["prompt"] for row in tables["variants"]] == ["¿Qué río pasa por Sevilla?"]


def test_it_says_what_its_numbers_mean(lived: Town):
    """The questions that she answered, in both languages, and the group that she is in."""
    whole = parsed(data_of(lived, 1))
    asked = {row["prompt"] for row in whole["questions_mentioned"]}
    assert {"¿Qué diferencia hay entre WHERE y HAVING?", "What is the difference between WHERE and HAVING?"} <= asked
    numbers = {row["question"] for row in whole["questions_mentioned"]}
    assert {row["question_id"] for row in whole["tables"]["answers"] if "question_id" in row} <= numbers
    assert [row["title"] for row in whole["groups"]] == ["IA"]


def test_nothing_of_others(lived: Town):
    """Neither Luis's name nor his number nor a word of his is in her file."""
    data = data_of(lived, 1).data.decode()
    assert "Luis" not in data
    assert "1002" not in data
    assert "Luis" in data_of(lived, 2).data.decode()


def test_somebody_who_has_hardly_begun(town: Town, mary: Sender):
    """All tables are there, most of them empty, and the sentence is the same."""
    (say,) = town.private(mary).says(mary, "/start").says
    (say,) = town.private(mary).says(mary, "/mydata").says
    assert say.document == Document("mydata", 1, "json")
    assert town.private(mary).last.text == "📦 Here is all that I have of you."
    tables = parsed(data_of(town, 1))["tables"]
    assert {name for name, rows in tables.items() if rows} == {"accounts", "allowances", "chats", "learners", "members"}


def test_who_is_erased_meanwhile(town: Town):
    """An edge that is late gets a file in which nobody is."""
    assert not any(parsed(data_of(town, 404))["tables"].values())


def test_a_file_of_another_shape_is_refused(lived: Town):
    """The check of these tests is one: a column too many, or a number for a text, does not pass."""
    whole = parsed(data_of(lived, 1))
    whole["tables"]["answers"][0]["text"] = 5
    with pytest.raises(ValidationError):
        my_data_model().model_validate_json(json.dumps(whole))
    whole["tables"]["answers"][0] |= {"text": "5", "more": 1}
    with pytest.raises(ValidationError):
        my_data_model().model_validate_json(json.dumps(whole))


def test_a_large_one_is_packed(lived: Town, monkeypatch: pytest.MonkeyPatch):
    """The same content, in a zip; what is too large even so is not sent in part."""
    plain = data_of(lived, 1).data
    monkeypatch.setattr(data_file, "LARGEST", len(plain) - 1)
    packed = data_of(lived, 1)
    assert packed.name == "repaso-my-data.zip"
    with zipfile.ZipFile(BytesIO(packed.data)) as archive:
        assert archive.namelist() == ["repaso-my-data.json"]
        assert archive.read("repaso-my-data.json") == plain
    monkeypatch.setattr(data_file, "LARGEST", 10)
    with pytest.raises(TooLarge):
        data_of(lived, 1)


def test_reading_beside_the_desk(lived: Town, ana: Sender):
    """All tables are of one moment, though somebody writes meanwhile, and nobody waits for the reader."""
    from bot.store.engine import snapshot
    from bot.store.my_data import sections

    with snapshot(str(lived.engine.url)) as db:
        parts = sections(db, LearnerId(1))
        _, rows = next(parts)  # from here on it is one moment
        list(rows)
        lived.private(ana).says(ana, "/quiz redes")
        found = {name: list(rows) for name, rows in parts}
    deliveries = lived.ask("SELECT COUNT(*) FROM deliveries JOIN chats ON chats.id = chat_id WHERE kind = 'private'")
    theirs = [row for row in found["deliveries"] if row["chat_id"] == found["chats"][0]["id"]]
    assert len(theirs) < deliveries[0][0]
