"""Which files of a folder are notes, and what happens to those that cannot be read."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.bank.reading import UnknownWay, read_bank
from bot.bank.vault import decode, notes
from bot.bank.walking import UnreadableVault
from bot.domain.errors import RepasoError
from bot.domain.question import Severity
from tests.bank.vaults import closed


def a_vault(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_notes_come_sorted_and_named_from_the_root(tmp_path: Path):
    """Hidden folders, backups, templates, and files that are no Markdown are passed over."""
    kept = ["B.md", "a/b.markdown", "a/c d.MDX", "á.md"]
    skipped = [".obsidian/x.md", ".trash/x.md", ".git/x.md", "logseq/bak/x.md", "Templates/x.md", "plantillas/x.md"]
    other = ["x.txt", ".x.md", "x.md.png"]
    vault = a_vault(tmp_path, dict.fromkeys([*kept, *skipped, *other], b"# x"))
    assert [note.file for note in notes([vault])] == kept


def test_a_single_note_is_named_by_itself(tmp_path: Path):
    """Its folder is the root."""
    vault = a_vault(tmp_path, {"a/b.md": b"## Why?\nSo."})
    bank = read_bank([vault / "a" / "b.md"], default_language="en")
    assert [(one.file, one.deck) for one in bank.questions] == [("b.md", "")]


def test_a_note_given_twice_is_read_once(tmp_path: Path):
    """By itself and by its folder; links in a circle end."""
    vault = a_vault(tmp_path, {"a/b.md": b"x"})
    (vault / "a" / "up").symlink_to(vault)
    assert [note.file for note in notes([vault, vault / "a" / "b.md"])] == ["a/b.md"]


def test_notes_of_the_same_name_in_two_roots_stay_apart(tmp_path: Path):
    """The second is named with its folder."""
    vault = a_vault(tmp_path, {"one/a.md": b"x", "two/a.md": b"x"})
    assert [note.file for note in notes([vault / "one", vault / "two"])] == ["a.md", "two/a.md"]


def test_a_path_that_does_not_exist(tmp_path: Path):
    """A sentence, not a traceback."""
    with pytest.raises(UnreadableVault, match=r"nowhere does not exist; give a note or a folder of notes"):
        read_bank([tmp_path / "nowhere"], default_language="en")


def test_a_folder_that_may_not_be_read(tmp_path: Path):
    """It is a problem, and no note; the rest is read."""
    vault = a_vault(tmp_path, {"a/b.md": b"## How?\nSo.", "c.md": b"## Why?\nSo."})
    with closed(vault / "a"):
        bank = read_bank([vault], default_language="en")
    assert [str(problem) for problem in bank.problems] == [
        "a:1: the folder cannot be read (Permission denied); its notes stay as they were loaded"
    ]
    assert (bank.files, [one.question for one in bank.questions]) == (1, ["Why?"])


def test_a_way_of_asking_that_does_not_exist(tmp_path: Path):
    """The allowed ones are named."""
    with pytest.raises(UnknownWay, match=r'questions "h9" is not one of auto, h1'):
        read_bank([tmp_path], default_language="en", questions="h9")
    assert issubclass(UnknownWay, RepasoError)


def test_a_file_that_is_no_text_is_told_and_the_others_are_read(tmp_path: Path):
    """With an error that names it."""
    vault = a_vault(tmp_path, {"a.md": b"\x89PNG\0\xff\xfe", "b.md": b"a\0b", "c.md": b"## Why?\nSo."})
    bank = read_bank([vault], default_language="en")
    assert [str(problem) for problem in bank.problems] == [
        "a.md:1: is not text; it was left out",
        "b.md:1: is not text; it was left out",
    ]
    assert (bank.files, [one.question for one in bank.questions]) == (3, ["Why?"])


def test_latin_1_is_read_with_a_warning():
    """The line is that of the first odd byte."""
    note = decode("## ¿Qué?\nAdiós".encode("latin-1"), "a.md")
    assert note.text == "## ¿Qué?\nAdiós"
    assert note.problem is not None
    assert (note.problem.line, note.problem.severity) == (1, Severity.WARNING)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_in_its_encodings(encoding: str):
    """With their marks."""
    assert decode("¿Qué?".encode(encoding), "a.md").text == "¿Qué?"
