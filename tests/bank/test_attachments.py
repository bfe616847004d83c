"""What a note embeds: found in its Markdown and in the vault, and never outside of it."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.attachments import MOST, Files, Folders, embedded, embeds_something, with_attachments
from tests.bank.builders import a_question


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    for name in ("cat.png", "notes/dog.png", "notes/deep/cat.png", "attachments/My Sound.mp3", "run.sh", ".git/x.png"):
        file = tmp_path / "vault" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"secret")
    return tmp_path / "vault"


@pytest.mark.parametrize(
    ("markdown", "files"),
    [
        ("![[cat.png]]", ["cat.png"]),
        ("![[cat.png|200]] and ![[a/b c.pdf#page=3]]", ["cat.png", "a/b c.pdf"]),
        ("![a cat](cat.png)", ["cat.png"]),
        ('![a cat](cat.png "Title")', ["cat.png"]),
        ("![](<my cat.png>) ![](my%20cat.png)", ["my cat.png"]),
        ('<img src="cat.png" width=3> <IMG alt="" SRC=\'dog.png\'>', ["cat.png", "dog.png"]),
        ("![](https://example.org/cat.png) ![](//example.org/x.png) ![](data:image/png;base64,xx)", []),
        ("[a cat](cat.png) [[cat.png]] no picture!", []),
        ("", []),
    ],
)
def test_what_a_text_embeds(markdown: str, files: list[str]):
    """As Obsidian, Markdown and HTML write it; links and the web are no embeds."""
    assert list(dict.fromkeys(embedded(markdown))) == files


@pytest.mark.parametrize(
    ("target", "note", "file"),
    [
        ("cat.png", "a.md", "cat.png"),
        ("CAT.PNG", "a.md", "cat.png"),
        ("dog.png", "notes/a.md", "notes/dog.png"),
        ("dog.png", "a.md", "notes/dog.png"),
        ("cat.png", "notes/deep/a.md", "notes/deep/cat.png"),
        ("cat.png", "notes/a.md", "cat.png"),
        ("../cat.png", "notes/a.md", "cat.png"),
        ("./deep/cat.png", "notes/a.md", "notes/deep/cat.png"),
        ("/notes/dog.png", "notes/deep/a.md", "notes/dog.png"),
        ("notes\\dog.png", "a.md", "notes/dog.png"),
        ("My Sound.mp3", "notes/a.md", "attachments/My Sound.mp3"),
    ],
)
def test_where_it_lies(vault: Path, target: str, note: str, file: str):
    """Beside the note, from the root, or anywhere by its bare name; the nearest to the root of several."""
    assert Files.under(vault).find(target, note) == str(vault / file)


@pytest.mark.parametrize(
    "target",
    [
        "../secret.png", "../../secret.png", "notes/../../secret.png", "/../secret.png", "..\\secret.png",
        "/etc/passwd",
        "run.sh", ".git/x.png", "x.png", "", ".", "..", "notes", "cat.png\0", "a" * 5000,
    ],
)  # fmt: skip
def test_what_is_not_found(vault: Path, target: str):
    """What lies outside, what could run, and what is hidden."""
    assert Files.under(vault).find(target, "notes/a.md") is None


def test_the_whole_path_of_a_file_outside(vault: Path, tmp_path: Path):
    """It is looked for below the vault, and is not there."""
    assert Files.under(vault).find(str(tmp_path / "secret.png"), "a.md") is None


def test_links_and_pipes_are_no_files(vault: Path, tmp_path: Path):
    """They may lead outside, or keep the reader waiting."""
    (vault / "linked.png").symlink_to(tmp_path / "secret.png")
    (vault / "folder").symlink_to(tmp_path)
    os.mkfifo(vault / "pipe.png")
    files = Files.under(vault)
    assert [files.find(name, "a.md") for name in ("linked.png", "folder/secret.png", "secret.png", "pipe.png")] == [
        None, None, None, None,
    ]  # fmt: skip


@given(st.text("./\\abcdog%pn ", max_size=30))
def test_no_name_leads_outside(target: str):
    """Whatever a note says: what is found was listed."""
    files = Files({"dog.png": "/v/dog.png"}, {"dog.png": ["dog.png"]})
    assert files.find(target, "a/b.md") in (None, "/v/dog.png")


def test_a_question_gets_the_files_of_its_text_and_of_its_answer(vault: Path):
    """Each once."""
    question = a_question("What is ![[cat.png]]?", "A ![[cat.png]], no ![](notes/dog.png) ![[cat.png]]")
    found = with_attachments(question, "a.md", Files.under(vault))
    assert found.attachments == (str(vault / "cat.png"),)
    assert found.answer_attachments == (str(vault / "cat.png"), str(vault / "notes/dog.png"))


def test_not_more_than_a_chat_can_bear(tmp_path: Path):
    """The first ten."""
    for number in range(MOST + 5):
        (tmp_path / f"{number}.png").write_bytes(b"x")
    answer = " ".join(f"![[{number}.png]]" for number in range(MOST + 5))
    found = with_attachments(a_question(answer=answer), "a.md", Files.under(tmp_path))
    assert [Path(path).stem for path in found.answer_attachments] == [str(number) for number in range(MOST)]


def test_a_note_that_a_link_leads_to_embeds_nothing(vault: Path, tmp_path: Path):
    """It lies outside of the bank; and what it had before is taken away."""
    question = replace(a_question(answer="![[secret.png]]"), answer_attachments=("/old.png",))
    assert embeds_something(question)
    assert Folders([vault]).completed(question, str(tmp_path / "a.md")).answer_attachments == ()


def test_a_bank_of_one_note(vault: Path):
    """Its folder is the vault."""
    question = Folders([vault / "a.md"]).completed(a_question(answer="![[cat.png]]"), str(vault / "a.md"))
    assert question.answer_attachments == (str(vault / "cat.png"),)
