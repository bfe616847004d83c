"""Which notes a sync opens: those that changed, and all of them when they are read in another way."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from bot.store.engine import Engine
from tests.bank.vaults import Vault, a_vault, content, counts


@pytest.fixture
def vault(tmp_path: Path, engine: Engine) -> Vault:
    return a_vault(tmp_path / "vault", engine)


# --- what is opened --------------------------------------------------------------------------------


def test_the_first_sync_opens_every_note_once(vault: Vault):
    """And stores all questions."""
    assert sorted(vault.read_by_sync()) == ["a.md", "deep/c.md"]
    assert vault.asked() == ["Why a?", "Why b?", "Why c?"]


@pytest.mark.both_databases
def test_a_second_sync_opens_nothing(vault: Vault):
    """It says what the bank holds all the same."""
    first = vault.sync()
    before = content(vault.engine)
    assert vault.read_by_sync() == []
    second = vault.sync()
    assert (second.files, second.questions, second.problems) == (first.files, first.questions, first.problems)
    assert (counts(second), content(vault.engine)) == ({"unchanged": 3}, before)


def test_another_text_of_the_same_size_and_time(vault: Vault):
    """It is seen: who sets a file's time back (`touch -r`, an archive) cannot set back when that was done."""
    file = vault.asks("a.md", "Why a?")
    moment = file.stat().st_mtime_ns
    vault.sync()
    vault.write("a.md", file.read_bytes().replace(b"Why a?", b"Why z?"), at=moment)
    assert vault.read_by_sync() == ["a.md"]
    assert vault.asked() == ["Why z?", "Why c?"]


def test_one_edited_note_is_the_only_one_opened(vault: Vault):
    """The others are taken from the database."""
    vault.sync()
    vault.asks("a.md", "Why a?", "Why b?", "Why new?")
    assert vault.read_by_sync() == ["a.md"]
    assert vault.asked() == ["Why a?", "Why b?", "Why new?", "Why c?"]


def test_a_note_written_again_with_the_same_text(vault: Vault):
    """It is opened once, and changes nothing."""
    vault.sync()
    before = content(vault.engine)
    os.utime(vault.folder / "a.md", ns=(vault.clock + 5, vault.clock + 5))
    assert vault.read_by_sync() == ["a.md"]
    assert vault.read_by_sync() == []
    after = content(vault.engine)
    assert (after["variants"], after["questions"]) == (before["variants"], before["questions"])


def test_a_problem_stays_known_while_its_note_is_not_read(vault: Vault):
    """Also after the note was only touched."""
    file = vault.write("p.md", "---\ndifficulty: hrad\n---\n## Why?\nSo.\n")
    told = ['p.md:2: difficulty "hrad" is not easy, medium or hard']
    assert [str(problem) for problem in vault.sync().problems] == told
    assert [str(problem) for problem in vault.sync().problems] == told
    os.utime(file, ns=(vault.clock + 5, vault.clock + 5))
    assert [str(problem) for problem in vault.sync().problems] == told


@pytest.mark.parametrize("age_ms", [0, 1_500])
def test_a_note_changed_twice_within_a_moment(vault: Vault, age_ms: int):
    """Same size, same time: a file that is fresh is not believed."""
    moment = time.time_ns() - age_ms * 1_000_000
    vault.write("fresh.md", "## Why one?\nSo.", at=moment)
    vault.sync()
    vault.write("fresh.md", "## Why two?\nSo.", at=moment)
    vault.sync()
    assert vault.asked()[-1] == "Why two?"


def test_a_fresh_note_is_believed_later(vault: Vault):
    """Once its time has settled it is opened a last time, and then no more."""
    file = vault.asks("fresh.md", "Why now?")
    os.utime(file)
    vault.sync()
    os.utime(file, ns=(vault.clock, vault.clock))
    assert vault.read_by_sync() == ["fresh.md"]
    assert vault.read_by_sync() == []


def test_a_time_in_the_future(vault: Vault):
    """A clock that was wrong once does not make the note be read for ever."""
    later = time.time_ns() + 10**13
    vault.write("future.md", "## Why later?\nSo.", at=later)
    vault.sync()
    assert vault.read_by_sync() == []


# --- what makes everything be read again -----------------------------------------------------------


@pytest.mark.parametrize("how", [{"default_language": "es"}, {"questions": "h2"}, {"reader": "another version"}])
def test_another_way_of_reading(vault: Vault, how: dict[str, Any]):
    """All is read again, once."""
    vault.sync()
    assert sorted(vault.read_by_sync(**how)) == ["a.md", "deep/c.md"]
    assert vault.read_by_sync(**how) == []


def test_the_default_language_reaches_the_questions(vault: Vault):
    """They are the same questions, now in Spanish."""
    vault.write("b.md", "## 1 + 1?\n2")
    vault.sync()
    assert counts(vault.sync(default_language="es"))["changed"] >= 1


def test_other_card_separators_in_the_vault(vault: Vault):
    """The plugin's own `data.json` decides what a card is."""
    settings = vault.write(".obsidian/plugins/obsidian-spaced-repetition/data.json", '{"settings": {}}')
    vault.write("cards.md", "#flashcards\n\nFrance>>Paris\n")
    vault.sync()
    assert vault.asked()[-1] == "Why c?"
    settings.write_text('{"settings": {"singleLineCardSeparator": ">>"}}', encoding="utf-8")
    vault.sync()
    assert "France" in vault.asked()


def test_another_folder(vault: Vault, tmp_path: Path):
    """The questions of the first are retired, and come back with it."""
    vault.sync()
    other = Vault(tmp_path / "other", vault.engine)
    other.asks("o.md", "Is this another vault altogether?")
    assert counts(other.sync()) == {"added": 1, "retired": 3}
    assert counts(vault.sync()) == {"returned": 3, "retired": 1}
