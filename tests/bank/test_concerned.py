"""Which notes a change concerns: the fewer, the shorter everybody waits."""

from pathlib import Path

import pytest

from bot.bank.concerned import MOST, concerned
from bot.bank.identity import content_key
from bot.domain.question import Question
from bot.store import bank_sync
from bot.store.engine import Engine
from tests.bank.builders import a_question
from tests.bank.vaults import Vault

pytestmark = pytest.mark.both_databases


@pytest.fixture
def vault(tmp_path: Path, engine: Engine) -> Vault:
    vault = Vault(tmp_path / "vault", engine)
    vault.asks("a.md", "Why a?", "Why both?")
    vault.asks("b.md", "Why both?", "Why b and c?")
    vault.asks("c.md", "Why b and c?")
    vault.asks("d.md", "Why d? ^d", "Why e?")
    vault.asks("e.md", "Why e, and nothing else at all?")
    vault.sync()
    return vault


def names(vault: Vault, changed: str, *questions: Question) -> set[str]:
    with vault.engine.connect() as db:
        found = concerned(db, {changed}, questions)
        assert found
        assert found.notes == {changed, *found.kept}
        return found.notes


def test_a_note_that_shares_nothing(vault: Vault):
    """It concerns nobody else."""
    assert names(vault, "e.md", a_question("Why e, then?")) == {"e.md"}


def test_notes_that_ask_the_same(vault: Vault):
    """They are numbered together, and with those that ask the same as these."""
    assert names(vault, "new.md", a_question("Why both?")) == {"new.md", "a.md", "b.md", "c.md"}


def test_an_id_that_another_note_has(vault: Vault):
    """One of them has to give way."""
    assert names(vault, "e.md", a_question("Why so?", key="d")) == {"e.md", "d.md"}


def test_a_note_that_is_gone(vault: Vault):
    """Who has a key that it had is concerned."""
    assert names(vault, "a.md") == {"a.md", "b.md", "c.md"}


def test_too_many_keys(vault: Vault):
    """Everything is loaded then."""
    with vault.engine.connect() as db:
        assert concerned(db, {"a.md"}, [a_question(f"Why {number}?") for number in range(MOST)]) is None


def test_numbered_keys_that_are_taken(vault: Vault):
    """One question gets the next number, also when all who ask it are in notes that changed long ago."""
    key = content_key("Why both?")
    with vault.engine.connect() as db:
        assert bank_sync.taken_keys(db, [key, "nobody"]) == {key, f"{key}~2"}
    vault.asks("f.md", "Why both?")
    vault.sync()
    with vault.engine.connect() as db:
        assert bank_sync.taken_keys(db, [key]) == {key, f"{key}~2", f"{key}~3"}
