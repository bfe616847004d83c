"""Questions with gaps: what is typed is marked, and the whole text shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.conversation import Sender
from tests.study.town import Town, a_database, opened

ONE = "#flashcards\n\nLa ==mitocondria;;orgánulo== respira.\n"
TWO = "#flashcards\n\nLa ==1;;mitocondria== produce ==1;;ATP==.\n"


@pytest.fixture
def notes(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with one note, whose text is the fixture's parameter."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "biología.md").write_text(request.param, encoding="utf-8")
    return folder


@pytest.fixture
def town(notes: Path, tmp_path: Path) -> Iterator[Town]:
    """People who have only this note."""
    with opened(a_database(tmp_path, notes)) as town:
        yield town


@pytest.mark.parametrize("notes", [ONE], indirect=True)
def test_a_gap_filled(town: Town, ana: Sender):
    """With the whole text below."""
    room = town.private(ana)
    room.says(ana, "/quiz")
    assert "La [orgánulo] respira." in room.last.text
    room.says(ana, "la mitocondría")
    assert room.last.text.startswith("✓ ¡Eso es!\n> La **mitocondria** respira.\n")


@pytest.mark.parametrize("notes", [ONE], indirect=True)
def test_a_gap_filled_with_something_else(town: Town, ana: Sender):
    """What it was, and the way to say that it was right."""
    room = town.private(ana)
    room.says(ana, "/quiz")
    room.says(ana, "el núcleo")
    assert room.last.text.startswith("✗ Era mitocondria. (Escribiste el núcleo.)\n> La **mitocondria** respira.\n")
    room.presses(ana, "Lo decía bien")
    assert town.ask("SELECT mark FROM answers") == [("right",)]


@pytest.mark.parametrize("notes", [TWO], indirect=True)
def test_one_of_two_gaps_filled(town: Town, ana: Sender):
    """It is partly right, and each gap is marked by itself."""
    room = town.private(ana)
    room.says(ana, "/quiz")
    assert "La […] produce […]." in room.last.text
    room.says(ana, "mitocondria, ADN")
    assert room.last.text.startswith(
        "Casi: 1 de 2 bien.\n✓ mitocondria · ✗ ATP\n> La **mitocondria** produce **ATP**.\n"
    )
    assert town.ask("SELECT mark FROM answers") == [("partly",)]


@pytest.mark.parametrize("notes", [TWO], indirect=True)
def test_two_gaps_filled(town: Town, ana: Sender):
    """On lines of their own, here."""
    room = town.private(ana)
    room.says(ana, "/quiz")
    room.says(ana, "mitocondria\nATP")
    assert room.last.text.startswith("✓ ¡Eso es!\n")


@pytest.mark.parametrize("notes", ["#flashcards\n\nLa pista mide ==1,5 km==.\n"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "said", "mark"),
    [
        ("1500 m", "✓ ¡Eso es!", "right"),
        ("1,5 m", "✗ El número es ese, la unidad no: era 1,5 km. (Escribiste 1,5 m.)", "wrong"),
        ("1,5", "◐ El número es ese, pero le falta la unidad: era 1,5 km.", "partly"),
        ("15 km", "✗ Era 1,5 km. (Escribiste 15 km.)", "wrong"),
    ],
)
def test_a_number_with_its_unit(town: Town, ana: Sender, typed: str, said: str, mark: str):
    """It counts by its value, and where only the unit is amiss that is said."""
    room = town.private(ana)
    room.says(ana, "/quiz")
    room.says(ana, typed)
    assert room.last.text.split("\n")[0] == said
    assert town.ask("SELECT mark FROM answers") == [(mark,)]
