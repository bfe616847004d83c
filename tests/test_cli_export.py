"""`repaso bank export`: files that other programs open, and faults in one sentence."""

import csv
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import cli

ROOT = Path(__file__).resolve().parents[1]
NOTES = {
    "vault/ml.md": "---\nlang: es\ndeck: entrevista/ml\n---\n\n## ¿Qué es el overfitting?\n\nEl modelo **memoriza**.\n",
    "vault/sql.md": (
        "---\nlang: en\ndeck: interview/sql\n---\n\n## What is a join?\n\nTwo tables.\n\n## What is a key?\n\nAn id.\n"
    ),
}

Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def folder(bare_environment: Path, restored_logging: None) -> Path:
    """A working folder with a vault in it and nothing else."""
    for name, text in NOTES.items():
        file = bare_environment / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return bare_environment


@pytest.fixture
def repaso(folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """The command itself: gives its exit status, what it printed, and what it complained about."""

    def run(*words: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["repaso", *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capfdbinary.readouterr()
        return int(end.value.code or 0), printed.out, printed.err.decode()

    return run


@pytest.mark.parametrize("kind", ["anki", "csv", "gift", "json"])
def test_a_file_in_the_current_folder(repaso: Run, folder: Path, kind: str):
    """Under a name that says what it is, and without a word of complaint."""
    name = f"repaso.{'apkg' if kind == 'anki' else kind}"
    assert repaso("bank", "export", "--format", kind, "vault") == (0, f"{name}: questions 3\n".encode(), "")
    assert (folder / name).stat().st_size > 100


def test_a_package_that_anki_would_open(repaso: Run, folder: Path):
    """Anki is the format unless another is named."""
    assert repaso("bank", "export", "vault")[0] == 0
    with ZipFile(folder / "repaso.apkg") as archive, closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(archive.read("collection.anki2"))
        assert db.execute("SELECT count(*) FROM cards").fetchone() == (3,)


def test_texts_are_printed(repaso: Run):
    """For a pipe: the file's bytes and nothing else."""
    status, csv_text, complaint = repaso("bank", "export", "--format", "csv", "--output", "-", "vault")
    assert (status, complaint) == (0, "")
    assert csv_text.count(b"\r\n") == 4
    assert len(list(csv.DictReader(StringIO(csv_text.decode(), newline="")))) == 3
    checked = json.loads(repaso("bank", "check", "--json", "vault")[1])
    exported = json.loads(repaso("bank", "export", "--format", "json", "--output", "-", "vault")[1])
    assert exported.keys() == checked.keys()
    assert (exported["files"], exported["questions"]) == (checked["files"], checked["questions"])
    assert repaso("bank", "export", "--format", "gift", "--output", "-", "vault")[1].startswith(b"$CATEGORY: entrev")


def test_a_language_and_a_deck(repaso: Run):
    def questions(*limits: str) -> list[str]:
        found = json.loads(repaso("bank", "export", "--format", "json", "--output", "-", *limits, "vault")[1])
        return [question["question"] for question in found["questions"]]

    assert questions("--language", "es") == ["¿Qué es el overfitting?"]
    assert questions("--language", "en", "--deck", "interview") == ["What is a join?", "What is a key?"]


def test_a_file_is_not_replaced_unless_asked(repaso: Run, folder: Path):
    mine = folder / "mine.csv"
    mine.write_text("precious")
    words = ("bank", "export", "--format", "csv", "--output", "mine.csv")
    refusal = "mine.csv exists already; --force replaces it, --output FILE names another.\n"
    assert repaso(*words, "vault") == (2, b"", refusal)
    assert mine.read_text() == "precious"
    assert repaso(*words, "--force", "vault")[0] == 0
    assert mine.read_text().startswith("id,")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--format", "xml", "vault"], 'There is no format "xml"; there are anki, csv, gift, json.'),
        (["--output", "-", "vault"], "A package cannot be printed; --output repaso.apkg writes a file."),
        (["--language", "fr", "vault"], 'There are no questions of language "fr" to export.'),
        (["nowhere"], "nowhere does not exist; give a note or a folder of notes"),
        (["--output", "no/where.apkg", "vault"], "no/where.apkg cannot be written: No such file or directory."),
        (["--output", "vault", "--force", "vault"], "vault cannot be written: Is a directory."),
        ([], "content does not exist; give a note or a folder of notes"),
    ],
)
def test_a_fault_is_one_sentence(repaso: Run, folder: Path, words: list[str], sentence: str):
    """With exit status 2, and no file is left behind."""
    assert repaso("bank", "export", *words) == (2, b"", f"{sentence}\n")
    assert [file.name for file in folder.iterdir()] == ["vault"]


def test_without_paths_the_bank_is_what_was_loaded(repaso: Run, folder: Path):
    """The database is not changed by it, and a question that was reworded is still the same note."""
    assert repaso("bank", "sync", "vault")[0] == 0
    before = _identity(folder / "data")
    first = json.loads(repaso("bank", "export", "--format", "json", "--output", "-")[1])["questions"]
    note = folder / "vault/ml.md"
    note.write_text(note.read_text(encoding="utf-8").replace("el overfitting", "el sobreajuste"), encoding="utf-8")
    second = json.loads(repaso("bank", "export", "--format", "json", "--output", "-")[1])["questions"]
    assert [question["id"] for question in first] == [question["id"] for question in second]
    assert second[0]["question"] == "¿Qué es el sobreajuste?"
    assert _identity(folder / "data") == before


def _identity(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.db")}


def test_without_paths_notes_are_read_as_they_were_loaded(repaso: Run, folder: Path):
    """`bank sync --questions` is remembered with the path, for the way out as well."""
    (folder / "lists").mkdir()
    (folder / "lists" / "work.md").write_text("- What do you do?\n  - I test.\n", encoding="utf-8")
    repaso("bank", "sync", "--questions", "bullets", "lists")
    status, out, _ = repaso("bank", "export", "--format", "json", "--output", "-")
    assert (status, [one["question"] for one in json.loads(out)["questions"]]) == (0, ["What do you do?"])


def test_problems_of_notes_do_not_stop_it(repaso: Run, folder: Path):
    """They are told, apart from what is printed."""
    (folder / "vault/odd.md").write_text("## What is empty?\n", encoding="utf-8")
    status, _, complaint = repaso("bank", "export", "--format", "json", "--output", "-", "vault")
    assert (status, complaint) == (0, "The notes have problems (1); `repaso bank check` lists them.\n")


def test_the_program_itself(folder: Path):
    """As somebody types it, in a terminal that knows no UTF-8."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "bot", "bank", "export", "--format", "gift", "--output", "-", "vault"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "¿Qué es el overfitting?" in done.stdout.decode("utf-8")
