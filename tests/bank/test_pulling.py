"""A bank that is a Git clone: what is pulled, and what is said when it cannot be."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import content
from bot.bank.pulling import CannotPull, pull
from bot.settings import Settings
from tests.bank.vaults import Vault, counts


@dataclass
class Clones:
    """A bare repository, the clone of those who write the notes, and the clone that the bot reads."""

    origin: Path
    writers: Path
    bank: Path

    def push(self, name: str, text: str) -> None:
        """The writers push a note."""
        (self.writers / name).write_text(text, encoding="utf-8")
        git(self.writers, "add", ".")
        git(self.writers, "commit", "-qm", name)
        git(self.writers, "push", "-q", "origin", "HEAD:main")


def git(folder: Path, *arguments: str) -> str:
    """Runs Git as nobody in particular."""
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *arguments], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    clones = Clones(tmp_path / "origin.git", tmp_path / "writers", tmp_path / "bank")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(clones.origin))
    git(tmp_path, "clone", "-q", str(clones.origin), str(clones.writers))
    clones.push("a.md", "## Why a?\nSo.")
    git(tmp_path, "clone", "-q", str(clones.origin), str(clones.bank))
    return clones


def test_what_was_pushed_arrives(clones: Clones):
    """And Git's own summary names it."""
    clones.push("b.md", "## Why b?\nSo.")
    assert "b.md" in pull(clones.bank)
    assert (clones.bank / "b.md").read_text(encoding="utf-8") == "## Why b?\nSo."


def test_nothing_new(clones: Clones):
    """Nothing is said."""
    assert pull(clones.bank) == ""


def test_pulled_notes_are_loaded(clones: Clones, engine):
    """Only what the pull changed is read."""
    vault = Vault(clones.bank, engine)
    vault.sync()
    clones.push("b.md", "## Is this new?\nSo.")
    pull(clones.bank)
    assert counts(vault.sync()) == {"added": 1, "unchanged": 1}


def test_the_folder_is_that_of_the_settings(clones: Clones, engine, bare_environment: Path):
    """CONTENT_DIR."""
    clones.push("b.md", "## Why b?\nSo.")
    assert "b.md" in content.pull(engine, Settings(_env_file=None, content_dir=clones.bank))


def test_the_notes_that_were_loaded_last(clones: Clones, engine, bare_environment: Path):
    """The same as those that the sync after it loads: without CONTENT_DIR, and also a note of the clone alone."""
    Vault(clones.bank, engine).sync(paths=[clones.bank / "a.md"])
    clones.push("a.md", "## Why not a?\nSo.")
    assert "a.md" in content.pull(engine, Settings(_env_file=None))
    assert (clones.bank / "a.md").read_text(encoding="utf-8") == "## Why not a?\nSo."


def test_two_clones(clones: Clones, engine, bare_environment: Path, tmp_path: Path):
    """Both are brought up to date."""
    git(tmp_path, "clone", "-q", str(clones.origin), str(tmp_path / "second"))
    Vault(clones.bank, engine).sync(paths=[clones.bank, tmp_path / "second"])
    clones.push("b.md", "## Why b?\nSo.")
    assert content.pull(engine, Settings(_env_file=None)).count("Fast-forward") == 2


def test_the_repository_of_the_program(clones: Clones):
    """`content` lies in it; a pull would bring another version of the program."""
    (clones.writers / "content").mkdir()
    clones.push("content/a.md", "## Why a?\nSo.")
    pull(clones.bank)
    clones.push("content/b.md", "## Why b?\nSo.")
    with pytest.raises(CannotPull, match=r"content belongs to the repository of the program .*: set CONTENT_DIR to"):
        pull(clones.bank / "content", program=clones.bank)
    assert not (clones.bank / "content" / "b.md").exists()


def test_a_folder_of_the_clone(clones: Clones):
    """Notes often lie in a folder of a larger repository."""
    (clones.writers / "notes").mkdir()
    clones.push("notes/c.md", "## Why c?\nSo.")
    pull(clones.bank)
    clones.push("notes/c.md", "## Why not c?\nSo.")
    pull(clones.bank / "notes")
    assert (clones.bank / "notes" / "c.md").read_text(encoding="utf-8") == "## Why not c?\nSo."


def test_no_clone(tmp_path: Path):
    """A sentence, and no traceback."""
    with pytest.raises(CannotPull, match=rf"Git could not bring {tmp_path} up to date: fatal: not a git repository"):
        pull(tmp_path)


def test_no_folder(tmp_path: Path):
    """A sentence, too."""
    with pytest.raises(CannotPull, match=r"nowhere is no folder; `repaso bank pull` needs a Git clone\."):
        pull(tmp_path / "nowhere")


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It says what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotPull, match="Git is not installed here"):
        pull(tmp_path)


def test_notes_that_were_changed_here(clones: Clones):
    """They are never overwritten; the first of them are named."""
    clones.push("a.md", "## Why a, really?\nSo.")
    (clones.bank / "a.md").write_text("Mine.", encoding="utf-8")
    with pytest.raises(CannotPull, match=r"local changes .* would be overwritten by merge: .*a\.md"):
        pull(clones.bank)
    assert (clones.bank / "a.md").read_text(encoding="utf-8") == "Mine."


def test_histories_that_parted(clones: Clones):
    """Nothing is merged, and no conflict comes into a note."""
    (clones.bank / "mine.md").write_text("Mine.", encoding="utf-8")
    git(clones.bank, "add", ".")
    git(clones.bank, "commit", "-qm", "mine")
    before = git(clones.bank, "rev-parse", "HEAD")
    clones.push("b.md", "Theirs.")
    with pytest.raises(CannotPull, match="fast-forward"):
        pull(clones.bank)
    assert git(clones.bank, "rev-parse", "HEAD") == before
    assert git(clones.bank, "status", "--porcelain") == ""


def test_a_repository_that_is_gone(clones: Clones):
    """The notes stay, and so does what is known."""
    clones.origin.rename(clones.origin.with_name("elsewhere"))
    with pytest.raises(CannotPull, match="does not appear to be a git repository"):
        pull(clones.bank)
    assert (clones.bank / "a.md").exists()


def test_a_password_in_the_address_is_not_shown(clones: Clones):
    """What Git says goes into logs."""
    git(clones.bank, "remote", "set-url", "origin", "http://ana:hunter2@127.0.0.1:1/x.git")
    with pytest.raises(CannotPull) as told:
        pull(clones.bank)
    assert "127.0.0.1" in str(told.value)
    assert "hunter2" not in str(told.value)


def test_run_from_a_hook_of_another_repository(clones: Clones, monkeypatch: pytest.MonkeyPatch):
    """Git's variables point at the other one; it is left alone."""
    clones.push("b.md", "## Why b?\nSo.")
    monkeypatch.setenv("GIT_DIR", str(clones.origin))
    monkeypatch.setenv("GIT_WORK_TREE", str(clones.writers))
    assert "b.md" in pull(clones.bank)
