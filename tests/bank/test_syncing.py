"""Loading only what changed: what the database holds after it, and what happens when it fails."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import text as sql

from bot.bank import syncing
from bot.bank.syncing import NoNotes, Synced
from bot.bank.walking import UnreadableVault
from bot.store.engine import Connection, Engine
from tests.bank.vaults import Vault, a_vault, closed, content, counts
from tests.store.builders import NOW

T = TypeVar("T")


@pytest.fixture
def vault(tmp_path: Path, engine: Engine) -> Vault:
    return a_vault(tmp_path / "vault", engine)


# --- notes that go, come and move ------------------------------------------------------------------


def test_a_note_that_is_deleted_and_comes_back(vault: Vault):
    """Its questions are retired and return."""
    vault.sync()
    text = (vault.folder / "a.md").read_bytes()
    (vault.folder / "a.md").unlink()
    assert counts(vault.sync()) == {"retired": 2, "unchanged": 1}
    vault.write("a.md", text)
    assert counts(vault.sync()) == {"returned": 2, "unchanged": 1}


def test_a_note_that_is_renamed(vault: Vault):
    """Its time stays as it was; its questions move."""
    vault.sync()
    (vault.folder / "a.md").rename(vault.folder / "z.md")
    assert counts(vault.sync()) == {"moved": 2, "unchanged": 1}


def test_two_notes_that_change_names(vault: Vault):
    """Both have the same size, and each keeps its own time."""
    vault.asks("x.md", "Why x?")
    vault.asks("y.md", "Why y?")
    vault.sync()
    (vault.folder / "x.md").rename(vault.folder / "t.md")
    (vault.folder / "y.md").rename(vault.folder / "x.md")
    (vault.folder / "t.md").rename(vault.folder / "y.md")
    assert counts(vault.sync())["moved"] == 2
    assert vault.asked() == ["Why a?", "Why b?", "Why c?", "Why y?", "Why x?"]


def test_a_folder_that_is_moved(vault: Vault):
    """With all that is in it."""
    vault.sync()
    (vault.folder / "deep").rename(vault.folder / "elsewhere")
    assert counts(vault.sync()) == {"moved": 1, "unchanged": 2}


def test_a_note_that_is_split(vault: Vault):
    """What stays stays, what goes moves."""
    vault.sync()
    vault.asks("a.md", "Why a?")
    vault.asks("b.md", "Why b?")
    assert counts(vault.sync()) == {"moved": 1, "unchanged": 2}


def test_a_question_that_moves_into_a_note_that_is_kept_is_not_doubled(vault: Vault):
    """The same text in a note that did not change is another question, as after a full load."""
    vault.asks("b.md", "Why a?")
    vault.sync()
    (vault.folder / "a.md").unlink()
    vault.sync()
    assert vault.asked() == ["Why a?", "Why c?"]


CLASH = "b.md:1: ^x already stands at a.md:1; this question was left out"


def test_an_id_whose_first_owner_goes(vault: Vault):
    """The second comes in, though its own note did not change."""
    vault.write("a.md", "## Why first? ^x\nSo.")
    vault.write("b.md", "## Why second? ^x\nSo.")
    assert [str(problem) for problem in vault.sync().problems] == [CLASH]
    assert [str(problem) for problem in vault.sync().problems] == [CLASH]
    (vault.folder / "a.md").unlink()
    assert vault.sync().problems == ()
    assert vault.asked() == ["Why second?", "Why c?"]


def test_an_id_that_a_new_note_takes_and_gives_back(vault: Vault):
    """The note that had it was not read again when it lost it, and has it again in the end."""
    (vault.folder / "a.md").unlink()
    vault.write("b.md", "## Why second? ^x\nSo.")
    vault.sync()
    vault.write("a.md", "## Why first? ^x\nSo.")
    assert [str(problem) for problem in vault.sync().problems] == [CLASH]
    assert vault.asked() == ["Why first?", "Why c?"]
    assert [str(problem) for problem in vault.sync().problems] == [CLASH]
    (vault.folder / "a.md").unlink()
    assert vault.sync().problems == ()
    assert vault.asked() == ["Why second?", "Why c?"]


def test_a_picture_that_comes_after_its_note(vault: Vault):
    """The note is not opened again; its question has the picture all the same, and loses it when it goes."""
    vault.write("p.md", "## What is this?\n![[cat.png]]\n")
    vault.sync()
    picture = vault.write("pictures/cat.png", b"png")
    assert vault.read_by_sync() == []
    assert attachments(vault) == [[str(picture)]]
    picture.unlink()
    vault.sync()
    assert attachments(vault) == [[]]


def attachments(vault: Vault) -> list[Any]:
    query = "SELECT answer_attachments FROM variants WHERE file = 'p.md'"
    with vault.engine.connect() as db:
        return [json.loads(row[0]) for row in db.execute(sql(query))]


# --- what cannot be read ---------------------------------------------------------------------------


def test_an_empty_folder_changes_nothing(vault: Vault):
    """A folder that was not mounted must not retire the bank."""
    vault.sync()
    before = content(vault.engine)
    shutil.rmtree(vault.folder)
    with pytest.raises(UnreadableVault):
        vault.sync()
    vault.folder.mkdir()
    with pytest.raises(NoNotes, match="Nothing was changed"):
        vault.sync()
    assert content(vault.engine) == before


CLOSED = "deep:1: the folder cannot be read (Permission denied); its notes stay as they were loaded"


def test_a_folder_that_may_not_be_read(vault: Vault):
    """Its notes stay as they are, with a problem that names it; the rest is loaded, and so is it when it opens."""
    vault.write("deep/cat.png", b"cat")
    vault.asks("deep/d.md", "Why a?", "Which? ![[cat.png]]")
    vault.asks("z.md", "Why a?")
    vault.sync()
    before = content(vault.engine)
    with closed(vault.folder / "deep"):
        for _ in range(2):
            synced = vault.sync()
            assert ([str(problem) for problem in synced.problems], counts(synced)) == ([CLOSED], {"unchanged": 6})
        assert (synced.files, content(vault.engine)) == (4, before)
        vault.asks("b.md", "Why b?")
        assert counts(vault.sync()) == {"added": 1, "unchanged": 6}
        assert [str(problem) for problem in vault.sync(reader="newer").problems] == [CLOSED]
        (vault.folder / "a.md").unlink()
        # Those that ask the same elsewhere inherit, also where nobody may look.
        assert counts(vault.sync()) == {"moved": 2, "retired": 2, "unchanged": 3}
    (vault.folder / "deep" / "c.md").unlink()
    synced = vault.sync()
    assert (synced.problems, counts(synced)) == ((), {"retired": 1, "unchanged": 4})


def test_nothing_but_a_folder_that_may_not_be_read(vault: Vault):
    """Nothing is loaded."""
    vault.sync()
    (vault.folder / "a.md").unlink()
    before = content(vault.engine)
    with closed(vault.folder / "deep"), pytest.raises(UnreadableVault, match=r"deep cannot be read: Permission denied"):
        vault.sync()
    assert content(vault.engine) == before


def test_a_link_out_of_the_vault(vault: Vault, tmp_path: Path):
    """It is told each time and nothing of what it leads to is loaded; the rest is."""
    secret = tmp_path / "secret.md"
    secret.write_text("## What is the password?\nhunter2", encoding="utf-8")
    (vault.folder / "link.md").symlink_to(secret)
    for _ in range(2):
        told = "link.md:1: this link leads out of the notes' folder and was not followed"
        assert [str(problem) for problem in vault.sync().problems] == [told]
    assert vault.asked() == ["Why a?", "Why b?", "Why c?"]


def test_a_note_that_becomes_a_link_out_of_the_vault(vault: Vault, tmp_path: Path):
    """Its questions are retired, as those of a note that is gone."""
    vault.sync()
    elsewhere = (vault.folder / "a.md").rename(tmp_path / "a.md")
    (vault.folder / "a.md").symlink_to(elsewhere)
    assert counts(vault.sync()) == {"retired": 2, "unchanged": 1}


def test_nothing_but_links_out_of_the_vault(vault: Vault, tmp_path: Path):
    """Nothing is loaded, and it says why."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "linked").symlink_to(vault.folder)
    with pytest.raises(NoNotes, match=r"Nothing was changed\. linked:1: this link leads out of the notes' folder"):
        vault.sync(paths=[tmp_path / "empty"])


