"""The command line: what it prints, its exit statuses, and that no fault of a person's is a traceback."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from bot import __version__, cli
from tests.databases import migrated

ROOT = Path(__file__).resolve().parents[1]
NOTE = """\
---
lang: en
deck: interview
tags: [db]
---
# SQL

## Joins

### What is an inner join? #easy ^inner
> [!hint] Both sides.

The **rows** that match.

### Which joins keep all rows?
- [x] Full
- [ ] Inner
"""
FAULTY = NOTE.replace("tags: [db]", "difficulty: hrad")
FIELDS = [
    *("id", "file", "line", "deck", "topic", "kind", "language", "question", "answer"),
    *("choices", "hint", "key_points", "tags", "difficulty"),
]


class Ran(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def folder(bare_environment: Path, restored_logging: None) -> Path:
    """An empty working folder with a vault of one note."""
    (bare_environment / "vault").mkdir()
    (bare_environment / "vault" / "sql.md").write_text(NOTE)
    return bare_environment


@pytest.fixture
def database(folder: Path) -> None:
    """What the first run makes there; with it the commands are quicker."""
    (folder / "data").mkdir()
    migrated(folder / "data" / "repaso.db")


@pytest.fixture
def repaso(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command, in this process; a fault that is not a person's would raise here."""

    def run(*words: object, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["repaso", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", StringIO(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(int(end.value.code or 0), printed.out, printed.err)

    return run


def as_a_program(*words: str) -> Ran:
    """`python -m bot`, as people run it."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


# --- the program -----------------------------------------------------------------------------------


def test_the_version(repaso):
    """One line."""
    assert repaso("--version") == (0, f"repaso {__version__}\n", "")


def test_nothing_to_do(repaso):
    """The help, for the program and for its groups of commands."""
    for words in ((), ("bank",), ("db",), ("people",)):
        assert "Usage: " in "".join(repaso(*words)[1:])


def test_a_command_that_is_none(repaso):
    """Exit status 2, as for all that could not run."""
    assert repaso("bnak").status == 2
    assert repaso("bank", "check").status == 2


@pytest.mark.parametrize(
    ("words", "environment", "sentence"),
    [
        (["bank", "check", "nowhere"], {}, "nowhere does not exist; give a note or a folder of notes"),
        (["bank", "check", "vault"], {"TIMEZONE": "Madird"}, "These settings cannot be used:"),
        (["bank", "sync", "nowhere"], {}, "nowhere does not exist"),
        (["bank", "sync"], {"CONTENT_DIR": "nowhere"}, "nowhere does not exist"),
        (["bank", "sync"], {}, "content does not exist"),
        (["db", "upgrade"], {"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL has to begin with sqlite:///FILE"),
        (["db", "upgrade"], {"DATABASE_URL": "sqlite:///vault/sql.md"}, "The database cannot be opened: file is not"),
        (["db", "upgrade"], {"DATABASE_URL": "sqlite:///vault/sql.md/x.db"}, "The folder of the database cannot"),
        (["db", "backup", "copy.db"], {}, "There is no database at data/repaso.db"),
        (["db", "backup", "copy.db"], {"DATABASE_URL": "postgresql://h/x"}, "for PostgreSQL use pg_dump"),
        (["chat"], {"DATABASE_URL": "sqlite:///vault/sql.md"}, "The database cannot be opened: file is not a database"),
        (["run"], {}, "There is no TELEGRAM_BOT_TOKEN and no DISCORD_BOT_TOKEN: get one from"),
    ],
)
def test_what_a_person_can_mend_is_said_in_a_sentence(repaso, monkeypatch, words, environment, sentence):
    """Exit status 2, one sentence, and no traceback."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = repaso(*words)
    assert ran.status == 2
    assert ran.err.startswith(sentence) or sentence in ran.err
    assert ran.out == ""


def test_no_traceback_of_the_program_as_people_run_it(folder):
    """The same through `python -m bot`."""
    ran = as_a_program("bank", "check", "nowhere")
    assert ran == (2, "", "nowhere does not exist; give a note or a folder of notes\n")


# --- bank check ------------------------------------------------------------------------------------


def test_checking_notes(repaso):
    """A line for each file, and a summary; nothing is written anywhere."""
    ran = repaso("bank", "check", "vault")
    assert (ran.status, ran.err) == (0, "")
    first, *_, last = ran.out.splitlines()
    assert first == "sql.md  2 questions  headings (level 3: 2 of 2 look like questions)"
    assert last == "2 questions in 1 note; 0 errors, 0 warnings"
    assert sorted(path.name for path in Path().iterdir()) == ["vault"]


def test_checking_notes_with_errors(repaso, folder):
    """Exit status 1; each problem has its file and line, and the questions are still counted."""
    (folder / "vault" / "faulty.md").write_text(FAULTY.replace("^inner", "^other"))
    ran = repaso("bank", "check", "vault")
    assert ran.status == 1
    assert '  faulty.md:4: error: difficulty "hrad" is not easy, medium or hard' in ran.out
    assert ran.out.splitlines()[-1].startswith("4 questions in 2 notes; 1 error")


def test_checking_for_a_program(repaso):
    """One JSON object with exactly the keys of the contract."""
    ran = repaso("bank", "check", "vault", "--json")
    found = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert list(found) == ["files", "questions", "problems"]
    assert found["files"] == 1
    assert found["problems"] == []
    first, second = found["questions"]
    assert list(first) == list(second) == FIELDS
    assert first == {
        "id": "inner",
        "file": "sql.md",
        "line": 10,
        "deck": "interview",
        "topic": "Joins",
        "kind": "open",
        "language": "en",
        "question": "What is an inner join?",
        "answer": "The **rows** that match.",
        "choices": [],
        "hint": "Both sides.",
        "key_points": [["rows"]],
        "tags": ["db"],
        "difficulty": "easy",
    }
    assert second["choices"] == [{"text": "Full", "correct": True}, {"text": "Inner", "correct": False}]
    assert (second["kind"], second["difficulty"], second["hint"]) == ("single", None, "")


def test_problems_for_a_program(repaso, folder):
    """Each with exactly its four keys; the exit status is the same as for people."""
    (folder / "vault" / "sql.md").write_text(FAULTY)
    ran = repaso("bank", "check", "vault/sql.md", "--json")
    assert ran.status == 1
    assert json.loads(ran.out)["problems"] == [
        {"file": "sql.md", "line": 4, "severity": "error", "message": 'difficulty "hrad" is not easy, medium or hard'}
    ]


def test_signs_of_the_terminal_in_a_note(repaso, folder):
    """A name like `[red]` is shown as it is, and not as a colour."""
    (folder / "vault" / "[red]x[bold].md").write_text(NOTE.replace("^inner", ""))
    assert (
        "[red]x[bold].md  2 questions  headings (level 3: 2 of 2 look like questions)"
        in repaso("bank", "check", "vault").out.splitlines()
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(repaso, folder):
    """Exit status 2 and a sentence."""
    (folder / "vault").chmod(0o000)
    ran = repaso("bank", "check", "vault")
    (folder / "vault").chmod(0o700)
    assert ran.status == 2
    assert "vault cannot be read: Permission denied" in ran.err


# --- bank sync -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("database")
def test_loading_notes_twice(repaso):
    """The second time nothing changes."""
    counts = "added {} · changed 0 · moved 0 · returned 0 · retired 0 · unchanged {}\n"
    assert repaso("bank", "sync", "vault") == (0, counts.format(2, 0), "")
    assert repaso("bank", "sync", "vault") == (0, counts.format(0, 2), "")
    assert repaso("bank", "sync") == (0, counts.format(0, 2), "")


@pytest.mark.usefixtures("database")
def test_what_changed_is_listed(repaso, folder):
    """With file and line; what is new is only counted."""
    repaso("bank", "sync", "vault")
    text = NOTE.replace("The **rows**", "All **rows**").replace("### Which joins keep all rows?", "### What is a view?")
    (folder / "vault" / "sql.md").write_text(text)
    *lines, counts = repaso("bank", "sync", "vault").out.splitlines()
    assert "changed  sql.md:10: What is an inner join?" in lines
    assert counts.endswith("unchanged 0")


@pytest.mark.usefixtures("database")
def test_an_empty_folder_changes_nothing(repaso, folder):
    """It may be a disk that is not mounted: exit status 2, and the bank stays."""
    repaso("bank", "sync", "vault")
    (folder / "vault" / "sql.md").unlink()
    for words in (("vault",), ()):
        ran = repaso("bank", "sync", *words)
        assert (ran.status, ran.out) == (2, "")
        assert "There are no notes (.md) in" in ran.err
    (folder / "vault" / "sql.md").write_text(NOTE)
    assert repaso("bank", "sync").out.endswith("retired 0 · unchanged 2\n")


@pytest.mark.usefixtures("database")
def test_problems_are_told_while_loading(repaso, folder):
    """On stderr; what can be asked is loaded."""
    (folder / "vault" / "sql.md").write_text(FAULTY)
    ran = repaso("bank", "sync", "vault")
    assert ran.status == 0
    assert 'sql.md:4: difficulty "hrad" is not easy, medium or hard' in ran.err
    assert ran.out.startswith("added 2")


@pytest.mark.usefixtures("database")
def test_the_notes_that_were_loaded_are_the_bank_of_the_chat(repaso, folder):
    """The chat loads again what was loaded last, as it stands now."""
    repaso("bank", "sync", "vault")
    (folder / "vault" / "sql.md").write_text("---\nlang: en\n---\n# SQL\n## Views\n### What is a view?\nA query.\n")
    ran = repaso("chat", typed="/topics\n")
    assert (ran.status, ran.err) == (0, "")
    assert "What is a view?" in ran.out
    assert "Joins" not in ran.out


@pytest.mark.usefixtures("database")
def test_a_folder_that_is_set_is_the_bank_of_the_chat(repaso, folder, monkeypatch):
    """CONTENT_DIR counts more than what was loaded before."""
    repaso("bank", "sync", "vault")
    (folder / "other").mkdir()
    (folder / "other" / "note.md").write_text("---\nlang: en\n---\n## What is a trigger?\nCode.\n")
    monkeypatch.setenv("CONTENT_DIR", "other")
    ran = repaso("chat", typed="/topics\n")
    assert (ran.status, ran.err) == (0, "")
    assert "What is a trigger?" in ran.out
    assert "Joins" not in ran.out


# --- db --------------------------------------------------------------------------------------------


def test_an_upgrade(repaso, folder):
    """It makes the database and the folder for it; the second time there is nothing to do."""
    for _ in range(2):
        assert repaso("db", "upgrade") == (0, "The database is up to date: sqlite:///data/repaso.db\n", "")
    assert (folder / "data" / "repaso.db").exists()


@pytest.mark.usefixtures("database")
def test_a_copy_while_the_program_writes(repaso, folder):
    """The copy is whole, and is made although somebody holds the lock; a file that exists is refused."""
    repaso("bank", "sync", "vault")
    writing = sqlite3.connect("data/repaso.db", isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("DELETE FROM questions")
    assert repaso("db", "backup", "copy.db") == (0, "Copied to copy.db.\n", "")
    writing.close()
    copy = sqlite3.connect("copy.db")
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.execute("SELECT count(*) FROM questions").fetchone() == (2,)
    copy.close()
    assert repaso("db", "backup", "copy.db") == (2, "", "copy.db exists already; choose another name.\n")


@pytest.mark.usefixtures("database")
def test_a_copy_of_a_database_of_another_version(repaso):
    """It is copied as it is: a copy is what one makes before an upgrade."""
    repaso("db", "upgrade")
    newer = sqlite3.connect("data/repaso.db")
    with newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    assert repaso("db", "backup", "copy.db").status == 0
    ran = repaso("db", "upgrade")
    assert ran.status == 2
    assert "made by a newer Repaso (revision 9999)" in ran.err
