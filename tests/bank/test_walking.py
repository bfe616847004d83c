"""What lies in a folder: links, pipes, odd names, and what is passed over."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.bank.walking import Closed, Seen, UnreadableVault, look_around, walk
from tests.bank.vaults import closed, opens


def files(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("## Why?\nSo.", encoding="utf-8")
    return folder


def names(paths: Iterable[Path]) -> list[str]:
    return [one.name for one in walk(list(paths))]


def test_a_note_is_told_with_its_size_and_time(tmp_path: Path):
    """As the file system has them, in nanoseconds."""
    file = files(tmp_path, "deep/a.md") / "deep" / "a.md"
    os.utime(file, ns=(5, 1_700_000_000_123_456_789))
    (found,) = walk([tmp_path])
    assert (found.name, found.path) == ("deep/a.md", str(file))
    assert (found.size, found.changed_ns) == (len("## Why?\nSo."), 1_700_000_000_123_456_789)


def test_no_note_is_opened(tmp_path: Path):
    """Looking around is cheap."""
    files(tmp_path, "a.md", "b/c.markdown", "d.mdx")
    with opens(tmp_path) as opened:
        assert names([tmp_path]) == ["a.md", "b/c.markdown", "d.mdx"]
    assert opened == []


def test_what_is_passed_over(tmp_path: Path):
    """What is hidden, thrown away, a template, or not a note."""
    files(tmp_path, ".obsidian/a.md", ".trash/a.md", ".a.md", "Templates/a.md", "logseq/bak/a.md")
    files(tmp_path, "lost+found/a.md", "node_modules/a.md", "a.py", "a", "md", "b.md")
    assert names([tmp_path]) == ["b.md"]


def test_links_in_a_circle_end(tmp_path: Path):
    """To a folder above, to itself, and to one another."""
    files(tmp_path, "a/a.md", "b/b.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    (tmp_path / "a" / "b").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "a").symlink_to(tmp_path / "a")
    assert sorted(Path(one.path).name for one in walk([tmp_path])) == ["a.md", "b.md"]


def test_many_folders_that_link_to_one_another(tmp_path: Path):
    """Each is entered once, by its own name."""
    folders = [files(tmp_path / f"f{number}", "a.md") for number in range(12)]
    for folder in folders:
        for other in folders:
            (folder / f"0{other.name}").symlink_to(other)
    assert sorted(names([tmp_path])) == sorted(f"f{number}/a.md" for number in range(12))


def test_a_note_that_links_to_itself(tmp_path: Path):
    """It cannot be read, and ends nothing."""
    files(tmp_path, "a.md")
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    assert names([tmp_path]) == ["a.md", "self.md"]


OUT = "this link leads out of the notes' folder and was not followed"


def refused(seen: Seen) -> list[tuple[str, str]]:
    return [(problem.file, problem.message) for problem in seen.refused]


def test_links_that_lead_out_of_the_vault(tmp_path: Path):
    """Whoever pushes to a shared vault must not read the disk of its host: they are told, and the rest is found."""
    files(tmp_path, "vault/a.md", "vault/deep/b.md", "elsewhere/c.md", "elsewhere/deep/d.md", "secret")
    vault = tmp_path / "vault"
    (vault / "linked").symlink_to(tmp_path / "elsewhere")
    (vault / "deep" / "up").symlink_to("../../elsewhere/deep")
    for link in ("passwd.md", "deep/passwd.txt", "cat.png"):
        (vault / link).symlink_to(tmp_path / "secret")
    (vault / "gone.md").symlink_to(tmp_path / "nowhere.md")
    seen = look_around([vault])
    assert [one.name for one in seen.notes] == ["a.md", "deep/b.md"]
    assert seen.embeddable == []
    assert refused(seen) == [
        (name, OUT) for name in ("cat.png", "deep/passwd.txt", "deep/up", "gone.md", "linked", "passwd.md")
    ]


def test_a_link_in_a_folder_that_a_link_leads_to(tmp_path: Path):
    """Every step of the way counts, and so does a neighbour whose name begins alike."""
    files(tmp_path, "vault/a.md", "vault/b/b.md", "vault2/c.md")
    (tmp_path / "vault" / "1").symlink_to(tmp_path / "vault" / "b")
    (tmp_path / "vault" / "b" / "2").symlink_to(tmp_path / "vault2")
    seen = look_around([tmp_path / "vault"])
    assert [one.name for one in seen.notes] == ["a.md", "b/b.md"]
    assert refused(seen) == [("b/2", OUT)]


def test_links_to_what_is_hidden(tmp_path: Path):
    """The passwords of a Git clone lie in its `.git`."""
    files(tmp_path, ".git/config", ".git/notes/b.md", "a.md")
    (tmp_path / "config.md").symlink_to(tmp_path / ".git" / "config")
    (tmp_path / "notes").symlink_to(tmp_path / ".git" / "notes")
    seen = look_around([tmp_path])
    assert [one.name for one in seen.notes] == ["a.md"]
    assert refused(seen) == [("config.md", OUT), ("notes", OUT)]


def test_links_that_are_passed_over_anyway(tmp_path: Path):
    """What would not be read without them is not worth a word."""
    files(tmp_path, "vault/a.md", "elsewhere/b.md")
    for link in ("templates", ".hidden", "node_modules"):
        (tmp_path / "vault" / link).symlink_to(tmp_path / "elsewhere")
    (tmp_path / "vault" / "run.py").symlink_to(tmp_path / "elsewhere" / "b.md")
    assert look_around([tmp_path / "vault"]).refused == []


def test_a_link_to_another_folder_of_the_bank(tmp_path: Path):
    """Its notes are read, once."""
    files(tmp_path, "one/a.md", "two/b.md")
    (tmp_path / "one" / "linked").symlink_to(tmp_path / "two")
    seen = look_around([tmp_path / "one", tmp_path / "two"])
    assert ([one.name for one in seen.notes], seen.refused) == (["a.md", "linked/b.md"], [])


def test_a_vault_that_is_itself_reached_by_a_link(tmp_path: Path):
    """Its owner named it."""
    files(tmp_path, ".hidden/vault/a.md")
    (tmp_path / "notes").symlink_to(tmp_path / ".hidden" / "vault")
    (tmp_path / ".hidden" / "vault" / "b.md").symlink_to("a.md")
    seen = look_around([tmp_path / "notes"])
    assert ([one.name for one in seen.notes], seen.refused) == (["a.md"], [])


def test_a_note_and_a_link_to_it_are_one(tmp_path: Path):
    """The first by name counts."""
    files(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    assert names([tmp_path]) == ["a.md"]


def test_a_link_to_nothing_is_told(tmp_path: Path):
    """Reading it will say that it cannot be read."""
    (tmp_path / "a.md").symlink_to(tmp_path / "nowhere.md")
    assert [(one.name, one.size) for one in walk([tmp_path])] == [("a.md", 0)]


def test_a_pipe_is_no_note(tmp_path: Path):
    """Whoever reads it would wait for ever."""
    files(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe.csv")
    os.mkfifo(tmp_path / "pipe.png")
    assert names([tmp_path]) == ["a.md"]


def test_a_folder_that_is_called_like_a_note(tmp_path: Path):
    """It is a folder."""
    files(tmp_path, "a.md/b.md")
    assert names([tmp_path]) == ["a.md/b.md"]


def test_a_folder_that_may_not_be_read(tmp_path: Path):
    """It is told, for its notes must not be taken for gone; the others are found."""
    files(tmp_path, "a/b/c.md", "a/d.md", "e.md")
    with closed(tmp_path / "a" / "b"):
        seen = look_around([tmp_path])
    assert [one.name for one in seen.notes] == ["a/d.md", "e.md"]
    assert seen.closed == [Closed("a/b", "Permission denied")]


def test_a_vault_that_may_not_be_read(tmp_path: Path):
    """There is nothing to go on with."""
    files(tmp_path, "a.md")
    with closed(tmp_path), pytest.raises(UnreadableVault, match=r"cannot be read: Permission denied"):
        walk([tmp_path])


def test_three_folders_with_notes_of_the_same_name(tmp_path: Path):
    """Each note has a name of its own, also where the folders are called alike."""
    roots = [files(tmp_path / where / "notes", "a.md") for where in ("x", "y", "z")]
    assert names(roots) == ["a.md", "notes/a.md", "notes/notes/a.md"]


def test_a_name_that_another_folder_has_already(tmp_path: Path):
    """`two/a.md` of the first is not `a.md` of the folder `two`."""
    files(tmp_path, "one/a.md", "one/two/a.md", "two/a.md")
    assert names([tmp_path / "one", tmp_path / "two"]) == ["a.md", "two/a.md", "two/two/a.md"]


def test_what_notes_can_embed_is_told_too(tmp_path: Path):
    """Links are not: what they lead to may lie outside."""
    files(tmp_path, "a.md", "cat.PNG", "deep/talk.mp3", "run.exe", ".hidden/dog.png")
    (tmp_path / "link.png").symlink_to("/etc/passwd")
    seen = look_around([tmp_path])
    assert seen.embeddable == [str(tmp_path / "cat.PNG"), str(tmp_path / "deep/talk.mp3")]


ODD = "its name is not UTF-8; it was left out"


def test_names_of_an_older_encoding_are_told(tmp_path: Path):
    """A note, a folder or a table with such a name is left out, and what lies beside it is found."""
    for name in (b"ni\xf1o.md", b"a\xf1o/a.md", b"ni\xf1o.csv", b"ni\xf1o.bin", b"b.md"):
        path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))  # noqa: PTH118  # bytes are no Path
        path.parent.mkdir(exist_ok=True)
        path.write_text("text", encoding="utf-8")
    seen = look_around([tmp_path])
    assert [note.name for note in seen.notes] == ["b.md"]
    assert refused(seen) == [("a\ufffdo", ODD), ("ni\ufffdo.csv", ODD), ("ni\ufffdo.md", ODD)]


def test_a_bank_with_such_a_name_is_told(tmp_path: Path):
    """In one sentence, when it is the folder itself."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xf1o"))
    folder.mkdir()
    with pytest.raises(UnreadableVault, match="a\ufffdo is not UTF-8; rename it"):
        look_around([folder])
