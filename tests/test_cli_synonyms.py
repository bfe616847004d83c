"""`repaso bank synonyms`: what learners say in other words, from the chat to the bank's own file."""

from pathlib import Path

import pytest

from tests.test_cli import Run, folder, repaso  # noqa: F401  # fixtures

TYPED = "it shows what fits together\n4\n1\n"


@pytest.fixture
def said(repaso: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    """Somebody has said a key point of the only open question in other words; gives the bank's own file."""
    note = "---\nlang: en\n---\n## What is an inner join?\nThe **rows** that match.\n"
    (folder / "vault" / "sql.md").write_text(note)
    repaso("bank", "sync", "vault")
    assert "Apuntado: desde ahora te cuenta." in repaso("chat", typed=TYPED).out
    return folder / "data" / "synonyms.toml"


def test_listing_accepting_and_rejecting(repaso: Run, said: Path):  # noqa: F811
    """What was accepted is written down and waits no more."""
    line = "   1 sql.md:4: “shows what fits together” for “rows”\n"
    assert repaso("bank", "synonyms") == (0, f"{line}1 waiting · the bank's own file: data/synonyms.toml\n", "")
    ran = repaso("bank", "synonyms", "--accept", "1", "--reject", "7")
    assert ran == (
        1,
        "0 waiting · the bank's own file: data/synonyms.toml\n",
        "There is no waiting synonym 7.\n",
    )
    assert 'words = "shows what fits together"' in said.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written(repaso: Run, said: Path):  # noqa: F811
    """One sentence, exit status 2, and the words go on waiting."""
    said.mkdir()
    ran = repaso("bank", "synonyms", "--accept", "1")
    assert ran.status == 2
    assert ran.err == "data/synonyms.toml cannot be written: Is a directory. Nothing was changed.\n"
    assert repaso("bank", "synonyms").out.startswith("   1 sql.md:4:")