def test_a_note_that_cannot_be_opened_is_tried_again(vault: Vault):
    """That it can be opened again shows neither in its size nor in its time."""
    target = vault.folder / "elsewhere"
    (vault.folder / "link.md").symlink_to(target)
    assert [str(problem) for problem in vault.sync().problems] == [
        "link.md:1: cannot be read: No such file or directory"
    ]
    assert [str(problem) for problem in vault.sync().problems] == [
        "link.md:1: cannot be read: No such file or directory"
    ]
    target.write_text("## Why linked?\nSo.", encoding="utf-8")
    assert vault.sync().problems == ()
    assert "Why linked?" in vault.asked()


def test_no_text_becomes_an_empty_note(vault: Vault):
    """What was said of it is not said any more."""
    vault.write("b.md", b"\x00\x01")
    assert [str(problem) for problem in vault.sync().problems] == ["b.md:1: is not text; it was left out"]
    vault.write("b.md", b"")
    assert [str(problem) for problem in vault.sync().problems] == ["b.md:1: the note is empty"]


# --- all or nothing --------------------------------------------------------------------------------


@pytest.mark.both_databases
@pytest.mark.parametrize("what", ["variants", "notes", "sources"])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(vault: Vault, what: str):
    """Wherever it strikes; and the next sync brings in all of it."""
    vault.sync()
    before = content(vault.engine)
    (vault.folder / "deep" / "c.md").unlink()
    vault.asks("a.md", "Why a?", "Why d?")
    vault.asks("e.md", "Why e?")

    def failing(work: Callable[[Connection], T]) -> T:
        with vault.engine.begin() as db:
            done = work(db)
            if isinstance(done, Synced):
                db.execute(sql(f"DELETE FROM {what}"))
                db.execute(sql("SELECT no_such_column FROM nowhere"))
            return done

    with pytest.raises(Exception, match="nowhere"):
        syncing.sync_beside(vault.look(), lambda: NOW, failing)
    assert content(vault.engine) == before
    vault.sync()
    assert vault.asked() == ["Why a?", "Why d?", "Why e?"]


def test_another_program_that_loads_the_bank_meanwhile(vault: Vault, tmp_path: Path):
    """What was looked at is out of date then: one looks again, and no question of a kept note is lost."""
    vault.sync()
    vault.asks("a.md", "Why a?", "Why new?")
    other = Vault(tmp_path / "other", vault.engine)
    other.asks("o.md", "Why other?")
    steps = 0

    def interrupted(work: Callable[[Connection], T]) -> T:
        nonlocal steps
        steps += 1
        if steps == 2:
            other.sync()
        with vault.engine.begin() as db:
            return work(db)

    syncing.sync_beside(vault.look(), lambda: NOW, interrupted)
    assert vault.asked() == ["Why a?", "Why new?", "Why c?"]
    assert counts(vault.sync()) == {"unchanged": 3}
